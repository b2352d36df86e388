"""What did the body answer, and what did the office say to it?"""

from django.db import models
from django.db.models import Q

from assignments.models.assignments import Assignment
from provinces.fields import LineField, ProseField
from provinces.models import User
from provinces.models.files import StoredFile


class Verdict(models.TextChoices):
    WAITING = "", "Chờ duyệt"
    ACCEPTED = "ACCEPTED", "Đã duyệt"
    RETURNED = "RETURNED", "Đã trả lại"


LONG = ("text", "dissemination")  # of a dispatch, not read where it is only named

SHOWN = ("assignment__body", "assignment__requirement", "assignment__directive__committee", "handed_in_by")


class ReportQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-pk")

    def for_lists(self):
        """What a list of reports shows: the duty, who answered, what else the same report answers."""
        carrier = ("body", "requirement", "directive")
        rows = self.select_related(*SHOWN, *[f"carried_by__assignment__{name}" for name in carrier])
        rows = rows.defer(*[f"{way}assignment__directive__{name}" for way in ("", "carried_by__") for name in LONG])
        return rows.prefetch_related(models.Prefetch("carries", Report.objects.only("pk", "carried_by")))

    def for_pages(self):
        """Each with its files, the report that carries it and the other duties that it answers."""
        shown = [f"assignment__{name}" for name in ("body", "requirement", "directive")]
        carrier = [f"carried_by__{name}" for name in shown]
        rows = self.select_related("handed_in_by", "verdict_by", *carrier)
        rows = rows.defer(*[f"carried_by__assignment__directive__{name}" for name in LONG])
        others = Report.objects.select_related(*shown).defer(*[f"assignment__directive__{name}" for name in LONG])
        return rows.prefetch_related("evidence", "carried_by__evidence", models.Prefetch("carries", others))


class Report(models.Model):
    """Báo cáo kết quả: what was done, under which number and date of the body's own document, what stands in the way
    and who must decide it.

    One report may answer several duties at once. Each duty then has a row of its own with the same words, so that each is
    checked on its own; the files and the obstacle are told once, in the report that `carried_by` names.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="reports")
    content = ProseField("kết quả thực hiện", max_length=50_000)
    document_code = LineField("số, ký hiệu văn bản báo cáo", max_length=60, blank=True)
    document_date = models.DateField("ngày văn bản báo cáo", null=True, blank=True)
    obstacle = ProseField("khó khăn, vướng mắc", blank=True, max_length=10_000)
    to_decide = LineField("cấp quyết định", max_length=200, blank=True)
    handed_in_on = models.DateField("ngày báo cáo")
    handed_in_at = models.DateTimeField(auto_now_add=True)
    carried_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carries", db_index=False
    )
    on_behalf = models.BooleanField("văn phòng nhập thay", default=False)  # of a body that has nobody in the program
    handed_in_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField("kết quả duyệt", max_length=8, choices=Verdict, blank=True, default=Verdict.WAITING)
    verdict_note = ProseField("ý kiến", blank=True)
    verdict_on = models.DateField("ngày duyệt", null=True, blank=True)
    verdict_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    is_chosen: bool  # put on rows by the list of reports to check

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo"
        ordering = ["pk"]
        indexes = [
            # few are carried: an index that also held all the others would be of no use to SQLite's planner
            models.Index(fields=["carried_by"], condition=Q(carried_by__isnull=False), name="carried_reports")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(verdict=""), name="one_report_waiting_per_assignment"
            ),
            models.CheckConstraint(
                name="obstacle_says_who_decides",
                condition=Q(obstacle="") | ~Q(to_decide=""),
                violation_error_message="Đã nêu khó khăn, vướng mắc thì cần ghi cấp quyết định.",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo ngày {self.handed_in_on:%d/%m/%Y}"

    @property
    def source(self) -> "Report":
        """The report that holds the files and the obstacle: itself, but where it answers along with another."""
        return self.carried_by or self

    @staticmethod
    def rows_within(grant) -> Q:
        return Assignment.rows_within(grant, "assignment__")

    def within(self, grant) -> bool:
        return self.assignment.within(grant)


class Evidence(StoredFile):
    """Minh chứng: a file handed in with a report."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="evidence")

    class Meta(StoredFile.Meta):
        verbose_name = "minh chứng"

    @staticmethod
    def rows_within(grant) -> Q:
        """Whoever reads one of the duties that the report answers reads its files."""
        carried = Report.objects.filter(Assignment.rows_within(grant, "assignment__")).exclude(carried_by=None)
        return Assignment.rows_within(grant, "report__assignment__") | Q(report__in=carried.values("carried_by"))

    def within(self, grant) -> bool:
        rows = self.report.carries.select_related("assignment__directive")
        return self.report.within(grant) or any(row.within(grant) for row in rows)
