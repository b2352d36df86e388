"""Which rows stand in the register of the benchmark? The same ones each time, whoever builds it and on whichever engine.

Ten years of dispatches of a growing rate. Of twenty assignments nineteen are done, one of ten of these late; what is open
is mostly of the last two months, with a thin tail of what was never answered. A dispatch has four to eight requirements
(five on average) and some seven assignments, each done or reported one with its report.

Left out: the journal, whose lines are chained one to the other, printed recipient lines, and the files of the evidence.
"""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import sqrt
from zlib import crc32

from django.db import models

from assignments.bench import wording
from assignments.bench.country import Committee, Country, weight
from assignments.models import Assignment, Part, Report, State
from assignments.models.reports import Verdict
from directives import numbering, search
from directives.models import Directive, Recipient, Requirement, SearchRow
from directives.models.search import place_of
from directives.search.words import tokens_of
from directives.vocabulary import Authority, Organ
from provinces.vietnamese import fold

SEED = 20250701
YEARS = 10
RECENT = 60  # days
A_BATCH = 2_000  # dispatches; the rows depend on it, for each batch has dice of its own
DAY = datetime.timedelta(days=1)
KINDS = {"CV": 70, "TB": 8, "KH": 7, "KL": 5, "CT": 3, "NQ": 3, "BC": 2, "HD": 2}
REQUIREMENTS = {4: 45, 5: 28, 6: 15, 7: 8, 8: 4}
SUPPORTING = {0: 70, 1: 20, 2: 7, 3: 3}
URGENCIES = {"": 95, "khan": 3, "thuong_khan": 1, "hoa_toc": 1}
MOST_PARTS = 8  # of one dispatch, requirements and recipients; and so many keys are kept for each
MOST_TASKS = 32


@dataclass(frozen=True)
class Table:
    """The columns that the generator fills; the loader fills all others with their defaults."""

    model: type[models.Model]
    columns: tuple[str, ...]


TABLES = {
    table.model.__name__.lower(): table
    for table in (
        Table(Directive, (
            "id", "committee_id", "top_id", "term_id", "kind", "field", "number", "notation", "notation_key", "code",
            "issued_on", "entered_on", "as_of", "place", "organ", "subject", "urgency", "signatory", "position",
            "authority", "text", "overseer_id", "folded_code",
        )),
        Table(Requirement, ("id", "directive_id", "position", "number", "text", "start", "end")),
        Table(Recipient, ("id", "directive_id", "body_id", "as_of", "sent_on", "received_on")),
        Table(SearchRow, ("directive_id", "place", "tokens")),
        Table(Assignment, (
            "id", "directive_id", "requirement_id", "committee_id", "top_id", "overseer_id", "field", "body_id", "part",
            "is_evidenced", "assigned_on", "state", "due_on", "acknowledged_on", "reported_on", "done_on", "heard_on",
        )),
        Table(Report, (
            "id", "assignment_id", "content", "obstacle", "to_decide", "handed_in_on", "verdict", "verdict_on",
        )),
    )
}  # fmt: skip
Rows = dict[str, list[tuple]]


@dataclass(frozen=True)
class Line:
    """The line of one dispatch in the register; `committee` is its place among the country's committees."""

    pk: int
    committee: int
    kind: str
    number: int
    day: datetime.date


def draw(rng: random.Random, chances: dict, count: int) -> list:
    return rng.choices(list(chances), weights=list(chances.values()), k=count)


def lines(count: int, country: Country, today: datetime.date) -> Iterator[Line]:
    """In the order of their days, each with the next number of its committee, term and kind."""
    rng, committees = random.Random(SEED), country.committees  # noqa: S311
    last: dict[tuple, int] = defaultdict(int)
    weights = chances(country)
    for first in range(0, count, A_BATCH):
        many = min(A_BATCH, count - first)
        whose = rng.choices(range(len(committees)), cum_weights=weights, k=many)
        for at, (committee, kind) in enumerate(zip(whose, draw(rng, KINDS, many), strict=True), start=first):
            day = day_of((at + 0.5) / count, today)
            series = (committee, committees[committee].term_on(day), kind)
            last[series] += 1
            yield Line(at + 1, committee, kind, last[series], day)


def chances(country: Country) -> list[float]:
    """Of ten dispatches nine are the province's, one is a commune's; some communes write much more than others."""
    found = [0.9 * weight(at) for at in range(len(country.provinces))]
    for at, communes in enumerate(country.communes):
        whole = sum(weight(place) for place in range(len(communes)))
        found += [0.1 * weight(at) * weight(place) / whole for place in range(len(communes))]
    summed, sums = 0.0, []
    for chance in found:
        summed += chance
        sums.append(summed)
    return sums


def day_of(share: float, today: datetime.date) -> datetime.date:
    """The working day on which that share of all dispatches was out; the rate trebles over the years."""
    passed = (sqrt(1 + 8 * share) - 1) / 2
    day = today - DAY * round(YEARS * 365 * (1 - passed))
    return day - DAY * max(0, day.weekday() - 4)


def batches(rows: Iterable[Line]) -> Iterator[list[Line]]:
    left = iter(rows)
    while batch := list(islice(left, A_BATCH)):
        yield batch


def rows_of(batch: list[Line], country: Country, today: datetime.date) -> Rows:
    """All rows of one batch, by table."""
    rng, found = random.Random(SEED + batch[0].pk), Rows((name, []) for name in TABLES)  # noqa: S311
    committees, measured = country.committees, country.provinces[0].top
    for line in batch:
        committee = committees[line.committee]
        dispatch(line, committee, today, rng, found, is_measured=committee.top == measured)
    return found


def dispatch(
    line: Line, committee: Committee, today: datetime.date, rng: random.Random, found: Rows, *, is_measured: bool
) -> None:
    topic = rng.choice(list(wording.TOPICS))
    count = draw(rng, REQUIREMENTS, 1)[0]
    text, points = wording.body_text(rng, line.pk, topic, count, line.day + DAY * 30, is_measured=is_measured)
    row = directive(line, committee, topic, text, rng)
    found["directive"].append(tuple(getattr(row, column) for column in TABLES["directive"].columns))
    bodies = recipients(row, committee, today, rng, found)
    found["searchrow"].append((row.pk, place_of(row.as_of, row.pk), " ".join(tokens(row, committee, bodies))))
    for at, point in enumerate(points):
        requirement = row.pk * MOST_PARTS + at
        found["requirement"].append((requirement, row.pk, at, str(at + 1), point.text, point.start, point.end))
        tasks(row, requirement, at, bodies, today, rng, found)


def directive(line: Line, committee: Committee, topic: str, text: str, rng: random.Random) -> Directive:
    notation = f"{line.kind}/{committee.notation}"
    code = numbering.code(line.number, notation)
    return Directive(
        pk=line.pk,
        committee_id=committee.pk,
        top_id=committee.top,
        term_id=committee.term_on(line.day),
        kind=line.kind,
        field=wording.TOPICS[topic],
        number=line.number,
        notation=notation,
        notation_key=numbering.notation_key(notation),
        code=code,
        folded_code=fold(code),
        issued_on=line.day,
        entered_on=line.day,
        as_of=line.day,
        place=committee.name.split(" ", 2)[-1],
        organ=Organ.STANDING_COMMITTEE,
        subject=wording.subject(rng, topic),
        urgency=draw(rng, URGENCIES, 1)[0],
        signatory=f"Nguyễn Văn {wording.UNCOMMON[line.pk % 61].title()}",
        position="PHÓ BÍ THƯ",
        authority=Authority.ON_BEHALF,
        text=text,
        overseer_id=committee.overseer if rng.random() < 0.3 else None,
    )


def tokens(row: Directive, committee: Committee, bodies: list[int]) -> list[str]:
    """As the program would index it; the requirements' words stand in the text already."""
    issuer = f"{row.get_organ_display()} {committee.name}"
    said = [row.code, row.subject, issuer, f"{row.position} {row.signatory}", row.place, row.text]
    return [*search.facets_of(row, bodies), *tokens_of(said)]


def recipients(
    row: Directive, committee: Committee, today: datetime.date, rng: random.Random, found: Rows
) -> list[int]:
    """Five to eight bodies (all, where the committee has fewer), some of them in nearly every dispatch."""
    wanted = min(rng.randint(5, MOST_PARTS), len(committee.bodies))
    bodies: dict[int, None] = {}
    while len(bodies) < wanted:
        bodies[committee.bodies[int(len(committee.bodies) * rng.random() ** 3)]] = None
    unread = 0.5 if (today - row.as_of).days < RECENT else 0.005
    for at, body in enumerate(bodies):
        received = None if rng.random() < unread else min(today, row.as_of + DAY)
        found["recipient"].append((row.pk * MOST_PARTS + at, row.pk, body, row.as_of, row.as_of, received))
    return list(bodies)


def tasks(
    row: Directive, requirement: int, at: int, bodies: list[int], today: datetime.date, rng: random.Random, found: Rows
) -> None:
    """One body leads, at most three support."""
    supporting = draw(rng, SUPPORTING, 1)[0]
    for place, body in enumerate(rng.sample(bodies, 1 + supporting)):
        pk = row.pk * MOST_TASKS + at * 4 + place
        copied = (row.committee_id, row.top_id, row.overseer_id, row.field)
        part = Part.SUPPORT.value if place else Part.LEAD.value
        state, due, acknowledged, reported, done = facts(row.as_of, today, rng)
        stood = (state, due, acknowledged, reported, done, reported or row.as_of)
        evidenced = reported is not None and rng.random() < 0.85
        found["assignment"].append((pk, row.pk, requirement, *copied, body, part, evidenced, row.as_of, *stood))
        if reported:
            found["report"].append(report(pk, reported, done, rng))


def facts(given: datetime.date, today: datetime.date, rng: random.Random) -> tuple:
    """Where it stands: state, deadline, and the days of acknowledging, reporting, accepting."""
    due = None if rng.random() < 0.1 else given + DAY * rng.randint(10, 60)
    still_open = rng.random() < (0.8 if (today - given).days < RECENT else 0.031)
    state = draw(rng, {State.PENDING: 25, State.ACTIVE: 55, State.REPORTED: 20}, 1)[0] if still_open else State.DONE
    if state == State.PENDING:
        return state.value, due, None, None, None
    acknowledged = min(today, given + DAY)
    if state == State.ACTIVE:
        return state.value, due, acknowledged, None, None
    in_time = rng.random() < 0.9
    aim = due or given + DAY * 15
    reported = min(today, aim - DAY * rng.randint(0, 9) if in_time else aim + DAY * rng.randint(1, 40))
    return state.value, due, acknowledged, reported, min(today, reported + DAY * 2) if state == State.DONE else None


def report(pk: int, reported: datetime.date, done: datetime.date | None, rng: random.Random) -> tuple:
    blocked = ("Thiếu kinh phí thực hiện.", "Ban Thường vụ") if rng.random() < 0.02 else ("", "")
    verdict = Verdict.ACCEPTED.value if done else Verdict.WAITING.value
    return (pk, pk, rng.choice(contents()), *blocked, reported, verdict, done)


@cache
def contents() -> list[str]:
    return wording.answers()


def digest() -> int:
    """Changes with the generator and with whatever of the program makes its tokens: what was built by another is outdated."""
    committee = Committee(1, 1, "TU", "Tỉnh ủy", tuple(range(2, 12)), 2, ((datetime.date(2010, 1, 1), 1),))
    country, today = Country([committee], [[committee]]), datetime.date(2026, 1, 1)
    return crc32(repr(rows_of(list(lines(20, country, today)), country, today)).encode())
