"""Which period is it, when does it begin and end, when is its report due? Pure functions of a rhythm and of days.

Weeks are those of ISO 8601 (Monday to Sunday). Hằng ngày is a rhythm of one-day periods. "Khi có phát sinh" knows no
days: its "periods" are numbered, and the next one stands ready when the last was done. One time, not stated and "thường
xuyên, định kỳ" without a term are no rhythm: one assignment, and the office sets its days.
"""

from __future__ import annotations

import calendar as months
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from assignments.calendar import NATIONAL, Calendar
from directives.vocabulary import Cadence, PeriodDue

ONE_DAY = datetime.timedelta(days=1)
MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.HALF_YEARLY: 6, Cadence.YEARLY: 12}
RHYTHMS = (Cadence.DAILY, Cadence.WEEKLY, *MONTHS)
QUARTERS = ("I", "II", "III", "IV")
HALVES = ("đầu", "cuối")
OCCURRENCE = "Lần "
LAST_WEEKDAY = 8  # Chủ nhật, after thứ Bảy
LEAST_NOTICE = datetime.timedelta(days=3)  # who is told on Saturday does not answer for the week that ends on Sunday


@dataclass(frozen=True, order=True)
class Period:
    first: datetime.date
    last: datetime.date
    label: str


def period_of(cadence: str, day: datetime.date) -> Period:
    """The period of that rhythm in which the day lies."""
    if cadence == Cadence.DAILY:
        return Period(day, day, f"Ngày {day:%d/%m/%Y}")
    if cadence == Cadence.WEEKLY:
        monday = day - ONE_DAY * day.weekday()
        year, week, _ = day.isocalendar()
        return Period(monday, monday + ONE_DAY * 6, f"Tuần {week}/{year}")
    length = MONTHS[Cadence(cadence)]
    number = (day.month - 1) // length  # 0 for the first quarter of a year
    last_month = (number + 1) * length
    first = datetime.date(day.year, number * length + 1, 1)
    last = last_of_month(day.year, last_month)
    return Period(first, last, label(cadence, number, day.year))


def label(cadence: str, number: int, year: int) -> str:
    if cadence == Cadence.MONTHLY:
        return f"Tháng {number + 1}/{year}"
    if cadence == Cadence.QUARTERLY:
        return f"Quý {QUARTERS[number]}/{year}"
    return f"6 tháng {HALVES[number]} năm {year}" if cadence == Cadence.HALF_YEARLY else f"Năm {year}"


def occurrence(number: int) -> str:
    """The "period" of a report that is due whenever something happens."""
    return f"{OCCURRENCE}{number}"


def next_occurrence(last: str) -> str:
    """After "Lần 2" comes "Lần 3"; work that was given out before it was numbered counts as the first."""
    number = last.removeprefix(OCCURRENCE)
    return occurrence(int(number) + 1 if number.isascii() and number.isdigit() else 2)


def last_of_month(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, months.monthrange(year, month)[1])


@dataclass(frozen=True)
class Rhythm:
    """Chế độ báo cáo of one requirement: how often, due when, until when, by whose calendar."""

    cadence: str
    due: str = PeriodDue.LAST_DAY
    number: int | None = None
    until: datetime.date | None = None
    calendar: Calendar = NATIONAL

    @classmethod
    def of(cls, requirement, calendar: Calendar = NATIONAL) -> Rhythm | None:
        """None of what has no periods."""
        if requirement.cadence not in RHYTHMS:
            return None
        due, number = requirement.period_due, requirement.period_due_number
        return cls(requirement.cadence, due, number, requirement.periods_until, calendar)

    def due_on(self, period: Period) -> datetime.date:
        """The last day on which the report of that period is in time: the period's own last day, unless a rule says else."""
        number = self.number or 0
        if self.due == PeriodDue.DAY:
            return day_within(self.cadence, period, number)
        if self.due == PeriodDue.DAYS_AFTER:
            return period.last + ONE_DAY * number
        if self.due == PeriodDue.WORKING_DAYS_AFTER:
            return self.calendar.working_days_after(period.last, number)
        return period.last

    def opens_on(self, period: Period) -> datetime.date:
        """When it becomes work: with its first day, or earlier where the report would be due too soon after that."""
        if self.cadence == Cadence.DAILY:
            return period.first
        return min(period.first, self.due_on(period) - LEAST_NOTICE)

    def first(self, given_on: datetime.date) -> Period:
        """The first period to report on: the one of that day, or the next where too few days are left."""
        notice = datetime.timedelta(0) if self.cadence == Cadence.DAILY else LEAST_NOTICE
        period = period_of(self.cadence, given_on)
        while self.due_on(period) < given_on + notice:
            period = self.next(period.last)
        return period

    def next(self, last: datetime.date) -> Period:
        """The period after the one that ended on that day; of the rhythm as it is now, whatever it was before."""
        return period_of(self.cadence, last + ONE_DAY)

    def begun(self, last: datetime.date, on: datetime.date) -> Iterator[Period]:
        """Every period after `last` that has become work by that day: those missed in days of absence too."""
        period = self.next(last)
        while self.opens_on(period) <= on and (self.until is None or period.first <= self.until):
            yield period
            period = self.next(period.last)


def day_within(cadence: str, period: Period, number: int) -> datetime.date:
    """ "Trước ngày 25": that day of the period's last month, or its last day where the month is shorter; of a week, thứ n."""
    if cadence == Cadence.DAILY:
        return period.last
    if cadence == Cadence.WEEKLY:
        return period.first + ONE_DAY * (min(max(number, 2), LAST_WEEKDAY) - 2)
    return period.last.replace(day=min(number, period.last.day))
