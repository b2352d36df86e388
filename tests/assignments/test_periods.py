"""Which period is it, and when is its report due? Golden values from the calendar on the wall."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.calendar import Calendar, is_working_day
from assignments.periods import RHYTHMS, Rhythm, period_of
from directives.vocabulary import Cadence, PeriodDue

DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2035, 12, 31))
ONE_DAY = datetime.timedelta(days=1)


def day(text: str) -> datetime.date:
    return datetime.datetime.strptime(text, "%d/%m/%Y").date()


PERIODS = [
    ("daily", "10/05/2021", "10/05/2021", "10/05/2021", "Ngày 10/05/2021"),
    ("weekly", "23/05/2021", "17/05/2021", "23/05/2021", "Tuần 20/2021"),
    ("weekly", "01/01/2021", "28/12/2020", "03/01/2021", "Tuần 53/2020"),
    ("weekly", "31/12/2024", "30/12/2024", "05/01/2025", "Tuần 1/2025"),
    ("monthly", "10/05/2021", "01/05/2021", "31/05/2021", "Tháng 5/2021"),
    ("monthly", "29/02/2024", "01/02/2024", "29/02/2024", "Tháng 2/2024"),
    ("quarterly", "30/06/2021", "01/04/2021", "30/06/2021", "Quý II/2021"),
    ("quarterly", "01/10/2021", "01/10/2021", "31/12/2021", "Quý IV/2021"),
    ("half_yearly", "30/06/2021", "01/01/2021", "30/06/2021", "6 tháng đầu năm 2021"),
    ("half_yearly", "01/07/2021", "01/07/2021", "31/12/2021", "6 tháng cuối năm 2021"),
    ("yearly", "10/05/2021", "01/01/2021", "31/12/2021", "Năm 2021"),
]


@pytest.mark.parametrize(("cadence", "asked", "first", "last", "label"), PERIODS)
def test_a_day_lies_in_the_period_that_people_name(cadence, asked, first, last, label):
    period = period_of(cadence, day(asked))
    assert (period.first, period.last, period.label) == (day(first), day(last), label)


DUE = [
    # rhythm, rule, n, a day of the period → due on
    ("weekly", "", None, "19/05/2021", "23/05/2021"),
    ("weekly", "day", 6, "19/05/2021", "21/05/2021"),  # thứ Sáu
    ("weekly", "day", 8, "19/05/2021", "23/05/2021"),  # Chủ nhật
    ("monthly", "day", 25, "10/05/2021", "25/05/2021"),
    ("monthly", "day", 31, "10/02/2021", "28/02/2021"),
    ("quarterly", "day", 20, "10/05/2021", "20/06/2021"),
    ("yearly", "day", 15, "10/05/2021", "15/12/2021"),
    ("monthly", "after", 5, "10/05/2021", "05/06/2021"),
    ("monthly", "working", 2, "10/04/2021", "05/05/2021"),  # 30/4, 1/5, Sunday and the day off for it lie between
    ("monthly", "working", 1, "10/01/2021", "01/02/2021"),
    ("daily", "day", 3, "10/05/2021", "10/05/2021"),
]


@pytest.mark.parametrize(("cadence", "due", "number", "within", "expected"), DUE)
def test_a_report_is_due_when_the_dispatch_says(cadence, due, number, within, expected):
    assert Rhythm(cadence, due, number).due_on(period_of(cadence, day(within))) == day(expected)


FIRST = [
    ("weekly", "", None, "08/05/2021", "Tuần 19/2021"),  # on Saturday nobody asks for the week that ends tomorrow
    ("weekly", "", None, "10/05/2021", "Tuần 19/2021"),
    ("monthly", "", None, "10/05/2021", "Tháng 5/2021"),
    ("monthly", "day", 25, "24/05/2021", "Tháng 6/2021"),
    ("monthly", "after", 5, "30/05/2021", "Tháng 5/2021"),
    ("daily", "", None, "10/05/2021", "Ngày 10/05/2021"),
]


@pytest.mark.parametrize(("cadence", "due", "number", "given_on", "label"), FIRST)
def test_the_first_period_leaves_time_to_answer(cadence, due, number, given_on, label):
    assert Rhythm(cadence, due, number).first(day(given_on)).label == label


@given(cadence=st.sampled_from(RHYTHMS), on=DAYS)
def test_periods_follow_each_other_without_gap_or_overlap(cadence, on):
    rhythm = Rhythm(cadence)
    period = period_of(cadence, on)
    following = rhythm.next(period.last)
    assert period.first <= on <= period.last
    assert following.first == period.last + ONE_DAY
    assert period_of(cadence, period.last) == period == period_of(cadence, period.first)
    assert period.label != following.label


@given(
    cadence=st.sampled_from(RHYTHMS),
    due=st.sampled_from(PeriodDue.values),
    number=st.integers(1, 31),
    given_on=DAYS,
    days=st.integers(0, 200),
)
def test_what_has_begun_depends_on_the_day_and_not_on_how_often_one_asked(cadence, due, number, given_on, days):
    rhythm = Rhythm(cadence, due, number)
    first = rhythm.first(given_on)
    until = given_on + ONE_DAY * days
    at_once = list(rhythm.begun(first.last, until))
    halfway = list(rhythm.begun(first.last, given_on + ONE_DAY * (days // 2)))
    last = halfway[-1].last if halfway else first.last
    assert halfway + list(rhythm.begun(last, until)) == at_once
    assert rhythm.due_on(first) >= given_on
    assert all(rhythm.opens_on(period) <= rhythm.due_on(period) for period in at_once)


def test_a_rhythm_that_has_an_end_opens_nothing_after_it():
    rhythm = Rhythm(Cadence.MONTHLY, until=day("30/06/2021"))
    labels = [period.label for period in rhythm.begun(day("30/04/2021"), day("31/12/2021"))]
    assert labels == ["Tháng 5/2021", "Tháng 6/2021"]


def test_a_period_due_on_its_first_day_is_work_three_days_before():
    rhythm = Rhythm(Cadence.WEEKLY, PeriodDue.DAY, 2)  # thứ Hai
    assert rhythm.opens_on(period_of("weekly", day("17/05/2021"))) == day("14/05/2021")


def test_the_national_calendar_knows_the_days_that_are_worked_for_a_day_off():
    assert is_working_day(day("04/05/2024"))  # a Saturday, for Monday 29 April
    assert not is_working_day(day("29/04/2024"))


def test_a_committee_that_keeps_a_year_itself_follows_its_own_days_in_that_year():
    own = Calendar({2021: {day("12/05/2021"): False, day("15/05/2021"): True}})
    assert own.working_days_after(day("11/05/2021"), 3) == day("15/05/2021")  # Thursday, Friday, Saturday
    assert own.is_working_day(day("30/04/2021"))  # not among its days off
    assert not own.is_working_day(day("02/09/2022"))  # another year: as in all the country
