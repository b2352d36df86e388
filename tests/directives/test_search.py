"""Search: the same rows however the words are typed, on both databases."""

import datetime

import pytest

from directives import search
from directives.models import Directive
from provinces import reorganising
from provinces.reach import System
from tests.world import TODAY

DAY = datetime.timedelta(days=1)

FOUND = ["dang uy", "ĐẢNG UỶ", "đảng ủy", "Đảng ủy", "đảng ủy", "uy dang"]


@pytest.fixture
def dispatches(world):
    wanted = world.directive(143, subject="Về công tác của Đảng ủy xã", text="Đeo khẩu trang.")
    other = world.directive(144, subject="Về đường thủy", text="Cấp ủy các cấp.")
    for directive in (wanted, other):
        search.index(directive)
    return wanted


def codes(words: str) -> list[str]:
    return [directive.code for directive in search.find(Directive.objects.order_by("number"), words)]


@pytest.mark.parametrize("typed", FOUND)
def test_dang_uy_is_found_however_it_is_typed(dispatches, typed):
    assert codes(typed) == ["143-CV/TU"]


@pytest.mark.parametrize("typed", ["143-CV/TU", "143 cv tu", "143 - CV/TU", "143-cv/tu"])
def test_a_number_is_found_as_one_phrase(dispatches, typed):
    assert codes(typed) == ["143-CV/TU"]


def test_words_of_the_text_count(dispatches):
    assert codes("khau trang") == ["143-CV/TU"]
    assert codes('"cap uy cac cap"') == ["144-CV/TU"]
    assert codes("không có chữ này") == []


@pytest.mark.parametrize("typed", ['covid"', "%", "_", "\\", "'", '""', "* OR 1", "(", "a" * 5000, "²"])
def test_nothing_typed_breaks_the_search(dispatches, typed, world, sign_in):
    assert sign_in(world.ha).get("/van-ban/", {"q": typed[:200]}).status_code == 200


def test_a_word_is_found_from_its_beginning_not_from_its_middle(dispatches):
    assert codes("duong thu") == ["144-CV/TU"]
    assert codes("huy") == []


def test_percent_signs_are_words_not_wildcards(dispatches):
    assert codes("%") == []


def test_a_dispatch_is_found_by_the_old_name_of_a_body_by_the_new_and_by_its_heirs(world):
    old = world.directive(143, text="Giao Ban Tuyên giáo Tỉnh ủy theo dõi.")
    new = world.directive(144, text="Ban Tuyên vận theo dõi.")
    for directive in (old, new, world.directive(145, text="Giao Văn phòng Tỉnh ủy theo dõi.")):
        search.index(directive)
    assert (codes("ban tuyên giáo tỉnh ủy"), codes("ban tuyên vận")) == (["143-CV/TU"], ["144-CV/TU"])
    reorganising.rename(world.tuyen_giao, "Ban Tuyên vận", since=TODAY, by=System(TODAY))
    assert codes("ban tuyên giáo tỉnh ủy") == codes("ban tuyên vận") == ["143-CV/TU", "144-CV/TU"]
    reorganising.merge([world.tuyen_giao], world.uy_ban, since=TODAY + DAY, by=System(TODAY + DAY))
    assert codes("UBND tỉnh") == ["143-CV/TU", "144-CV/TU"]
    assert codes('"ban tuyên giáo tỉnh ủy"') == ["143-CV/TU"]  # in quotes: these words and no others
