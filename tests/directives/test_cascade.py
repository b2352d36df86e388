"""Huyện ủy Khoái Châu's 239-CV/HU implements Tỉnh ủy's 761-CV/TU: linked whoever is registered first, shown to whom it may."""

import datetime

import pytest

from directives import registering
from directives.cascade import Cascade
from directives.models import Citation, Directive
from provinces.models import Body, Post, Role, User
from provinces.reach import System
from tests.world import ISSUED, TODAY

LATER = ISSUED + datetime.timedelta(days=2)
CANARY = "Kim-tước-chuông-vàng"


def enter(committee, number, citing="", on=ISSUED, issued_on=ISSUED, **facts) -> Directive:
    """Registers a công văn of that committee; `citing` is the code of what it implements, `issued_on` the day it prints."""
    directive = Directive(committee=committee, number=number, notation=f"CV/{committee.notation}", kind="CV")
    directive.issued_on = directive.entered_on = on
    for name, value in facts.items():
        setattr(directive, name, value)
    cites = [Citation(text=f"Công văn số {citing}", code=citing, issued_on=issued_on, relation="implements")]
    return registering.enter(directive, citations=cites if citing else [], by=System(on))


def target_of(directive) -> Directive | None:
    return directive.citations.get().target


def test_the_lower_dispatch_finds_the_upper_one(world):
    upper = enter(world.tinh_uy, 761)
    assert target_of(enter(world.khoai_chau, 239, "0761 - CV/TU")) == upper


def test_the_upper_dispatch_registered_later_is_found_all_the_same(world):
    lower = enter(world.khoai_chau, 239, "761-CV/TU")
    assert target_of(lower) is None
    upper = enter(world.tinh_uy, 761)
    assert target_of(lower) == upper


def test_a_number_that_is_put_right_takes_the_link_with_it(world):
    lower = enter(world.khoai_chau, 239, "761-CV/TU")
    upper = enter(world.tinh_uy, 716)
    facts = registering.facts(upper)
    upper.number = 761
    registering.amend(upper, facts, lines=[], citations=[], by=System(TODAY))
    assert target_of(lower) == upper
    upper.number = 762
    registering.amend(upper, registering.facts(upper), lines=[], citations=[], by=System(TODAY))
    assert target_of(lower) is None


@pytest.mark.parametrize("upper_first", [True, False])
def test_another_province_s_dispatch_of_the_same_number_and_day_is_never_meant(world, upper_first):
    if upper_first:
        enter(world.tinh_uy_kien_giang, 761)
    lower = enter(world.khoai_chau, 239, "761-CV/TU")
    if not upper_first:
        enter(world.tinh_uy_kien_giang, 761)
    enter(world.an_bien, 761)
    assert target_of(lower) is None


def test_a_sister_s_dispatch_is_not_meant_either(world):
    enter(world.phu_cu, 12)
    assert target_of(enter(world.khoai_chau, 239, "12-CV/HU")) is None


def test_another_term_s_dispatch_is_never_meant(world):
    old = enter(world.tinh_uy, 761, on=datetime.date(2019, 3, 1))
    undated = enter(world.khoai_chau, 239, "761-CV/TU", issued_on=None)
    dated = enter(world.khoai_chau, 240, "761-CV/TU")
    assert (target_of(undated), target_of(dated)) == (None, None)
    this_term = enter(world.tinh_uy, 761)
    assert (target_of(undated), target_of(dated)) == (this_term, this_term)
    in_its_day = enter(world.phu_cu, 5, "761-CV/TU", on=datetime.date(2019, 3, 5), issued_on=None)
    assert target_of(in_its_day) == old


def test_a_dispatch_does_not_implement_what_came_after_it(world):
    lower = enter(world.khoai_chau, 239, "761-CV/TU", issued_on=None)
    enter(world.tinh_uy, 761, on=LATER)
    assert target_of(lower) is None


@pytest.fixture
def upper(world):
    """Khoái Châu issued its own two days later, Phù Cừ and Mỹ Hào did not; Kiên Giang's copy of the numbers is nobody's."""
    upper = enter(world.tinh_uy, 761)
    world.send(upper, world.khoai_chau, world.phu_cu, world.my_hao, world.tuyen_giao)
    world.named["lower"] = enter(world.khoai_chau, 239, "761-CV/TU", on=LATER, subject=f"Về {CANARY}")
    enter(world.tinh_uy_kien_giang, 761)
    enter(world.an_bien, 239, "761-CV/TU", subject=f"Về {CANARY} An Biên")
    return upper


def steps(world, user, upper):
    cascade = Cascade(world.reach(user), upper, world.reach(user).rows(upper.recipients.select_related("body")))
    return [(str(step.committee), str(step.directive), step.is_issued, step.days) for step in cascade.steps]


def test_the_office_sees_who_has_issued_after_how_many_days_and_who_has_not(world, upper):
    assert steps(world, world.ha, upper) == [
        ("Huyện ủy Phù Cừ", "None", False, 2),
        ("Thị ủy Mỹ Hào", "None", False, 2),
        ("Huyện ủy Khoái Châu", "239-CV/HU", True, 2),
    ]


def test_a_district_sees_its_own_line_alone_and_a_link_only_to_what_it_may_read(world, upper, sign_in):
    assert steps(world, world.phuc, upper) == [("Huyện ủy Phù Cừ", "None", False, 2)]
    assert steps(world, world.khoi, upper) == [("Huyện ủy Khoái Châu", "None", True, 2)]
    for user in (world.phuc, world.khoi):
        page = sign_in(user).get(upper.get_absolute_url()).content.decode()
        assert CANARY not in page
        assert f"/van-ban/{world.lower.pk}/" not in page
    page = sign_in(world.ha).get(upper.get_absolute_url()).content.decode()
    assert "1/3 cấp ủy đã ban hành văn bản" in page
    assert CANARY in page
    assert "An Biên" not in page


def test_the_lower_dispatch_names_the_upper_one_and_links_it_for_those_who_read_it(world, upper, sign_in):
    clerk = User.objects.create_user("van-thu-huyen", full_name="Lê Thị Mai", committee=world.khoai_chau)
    Post.objects.create(user=clerk, body=world.khoai_chau, role=Role.CLERK)
    own, whole = (sign_in(who).get(world.lower.get_absolute_url()).content.decode() for who in (clerk, world.ha))
    assert "761-CV/TU" in own
    assert f"/van-ban/{upper.pk}/" not in own
    assert f'<a href="/van-ban/{upper.pk}/">761-CV/TU</a>' in whole


def test_a_committee_that_issued_without_having_received_comes_last(world, upper):
    commune = Body.objects.create(name="Đảng ủy xã Đông Tảo", kind="CAP_UY", level="XA", parent=world.khoai_chau,
                                  notation="ĐU", is_committee=True)  # fmt: skip
    enter(commune, 7, "761-CV/TU", on=LATER)
    assert steps(world, world.ha, upper)[-1] == ("Đảng ủy xã Đông Tảo", "07-CV/ĐU", True, 2)


def test_a_revoked_dispatch_implements_nothing(world, upper):
    registering.revoke(world.lower, "Ban hành nhầm.", System(TODAY))
    assert ("Huyện ủy Khoái Châu", "None", False, 2) in steps(world, world.ha, upper)


def test_thirty_committees_ask_no_more_questions_than_one(world, upper, sign_in, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ha = sign_in(world.ha)
    ha.get(upper.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        ha.get(upper.get_absolute_url())
    for number in range(30):
        committee = Body.objects.create(
            name=f"Huyện ủy {number}", kind="CAP_UY", level="HUYEN", parent=world.tinh_uy, is_committee=True
        )
        world.send(upper, committee)
        enter(committee, number + 1, "761-CV/TU", on=LATER)
    with django_assert_num_queries(len(few)):
        ha.get(upper.get_absolute_url())
