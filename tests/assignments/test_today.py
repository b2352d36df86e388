"""Việc hôm nay: what came in, what waits, what changed since the last visit."""

import datetime
import re

import pytest
import time_machine

from assignments.looking import look
from assignments.models import Look
from provinces.policy import Verb
from tests.world import TODAY

DAY = datetime.timedelta(days=1)
NINE = datetime.datetime.fromisoformat("2021-05-10T09:00:00+07:00")
MINUTE = datetime.timedelta(minutes=1)


def test_a_visit_lasts_while_the_page_is_looked_at_and_is_written_at_most_once_a_minute(world):
    asked = [0, 0.5, 10, 35, 64, 200, 210]  # minutes after nine
    seen = [look(world.lan, NINE + MINUTE * minutes) for minutes in asked]
    assert seen == [None, None, None, None, None, NINE + MINUTE * 64, NINE + MINUTE * 64]
    assert look(world.lan, NINE + MINUTE * 210.5) == NINE + MINUTE * 64
    assert Look.objects.get().at == NINE + MINUTE * 210


def test_what_came_since_the_last_visit_is_marked_and_stays_marked_within_the_visit(world, sign_in):
    with time_machine.travel(NINE - DAY, tick=False):
        world.directive(260, subject="Cũ")
        assert ">mới<" not in sign_in(world.minh).get("/").content.decode()
    with time_machine.travel(NINE, tick=False):
        directive = world.directive(262, subject="Mới tinh")
        task = world.assignment(world.khoai_chau, directive, due_on=TODAY - DAY)
        task.perform(Verb.URGE, by=world.reach(world.lan), note="Đề nghị báo cáo.")
    for minutes in (1, 5):
        with time_machine.travel(NINE + MINUTE * minutes, tick=False):
            page = sign_in(world.minh).get("/")
            shown = page.content.decode()
            assert [row.is_new for row in page.context["latest"]] == [True, False]
            assert "<b>Đôn đốc</b>: 262-CV/TU, yêu cầu 1, Huyện ủy Khoái Châu" in shown
            assert "09:00 09/05/2021" in shown
    with time_machine.travel(NINE + DAY, tick=False):
        assert ">mới<" not in sign_in(world.minh).get("/").content.decode()


# who → the sections that Today shows
SECTIONS = {
    "khoi": {"Đơn vị còn 1 nhiệm vụ phải báo cáo", "Văn bản mới đến", "Thông báo"},
    "lan": {"Quá hạn lâu nhất", "Văn bản mới vào sổ", "Thông báo"},
    "ha": {"Văn bản mới vào sổ", "Thông báo"},
    "minh": {"Quá hạn lâu nhất", "Văn bản mới vào sổ", "Thông báo"},
    "quan": {"Thông báo"},
}


@pytest.mark.parametrize("who", SECTIONS)
def test_each_role_sees_its_own_sections_and_no_others(world, sign_in, who):
    world.assignment(due_on=TODAY - DAY)
    page = sign_in(getattr(world, who)).get("/").content.decode()
    assert set(re.findall(r"<header><h2>([^<]+)</h2>", page)) == SECTIONS[who]
