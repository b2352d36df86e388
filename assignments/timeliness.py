"""Is it done, in time, due soon, late? Asked of the facts and the clock, never stored.

Defined twice, in SQL (`expression`) for lists and in Python (`of`) for one row; a test proves the two equal.
The first four labels that a State report counts are: hoàn thành đúng hạn, hoàn thành quá hạn, chưa hoàn thành trong
hạn, chưa hoàn thành quá hạn (Báo cáo 1270/BC-TCTTTg); the others split the third for daily use.
"""

import datetime

from django.db.models import Case, CharField, F, Q, TextChoices, Value, When

from assignments.calendar import working_days_after

SOON_WORKING_DAYS = 3
NEVER = datetime.date.max  # stands for "no deadline" where rows are put in order


class Timeliness(TextChoices):
    """Tiến độ. The value is also the name under which style sheets draw it."""

    DONE = "done", "Hoàn thành đúng hạn"
    DONE_LATE = "done-late", "Hoàn thành quá hạn"
    LATE = "late", "Quá hạn"
    SOON = "soon", "Sắp đến hạn"
    UNREAD = "unread", "Chưa tiếp nhận"
    OPEN = "open", "Đang thực hiện trong hạn"
    NO_DEADLINE = "none", "Chưa xác định hạn"
    WITHDRAWN = "withdrawn", "Đã rút hoặc bàn giao"


BY_ATTENTION = (
    Timeliness.LATE,
    Timeliness.SOON,
    Timeliness.UNREAD,
    Timeliness.OPEN,
    Timeliness.NO_DEADLINE,
    Timeliness.DONE_LATE,
    Timeliness.DONE,
    Timeliness.WITHDRAWN,
)
OPEN_LABELS = (Timeliness.LATE, Timeliness.SOON, Timeliness.UNREAD, Timeliness.OPEN, Timeliness.NO_DEADLINE)


def horizon(on: datetime.date) -> datetime.date:
    """The last day that counts as soon: three working days ahead."""
    return working_days_after(on, SOON_WORKING_DAYS)


def rules(on: datetime.date) -> list[tuple[Timeliness, Q]]:
    """The labels in the order in which they are asked; the first that fits holds.

    A report that waits for its check stops the clock on the day it was handed in.
    """
    handed_in_late = Q(reported_on__gt=F("due_on"))
    return [
        (Timeliness.WITHDRAWN, Q(state__in=["WITHDRAWN", "HANDED_OVER"])),
        (Timeliness.DONE_LATE, Q(state="DONE") & handed_in_late),
        (Timeliness.DONE, Q(state="DONE")),
        (Timeliness.LATE, Q(state="REPORTED") & handed_in_late),
        (Timeliness.OPEN, Q(state="REPORTED", due_on__isnull=False)),
        (Timeliness.NO_DEADLINE, Q(state="REPORTED")),
        (Timeliness.LATE, Q(due_on__lt=on)),
        (Timeliness.SOON, Q(due_on__lte=horizon(on))),
        (Timeliness.UNREAD, Q(state="PENDING")),
        (Timeliness.NO_DEADLINE, Q(due_on=None)),
        (Timeliness.OPEN, Q()),
    ]


def expression(on: datetime.date) -> Case:
    *named, (otherwise, _) = rules(on)
    return Case(
        *[When(condition, then=Value(label.value)) for label, condition in named],
        default=Value(otherwise.value),
        output_field=CharField(),
    )


def stretches(label: str, on: datetime.date) -> list[Q]:
    """The rows that bear this label on that day, as stretches of the order of deadlines: each is one walk along an index,
    and no row is in two of them."""
    late, waits = Q(reported_on__gt=F("due_on")), Q(state="REPORTED")
    silent = Q(unfinished=True) & ~waits
    taken_up = silent & ~Q(
        state="PENDING"
    )  # not by the names of the states: the way goes by deadline, not state by state
    in_time = waits & (Q(reported_on=None) | ~late)
    over, soon_over = Q(due_key__lt=on), Q(due_key__gte=on, due_key__lte=horizon(on))
    later, dated = Q(due_key__gt=horizon(on)), Q(due_key__lt=NEVER)
    return {
        Timeliness.LATE: [silent & over, waits & late],
        Timeliness.SOON: [silent & soon_over],
        Timeliness.UNREAD: [Q(state="PENDING") & later],
        Timeliness.OPEN: [taken_up & later & dated, in_time & dated],
        Timeliness.NO_DEADLINE: [Q(unfinished=True, due_key=NEVER) & ~Q(state="PENDING")],
        Timeliness.DONE: [Q(state="DONE") & (Q(due_on=None) | ~late)],
        Timeliness.DONE_LATE: [Q(state="DONE") & late],
        Timeliness.WITHDRAWN: [Q(state="WITHDRAWN"), Q(state="HANDED_OVER")],
    }[Timeliness(label)]


def of(assignment, on: datetime.date) -> Timeliness:
    """The label of one row."""
    state, due, reported = assignment.state, assignment.due_on, assignment.reported_on
    if state in ("WITHDRAWN", "HANDED_OVER"):
        return Timeliness.WITHDRAWN
    handed_in_late = due is not None and reported is not None and reported > due
    if state == "DONE":
        return Timeliness.DONE_LATE if handed_in_late else Timeliness.DONE
    if state == "REPORTED":
        if due is None:
            return Timeliness.NO_DEADLINE
        return Timeliness.LATE if handed_in_late else Timeliness.OPEN
    if due is not None and due < on:
        return Timeliness.LATE
    if due is not None and due <= horizon(on):
        return Timeliness.SOON
    if state == "PENDING":
        return Timeliness.UNREAD
    return Timeliness.NO_DEADLINE if due is None else Timeliness.OPEN
