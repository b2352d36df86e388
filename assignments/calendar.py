"""Which days does an office work? Monday to Friday, but for the days off of Việt Nam and the days that make up for them.

The national calendar comes with the `holidays` package. A committee may keep its own (CalendarDay), year by year.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import holidays

ONE_DAY = datetime.timedelta(days=1)
MAKE_UP = "Ngày làm bù"


@cache
def national_days(year: int) -> dict[datetime.date, tuple[bool, str]]:
    """The named days of a year: whether one works on it, and its name."""
    named = holidays.country_holidays("VN", years=year, language="vi")
    off = {day: (False, name) for day, name in named.items() if day.year == year}
    made_up = {day: (True, MAKE_UP) for day in named.weekend_workdays if day.year == year}
    return dict(sorted({**off, **made_up}.items()))


@dataclass(frozen=True)
class Calendar:
    """Lịch làm việc: for each year that a committee keeps itself, the days it names; the others are as in all the country."""

    own: Mapping[int, Mapping[datetime.date, bool]] = field(default_factory=dict)

    def is_working_day(self, day: datetime.date) -> bool:
        own = self.own.get(day.year)
        named = national_days(day.year).get(day, (None,))[0] if own is None else own.get(day)
        return day.weekday() < 5 if named is None else named

    def working_days_after(self, day: datetime.date, count: int) -> datetime.date:
        """The day that is `count` working days after `day`."""
        while count > 0:
            day += ONE_DAY
            count -= self.is_working_day(day)
        return day


NATIONAL = Calendar()


def is_working_day(day: datetime.date) -> bool:
    return NATIONAL.is_working_day(day)


@cache
def working_days_after(day: datetime.date, count: int) -> datetime.date:
    """In all the country: what is due soon must not depend on who looks."""
    return NATIONAL.working_days_after(day, count)
