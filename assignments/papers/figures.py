"""What do the tables of the dashboard say as a file? The same figures, with more of their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assignments import dashboards
from assignments.choices import Choice
from assignments.papers.books import Book
from assignments.tallies import ORDER, Tally
from directives.models import Directive
from provinces.models import Body

MOST_BODIES, MOST_DIRECTIVES, MOST_HEATED = 2_000, 500, 200
FIGURES = (("Giao", 9), *((str(label.label), 12) for label in ORDER), ("Tỷ lệ đúng hạn (%)", 12))


def figures(tally: Tally) -> tuple:
    share = tally.on_time_share
    return (tally.total, *(tally.counts[label] for label in ORDER), "" if share is None else share)


def by_body(choice: Choice, on) -> Book:
    found = dashboards.by_body(choice, on, MOST_BODIES)
    names = names_of(pk for pk, _ in found)
    rows = [(names[pk], *figures(tally)) for pk, tally in found]
    return Book("Theo cơ quan, đơn vị", "Cơ quan", (("Cơ quan, đơn vị", 40), *FIGURES), rows)


def by_directive(choice: Choice, on) -> Book:
    found = dashboards.by_directive(choice, on, MOST_DIRECTIVES)
    named = Directive.objects.only("code", "kind", "secrecy", "subject").in_bulk([pk for pk, _ in found])
    rows = [(named[pk].title, *figures(tally)) for pk, tally in found]
    return Book("Theo văn bản", "Văn bản", (("Văn bản", 60), *FIGURES), rows)


def by_month(choice: Choice, on) -> Book:
    months = dashboards.month_by_month(choice, on).months
    rows = [(str(month.period), *figures(month.tally)) for month in months]
    return Book("Theo tháng đến hạn", "Tháng", (("Tháng", 16), *FIGURES), rows)


def by_body_and_month(choice: Choice, on) -> Book:
    """Of each body how much of what fell due in each month was late or is."""
    worst = [pk for pk, _ in dashboards.by_body(choice, on, MOST_HEATED)] if not choice.directive else []
    grid, names = dashboards.month_by_month(choice, on, worst), names_of(worst)
    columns = (("Cơ quan, đơn vị", 40), *((str(month.period), 12) for month in grid.months))
    rows = [(names[pk], *(cell.late for cell in cells)) for pk, cells in grid.bodies]
    return Book("Quá hạn theo cơ quan và tháng", "Cơ quan, tháng", columns, rows)


def names_of(bodies: Iterable[int]) -> dict[int, str]:
    return dict(Body.objects.filter(pk__in=list(bodies)).values_list("pk", "name").order_by())


TABLES: dict[str, Callable[..., Book]] = {
    "co-quan": by_body,
    "van-ban": by_directive,
    "thang": by_month,
    "co-quan-thang": by_body_and_month,
}
