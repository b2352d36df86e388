"""Which dispatches hold these words? Folded: typed with or without accents, in any case, with either tone placement.

What a dispatch says is kept as tokens (words.py) that both databases index in their own way (schema.py) and are asked in
the way that suits them (asking.py): both give the same rows, and nothing that is typed is ever an operator.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from directives.models import Directive, SearchRow
from directives.models.search import directive_at, place_of
from directives.search.asking import EVER, month_token, newest
from directives.search.words import Question, phrase, questions, tokens_of
from provinces.models.bodies import other_names
from provinces.reach import Grant

MOST_HITS = 301  # three hundred are shown; of more it is said that there are more
MOST_TAKEN = 100_000  # by whoever takes all hits along
MOST_AT_ONCE = 5_000
MOST_LOOKS = 10
MOST_NAMES = 12
MOST_FACETS = 200  # whoever reaches more committees than these reaches nearly all


def index(directive: Directive) -> None:
    """Keeps what the search looks through: number, subject, people, recipients, requirements and text of one dispatch."""
    parts = [
        directive.code,
        directive.subject,
        directive.issuer,
        f"{directive.position} {directive.signatory}",
        directive.place,
        *(line.text for line in directive.lines.all()),
        *(requirement.text for requirement in directive.requirements.all()),
        directive.text,
    ]
    bodies = directive.recipients.values_list("body", flat=True)
    tokens = [*facets_of(directive, bodies), *tokens_of(parts)]
    SearchRow.objects.update_or_create(
        directive=directive,
        defaults={"place": place_of(directive.as_of, directive.pk), "tokens": " ".join(tokens)},
    )


def index_missing(**kwargs) -> None:
    """After a migration: dispatches that came without a search row (an older version, a bulk load) get theirs."""
    for directive in Directive.objects.filter(search_row=None).select_related("committee").iterator(chunk_size=500):
        index(directive)


def facets_of(directive: Directive, bodies: Iterable[int]) -> list[str]:
    """Tokens that nobody can type: whose dispatch it is, who has it, of what sort it is, when it was issued. They keep a
    search within reach from wading through what is common elsewhere. The tree's stands first: when a committee moves, it is
    put right in its place (directives/triggers.py)."""
    day = directive.as_of
    known = {"o": directive.overseer_id, "k": directive.kind, "u": directive.urgency, "f": directive.field}
    return [
        f"~t{directive.top_id}",
        f"~c{directive.committee_id}",
        *(facet(sort, value) for sort, value in known.items() if value),
        *(f"~r{body}" for body in bodies),
        f"~y{day.year}",
        month_token(day.year, day.month),
    ]


def facet(sort: str, value) -> str:
    """Any value in letters and digits that both indexes take as one word, "QĐ" apart from "QD"."""
    return f"~{sort}{''.join(f'{ord(char):x}' for char in value) if isinstance(value, str) else value}"


@dataclass(frozen=True)
class Narrowing:
    """What else the dispatches must be: reached by `grant`, of these kinds and days, sent to one of these bodies. It only
    shortens the way to what the rows are narrowed to already."""

    grant: Grant | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    kind: str = ""
    urgency: str = ""
    field: str = ""
    bodies: tuple[int, ...] = ()

    @property
    def places(self) -> tuple[int, int]:
        """From this place, and up to before that one."""
        low, high = EVER
        if self.since:
            low = place_of(self.since)
        if self.until and self.until < datetime.date.max:
            high = place_of(self.until + datetime.timedelta(days=1))
        return low, high

    @property
    def facets(self) -> list[list[str]]:
        said = {"k": self.kind, "u": self.urgency, "f": self.field}
        groups = [facets_within(self.grant), *([facet(sort, value)] for sort, value in said.items() if value)]
        sent = [f"~r{body}" for body in self.bodies] if len(self.bodies) <= MOST_FACETS else []
        return [group for group in (*groups, sent) if group]


def find(rows: QuerySet[Directive], typed: str, narrowing: Narrowing | None = None) -> QuerySet[Directive]:
    """Of these rows those that hold what was typed (see `places`), in the order in which the rows stand."""
    if not typed.strip():
        return rows
    return rows.filter(
        pk__in=[directive_at(place) for place in places(rows, typed, narrowing or Narrowing(), MOST_HITS)]
    )


def places(rows: QuerySet[Directive], typed: str, narrowing: Narrowing, most: int) -> list[int]:
    """The places of the newest of these rows (at most `most`) that hold what was typed. The name of a body finds what
    names it otherwise: as it was called before, or as those it took over from."""
    names = [phrase(name) for name in sorted(other_names(typed))[:MOST_NAMES]]
    asked = [[question, *filter(None, names)] for question in questions(typed)]
    for any_of in asked if typed.strip() else [[]]:
        if found := hits(rows.order_by(), any_of, narrowing, most):
            return found
    return []


def hits(rows: QuerySet[Directive], any_of: list[Question], narrowing: Narrowing, most: int) -> list[int]:
    """The places of the newest of those rows that hold what is asked. Where the rows are narrowed by something that is no
    facet, so many of the newest are looked at and no more."""
    found: list[int] = []
    low, high = narrowing.places
    at_once = min(most, MOST_AT_ONCE)
    for _ in range(MOST_LOOKS + most // at_once):
        some = newest(any_of, narrowing.facets, low, high, at_once)
        kept = set(rows.filter(pk__in=[directive_at(place) for place in some]).values_list("pk", flat=True))
        found += [place for place in some if directive_at(place) in kept]
        if len(some) < at_once or len(found) >= most:
            break
        high = some[-1]
    return found[:most]


def facets_within(grant: Grant | None) -> list[str]:
    """The facets that every row within the grant bears one of."""
    if grant is None or grant.everything or len(grant.others) + len(grant.bodies) > MOST_FACETS:
        return []
    return [
        *(f"~t{top}" for top in sorted(grant.tops)),
        *(f"~c{committee}" for committee in sorted(grant.others)),
        *(f"~o{body}" for body in sorted(grant.overseers)),
        *(f"~r{body}" for body in sorted(grant.bodies)),
    ]
