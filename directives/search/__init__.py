"""Which dispatches hold these words? Folded: typed with or without accents, in any case, with either tone placement.

What a dispatch says is kept as tokens (words.py) that both databases index in their own way (schema.py) and are asked in
the way that suits them (asking.py): both give the same rows, and nothing that is typed is ever an operator.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import QuerySet

from directives.models import Directive, SearchRow
from directives.models.search import directive_at, place_of
from directives.search.asking import EVER, month_token, newest
from directives.search.words import Question, phrase, questions, tokens_of
from provinces.models.bodies import other_names

MOST_HITS = 1001  # a thousand are shown and counted; of more it is said that there are more
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
    """Tokens that nobody can type: whose dispatch it is, who has it, when it was issued. They keep a search within reach
    from wading through what is common elsewhere."""
    day = directive.as_of
    overseer = [f"~o{directive.overseer_id}"] if directive.overseer_id else []
    return [
        f"~c{directive.committee_id}",
        *overseer,
        *(f"~r{body}" for body in bodies),
        f"~y{day.year}",
        month_token(day.year, day.month),
    ]


def find(
    rows: QuerySet[Directive],
    typed: str,
    *,
    grant=None,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> QuerySet[Directive]:
    """Of these rows the newest (at most MOST_HITS) that hold what was typed, in the order in which the rows stand. The
    name of a body finds what names it otherwise: as it was called before, or as those it took over from.

    `grant` is what the rows were reached by, and `since` and `until` the days they were narrowed to, if any: they only
    shorten the way.
    """
    if not typed.strip():
        return rows
    low = place_of(since) if since else EVER[0]
    high = place_of(until + datetime.timedelta(days=1)) if until else EVER[1]
    names = [phrase(name) for name in sorted(other_names(typed))[:MOST_NAMES]]
    for question in questions(typed):
        if found := hits(rows.order_by(), [question, *filter(None, names)], facets_within(grant), low, high):
            return rows.filter(pk__in=found)
    return rows.none()


def hits(rows: QuerySet[Directive], any_of: list[Question], facets: list[str], low: int, high: int) -> list[int]:
    """The newest of those rows that hold what is asked."""
    found: list[int] = []
    while len(found) < MOST_HITS:
        places = newest(any_of, facets, low, high, MOST_HITS)
        keys = [directive_at(place) for place in places]
        kept = set(rows.filter(pk__in=keys).values_list("pk", flat=True))
        found += [key for key in keys if key in kept]
        if len(places) < MOST_HITS:
            break
        high = places[-1]
    return found[:MOST_HITS]


def facets_within(grant) -> list[str]:
    """The facets that every row within the grant bears one of."""
    if grant is None or grant.everything or len(grant.committees) + len(grant.bodies) > MOST_FACETS:
        return []
    return [
        *(f"~c{committee}" for committee in sorted(grant.committees)),
        *(f"~o{body}" for body in sorted(grant.overseers)),
        *(f"~r{body}" for body in sorted(grant.bodies)),
    ]
