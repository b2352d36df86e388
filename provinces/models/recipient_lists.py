"""Who is meant by "các huyện ủy, thị ủy, thành ủy" on a given day?"""

import datetime

from django.db import models
from django.db.models import Q

from provinces.fields import FoldedField, LineField, SortKeyField
from provinces.models.bodies import Body
from provinces.models.dated import Dated, DatedQuerySet, holds
from provinces.models.reached import ReachedByCommittee
from provinces.models.versioned import Versioned
from provinces.vietnamese import fold


class RecipientListQuerySet(models.QuerySet):
    def known_as(self, name: str):
        folded = fold(name)
        aliases = RecipientListAlias.objects.filter(folded=folded)
        return self.filter(Q(folded=folded) | Q(pk__in=aliases.values("recipient_list")))


class RecipientList(ReachedByCommittee, Versioned):
    """Danh sách nơi nhận: a named group of bodies to which a committee addresses its dispatches.

    Its members are known as of any day. A list of persons ("Các đồng chí Tỉnh ủy viên") has no member bodies.
    """

    committee = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="recipient_lists")
    name = LineField("tên danh sách", max_length=200)
    note = LineField("ghi chú", max_length=300, blank=True)
    is_of_persons = models.BooleanField("là danh sách cá nhân, không phải cơ quan", default=False)
    closed_on = models.DateField("ngừng dùng từ ngày", null=True, blank=True)
    folded = FoldedField("name")
    sort_key = SortKeyField("name")

    objects = RecipientListQuerySet.as_manager()

    class Meta:
        verbose_name = "danh sách nơi nhận"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "folded"],
                name="one_list_per_committee_and_name",
                violation_error_message="Đã có danh sách cùng tên.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def members_on(self, day: datetime.date):
        """The bodies on this list on that day that themselves stood on that day."""
        memberships = Membership.objects.on(day).filter(recipient_list=self)
        return Body.objects.on(day).filter(pk__in=memberships.values("body"))

    def journal_thread(self) -> str:
        return f"list/{self.pk}"


class RecipientListAlias(models.Model):
    """The list as dispatches print it: "các huyện, thị, thành ủy", "ĐUTT Tỉnh ủy"."""

    recipient_list = models.ForeignKey(RecipientList, on_delete=models.CASCADE, related_name="aliases")
    name = LineField("cách ghi trong văn bản", max_length=200)
    folded = FoldedField("name", db_index=True)

    class Meta:
        verbose_name = "cách ghi"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["recipient_list", "folded"], name="one_alias_per_list_and_name")]

    def __str__(self) -> str:
        return self.name


class Membership(Dated):
    """A body on a list, from a day to a day."""

    recipient_list = models.ForeignKey(RecipientList, on_delete=models.CASCADE, related_name="memberships")
    body = models.ForeignKey(Body, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="memberships")

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "thành viên danh sách"
        ordering = ["pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["recipient_list", "body"],
                condition=Q(valid_to=None),
                name="one_open_membership_per_list_and_body",
                violation_error_message="Cơ quan này đã có trong danh sách.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} · {self.recipient_list}"


def members_of(lists, day: datetime.date) -> dict[int, list[Body]]:
    """The members of many lists on that day, in one query: list id → bodies in the order of their names."""
    rows = (
        Membership.objects.on(day)
        .filter(holds(day, "body__"), recipient_list__in=lists)
        .select_related("body")
        .order_by("body__sort_key", "body_id")
    )
    found: dict[int, list[Body]] = {}
    for row in rows:
        found.setdefault(row.recipient_list_id, []).append(row.body)
    return found
