"""Who is told what, when; and that nothing is ever told twice."""

import datetime
import random

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assignments import instructions, notices, registering, workflow
from assignments.models import Assignment, Mail, Notice, Part, Report, What
from directives.models import Directive, Requirement
from provinces.models import Post, User
from provinces.policy import Verb
from tests.world import ISSUED, TODAY

DAY = datetime.timedelta(days=1)


def told(user, day=None) -> list[tuple[str, str]]:
    rows = Notice.objects.of(user).order_by("pk")
    return [(row.what, row.about) for row in (rows.filter(day=day) if day else rows)]


@pytest.fixture
def task(world):
    made = world.assignment(due_on=datetime.date(2021, 5, 9))
    Notice.objects.all().delete()
    return made


def test_a_body_hears_of_what_the_office_does_to_its_work(task, world):
    lan, thang, khoi = world.reach(world.lan), world.reach(world.thang), world.reach(world.khoi)
    task.perform(Verb.URGE, by=lan, note="Đề nghị\nbáo cáo ngay.")
    task.perform(Verb.REPORT, by=khoi, report=Report(content="Đã làm."))
    task.perform(Verb.RETURN, by=lan, note="Thiếu số liệu.")
    task.perform(Verb.EXTEND, by=thang, due_on=datetime.date(2021, 5, 20), note="Do giãn cách.")
    task.perform(Verb.REPORT, by=khoi, report=Report(content="Đã làm xong."))
    task.perform(Verb.ACCEPT, by=lan)
    about = "261-CV/TU, yêu cầu 1, Huyện ủy Khoái Châu"
    assert told(world.khoi) == [("URGED", about), ("RETURNED", about), ("EXTENDED", about), ("ACCEPTED", about)]
    assert Notice.objects.of(world.khoi).get(what="URGED").note == "Lần 1: Đề nghị báo cáo ngay."
    assert not Notice.objects.exclude(user=world.khoi).exists()


def test_every_recipient_hears_of_a_dispatch_once_however_it_was_sent(world):
    directive = Directive(committee=world.tinh_uy, number=300, notation="CV/TU", issued_on=ISSUED, entered_on=ISSUED)
    point = registering.Point(Requirement(number="1", text="Báo cáo."), {Part.LEAD: [world.districts]})
    registering.register(directive, points=[point], by=world.reach(world.ha))
    notices.dispatched(directive, world.reach(world.ha))
    assert told(world.khoi) == told(world.phuc) == [("DISPATCH", "300-CV/TU")]
    assert told(world.an) == told(world.tuyen) == []


def test_work_given_later_is_told_and_so_is_what_was_reassigned(task, world):
    task.perform(Verb.REASSIGN, by=world.reach(world.lan), body=world.phu_cu, note="Giao lại.")
    assert told(world.phuc) == [("TASK", "261-CV/TU, yêu cầu 1, Huyện ủy Phù Cừ")]


def test_a_refused_change_tells_nothing(task, world):
    with pytest.raises(workflow.Refused):
        task.perform(Verb.ACCEPT, by=world.reach(world.lan))
    assert not Notice.objects.exists()


def test_each_rung_is_told_once_on_the_first_day_that_the_clock_is_asked(task, world):
    Assignment.objects.filter(pk=task.pk).update(due_on=TODAY + DAY)
    for distance in (-9, 0, 0, 1, 2, 3, 9, 10, 10):
        notices.tell_of_the_clock(TODAY + DAY * distance)
    days = [(row.what, (row.day - TODAY).days) for row in Notice.objects.of(world.khoi).order_by("pk")]
    assert days == [("amber", 0), ("red", 2), ("special", 9)]


def test_days_of_absence_are_caught_up_with_the_state_of_the_day(task, world):
    notices.tell_of_the_clock(TODAY + DAY * 30)
    assert [what for what, _ in told(world.khoi)] == ["special"]


def test_a_new_due_date_is_told_anew(task, world):
    notices.tell_of_the_clock(TODAY)
    task.perform(Verb.EXTEND, by=world.reach(world.thang), due_on=TODAY + DAY * 5, note="Cho thêm.")
    notices.tell_of_the_clock(TODAY + DAY * 6)
    assert [what for what, _ in told(world.khoi)] == ["red", "EXTENDED", "red"]


def test_leaders_hear_of_the_very_late_only_when_there_is_more_of_it(task, world):
    for distance in (0, 2, 3, 4):
        notices.tell_of_the_clock(TODAY + DAY * distance)
    world.assignment(world.phu_cu, due_on=TODAY + DAY * 4)
    for distance in (6, 7, 8):
        notices.tell_of_the_clock(TODAY + DAY * distance)
    rows = Notice.objects.of(world.minh).filter(what=What.SUMMARY).order_by("pk")
    assert [((row.day - TODAY).days, row.number) for row in rows] == [(2, 1), (7, 2)]
    assert Notice.objects.filter(what=What.SUMMARY).values("user").distinct().count() == 3  # leader, chief, monitor


def test_who_may_no_longer_see_a_matter_is_no_longer_told_of_it(task, world, sign_in):
    notices.tell_of_the_clock(TODAY)
    khoi = sign_in(world.khoi)
    assert "yêu cầu 1, Huyện ủy Khoái Châu" in khoi.get("/thong-bao/").content.decode()
    Post.objects.filter(user=world.khoi).update(valid_to=TODAY - DAY)
    assert "Khoái Châu" not in khoi.get("/thong-bao/").content.decode().replace("Huyện ủy Khoái Châu</p>", "")
    notices.tell_of_the_clock(TODAY + DAY * 20)
    assert len(told(world.khoi)) == 1


def test_opening_the_page_reads_what_is_on_it(task, world, sign_in):
    notices.tell_of_the_clock(TODAY)
    khoi = sign_in(world.khoi)
    assert '<span class="count">1<' in khoi.get("/nhiem-vu/").content.decode().split("bell")[1][:200]
    assert khoi.head("/thong-bao/").status_code == 200
    assert Notice.objects.of(world.khoi).unread().count() == 1
    assert "mới</span>" in khoi.get("/thong-bao/").content.decode()
    assert not Notice.objects.of(world.khoi).unread().exists()
    assert "mới</span>" not in khoi.get("/thong-bao/").content.decode()


@override_settings(SENDS_MAIL=False)
def test_without_a_mail_server_people_are_told_on_the_pages_alone(task, world):
    User.objects.update(email="ai-do@example.vn")
    notices.tell_of_the_clock(TODAY)
    assert told(world.khoi)
    assert not Mail.objects.exists()


EVENTS = ["daily", "urge", "report", "return", "extend", "instruct", "reply", "dispatch", "killed", "a day off"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.lists(st.sampled_from(EVENTS), max_size=4), min_size=2, max_size=5))
def test_whatever_happens_in_whatever_order_nothing_is_told_twice(world, days):
    from django.db import transaction

    with transaction.atomic():
        directive = world.directive(900 + random.randrange(10**6))  # noqa: S311
        task = world.assignment(world.khoai_chau, directive, due_on=TODAY + DAY * 2)
        day = TODAY
        for events in days:
            day += DAY
            for event in events:
                happen(event, task, directive, day, world)
            if "a day off" not in events:
                notices.tell_of_the_clock(day)
        before = Notice.objects.count()
        notices.tell_of_the_clock(day)
        notices.tell_of_the_clock(day)
        once_more = Notice.objects.count()
        notices.tell_of_the_clock(day)
        assert before <= once_more == Notice.objects.count()
        rows = list(Notice.objects.filter(user=world.khoi).values_list("what", "assignment", "due_on", "note", "day"))
        clocked = [row[:3] for row in rows if row[0] in ("amber", "red", "special") and row[1]]
        assert len(clocked) == len(set(clocked))
        assert sum(row[0] == "DISPATCH" for row in rows) <= 1
        urged = sum(events.count("urge") for events in days)
        assert sum(row[0] == "URGED" for row in rows) <= urged
        assert Mail.objects.values("user", "day").distinct().count() == Mail.objects.count()
        transaction.set_rollback(True)


class Killed(Exception):
    pass


def killed(day):
    raise Killed


def happen(event: str, task, directive, day, world) -> None:
    lan, khoi, minh = world.reach(world.lan, day), world.reach(world.khoi, day), world.reach(world.minh, day)
    if event == "daily":
        notices.tell_of_the_clock(day)
    elif event == "killed":
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(notices, "tell_of_replies", killed)
            with pytest.raises(Killed):
                notices.tell_of_the_clock(day)
    elif event == "dispatch":
        notices.dispatched(directive, lan)
    elif event == "instruct":
        instructions.instruct(directive, "Báo cáo tôi.", assignment=task, reply_by=day, by=minh)
    elif event == "reply":
        if asked := instructions.waiting(khoi).first():
            instructions.reply(asked, "Đã rõ.", by=khoi)
    else:
        given = {
            "urge": (Verb.URGE, lan, {"note": "Đề nghị báo cáo."}),
            "report": (Verb.REPORT, khoi, {"report": Report(content="Đã làm.")}),
            "return": (Verb.RETURN, lan, {"note": "Chưa đạt."}),
            "extend": (Verb.EXTEND, world.reach(world.thang, day), {"due_on": day + DAY * 3, "note": "Cho thêm."}),
            "a day off": (None, None, {}),
        }
        verb, by, facts = given[event]
        try:
            if verb:
                task.perform(verb, by=by, **facts)
        except workflow.Refused:
            pass
