"""What becomes of the work when its dispatch no longer holds? It ends with it; what was done stays done."""

from __future__ import annotations

from django.db import transaction

from assignments import workflow
from directives import registering
from directives.models import Directive
from provinces.policy import Verb


def revoke(directive: Directive, note: str, by) -> None:
    """Thu hồi, with all that the dispatch still asked. Raises registering.NotInForce."""
    with transaction.atomic():
        registering.revoke(directive, note, by)
        release(directive, Verb.REVOKE, by, note)


def supersede(directive: Directive, successor: Directive, note: str, by) -> None:
    """Thay thế: what is still to be done, the new dispatch says. Raises registering.NotInForce."""
    with transaction.atomic():
        registering.supersede(directive, successor, note, by)
        release(directive, Verb.SUPERSEDE, by, f"{successor}. {note}".strip())


def release(directive: Directive, verb: str, by, note: str) -> None:
    for task in directive.assignments.open().order_by("pk"):
        workflow.release(task, verb, by=by, note=note)
