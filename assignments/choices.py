"""Of which work does the reader want figures, and at which address do the rows of a figure stand?

Always of one scope: a committee with all below it, or what one body must do and oversees; scopes overlap, so figures of two
are never added. Within it the reader may narrow to a body, a dispatch, a field of work, a month or year of deadlines.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import or_

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from assignments.models import Assignment
from assignments.models.assignments import AssignmentQuerySet
from directives.models import Directive
from directives.vocabulary import FieldOfWork
from provinces.models import Body


@dataclass(frozen=True)
class DuePeriod:
    """Kỳ: the month ("2026-11") or the year ("2026") in which work falls due."""

    key: str

    @classmethod
    def of(cls, key: str) -> DuePeriod | None:
        fits = re.fullmatch(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", key, re.ASCII)
        return cls(key) if fits else None

    @property
    def is_year(self) -> bool:
        return len(self.key) == 4

    @property
    def first(self) -> datetime.date:
        return datetime.date(int(self.key[:4]), int(self.key[5:] or 1), 1)

    @property
    def last(self) -> datetime.date:
        month = int(self.key[5:] or 12)
        return datetime.date(self.first.year, month, calendar.monthrange(self.first.year, month)[1])

    @property
    def months(self) -> list[str]:
        return [f"{self.key}-{month:02}" for month in range(1, 13)] if self.is_year else [self.key]

    @property
    def within(self) -> Q:
        return Q(due_key__range=(self.first, self.last))

    def __str__(self) -> str:
        return f"Năm {self.key}" if self.is_year else f"Tháng {self.key[5:]}/{self.key[:4]}"


@dataclass(frozen=True)
class Choice:
    """What the reader chose to look at. Either `committee` or `focal` is there; everything else may be."""

    committee: Body | None = None
    focal: Body | None = None  # the body whose own work and overseen work it is
    tops: tuple[int, ...] = ()  # the trees that are within it whole, each counted as one
    others: tuple[int, ...] = ()  # the committees that are no part of these, each counted by itself
    body: Body | None = None
    directive: Directive | None = None
    field: str = ""
    period: DuePeriod | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.body or self.directive or self.field or self.period)

    @property
    def scopes(self) -> tuple[int, ...]:
        """Under which numbers the figures are kept (assignments.models.Count)."""
        if self.focal:
            return (-self.focal.pk,)
        return (*self.tops, *self.others)

    @property
    def offices(self) -> list[Q]:
        """What the committee and those below it issued, dispatches or work."""
        return [*(Q(top=top) for top in self.tops), *([Q(committee__in=self.others)] if self.others else [])]

    @property
    def office(self) -> Q:
        return reduce(or_, self.offices)

    def but(self, **facts) -> Choice:
        return replace(self, **facts)

    @cached_property
    def ways(self) -> list[Q]:
        """Which rows of work these are: each of the alternatives is one walk along an index, and no row is in two."""
        if self.focal is None:
            ways = self.offices
        elif self.body == self.focal:
            ways = [Q(body=self.focal)]
        elif self.body:
            ways = [Q(overseer=self.focal)]
        else:
            ways = [Q(body=self.focal), Q(overseer=self.focal) & ~Q(body=self.focal)]
        narrow = Q(body=self.body) if self.body and self.body != self.focal else Q()
        if self.directive:
            narrow &= Q(directive=self.directive)
        if self.field:
            narrow &= Q(field=self.field)
        if self.period:
            narrow &= self.period.within
        return [way & narrow for way in ways]

    @property
    def rows(self) -> list[AssignmentQuerySet]:
        return [Assignment.objects.filter(way) for way in self.ways]

    # addresses

    @cached_property
    def _scope(self) -> dict:
        return {"cap_uy": self.committee.pk} if self.committee else {"cua": self.focal.pk if self.focal else ""}

    @cached_property
    def _worklist(self) -> dict:
        return {
            **self._scope,
            "body": self.body.pk if self.body else "",
            "directive": self.directive.pk if self.directive else "",
            "linh_vuc": self.field,
            "ky": self.period.key if self.period else "",
        }

    def worklist(self, **narrowed) -> str:
        """Where the rows of a figure stand: the work of this choice, `narrowed` by a label, a body, a lack… or all of it."""
        said = {**self._worklist, **narrowed}
        if not said.keys() & {"status", "nhan", "attention", "thieu"}:
            said["tat_ca"] = 1
        return address("worklist", said)

    def register(self, **narrowed) -> str:
        return address("register", {**self._scope, "linh_vuc": self.field, **narrowed})

    def dashboard(self, **changed) -> str:
        """The same figures with something chosen otherwise; an empty word takes the choice away."""
        said = {
            **self._scope,
            "co_quan": self.body.pk if self.body else "",
            "van_ban": self.directive.pk if self.directive else "",
            "linh_vuc": self.field,
            "ky": self.period.key if self.period else "",
        }
        return address("dashboard", {**said, **changed})

    @property
    def chips(self) -> list[tuple[str, str]]:
        """What is chosen within the scope, in words, each with the address at which it is not."""
        field = FieldOfWork(self.field).label if self.field else None
        chosen = {"co_quan": self.body, "van_ban": self.directive, "linh_vuc": field, "ky": self.period}
        return [(str(said), self.dashboard(**{name: ""})) for name, said in chosen.items() if said]


def address(page: str, parameters: dict) -> str:
    said = {name: value for name, value in parameters.items() if value}
    return f"{reverse(page)}?{urlencode(said, doseq=True)}"
