"""The life of an assignment: who may do what to it, when, and what the journal says."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assignments import workflow
from assignments.models import Assignment, Part, Report, State
from assignments.workflow import Refused
from directives.models import Recipient
from provinces import journal
from provinces.models import Entry
from provinces.policy import Verb
from tests.world import ISSUED, TODAY


@pytest.fixture
def task(world):
    return world.assignment(due_on=datetime.date(2021, 5, 14))


def hand_in(task, world, by=None, **facts) -> Assignment:
    report = Report(content="Đã cấp 1.240 suất nhu yếu phẩm.", **facts)
    return task.perform(Verb.REPORT, by=world.reach(by or world.khoi), report=report)


def test_khoi_reports_lan_returns_it_khoi_reports_again_and_lan_accepts(task, world):
    task = hand_in(task, world)
    assert task.state == State.REPORTED
    task = task.perform(Verb.RETURN, by=world.reach(world.lan), note="Thiếu số liệu giám sát F1.")
    assert (task.state, task.reported_on) == (State.ACTIVE, None)
    task = hand_in(task, world)
    task = task.perform(Verb.ACCEPT, by=world.reach(world.lan))
    assert (task.state, task.reported_on, task.done_on) == (State.DONE, TODAY, TODAY)
    said = [(entry.actor, entry.verb) for entry in Entry.objects.about(task.directive.journal_thread())]
    assert said == [
        ("Hệ thống", "ASSIGN"),
        ("Đặng Đình Khôi", "REPORT"),
        ("Phạm Thị Lan", "RETURN"),
        ("Đặng Đình Khôi", "REPORT"),
        ("Phạm Thị Lan", "ACCEPT"),
    ]
    assert journal.broken_links() == []


def test_reporting_acknowledges_and_confirms_receipt(task, world):
    task = hand_in(task, world)
    assert task.acknowledged_on == TODAY
    assert Recipient.objects.get(directive=task.directive, body=world.khoai_chau).received_by == world.khoi


def test_nobody_accepts_their_own_report(task, world):
    task = hand_in(task, world)
    with pytest.raises(PermissionDenied):
        task.perform(Verb.ACCEPT, by=world.reach(world.khoi))
    assert Verb.ACCEPT not in workflow.available(task, world.reach(world.khoi))


def test_the_overseeing_body_checks_what_others_do_but_not_its_own_work(world):
    directive = world.directive(overseer=world.tuyen_giao)
    world.requirement(directive)
    others = hand_in(world.assignment(world.khoai_chau, directive), world)
    own = hand_in(world.assignment(world.tuyen_giao, directive), world, by=world.tuyen)
    others.perform(Verb.ACCEPT, by=world.reach(world.tuyen))
    with pytest.raises(PermissionDenied):
        own.perform(Verb.ACCEPT, by=world.reach(world.tuyen))


@pytest.mark.parametrize("who", ["ha", "minh", "kiem", "quan", "phuc", "khoi", "hai", "sang", "an"])
def test_only_the_office_and_the_overseer_return_a_report(task, world, who):
    task = hand_in(task, world)
    with pytest.raises(PermissionDenied):
        task.perform(Verb.RETURN, by=world.reach(getattr(world, who)), note="Không đạt.")
    task.refresh_from_db()
    assert task.state == State.REPORTED


# Which verbs are legal from which state, typed by hand from the rule book.
LEGAL = {
    State.PENDING: "ACKNOWLEDGE CONTEST REASSIGN REPORT REPORT_FOR ASK_EXTENSION EXTEND REFUSE_EXTENSION URGE HAND_OVER"
    " WITHDRAW",
    State.ACTIVE: "CONTEST REASSIGN REPORT REPORT_FOR ASK_EXTENSION EXTEND REFUSE_EXTENSION URGE HAND_OVER WITHDRAW",
    State.CONTESTED: "REASSIGN EXTEND REFUSE_EXTENSION URGE HAND_OVER WITHDRAW",
    State.REPORTED: "RETURN ACCEPT EXTEND URGE HAND_OVER WITHDRAW",
    State.DONE: "REOPEN",
    State.WITHDRAWN: "REOPEN",
    State.HANDED_OVER: "",
}


@pytest.mark.parametrize("state", State)
def test_the_table_allows_exactly_what_the_rule_book_says(state):
    allowed = {verb.value for verb, step in workflow.STEPS.items() if state in step.sources}
    assert allowed == set(LEGAL[state].split())


@pytest.mark.parametrize("verb", [verb for verb, step in workflow.STEPS.items() if "note" in step.needs])
def test_a_verb_that_needs_words_is_refused_without_them(task, world, verb):
    sources = workflow.STEPS[verb].sources
    Assignment.objects.filter(pk=task.pk).update(state=sources[0], reported_on=TODAY, done_on=TODAY)
    given = {"body": world.phu_cu, "due_on": datetime.date(2021, 6, 1)}
    by = world.reach(world.khoi if verb in (Verb.CONTEST, Verb.ASK_EXTENSION) else world.thang)
    with pytest.raises(Refused, match="lý do"):
        task.perform(verb, by=by, note="", **given)


def test_a_refused_verb_leaves_no_line_in_the_journal(task, world):
    before = Entry.objects.count()
    with pytest.raises(Refused):
        task.perform(Verb.ACCEPT, by=world.reach(world.lan))
    assert Entry.objects.count() == before


def test_an_extension_keeps_the_old_date_in_the_journal(task, world):
    task = task.perform(
        Verb.EXTEND, by=world.reach(world.thang), due_on=datetime.date(2021, 5, 30), note="Do giãn cách."
    )
    assert (task.due_on, task.extensions) == (datetime.date(2021, 5, 30), 1)
    assert Entry.objects.last().note == "Thời hạn: 14/05/2021 → 30/05/2021. Do giãn cách."


def test_an_extension_into_the_past_is_refused(task, world):
    with pytest.raises(Refused, match="từ hôm nay"):
        task.perform(Verb.EXTEND, by=world.reach(world.thang), due_on=datetime.date(2021, 5, 9), note="Nhầm.")


def test_urging_is_numbered_and_at_most_once_a_day(task, world):
    task = task.perform(Verb.URGE, by=world.reach(world.lan), note="Đề nghị báo cáo.")
    assert task.urgings == 1
    with pytest.raises(Refused, match="Hôm nay đã đôn đốc"):
        task.perform(Verb.URGE, by=world.reach(world.thang), note="Nhắc lại.")
    tomorrow = TODAY + datetime.timedelta(days=1)
    task = task.perform(Verb.URGE, by=world.reach(world.lan, tomorrow), note="Nhắc lại.")
    assert task.urgings == 2
    assert Entry.objects.last().note == "Lần 2: Nhắc lại."


def test_no_button_is_offered_that_would_be_refused_after_the_words_were_typed(task, world):
    lan = world.reach(world.lan)
    task = task.perform(Verb.URGE, by=lan, note="Đề nghị báo cáo.")
    assert Verb.URGE not in workflow.available(task, lan)
    assert "Hôm nay đã đôn đốc" in workflow.why_not(task, Verb.URGE, lan)
    task = hand_in(task, world)
    assert workflow.available(task, lan) == [Verb.RETURN, Verb.ACCEPT]


def test_a_contested_task_is_given_to_the_right_body(task, world):
    task = task.perform(Verb.CONTEST, by=world.reach(world.khoi), note="Thuộc địa bàn Phù Cừ.")
    task = task.perform(Verb.REASSIGN, by=world.reach(world.lan), body=world.phu_cu, note="Giao lại.")
    new = task.replaced_by.get()
    assert (task.state, new.state, new.body, new.due_on) == (State.WITHDRAWN, State.PENDING, world.phu_cu, task.due_on)


def test_a_report_that_waits_when_the_task_is_withdrawn_waits_no_more(task, world, sign_in):
    hand_in(task, world).perform(Verb.WITHDRAW, by=world.reach(world.thang), note="Giao nhầm.")
    assert sign_in(world.lan).get("/bao-cao-cho-duyet/").context["page"].paginator.count == 0
    task.perform(Verb.REOPEN, by=world.reach(world.thang), note="Giao đúng.")
    hand_in(task, world).perform(Verb.ACCEPT, by=world.reach(world.lan))
    assert list(task.reports.order_by("pk").values_list("verdict", flat=True)) == ["RETURNED", "ACCEPTED"]


def test_a_body_that_already_has_the_task_cannot_be_given_it_again(task, world):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        world.assignment(world.khoai_chau, task.directive)


def test_a_task_cannot_go_to_a_body_of_another_province(task, world):
    from assignments.assigning import NotAssignable

    with pytest.raises(NotAssignable):
        task.perform(Verb.REASSIGN, by=world.reach(world.lan), body=world.an_bien, note="Giao lại.")
    task.refresh_from_db()
    assert task.state == State.PENDING


def test_what_a_revoked_dispatch_asked_need_not_be_reported(task, world):
    from directives import registering

    registering.revoke(task.directive, "Ban hành nhầm.", world.reach(world.thang))
    with pytest.raises(Refused, match="thu hồi"):
        hand_in(task, world)


def test_handing_over_the_overseeing_makes_the_new_body_the_overseer(world):
    directive = world.directive(overseer=world.tuyen_giao)
    world.requirement(directive)
    task = world.assignment(world.tuyen_giao, directive, part=Part.OVERSEE)
    task.perform(Verb.REASSIGN, by=world.reach(world.lan), body=world.van_phong, note="Chuyển Văn phòng theo dõi.")
    directive.refresh_from_db()
    assert directive.overseer == world.van_phong


def test_of_two_people_acting_on_the_same_page_one_wins_and_the_other_is_told(task, world):
    hand_in(task, world)
    page_of_lan, page_of_thang = Assignment.objects.get(pk=task.pk), Assignment.objects.get(pk=task.pk)
    page_of_lan.perform(Verb.ACCEPT, by=world.reach(world.lan))
    with pytest.raises(Refused, match="Đã hoàn thành"):
        page_of_thang.perform(Verb.RETURN, by=world.reach(world.thang), note="Chưa đạt.")


def test_a_list_becomes_one_task_for_each_member_of_the_day(world):
    from assignments import registering
    from directives.models import Directive, Requirement
    from provinces.models import Membership
    from provinces.reach import System

    Membership.objects.filter(body=world.my_hao).update(valid_to=ISSUED - datetime.timedelta(days=1))
    directive = Directive(committee=world.tinh_uy, number=300, notation="CV/TU", issued_on=ISSUED, entered_on=ISSUED)
    point = registering.Point(Requirement(number="1", text="Báo cáo."), {Part.LEAD: [world.districts]})
    registering.register(directive, points=[point], by=System(ISSUED))
    assert [str(task.body) for task in directive.assignments.order_by("body__sort_key")] == [
        "Huyện ủy Khoái Châu",
        "Huyện ủy Phù Cừ",
    ]


OF_THE_BODY = (Verb.ACKNOWLEDGE, Verb.CONTEST, Verb.REPORT, Verb.ASK_EXTENSION)
GIVEN = {
    Verb.REPORT: lambda world: {"report": Report(content="Đã làm.")},
    Verb.REPORT_FOR: lambda world: {"report": Report(content="Đã làm.")},
    Verb.ASK_EXTENSION: lambda world: {"due_on": datetime.date(2021, 6, 15), "note": "Chưa đủ số liệu."},
    Verb.EXTEND: lambda world: {"due_on": datetime.date(2021, 6, 30), "note": "Do giãn cách."},
    Verb.REASSIGN: lambda world: {"body": world.phu_cu, "note": "Giao lại."},
    Verb.HAND_OVER: lambda world: {"bodies": [world.my_hao]},
}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(verbs=st.lists(st.sampled_from(list(workflow.STEPS)), max_size=12))
def test_whatever_is_done_to_a_task_its_report_and_its_dates_tell_the_same_story(task, world, verbs):
    with transaction.atomic():
        for verb in verbs:
            by = world.reach(world.khoi if verb in OF_THE_BODY else world.thang)
            try:
                task.perform(verb, by=by, **GIVEN.get(verb, lambda world: {"note": "Lý do."})(world))
            except Refused:
                continue
            now = Assignment.objects.get(pk=task.pk)
            waiting = now.reports.filter(verdict="").count()
            assert waiting == (now.state == State.REPORTED)
            assert bool(now.reported_on) == (now.state in (State.REPORTED, State.DONE))
            assert bool(now.done_on) == (now.state == State.DONE)
        transaction.set_rollback(True)
