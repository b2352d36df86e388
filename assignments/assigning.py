"""How does a requirement become work for bodies? A list expands to its members as of the day of the dispatch."""

from __future__ import annotations

import datetime

from django.db import transaction

from assignments import notices
from assignments.models import Assignment, CalendarDay, Part
from assignments.periods import Rhythm, occurrence
from directives import search
from directives.models import Directive, Recipient, Requirement
from directives.vocabulary import Cadence
from provinces import journal
from provinces.models import Body
from provinces.policy import Verb


class NotAssignable(Exception):
    """This body cannot be given a task of this dispatch; the message says why."""


def check_body(directive: Directive, body: Body, on: datetime.date) -> None:
    """A task goes to a body of the committee's own tree that stands on that day or stood on the day of the dispatch."""
    if not body.may_be_charged_by(directive.committee):
        raise NotAssignable(f"{body} không thuộc {directive.committee}.")
    if not (body.holds_on(on) or body.holds_on(directive.as_of)):
        raise NotAssignable(f"{body} không còn hoạt động vào ngày này.")


def assign(
    requirement: Requirement, body: Body, part: str = Part.LEAD, *, by, due_on: datetime.date | None = None
) -> Assignment:
    """Giao nhiệm vụ: one body, one part. The deadline is the requirement's own unless the office sets another."""
    directive = requirement.directive
    with transaction.atomic():
        by.require(Verb.ASSIGN, directive)
        check_body(directive, body, by.on)
        rhythm = Rhythm.of(requirement, CalendarDay.objects.filter(committee=directive.committee_id).calendar())
        return place(Assignment(**first_term(requirement, rhythm, by.on, due_on)), requirement, body, part, by=by)


def first_term(
    requirement: Requirement, rhythm: Rhythm | None, on: datetime.date, due_on: datetime.date | None = None
) -> dict:
    """The period and deadline of work that is given out: of a rhythm, its first period; a day that is stated goes first."""
    due_on = due_on or requirement.due_on
    if rhythm is None:
        return {"due_on": due_on, "period": occurrence(1) if requirement.cadence == Cadence.ON_EVENT else ""}
    return {**term(rhythm, rhythm.first(on)), **({"due_on": due_on} if due_on else {})}


def term(rhythm: Rhythm, period) -> dict:
    """What an assignment says of its period."""
    days = {"period_start": period.first, "period_end": period.last, "due_on": rhythm.due_on(period)}
    return {"period": period.label, **days}


def place(row: Assignment, requirement: Requirement, body: Body, part: str, *, by) -> Assignment:
    """Writes the row, makes sure that the body has the dispatch, and enters it in the journal."""
    directive = requirement.directive
    row.requirement, row.directive, row.committee = requirement, directive, directive.committee
    row.body, row.part, row.assigned_on = body, part, by.on
    row.save(force_insert=True)
    sent = {"is_listed": False, "as_of": directive.as_of, "sent_on": by.on}
    _, is_new = Recipient.objects.get_or_create(directive=directive, body=body, defaults=sent)
    if is_new:
        search.index(directive)
    journal.write(
        Verb.ASSIGN,
        row,
        by=by,
        committee=directive.committee,
        thread=directive.journal_thread(),
        note=", ".join(filter(None, (row.get_part_display(), row.period))),
        changes={"due_on": [None, row.due_on]} if row.due_on else {},
    )
    notices.given([row], by)
    return row
