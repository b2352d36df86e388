"""Which official papers came out of the work, from which figures, in which words?"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assignments.models.reports import Report
from directives import numbering
from directives.models import Directive
from provinces.fields import FoldedField, LineField, ProseField
from provinces.models import Body, User
from provinces.models.files import StoredFile
from provinces.models.versioned import Versioned


class PaperKind(models.TextChoices):
    """Loại giấy tờ. The value is also how its snapshots are called: BC-20210524-0815."""

    REPORT = "BC", "Báo cáo tình hình thực hiện"
    URGING = "DD", "Công văn đôn đốc"
    TASK_SHEET = "PG", "Phiếu giao việc"

    @property
    def slug(self) -> str:
        """The kind in an address."""
        return SLUGS[self]


SLUGS = {
    PaperKind.REPORT: "bao-cao",
    PaperKind.URGING: "don-doc",
    PaperKind.TASK_SHEET: "phieu-giao-viec",
}


def digest(facts: dict) -> str:
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class Snapshot(models.Model):
    """Bản chốt số liệu: what was known of the work at one moment. It is never changed; its hash shows that it was not.

    `body` is the office in whose name the paper is drawn up; `directive` is empty where the paper covers many.
    """

    code = models.CharField("mã số liệu", max_length=24)
    kind = models.CharField("loại giấy tờ", max_length=2, choices=PaperKind)
    committee = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    directive = models.ForeignKey(Directive, null=True, on_delete=models.PROTECT, related_name="snapshots")
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "bản chốt số liệu"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "code"], name="one_snapshot_per_committee_and_code")
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("snapshot", args=[self.pk])

    def take(self, facts: dict) -> None:
        """Freezes the facts under a code of the minute; a second one in the same minute is numbered, at once or not."""
        self.at, self.facts, self.hash = timezone.now(), facts, digest(facts)
        stem = f"{self.kind}-{timezone.localtime(self.at):%Y%m%d-%H%M}"
        while self.pk is None:
            taken = Snapshot.objects.filter(committee=self.committee, code__startswith=stem).count()
            self.code = f"{stem}-{taken + 1}" if taken else stem
            with suppress(IntegrityError), transaction.atomic():
                self.save(force_insert=True)

    @property
    def is_whole(self) -> bool:
        """Are these the facts that were frozen?"""
        return digest(self.facts) == self.hash

    @staticmethod
    def rows_within(grant, prefix: str = "") -> Q:
        """By the committee's office, and by the body that drew it up; a paper is reached as its snapshot is."""
        own = grant.bodies | grant.overseers
        return Q(**{f"{prefix}committee__in": grant.committees}) | Q(**{f"{prefix}body__in": own})

    def within(self, grant) -> bool:
        return self.committee_id in grant.committees or self.body_id in grant.bodies | grant.overseers


class PaperQuerySet(models.QuerySet):
    def being_drafted(self):
        return self.filter(issued_on=None)

    def for_lists(self):
        related = self.select_related("snapshot__body", "snapshot__directive", "issued_by", "snapshot__by")
        return related.defer("content", "snapshot__facts", "snapshot__directive__text")


class Paper(Versioned):
    """Giấy tờ: an official paper in the Party's format, drawn up from one snapshot, in words that people may change
    until it is issued. Once issued, its words and its file stay as they are."""

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="paper")
    kind = models.CharField("loại giấy tờ", max_length=2, choices=PaperKind)
    superior = LineField("cơ quan cấp trên", max_length=200, blank=True)
    issuer = LineField("cơ quan ban hành", max_length=200)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    notation = LineField("ký hiệu", max_length=40, blank=True, help_text="Ví dụ: BC/VPTU")
    place = LineField("địa danh", max_length=80, blank=True)
    subject = LineField("trích yếu", max_length=700)
    addressees = ProseField("kính gửi", max_length=200_000, blank=True, help_text="Mỗi nơi một dòng.")
    content = ProseField("nội dung", max_length=1_500_000)
    distribution = ProseField("nơi nhận", max_length=200_000, blank=True, help_text="Mỗi nơi một dòng.")
    authority = LineField("quyền hạn ký", max_length=150, blank=True, help_text="Ví dụ: T/L Ban Thường vụ")
    position = LineField("chức vụ người ký", max_length=150, blank=True)
    signatory = LineField("người ký", max_length=100, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    issued_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    folded_subject = FoldedField("subject")
    report = models.OneToOneField(Report, null=True, on_delete=models.PROTECT, related_name="paper")

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy tờ"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.code} · {self.subject}" if self.is_issued else f"{self.get_kind_display()} (bản thảo)"

    def get_absolute_url(self) -> str:
        return reverse("paper", args=[self.pk])

    @property
    def is_issued(self) -> bool:
        return self.issued_on is not None

    @property
    def code(self) -> str:
        return numbering.code(self.number, self.notation)

    @property
    def title(self) -> str:
        """How lists call it: the kind as it is printed, and the subject."""
        printed = {PaperKind.REPORT: "Báo cáo", PaperKind.URGING: "Công văn:"}
        return f"{printed.get(PaperKind(self.kind), self.get_kind_display())} {self.subject}"

    @property
    def file_name(self) -> str:
        name = self.code.replace("/", "-") if self.is_issued else f"{self.snapshot.code} (bản thảo)"
        return f"{self.get_kind_display()} {name}.docx"

    def journal_thread(self) -> str:
        directive = self.snapshot.directive
        return directive.journal_thread() if directive else f"paper/{self.pk}"

    @staticmethod
    def rows_within(grant) -> Q:
        return Snapshot.rows_within(grant, "snapshot__")

    def within(self, grant) -> bool:
        return self.snapshot.within(grant)


class PaperFile(StoredFile):
    """The paper as it was issued."""

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="document")

    class Meta(StoredFile.Meta):
        verbose_name = "tệp giấy tờ"
