"""The working days of one committee, year by year: seen by whoever keeps them."""

from __future__ import annotations

import calendar as months
import datetime

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assignments import days_off
from assignments.forms import YEARS, DayForm, RemoveDayForm
from provinces.journal import Entry
from provinces.models import Body
from provinces.policy import Verb
from provinces.submissions import once

KEEP = Verb.KEEP_CALENDAR
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
LETTERS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


@require_safe
def calendar(request):
    """Lịch làm việc: the year at a glance, and its named days."""
    return show(request, committee_of(request, request.GET), year_of(request, request.GET.get("nam", "")), DayForm())


def committee_of(request, data) -> Body:
    """One's own committee; who keeps several calendars names one."""
    request.reach.require(KEEP)
    desks = list(request.reach.desks(KEEP))
    named = [desk for desk in desks if str(desk.pk) == data.get("cap-uy")]
    if data.get("cap-uy") and not named:
        raise Http404
    return (named or desks)[0]


def year_of(request, text: str) -> int:
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if year in YEARS else request.reach.on.year


def show(request, committee: Body, year: int, form, status: int = 200):
    days, is_own = days_off.days_of(committee, year)
    for row in days:
        row.weekday = WEEKDAYS[row.day.weekday()]
    context = {
        "committee": committee,
        "committees": list(request.reach.desks(KEEP)),
        "year": year,
        "days": days,
        "is_own": is_own,
        "months": [month(year, number, {row.day: row for row in days}) for number in range(1, 13)],
        "letters": LETTERS,
        "form": form,
        "trail": list(Entry.objects.about(f"calendar/{committee.pk}").order_by("-pk")[:10]),
    }
    return render(request, "assignments/calendar.html", context, status=status)


def month(year: int, number: int, named: dict[datetime.date, object]) -> dict:
    """The weeks of a month; a day of another month is empty."""
    weeks = months.Calendar().monthdatescalendar(year, number)
    return {"number": number, "weeks": [[cell(day, number, named) for day in week] for week in weeks]}


def cell(day: datetime.date, number: int, named: dict) -> dict | None:
    if day.month != number:
        return None
    row = named.get(day)
    works = row.is_working if row else day.weekday() < 5
    return {"day": day, "name": row.name if row else "", "off": not works, "made_up": works and day.weekday() >= 5}


@require_POST
@once
def calendar_add(request):
    committee = committee_of(request, request.POST)
    form = DayForm(request.POST)
    if not form.is_valid():
        return show(request, committee, year_of(request, request.POST.get("nam", "")), form, status=422)
    said = form.cleaned_data
    row = days_off.name_day(committee, said["day"], bool(said["is_working"]), said["name"], by=request.reach)
    messages.success(request, f"Đã ghi vào lịch: {row}.")
    return back_to(committee, row.day.year)


@require_POST
@once
def calendar_remove(request):
    committee = committee_of(request, request.POST)
    form = RemoveDayForm(request.POST)
    if not form.is_valid():
        return show(request, committee, year_of(request, ""), DayForm(), status=422)
    row = days_off.forget_day(committee, form.cleaned_data["day"], by=request.reach)
    messages.success(request, f"Đã bỏ khỏi lịch: {row}." if row else "Ngày này không còn trong lịch.")
    return back_to(committee, form.cleaned_data["day"].year)


def back_to(committee: Body, year: int):
    return redirect(f"{reverse('calendar')}?nam={year}&cap-uy={committee.pk}")
