"""How does a dispatch become work: one registration, one transaction, N assignments?"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from assignments import notices
from assignments.assigning import check_body, first_term
from assignments.models import Assignment, CalendarDay, Part
from assignments.periods import Rhythm
from directives import registering, search
from directives.models import Directive, Requirement
from directives.naming import Target, expand
from directives.registering import record, send
from provinces.models import Body
from provinces.policy import Verb


@dataclass
class Point:
    """One requirement and whom the dispatch charges with it, by part: lists stand for their members of the day."""

    requirement: Requirement
    targets: dict[str, list[Target]] = field(default_factory=dict)
    due_on: datetime.date | None = None

    def bodies(self, part: str, day: datetime.date) -> list[Body]:
        return expand(self.targets.get(part, []), day)


def register(directive: Directive, *, points: Iterable[Point] = (), by, **parts) -> Directive:
    """Registers the dispatch, sends it to its recipients and gives each body its assignments.

    `parts` are the lines, citations and files of directives.registering.enter. Raises NumberTaken or NotAssignable.
    """
    points = list(points)
    with transaction.atomic():
        by.require(Verb.REGISTER, directive)
        requirements = [point.requirement for point in points]
        registering.enter(directive, requirements=requirements, by=by, **parts)
        rows = assign_points(directive, points, by)
        record(Verb.REGISTER, directive, by, changes=what_was_assigned(rows))
        notices.dispatched(directive, by)
    return directive


def assign_points(directive: Directive, points: Iterable[Point], by) -> list[Assignment]:
    """One row for each requirement × body × part, of a rhythm for its first period; every assigned body has the dispatch
    in its inbox, and finds it."""
    calendar = CalendarDay.objects.filter(committee=directive.committee_id).calendar()
    rows = [
        Assignment(
            directive=directive,
            requirement=point.requirement,
            committee=directive.committee,
            body=body,
            part=part,
            assigned_on=by.on,
            **first_term(point.requirement, Rhythm.of(point.requirement, calendar), by.on, point.due_on),
        )
        for point in points
        for part in Part.values
        for body in point.bodies(part, directive.as_of)
    ]
    for body in {row.body_id: row.body for row in rows}.values():
        check_body(directive, body, by.on)
    send(directive, [(row.body, None) for row in rows], by)
    appoint_overseer(directive, rows)
    search.index(directive)
    return Assignment.objects.bulk_create(rows)


def appoint_overseer(directive: Directive, rows: Iterable[Assignment]) -> None:
    """The body that the dispatch charges with following it up; where it names two, the first."""
    overseer = next((row.body for row in rows if row.part == Part.OVERSEE), None)
    if overseer and directive.overseer_id is None:
        directive.overseer = overseer
        directive.save(update_fields=["overseer"])


def what_was_assigned(rows: Iterable[Assignment]) -> dict[str, list]:
    """For the journal: {"Yêu cầu 4, Tuần 20/2021, hạn 23/05/2021": [null, ["Huyện ủy Phù Cừ (Chủ trì)", …]]}."""
    said: dict[str, list] = {}
    for row in rows:
        due = f"hạn {row.due_on:%d/%m/%Y}" if row.due_on else ""
        what = ", ".join(filter(None, (str(row.requirement), row.period, due)))
        said.setdefault(what, [None, []])[1].append(f"{row.body} ({row.get_part_display()})")
    return said
