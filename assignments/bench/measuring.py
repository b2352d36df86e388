"""How long does something take? The median of interleaved rounds, and what of it the database takes."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from django.db import connection
from django.db.backends.utils import CursorWrapper

ROUNDS = 11
FEWEST_ROUNDS = 3
MOST_SECONDS = 15.0  # for all rounds of one act; slow ones get fewer rounds


@dataclass
class Act:
    """Something that is timed: a page, a write, a statement. `before` and `after` each time are not."""

    name: str
    label: str
    do: Callable[[], object]
    before: Callable[[], object] | None = None
    after: Callable[[], object] | None = None


@dataclass
class Figures:
    """What came out, in milliseconds."""

    n: int
    ms: float
    p95: float
    queries: int
    sql_ms: float
    most: float = 0
    label: str = ""

    def as_json(self) -> dict:
        return {name: round(value, 3) if isinstance(value, float) else value for name, value in asdict(self).items()}


@dataclass
class Clock:
    """What the database was asked, and for how long it was waited for."""

    queries: int = 0
    seconds: float = 0


@dataclass
class Times:
    whole: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    queries: int = 0

    def figures(self, n: int, label: str) -> Figures:
        return Figures(
            n=n,
            ms=statistics.median(self.whole),
            p95=percentile(self.whole, 0.95),
            queries=self.queries,
            sql_ms=statistics.median(self.database),
            most=max(self.whole),
            label=label,
        )


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def watched(clock: Clock) -> type[CursorWrapper]:
    """A cursor that is timed while it executes and while rows are fetched: SQLite does its work there."""

    def timed(method: Callable, counts: bool) -> Callable:
        def call(self, *args):
            start = time.perf_counter()
            try:
                return method(self, *args)
            finally:
                clock.seconds += time.perf_counter() - start
                clock.queries += counts

        return call

    names = {"execute": True, "executemany": True}
    fetches = {name: timed(fetching(name), False) for name in ("fetchone", "fetchmany", "fetchall")}
    return type("Watched", (CursorWrapper,), {
        **{name: timed(getattr(CursorWrapper, name), counts) for name, counts in names.items()}, **fetches,
    })  # fmt: skip


def fetching(name: str) -> Callable:
    return lambda self, *args: getattr(self.cursor, name)(*args)


@contextmanager
def watching() -> Iterator[Clock]:
    clock = Clock()
    kind, before = watched(clock), connection.make_cursor
    connection.make_cursor = lambda cursor: kind(cursor, connection)  # type: ignore[method-assign]
    try:
        yield clock
    finally:
        connection.make_cursor = before  # type: ignore[method-assign]


def once(act: Act, times: Times) -> None:
    if act.before:
        act.before()
    with watching() as clock:
        start = time.perf_counter()
        act.do()
        times.whole.append((time.perf_counter() - start) * 1000)
    times.database.append(clock.seconds * 1000)
    times.queries = clock.queries
    if act.after:
        act.after()


def measure(acts: Sequence[Act], n: int, rounds: int = ROUNDS) -> dict[str, Figures]:
    """Round by round, so that a busy minute of the machine falls on all of them. The first round warms up."""
    found = {act.name: Times() for act in acts}
    for act in acts:
        once(act, Times())
    for turn in range(rounds):
        for act in acts:
            times = found[act.name]
            if turn < FEWEST_ROUNDS or sum(times.whole) < MOST_SECONDS * 1000:
                once(act, times)
    return {act.name: found[act.name].figures(n, act.label) for act in acts}
