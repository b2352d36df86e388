"""Which page of a long list is shown?

A list of some hundred rows is paged by number (`page_of`). The register and the worklists grow for ever: they are walked row
by row from where the reader stands (`Walk`), so that the last page costs what the first does and a link still shows the same
rows when others came in before them.
"""

from __future__ import annotations

import base64
import datetime
import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, QuerySet, Value
from django.db.models.fields.tuple_lookups import Tuple
from django.db.models.lookups import GreaterThan, LessThan

from directives.models.search import directive_at, place_of
from directives.search import MOST_HITS

PER_PAGE = 50
MOST_COUNTED = 1000


def page_of(rows, request, per_page: int = PER_PAGE):
    """The page that the address asks for; the first or the last one where it asks for what is not there."""
    return Paginator(rows, per_page).get_page(request.GET.get("trang"))


@dataclass(frozen=True)
class Way:
    """Rows that one index holds in order. `names` are the columns of that index, where it is another table's than the
    rows' own."""

    rows: QuerySet
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Order:
    """By which columns, the last of them the row's number; all of them upwards, or all downwards."""

    columns: tuple[str, ...]
    is_downwards: bool = False

    def turned(self) -> Order:
        return Order(self.columns, not self.is_downwards)

    def place(self, row) -> tuple:
        return tuple(getattr(row, name) for name in self.columns)


@dataclass(frozen=True)
class Page:
    """Some rows that follow each other, and how to come to the rows before and after them."""

    rows: list
    count: int  # of all rows; one more than `most` stands for any number above
    most: int
    before: str = ""
    after: str = ""

    def __iter__(self):
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def is_all(self) -> bool:
        return not (self.before or self.after)

    @property
    def more_than_counted(self) -> bool:
        return self.count > self.most


class Walk:
    """Rows along several ways, as one list in one order; a row that lies on two ways is there once."""

    def __init__(self, ways: Sequence[Way], order: Order):
        self.ways, self.order, self.most = list(ways), order, MOST_COUNTED

    def page(self, data: Mapping[str, str], per_page: int = PER_PAGE) -> Page:
        """The page that the address asks for, by the row before it (`sau`) or after it (`truoc`)."""
        after, before = self.place_in(data.get("sau")), self.place_in(data.get("truoc"))
        if before and not after:
            rows = self.steps(self.order.turned(), before, per_page + 1)
            if len(rows) > per_page:
                return self.shown(rows[:per_page][::-1], is_more_before=True, is_more_after=True)
            after = None  # so near to the beginning: the first page
        rows = self.steps(self.order, after, per_page + 1)
        if after and not rows:
            return self.page({}, per_page)  # what the link pointed to is gone
        return self.shown(rows[:per_page], is_more_before=bool(after), is_more_after=len(rows) > per_page)

    def shown(self, rows: list, is_more_before: bool, is_more_after: bool) -> Page:
        return Page(
            rows,
            count=self.count(),
            most=self.most,
            before=written(self.order.place(rows[0])) if is_more_before else "",
            after=written(self.order.place(rows[-1])) if is_more_after else "",
        )

    def steps(self, order: Order, beyond: tuple | None, most: int) -> list:
        """So many rows of that order that lie beyond a place."""
        found = [row for way in self.ways for row in self.along(way, order, beyond)[:most]]
        if len(self.ways) > 1:
            found = list({row.pk: row for row in found}.values())
            found.sort(key=order.place, reverse=order.is_downwards)
        return found[:most]

    def along(self, way: Way, order: Order, beyond: tuple | None) -> QuerySet:
        names = [way.names.get(name, name) for name in order.columns]
        rows = way.rows
        if beyond:
            lies = LessThan if order.is_downwards else GreaterThan
            rows = rows.filter(lies(Tuple(*map(F, names)), Tuple(*map(Value, beyond))))
        return rows.order_by(*(f"-{name}" if order.is_downwards else name for name in names))

    def count(self) -> int:
        return counted([way.rows for way in self.ways], self.most)

    def place_in(self, token: str | None) -> tuple | None:
        """The place that an address names; None where it names none."""
        try:
            parts = json.loads(base64.urlsafe_b64decode(f"{token}===")) if token else None
            if not isinstance(parts, list) or len(parts) != len(self.order.columns):
                return None
            return tuple(map(read, self.order.columns, parts))
        except (ValueError, TypeError):
            return None


class Found(Walk):
    """Rows that a search has found, by their places in the register, newest first."""

    def __init__(self, rows: QuerySet, places: list[int], order: Order):
        super().__init__([Way(rows.filter(pk__in=[directive_at(place) for place in places]))], order)
        self.rows, self.upwards, self.most = rows, places[::-1], MOST_HITS - 1

    def steps(self, order: Order, beyond: tuple | None, most: int) -> list:
        """In the order of the register the keys of a page are known, and no other row is asked for."""
        if "as_of" not in order.columns:
            return super().steps(order, beyond, most)
        at = place_of(*beyond) if beyond else None
        if order.is_downwards:
            end = len(self.upwards) if at is None else bisect_left(self.upwards, at)
            places = self.upwards[max(0, end - most) : end][::-1]
        else:
            start = 0 if at is None else bisect_right(self.upwards, at)
            places = self.upwards[start : start + most]
        found = {row.pk: row for row in self.rows.order_by().filter(pk__in=map(directive_at, places))}
        return [found[key] for place in places if (key := directive_at(place)) in found]

    def count(self) -> int:
        return len(self.upwards)


def counted(ways: Sequence[QuerySet], most: int) -> int:
    """How many rows lie on these ways, each once; one more than `most` stands for any number above."""
    some = [rows.order_by().values_list("pk", flat=True)[: most + 1] for rows in ways]
    return some[0].count() if len(some) == 1 else min(most + 1, len(set().union(*some)))


DAYS, NUMBERS = ("as_of", "due_key"), ("pk", "number_key", "directive_id")
GREATEST = (1 << 63) - 1


def read(column: str, part: Any) -> Any:
    if column in DAYS:
        return datetime.date.fromisoformat(part)
    if column in NUMBERS:
        if not isinstance(part, int) or abs(part) > GREATEST:
            raise ValueError
        return part
    if not isinstance(part, str) or "\0" in part:
        raise ValueError
    return part


def written(place: tuple) -> str:
    """A place as one word of an address."""
    parts = [part.isoformat() if isinstance(part, datetime.date) else part for part in place]
    return base64.urlsafe_b64encode(json.dumps(parts, ensure_ascii=False).encode()).decode().rstrip("=")
