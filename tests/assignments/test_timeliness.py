"""Lateness: asked of the clock, in SQL and in Python alike."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assignments.calendar import is_working_day, working_days_after
from assignments.models import Assignment, State
from assignments.timeliness import Timeliness, of

T = Timeliness
MAY = [datetime.date(2021, 5, day) for day in range(1, 31)]

# state, due on, reported on, asked on → label; typed by hand
GOLDEN = [
    (State.PENDING, None, None, "10/05", T.UNREAD),
    (State.PENDING, "20/05", None, "10/05", T.UNREAD),
    (State.PENDING, "13/05", None, "10/05", T.SOON),  # three working days ahead of a Monday
    (State.PENDING, "14/05", None, "10/05", T.UNREAD),
    (State.PENDING, "09/05", None, "10/05", T.LATE),
    (State.ACTIVE, None, None, "10/05", T.NO_DEADLINE),
    (State.ACTIVE, "10/05", None, "10/05", T.SOON),
    (State.ACTIVE, "09/05", None, "10/05", T.LATE),
    (State.ACTIVE, "12/05", None, "07/05", T.SOON),  # Friday: Monday, Tuesday, Wednesday
    (State.ACTIVE, "13/05", None, "07/05", T.OPEN),
    (State.CONTESTED, "09/05", None, "10/05", T.LATE),
    (State.REPORTED, "09/05", "08/05", "20/05", T.OPEN),  # handed in in time; the check may take its time
    (State.REPORTED, "09/05", "10/05", "20/05", T.LATE),
    (State.REPORTED, None, "10/05", "20/05", T.NO_DEADLINE),
    (State.DONE, "09/05", "09/05", "20/05", T.DONE),
    (State.DONE, "09/05", "10/05", "20/05", T.DONE_LATE),
    (State.DONE, None, "10/05", "20/05", T.DONE),
    (State.WITHDRAWN, "09/05", None, "20/05", T.WITHDRAWN),
    (State.HANDED_OVER, "09/05", None, "20/05", T.WITHDRAWN),
]


def may(text: str | None) -> datetime.date | None:
    return datetime.date(2021, int(text[3:]), int(text[:2])) if text else None


@pytest.mark.parametrize(("state", "due", "reported", "asked", "label"), GOLDEN)
def test_the_label_is_what_an_officer_would_say(state, due, reported, asked, label):
    assert of(Assignment(state=state, due_on=may(due), reported_on=may(reported)), may(asked)) == label


@pytest.fixture
def row(world):
    return world.assignment()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    state=st.sampled_from(list(State)),
    due=st.none() | st.sampled_from(MAY),
    reported=st.none() | st.sampled_from(MAY),
    asked=st.sampled_from(MAY),
)
def test_sql_and_python_say_the_same(row, state, due, reported, asked):
    if state == State.DONE:
        reported = reported or due or asked
    facts = {"state": state, "due_on": due, "reported_on": reported, "done_on": reported}
    Assignment.objects.filter(pk=row.pk).update(**facts)
    found = Assignment.objects.timed(asked).get(pk=row.pk)
    assert found.timeliness == of(found, asked).value
    for label in Timeliness:
        assert Assignment.objects.that_are(label, on=asked).filter(pk=row.pk).exists() == (label == found.timeliness)


HOLIDAYS = ["2021-02-12", "2021-04-21", "2021-04-30", "2021-05-03", "2021-09-02", "2026-02-17"]


@pytest.mark.parametrize("day", HOLIDAYS)
def test_tet_and_the_national_days_are_no_working_days(day):
    assert not is_working_day(datetime.date.fromisoformat(day))


def test_working_days_leap_over_the_weekend_and_the_holidays():
    assert working_days_after(datetime.date(2021, 4, 29), 1) == datetime.date(2021, 5, 4)
    assert working_days_after(datetime.date(2021, 5, 7), 1) == datetime.date(2021, 5, 10)
