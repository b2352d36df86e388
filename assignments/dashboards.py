"""How does the work stand? One function for each block of the dashboard; each figure knows where its rows stand."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Count, IntegerField, Min, Q, QuerySet, Subquery

from assignments.attention import Rung, rungs
from assignments.choices import Choice, DuePeriod
from assignments.filters import BY_DEADLINE, LABELS_OF, LACKING, OFFICIAL, lacking
from assignments.handing_over import fates
from assignments.models import Assignment, CountedDay, Report, Standing, State
from assignments.models.assignments import AssignmentQuerySet
from assignments.paging import MOST_COUNTED, Order, Walk, Way
from assignments.tallies import (
    Tally,
    live,
    of_bodies,
    of_directives,
    of_months,
    tallies,
    together,
    whole,
    worst_first,
)
from assignments.timeliness import Timeliness
from directives.models import Directive, Recipient
from provinces.policy import Verb

__all__ = ["Tally", "tallies", "together"]

SILENCES = (15, 30, 60, 90)  # days without a report
NEWEST = 100  # so many dispatches are asked whether they were received
LAST_BLOCKED = Order(("blocked_on", "pk"), is_downwards=True)
WALK = 200  # so many open rows, by deadline, are asked for their dispatches

STYLE = {"xong-dung-han": "done", "xong-qua-han": "done-late", "trong-han": "open", "qua-han": "late"}


@dataclass
class Figure:
    label: str
    number: int
    address: str
    style: str = ""
    is_capped: bool = False  # not counted beyond MOST_COUNTED

    @property
    def is_more(self) -> bool:
        return self.is_capped and self.number > MOST_COUNTED


# in the register


def standings(directives: Iterable[Directive], reach) -> dict[int, tuple[Tally, int]]:
    """For each dispatch how its work stands and how many requirements it makes. Whoever reads it as an office or follows it
    up sees all of its work, from the figures that are kept; a body sees its own."""
    grant, rows = reach.grant(Verb.READ), list(directives)
    kept = Standing.objects.in_bulk([row.pk for row in rows])
    own = [row.pk for row in rows if not (row.committee_id in grant.committees or row.overseer_id in grant.overseers)]
    work = Assignment.objects.filter(directive__in=own, body__in=grant.bodies)
    live = tallies(work, "directive_id", reach.on) if own else {}
    return {
        row.pk: (live.get(row.pk, Tally()) if row.pk in own else Tally.of(kept[row.pk]), kept[row.pk].requirements)
        for row in rows
    }


# totals


def officials(choice: Choice, tally: Tally) -> list[Figure]:
    return [
        Figure(label, tally.bearing(labels), choice.worklist(nhan=word), STYLE[word])
        for word, (label, labels) in OFFICIAL.items()
    ]


def finer(choice: Choice, tally: Tally) -> list[Figure]:
    """What "chưa hoàn thành, trong hạn" is made of."""
    labels = OFFICIAL["trong-han"][1]
    return [
        Figure(label.label, tally.counts[label], choice.worklist(status=label.value), label.value) for label in labels
    ]


def ladder(choice: Choice, tally: Tally, counted: dict[str, int]) -> list[Figure]:
    """The rungs split "sắp đến hạn" and "quá hạn"; two numbers of the three follow from the figures."""
    red = counted["red"]
    # where the red are beyond counting, so may be the very late: they are counted apart
    special = (tally.late - red, False) if red <= MOST_COUNTED else (counted["special"], True)
    numbers = {Rung.SPECIAL: special, Rung.RED: (red, True), Rung.AMBER: (tally.counts[Timeliness.SOON], False)}
    return [
        Figure(rung.label, number, choice.worklist(attention=rung.value), rung.value, is_capped)
        for rung, (number, is_capped) in numbers.items()
    ]


class Capped(Subquery):
    """How many rows a queryset has, as far as it was cut off."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS some_rows)"
    output_field = IntegerField()


def up_to(most: int, rows: Iterable[QuerySet]) -> Any:
    """The sum of what each has, no more than one beyond `most` of any."""
    return reduce(add, [Capped(each.order_by().values("pk")[: most + 1]) for each in rows])


def counted_live(choice: Choice, on: datetime.date, silence: int) -> dict[str, int]:
    """What no kept figure knows, each number counted over a stretch of an index and not far beyond MOST_COUNTED; all in one
    statement."""
    rows = choice.rows
    asked: dict[str, list] = {
        "red": [work.filter(stretch) for work in rows for stretch in rungs(Rung.RED, on)],
        "special": [work.filter(stretch) for work in rows for stretch in rungs(Rung.SPECIAL, on)],
        **{name: [work.filter(lacking(name, on, silence)) for work in rows] for name in LACKING},
    }
    if is_of_requirements(choice):
        asked["giao"] = ungiven(choice)
    names = {f"number_{place}": name for place, name in enumerate(asked)}
    found: Any = CountedDay.objects.values(
        **{key: up_to(MOST_COUNTED, asked[name]) for key, name in names.items()}
    ).get()
    return {name: found[key] for key, name in names.items()}


# what the data lacks


def is_of_requirements(choice: Choice) -> bool:
    """A requirement that names nobody has no body and no deadline, and an overseer no say in it."""
    return choice.committee is not None and not (choice.body or choice.directive or choice.period)


def ungiven(choice: Choice) -> list[QuerySet[Standing]]:
    rows = Standing.objects.filter(some_ungiven=True)
    if choice.field:
        rows = rows.filter(directive__field=choice.field)
    return [
        *(rows.filter(top=top) for top in choice.tops),
        *([rows.filter(directive__committee__in=choice.others)] if choice.others else []),
    ]


def quality(choice: Choice, counted: dict[str, int], silence: int) -> list[Figure]:
    lacking = [("Đã hoàn thành nhưng không có minh chứng", "minh-chung", choice.worklist(thieu="minh-chung"))]
    if not choice.period:  # what has no deadline falls due in no period
        lacking.append(("Đang mở, chưa xác định hạn", "han", choice.worklist(thieu="han")))
    if is_of_requirements(choice):
        lacking.append(("Văn bản có yêu cầu chưa giao cho cơ quan nào", "giao", choice.register(thieu="giao")))
    silent = choice.worklist(thieu="im-lang", im_lang=silence)
    lacking.append((f"Đang mở, không có báo cáo từ {silence} ngày trở lên", "im-lang", silent))
    return [Figure(label, counted[name], rows, is_capped=True) for label, name, rows in lacking]


# part by part


def by_body(choice: Choice, on: datetime.date, most: int = 30) -> list[tuple[int, Tally]]:
    """Worst first. Of one body's scope: that body itself, and those whose work it oversees."""
    if choice.body:
        return []
    focal = [choice.focal.pk] if choice.focal else []
    found = of_bodies(choice, on, most, also=focal)
    if choice.focal and not choice.is_narrowed:
        found[choice.focal.pk] = whole(choice.but(body=choice.focal), on)
    return worst_first({pk: tally for pk, tally in found.items() if tally.total}, most)


def as_charged(choice: Choice, on: datetime.date, most: int = 30) -> list[tuple[int, Tally]]:
    """By the bodies that the dispatches first charged, as of then: work that was handed over since counts there still,
    with the label of whoever has it now. The kept figures are put right by the rows that were handed over or inherited."""
    handed_over: dict[int, int] = {}
    for work in choice.rows:
        handed_over |= work.filter(state=State.HANDED_OVER, is_inherited=False).values_list("pk", "body_id").order_by()
    inherited = live(choice, on, "body_id", rows=Q(is_inherited=True))
    touched = {body for (body,) in inherited} | set(handed_over.values())
    found = defaultdict(Tally, of_bodies(choice, on, most + len(touched), also=touched))
    for (body,), tally in inherited.items():
        found[body] -= tally
    for key, label in fates(handed_over, on).items():
        found[handed_over[key]].counts[label] += 1
    return worst_first({pk: tally for pk, tally in found.items() if tally.total}, most)


def by_directive(choice: Choice, on: datetime.date, most: int = 15) -> list[tuple[int, Tally]]:
    """The dispatches with most late work; of those with none late, those whose open work is most pressing."""
    if choice.directive:
        return []
    shown: list[int] = []
    if len(choice.tops) == 1 and not choice.is_narrowed:
        late = Standing.objects.filter(top=choice.tops[0], late__gt=0).order_by("-late", "directive_id")
        shown = list(late.values_list("directive_id", flat=True)[:most])
    shown = list(dict.fromkeys([*shown, *pressing(choice, on)]))[:most]
    return worst_first(of_directives(choice, shown, on), most)


def pressing(choice: Choice, on: datetime.date) -> list[int]:
    """The dispatches of the first open rows by deadline, those with most late among these first."""
    found: dict[int, list[bool]] = defaultdict(list)
    for work in choice.rows:
        rows = work.open().order_by("due_key", "pk").values_list("directive_id", "due_key")[:WALK]
        for directive, due in rows:
            found[directive].append(due < on)
    return sorted(found, key=lambda directive: (-sum(found[directive]), -len(found[directive]), directive))


# month by month


@dataclass
class Month:
    """The work that falls due in one month."""

    period: DuePeriod
    tally: Tally
    choice: Choice

    @property
    def share(self) -> int | None:
        return self.tally.on_time_share

    @property
    def figures(self) -> list[Figure]:
        """What the table says of it: all, done in time, done late, open in time, open and late."""
        return [Figure("Giao", self.tally.total, self.choice.worklist()), *officials(self.choice, self.tally)]


def twelve_months(choice: Choice, on: datetime.date) -> list[str]:
    """Those of the chosen year; otherwise the last twelve up to the chosen month or to this one."""
    if choice.period and choice.period.is_year:
        return choice.period.months
    last = choice.period.first if choice.period else on
    return [f"{month_before(last.replace(day=1), back):%Y-%m}" for back in range(11, -1, -1)]


def month_before(first: datetime.date, count: int) -> datetime.date:
    index = first.year * 12 + first.month - 1 - count
    return datetime.date(index // 12, index % 12 + 1, 1)


@dataclass
class Cell:
    """One body in one month: how much of its work was late or is, and how dark that is drawn."""

    period: DuePeriod
    tally: Tally
    address: str

    @property
    def late(self) -> int:
        return self.tally.bearing(LABELS_OF["tre"][1])

    @property
    def grade(self) -> int:
        """0 where nothing is late, then by the share that is: to a tenth, a quarter, a half, more."""
        return sum(self.late > self.tally.total * step for step in (0, 0.1, 0.25, 0.5))


@dataclass
class Grid:
    """The twelve months, of the whole choice and of the worst bodies."""

    months: list[Month] = field(default_factory=list)
    bodies: list[tuple[int, list[Cell]]] = field(default_factory=list)


def month_by_month(choice: Choice, on: datetime.date, bodies: Iterable[int] = ()) -> Grid:
    keys, bodies = twelve_months(choice, on), list(bodies)
    found = of_months(choice, on, keys, bodies)
    due = [(period, choice.but(period=period)) for period in map(DuePeriod, keys)]

    rows = {period: then.but(body=None).worklist(nhan="tre") for period, then in due}

    def cell(period: DuePeriod, body: int) -> Cell:
        return Cell(period, found.get((body, period.key), Tally()), f"{rows[period]}&body={body}")

    return Grid(
        [Month(period, found.get((0, period.key), Tally()), then) for period, then in due],
        [(body, [cell(period, body) for period, _ in due]) for body in bodies],
    )


# row by row


def first_of(walks: Iterable[QuerySet], order: Order, most: int) -> list:
    """The first rows of several walks together."""
    return Walk([Way(rows) for rows in walks], order).steps(order, None, most)


def longest_late(walks: Iterable[AssignmentQuerySet], on: datetime.date, most: int = 8) -> list[Assignment]:
    """What the Standing Committee should see first: the open work that is late, longest first."""
    late = [work.open().that_are(Timeliness.LATE, on=on).filter(due_key__lt=on).for_lists() for work in walks]
    return first_of(late, BY_DEADLINE, most)


def to_decide(walks: Iterable[AssignmentQuerySet], most: int = 8) -> list[Report]:
    """The last reports on open work that name an obstacle and who must decide, newest first."""
    blocked = [work.open().filter(blocked_on__isnull=False).only("pk", "blocked_on") for work in walks]
    tasks = [task.pk for task in first_of(blocked, LAST_BLOCKED, most)]
    rows = Report.objects.filter(assignment__in=tasks).exclude(obstacle="")
    shown = rows.select_related("assignment__body", "assignment__requirement", "assignment__directive")
    last = {row.assignment_id: row for row in shown.defer("assignment__directive__text").order_by("pk")}
    return [last[task] for task in tasks if task in last]


def unread_dispatches(choice: Choice, on: datetime.date, most: int = 5) -> list[dict]:
    """Of the newest dispatches those that bodies have not confirmed receiving: how many bodies, for how many days."""
    rows = Directive.objects.in_force()
    if choice.directive:
        rows = rows.filter(pk=choice.directive.pk)
    elif choice.focal:
        rows = rows.filter(overseer=choice.focal)
    else:
        rows = rows.filter(choice.office)
    if choice.field:
        rows = rows.filter(field=choice.field)
    newest = list(rows.newest_first().values_list("pk", flat=True)[:NEWEST])
    waiting = Recipient.objects.unconfirmed().filter(directive__in=newest)
    waiting = waiting.filter(body=choice.body) if choice.body else waiting
    found = (
        waiting.values("directive_id")
        .annotate(number=Count("pk"), oldest=Min("sent_on"))
        .order_by("oldest", "directive_id")
    )
    return [{**row, "days": (on - row["oldest"]).days} for row in found[:most]]
