"""Which bodies are late with what, and how are they urged in one go: at most once a day, however much they owe?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Max, Min, Q

from assignments import attention, workflow
from assignments.attention import Rung
from assignments.models import Assignment
from provinces.models import Body
from provinces.policy import Verb

SHOWN = 12  # duties of one body that a page spells out


def owed(reach):
    """The late work with nothing handed in, of dispatches in force, that this person may urge."""
    late = attention.condition(Rung.RED, reach.on) | attention.condition(Rung.SPECIAL, reach.on)
    rows = Assignment.objects.filter(late, state__in=attention.SILENT)
    rows = rows.filter(directive__revoked_on=None, directive__superseded_by=None)
    return reach.rows(rows, Verb.URGE).exclude(body__in=reach.own_bodies)


def late_bodies(reach):
    """Each late body: how much it owes, since when, and how much of it was not urged today; the longest late first."""
    rows = owed(reach).values("body")
    rows = rows.annotate(
        number=Count("pk"),
        oldest=Min("due_on"),
        last_urged=Max("urged_on"),
        most_urged=Max("urgings"),
        not_today=Count("pk", filter=~Q(urged_on=reach.on) | Q(urged_on=None)),
    )
    return rows.order_by("oldest", "body")


def spelled_out(page, reach) -> list[dict]:
    """The bodies of one page with what each owes, by name; a long list is cut."""
    groups = list(page)
    keys = [group["body"] for group in groups]
    names = Body.objects.in_bulk(keys)
    work: dict[int, list[Assignment]] = {key: [] for key in keys}
    for task in owed(reach).filter(body__in=keys).for_lists().order_by("due_on", "pk"):
        if len(work[task.body_id]) < SHOWN:
            task.rung, task.late_by = attention.of(task, reach.on), task.days_late(reach.on)  # type: ignore[attr-defined]
            work[task.body_id].append(task)
    return [
        {
            **group,
            "body": names[group["body"]],
            "work": work[group["body"]],
            "more": group["number"] - len(work[group["body"]]),
            "rung": attention.of_day(group["oldest"], reach.on),
            "days": (reach.on - group["oldest"]).days,
        }
        for group in groups
    ]


def urge(bodies: Iterable[int], note: str, *, by) -> int:
    """Đôn đốc: everything that these bodies owe and were not urged for today. Says for how much."""
    with transaction.atomic():
        rows = owed(by).filter(body__in=list(bodies)).exclude(urged_on=by.on).for_lists().order_by("pk")
        return sum(urged(task, note, by) for task in rows)


def urged(task: Assignment, note: str, by) -> bool:
    """False if somebody else was first, or the body has just handed in: then there is nothing to urge."""
    try:
        workflow.perform(task, Verb.URGE, by=by, note=note)
    except workflow.Refused:
        return False
    return True
