"""Bodies come and go: renamed, moved, ended, merged, split; and every day keeps the names it had."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from provinces import journal, reorganising
from provinces.models import Body, BodySuccession, Entry, Post
from provinces.models.bodies import as_they_were
from provinces.models.versioned import StaleVersion
from provinces.reach import System
from provinces.reorganising import NotPossible
from tests.world import TODAY

YESTERDAY = TODAY - datetime.timedelta(days=1)
SINCE = TODAY


@pytest.fixture
def by(world):
    return world.reach(world.quan)


def name_on(body: Body, day) -> str:
    row = Body.objects.get(pk=body.pk)
    as_they_were([row], day)
    return row.name


def test_a_renamed_body_bears_its_old_name_on_the_days_before(world, by):
    reorganising.rename(world.tuyen_giao, "Ban Tuyên giáo và Dân vận Tỉnh ủy", since=SINCE, by=by, basis="QĐ 983")
    assert name_on(world.tuyen_giao, YESTERDAY) == "Ban Tuyên giáo Tỉnh ủy"
    assert name_on(world.tuyen_giao, TODAY) == "Ban Tuyên giáo và Dân vận Tỉnh ủy"
    assert Body.objects.known_as("Ban Tuyên giáo Tỉnh ủy").filter(pk=world.tuyen_giao.pk).exists()
    assert "Căn cứ: QĐ 983" in Entry.objects.about(world.tuyen_giao.journal_thread()).last().note


def test_a_slip_put_right_leaves_no_former_name(world, by):
    reorganising.rename(world.tuyen_giao, "Ban Tuyên Giáo Tỉnh ủy", since=None, by=by)
    assert not world.tuyen_giao.history.exists()


def test_two_changes_cannot_be_made_in_the_wrong_order(world, by):
    reorganising.rename(world.tuyen_giao, "Ban Một", since=SINCE, by=by)
    with pytest.raises(NotPossible, match="mời chọn ngày sau đó"):
        reorganising.rename(world.tuyen_giao, "Ban Hai", since=YESTERDAY, by=by)


def test_a_name_that_lies_ahead_is_not_taken_yet(world, by):
    with pytest.raises(NotPossible, match="chưa đến"):
        reorganising.rename(world.tuyen_giao, "Ban Một", since=TODAY + datetime.timedelta(days=1), by=by)


def test_of_two_who_change_a_body_at_once_the_second_is_told(world, by):
    one, other = Body.objects.get(pk=world.tuyen_giao.pk), Body.objects.get(pk=world.tuyen_giao.pk)
    reorganising.rename(one, "Ban Một", since=SINCE, by=by)
    with pytest.raises(StaleVersion):
        reorganising.end(other, last_day=TODAY, by=by)


def test_the_highest_committee_does_not_end_without_an_heir(world, by):
    with pytest.raises(NotPossible, match="Hợp nhất"):
        reorganising.end(world.tinh_uy, last_day=TODAY, by=by)


def test_the_register_of_a_district_that_ended_is_kept_by_the_province(world, by):
    reorganising.end(world.khoai_chau, last_day=YESTERDAY, by=by)
    world.khoai_chau.refresh_from_db()
    assert world.khoai_chau.keeper == world.tinh_uy


def test_ending_a_body_ends_what_still_stands_below_it(world, by):
    office = Body.objects.create(name="Văn phòng Huyện ủy", kind="VAN_PHONG", level="HUYEN", parent=world.khoai_chau)
    reorganising.end(world.khoai_chau, last_day=YESTERDAY, by=by)
    office.refresh_from_db()
    assert office.valid_to == YESTERDAY


def test_two_bodies_are_merged_into_one_that_takes_their_people_along(world, by):
    mass = Body.objects.create(name="Ban Dân vận Tỉnh ủy", kind="BAN_DANG", level="TINH", parent=world.tinh_uy)
    new = Body(
        name="Ban Tuyên giáo và Dân vận Tỉnh ủy",
        kind="BAN_DANG",
        level="TINH",
        parent=world.tinh_uy,
        valid_from=SINCE,
    )
    reorganising.found(new, by=by)
    reorganising.merge([world.tuyen_giao, mass], new, since=SINCE, by=by)
    assert {row.predecessor for row in new.inheritances.all()} == {world.tuyen_giao, mass}
    post = Post.objects.on(TODAY).get(user=world.tuyen)
    assert (post.body, post.valid_from) == (new, SINCE)
    assert world.reach(world.tuyen).own_bodies == {new.pk}
    assert world.reach(world.tuyen, YESTERDAY).own_bodies == {world.tuyen_giao.pk}


def test_two_provinces_become_one_with_their_offices_and_districts(world):
    by = System(TODAY)
    reorganising.merge([world.tinh_uy_kien_giang], world.tinh_uy, since=SINCE, by=by, basis="NQ 202")
    offices = Body.objects.filter(name="Văn phòng Tỉnh ủy")
    assert {(row.committee, row.valid_to) for row in offices} == {
        (world.tinh_uy_kien_giang, YESTERDAY),
        (world.tinh_uy, None),
    }
    world.an_bien.refresh_from_db()
    assert (world.an_bien.parent, world.an_bien.valid_to) == (world.tinh_uy, None)
    assert BodySuccession.objects.filter(predecessor=world.tinh_uy_kien_giang, successor=world.tinh_uy).exists()


def test_the_people_of_the_heir_reach_what_the_merged_province_had_and_nobody_else_does(world):
    directive = world.directive(143, committee=world.tinh_uy_kien_giang)
    assert not world.reach(world.minh).covers(directive)
    reorganising.merge([world.tinh_uy_kien_giang], world.tinh_uy, since=SINCE, by=System(TODAY), with_posts=False)
    assert world.reach(world.minh).covers(directive)
    assert not world.reach(world.tam).covers(directive)  # the post ended with the committee
    assert not world.reach(world.tam).posts


def test_an_administrator_cannot_merge_into_another_province(world, by):
    with pytest.raises(PermissionDenied):
        reorganising.merge([world.tuyen_giao], world.an_bien, since=SINCE, by=by)
    world.tuyen_giao.refresh_from_db()
    assert world.tuyen_giao.valid_to is None


def test_a_split_needs_two_heirs_that_stand(world, by):
    with pytest.raises(NotPossible, match="ít nhất hai"):
        reorganising.split(world.khoai_chau, [world.phu_cu], since=SINCE, by=by)
    reorganising.split(world.khoai_chau, [world.phu_cu, world.my_hao], since=SINCE, by=by)
    assert {row.successor for row in world.khoai_chau.successions.all()} == {world.phu_cu, world.my_hao}


def replayed(body: Body) -> dict:
    """The body as its lines in the journal tell it, from the first to the last."""
    facts: dict = {}
    for entry in Entry.objects.about(body.journal_thread()):
        facts |= {name: value for name, (_, value) in entry.changes.items()}
    return facts


def as_kept(body: Body) -> dict:
    facts = reorganising.facts(Body.objects.get(pk=body.pk))
    return {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in facts.items()
        if value not in (None, "")
    }


def test_the_journal_replays_to_the_body_as_it_stands(world, by):
    new = reorganising.found(
        Body(name="Ban Dân vận Tỉnh ủy", kind="BAN_DANG", level="TINH", parent=world.tinh_uy), by=by
    )
    reorganising.rename(new, "Ban Dân vận", since=datetime.date(2021, 5, 1), by=by)
    reorganising.move(new, world.van_phong, since=datetime.date(2021, 5, 5), by=by)
    reorganising.end(new, last_day=YESTERDAY, by=by)
    told = {name: value for name, value in replayed(new).items() if value not in (None, "")}
    assert told == as_kept(new)
    assert journal.broken_links() == []
