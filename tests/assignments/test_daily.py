"""The work of each day: periods are opened, all of them, once."""

import datetime
import threading

import pytest
from django.core.management import call_command
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assignments import daily, opening
from assignments.models import Assignment, CalendarDay, DailyRun, Part, Report, State
from directives import registering
from directives.models import Directive
from provinces import journal
from provinces.models import Body, Entry
from provinces.policy import Verb
from provinces.reach import System
from tests import world as cast
from tests.world import TODAY

ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def weekly(world):
    """Khoái Châu reports every week: the first time for week 19, 10 to 16 May."""
    return duty(world, cadence="weekly")


def duty(world, body=None, part=Part.LEAD, on=TODAY, **facts) -> Assignment:
    directive = Directive.objects.filter(number=261).first() or world.directive()
    requirement = world.requirement(directive, number=str(directive.requirements.count() + 1), **facts)
    from assignments import assigning

    return assigning.assign(requirement, body or world.khoai_chau, part, by=System(on))


def may(day: int, month: int = 5) -> datetime.date:
    return datetime.date(2021, month, day)


def chain(task: Assignment) -> list[tuple]:
    rows = Assignment.objects.filter(requirement=task.requirement_id, part=task.part).order_by("period_start", "pk")
    return [(row.period, row.due_on, row.state) for row in rows.filter(body=task.body_id)]


def test_the_first_period_is_opened_at_registration_and_the_next_ones_by_the_day(weekly):
    assert chain(weekly) == [("Tuần 19/2021", may(16), State.PENDING)]
    assert opening.open_begun(may(16)) == 0
    assert opening.open_begun(may(17)) == 1
    assert chain(weekly)[1:] == [("Tuần 20/2021", may(23), State.ACTIVE)]


def test_periods_missed_in_days_of_absence_are_opened_and_stay_missed(weekly, world):
    assert opening.open_begun(may(8, 6)) == 4
    assert chain(weekly)[1:] == [
        ("Tuần 20/2021", may(23), State.ACTIVE),
        ("Tuần 21/2021", may(30), State.ACTIVE),
        ("Tuần 22/2021", may(6, 6), State.ACTIVE),
        ("Tuần 23/2021", may(13, 6), State.ACTIVE),
    ]
    late = Assignment.objects.that_are("late", on=may(8, 6)).values_list("period", flat=True)
    assert sorted(late) == ["Tuần 19/2021", "Tuần 20/2021", "Tuần 21/2021", "Tuần 22/2021"]


def test_a_second_run_changes_nothing_more(weekly):
    daily.run(may(8, 6))
    before = chain(weekly), Entry.objects.count()
    daily.run(may(8, 6))
    assert (chain(weekly), Entry.objects.count()) == before
    assert DailyRun.objects.get().figures == {name: 0 for name, _ in daily.STEPS}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.sets(st.integers(1, 60), min_size=1, max_size=6))
def test_ten_days_of_absence_and_one_run_open_what_ten_runs_would_have_opened(weekly, world, days):
    Assignment.objects.exclude(pk=weekly.pk).delete()
    for number in sorted(days):
        opening.open_begun(TODAY + ONE_DAY * number)
    often = list(Assignment.objects.order_by("period_start").values_list("period", "due_on", "assigned_on"))
    Assignment.objects.exclude(pk=weekly.pk).delete()
    opening.open_begun(TODAY + ONE_DAY * max(days))
    assert often == list(Assignment.objects.order_by("period_start").values_list("period", "due_on", "assigned_on"))


def test_one_line_of_the_journal_for_each_dispatch_and_run_names_every_assignment(weekly, world):
    duty(world, world.phu_cu, cadence="weekly")
    opening.open_begun(may(17))
    line = Entry.objects.last()
    assert (line.verb, line.actor, line.about) == ("ASSIGN", "Hệ thống", f"directive/{weekly.directive_id}")
    assert line.note == "Mở kỳ báo cáo: Tuần 20/2021"
    assert line.changes == {
        "Yêu cầu 1, Tuần 20/2021, hạn 23/05/2021": [None, ["Huyện ủy Khoái Châu (Chủ trì)"]],
        "Yêu cầu 2, Tuần 20/2021, hạn 23/05/2021": [None, ["Huyện ủy Phù Cừ (Chủ trì)"]],
    }
    assert journal.broken_links() == []


def test_what_has_no_rhythm_is_opened_once(world):
    for cadence in ("", "once", "unspecified"):
        duty(world, cadence=cadence)
    assert opening.open_begun(datetime.date(2022, 5, 10)) == 0


def test_when_something_happens_the_next_report_can_be_handed_in_as_soon_as_the_last_is_done(world):
    task = duty(world, cadence="on_event")
    assert opening.open_begun(may(11)) == 0
    task.perform(Verb.REPORT, by=world.reach(world.khoi), report=Report(content="Có ổ dịch mới."))
    task.perform(Verb.ACCEPT, by=world.reach(world.lan))
    assert opening.open_begun(may(11)) == 1
    assert chain(task) == [("Lần 1", None, State.DONE), ("Lần 2", None, State.ACTIVE)]
    second = Assignment.objects.get(period="Lần 2")
    second.perform(Verb.REASSIGN, by=world.reach(world.lan), body=world.phu_cu, note="Thuộc địa bàn Phù Cừ.")
    heir = Assignment.objects.get(body=world.phu_cu)
    Assignment.objects.filter(pk=heir.pk).update(state=State.DONE, reported_on=may(12), done_on=may(12))
    assert opening.open_begun(may(13)) == 1  # Khoái Châu's chain has ended
    assert chain(heir)[-1] == ("Lần 3", None, State.ACTIVE)


def test_the_day_that_the_dispatch_states_goes_before_the_rule_for_the_first_period(world):
    task = duty(world, cadence="monthly", due_on=may(20), period_due="day", period_due_number=25)
    opening.open_begun(may(1, 6))
    assert [due for _, due, _ in chain(task)] == [may(20), may(25, 6)]


def test_working_days_are_counted_by_the_calendar_of_the_committee(world):
    task = duty(world, cadence="monthly", period_due="working", period_due_number=2)
    assert task.due_on == may(2, 6)
    CalendarDay.objects.create(committee=world.tinh_uy, day=may(1, 7), name="Ngày thành lập tỉnh")
    CalendarDay.objects.create(committee=world.tinh_uy_kien_giang, day=may(2, 7), name="Nghỉ của tỉnh khác")
    opening.open_begun(may(1, 6))
    assert chain(task)[1] == ("Tháng 6/2021", may(5, 7), State.ACTIVE)  # Friday the 2nd, Monday the 5th


def stopped_by(world, task, what):
    thang = world.reach(world.thang)
    if what == "revoked":
        registering.revoke(task.directive, "Ban hành nhầm.", thang)
    elif what == "superseded":
        registering.supersede(task.directive, world.directive(300), "", thang)
    elif what == "withdrawn":
        task.perform(Verb.WITHDRAW, by=thang, note="Không còn phù hợp.")
    elif what == "given to another":
        task.perform(Verb.REASSIGN, by=thang, body=world.phu_cu, note="Giao lại.")
    elif what == "rhythm ended":
        task.requirement.periods_until = may(16)
        task.requirement.save()
    elif what == "left the tree":
        Body.objects.filter(pk=world.khoai_chau.pk).update(path=f"/{world.khoai_chau.pk}/")


@pytest.mark.parametrize(
    "what", ["revoked", "superseded", "withdrawn", "given to another", "rhythm ended", "left the tree"]
)
def test_a_chain_ends_with(weekly, world, what):
    stopped_by(world, weekly, what)
    opening.open_begun(may(31))
    assert len(chain(weekly)) == 1


def test_withdrawing_an_old_period_does_not_end_the_chain(weekly, world):
    opening.open_begun(may(17))
    weekly.perform(Verb.WITHDRAW, by=world.reach(world.thang), note="Tuần này không cần.")
    opening.open_begun(may(24))
    assert [period for period, _, _ in chain(weekly)] == ["Tuần 19/2021", "Tuần 20/2021", "Tuần 21/2021"]


def test_whoever_takes_over_goes_on_with_the_chain(weekly, world):
    lan = world.reach(world.lan, may(18))
    opening.open_begun(may(17))
    Body.objects.filter(pk=world.khoai_chau.pk).update(valid_to=may(18))
    for task in Assignment.objects.filter(body=world.khoai_chau):
        task.perform(Verb.HAND_OVER, by=lan, bodies=[world.my_hao])
    opening.open_begun(may(31))
    assert [state for _, _, state in chain(weekly)] == [State.HANDED_OVER] * 2
    heirs = Assignment.objects.filter(body=world.my_hao).order_by("period_start")
    assert [row.period for row in heirs] == [f"Tuần {week}/2021" for week in (19, 20, 21, 22)]
    assert all(row.is_inherited for row in heirs)


def test_of_a_body_that_is_gone_one_report_waits_to_be_handed_over(weekly, world):
    """All it owed was done: without that one, nobody would notice that the duty goes on."""
    weekly.perform(Verb.REPORT, by=world.reach(world.khoi), report=Report(content="Xong."))
    weekly.perform(Verb.ACCEPT, by=world.reach(world.lan))
    Body.objects.filter(pk=world.khoai_chau.pk).update(valid_to=may(12))
    opening.open_begun(may(8, 6))
    opening.open_begun(may(15, 6))
    assert [period for period, _, _ in chain(weekly)] == ["Tuần 19/2021", "Tuần 20/2021"]


def test_a_rhythm_that_is_set_later_begins_with_that_day(world):
    task = duty(world)
    task.requirement.cadence = "monthly"
    task.requirement.save()
    opening.open_begun(may(12))
    assert set(chain(task)) == {("", None, State.PENDING), ("Tháng 5/2021", may(31), State.ACTIVE)}


def test_killed_in_the_middle_the_next_run_does_what_is_left(world, monkeypatch):
    tasks = [duty(world, body, cadence="weekly") for body in (world.khoai_chau, world.phu_cu)]
    other = world.directive(400)
    tasks.append(assign(world, other))
    monkeypatch.setattr(opening, "MOST_ROWS", 1)
    calls = []

    def killed(batch, on):
        calls.append(batch)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return opened(batch, on)

    opened = opening.open_batch
    monkeypatch.setattr(opening, "open_batch", killed)
    with pytest.raises(KeyboardInterrupt):
        daily.run(may(17))
    assert Assignment.objects.filter(period="Tuần 20/2021").count() == 2
    assert daily.last_finished() is None
    monkeypatch.setattr(opening, "open_batch", opened)
    daily.run(may(17))
    assert Assignment.objects.filter(period="Tuần 20/2021").count() == 3
    assert Entry.objects.filter(note="Mở kỳ báo cáo: Tuần 20/2021").count() == 2
    assert daily.last_finished()


def assign(world, directive):
    from assignments import assigning

    return assigning.assign(world.requirement(directive, cadence="weekly"), world.my_hao, by=System(TODAY))


def test_a_step_that_fails_keeps_no_other_from_its_work_and_the_run_does_not_count(weekly, monkeypatch):
    def broken(on):
        raise ValueError("broken")

    monkeypatch.setattr(daily, "STEPS", [("Bước hỏng", broken), *daily.STEPS])
    figures, failed = daily.run(may(17))
    assert (figures["Mở kỳ báo cáo"], failed) == (1, ["Bước hỏng"])
    assert daily.last_finished() is None


def test_the_command_says_what_it_did(weekly, capsys):
    call_command("daily")
    assert "Mở kỳ báo cáo: 0" in capsys.readouterr().out


def test_two_runs_at_once_open_each_period_once(committing):
    world = cast.build()
    task = duty(world, cadence="weekly")
    duty(world, world.phu_cu, cadence="weekly")
    start = threading.Barrier(3)

    def run():
        start.wait()
        try:
            opening.open_begun(may(31))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(chain(task)) == 4
    assert Entry.objects.filter(note__startswith="Mở kỳ báo cáo").count() == 1
    assert journal.broken_links() == []
