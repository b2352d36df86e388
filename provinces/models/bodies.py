"""Which bodies are there: who issues dispatches, who must act on them, and under which names are they known?"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat

from provinces.fields import FoldedField, LineField, SortKeyField
from provinces.models.dated import Dated, DatedQuerySet, holds
from provinces.models.provinces import Province
from provinces.models.reached import ReachedByCommittee
from provinces.models.versioned import Versioned
from provinces.vietnamese import fold


class Level(models.TextChoices):
    CENTRAL = "TW", "Trung ương"
    PROVINCE = "TINH", "Cấp tỉnh"
    DISTRICT = "HUYEN", "Cấp huyện"
    COMMUNE = "XA", "Cấp xã"


class BodyKind(models.TextChoices):
    """What sort of organisation a body is; recipient lists are drawn up by these."""

    COMMITTEE = "CAP_UY", "Cấp ủy"
    OFFICE = "VAN_PHONG", "Văn phòng cấp ủy"
    ADVISORY = "BAN_DANG", "Cơ quan tham mưu, giúp việc cấp ủy"
    CAUCUS = "BCSD", "Ban cán sự đảng"
    FRACTION = "DANG_DOAN", "Đảng đoàn"
    DIRECT_COMMITTEE = "DUTT", "Đảng ủy trực thuộc"
    DEPARTMENT = "SO_NGANH", "Sở, ban, ngành"
    AUTHORITY = "CHINH_QUYEN", "Cơ quan chính quyền, dân cử"
    FRONT = "MTTQ", "Mặt trận Tổ quốc"
    UNION = "DOAN_THE", "Tổ chức chính trị - xã hội"
    ASSOCIATION = "HOI", "Hội quần chúng"
    TASK_FORCE = "LAM_THOI", "Tổ chức lâm thời, liên ngành"
    MEDIA = "BAO_CHI", "Cơ quan báo chí, đơn vị sự nghiệp"
    GRASSROOTS = "CO_SO", "Tổ chức cơ sở đảng"
    CENTRAL = "TRUNG_UONG", "Cơ quan Trung ương"
    OTHER = "KHAC", "Khác"


class BodyQuerySet(DatedQuerySet):
    def committees(self):
        return self.filter(is_committee=True)

    def below(self, *tops: Body):
        """The given bodies and all that stand below them."""
        within = Q(pk__in=[])
        for top in tops:
            within |= Q(path__startswith=top.path)
        return self.filter(within)

    def kept_by(self, *tops: Body):
        """The committees whose registers these committees keep: their own, those below, those they took over."""
        kept = Q(pk__in=[])
        for top in tops:
            kept |= Q(path__startswith=top.path) | Q(keeper__path__startswith=top.path)
        return self.filter(kept)

    def plant(self, rows: Iterable) -> list:
        """Adds many bodies at once, each below a parent that stands in the tree already (or at its top)."""
        rows = self.bulk_create(rows, batch_size=1000)
        keys = [row.pk for row in rows]
        parents = Body.objects.filter(pk=OuterRef("parent"))
        own = Concat(Cast("pk", models.CharField()), Value("/"))
        for start in range(0, len(keys), 1000):
            planted = Body.objects.filter(pk__in=keys[start : start + 1000])
            planted.filter(parent=None).update(path=Concat(Value("/"), own), top=F("pk"))
            planted.exclude(parent=None).update(
                path=Concat(Subquery(parents.values("path")), own),
                committee=Subquery(parents.values("committee")),
                top=Subquery(parents.values("top")),
            )
            planted.filter(parent__level=Level.CENTRAL).update(top=F("pk"))
            planted.filter(is_committee=True).update(committee=F("pk"))
        return rows

    def known_as(self, name: str):
        """Bodies of that name or alias, however it was typed."""
        folded = fold(name)
        return self.filter(Q(folded=folded) | Q(pk__in=BodyAlias.objects.filter(folded=folded).values("body")))

    def called(self, words: str):
        """Bodies of which some name, of today or of before, holds these words."""
        folded = fold(words)
        aliases = BodyAlias.objects.filter(folded__contains=folded)
        return self.filter(Q(folded__contains=folded) | Q(pk__in=aliases.values("body")))


class Body(ReachedByCommittee, Dated, Versioned):
    """Cơ quan, tổ chức: a Party committee, one of its offices, a department, the Front, a task force.

    Bodies stand in a tree (Huyện ủy Khoái Châu under Tỉnh ủy Hưng Yên). A committee (cấp ủy) issues dispatches
    under its notation code; `committee` is the committee that a body belongs to: itself, or the nearest one above.
    """

    name = LineField("tên cơ quan, tổ chức", max_length=200)
    kind = models.CharField("loại hình", max_length=12, choices=BodyKind)
    level = models.CharField("cấp", max_length=6, choices=Level)
    province = models.ForeignKey(
        Province, verbose_name="tỉnh, thành phố", null=True, blank=True, on_delete=models.PROTECT, related_name="bodies"
    )
    parent = models.ForeignKey(
        "self", verbose_name="trực thuộc", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    is_committee = models.BooleanField("là cấp ủy ban hành văn bản", default=False)
    notation = LineField("ký hiệu cơ quan ban hành", max_length=20, blank=True, help_text="Ví dụ: TU, HU, ĐU")
    area = LineField("địa bàn", max_length=100, blank=True, help_text="Ví dụ: Huyện Khoái Châu, Xã Châu Ninh")
    area_code = LineField("mã đơn vị hành chính", max_length=5, blank=True)
    is_confirmed = models.BooleanField("thông tin đã xác nhận", default=True)
    committee = models.ForeignKey("self", null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    # of a committee that has ended: the standing one that keeps its register and answers for its open work
    keeper = models.ForeignKey("self", null=True, editable=False, on_delete=models.PROTECT, related_name="kept")
    # the outermost body of its tree: of all that stands in a province, the province's committee
    top = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    path = models.CharField(max_length=200, editable=False, db_index=True)
    folded = FoldedField("name", db_index=True)
    sort_key = SortKeyField("name")

    # put on rows by the page of work that waits to be handed over
    heirs: list[BodySuccession]
    waiting: int

    objects = BodyQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "cơ quan, tổ chức"
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["committee", "sort_key"], name="body_by_committee_and_name"),
            models.Index(fields=["path"], condition=Q(is_committee=True), name="committee_by_path"),
            models.Index(fields=["valid_to"], condition=Q(valid_to__isnull=False), name="ended_body_by_day"),
        ]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["parent", "sort_key"],  # names that differ in an accent alone are different names
                condition=Q(valid_to=None),
                name="one_standing_body_per_parent_and_name",
                violation_error_message="Đã có cơ quan cùng tên trực thuộc cơ quan này.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.take_place()

    def take_place(self) -> None:
        """Keeps `path`, `committee` and `top` true to `parent`, for this body and all below it."""
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        top_id = self.pk if self.parent is None or self.parent.level == Level.CENTRAL else self.parent.top_id
        committee_id = self.pk if self.is_committee else (self.parent.committee_id if self.parent else None)
        if (path, committee_id, top_id) == (self.path, self.committee_id, self.top_id):
            return
        self.path, self.committee_id, self.top_id = path, committee_id, top_id
        Body.objects.filter(pk=self.pk).update(path=path, committee=committee_id, top=top_id)
        for child in self.children.select_related("parent"):
            child.parent = self
            child.take_place()

    @property
    def answered_for_by(self) -> int | None:
        """The `top` of the tree that answers for its register: of a committee that has ended, its keeper's."""
        return (self.keeper or self).top_id

    def stands_below(self, top: Body) -> bool:
        return self.path.startswith(top.path)

    def line_of_command(self):
        """The committee itself and the committees above it: Huyện ủy Khoái Châu, Tỉnh ủy Hưng Yên."""
        return Body.objects.committees().filter(pk__in=[int(pk) for pk in self.path.strip("/").split("/")])

    def may_be_charged_by(self, committee: Body) -> bool:
        """Work goes down the tree: of the committee itself or, once it has ended, of the one that keeps its register."""
        return self.stands_below(committee) or (committee.keeper is not None and self.stands_below(committee.keeper))

    def journal_thread(self) -> str:
        return f"body/{self.pk}"


class BodyAlias(models.Model):
    """Another name of a body: an abbreviation ("UBND tỉnh", "BTV HU"), or the name it bore until a day."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="aliases")
    name = LineField("tên gọi khác", max_length=200)
    until = models.DateField("dùng đến hết ngày", null=True, blank=True)
    folded = FoldedField("name", db_index=True)

    class Meta:
        verbose_name = "tên gọi khác"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["body", "folded"], name="one_alias_per_body_and_name")]

    def __str__(self) -> str:
        return self.name


class BodyHistory(Dated):
    """What a body was until a day: its name, kind and place before it was renamed or moved. Body says what it is now."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="history")
    name = LineField("tên khi đó", max_length=200)
    kind = models.CharField("loại hình", max_length=12, choices=BodyKind)
    level = models.CharField("cấp", max_length=6, choices=Level)
    province = models.ForeignKey(Province, null=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=200, db_index=True)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "cơ quan khi trước"
        ordering = ["valid_to"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(name="history_has_ended", condition=Q(valid_to__isnull=False)),
            models.UniqueConstraint(fields=["body", "valid_to"], name="one_history_per_body_and_last_day"),
        ]

    def __str__(self) -> str:
        return self.name


def former_names(bodies: Iterable[int], day: datetime.date) -> dict[int, str]:
    """The names that bodies bore on that day, of those that were renamed or moved since."""
    return dict(BodyHistory.objects.filter(holds(day), body__in=list(bodies)).values_list("body_id", "name"))


def other_names(name: str) -> set[str]:
    """What else the bodies of that name are or were called, and their legal heirs and those they took over; folded.
    Abbreviations do not count: of "Tỉnh ủy" every dispatch speaks."""
    legal = BodySuccession.objects.filter(kind=BodySuccession.Kind.LEGAL)
    known = Body.objects.known_as(name).order_by()
    keys = set(known.values_list("pk", flat=True))
    if not keys:
        return set()
    heirs = legal.filter(predecessor__in=keys).values_list("successor", flat=True).order_by()
    keys.update(heirs.union(legal.filter(successor__in=keys).values_list("predecessor", flat=True).order_by()))
    now = Body.objects.filter(pk__in=keys).values_list("name", flat=True).order_by()
    then = BodyHistory.objects.filter(body__in=keys).values_list("name", flat=True).order_by()
    return {fold(said) for said in now.union(then)} - {fold(name)}


def as_they_were(bodies: Iterable[Body], day: datetime.date) -> None:
    """Gives these rows the names they bore on that day. For showing only: such rows are never saved."""
    rows = list(bodies)
    names = former_names({row.pk for row in rows}, day)
    for row in rows:
        row.name = names.get(row.pk, row.name)


class BodySuccession(models.Model):
    """Kế thừa: who took over from a body, as its legal heir or in one of its functions; many-to-many."""

    class Kind(models.TextChoices):
        LEGAL = "PHAP_LY", "Kế thừa pháp lý"
        FUNCTION = "CHUC_NANG", "Kế thừa chức năng"

    predecessor = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="inheritances")
    kind = models.CharField("hình thức", max_length=10, choices=Kind)
    effective_on = models.DateField("từ ngày", null=True, blank=True)
    basis = LineField("căn cứ", max_length=300, blank=True)
    is_confirmed = models.BooleanField("đã xác nhận", default=True)

    class Meta:
        verbose_name = "kế thừa"
        ordering = ["effective_on", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "kind"], name="one_succession_per_pair_and_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"

    @staticmethod
    def rows_within(grant) -> Q:
        return Q(predecessor__committee__in=grant.committees)

    def within(self, grant) -> bool:
        return self.predecessor.committee_id in grant.committees
