"""The ladder: vàng, đỏ, đỏ đặc biệt; asked of the clock, in SQL and in Python alike."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assignments import attention
from assignments.attention import Rung
from assignments.models import Assignment, State
from assignments.timeliness import Timeliness
from tests.world import TODAY

MAY = [datetime.date(2021, 5, day) for day in range(1, 31)]
DAY = datetime.timedelta(days=1)

# state, days from today to the due date (Monday 10 May), days to the report → rung; typed by hand
GOLDEN = [
    (State.PENDING, 4, None, None),
    (State.PENDING, 3, None, Rung.AMBER),
    (State.ACTIVE, 0, None, Rung.AMBER),
    (State.ACTIVE, -1, None, Rung.RED),
    (State.CONTESTED, -2, None, Rung.RED),
    (State.ACTIVE, -3, None, Rung.SPECIAL),
    (State.PENDING, -40, None, Rung.SPECIAL),
    (State.ACTIVE, None, None, None),
    (State.REPORTED, -9, -9, None),  # handed in in time: the check may take its time
    (State.REPORTED, -9, -1, Rung.RED),  # handed in late: no longer silent
    (State.REPORTED, 1, 0, None),
    (State.DONE, -9, -1, None),
    (State.WITHDRAWN, -9, None, None),
    (State.HANDED_OVER, -9, None, None),
]


def day(distance: int | None) -> datetime.date | None:
    return None if distance is None else TODAY + DAY * distance


@pytest.mark.parametrize(("state", "due", "reported", "rung"), GOLDEN)
def test_the_rung_is_what_an_officer_would_say(state, due, reported, rung):
    assert attention.of(Assignment(state=state, due_on=day(due), reported_on=day(reported)), TODAY) == rung


def test_the_words_count_the_days():
    said = [attention.words(TODAY + DAY * left, TODAY) for left in (2, 0, -12)]
    assert said == ["còn 2 ngày", "hạn hôm nay", "chậm 12 ngày"]


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
def test_sql_and_python_say_the_same_and_split_what_is_soon_or_late(row, state, due, reported, asked):
    if state in (State.DONE, State.REPORTED):
        reported = reported or due or asked
    facts = {"state": state, "due_on": due, "reported_on": reported, "done_on": reported}
    Assignment.objects.filter(pk=row.pk).update(**facts)
    found = Assignment.objects.get(pk=row.pk)
    rung = attention.of(found, asked)
    for step in Rung:
        on_it = Assignment.objects.filter(attention.condition(step, asked), pk=row.pk).exists()
        assert on_it == (step == rung)
    label = found.timeliness_on(asked)
    assert (label == Timeliness.SOON) == (rung == Rung.AMBER)
    assert (label == Timeliness.LATE) == (rung in (Rung.RED, Rung.SPECIAL))


def test_the_worklist_shows_one_rung_at_a_time(world, sign_in):
    for body, due in ((world.khoai_chau, -10), (world.phu_cu, -1), (world.my_hao, 2)):
        world.assignment(body, due_on=day(due))
    shown = {
        rung: [str(task.body) for task in sign_in(world.lan).get(f"/nhiem-vu/?attention={rung}").context["page"]]
        for rung in Rung.values
    }
    assert shown == {
        "special": ["Huyện ủy Khoái Châu"],
        "red": ["Huyện ủy Phù Cừ"],
        "amber": ["Thị ủy Mỹ Hào"],
    }
