"""Who stands on a list on a day: by rule, by hand, through another list; and never otherwise on a day gone by."""

import datetime

import pytest

from provinces import reorganising
from provinces.models import Body, ListInclusion, ListRule, Membership, RecipientList
from provinces.reach import System
from provinces.rolls import Roll, members_of, would_close_a_circle
from tests.world import TODAY

YESTERDAY = TODAY - datetime.timedelta(days=1)
TOMORROW = TODAY + datetime.timedelta(days=1)


def department(world, name, **facts) -> Body:
    return Body.objects.create(name=name, kind="SO_NGANH", level="TINH", parent=world.tinh_uy, **facts)


@pytest.fixture
def departments(world):
    row = RecipientList.objects.create(committee=world.tinh_uy, name="Các sở, ban, ngành")
    ListRule.objects.create(recipient_list=row, kind="SO_NGANH", parent=world.tinh_uy)
    return row


def names(row, day=TODAY) -> list[str]:
    return sorted(members_of(row, day).values_list("name", flat=True))


def test_a_rule_takes_whatever_fits_and_stands_that_day(world, departments):
    department(world, "Sở Y tế")
    department(world, "Sở Du lịch", valid_from=TOMORROW)
    department(world, "Sở Thương mại", valid_to=YESTERDAY)
    Body.objects.create(name="Sở Y tế", kind="SO_NGANH", level="TINH", parent=world.tinh_uy_kien_giang)
    assert names(departments) == ["Sở Y tế"]
    assert names(departments, YESTERDAY) == ["Sở Thương mại", "Sở Y tế"]
    assert names(departments, TOMORROW) == ["Sở Du lịch", "Sở Y tế"]


def test_a_rule_that_begins_today_says_nothing_of_yesterday(world, departments):
    department(world, "Sở Y tế")
    ListRule.objects.update(valid_from=TODAY)
    assert names(departments) == ["Sở Y tế"]
    assert names(departments, YESTERDAY) == []


def test_a_body_kept_off_by_hand_is_not_on_the_list_though_a_rule_takes_it(world, departments):
    health = department(world, "Sở Y tế")
    Membership.objects.create(recipient_list=departments, body=health, is_excluded=True, valid_from=TODAY)
    assert names(departments) == []
    assert names(departments, YESTERDAY) == ["Sở Y tế"]


def test_a_list_may_hold_lists_and_a_body_on_two_of_them_counts_once(world, departments):
    health = department(world, "Sở Y tế")
    everyone = RecipientList.objects.create(committee=world.tinh_uy, name="Các sở, ban, ngành, đoàn thể")
    Membership.objects.create(recipient_list=everyone, body=health)
    Membership.objects.create(recipient_list=everyone, body=world.uy_ban)
    ListInclusion.objects.create(outer=everyone, inner=departments)
    assert names(everyone) == ["Sở Y tế", world.uy_ban.name]


def test_a_circle_of_lists_is_seen_before_it_closes(world, departments):
    middle = RecipientList.objects.create(committee=world.tinh_uy, name="Giữa")
    outer = RecipientList.objects.create(committee=world.tinh_uy, name="Ngoài")
    ListInclusion.objects.create(outer=outer, inner=middle)
    ListInclusion.objects.create(outer=middle, inner=departments)
    assert would_close_a_circle(departments, outer)
    assert not would_close_a_circle(outer, departments)


def test_a_circle_is_refused_beside_the_field(world, departments, sign_in):
    outer = RecipientList.objects.create(committee=world.tinh_uy, name="Ngoài")
    ListInclusion.objects.create(outer=outer, inner=departments)
    answer = sign_in(world.quan).post(
        f"/danh-sach-noi-nhan/{departments.pk}/gom/", {"key": "1", "inner": outer.pk, "valid_from": ""}
    )
    assert answer.status_code == 422
    assert "không thể lồng ngược lại" in answer.content.decode()


def test_a_body_that_moved_away_stays_on_the_list_of_the_days_before(world, departments):
    health = department(world, "Sở Y tế")
    reorganising.move(health, world.van_phong, since=TODAY, by=System(TODAY))
    assert names(departments) == []
    assert names(departments, YESTERDAY) == ["Sở Y tế"]


def test_what_stands_below_a_body_that_moved_stays_on_the_lists_of_the_days_before(world):
    office = Body.objects.create(name="Văn phòng Huyện ủy", kind="VAN_PHONG", level="HUYEN", parent=world.khoai_chau)
    row = RecipientList.objects.create(committee=world.khoai_chau, name="Văn phòng")
    ListRule.objects.create(recipient_list=row, kind="VAN_PHONG")
    reorganising.move(office, world.phu_cu, since=TODAY, by=System(TODAY))
    assert names(row) == []
    assert names(row, YESTERDAY) == ["Văn phòng Huyện ủy"]


def test_many_lists_are_read_with_as_many_questions_as_one(world, departments, django_assert_num_queries):
    department(world, "Sở Y tế")
    lists = [departments.pk, world.districts.pk]
    with django_assert_num_queries(5):
        assert all(Roll([departments.pk], TODAY).members(key) for key in [departments.pk])
    roll = Roll(lists, TODAY)
    with django_assert_num_queries(5):
        assert all(roll.members(key) for key in lists)


def test_the_page_of_a_list_tells_the_difference_between_two_days(world, departments, sign_in):
    department(world, "Sở Y tế")
    department(world, "Sở Thương mại", valid_to=YESTERDAY)
    department(world, "Sở Du lịch", valid_from=TODAY)
    page = (
        sign_in(world.quan)
        .get(f"/danh-sach-noi-nhan/{departments.pk}/?ngay=10/05/2021&so_voi=09/05/2021")
        .content.decode()
    )
    assert "<b>Thêm 1:</b> Sở Du lịch" in page
    assert "<b>Bớt 1:</b> Sở Thương mại" in page
