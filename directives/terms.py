"""What becomes of registered dispatches when the days of a term change?

No number ever changes. But numbers count within a term, so the dispatches of days that change hands are placed anew,
in the same transaction. Where two dispatches of one number would meet in one series, the change is refused.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db import transaction
from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms.models import model_to_dict

from directives import numbering
from directives.models import Directive
from provinces import journal
from provinces.models import Body, Term
from provinces.policy import Verb
from provinces.reorganising import ONE_DAY, NotPossible

FACTS = ["name", "starts_on", "ends_on"]
ASIDE = 1_000_000_000  # above every number that can be registered
OUTSIDE = "ngoài các nhiệm kỳ"


@dataclass
class Move:
    """Dispatches that leave one term for another, by the terms' names."""

    old: str
    new: str
    count: int
    first: datetime.date
    last: datetime.date

    def __str__(self) -> str:
        return f"{self.count} văn bản ({self.first:%d/%m/%Y} – {self.last:%d/%m/%Y}): {self.old} → {self.new}"


@dataclass
class Change:
    """What a change of a term brings with it."""

    closed: Term | None = None  # the open term that ends because this one begins
    moves: list[Move] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.closed or self.moves)


def save(term: Term, *, by) -> Change:
    """Saves a new or changed term, and places anew the dispatches of its days. The caller has claimed its version."""
    with transaction.atomic():
        by.require(Verb.KEEP_BODIES, term.committee)
        Term.objects.hold(term.committee)
        before = model_to_dict(Term.objects.get(pk=term.pk), FACTS) if term.pk else {}
        change = Change(closed=make_room(term, by))
        term.save()
        change.moves = place_anew(term.committee)
        record(term, before, by, change.moves)
    return change


def make_room(term: Term, by) -> Term | None:
    """A term without a last day ends when the next one begins; any other overlap is refused."""
    for other in Term.objects.overlapping(term):
        if term.pk or other.ends_on or other.starts_on >= term.starts_on:
            raise NotPossible(f"Trùng ngày với nhiệm kỳ {other} ({other.days}). Mời sửa ngày để hai nhiệm kỳ nối nhau.")
        before = model_to_dict(other, FACTS)
        other.claim(other.version)
        other.ends_on = term.starts_on - ONE_DAY
        other.save()
        record(other, before, by)
        return other
    return None


def place_anew(committee: Body) -> list[Move]:
    """Puts each dispatch of the committee into the term that covers its day. Returns what moved."""
    rows = misplaced(committee)
    found = list(rows.order_by("now", "right", "as_of").values_list("now", "right", "as_of"))
    if not found:
        return []
    refuse_meeting(committee)
    # Both engines ask for unique numbers row by row, so numbers step aside until every row stands in its series.
    Directive.objects.filter(pk__in=rows.values("pk")).update(term=Subquery(covering()), number=F("number") + ASIDE)
    Directive.objects.filter(committee=committee, number__gt=ASIDE).update(number=F("number") - ASIDE)
    names = {0: OUTSIDE, **{term.pk: f"nhiệm kỳ {term}" for term in committee.terms.all()}}
    return [
        move(names[old], names[new], [day for *_, day in days])
        for (old, new), days in groupby(found, lambda row: row[:2])
    ]


def move(old: str, new: str, days: list[datetime.date]) -> Move:
    return Move(old, new, len(days), days[0], days[-1])


def misplaced(committee: Body) -> QuerySet:
    rows = Directive.objects.filter(committee=committee)
    rows = rows.annotate(now=Coalesce("term", 0), right=Coalesce(Subquery(covering()), 0))
    return rows.exclude(now=F("right"))


def covering() -> QuerySet:
    """The key of the term that covers the day of the outer dispatch."""
    terms = Term.objects.on(OuterRef("as_of")).filter(committee=OuterRef("committee"))
    return terms.order_by("-starts_on").values("pk")[:1]


def refuse_meeting(committee: Body) -> None:
    """Two dispatches of one number cannot count in one series."""
    numbered = Directive.objects.filter(committee=committee, number__isnull=False).order_by()
    placed = numbered.annotate(right=Coalesce(Subquery(covering()), 0)).values("right", "notation_key", "number")
    twins = placed.annotate(held=Count("pk"), printed=Max("notation")).filter(held__gt=1).order_by("number")
    codes = [numbering.code(number, printed) for number, printed in twins.values_list("number", "printed")[:6]]
    if codes:
        more = " và các số khác" if len(codes) > 5 else ""
        raise NotPossible(
            f"Với ngày này, hai văn bản cùng số sẽ nằm trong một nhiệm kỳ: {', '.join(codes[:5])}{more}. "
            "Mời văn thư kiểm tra ngày của các văn bản đó trước."
        )


def record(term: Term, before: dict, by, moves: Iterable[Move] = ()) -> None:
    said = [f"{'Sửa' if before else 'Thêm'} nhiệm kỳ {term}: {term.days}", *map(str, moves)]
    journal.write(
        Verb.KEEP_BODIES,
        term,
        by=by,
        committee=term.committee,
        thread=term.journal_thread(),
        label=f"Nhiệm kỳ {term}, {term.committee}",
        note="\n".join(said),
        changes=journal.differences(before, model_to_dict(term, FACTS)),
    )
