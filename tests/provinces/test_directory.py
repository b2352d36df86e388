"""What a new installation knows: the whole country, who took over from whom, what is doubted; loaded again, it keeps
whatever an administrator changed."""

import datetime

import pytest

from provinces import directory, reorganising
from provinces.models import Body, BodyAlias, BodySuccession, ListRule, Membership, Province, RecipientList, Term
from provinces.reach import System

LAST_DAY, FIRST_DAY = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)
TABLES = (Province, Body, BodyAlias, BodySuccession, Term, RecipientList, ListRule, Membership)


def everything() -> list[list[tuple]]:
    return [list(model.objects.order_by("pk").values_list()) for model in TABLES]


def heirs(name: str, kind: str) -> set[tuple[str, bool]]:
    rows = BodySuccession.objects.filter(predecessor__name=name, predecessor__parent__name="Thành ủy Hà Nội", kind=kind)
    return set(rows.values_list("successor__name", "is_confirmed"))


def test_the_whole_country_as_it_was_and_as_it_is(db):
    directory.load()
    committees = Body.objects.committees()
    assert committees.filter(level="HUYEN").on(LAST_DAY).exclude(area_code="").count() == 696
    assert not committees.filter(level="HUYEN").on(FIRST_DAY).exclude(area_code="").exists()
    assert committees.filter(level="XA").on(FIRST_DAY).count() == 3321
    assert not committees.filter(level="XA").on(LAST_DAY).exists()
    assert committees.filter(level="TINH").on(LAST_DAY).count() == 63
    assert committees.filter(level="TINH").on(FIRST_DAY).count() == 34
    # every district has its heirs, every commune the districts it came from
    assert not committees.filter(level="HUYEN", successions=None).exclude(area_code="").exists()
    assert not committees.filter(level="XA", inheritances=None).exists()
    # a commune of parts of two districts: both, neither confirmed
    assert ("Đảng ủy phường Tương Mai", False) in heirs("Quận ủy Hoàng Mai", "CHUC_NANG")
    assert ("Đảng ủy phường Tương Mai", False) in heirs("Quận ủy Hai Bà Trưng", "CHUC_NANG")
    assert ("Đảng ủy phường Ba Đình", True) in heirs("Quận ủy Ba Đình", "CHUC_NANG")
    assert heirs("Ban Dân vận Thành ủy", "PHAP_LY") == {("Ban Tuyên giáo và Dân vận Thành ủy", False)}
    assert heirs("Đảng ủy Khối các cơ quan và doanh nghiệp thành phố", "CHUC_NANG") == {
        ("Đảng ủy các cơ quan Đảng thành phố", False),
        ("Đảng ủy Ủy ban nhân dân thành phố", False),
    }


SMALL = {"left_standing": ["Hưng Yên"], "only": ["Hưng Yên", "Thái Bình"]}


@pytest.fixture
def small(db):
    directory.load(**SMALL)
    return Body.objects.get(name="Tỉnh ủy Hưng Yên")


def test_loading_again_keeps_whatever_an_administrator_changed(small):
    by = System(datetime.date(2025, 8, 1))

    def named(name: str) -> Body:
        return Body.objects.get(name=name, is_committee=True)

    # slips put right leave no former name behind, so nothing would find these by what the data calls them
    reorganising.rename(small, "Tỉnh ủy tỉnh Hưng Yên", since=None, by=by)
    reorganising.rename(named(directory.CENTRE), "Trung ương", since=None, by=by)
    reorganising.rename(named(directory.UNNAMED_DISTRICT), "Huyện ủy Lạc Thủy", since=None, by=by)
    reorganising.end(named("Huyện ủy Khoái Châu"), last_day=LAST_DAY, by=by)
    Body.objects.filter(name="Đảng ủy xã Châu Ninh").update(area_code="")
    BodyAlias.objects.all().delete()
    BodySuccession.objects.filter(successor__name="Đảng ủy xã Chí Minh").delete()
    RecipientList.objects.filter(committee=small).first().delete()
    before = everything()
    directory.load(**SMALL)
    assert everything() == before


def test_what_fails_half_way_leaves_nothing_behind(db, monkeypatch):
    monkeypatch.setattr(directory, "load_lists", lambda new: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        directory.load(**SMALL)
    assert everything() == [[] for _ in TABLES]
