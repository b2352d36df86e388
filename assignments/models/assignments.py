"""Who must do what, by when, and where does it stand?"""

from __future__ import annotations

import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from assignments.attention import Rung
from assignments.timeliness import NEVER, Timeliness, expression, stretches
from assignments.timeliness import of as label_of
from directives.models import Directive, Requirement
from directives.vocabulary import Cadence
from provinces.fields import LineField
from provinces.models import Body

if TYPE_CHECKING:
    from assignments.models.reports import Report


class Part(models.TextChoices):
    """Vai trò thực hiện: what the body is in this requirement."""

    LEAD = "LEAD", "Chủ trì"
    SUPPORT = "SUPPORT", "Phối hợp"
    OVERSEE = "OVERSEE", "Theo dõi, đôn đốc"


class State(models.TextChoices):
    """Where the work stands between the office and the body. Lateness is not a state: it is asked of the clock."""

    PENDING = "PENDING", "Chưa tiếp nhận"
    ACTIVE = "ACTIVE", "Đang thực hiện"
    CONTESTED = "CONTESTED", "Đề nghị xem lại"
    REPORTED = "REPORTED", "Chờ duyệt báo cáo"
    DONE = "DONE", "Đã hoàn thành"
    WITHDRAWN = "WITHDRAWN", "Đã rút"
    HANDED_OVER = "HANDED_OVER", "Đã bàn giao"


OPEN_STATES = (State.PENDING, State.ACTIVE, State.CONTESTED, State.REPORTED)
COUNTED_STATES = (*OPEN_STATES, State.DONE)
CHARGED_STATES = (*COUNTED_STATES, State.HANDED_OVER)  # of whom the dispatch charged, though others may have it now


ROW = (
    "body__name", "requirement__number", "requirement__text", "directive__code", "directive__kind", "part", "period", "state",
    "due_on", "due_key", "reported_on", "extensions", "first_due_on",
)  # fmt: skip


class AssignmentQuerySet(models.QuerySet):
    def bulk_create(self, objs, *args, **kwargs):
        rows = list(objs)
        for row in rows:
            row.follow_directive()
        return super().bulk_create(rows, *args, **kwargs)

    def open(self):
        return self.filter(unfinished=True)

    def counted(self):
        """What figures count: withdrawn and handed-over work is somebody else's, or nobody's."""
        return self.filter(state__in=COUNTED_STATES)

    def timed(self, on: datetime.date):
        """Each row with its `timeliness` on that day (see assignments/timeliness.py)."""
        return self.annotate(timeliness=expression(on))

    def that_are(self, *labels: str, on: datetime.date):
        return self.filter(reduce(or_, [stretch for label in labels for stretch in stretches(label, on)]))

    def for_lists(self):
        """What a row of a worklist shows, and no more."""
        return self.select_related("body", "requirement", "directive__committee").defer("directive__text")

    def as_rows(self):
        """For a page of a worklist: its columns and no others."""
        return self.select_related("body", "requirement", "directive").only(*ROW)

    def with_origins(self):
        """Each row with the work that it took over: from which bodies it was inherited."""
        return self.prefetch_related(origins())

    def open_or_latest(self):
        """What a dispatch with many periods behind it shows: all that is open, and of each duty the last period."""
        later = Assignment.objects.filter(
            requirement=models.OuterRef("requirement"),
            body=models.OuterRef("body"),
            part=models.OuterRef("part"),
            period_end__gt=models.OuterRef("period_end"),
        )
        return self.filter(Q(state__in=OPEN_STATES) | ~models.Exists(later))

    def of_duty(self, task: Assignment):
        """All periods of one duty: a requirement × body × part."""
        return self.filter(requirement=task.requirement_id, body=task.body_id, part=task.part)

    def most_pressing_first(self):
        return self.order_by("due_key", "pk")


def origins() -> models.Prefetch:
    return models.Prefetch("replaces", Assignment.objects.select_related("body"))


class Assignment(models.Model):
    """Phân công: one requirement × one body × one part × one period.

    Every change goes through `perform` (assignments/workflow.py), which keeps the row, its report and the journal true
    to each other.
    """

    directive = models.ForeignKey(
        Directive, on_delete=models.PROTECT, related_name="assignments", db_index=False
    )  # these six begin an index of many columns below
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    committee = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # the directive's; rows divide by it
    # the directive's too, kept true to it by the database, so that every list is one walk along one index
    top = models.ForeignKey(Body, null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False)
    overseer = models.ForeignKey(
        Body, null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    field = models.CharField(max_length=12, editable=False, blank=True)
    body = models.ForeignKey(
        Body, verbose_name="cơ quan thực hiện", on_delete=models.PROTECT, related_name="assignments", db_index=False
    )
    part = models.CharField("vai trò", max_length=8, choices=Part, default=Part.LEAD)
    period = LineField("kỳ báo cáo", max_length=40, blank=True)  # "Tuần 20/2021" (see assignments/periods.py)
    period_start = models.DateField("từ ngày", null=True, blank=True)
    period_end = models.DateField("đến hết ngày", null=True, blank=True)
    state = models.CharField("tình trạng", max_length=12, choices=State, default=State.PENDING)
    assigned_on = models.DateField("giao ngày")
    due_on = models.DateField("thời hạn", null=True, blank=True)
    due_key = models.GeneratedField(
        expression=Coalesce("due_on", NEVER), output_field=models.DateField(), db_persist=True
    )  # for order: what has no deadline comes last
    unfinished = models.GeneratedField(
        expression=models.ExpressionWrapper(Q(state__in=OPEN_STATES), output_field=models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )  # in one of OPEN_STATES, by a name that an index can be cut down to on both databases
    acknowledged_on = models.DateField("tiếp nhận ngày", null=True, blank=True)
    reported_on = models.DateField("báo cáo ngày", null=True, blank=True)  # of the report now waiting or accepted
    done_on = models.DateField("hoàn thành ngày", null=True, blank=True)
    heard_on = models.DateField(editable=False)  # the last report, else the day on which it was given
    is_evidenced = models.BooleanField(default=False, editable=False)  # some report on it carries a file
    # the day of the last report, where that one names an obstacle and who must decide
    blocked_on = models.DateField(null=True, editable=False)
    first_due_on = models.DateField("thời hạn ban đầu", null=True, blank=True)  # before the first extension
    extensions = models.PositiveSmallIntegerField("số lần gia hạn", default=0)
    urgings = models.PositiveSmallIntegerField("số lần đôn đốc", default=0)
    urged_on = models.DateField("đôn đốc gần nhất", null=True, blank=True)
    # the assignments whose work this one took over: of one body that passed it on, or of several that were merged
    replaces = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="replaced_by")
    is_inherited = models.BooleanField(default=False)  # born of a hand-over, not of the dispatch

    # put on rows by the pages that show them
    timeliness: Timeliness
    mark: str
    hint: str
    late_periods: int
    label: Timeliness
    late_by: int
    is_mine: bool
    is_new: bool
    rung: Rung | None
    is_chosen: bool
    answer: Report | None

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["directive", "state", "due_on"], name="assignment_by_directive"),
            models.Index(fields=["requirement", "body", "part", "period_end"], name="assignment_by_duty"),
            # one for each way to the work: whose it is, unfinished or in one state, by deadline
            *(
                models.Index(
                    fields=[whose, "due_key", "id"], condition=Q(unfinished=True), name=f"unfinished_by_{whose}"
                )
                for whose in ("top", "committee", "body", "overseer")
            ),
            *(
                models.Index(fields=[whose, "state", "due_key", "id"], name=f"work_by_{whose}")
                for whose in ("top", "committee", "body", "overseer")
            ),
            models.Index(fields=["due_on"], condition=Q(unfinished=True), name="unfinished_by_day"),
            # what the data lacks
            models.Index(fields=["top", "heard_on"], condition=Q(unfinished=True), name="unheard_by_top"),
            models.Index(fields=["top", "state", "due_key", "id"], condition=Q(is_evidenced=False), name="bare_by_top"),
            # what somebody else must decide, and what was born of a hand-over: little of all work
            *(
                models.Index(
                    fields=[whose, "blocked_on", "id"],
                    condition=Q(unfinished=True, blocked_on__isnull=False),
                    name=f"blocked_by_{whose}",
                )
                for whose in ("top", "committee", "body", "overseer")
            ),
            *(
                models.Index(fields=[whose], condition=Q(is_inherited=True), name=f"inherited_by_{whose}")
                for whose in ("top", "committee")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["requirement", "body", "part", "period"],
                condition=~Q(state__in=["WITHDRAWN", "HANDED_OVER"]),
                name="one_assignment_per_requirement_body_part_period",
            ),
            models.CheckConstraint(
                name="assignment_done_has_report_and_day",
                condition=~Q(state="DONE") | Q(done_on__isnull=False, reported_on__isnull=False),
            ),
            models.CheckConstraint(
                name="assignment_period_in_order",
                condition=Q(period_start=None, period_end=None) | Q(period_end__gte=models.F("period_start")),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(
            filter(None, (str(self.directive), str(self.requirement).lower(), str(self.body), self.period))
        )

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.follow_directive()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("assignment", args=[self.pk])

    def follow_directive(self) -> None:
        self.top_id, self.overseer_id = self.directive.top_id, self.directive.overseer_id
        self.field, self.heard_on = self.directive.field, self.heard_on or self.assigned_on

    def perform(self, verb: str, *, by, **given) -> Assignment:
        """Makes one change, or refuses it with workflow.Refused. The row is locked and read anew first."""
        from assignments import workflow

        return workflow.perform(self, verb, by=by, **given)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def timeliness_on(self, day: datetime.date) -> Timeliness:
        return label_of(self, day)

    def days_late(self, on: datetime.date) -> int:
        """Days past the due date, counted to the day of the report, or to today while none is there."""
        if self.due_on is None:
            return 0
        return max(0, ((self.reported_on or on) - self.due_on).days)

    def days_left(self, on: datetime.date) -> int | None:
        return None if self.due_on is None else (self.due_on - on).days

    def days_open(self, on: datetime.date) -> int:
        return (on - self.assigned_on).days

    @property
    def cadence(self) -> Cadence:
        return Cadence(self.requirement.cadence)

    @staticmethod
    def rows_within(grant, prefix: str = "") -> Q:
        """What hangs on an assignment, its reports and their files, is reached as it is: `prefix` leads there."""
        within = grant.office(prefix)
        if grant.bodies:
            within |= Q(**{f"{prefix}body__in": grant.bodies})
        if grant.overseers:
            within |= Q(**{f"{prefix}overseer__in": grant.overseers})
        return within

    def within(self, grant) -> bool:
        return (
            self.committee_id in grant.committees
            or self.body_id in grant.bodies
            or self.directive.overseer_id in grant.overseers
        )
