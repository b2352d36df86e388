"""With what does a body answer: from which words does it start, which duties does one report answer at once?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from assignments.models import Assignment, Evidence, Report, State
from assignments.models.reports import Verdict
from assignments.workflow import Refused
from directives.models import DraftFile
from provinces.policy import Verb
from provinces.vietnamese import fold

NEARLY_ALL = 0.7  # of their words, two requirements share so many that one answer does for both
MOST_LOOKED_AT = 300
MOST_FITTING = 30


def waiting_for(by):
    """Reports handed in that this person may decide on: nobody's own."""
    rows = by.rows(Report.objects.filter(verdict=Verdict.WAITING), Verb.ACCEPT)
    return rows.exclude(assignment__body__in=by.own_side).exclude(handed_in_by__in=by.persons)


def ways_to_what_waits(by) -> list:
    """The work on which these reports were handed in, along each way by which this person reaches it."""
    own = Report.objects.filter(assignment=OuterRef("pk"), verdict=Verdict.WAITING, handed_in_by__in=by.persons)
    rows = Assignment.objects.filter(~Exists(own), state=State.REPORTED).exclude(body__in=by.own_side)
    return by.walks(rows, Verb.ACCEPT)


def last_words(task: Assignment) -> Report | None:
    """What to start from: the report of this very task that came back, else the last one of the same duty."""
    own = task.reports.filter(verdict=Verdict.RETURNED).order_by("-pk").first()
    duty = Report.objects.filter(assignment__requirement=task.requirement_id, assignment__body=task.body_id)
    return own or duty.select_related("assignment").order_by("-pk").first()


def fitting(task: Assignment, by, verb: str) -> list[Assignment]:
    """The body's other open duties that the same report may answer: other periods and parts of this one, and
    requirements of other dispatches in nearly the same words."""
    rows = by.rows(Assignment.objects.filter(body=task.body_id, state__in=[State.PENDING, State.ACTIVE]), verb)
    rows = rows.filter(directive__revoked_on=None, directive__superseded_by=None).exclude(pk=task.pk)
    looked_at = rows.for_lists().most_pressing_first()[:MOST_LOOKED_AT]
    words = words_of(task)
    found = [row for row in looked_at if row.requirement_id == task.requirement_id or alike(words, words_of(row))]
    return sorted(found, key=lambda row: row.requirement_id != task.requirement_id)[:MOST_FITTING]


def words_of(task: Assignment) -> set[str]:
    return set(fold(task.requirement.text).split())


def alike(some: set[str], others: set[str]) -> bool:
    return len(some & others) >= NEARLY_ALL * len(some | others)


def hand_in(
    task: Assignment, report: Report, *, verb: str, by, also: Iterable[Assignment] = (), files: Iterable[DraftFile] = ()
) -> list[Assignment]:
    """Reports on one duty, and with the same words on others: all of them or, where one refuses, none."""
    others = sorted(also, key=lambda row: row.pk)
    with transaction.atomic():
        lock([task, *others])
        answered = [task.perform(verb, by=by, report=report)]
        for file in files:
            Evidence.objects.create(report=report, **file.facts())
        if report.evidence.exists():
            Assignment.objects.filter(pk=task.pk).update(is_evidenced=True)
        for other in others:
            try:
                answered.append(other.perform(verb, by=by, report=carried(report)))
            except Refused as reason:
                raise Refused(f"{other}: {reason}") from reason
    return answered


def lock(tasks: list[Assignment]) -> None:
    """In one order, whoever comes: of two that answer the same duties one waits, and neither waits for ever."""
    list(Assignment.objects.select_for_update().filter(pk__in=[row.pk for row in tasks]).order_by("pk").values("pk"))


def carried(report: Report) -> Report:
    """The row of another duty that the report answers too."""
    said = {name: getattr(report, name) for name in ("content", "document_code", "document_date")}
    return Report(**said, carried_by=report)


def decide(reports: Iterable[Report], verb: str, *, by, note: str = "") -> tuple[list[Report], list[str]]:
    """Accepts or returns many: which were, and why the others were not."""
    done, refusals = [], []
    for report in reports:
        try:
            with transaction.atomic():
                if report.verdict != Verdict.WAITING:
                    raise Refused("báo cáo đã được người khác duyệt hoặc trả lại.")
                report.assignment.perform(verb, by=by, note=note, report=report)
        except Refused as reason:
            refusals.append(f"{report.assignment}: {reason}")
        else:
            done.append(report)
    return done, refusals
