"""How does a committee change its calendar? A year that it changes becomes its own: first as in all the country."""

from __future__ import annotations

import datetime

from django.db import transaction

from assignments.calendar import national_days
from assignments.models import CalendarDay
from provinces import journal
from provinces.models import Body
from provinces.policy import Verb

SAID = ("is_working", "name")


def days_of(committee: Body, year: int) -> tuple[list[CalendarDay], bool]:
    """The named days of that year, and whether the committee keeps the year itself."""
    own = list(CalendarDay.objects.filter(committee=committee, day__year=year))
    return own or national(committee, year), bool(own)


def national(committee: Body, year: int) -> list[CalendarDay]:
    named = national_days(year).items()
    return [
        CalendarDay(committee=committee, day=day, is_working=works, name=name[:100]) for day, (works, name) in named
    ]


def name_day(committee: Body, day: datetime.date, is_working: bool, name: str, *, by) -> CalendarDay:
    """Ngày nghỉ or ngày làm bù: what is said last of a day holds."""
    with transaction.atomic():
        by.require(Verb.KEEP_CALENDAR, committee)
        make_own(committee, day.year)
        before: dict = dict(CalendarDay.objects.filter(committee=committee, day=day).values(*SAID).first() or {})
        facts = {"is_working": is_working, "name": name}
        row, _ = CalendarDay.objects.update_or_create(committee=committee, day=day, defaults=facts)
        enter(row, "Ngày làm bù" if is_working else "Ngày nghỉ", before, facts, by)
    return row


def forget_day(committee: Body, day: datetime.date, *, by) -> CalendarDay | None:
    """The day is again what its weekday makes it."""
    with transaction.atomic():
        by.require(Verb.KEEP_CALENDAR, committee)
        make_own(committee, day.year)
        row = CalendarDay.objects.filter(committee=committee, day=day).first()
        if row:
            before = {"is_working": row.is_working, "name": row.name}
            enter(row, "Bỏ khỏi lịch", before, {"is_working": None, "name": None}, by)
            row.delete()
    return row


def make_own(committee: Body, year: int) -> None:
    """Locks the committee's calendar: of two who change it at once, one waits."""
    Body.objects.select_for_update(of=("self",)).get(pk=committee.pk)
    if not CalendarDay.objects.filter(committee=committee, day__year=year).exists():
        CalendarDay.objects.bulk_create(national(committee, year))


def enter(row: CalendarDay, note: str, before: dict, after: dict, by) -> None:
    thread, changes = f"calendar/{row.committee_id}", journal.differences(before, after)
    journal.write(Verb.KEEP_CALENDAR, row, by=by, committee=row.committee, thread=thread, note=note, changes=changes)
