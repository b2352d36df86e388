"""Who is meant by "các huyện ủy, thị ủy, thành ủy" on a given day?"""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from provinces.fields import FoldedField, LineField, SortKeyField
from provinces.models.bodies import Body, BodyKind, Level
from provinces.models.dated import Dated, DatedQuerySet
from provinces.models.provinces import Province
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

    size: int  # put on rows by the page that lists them

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

    def journal_thread(self) -> str:
        return f"list/{self.pk}"

    def keep_aliases(self, names: Iterable[str]) -> None:
        """Dispatches print the list in these ways now."""
        wanted = {fold(name): name for name in names}
        self.aliases.exclude(folded__in=wanted).delete()
        standing = set(self.aliases.values_list("folded", flat=True))
        for folded, name in wanted.items():
            if folded not in standing:
                RecipientListAlias.objects.create(recipient_list=self, name=name)


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
    """A body put on a list by hand, or kept off it (`is_excluded`) though a rule or another list would bring it in."""

    recipient_list = models.ForeignKey(RecipientList, on_delete=models.CASCADE, related_name="memberships")
    body = models.ForeignKey(Body, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="memberships")
    is_excluded = models.BooleanField("không thuộc danh sách", default=False)

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


class ListRule(Dated):
    """Who belongs to a list without being named: every body of the committee's tree of that kind, level, place.

    What is left empty may be anything; a rule that says nothing at all is refused.
    """

    recipient_list = models.ForeignKey(RecipientList, on_delete=models.CASCADE, related_name="rules")
    kind = models.CharField("loại hình", max_length=12, choices=BodyKind, blank=True)
    level = models.CharField("cấp", max_length=6, choices=Level, blank=True)
    parent = models.ForeignKey(
        Body, verbose_name="trực thuộc", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    province = models.ForeignKey(
        Province, verbose_name="tỉnh, thành phố", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "quy tắc thành viên"
        ordering = ["pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="rule_says_something",
                condition=~Q(kind="", level="", parent=None, province=None),
                violation_error_message="Cần chọn ít nhất một điều kiện.",
            ),
        ]

    def __str__(self) -> str:
        said = [
            self.kind and self.get_kind_display(),
            self.level and self.get_level_display().lower(),
            self.parent and f"trực thuộc {self.parent}",
            self.province and str(self.province),
        ]
        return ", ".join(part for part in said if part)


class ListInclusion(Dated):
    """A list within a list: "các sở, ban, ngành, đoàn thể" holds "các sở, ban, ngành" and "các đoàn thể"."""

    outer = models.ForeignKey(RecipientList, on_delete=models.CASCADE, related_name="inclusions")
    inner = models.ForeignKey(RecipientList, on_delete=models.PROTECT, related_name="included_in")

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "danh sách thành phần"
        ordering = ["pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["outer", "inner"], condition=Q(valid_to=None), name="one_open_inclusion_per_pair"
            ),
            models.CheckConstraint(name="no_list_includes_itself", condition=~Q(outer=models.F("inner"))),
        ]

    def __str__(self) -> str:
        return f"{self.inner} · {self.outer}"
