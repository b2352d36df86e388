"""Which periods have begun and are no work yet? Opens them all, those missed in days of absence too.

A duty is a requirement × body × part; its assignments, period after period, are its chain. A chain goes on while the
dispatch holds and the rhythm lasts, and ends where its last assignment was withdrawn or handed over (then the heir's goes
on). What is opened depends on the days alone: ten days of absence and one run open what ten runs would have opened.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction
from django.db.models import Count, Max, Q

from assignments.assigning import term
from assignments.models import Assignment, CalendarDay, State
from assignments.models.assignments import COUNTED_STATES, OPEN_STATES
from assignments.periods import RHYTHMS, Rhythm, next_occurrence
from assignments.registering import what_was_assigned
from directives.models import Directive, Requirement
from directives.vocabulary import Cadence
from provinces import journal
from provinces.models import Body
from provinces.policy import Verb
from provinces.reach import System

MOST_ROWS = 2000  # written in one transaction


@dataclass
class Chain:
    """One duty as far as it has come: its last period, and whether anything of it is still going on."""

    requirement_id: int
    body_id: int
    part: str
    last: datetime.date | None  # the end of its last period; None before there was one
    last_standing: datetime.date | None  # of those neither withdrawn nor handed over
    newest: int
    newest_standing: int | None
    open: int
    own: int  # rows born of the dispatch, not of a hand-over

    @property
    def goes_on(self) -> bool:
        if self.last is None:
            return self.newest == self.newest_standing
        return self.last == self.last_standing


def open_begun(on: datetime.date) -> int:
    """Opens what has begun by that day, batch by batch; returns how many assignments that were. A batch is one
    transaction: cut short, the next run finds what is left."""
    return sum(open_batch(batch, on) for batch in batches(on))


def batches(on: datetime.date) -> Iterator[list[int]]:
    """The dispatches with something to open, in groups of about MOST_ROWS new assignments."""
    group: list[int] = []
    size = 0
    for directive, count in sorted(what_has_begun(on).items()):
        if group and size + count > MOST_ROWS:
            yield group
            group, size = [], 0
        group.append(directive)
        size += count
    if group:
        yield group


def what_has_begun(on: datetime.date) -> dict[int, int]:
    """Dispatch → how many assignments are to be opened, before anything is locked."""
    counts: dict[int, int] = defaultdict(int)
    keys = sorted(recurring().values_list("directive", flat=True).order_by().distinct())
    for start in range(0, len(keys), 500):
        for _, requirement, _, _ in openings(keys[start : start + 500], on):
            counts[requirement.directive_id] += 1
    return counts


def recurring():
    """The requirements that want report after report, of dispatches that hold."""
    in_force = Requirement.objects.filter(directive__revoked_on=None, directive__superseded_by=None)
    return in_force.filter(cadence__in=[*RHYTHMS, Cadence.ON_EVENT])


def open_batch(directives: list[int], on: datetime.date) -> int:
    """The dispatches are locked first: of two runs at once, the second finds nothing left to do."""
    with transaction.atomic():
        locked = Directive.objects.select_for_update(of=("self",), no_key=True).for_register()
        by_key = {row.pk: row for row in locked.filter(pk__in=directives).order_by("pk")}
        waiting, number = openings(list(by_key), on), 0
        opened: dict[int, Opened] = {}
        while some := [link(*opening) for opening in islice(waiting, MOST_ROWS)]:
            Assignment.objects.bulk_create(some, ignore_conflicts=True, batch_size=500)
            number += len(some)
            remember(some, opened)
        write_down(opened, by_key, System(on))
    return number


@dataclass
class Opened:
    """What the journal will say of one dispatch."""

    periods: dict[str, None] = field(default_factory=dict)  # in the order in which they were opened
    said: dict[str, list] = field(default_factory=dict)


def remember(rows: Iterable[Assignment], opened: dict[int, Opened]) -> None:
    by_directive: dict[int, list[Assignment]] = defaultdict(list)
    for row in rows:
        by_directive[row.directive_id].append(row)
    for key, of_one in by_directive.items():
        line = opened.setdefault(key, Opened())
        line.periods.update(dict.fromkeys(row.period for row in of_one))
        for what, (_, bodies) in what_was_assigned(of_one).items():
            line.said.setdefault(what, [None, []])[1].extend(bodies)


def write_down(opened: dict[int, Opened], directives: dict[int, Directive], by) -> None:
    """One line of the journal for each dispatch and run; it names every assignment."""
    lines = []
    for key, line in opened.items():
        row = directives[key]
        said = {"note": f"Mở kỳ báo cáo: {', '.join(line.periods)}", "changes": line.said, "label": row.title}
        lines.append(journal.line(Verb.ASSIGN, row, by=by, committee=row.committee, **said))
    if lines:
        journal.append(*lines)


def openings(directives: list[int], on: datetime.date) -> Iterator[tuple[Chain, Requirement, Body, dict]]:
    """What these dispatches want by that day: which chain goes on, with which period and deadline."""
    wanted = recurring().filter(directive__in=directives).select_related("directive__committee__keeper")
    requirements = {row.pk: row for row in wanted.defer("text", "directive__text")}
    chains = chains_of(requirements)
    bodies = Body.objects.in_bulk({chain.body_id for chain in chains})
    rhythm_of = rhythms(requirements)
    happened = last_occurrences(chain for chain in chains if rhythm_of[chain.requirement_id] is None)
    known: dict[tuple, list[dict]] = {}  # the chains of one requirement mostly stand at the same period
    for chain in chains:
        requirement, body = requirements[chain.requirement_id], bodies[chain.body_id]
        if not chain.goes_on or not body.may_be_charged_by(requirement.directive.committee):
            continue
        rhythm = rhythm_of[chain.requirement_id]
        if rhythm is None:
            terms = once_more(chain, happened.get(chain.newest, ""), on)
        else:
            key = chain.requirement_id, chain.last
            terms = known[key] = known.get(key) or coming(chain.last, rhythm, on)
        for facts in while_it_stands(body, terms, chain):
            yield chain, requirement, body, facts


def link(chain: Chain, requirement: Requirement, body: Body, facts: dict) -> Assignment:
    """The next assignment of a chain. It is born ACTIVE: the body has long taken up the duty."""
    return Assignment(
        directive=requirement.directive,
        requirement=requirement,
        committee=requirement.directive.committee,
        body=body,
        part=chain.part,
        state=State.ACTIVE,
        is_inherited=not chain.own,
        **facts,
    )


def chains_of(requirements: Iterable[int]) -> list[Chain]:
    standing = Q(state__in=COUNTED_STATES)
    rows = Assignment.objects.filter(requirement__in=list(requirements)).values("requirement_id", "body_id", "part")
    rows = rows.annotate(
        last=Max("period_end"),
        last_standing=Max("period_end", filter=standing),
        newest=Max("pk"),
        newest_standing=Max("pk", filter=standing),
        open=Count("pk", filter=Q(state__in=OPEN_STATES)),
        own=Count("pk", filter=Q(is_inherited=False)),
    )
    return [Chain(**row) for row in rows.order_by("requirement_id", "body_id", "part")]


def rhythms(requirements: dict[int, Requirement]) -> dict[int, Rhythm | None]:
    committees = {row.directive.committee_id for row in requirements.values()}
    days = {key: CalendarDay.objects.filter(committee=key).calendar() for key in committees}
    return {pk: Rhythm.of(row, days[row.directive.committee_id]) for pk, row in requirements.items()}


def while_it_stands(body: Body, terms: list[dict], chain: Chain) -> list[dict]:
    """Of a body that is gone, what began in its days. Where nothing of it is open one more waits to be handed over: else
    nobody would notice that the duty goes on."""
    if body.valid_to is None:
        return terms
    in_its_days = [facts for facts in terms if facts["assigned_on"] <= body.valid_to]
    return in_its_days or ([] if chain.open else terms[:1])


def last_occurrences(chains: Iterable[Chain]) -> dict[int, str]:
    """Of what is reported when it happens: the newest assignment of each chain → what it is called, "Lần 3"."""
    newest = [chain.newest for chain in chains if not chain.open]
    return dict(Assignment.objects.filter(pk__in=newest).values_list("pk", "period")) if newest else {}


def once_more(chain: Chain, last: str, on: datetime.date) -> list[dict]:
    """Khi có phát sinh: the next report can be handed in as soon as the last is done."""
    return [] if chain.open else [{"period": next_occurrence(last), "assigned_on": on}]


def coming(last: datetime.date | None, rhythm: Rhythm, on: datetime.date) -> list[dict]:
    """The periods that have begun since; a rhythm that was set after the work was given out begins with the first day on
    which it is seen."""
    if last is None:
        first = rhythm.first(on)
        begins = rhythm.opens_on(first) <= on and (rhythm.until is None or first.first <= rhythm.until)
        return [{**term(rhythm, first), "assigned_on": on}] if begins else []
    return [{**term(rhythm, period), "assigned_on": rhythm.opens_on(period)} for period in rhythm.begun(last, on)]
