"""Which dispatches answer a question, newest first? Asked of each database in the way that stays flat as the register grows.

SQLite reads its index lazily in the order of the register. PostgreSQL never does, and its planner misjudges how common
words are; so the newest rows are looked through one by one, and only where that is not enough is the index asked, for the
last months, then the last years, then all of time.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from directives.models.search import place_of
from directives.search.words import Question

WALK = 2500  # rows of the register that PostgreSQL looks through before it asks its index
EVER = (0, 1 << 62)


Facets = Sequence[Sequence[str]]  # of each group one


def newest(any_of: Sequence[Question], facets: Facets, low: int, high: int, most: int) -> list[int]:
    """The places, at least `low` and below `high`, of the `most` newest dispatches that hold what one of the questions
    asks (anything, if there are none) and bear a facet of each group."""
    return ASK[connection.vendor](any_of, facets, low, high, most)


def ask_sqlite(any_of: Sequence[Question], facets: Facets, low: int, high: int, most: int) -> list[int]:
    wanted = [
        [f'"{token}"' for token in question.tokens] + [f'"{token}" *' for token in question.beginnings]
        for question in any_of
    ]
    asked = [" OR ".join(f"({' AND '.join(tokens)})" for tokens in wanted)] if wanted else []
    asked += [" OR ".join(f'"{token}"' for token in group) for group in facets]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM directives_searchindex WHERE directives_searchindex MATCH %s "
            "AND rowid >= %s AND rowid < %s ORDER BY rowid DESC LIMIT %s",
            [" AND ".join(f"({part})" for part in asked), low, high, most],
        )
        return [place for (place,) in cursor.fetchall()]


def ask_postgresql(any_of: Sequence[Question], facets: Facets, low: int, high: int, most: int) -> list[int]:
    wanted = [
        [f"'{token}'" for token in question.tokens] + [f"'{token}':*" for token in question.beginnings]
        for question in any_of
    ]
    asked = [" | ".join(f"({' & '.join(tokens)})" for tokens in wanted)] if wanted else []
    asked += [" | ".join(f"'{token}'" for token in group) for group in facets]
    words = " & ".join(f"({part})" for part in asked)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        found, reached = walk(cursor, words, low, high, most)
        for window in windows(reached, low) if len(found) < most and reached > low else ():
            cursor.execute(INDEX, [f"{words} & ({' | '.join(window)})" if window else words, low, reached, most])
            found_there = [place for (place,) in cursor.fetchall()]
            if len(found) + len(found_there) >= most or not window:
                return (found + found_there)[:most]
        return found


NEWEST = """
    SELECT place, words @@ %s::tsquery FROM (
        SELECT place, words FROM directives_searchrow WHERE place >= %s AND place < %s ORDER BY place DESC LIMIT %s
    ) AS newest ORDER BY place DESC"""
# the index gives all that match; the rows are ordered afterwards, whatever the planner believes of their number
INDEX = """
    WITH found AS MATERIALIZED (SELECT place FROM directives_searchrow WHERE words @@ %s::tsquery)
    SELECT place FROM found WHERE place >= %s AND place < %s ORDER BY place DESC LIMIT %s"""


def walk(cursor, words: str, low: int, high: int, most: int) -> tuple[list[int], int]:
    """What the newest rows hold, and the place down to which they were looked through."""
    cursor.execute(NEWEST, [words, low, high, WALK])
    rows = cursor.fetchall()
    found = [place for place, holds in rows if holds][:most]
    return found, (rows[-1][0] if len(rows) == WALK else low)


def windows(reached: int, low: int) -> Iterable[list[str]]:
    """Tokens of the last three months before a place, of the last two years, and none: all of time."""
    day = datetime.date.fromordinal(max(1, min(reached // place_of(datetime.date.min), datetime.date.max.toordinal())))
    yield [f"'{month_token(day.year, day.month, back)}'" for back in range(3)]
    yield [f"'~y{day.year - back}'" for back in range(2)]
    yield []


def month_token(year: int, month: int, back: int = 0) -> str:
    index = year * 12 + month - 1 - back
    return f"~m{index // 12}{index % 12 + 1:02d}"


ASK = {"sqlite": ask_sqlite, "postgresql": ask_postgresql}
