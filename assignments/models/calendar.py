"""Which days does one committee's calendar name: days off, and weekend days on which it works?"""

from __future__ import annotations

from collections import defaultdict

from django.db import models

from assignments.calendar import Calendar
from provinces.fields import LineField
from provinces.models import Body
from provinces.models.reached import ReachedByCommittee


class CalendarDayQuerySet(models.QuerySet):
    def calendar(self) -> Calendar:
        """The calendar that these rows, all of one committee, make."""
        years: dict[int, dict] = defaultdict(dict)
        for day, is_working in self.values_list("day", "is_working"):
            years[day.year][day] = is_working
        return Calendar(years)


class CalendarDay(ReachedByCommittee, models.Model):
    """Ngày nghỉ (Tết, nghỉ bù) or ngày làm bù in the calendar of one committee.

    A year of which a committee has rows is its own; every other year follows the national calendar.
    """

    committee = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="calendar_days")
    day = models.DateField("ngày")
    is_working = models.BooleanField("ngày làm việc", default=False)
    name = LineField("tên ngày", max_length=100)

    weekday: str  # put on rows by the page of the calendar

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = "ngày trong lịch làm việc"
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "day"],
                name="one_calendar_day_per_committee",
                violation_error_message="Ngày này đã có trong lịch.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"
