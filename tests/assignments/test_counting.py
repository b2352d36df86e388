"""The figures that the database keeps: after every change, on every day, what a recount would say."""

from __future__ import annotations

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from assignments import counting
from assignments.models import Assignment, Count, Standing
from assignments.models.figures import LABELS
from assignments.timeliness import Timeliness
from assignments.workflow import Verb
from directives.models import Directive
from provinces.models import Body, Post
from tests.world import TODAY

DAY = datetime.timedelta(days=1)


def of(scope: int, field: str = "", period: str = "", body: int = 0) -> dict[str, int]:
    row = Count.objects.filter(scope=scope, field=field, period=period, body=body).values(*LABELS).first() or {}
    return {name: number for name, number in row.items() if number}


def test_work_is_counted_for_the_tree_the_committee_the_body_and_the_overseer(world):
    counting.keep_to(TODAY)
    directive = world.directive(overseer=world.tuyen_giao, field="noi_chinh")
    world.assignment(world.khoai_chau, directive, due_on=datetime.date(2021, 5, 9))
    late = {"late": 1}
    tree, overseer, body = world.tinh_uy.pk, -world.tuyen_giao.pk, -world.khoai_chau.pk
    assert of(tree) == of(tree, "noi_chinh") == of(tree, "", "2021-05") == of(tree, "noi_chinh", "2021-05") == late
    assert of(tree, body=world.khoai_chau.pk) == of(tree, "", "2021", world.khoai_chau.pk) == late
    assert of(overseer) == of(overseer, body=world.khoai_chau.pk) == of(body) == of(body, "", "2021-05") == late
    standing = Standing.objects.get(directive=directive)
    assert (standing.late, standing.requirements, standing.ungiven) == (1, 1, 0)
    assert not counting.differences()


def test_what_a_committee_below_issues_counts_for_it_and_for_the_whole_tree(world):
    counting.keep_to(TODAY)
    world.assignment(world.khoai_chau, world.directive(committee=world.khoai_chau, notation="CV/HU"))
    assert of(world.khoai_chau.pk) == of(world.tinh_uy.pk) == {"unread": 1}


def test_a_committee_that_moves_takes_its_work_along(world):
    counting.keep_to(TODAY)
    row = world.assignment(world.khoai_chau, world.directive(committee=world.khoai_chau, notation="CV/HU"))
    body = Body.objects.get(pk=world.khoai_chau.pk)
    body.parent = world.tinh_uy_kien_giang
    body.save()
    row.refresh_from_db()
    assert row.top_id == row.directive.top_id == world.tinh_uy_kien_giang.pk
    assert (of(world.tinh_uy.pk), of(world.tinh_uy_kien_giang.pk)) == ({}, {"unread": 1})
    assert not counting.differences()


def test_a_requirement_that_nobody_has_is_counted_until_somebody_has_it(world):
    directive = world.directive()
    first, _ = world.requirement(directive), world.requirement(directive, number="2")
    standing = Standing.objects.filter(directive=directive)
    assert standing.get().ungiven == 2
    task = world.assignment(world.khoai_chau, directive)
    assert standing.get().ungiven == 1
    task.perform(Verb.WITHDRAW, by=world.reach(world.thang), note="Giao nhầm.")
    assert standing.get().ungiven == 2
    first.delete() if not first.assignments.exists() else None
    assert not counting.differences()


def test_a_figure_that_went_astray_is_named_and_put_right(world):
    counting.keep_to(TODAY)
    world.assignment(world.khoai_chau)
    call_command("verify_counters", stdout=StringIO())
    Count.objects.filter(scope=world.tinh_uy.pk, period="", field="", body=0).update(late=7)
    with pytest.raises(CommandError, match="2 số liệu không khớp"):
        call_command("verify_counters", stdout=StringIO(), stderr=StringIO())
    call_command("verify_counters", repair=True, stdout=StringIO(), stderr=StringIO())
    assert of(world.tinh_uy.pk) == {"unread": 1}


FACTS = st.fixed_dictionaries(
    {
        "state": st.sampled_from(["PENDING", "ACTIVE", "CONTESTED", "REPORTED", "DONE", "WITHDRAWN", "HANDED_OVER"]),
        "due_on": st.none() | st.integers(-40, 40).map(lambda days: TODAY + DAY * days),
        "reported_on": st.integers(-40, 0).map(lambda days: TODAY + DAY * days),
    }
)


@given(st.lists(st.tuples(st.integers(0, 3), FACTS), max_size=8), st.lists(st.integers(-45, 45), max_size=4))
@settings(max_examples=40, deadline=None)
def test_after_any_changes_and_on_any_day_the_figures_are_what_a_recount_says(shared, changes, days):
    world, tasks = shared
    for which, facts in changes:
        done = facts["reported_on"] if facts["state"] == "DONE" else None
        reported = facts["reported_on"] if facts["state"] in ("REPORTED", "DONE") else None
        Assignment.objects.filter(pk=tasks[which].pk).update(**{**facts, "reported_on": reported, "done_on": done})
    for days_on in [*days, 0]:
        day = TODAY + DAY * days_on
        counting.keep_to(day)
        rows = Assignment.objects.timed(day).values_list("timeliness", flat=True)
        said = [Timeliness(label).value.replace("-", "_") for label in rows]
        assert of(world.tinh_uy.pk) == {name: said.count(name) for name in LABELS if name in said}
    assert not counting.differences()


@pytest.fixture(scope="module")
def shared(django_db_setup, django_db_blocker):
    """Four assignments that every example changes further."""
    import time_machine
    from django.db import transaction

    from tests import world as cast
    from tests.conftest import MORNING

    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(MORNING, tick=True):
        world = cast.build()
        directive = world.directive(overseer=world.tuyen_giao)
        bodies = (world.khoai_chau, world.phu_cu, world.my_hao, world.tuyen_giao)
        yield world, [world.assignment(body, directive) for body in bodies]
        transaction.set_rollback(True)


def test_the_day_and_the_field_of_a_dispatch_go_along_to_its_work(world):
    counting.keep_to(TODAY)
    directive = world.directive()
    world.send(directive, world.phu_cu)
    world.assignment(world.khoai_chau, directive)
    directive.field, directive.issued_on = "xa_hoi", TODAY
    directive.save()
    assert directive.recipients.filter(as_of=TODAY).count() == 2
    assert directive.assignments.get().field == "xa_hoi"
    assert of(world.tinh_uy.pk, "xa_hoi") == {"unread": 1}
    assert Directive.objects.get(standing__as_of=TODAY) == directive
    assert not counting.differences()


def test_a_province_below_the_centre_is_a_tree_of_its_own(world):
    centre = Body.objects.create(name="Trung ương", kind="CAP_UY", level="TW", is_committee=True, notation="TW")
    for province in (world.tinh_uy, world.tinh_uy_kien_giang):
        body = Body.objects.get(pk=province.pk)
        body.parent = centre
        body.save()
    counting.keep_to(TODAY)
    world.named["tinh_uy"] = Body.objects.get(pk=world.tinh_uy.pk)
    world.named["khoai_chau"] = Body.objects.get(pk=world.khoai_chau.pk)
    world.assignment(world.khoai_chau, world.directive(committee=world.tinh_uy))
    assert of(world.tinh_uy.pk) == {"unread": 1}
    assert not of(centre.pk)
    grant = world.reach(world.ha).grant("READ")
    assert (grant.tops, grant.others) == ({world.tinh_uy.pk}, frozenset())
    Post.objects.create(user=world.hai, body=centre, role="LEADER")
    grant = world.reach(world.hai).grant("READ")
    assert (grant.tops, grant.others) == ({centre.pk, world.tinh_uy.pk, world.tinh_uy_kien_giang.pk}, frozenset())
    assert grant.rows(Directive.objects.all()).count() == 1
