"""Somebody is away: a colleague holds the post for some days, in the colleague's own name, and never more than that."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assignments.models import Assignment, Report
from provinces import absences
from provinces.models import Absence, Body, Entry, Post, Role, User
from provinces.policy import ROWS, Verb
from provinces.reorganising import NotPossible
from tests.world import TODAY

FRIDAY = datetime.date(2021, 5, 14)
YESTERDAY = TODAY - datetime.timedelta(days=1)
SATURDAY = FRIDAY + datetime.timedelta(days=1)


def away(world, person, deputy, *, by=None, posts=None, first=TODAY, last=FRIDAY, **facts) -> Absence:
    absence = Absence(user=person, deputy=deputy, valid_from=first, valid_to=last, **facts)
    posts = person.posts.all() if posts is None else posts
    return absences.appoint(absence, posts, by=world.reach(by or world.quan))


@pytest.fixture
def task(world):
    """Khôi's body has something to report."""
    return world.assignment(world.khoai_chau)


def said(**facts) -> dict:
    return {"key": "1", "valid_from": "10/05/2021", "valid_to": "14/05/2021", **facts}


# what a deputy may do


def test_a_deputy_does_the_absent_ones_work_in_ones_own_name(world, task):
    away(world, world.khoi, world.phuc)
    task.perform(Verb.REPORT, by=world.reach(world.phuc), report=Report(content="Đã làm."))
    entry = Entry.objects.filter(verb="REPORT").get()
    assert (entry.actor, entry.post) == ("Bùi Hữu Phúc", "thay Đặng Đình Khôi, Đầu mối đơn vị, Huyện ủy Khoái Châu")


def test_what_one_may_do_in_ones_own_post_one_does_in_it(world):
    away(world, world.khoi, world.phuc)
    own = world.assignment(world.phu_cu)
    own.perform(Verb.ACKNOWLEDGE, by=world.reach(world.phuc))
    assert Entry.objects.filter(verb="ACKNOWLEDGE").get().post == "Đầu mối đơn vị, Huyện ủy Phù Cừ"


def test_a_deputy_reaches_exactly_what_both_posts_reach(world, task):
    """For every pair of people of the province and every verb: own reach and the absent one's, and nothing beside."""
    Absence.objects.all().delete()
    models = [Assignment, User]
    people = list(User.objects.filter(committee=world.tinh_uy))

    def reached(person) -> dict:
        reach = world.reach(person)
        return {
            (verb, m): set(reach.rows(m.objects.all(), verb).values_list("pk", flat=True))
            for verb in ROWS
            for m in models
        }

    alone = {person: reached(person) for person in people}
    for absent, deputy in itertools.permutations(people, 2):
        made = Absence.objects.create(user=absent, deputy=deputy, valid_from=TODAY, valid_to=FRIDAY)
        made.posts.set(absent.posts.all())
        both = reached(deputy)
        assert both == {key: alone[absent][key] | alone[deputy][key] for key in both}
        made.delete()


def test_the_deputy_is_told_and_so_are_the_absent_and_the_administrator(world, sign_in):
    away(world, world.lan, world.ha)
    ha = sign_in(world.ha)
    today = ha.get("/").content.decode()
    assert "Đồng chí đang thay Phạm Thị Lan (Chuyên viên theo dõi, Văn phòng Tỉnh ủy) đến hết ngày 14/05/2021." in today
    assert "Báo cáo chờ duyệt" in today  # the menu of the post too
    assert "thay Phạm Thị Lan, Chuyên viên theo dõi" in ha.get("/tai-khoan/").content.decode()
    assert "Nguyễn Thị Hà thay Phạm Thị Lan" in sign_in(world.lan).get("/tai-khoan/").content.decode()
    assert "Nguyễn Thị Hà thay Phạm Thị Lan" in sign_in(world.quan).get(f"/nguoi-dung/{world.ha.pk}/").content.decode()


# four eyes


@pytest.fixture
def reported(world, task):
    return task.perform(Verb.REPORT, by=world.reach(world.khoi), report=Report(content="Đã làm."))


def accepts(world, person, task) -> bool:
    """May this person accept the report? The button, the list and the verb must say the same."""
    reach, row = world.reach(person), Assignment.objects.select_related("directive").get(pk=task.pk)
    from assignments.reporting import waiting_for
    from assignments.workflow import available

    listed = waiting_for(reach).filter(assignment=row).exists()
    assert (Verb.ACCEPT in available(row, reach)) == listed
    return listed


def test_a_deputy_does_not_accept_what_the_absent_one_or_the_deputy_handed_in(world, reported):
    assert accepts(world, world.lan, reported)
    made = away(world, world.khoi, world.lan)  # the monitor stands in for the body's officer
    assert not accepts(world, world.lan, reported)
    made.delete()
    made = away(world, world.lan, world.khoi)  # the body's officer stands in for the monitor
    assert not accepts(world, world.khoi, reported)
    made.delete()
    away(world, world.lan, world.phuc)  # somebody else's officer stands in for the monitor
    assert accepts(world, world.phuc, reported)


def test_what_the_absent_one_could_not_accept_the_deputy_cannot_either(world, reported):
    """Lan is also the officer of Khoái Châu; only her monitor's post is lent."""
    monitor = world.lan.posts.get()
    Post.objects.create(user=world.lan, body=world.khoai_chau, role=Role.FOCAL)
    away(world, world.lan, world.ha, posts=[monitor])
    assert not accepts(world, world.ha, reported)
    assert accepts(world, world.thang, reported)


def test_what_was_handed_in_as_deputy_is_ones_own_when_the_absence_is_over(world, task):
    made = away(world, world.khoi, world.lan)
    task.perform(Verb.REPORT, by=world.reach(world.lan), report=Report(content="Đã làm."))
    absences.end(made, by=world.reach(world.quan))
    with pytest.raises(Exception, match="tự duyệt"):
        task.perform(Verb.ACCEPT, by=world.reach(world.lan))
    task.perform(Verb.ACCEPT, by=world.reach(world.thang))


# it ends at once


def by_absence(world, absence):
    Absence.objects.filter(pk=absence.pk).update(valid_to=YESTERDAY, valid_from=YESTERDAY)


def by_being_ended(world, absence):
    absences.end(absence, by=world.reach(world.quan))


def by_the_post(world, absence):
    world.khoi.posts.update(valid_to=YESTERDAY)


def by_the_body(world, absence):
    Body.objects.filter(pk=world.khoai_chau.pk).update(valid_to=YESTERDAY)


def by_the_absent_ones_account(world, absence):
    User.objects.filter(pk=world.khoi.pk).update(is_active=False)


def by_the_deputys_account(world, absence):
    User.objects.filter(pk=world.phuc.pk).update(is_active=False)


def by_the_deputys_own_post(world, absence):
    world.phuc.posts.update(valid_to=YESTERDAY)


ENDS = [by_absence, by_being_ended, by_the_post, by_the_body, by_the_absent_ones_account, by_the_deputys_account,
        by_the_deputys_own_post]  # fmt: skip


@pytest.mark.parametrize("end", ENDS)
def test_access_that_ends_between_page_and_button_is_gone(world, task, sign_in, end):
    absence = away(world, world.khoi, world.phuc)
    phuc, page = sign_in(world.phuc), f"/nhiem-vu/{task.pk}/bao-cao/"
    assert phuc.get(page).status_code == 200
    end(world, absence)
    answer = phuc.post(page, {"key": "1", "content": "Đã làm."})
    assert answer.status_code == 404 or answer["Location"].startswith("/dang-nhap/")
    assert not Report.objects.exists()


@pytest.mark.parametrize("end", ["post", "body", "account"])
def test_so_is_that_of_the_holder(world, task, sign_in, end):
    khoi, page = sign_in(world.khoi), f"/nhiem-vu/{task.pk}/bao-cao/"
    assert khoi.get(page).status_code == 200
    {"post": by_the_post, "body": by_the_body, "account": by_the_absent_ones_account}[end](world, None)
    answer = khoi.post(page, {"key": "1", "content": "Đã làm."})
    assert answer.status_code == 404 or answer["Location"].startswith("/dang-nhap/")
    assert not Report.objects.exists()


def test_it_begins_and_lapses_by_itself(world):
    away(world, world.khoi, world.phuc, first=TODAY + datetime.timedelta(days=1))
    held = {day: world.khoai_chau.pk in world.reach(world.phuc, day).own_bodies for day in (TODAY, FRIDAY, SATURDAY)}
    assert held == {TODAY: False, FRIDAY: True, SATURDAY: False}


# who may set it


def test_an_absent_person_chooses_a_colleague_of_the_same_body(world, sign_in):
    lan = sign_in(world.lan)
    data = said(deputy=world.ha.pk, posts=[world.lan.posts.get().pk], basis="Giấy ủy quyền số 12")
    assert lan.post("/tai-khoan/vang-mat/", data)["Location"] == "/tai-khoan/"
    made = Absence.objects.get(user=world.lan)
    assert (made.deputy, made.set_by, list(made.posts.all())) == (world.ha, world.lan, list(world.lan.posts.all()))
    entry = Entry.objects.get(verb="DEPUTISE")
    assert entry.note == (
        "Nguyễn Thị Hà thay Phạm Thị Lan từ 10/05/2021 đến hết 14/05/2021. "
        "Vị trí: Chuyên viên theo dõi, Văn phòng Tỉnh ủy. Căn cứ: Giấy ủy quyền số 12"
    )
    assert lan.post(f"/vang-mat/{made.pk}/cham-dut/", {"key": "2"})["Location"] == "/tai-khoan/"
    assert world.reach(world.ha).lent_posts == []
    assert "đã kết thúc" in lan.post(f"/vang-mat/{made.pk}/cham-dut/", {"key": "3"}, follow=True).content.decode()


def test_but_nobody_of_another_body_and_no_post_of_somebody_else(world, sign_in):
    lan, own, other = sign_in(world.lan), world.lan.posts.get().pk, world.thang.posts.get().pk
    assert lan.post("/tai-khoan/vang-mat/", said(deputy=world.phuc.pk, posts=[own])).status_code == 422
    assert lan.post("/tai-khoan/vang-mat/", said(deputy=world.ha.pk, posts=[other])).status_code == 422
    assert lan.post("/tai-khoan/vang-mat/", said(deputy=world.ha.pk)).status_code == 422
    second = Post.objects.create(user=world.lan, body=world.tuyen_giao, role=Role.FOCAL)
    with pytest.raises(NotPossible, match="không thuộc Ban Tuyên giáo"):
        away(world, world.lan, world.ha, by=world.lan, posts=[second])


def test_a_chosen_colleague_who_leaves_the_body_stands_in_no_more(world):
    away(world, world.lan, world.ha, by=world.lan)
    assert world.reach(world.ha).may(Verb.URGE)
    world.ha.posts.update(body=world.tuyen_giao)
    assert not world.reach(world.ha).may(Verb.URGE)


def test_a_post_of_administration_is_lent_only_by_another_administrator(world, sign_in):
    post = world.quan.posts.get()
    assert "Vị trí quản trị do quản trị viên khác" in sign_in(world.quan).get("/tai-khoan/vang-mat/").content.decode()
    with pytest.raises(NotPossible, match="đang giữ"):
        away(world, world.quan, world.ha, by=world.quan, posts=[post])
    Post.objects.create(user=world.thang, body=world.van_phong, role=Role.ADMIN)
    away(world, world.quan, world.ha, by=world.thang, posts=[post])
    assert world.reach(world.ha).may(Verb.KEEP_PEOPLE)
    ha, new = sign_in(world.ha), {"key": "1", "role": "LEADER", "body": world.tinh_uy.pk}
    assert (
        ha.post(f"/nguoi-dung/{world.ha.pk}/vi-tri/", new).status_code == 403
    )  # nothing that would outlast the absence
    assert ha.post(f"/nguoi-dung/{world.phuc.pk}/vi-tri/", new).status_code == 302


def test_nobody_appoints_oneself(world):
    with pytest.raises(NotPossible, match="tự cử mình"):
        away(world, world.thang, world.quan, by=world.quan)


def test_there_are_no_chains_and_no_two_deputies(world):
    away(world, world.khoi, world.phuc)
    for absent, deputy, why in (
        (world.khoi, world.lan, "đã có người thay"),
        (world.lan, world.khoi, "cũng vắng mặt"),
        (world.phuc, world.lan, "đang được cử thay người khác"),
    ):
        with pytest.raises(NotPossible, match=why):
            away(world, absent, deputy)
    away(world, world.khoi, world.lan, first=SATURDAY, last=SATURDAY)  # the days after are free


def test_what_one_holds_for_another_is_not_lent_on(world):
    """Even if the rows said so: a post counts only in an absence of its holder."""
    chain = Absence.objects.create(
        user=world.thay, deputy=world.phuc, set_by=world.quan, valid_from=TODAY, valid_to=FRIDAY
    )
    chain.posts.set(world.tuyen.posts.all())
    assert world.reach(world.phuc).lent_posts == []


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("09/05/2021", "14/05/2021", "từ hôm nay trở đi"),
        ("12/05/2021", "11/05/2021", "từ ngày đầu tiên trở đi"),
        ("10/05/2021", "10/05/2026", "không quá 184 ngày"),
    ],
)
def test_days_that_cannot_be_are_refused_in_words(world, sign_in, first, last, why):
    data = said(deputy="phuc", valid_from=first, valid_to=last, posts=[world.khoi.posts.get().pk])
    answer = sign_in(world.quan).post(f"/nguoi-dung/{world.khoi.pk}/vang-mat/", data)
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_a_deputy_is_named_by_name_or_sign_in_name_and_never_of_another_province(world, sign_in):
    quan, address = sign_in(world.quan), f"/nguoi-dung/{world.khoi.pk}/vang-mat/"
    post = world.khoi.posts.get().pk
    assert quan.post(address, said(deputy="hai", posts=[post])).status_code == 422  # of Kiên Giang
    assert quan.post(address, said(deputy=f"#{world.hai.pk}", posts=[post])).status_code == 422
    assert quan.post(address, said(deputy="bui huu phuc", posts=[post])).status_code == 302


def test_when_a_body_is_merged_the_deputy_goes_along(world):
    from provinces.reorganising import merge

    away(world, world.khoi, world.phuc)
    merge([world.khoai_chau], world.my_hao, since=TODAY, by=world.reach(world.quan))
    assert [str(post) for post in world.reach(world.phuc).lent_posts] == [
        "thay Đặng Đình Khôi, Đầu mối đơn vị, Thị ủy Mỹ Hào"
    ]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 9), st.integers(0, 6), st.booleans()), max_size=8
    )
)
def test_whatever_is_set_and_ended_nobody_is_away_and_standing_in_on_one_day(world, steps):
    Absence.objects.all().delete()
    people = [world.ha, world.lan, world.thang, world.khoi, world.phuc]
    for absent, deputy, begin, length, ended in steps:
        first = TODAY + datetime.timedelta(days=begin)
        if absent == deputy:
            continue
        try:
            made = away(
                world, people[absent], people[deputy], first=first, last=first + datetime.timedelta(days=length)
            )
        except NotPossible:
            continue
        if ended:
            absences.end(made, by=world.reach(world.quan))
    for day in (TODAY + datetime.timedelta(days=n) for n in range(16)):
        standing = Absence.objects.in_force(day)
        gone, deputies = ([*standing.values_list(name, flat=True)] for name in ("user", "deputy"))
        assert not set(gone) & set(deputies)
        assert len(gone) == len(set(gone))  # each has one post, and so one deputy
