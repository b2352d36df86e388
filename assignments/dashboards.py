"""How does the work stand? One function for each figure; every figure is a filter of the same rows it counts.

`work` is always a queryset of assignments in the reader's reach, `on` the day.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from assignments.handing_over import fates
from assignments.models import Assignment, Report, Standing, State
from assignments.models.assignments import OPEN_STATES
from assignments.models.figures import LABELS, Figures
from assignments.timeliness import BY_ATTENTION, Timeliness
from directives.models import Directive
from provinces.policy import Verb

ORDER = BY_ATTENTION[:-1]  # withdrawn work is not counted


@dataclass
class Tally:
    """How many assignments of each timeliness, of one body, one dispatch, or all."""

    counts: Counter = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def late(self) -> int:
        return self.counts[Timeliness.LATE]

    @property
    def parts(self) -> list[tuple[Timeliness, int]]:
        """What a progress bar draws: done first, late last."""
        return [(label, self.counts[label]) for label in reversed(ORDER) if self.counts[label]]

    @property
    def on_time_share(self) -> int | None:
        """Of the work that fell due, the hundredths done in time; None while nothing fell due."""
        due = self.counts[Timeliness.DONE] + self.counts[Timeliness.DONE_LATE] + self.late
        return round(100 * self.counts[Timeliness.DONE] / due) if due else None

    @property
    def worst(self) -> Timeliness | None:
        """The label that a row of the register shows."""
        return next((label for label in ORDER if self.counts[label]), None)


def still_open(work, on: datetime.date) -> list[tuple[int, int, str]]:
    """Body, dispatch and label of every open assignment: the only rows of which the clock is asked."""
    return list(work.open().timed(on).values_list("body_id", "directive_id", "timeliness").order_by())


def counted(pairs: Iterable[tuple[int, str]]) -> dict[int, Tally]:
    found: dict[int, Tally] = defaultdict(Tally)
    for key, label in pairs:
        found[key].counts[Timeliness(label)] += 1
    return found


def tallies(work, by: str, on: datetime.date) -> dict[int, Tally]:
    """One tally for each body (by="body_id"), dispatch (by="directive_id") or committee, done work and open."""
    return add_done(work, by, counted(work.open().timed(on).values_list(by, "timeliness").order_by()))


def add_done(work, by: str, found: dict[int, Tally]) -> dict[int, Tally]:
    """Done work, which is most of it, is counted by its two dates, from an index alone."""
    late = Count("pk", filter=Q(reported_on__gt=F("due_on")))
    done = work.filter(state=State.DONE).values_list(by).annotate(number=Count("pk"), late=late)
    for key, number, too_late in done.order_by():
        found[key].counts.update({Timeliness.DONE: number - too_late, Timeliness.DONE_LATE: too_late})
    return dict(found)


def as_charged(work, on: datetime.date) -> dict[int, Tally]:
    """One tally for each body that the dispatches first charged, as of then: work that was handed over since counts
    there still, with the label of whoever has it now."""
    own = work.filter(is_inherited=False)
    found = defaultdict(Tally, tallies(own, "body_id", on))
    handed_over = dict(own.filter(state=State.HANDED_OVER).values_list("pk", "body_id").order_by())
    for key, label in fates(handed_over, on).items():
        found[handed_over[key]].counts[label] += 1
    return dict(found)


def standings(directives: Iterable[Directive], reach) -> dict[int, tuple[Tally, int]]:
    """For each dispatch how its work stands and how many requirements it makes. Whoever reads it as an office or follows it
    up sees all of its work, from the figures that are kept; a body sees its own."""
    grant, rows = reach.grant(Verb.READ), list(directives)
    kept = Standing.objects.in_bulk([row.pk for row in rows])
    own = [row.pk for row in rows if not (row.committee_id in grant.committees or row.overseer_id in grant.overseers)]
    work = Assignment.objects.filter(directive__in=own, body__in=grant.bodies)
    live = tallies(work, "directive_id", reach.on) if own else {}
    return {
        row.pk: (live.get(row.pk, Tally()) if row.pk in own else figures_of(kept[row.pk]), kept[row.pk].requirements)
        for row in rows
    }


def figures_of(row: Figures) -> Tally:
    return Tally(Counter({Timeliness(name.replace("_", "-")): getattr(row, name) for name in LABELS}))


def together(parts: Iterable[Tally]) -> Tally:
    """The sum of many: the whole is never counted apart from its parts."""
    return Tally(sum((part.counts for part in parts), Counter()))


def tally(work, on: datetime.date) -> Tally:
    return together(tallies(work, "committee_id", on).values())


def worst_first(found: dict[int, Tally], most: int) -> list[tuple[int, Tally]]:
    return sorted(found.items(), key=lambda pair: (-pair[1].late, -pair[1].total, pair[0]))[:most]


def open_directives(work, rows: Iterable[tuple[int, int, str]], most: int) -> list[tuple[int, Tally]]:
    """The dispatches with work still open, most late first, then most open; with all their work, done and open."""
    found = counted((directive, label) for _, directive, label in rows)
    shown = defaultdict(Tally, worst_first(found, most))
    return worst_first(add_done(work.filter(directive__in=list(shown)), "directive_id", shown), most)


def tiles(whole: Tally) -> list[tuple[Timeliness, int]]:
    return [(label, whole.counts[label]) for label in ORDER]


@dataclass
class Month:
    first: datetime.date
    done: int = 0
    on_time: int = 0

    @property
    def share(self) -> int | None:
        return round(100 * self.on_time / self.done) if self.done else None

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"


def months(work, on: datetime.date, count: int = 12) -> list[Month]:
    """For the last months: of what fell due in each, how much is done, and how much came in time."""
    first, found = month_before(on.replace(day=1), count - 1), {}
    for back in range(count):
        day = month_before(on.replace(day=1), back)
        found[day] = Month(day)
    done = work.filter(state=State.DONE, due_key__gte=first, due_key__lt=month_before(on.replace(day=1), -1))
    on_time = Count("pk", filter=Q(reported_on__lte=F("due_on")))
    for day, number, in_time in done.values_list("due_on").annotate(number=Count("pk"), on_time=on_time).order_by():
        month = found[day.replace(day=1)]
        month.done += number
        month.on_time += in_time
    return sorted(found.values(), key=lambda month: month.first)


def month_before(first: datetime.date, count: int) -> datetime.date:
    index = first.year * 12 + first.month - 1 - count
    return datetime.date(index // 12, index % 12 + 1, 1)


def longest_late(work, on: datetime.date, most: int = 8) -> list[Assignment]:
    """What the Standing Committee should see first: the open work that is late, longest first."""
    return list(work.open().that_are(Timeliness.LATE, on=on).for_lists().order_by("due_on", "pk")[:most])


def to_decide(reports, most: int = 8) -> list[Report]:
    """The last reports on open work that name an obstacle and who must decide, newest first."""
    newer = Report.objects.filter(assignment=OuterRef("assignment"), pk__gt=OuterRef("pk"))
    blocked = reports.exclude(obstacle="").filter(~Exists(newer), assignment__state__in=OPEN_STATES)
    shown = blocked.select_related("assignment__body", "assignment__requirement", "assignment__directive")
    return list(shown.defer("assignment__directive__text").order_by("-pk")[:most])


def unread_dispatches(recipients, on: datetime.date, most: int = 5) -> list[dict]:
    """Dispatches that bodies have not confirmed receiving: how many bodies, for how many days."""
    rows = (
        recipients.unconfirmed()
        .filter(directive__revoked_on=None, directive__superseded_by=None)
        .values("directive_id", "directive__code", "directive__subject", "directive__kind")
        .annotate(number=Count("pk"), oldest=Max("sent_on"))
        .order_by("oldest", "directive_id")[:most]
    )
    return [{**row, "days": (on - row["oldest"]).days} for row in rows]
