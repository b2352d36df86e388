"""The working days of a committee: as in all the country, until its administrator says else."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from assignments import days_off
from assignments.calendar import national_days
from assignments.models import CalendarDay
from provinces.models import Entry
from provinces.submissions import new_key


def calendar_of(committee):
    return CalendarDay.objects.filter(committee=committee).calendar()


def add(client, day, name="Nghỉ bù", **more):
    return client.post("/lich-lam-viec/them/", {"day": day, "name": name, "key": new_key(), **more})


def test_a_year_becomes_the_committees_own_when_a_day_is_added(world, sign_in):
    quan = sign_in(world.quan)
    page = quan.get("/lich-lam-viec/?nam=2021")
    assert not page.context["is_own"]
    assert "Quốc khánh" in page.content.decode()
    assert add(quan, "12/05/2021").status_code == 302
    assert add(quan, "15/05/2021", "Làm bù cho ngày 12/05", is_working="1").status_code == 302
    own = calendar_of(world.tinh_uy)
    said = [own.is_working_day(datetime.date(2021, 5, day)) for day in (11, 12, 15, 16, 3)]
    assert said == [True, False, True, False, False]
    assert CalendarDay.objects.count() == len(national_days(2021)) + 2
    assert [entry.note for entry in Entry.objects.about(f"calendar/{world.tinh_uy.pk}")] == ["Ngày nghỉ", "Ngày làm bù"]


def test_a_day_off_of_all_the_country_can_be_taken_away(world, sign_in):
    quan = sign_in(world.quan)
    assert quan.post("/lich-lam-viec/bo/", {"day": "03/05/2021", "key": "a"}).status_code == 302
    assert calendar_of(world.tinh_uy).is_working_day(datetime.date(2021, 5, 3))
    assert Entry.objects.last().note == "Bỏ khỏi lịch"


def test_what_one_committee_says_of_its_days_changes_nobody_elses(world, sign_in):
    add(sign_in(world.quyen), "12/05/2021")
    assert calendar_of(world.tinh_uy).is_working_day(datetime.date(2021, 5, 12))
    assert not calendar_of(world.tinh_uy_kien_giang).is_working_day(datetime.date(2021, 5, 12))
    page = sign_in(world.quan).get(f"/lich-lam-viec/?nam=2021&cap-uy={world.tinh_uy_kien_giang.pk}")
    assert page.status_code == 404
    answer = add(sign_in(world.quan), "13/05/2021", **{"cap-uy": world.tinh_uy_kien_giang.pk})
    assert answer.status_code == 404
    with pytest.raises(PermissionDenied):
        days_off.name_day(
            world.tinh_uy_kien_giang, datetime.date(2021, 5, 13), False, "Nghỉ", by=world.reach(world.quan)
        )


@pytest.mark.parametrize(("day", "name"), [("31/02/2021", "Nghỉ"), ("12/05/2021", ""), ("12/05/1021", "Nghỉ")])
def test_a_day_that_cannot_be_is_refused_beside_its_field(world, sign_in, day, name):
    answer = add(sign_in(world.quan), day, name)
    assert answer.status_code == 422
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize("year", ["", "²", "1021", "99999", "abc"])
def test_a_year_that_makes_no_sense_is_this_year(world, sign_in, year):
    assert sign_in(world.quan).get(f"/lich-lam-viec/?nam={year}").context["year"] == 2021
