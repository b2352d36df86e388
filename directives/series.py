"""Which numbers does each series hold, which is free next, and which were never registered?

A series (dãy số) is what a committee issues under one notation within one term. Secret papers count in the same series,
so a gap is no fault: the paper may be one whose line is kept elsewhere.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, Max, QuerySet, Value, Window
from django.db.models.functions import Coalesce, Lag

from directives import numbering
from directives.models import Directive
from provinces.models import Body, Term

MOST_GAPS = 30  # of one series, the latest ones; a register kept since the middle of a term may have hundreds


@dataclass
class Series:
    """Dãy số: one notation in one term, and what is free in it."""

    notation: str
    count: int
    last: int
    gaps: list[tuple[int, int]] = field(default_factory=list)  # first and last number of each

    @property
    def next_code(self) -> str:
        return numbering.code(self.last + 1, self.notation)

    @property
    def missing(self) -> int:
        return self.last - self.count

    @property
    def latest_gaps(self) -> list[tuple[int, int]]:
        return self.gaps[-MOST_GAPS:]

    @property
    def earlier_gaps(self) -> int:
        return len(self.gaps) - len(self.latest_gaps)


def series_of(committee: Body, term: Term | None) -> list[Series]:
    """The series of that term (None: of the days that no known term covers), the one used last first. Two questions,
    however many numbers there are."""
    rows = numbered(committee, term)
    gaps = defaultdict(list)
    for key, before, number in gaps_in(rows):
        gaps[key].append((before + 1, number - 1))
    return [Series(notation, count, last, gaps[key]) for key, notation, count, last in summed(rows)]


def next_codes(committee: Body, day: datetime.date, notation: str = "") -> list[str]:
    """The next free number of that notation or, where none is given, of the three notations used last."""
    rows = numbered(committee, Term.objects.covering(committee, day))
    if notation:
        rows = rows.filter(notation_key=numbering.notation_key(notation))
    return [numbering.code(last + 1, printed) for _, printed, _, last in summed(rows)[:3]]


def numbered(committee: Body, term: Term | None) -> QuerySet[Directive]:
    rows = Directive.objects.filter(committee=committee, number__isnull=False).order_by()
    return rows.alias(series=Coalesce("term", 0)).filter(series=term.pk if term else 0)


def summed(rows: QuerySet[Directive]) -> QuerySet:
    """Each series in one row: its key, its notation as printed, how many numbers it holds, the highest of them."""
    found = rows.values("notation_key").annotate(
        printed=Max("notation"), held=Count("pk"), last=Max("number"), used=Max("pk")
    )
    return found.order_by("-used").values_list("notation_key", "printed", "held", "last")


def gaps_in(rows: QuerySet[Directive]) -> QuerySet:
    """Where a number does not follow the one before it: the series' key, the number before, the number after."""
    before = Window(Lag("number", default=Value(0)), partition_by="notation_key", order_by="number")
    found = rows.annotate(before=before).filter(number__gt=F("before") + 1)
    return found.order_by("notation_key", "number").values_list("notation_key", "before", "number")
