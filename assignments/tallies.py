"""How many assignments bear which label? Read from the kept figures (assignments/models/figures.py) wherever these have the
answer, counted over the rows where they have not.

Kept, of a committee: its work, by field, by month or year of deadline, by both; one body's, by field or by month or year.
Kept, of a body (what it must do and oversees): the work, by field or by month or year; and of each body that it oversees.
Everything else is counted over rows that an index has narrowed first:

    one dispatch within a body's scope, or with a body or a period  the rows of the dispatch
    one body by field and period                                    the rows of the body in the period
    a body's scope by field and period                              what the body does and oversees in the period
    a body overseen by another, by field or by period               what the one does of what the other oversees
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import TruncMonth

from assignments.choices import Choice, DuePeriod
from assignments.models import Count, Standing
from assignments.models.figures import LABELS, Figures
from assignments.timeliness import BY_ATTENTION, Timeliness
from directives.models import Directive

ORDER = BY_ATTENTION[:-1]  # withdrawn work is not counted
LABEL_OF = {name: Timeliness(name.replace("_", "-")) for name in LABELS}
SOME = Q(*[(f"{name}__gt", 0) for name in LABELS], _connector=Q.OR)  # a count of nothing is as good as none


@dataclass
class Tally:
    """How many assignments of each timeliness, of one body, one dispatch, or all."""

    counts: Counter = field(default_factory=Counter)

    @classmethod
    def kept(cls, numbers: Iterable[int]) -> Tally:
        """Of the columns that a kept figure has."""
        return cls(Counter({label: number for label, number in zip(LABEL_OF.values(), numbers, strict=True) if number}))

    @classmethod
    def of(cls, row: Figures) -> Tally:
        return cls.kept(getattr(row, name) for name in LABELS)

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.counts + other.counts)

    def __sub__(self, other: Tally) -> Tally:
        return Tally(self.counts - other.counts)

    def bearing(self, labels: Iterable[Timeliness]) -> int:
        return sum(self.counts[label] for label in labels)

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


def together(parts: Iterable[Tally]) -> Tally:
    return Tally(sum((part.counts for part in parts), Counter()))


def worst_first(found: dict[int, Tally], most: int) -> list[tuple[int, Tally]]:
    return sorted(found.items(), key=lambda pair: (-pair[1].late, -pair[1].total, pair[0]))[:most]


# the whole of a choice


def whole(choice: Choice, on) -> Tally:
    if choice.directive:
        return of_directives(choice, [choice.directive.pk], on).get(choice.directive.pk, Tally())
    if choice.body and choice.body == choice.focal and not (choice.field or choice.period):
        # what a body does itself is what it does and oversees without what it oversees
        everything = choice.but(body=None)
        return whole(everything, on) - together(kept(overseen(everything)).values())
    if is_kept(choice):
        return together(kept(entries(choice)).values())
    return together(live(choice, on).values())


def is_kept(choice: Choice, of_bodies: bool = False, of_months: bool = False) -> bool:
    """Are figures of such a choice kept: for each of its bodies, each of its months?"""
    by_body, by_period = of_bodies or choice.body is not None, of_months or choice.period is not None
    if choice.directive or (choice.focal and choice.focal == choice.body):
        return False
    if choice.focal:
        return not (by_body and (choice.field or by_period)) and not (choice.field and by_period)
    return not (by_body and choice.field and by_period)


def entries(choice: Choice, months: Iterable[str] = (), bodies: Iterable[int] = ()) -> models.QuerySet[Count]:
    """The kept figures of a choice, of each of these months and bodies where any are asked for."""
    keys = [*bodies] or [choice.body.pk if choice.body else 0]
    # by years only bodies are counted
    period = [""] if not choice.period else [choice.period.key] if any(keys) else choice.period.months
    return Count.objects.filter(
        scope__in=choice.scopes, field=choice.field, period__in=[*months] or period, body__in=keys
    )


def overseen(choice: Choice) -> models.QuerySet[Count]:
    return Count.objects.filter(scope__in=choice.scopes, field="", period="", body__gt=0)


def kept(rows: models.QuerySet[Count], *by: str) -> dict[tuple, Tally]:
    found: dict[tuple, Tally] = defaultdict(Tally)
    for *key, numbers in ((*row[: len(by)], row[len(by) :]) for row in rows.values_list(*by, *LABELS)):
        found[tuple(key)] += Tally.kept(numbers)
    return dict(found)


def live(choice: Choice, on, *by: str, rows: Q | None = None) -> dict[tuple, Tally]:
    """Counted over the rows, by the columns named (`month` is that of the deadline)."""
    found: dict[tuple, Tally] = defaultdict(Tally)
    for work in choice.rows:
        work = work.filter(rows or Q()).counted().timed(on)
        work = work.annotate(month=TruncMonth("due_on")) if "month" in by else work
        numbers = work.values_list(*by, "timeliness").annotate(number=models.Count("pk")).order_by()
        for *key, label, number in numbers:
            found[tuple(key)].counts[Timeliness(label)] += number
    return dict(found)


# part by part


def of_bodies(choice: Choice, on, most: int, also: Iterable[int] = ()) -> dict[int, Tally]:
    """Of the bodies with most late work, and of some others that are asked for.

    Where no figures are kept for bodies, those are shown that are worst in a wider choice: in the period whatever the
    field, among all that a body oversees.
    """
    if choice.directive:
        return {body: tally for (body,), tally in live(choice, on, "body_id").items()}
    if is_kept(choice, of_bodies=True):
        shown = worst_kept(choice, most)
        asked = [pk for pk in also if pk not in shown]
        others = kept(entries(choice, bodies=asked), "body") if asked else {}
        return shown | {body: tally for (body,), tally in others.items()}
    wider = choice.but(field="", period=None if choice.focal else choice.period)
    asked = [*worst_kept(wider, most), *also]
    return {body: tally for (body,), tally in live(choice, on, "body_id", rows=Q(body__in=asked)).items()}


def worst_kept(choice: Choice, most: int) -> dict[int, Tally]:
    within = Count.objects.filter(
        SOME, field=choice.field, period=choice.period.key if choice.period else "", body__gt=0
    )
    rows: models.QuerySet
    if len(choice.scopes) == 1:  # one walk along the index
        rows = within.filter(scope=choice.scopes[0]).order_by("-late", "body").values_list("body", *LABELS)
    else:
        sums = [Sum(name) for name in LABELS]  # each named as its column, with "__sum"
        rows = (
            within.filter(scope__in=choice.scopes)
            .values_list("body")
            .annotate(*sums)
            .order_by(f"-{LABELS[0]}__sum", "body")
        )
    return {body: Tally.kept(numbers) for body, *numbers in rows[:most]}


def of_directives(choice: Choice, directives: list[int], on) -> dict[int, Tally]:
    """Of each of these dispatches, as far as it lies within the choice."""
    if not directives:
        return {}
    if choice.committee and not (choice.body or choice.period):
        rows = Standing.objects.filter(directive__in=directives)
        if choice.directive:  # somebody wrote the address: is it this committee's at all?
            rows = rows.filter(directive__in=Directive.objects.filter(choice.office))
            rows = rows.filter(directive__field=choice.field) if choice.field else rows
        return {pk: Tally.kept(numbers) for pk, *numbers in rows.values_list("directive_id", *LABELS)}
    return {pk: tally for (pk,), tally in live(choice, on, "directive_id", rows=Q(directive__in=directives)).items()}


def of_months(choice: Choice, on, months: list[str], bodies: Iterable[int] = ()) -> dict[tuple[int, str], Tally]:
    """Body and month of deadline → figures; body 0 is the choice as a whole."""
    at_all, bodies = choice.but(period=None), list(bodies)
    is_whole_kept, are_bodies_kept = is_kept(at_all, of_months=True), is_kept(at_all, of_bodies=True, of_months=True)
    due = Q(due_key__range=(DuePeriod(months[0]).first, DuePeriod(months[-1]).last))
    found: dict[tuple[int, str], Tally] = {}
    if is_whole_kept and are_bodies_kept and bodies:
        return kept(entries(at_all, months, [0, *bodies]), "body", "period")
    if is_whole_kept:
        found = {(0, month): tally for (month,), tally in kept(entries(at_all, months), "period").items()}
    else:
        found = {(0, f"{month:%Y-%m}"): tally for (month,), tally in live(at_all, on, "month", rows=due).items()}
    if bodies and are_bodies_kept:
        found |= kept(entries(at_all, months, bodies), "body", "period")
    elif bodies:
        cells = live(at_all, on, "body_id", "month", rows=due & Q(body__in=bodies))
        found |= {(body, f"{month:%Y-%m}"): tally for (body, month), tally in cells.items()}
    return found


# of rows of any queryset


def tallies(work, by: str, on) -> dict[int, Tally]:
    """One tally for each body (by="body_id"), dispatch (by="directive_id") or committee, done work and open."""
    found: dict[int, Tally] = defaultdict(Tally)
    for key, label in work.open().timed(on).values_list(by, "timeliness").order_by():
        found[key].counts[Timeliness(label)] += 1
    return add_done(work, by, found)


def add_done(work, by: str, found: dict[int, Tally]) -> dict[int, Tally]:
    late = models.Count("pk", filter=Q(reported_on__gt=F("due_on")))
    done = work.filter(state="DONE").values_list(by).annotate(number=models.Count("pk"), late=late)
    for key, number, too_late in done.order_by():
        found[key].counts.update({Timeliness.DONE: number - too_late, Timeliness.DONE_LATE: too_late})
    return dict(found)
