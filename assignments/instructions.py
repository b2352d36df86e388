"""How does a leader's word reach those it asks, and how do they answer? Work never waits for either."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Prefetch

from assignments import notices
from assignments.models import Asked, Assignment, Instruction, Reply
from directives.models import Directive
from provinces import journal
from provinces.models import Body
from provinces.policy import Verb


def instruct(
    directive: Directive,
    text: str,
    *,
    by,
    assignment: Assignment | None = None,
    bodies: Iterable[Body] = (),
    asks_office: bool = False,
    reply_by: datetime.date | None = None,
) -> Instruction:
    """Cho ý kiến chỉ đạo: on an assignment its body is asked; on a dispatch, the office, or bodies that work on it."""
    with transaction.atomic():
        by.require(Verb.INSTRUCT, assignment or directive)
        row = Instruction.objects.create(
            directive=directive,
            assignment=assignment,
            committee=directive.committee,
            text=text,
            reply_by=reply_by,
            given_by=by.user,
            given_on=by.on,
        )
        asked = [assignment.body] if assignment else [*bodies, *([None] if asks_office else [])]
        rows = [Asked(instruction=row, committee=row.committee, body=body, reply_by=reply_by) for body in asked]
        Asked.objects.bulk_create(rows)
        changes = {"reply_by": [None, reply_by]} if reply_by else {}
        label = f"{assignment or directive} → {', '.join(map(str, rows))}"
        record(Verb.INSTRUCT, row, directive, by, label=label, note=text, changes=changes)
        notices.instructed(row, rows, by)
    return row


def reply(asked: Asked, text: str, *, by) -> Reply:
    """Trả lời: the first reply stops the clock; more may follow."""
    with transaction.atomic():
        by.require(Verb.REPLY, asked)
        row = Reply.objects.create(asked=asked, text=text, given_by=by.user, given_on=by.on)
        Asked.objects.filter(pk=asked.pk, replied_on=None).update(replied_on=by.on)
        directive = asked.instruction.directive
        label = f"{asked.instruction.assignment or directive}: {asked}"
        record(Verb.REPLY, asked.instruction, directive, by, label=label, note=text)
        notices.replied(row, by)
    return row


def record(verb: str, row: Instruction, directive: Directive, by, **said) -> None:
    journal.write(verb, row, by=by, committee=row.committee, thread=directive.journal_thread(), **said)


def waiting(reach):
    """What this person is to answer, the most pressing first."""
    rows = reach.rows(Asked.objects.waiting(), Verb.REPLY)
    return rows.for_lists().most_pressing_first()


def given(reach):
    """The instructions in reach, newest first, each with those asked that the reader may see, and their replies."""
    return with_asked(reach, reach.rows(Instruction.objects.all())).order_by("-pk")


def with_asked(reach, rows):
    asked = reach.rows(Asked.objects.all()).select_related("body").order_by("pk")
    replies = Prefetch("replies", Reply.objects.select_related("given_by"), to_attr="shown_replies")
    rows = rows.select_related("directive__committee", "assignment__requirement", "assignment__body", "given_by")
    rows = rows.defer("directive__text")
    return rows.prefetch_related(Prefetch("asked", asked.prefetch_related(replies), to_attr="shown_asked"))


def marked(rows: Iterable[Instruction], reach) -> list[Instruction]:
    """Each of those asked with its rung of the day, and whether the reader may answer for it."""
    found = list(rows)
    for row in found:
        for asked in row.shown_asked:  # type: ignore[attr-defined]
            asked.rung, asked.late_by = asked.rung_on(reach.on), asked.days_late(reach.on)
            asked.may_reply = reach.covers(asked, Verb.REPLY)
    return found
