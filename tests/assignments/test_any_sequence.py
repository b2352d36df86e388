"""Anybody, any verb, any day, in any order: every assignment is in one state, and the journal explains how it came there."""

import datetime
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assignments import daily, workflow
from assignments.assigning import NotAssignable
from assignments.models import Assignment, Report, State
from assignments.timeliness import Timeliness, of
from assignments.workflow import JOURNALLED, Refused
from provinces import journal
from provinces.models import Entry
from provinces.policy import Verb
from tests import world as cast
from tests.assignments.test_daily import duty
from tests.world import TODAY

ONE_DAY = datetime.timedelta(days=1)
PEOPLE = ["lan", "thang", "khoi", "phuc", "tuyen", "ha", "sang", "an"]
DAYS = st.integers(0, 45)
ACTS = st.tuples(st.sampled_from([*workflow.STEPS, "DAILY"]), st.sampled_from(PEOPLE), DAYS, st.integers(0, 9), DAYS)


def act(world, verb: str, who: str, day: int, which: int, number: int) -> None:
    on = TODAY + ONE_DAY * day
    if verb == "DAILY":
        daily.run(on)
        return
    tasks = list(Assignment.objects.order_by("pk"))
    given = {
        "note": "Theo chỉ đạo.",
        "due_on": TODAY + ONE_DAY * number,
        "body": (world.phu_cu, world.my_hao, world.an_bien)[number % 3],
        "bodies": [world.my_hao, world.phu_cu][: number % 3],
    }
    if verb in (Verb.REPORT, Verb.REPORT_FOR):
        given["report"] = Report(content="Đã làm.")
    try:
        with transaction.atomic():
            tasks[which % len(tasks)].perform(verb, by=world.reach(getattr(world, who), on), **given)
    except (Refused, PermissionDenied, NotAssignable):
        pass


def replayed(task: Assignment) -> dict:
    """The assignment as the journal tells it: how it was born, then change by change."""
    facts = {**born(task), "extensions": 0, "urgings": 0}
    for entry in Entry.objects.filter(about=f"assignment/{task.pk}").order_by("pk"):
        for name, (before, after) in entry.changes.items():
            if entry.verb != Verb.ASSIGN:
                assert before == facts.get(name), (entry.verb, name)
            facts[name] = after
    return facts


def born(task: Assignment) -> dict:
    """By a line of its own, or by one of the dispatch that names body, period and deadline."""
    if Entry.objects.filter(about=f"assignment/{task.pk}", verb=Verb.ASSIGN).exists():
        return {"state": State.PENDING}
    who = f"{task.body} ({task.get_part_display()})"
    for entry in Entry.objects.filter(about=f"directive/{task.directive_id}", verb=Verb.ASSIGN):
        for what, (_, bodies) in entry.changes.items():
            if f", {task.period}, hạn " in what and who in bodies:
                day = datetime.datetime.strptime(what[-10:], "%d/%m/%Y").date()
                return {"state": State.ACTIVE, "due_on": day.isoformat()}
    raise AssertionError(f"nobody says how {task} was born")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=4, max_size=16))
def test_the_journal_explains_every_assignment_whatever_anybody_does(world, acts):
    with transaction.atomic():
        duty(world, cadence="weekly")
        duty(world, world.tuyen_giao, part="OVERSEE", cadence="monthly", period_due="working", period_due_number=3)
        for one in acts:
            act(world, *one)
        tasks = list(Assignment.objects.select_related("body", "directive"))
        for task in tasks:
            told = replayed(task)
            assert {name: said(getattr(task, name)) for name in JOURNALLED} == {
                name: told.get(name) for name in JOURNALLED
            }
            assert task.reports.filter(verdict="").count() == (task.state == State.REPORTED)
            assert task.extension_requests.filter(decision="").count() <= 1
        for offset in (0, 7, 30, 60):
            on = TODAY + ONE_DAY * offset
            labels = {row.pk: row.timeliness for row in Assignment.objects.timed(on)}
            assert labels == {task.pk: of(task, on).value for task in tasks}
            assert set(labels.values()) <= set(Timeliness.values)
        assert journal.broken_links() == []
        transaction.set_rollback(True)


def said(value):
    return value.isoformat() if isinstance(value, datetime.date) else value


def test_of_five_who_decide_at_the_same_moment_one_wins_and_the_others_are_told(committing):
    world = cast.build()
    task = world.assignment()
    task.perform(Verb.REPORT, by=world.reach(world.khoi), report=Report(content="Xong."))
    start, outcomes = threading.Barrier(5), []

    def decide(number):
        verb, who = (Verb.ACCEPT, world.lan) if number % 2 else (Verb.RETURN, world.thang)
        start.wait()
        try:
            task.perform(verb, by=world.reach(who), note="Thiếu.")
            outcomes.append("done")
        except Refused:
            outcomes.append("told")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decide, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", *["told"] * 4]
    assert Entry.objects.filter(verb__in=[Verb.ACCEPT, Verb.RETURN]).count() == 1


@pytest.mark.parametrize("verb", [Verb.ACCEPT, Verb.RETURN])
def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(world, verb):
    task = world.assignment()
    task.perform(Verb.REPORT, by=world.reach(world.khoi), report=Report(content="Xong."))
    task.perform(verb, by=world.reach(world.lan), note="Thiếu.")
    with pytest.raises(Refused, match="nên không thể thực hiện"):
        task.perform(Verb.ACCEPT, by=world.reach(world.thang))
