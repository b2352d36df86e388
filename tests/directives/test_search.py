"""Search: the same rows however the words are typed, on both databases."""

import pytest

from directives import search
from directives.models import Directive

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
