"""What becomes of the open work of a body that is gone? It waits on one page until it is handed over to the heirs."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from assignments import workflow
from assignments.assigning import NotAssignable
from assignments.models import Assignment, State
from assignments.models.assignments import AssignmentQuerySet
from assignments.timeliness import BY_ATTENTION, Timeliness
from provinces.models import Body, BodySuccession
from provinces.policy import Verb

MOST_GENERATIONS = 6  # a body's heir may have ended too, and its heir again
MOST_AT_ONCE = 1000


def waiting(reach) -> AssignmentQuerySet:
    """Open work of bodies that have ended, in reach of whoever may hand it over."""
    return reach.rows(Assignment.objects.open().filter(body__valid_to__lt=reach.on), Verb.HAND_OVER)


def bodies_waiting(reach) -> QuerySet[Body]:
    """The ended bodies with open work: there are few of them, whatever work there is."""
    has_work = Exists(reach.rows(Assignment.objects.open(), Verb.HAND_OVER).filter(body=OuterRef("pk")))
    return Body.objects.filter(has_work, valid_to__lt=reach.on).order_by("valid_to", "sort_key", "pk")


def heirs(bodies: Iterable[Body], on: datetime.date) -> dict[int, list[BodySuccession]]:
    """Ended body → its standing heirs, legal ones first; where an heir has ended too, that one's heirs in its place."""
    keys = [body.pk for body in bodies]
    rows: dict[int, list[BodySuccession]] = defaultdict(list)
    frontier = set(keys)
    for _ in range(MOST_GENERATIONS):
        if not frontier:
            break
        found = BodySuccession.objects.filter(predecessor__in=frontier).select_related("successor")
        frontier = set()
        for row in found.order_by("-kind", "successor__sort_key", "pk"):
            rows[row.predecessor_id].append(row)
            if not row.successor.holds_on(on) and row.successor_id not in rows:
                frontier.add(row.successor_id)
    return {key: standing_heirs(key, rows, on) for key in keys}


def standing_heirs(key: int, rows: dict[int, list[BodySuccession]], on, above: tuple[int, ...] = ()):
    found: dict[int, BodySuccession] = {}
    for row in rows.get(key, []):
        if row.successor.holds_on(on):
            found.setdefault(row.successor_id, row)
        elif row.successor_id not in above:
            for later in standing_heirs(row.successor_id, rows, on, (*above, key)):
                found.setdefault(later.successor_id, later)
    return list(found.values())


def proposed(rows: Iterable[BodySuccession]) -> list[Body]:
    """To whom the work would go: the legal heirs or, where there are none, those who took over the functions."""
    rows = list(rows)
    legal = [row.successor for row in rows if row.kind == BodySuccession.Kind.LEGAL]
    return legal or [row.successor for row in rows]


def heirs_of(body: Body, on: datetime.date) -> list[Body]:
    return proposed(heirs([body], on)[body.pk])


def hand_over(tasks: Iterable[Assignment], to: Iterable[Body], *, by, note: str = "") -> tuple[int, list[str]]:
    """Hands over what can be: returns how many, and why the others stay."""
    done, refusals, to = 0, [], list(to)
    for task in tasks:
        try:
            with transaction.atomic():
                task.perform(Verb.HAND_OVER, by=by, bodies=to, note=note)
        except (workflow.Refused, NotAssignable) as reason:
            refusals.append(f"{task}: {reason}")
        else:
            done += 1
    return done, refusals


def fates(handed_over: Iterable[int], on: datetime.date) -> dict[int, Timeliness]:
    """What became of work that was handed over, by its key: the label, among those who have it now, most in need of
    attention."""
    origins = list(handed_over)
    heirs_by_row: dict[int, list[Assignment]] = defaultdict(list)
    frontier = set(origins)
    for _ in range(MOST_GENERATIONS):
        if not frontier:
            break
        rows = Assignment.objects.filter(replaces__in=frontier).annotate(origin=F("replaces"))
        frontier = set()
        for row in rows.only("state", "due_on", "reported_on"):
            heirs_by_row[row.origin].append(row)
            if row.state == State.HANDED_OVER and row.pk not in heirs_by_row:
                frontier.add(row.pk)
    return {key: fate(key, heirs_by_row, on) for key in origins}


def fate(key: int, heirs_by_row: dict[int, list[Assignment]], on: datetime.date, depth: int = 0) -> Timeliness:
    labels = [
        fate(row.pk, heirs_by_row, on, depth + 1) if row.state == State.HANDED_OVER else row.timeliness_on(on)
        for row in heirs_by_row.get(key, [])
        if depth < MOST_GENERATIONS
    ]
    return min(labels, key=BY_ATTENTION.index, default=Timeliness.WITHDRAWN)
