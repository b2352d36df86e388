"""Duties outlive the organisation: what an ended body owed waits, goes to its heirs, and is neither lost nor doubled."""

import datetime
import html
import re
from contextlib import contextmanager

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assignments import counting, dashboards, handing_over
from assignments.choices import Choice
from assignments.models import Assignment, Report, State
from assignments.timeliness import Timeliness
from assignments.workflow import STEPS, Refused
from provinces import journal, reorganising
from provinces.models import Body, BodySuccession, Entry, ListInclusion, ListRule, Membership, RecipientList
from provinces.models.versioned import StaleVersion
from provinces.policy import Verb
from provinces.reach import System
from provinces.reorganising import NotPossible
from provinces.rolls import Roll
from tests.world import TODAY

YESTERDAY = TODAY - datetime.timedelta(days=1)


@pytest.fixture
def communes(world):
    """Khoái Châu has ended; three communes took its place."""
    rows = [
        Body.objects.create(
            name=f"Đảng ủy xã {name}",
            kind="CAP_UY",
            level="XA",
            parent=world.tinh_uy,
            is_committee=True,
            valid_from=datetime.date(2021, 5, 1),
        )
        for name in ("Châu Ninh", "Chí Minh", "Việt Tiến")
    ]
    for row in rows:
        BodySuccession.objects.create(predecessor=world.khoai_chau, successor=row, kind="CHUC_NANG")
    return rows


@pytest.fixture
def left_behind(world, communes):
    task = world.assignment(world.khoai_chau, due_on=datetime.date(2021, 5, 12))
    reorganising.end(world.khoai_chau, last_day=YESTERDAY, by=System(TODAY))
    return Assignment.objects.get(pk=task.pk)


def test_open_work_of_an_ended_body_waits_with_its_proposed_heirs(world, left_behind, communes, sign_in):
    page = sign_in(world.lan).get("/ban-giao/").content.decode()
    assert world.khoai_chau.name in page
    assert all(commune.name in page for commune in communes)
    assert list(handing_over.waiting(world.reach(world.lan))) == [left_behind]


def test_what_the_data_doubts_is_shown_as_not_confirmed_until_an_administrator_confirms_it(
    world, left_behind, communes, sign_in
):
    doubted = BodySuccession.objects.filter(successor=communes[0])
    doubted.update(is_confirmed=False)
    lan, quan = sign_in(world.lan), sign_in(world.quan)
    pages = [
        (lan, "/ban-giao/"),
        (lan, f"/ban-giao/{world.khoai_chau.pk}/"),
        (quan, f"/co-quan/{world.khoai_chau.pk}/"),
    ]
    for client, page in pages:
        assert "Đảng ủy xã Châu Ninh" in (shown := client.get(page).content.decode())
        assert "chưa xác nhận" in shown
    quan.post(f"/co-quan/{world.khoai_chau.pk}/ke-thua/{doubted.get().pk}/xac-nhan/", {"key": "1"})
    for client, page in pages:
        assert "chưa xác nhận" not in client.get(page).content.decode()


def test_one_task_becomes_one_for_each_commune_that_took_over(world, left_behind, communes, sign_in):
    lan = sign_in(world.lan)
    data = {"key": "1", "tasks": [left_behind.pk], "to": [commune.pk for commune in communes], "others": "", "note": ""}
    assert lan.post(f"/ban-giao/{world.khoai_chau.pk}/", data).status_code == 302
    left_behind.refresh_from_db()
    heirs = left_behind.replaced_by.all()
    assert left_behind.state == State.HANDED_OVER
    assert {(row.body, row.state, row.due_on, row.is_inherited) for row in heirs} == {
        (commune, State.PENDING, datetime.date(2021, 5, 12), True) for commune in communes
    }
    assert not handing_over.waiting(world.reach(world.lan)).exists()
    assert "nhận từ Huyện ủy Khoái Châu" in lan.get("/nhiem-vu/").content.decode()


def test_everything_with_a_proposal_goes_at_once(world, left_behind, communes, sign_in):
    sign_in(world.lan).post("/ban-giao/tat-ca/", {"key": "1"})
    assert left_behind.replaced_by.count() == 3
    entry = Entry.objects.filter(verb=Verb.HAND_OVER).get()
    assert "Huyện ủy Khoái Châu → Đảng ủy xã Châu Ninh, Đảng ủy xã Chí Minh, Đảng ủy xã Việt Tiến" in entry.note


def test_two_bodies_with_one_duty_leave_their_heir_one_task_that_knows_both(world, communes):
    heir = communes[0]
    one = world.assignment(world.khoai_chau)
    other = world.assignment(world.phu_cu)
    by = world.reach(world.lan)
    for task in (one, other):
        task.perform(Verb.HAND_OVER, by=by, bodies=[heir])
    new = Assignment.objects.get(body=heir)
    assert set(new.replaces.all()) == {one, other}


def test_a_report_that_waits_for_its_check_is_decided_before_the_work_goes_on(world, communes):
    task = world.assignment(world.khoai_chau).perform(
        Verb.REPORT, by=world.reach(world.khoi), report=Report(content="Đã làm.")
    )
    with pytest.raises(Refused, match="chờ duyệt"):
        task.perform(Verb.HAND_OVER, by=world.reach(world.lan), bodies=communes)


def test_the_heirs_of_an_heir_that_ended_too_are_proposed(world, left_behind, communes):
    for commune in communes[1:]:
        BodySuccession.objects.filter(successor=commune).delete()
    reorganising.end(communes[0], last_day=YESTERDAY, by=System(TODAY))
    BodySuccession.objects.create(predecessor=communes[0], successor=communes[1], kind="PHAP_LY")
    assert handing_over.heirs_of(world.khoai_chau, TODAY) == [communes[1]]


def test_a_legal_heir_goes_before_one_of_functions(world, left_behind, communes):
    BodySuccession.objects.create(predecessor=world.khoai_chau, successor=world.phu_cu, kind="PHAP_LY")
    assert handing_over.heirs_of(world.khoai_chau, TODAY) == [world.phu_cu]


def test_the_dashboard_counts_by_who_has_the_work_and_by_who_was_charged(world, left_behind, communes):
    left_behind.perform(Verb.HAND_OVER, by=world.reach(world.lan), bodies=communes)
    choice, later = Choice(committee=world.tinh_uy, tops=(world.tinh_uy.pk,)), datetime.date(2021, 5, 20)
    counting.keep_to(later)
    now, then = dict(dashboards.by_body(choice, later)), dict(dashboards.as_charged(choice, later))
    assert {body: tally.total for body, tally in now.items()} == {commune.pk: 1 for commune in communes}
    assert {body: tally.counts for body, tally in then.items()} == {world.khoai_chau.pk: {Timeliness.LATE: 1}}


def test_every_figure_as_of_then_is_the_number_of_the_rows_it_leads_to(world, left_behind, communes, sign_in):
    left_behind.perform(Verb.HAND_OVER, by=world.reach(world.lan), bodies=communes)
    minh = sign_in(world.minh)
    page = html.unescape(minh.get("/bang-theo-doi/?luc=giao").content.decode())
    (address,) = re.findall(r'<a href="(/nhiem-vu/[^"]+luc=giao)">1</a>', page)
    assert minh.get(address).context["page"].count == 1


@pytest.mark.parametrize("name", ["khoái châu", "xã châu ninh", "huyện ủy khoái"])
def test_work_is_found_by_the_name_of_the_body_it_came_from_and_of_the_one_that_has_it(
    world, left_behind, communes, sign_in, name
):
    left_behind.perform(Verb.HAND_OVER, by=world.reach(world.lan), bodies=communes)
    reorganising.rename(communes[0], "Đảng ủy xã Ninh", since=TODAY, by=System(TODAY))
    lan = sign_in(world.lan)
    shown = lan.get("/nhiem-vu/", {"q": name}).context["page"].rows
    assert {task.body for task in shown} == ({communes[0]} if "ninh" in name else set(communes))
    assert [row.pk for row in lan.get("/van-ban/", {"body": name}).context["page"]] == [left_behind.directive_id]
    assert lan.get("/nhiem-vu/", {"q": "phù cừ"}).context["page"].count == 0


def test_the_dispatch_shows_whom_it_charged_and_who_has_the_work(world, left_behind, communes, sign_in):
    reorganising.rename(world.phu_cu, "Huyện ủy Phù Cừ mới", since=TODAY, by=System(TODAY))
    world.assignment(world.phu_cu, left_behind.directive)
    left_behind.perform(Verb.HAND_OVER, by=world.reach(world.lan), bodies=communes)
    minh = sign_in(world.minh)
    now = [body.name for body in minh.get(left_behind.directive.get_absolute_url()).context["matrix"].bodies]
    then = minh.get(left_behind.directive.get_absolute_url() + "?luc=giao").context["matrix"].bodies
    assert now == ["Đảng ủy xã Châu Ninh", "Đảng ủy xã Chí Minh", "Đảng ủy xã Việt Tiến", "Huyện ủy Phù Cừ mới"]
    assert [body.name for body in then] == ["Huyện ủy Khoái Châu", "Huyện ủy Phù Cừ"]


def test_work_of_a_merged_province_may_go_to_bodies_of_the_one_that_keeps_its_register(world):
    directive = world.directive(143, committee=world.tinh_uy_kien_giang)
    task = world.assignment(world.an_bien, directive)
    by = System(TODAY)
    reorganising.merge([world.tinh_uy_kien_giang], world.tinh_uy, since=TODAY, by=by)
    task = Assignment.objects.get(pk=task.pk)
    task.perform(Verb.HAND_OVER, by=by, bodies=[world.phu_cu])
    assert Assignment.objects.get(body=world.phu_cu).committee == world.tinh_uy_kien_giang


# Whatever is done, in whatever order


CHANGES = ["rename", "move", "move", "end", "merge", "split", "hand_over", "hand_over", "assign", "answer", "check"]
ANSWERS = [
    (Verb.ACKNOWLEDGE, {}),
    (Verb.CONTEST, {"note": "Không thuộc phạm vi."}),
    (Verb.REPORT, {"report": "Đã làm."}),  # in words: a Report is made for each
]
whom = st.integers(0, 9)
steps = st.lists(st.tuples(st.sampled_from(CHANGES), whom, whom, whom, st.integers(0, 2)), max_size=14)
LONG_AGO = TODAY - datetime.timedelta(days=400)
REFUSALS = (NotPossible, Refused, PermissionDenied, StaleVersion, handing_over.NotAssignable)


@contextmanager
def undone():
    """Leaves the world as the next example expects it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_whatever_happens_to_bodies_no_duty_is_lost_or_doubled_and_no_earlier_day_changes(world, steps):
    with undone():
        live_through(world, steps)


def live_through(world, steps) -> None:
    lists = lists_of_every_make(world)
    owed = {body.pk for body in (world.khoai_chau, world.phu_cu, world.tuyen_giao)}  # who has the one duty to do
    world.assignment(world.khoai_chau)
    world.assignment(world.phu_cu).perform(Verb.CONTEST, by=System(TODAY), note="Không thuộc phạm vi.")
    world.assignment(world.tuyen_giao).perform(Verb.ACKNOWLEDGE, by=System(TODAY))
    first = {body.pk: reorganising.facts(body) for body in Body.objects.below(world.tinh_uy)}
    remembered = {day: members(lists, day) for day in (LONG_AGO, TODAY - reorganising.ONE_DAY)}
    for number, (what, *chosen, back) in enumerate(steps):
        by = System(TODAY + datetime.timedelta(days=number))
        since = by.on - datetime.timedelta(days=back)  # decided some days ago, entered today
        try:
            with transaction.atomic():
                owed = do(what, chosen, number, since, by, world, owed)
        except REFUSALS:
            pass
        assert all(members(lists, day) == then for day, then in remembered.items() if day < since)
        remembered |= {day: members(lists, day) for day in {*remembered, by.on} if day >= since}
        assert_owed_by(owed, by)
    assert_journal_tells_all(first)


def lists_of_every_make(world) -> list[int]:
    """By rule and place, to be moved out of and into; with one kept off; by hand; and a list of lists."""
    made = [
        Body.objects.create(name=f"Sở {number}", kind="SO_NGANH", level="TINH", parent=world.tinh_uy)
        for number in range(4)
    ]
    departments, offices, all_of_them, elsewhere = (
        RecipientList.objects.create(committee=world.tinh_uy, name=name)
        for name in ("Các sở", "Các ban", "Các sở, ban và cấp ủy", "Đơn vị trực thuộc")
    )
    ListRule.objects.create(recipient_list=departments, kind="SO_NGANH", parent=world.tinh_uy)
    for parent in (world.van_phong, world.tuyen_giao, world.khoai_chau, world.phu_cu):
        ListRule.objects.create(recipient_list=elsewhere, parent=parent)
    ListRule.objects.create(recipient_list=offices, kind="BAN_DANG", parent=world.tinh_uy)
    Membership.objects.create(recipient_list=offices, body=world.kiem_tra, is_excluded=True)
    Membership.objects.create(recipient_list=all_of_them, body=made[0], is_excluded=True)
    for inner in (departments, offices, world.districts):
        ListInclusion.objects.create(outer=all_of_them, inner=inner)
    return [departments.pk, offices.pk, all_of_them.pk, elsewhere.pk, world.districts.pk]


def do(what: str, chosen: list[int], number: int, since, by: System, world, owed: set[int]) -> set[int]:
    """Does it, and returns who has the duty to do then."""
    standing = list(Body.objects.below(world.tinh_uy).exclude(pk=world.tinh_uy.pk).on(by.on).order_by("pk"))
    one, two, three = (standing[index % len(standing)] for index in chosen)
    if what == "rename":
        reorganising.rename(one, f"Tên {number}", since=since, by=by)
    elif what == "move":
        reorganising.move(one, two, since=since, by=by)
    elif what == "end":
        reorganising.end(one, last_day=since - reorganising.ONE_DAY, by=by)
    elif what == "merge":
        reorganising.merge([one], two, since=since, by=by)
    elif what == "split":
        reorganising.split(one, {two.pk: two, three.pk: three}.values(), since=since, by=by)
    elif what == "hand_over":
        for body in handing_over.bodies_waiting(by):
            heirs = handing_over.heirs_of(body, by.on) or [one]
            done, _ = handing_over.hand_over(handing_over.waiting(by).filter(body=body), heirs, by=by)
            if done:
                owed = owed - {body.pk} | {heir.pk for heir in heirs}
    elif what == "assign":
        if not Assignment.objects.counted().filter(body=one).exists():
            world.assignment(one, on=by.on)
            owed = owed | {one.pk}
    elif task := Assignment.objects.open().order_by("pk")[chosen[0] % 3 :].first():
        if what == "answer":
            verb, given = ANSWERS[chosen[1] % 3]
            given = {"report": Report(content="Đã làm.")} if "report" in given else given
            task.perform(verb, by=by, **given)
        else:
            task.perform(Verb.ACCEPT, by=by)
            owed = owed - {task.body_id}
    return owed


def members(lists, day) -> list:
    roll = Roll(lists, day)
    return [roll.members(key) for key in lists]


def assert_owed_by(owed: set[int], by: System) -> None:
    """The table holds what was owed, no row more and no row less; what ended bodies owe waits to be handed over."""
    rows = Assignment.objects.filter(state__in=["PENDING", "ACTIVE", "CONTESTED", "REPORTED"]).select_related("body")
    assert sorted(row.body_id for row in rows) == sorted(owed)
    gone = {row.body_id for row in rows if row.body.valid_to and row.body.valid_to < by.on}
    assert {body.pk for body in handing_over.bodies_waiting(by)} == gone
    for task in Assignment.objects.filter(state=State.HANDED_OVER):
        assert task.replaced_by.exists(), f"{task} went nowhere"
    for task in Assignment.objects.filter(is_inherited=True):
        assert task.replaces.filter(state=State.HANDED_OVER).exists(), f"{task} came from nowhere"


def assert_journal_tells_all(first: dict[int, dict]) -> None:
    for body in Body.objects.filter(pk__in=first):
        told = {name: said(value) for name, value in first[body.pk].items()}
        for entry in Entry.objects.about(body.journal_thread()):
            told |= {name: value for name, (_, value) in entry.changes.items()}
        assert told == {name: said(value) for name, value in reorganising.facts(body).items()}
    for task in Assignment.objects.all():
        state = State.PENDING
        for entry in Entry.objects.filter(about=f"assignment/{task.pk}").order_by("pk"):
            step = STEPS.get(entry.verb)
            state = step.target or state if step else state
        assert state == task.state
    assert journal.broken_links() == []


def said(value):
    return value.isoformat() if isinstance(value, datetime.date) else value
