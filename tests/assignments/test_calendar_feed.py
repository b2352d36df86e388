"""The calendar of one person behind a secret address: useful, bounded, and gone when the person's access is."""

import datetime
import re

import pytest
from django.test import Client
from icalendar import Calendar

from assignments import calendar_feed, instructions
from assignments.models import Assignment, CalendarFeed
from provinces.models import Post, User
from tests.world import TODAY

DAY = datetime.timedelta(days=1)


@pytest.fixture
def task(world):
    directive = world.directive(subject="Về phòng, chống dịch; khẩn")
    world.requirement(
        directive, text="1- Bảo đảm cung ứng đầy đủ các nhu yếu phẩm cần thiết cho nhân dân.\nBEGIN:VEVENT"
    )
    return world.assignment(world.khoai_chau, directive, due_on=TODAY + DAY * 4)


def summaries(client, address: str) -> list[tuple[str, datetime.date]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    events = Calendar.from_ical(answer.content.decode()).walk("VEVENT")
    return [(str(event["summary"]), event["dtstart"].dt) for event in events]


def test_a_calendar_program_without_a_session_reads_what_the_body_owes(task, world):
    world.assignment(world.phu_cu, task.directive, due_on=TODAY + DAY)
    instructions.instruct(task.directive, "Cho biết.", assignment=task, reply_by=TODAY, by=world.reach(world.minh))
    address = f"/lich/{calendar_feed.renew(world.khoi)}.ics"
    assert summaries(Client(), address) == [
        ("Hạn báo cáo 261-CV/TU, yêu cầu 1", TODAY + DAY * 4),
        ("Trả lời ý kiến chỉ đạo về 261-CV/TU: Huyện ủy Khoái Châu", TODAY),
    ]
    Assignment.objects.filter(pk=task.pk).update(state="REPORTED", reported_on=TODAY)
    assert len(summaries(Client(), address)) == 1


def test_the_office_follows_one_event_for_each_dispatch_and_day(task, world):
    world.assignment(world.phu_cu, task.directive, due_on=TODAY + DAY * 4)
    address = f"/lich/{calendar_feed.renew(world.lan)}.ics"
    assert summaries(Client(), address) == [("Hạn của 2 nhiệm vụ: 261-CV/TU", TODAY + DAY * 4)]
    assert summaries(Client(), f"/lich/{calendar_feed.renew(world.hai)}.ics") == []


def test_the_address_is_shown_once_renewed_and_switched_off(task, world, sign_in):
    khoi = sign_in(world.khoi)
    addresses = []
    for key in ("mot", "hai"):
        khoi.post("/tai-khoan/lich/", {"key": key})
        page = khoi.get("/tai-khoan/").content.decode()
        addresses.append(re.search(r"http://127\.0\.0\.1:8000(/lich/[\w-]{43}\.ics)", page)[1])
        assert "/lich/" not in khoi.get("/tai-khoan/").content.decode().replace("/tai-khoan/lich/", "")
    assert Client().get(addresses[0]).status_code == 404
    assert Client().get(addresses[1]).status_code == 200
    assert addresses[1].split("/")[-1].removesuffix(".ics") not in CalendarFeed.objects.get().digest
    khoi.post("/tai-khoan/lich/tat/", {"key": "ba"})
    assert Client().get(addresses[1]).status_code == 404


def test_it_ends_when_the_persons_access_ends(task, world):
    address = f"/lich/{calendar_feed.renew(world.khoi)}.ics"
    User.objects.filter(pk=world.khoi.pk).update(is_active=False)
    assert Client().get(address).status_code == 404
    User.objects.filter(pk=world.khoi.pk).update(is_active=True)
    Post.objects.filter(user=world.khoi).update(valid_to=TODAY - DAY)
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("secret", ["x", "a" * 43, "0" * 300])
def test_an_unknown_secret_leads_nowhere(world, secret):
    assert Client().get(f"/lich/{secret}.ics").status_code == 404
