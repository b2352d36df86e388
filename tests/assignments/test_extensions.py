"""More time: asked by the body before the time is over, decided by the chief; the old days stay visible."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from assignments import workflow
from assignments.models import ExtensionRequest, Notice
from assignments.workflow import Refused
from provinces.policy import Verb
from tests.world import TODAY


def may(day: int) -> datetime.date:
    return datetime.date(2021, 5, day)


@pytest.fixture
def task(world):
    return world.assignment(due_on=may(14))


def ask(task, world, until=30, who=None, on=TODAY):
    by = world.reach(who or world.khoi, on)
    return task.perform(Verb.ASK_EXTENSION, by=by, due_on=may(until), note="Chờ số liệu của xã.")


def test_the_body_asks_the_chief_grants_and_the_old_day_stays_visible(task, world, sign_in):
    task = ask(task, world)
    assert task.due_on == may(14)  # until the chief answers, the old day holds
    page = sign_in(world.thang).get(f"/nhiem-vu/{task.pk}/extend/")
    assert page.context["form"]["due_on"].value() == may(30)
    assert "Chờ số liệu của xã." in page.content.decode()
    task = task.perform(Verb.EXTEND, by=world.reach(world.thang), due_on=may(28), note="Đồng ý đến 28.")
    asked = ExtensionRequest.objects.get()
    assert (asked.decision, asked.decided_by, asked.due_on, task.due_on) == ("GRANTED", world.thang, may(30), may(28))
    task = task.perform(Verb.EXTEND, by=world.reach(world.thang), due_on=may(29), note="Thêm một ngày.")
    assert (task.extensions, task.first_due_on) == (2, may(14))
    page = sign_in(world.khoi).get(task.get_absolute_url())
    assert page.context["old_dates"] == [may(28), may(14)]
    assert "gia hạn 2 lần, hạn đầu 14/05/2021" in sign_in(world.khoi).get("/nhiem-vu/").content.decode()


def test_the_chief_finds_the_request_among_what_waits_today(task, world, sign_in):
    ask(task, world)
    assert [wish.assignment for wish in sign_in(world.thang).get("/").context["wishes"]] == [task]
    assert sign_in(world.lan).get("/").context["wishes"] == []  # a monitor does not decide it
    assert sign_in(world.sang).get("/").context["wishes"] == []  # nor another province's chief


def test_the_chief_refuses_with_a_reason_and_the_body_may_ask_again(task, world):
    ask(task, world)
    task = task.perform(Verb.REFUSE_EXTENSION, by=world.reach(world.thang), note="Việc gấp.")
    asked = ExtensionRequest.objects.get()
    assert (asked.decision, asked.decision_note, task.due_on, task.extensions) == ("REFUSED", "Việc gấp.", may(14), 0)
    assert Notice.objects.get(user=world.khoi, what="NOT_EXTENDED").note == "Việc gấp."
    ask(task, world, until=20)
    assert ExtensionRequest.objects.waiting().get().due_on == may(20)


@pytest.mark.parametrize(
    ("on", "until", "why"),
    [(may(14), 30, ""), (may(15), 30, "Đã quá hạn"), (TODAY, 14, "sau thời hạn hiện tại"), (TODAY, 1, "sau thời hạn")],
)
def test_it_is_asked_before_the_time_is_over_and_for_a_later_day(task, world, on, until, why):
    if not why:
        ask(task, world, until=until, on=on)
        return
    with pytest.raises(Refused, match=why):
        ask(task, world, until=until, on=on)


def test_what_has_no_deadline_needs_no_extension(world):
    with pytest.raises(Refused, match="chưa xác định hạn"):
        ask(world.assignment(), world)


def test_one_request_waits_at_a_time(task, world):
    ask(task, world)
    with pytest.raises(Refused, match="đang chờ quyết định"):
        ask(task, world, until=31)
    assert Verb.ASK_EXTENSION not in workflow.available(task, world.reach(world.khoi))


def test_there_is_nothing_to_refuse_where_nobody_asked(task, world):
    with pytest.raises(Refused, match="Không có đề nghị"):
        task.perform(Verb.REFUSE_EXTENSION, by=world.reach(world.thang), note="Không.")


@pytest.mark.parametrize("who", ["ha", "lan", "thang", "minh", "phuc", "tuyen", "an"])
def test_only_the_body_itself_asks(task, world, who):
    with pytest.raises(PermissionDenied):
        ask(task, world, who=getattr(world, who))


@pytest.mark.parametrize("who", ["ha", "lan", "minh", "khoi", "sang"])
def test_only_the_chief_decides(task, world, who):
    ask(task, world)
    with pytest.raises(PermissionDenied):
        task.perform(Verb.REFUSE_EXTENSION, by=world.reach(getattr(world, who)), note="Không.")


def test_the_chief_sees_what_waits_and_how_many_in_the_menu(task, world, sign_in):
    ask(task, world)
    page = sign_in(world.thang).get("/de-nghi-gia-han/")
    assert [row.assignment for row in page.context["page"]] == [task]
    entries = [item for section in page.context["navigation"] for item in section["entries"]]
    assert [item["count"] for item in entries if item["label"] == "Đề nghị gia hạn"] == ["1"]
    assert sign_in(world.sang).get("/de-nghi-gia-han/").context["page"].paginator.count == 0


def test_what_was_reported_meanwhile_needs_no_more_time(task, world):
    from assignments.models import Report

    ask(task, world)
    task.perform(Verb.REPORT, by=world.reach(world.khoi), report=Report(content="Xong."))
    assert not ExtensionRequest.objects.waiting().exists()
