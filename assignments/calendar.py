"""Which days does an office work? Monday to Friday, but for the holidays of Việt Nam and the days that make up for them."""

import datetime
from functools import cache

import holidays

ONE_DAY = datetime.timedelta(days=1)


@cache
def holidays_of(year: int) -> frozenset[datetime.date]:
    return frozenset(holidays.country_holidays("VN", years=year, language="vi"))


def is_working_day(day: datetime.date) -> bool:
    return day.weekday() < 5 and day not in holidays_of(day.year)


@cache
def working_days_after(day: datetime.date, count: int) -> datetime.date:
    """The day that is `count` working days after `day`."""
    while count > 0:
        day += ONE_DAY
        count -= is_working_day(day)
    return day


def working_days_between(first: datetime.date, last: datetime.date) -> int:
    """Working days after `first` up to and including `last`."""
    days = (last - first).days
    return sum(is_working_day(first + datetime.timedelta(days=number)) for number in range(1, days + 1))
