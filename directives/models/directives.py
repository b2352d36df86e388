"""Which dispatches were issued, and what do they say of themselves?"""

import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from directives import numbering
from directives.vocabulary import Authority, DocumentKind, FieldOfWork, Organ, Secrecy, Urgency
from provinces.fields import FoldedField, LineField, ProseField
from provinces.models import Body, Term, User
from provinces.models.versioned import Versioned

ROW = (
    "code", "kind", "as_of", "issued_on", "notation_key", "number_key", "subject", "organ", "urgency", "secrecy",
    "committee__name", "overseer_id", "revoked_on", "superseded_by_id",
)  # fmt: skip


class DirectiveQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(revoked_on=None, superseded_by=None)

    def numbered_like(self, other: "Directive"):
        """Dispatches that hold the same number in the same series: committee, notation, term."""
        if other.number is None:
            return self.none()
        return self.filter(
            committee=other.committee,
            term=other.term,
            notation_key=numbering.notation_key(other.notation),
            number=other.number,
        ).exclude(pk=other.pk)

    def for_register(self):
        """What a row of the register shows, and no more."""
        return self.select_related("committee").defer("text", "dissemination")

    def as_rows(self):
        """For a page of the register: its columns and no others."""
        return self.select_related("committee").only(*ROW)

    def received_by(self, body: int):
        """The dispatches of which that body is a recipient, each with how it received it (`received`)."""
        own = models.FilteredRelation("recipients", condition=Q(recipients__body=body))
        return self.alias(received=own).filter(received__isnull=False)

    def newest_first(self):
        return self.order_by("-as_of", "-pk")


class Directive(Versioned):
    """Văn bản chỉ đạo: a dispatch by which a committee asks bodies to act.

    Every fact that a dispatch may leave out may be empty here and is shown as not stated. The source text is never
    altered after it is registered; requirements carry their (start, end) in it.
    """

    committee = models.ForeignKey(
        Body, verbose_name="cấp ủy ban hành", on_delete=models.PROTECT, related_name="directives", db_index=False
    )
    # the outermost committee of the tree that answers for it; the database keeps it true when the tree changes
    top = models.ForeignKey(Body, null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False)
    term = models.ForeignKey(
        Term, verbose_name="nhiệm kỳ", null=True, blank=True, on_delete=models.PROTECT, related_name="directives"
    )
    kind = models.CharField("loại văn bản", max_length=8, choices=DocumentKind, blank=True)
    field = models.CharField("lĩnh vực", max_length=12, choices=FieldOfWork, blank=True)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    number_key = models.GeneratedField(
        expression=Coalesce("number", 0), output_field=models.PositiveIntegerField(), db_persist=True
    )  # for order: the unnumbered come first
    notation = LineField("ký hiệu", max_length=40, blank=True, help_text="Ví dụ: CV/TU")
    notation_key = models.CharField(max_length=40, editable=False, blank=True)
    code = models.CharField("số, ký hiệu", max_length=60, editable=False, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    entered_on = models.DateField("ngày vào sổ")
    as_of = models.DateField(editable=False)  # the day whose names and lists hold; the order of the register
    place = LineField("nơi ban hành", max_length=80, blank=True)
    organ = models.CharField("cơ quan ban hành", max_length=4, choices=Organ, blank=True)
    subject = LineField("trích yếu", max_length=500, blank=True)
    urgency = models.CharField("độ khẩn", max_length=16, choices=Urgency, blank=True)
    secrecy = models.CharField("độ mật", max_length=10, choices=Secrecy, blank=True)
    signatory = LineField("người ký", max_length=100, blank=True)
    position = LineField("chức vụ người ký", max_length=150, blank=True)
    authority = models.CharField("quyền hạn ký", max_length=4, choices=Authority, blank=True)
    dissemination = LineField("phạm vi phổ biến", max_length=300, blank=True)
    text = ProseField("văn bản gốc", blank=True, max_length=400_000)

    # the body that follows up, urges the others on and reports back; many dispatches name none
    overseer = models.ForeignKey(
        Body,
        verbose_name="cơ quan theo dõi, đôn đốc",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="overseen",
        db_index=False,
    )
    report_to = LineField("báo cáo với", max_length=200, blank=True)

    registered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)
    revoked_on = models.DateField("thu hồi ngày", null=True, blank=True)
    revoked_note = LineField("lý do thu hồi", max_length=500, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        verbose_name="được thay thế bởi",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supersedes",
    )
    folded_code = FoldedField("code")

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        ordering = ["-as_of", "-pk"]
        indexes = [
            # one for each way through the register: whose it is, what it is narrowed to, in which order
            *(
                models.Index(
                    fields=[whose, *narrowed, "as_of", "id"], name=f"by_{whose}_{'_'.join(narrowed) or 'date'}"
                )
                for whose, narrowed in (
                    ("top", []),
                    ("top", ["kind"]),
                    ("top", ["urgency"]),
                    ("top", ["kind", "urgency"]),
                    ("top", ["field"]),
                    ("committee", []),
                    ("committee", ["kind"]),
                    ("overseer", []),
                )
            ),
            *(
                models.Index(fields=[*narrowed, "notation_key", "number_key", "id"], name=f"numbered_by_{name}")
                for name, narrowed in (
                    ("top", ["top"]),
                    ("top_kind", ["top", "kind"]),
                    ("committee", ["committee"]),
                )
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                "committee",
                Coalesce("term", 0),
                "notation_key",
                "number",
                condition=Q(number__isnull=False),
                name="one_directive_per_committee_term_notation_number",
            ),
            models.CheckConstraint(
                name="secret_directive_keeps_only_its_line",
                condition=Q(secrecy="")
                | Q(subject="", text="", signatory="", position="", dissemination="", report_to="", overseer=None),
                violation_error_message="Văn bản mật chỉ được ghi số, ngày, cơ quan ban hành và độ mật.",
            ),
            models.CheckConstraint(name="directive_number_from_one", condition=Q(number=None) | Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return self.code or f"{self.get_kind_display() or 'Văn bản'} không số"

    @property
    def title(self) -> str:
        """How lists and the journal call it: the code and the subject, as far as they are stated."""
        if self.is_secret:
            return f"{self} · {self.get_secrecy_display()}"
        return f"{self} · {self.subject}" if self.subject else str(self)

    @property
    def is_secret(self) -> bool:
        return bool(self.secrecy)

    @property
    def is_in_force(self) -> bool:
        return self.revoked_on is None and self.superseded_by_id is None

    @property
    def issuer(self) -> str:
        """ "Ban Thường vụ Tỉnh ủy Hưng Yên": the organ, where the dispatch tells it, and the committee."""
        organ = self.get_organ_display()
        return f"{organ} {self.committee}" if organ else str(self.committee)

    def get_absolute_url(self) -> str:
        return reverse("directive", args=[self.pk])

    def save(self, *args, **kwargs):
        self.notation = numbering.canonical_notation(self.notation)
        self.notation_key = numbering.notation_key(self.notation)
        self.code = numbering.code(self.number, self.notation)
        self.as_of = self.issued_on or self.entered_on
        if self._state.adding:
            self.top_id = self.committee.answered_for_by
        super().save(*args, **kwargs)

    def place_in_term(self) -> None:
        """Numbers run within a term: the one that covers the day of the dispatch."""
        self.term = Term.objects.covering(self.committee, self.issued_on or self.entered_on)

    def is_of_the_term_of(self, day: datetime.date) -> bool:
        """Was it issued in the term that its committee had on that day? Yes, where the directory knows no terms."""
        return self.term_id is None or self.term == Term.objects.covering(self.committee, day)

    @staticmethod
    def rows_within(grant) -> Q:
        from directives.models.recipients import Recipient

        within = grant.office()
        if grant.overseers:
            within |= Q(overseer__in=grant.overseers)
        if grant.bodies:
            received = Recipient.objects.filter(body__in=grant.bodies)
            within |= Q(pk__in=received.values("directive"))
        return within

    def within(self, grant) -> bool:
        if self.committee_id in grant.committees or self.overseer_id in grant.overseers:
            return True
        return bool(grant.bodies) and self.recipients.filter(body__in=grant.bodies).exists()

    def journal_thread(self) -> str:
        return f"directive/{self.pk}"
