"""Which lower committees have issued their own dispatch to implement this one, after how many days, and which have not?"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from directives.models import Citation, Directive, Recipient
from directives.vocabulary import Relation
from provinces.models import Body


@dataclass
class Step:
    """One lower committee: what it issued (the first, where it issued several), or that it has issued nothing yet."""

    committee: Body
    directive: Directive | None
    days: int  # from the upper dispatch to the lower one; to today while there is none
    is_issued: bool
    is_recipient: bool = True


class Cascade:
    """Triển khai: 239-CV/HU of Huyện ủy Khoái Châu implements 761-CV/TU of Tỉnh ủy Hưng Yên.

    Of the committees below that received the dispatch, those that this person sees; those that issued something without
    having received it come after them. What the person may not read is counted, never named.
    """

    def __init__(self, reach, upper: Directive, recipients: Iterable[Recipient]):
        first: dict[int, tuple[int, datetime.date]] = {}
        for pk, committee, day in implementing(upper):
            first.setdefault(committee, (pk, day))
        visible = reach.rows(Directive.objects.for_register())
        seen = {row.committee_id: row for row in visible.filter(pk__in=[pk for pk, _ in first.values()])}
        bodies = [row.body for row in recipients if row.body.is_committee and row.body_id != upper.committee_id]
        self.upper, self.on = upper, reach.on
        self.steps = [self.step(body, first.get(body.pk), seen.get(body.pk)) for body in bodies]
        received = {body.pk for body in bodies}
        for row in sorted(seen.values(), key=lambda row: row.as_of):
            if row.committee_id not in received:
                self.steps.append(self.step(row.committee, first[row.committee_id], row, is_recipient=False))
        self.steps.sort(key=lambda step: (not step.is_recipient, step.is_issued))

    def step(self, committee: Body, issued, directive: Directive | None, is_recipient: bool = True) -> Step:
        until = issued[1] if issued else self.on
        days = max(0, (until - self.upper.as_of).days)
        return Step(committee, directive, days, issued is not None, is_recipient)

    def __bool__(self) -> bool:
        return bool(self.steps)

    @property
    def expected(self) -> int:
        return sum(step.is_recipient for step in self.steps)

    @property
    def issued(self) -> int:
        return sum(step.is_recipient and step.is_issued for step in self.steps)


def implementing(upper: Directive) -> Iterable[tuple]:
    """Dispatch, committee and day of whatever implements it and still holds, the earliest first."""
    rows = Citation.objects.filter(target=upper, relation=Relation.IMPLEMENTS)
    rows = rows.filter(directive__revoked_on=None, directive__superseded_by=None)
    found = rows.values_list("directive", "directive__committee", "directive__as_of")
    return found.order_by("directive__as_of", "directive").distinct()
