"""Search: the same rows however the words are typed, on both databases."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments import registering
from directives import search
from directives.models import Directive
from directives.search.marking import marked
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


@pytest.fixture
def neighbours(world):
    """Words that share their bare letters: thường, thượng, thương; dân sự beside quân dân."""
    for number, text in enumerate(
        ["Ban Thường vụ họp.", "Thượng vụ khác.", "Quân dân sự nghiệp.", "Vụ việc thường ngày."], 1
    ):
        search.index(world.directive(number, subject="Trích yếu", organ="", text=text))


def numbers(words: str) -> list[int]:
    return [directive.number for directive in search.find(Directive.objects.order_by("number"), words)]


TYPED = [
    ("thuong vu", [1, 2]),  # side by side, whatever the accents
    ("thường vụ", [1]),  # accents typed narrow what is found
    ("thường vu", [1]),
    ("ngày thuong", [4]),  # nowhere side by side: then wherever they stand
    ('"ngày thuong"', []),  # but what is quoted stays together
    ("dan su", [3]),
    ("thườ", [1, 4]),  # the last word may be the beginning of one
    ("", [1, 2, 3, 4]),
]


@pytest.mark.parametrize(("typed", "found"), TYPED)
def test_pairs_and_accents_tell_words_apart(neighbours, typed, found):
    assert numbers(typed) == found


def test_a_number_cited_in_a_text_is_found_as_it_is_written(world):
    search.index(world.directive(7, text="Thực hiện Nghị quyết số 04/2021/NQ-HĐND và Công văn 0143 – CV/TU."))
    assert numbers("04/2021/nq-hđnd") == numbers("143-CV/TU") == [7]
    assert numbers("43-CV/TU") == []


def test_a_text_made_of_a_hundred_thousand_words_is_kept_as_far_as_it_goes(world):
    directive = world.directive(8, text=" ".join(f"chu{number}" for number in range(100_000)))
    search.index(directive)
    assert numbers("chu17") == [8]


def test_a_change_of_the_dispatch_changes_what_is_found(world):
    directive = world.directive(9, text="Nội dung ban đầu.")
    search.index(directive)
    directive.text, directive.issued_on = "Nội dung về sau.", directive.issued_on.replace(year=2019)
    directive.save()
    search.index(directive)
    assert (numbers("ban dau"), numbers("ve sau")) == ([], [9])
    directive.delete()
    assert numbers("ve sau") == []


def test_whoever_looks_within_reach_finds_as_much_as_by_looking_everywhere(world):
    for committee, number in ((world.tinh_uy, 1), (world.tinh_uy_kien_giang, 2)):
        directive = world.directive(number, committee=committee, text="Dịch bệnh.")
        world.send(directive, world.khoai_chau)
        search.index(directive)
    for person in (world.ha, world.khoi, world.tuyen, world.bien):
        reach = world.reach(person)
        rows = reach.rows(Directive.objects.order_by("number"))
        near = search.find(rows, "dich benh", search.Narrowing(grant=reach.grant("READ")))
        assert list(near) == list(search.find(rows, "dich benh"))
    reach = world.reach(world.bien)
    rows = reach.rows(Directive.objects.all())
    assert [row.number for row in search.find(rows, "dich benh", search.Narrowing(grant=reach.grant("READ")))] == [2]


def test_a_body_that_is_given_work_later_finds_the_dispatch(world):
    directive = world.directive(text="Dịch bệnh.")
    search.index(directive)
    point = registering.Point(world.requirement(directive), {"LEAD": [world.phu_cu]})
    registering.assign_points(directive, [point], System(TODAY))
    reach = world.reach(world.phuc)
    rows = reach.rows(Directive.objects.all())
    assert list(search.find(rows, "dich benh", search.Narrowing(grant=reach.grant("READ")))) == [directive]


def test_of_very_many_the_newest_are_found(world, monkeypatch):
    monkeypatch.setattr(search, "MOST_HITS", 3)
    for number in range(1, 8):
        day = world.directive(number, text="Cùng một chữ.", issued_on=datetime.date(2021, 5, number))
        search.index(day)
    assert numbers("cung mot chu") == [5, 6, 7]
    early = search.find(Directive.objects.all(), "cung mot chu", search.Narrowing(until=datetime.date(2021, 5, 4)))
    assert sorted(row.number for row in early) == [2, 3, 4]
    even = Directive.objects.filter(number__in=[2, 4, 6]).order_by("number")
    assert [row.number for row in search.find(even, "cung mot chu")] == [2, 4, 6]


def test_a_short_result_puts_first_what_says_it_in_its_number_or_subject(world, sign_in):
    said = world.directive(143, subject="Về chuyển đổi số", issued_on=datetime.date(2021, 5, 3))
    words = world.directive(144, subject="Về đổi mới và chuyển giao số liệu", text="Chuyển đổi số.", issued_on=TODAY)
    text = world.directive(145, subject="Về công tác hè", text="Chuyển đổi số.", issued_on=TODAY)
    for directive in (said, words, text):
        search.index(directive)
    ha = sign_in(world.ha)

    def shown(**asked) -> list[int]:
        return [row.pk for row in ha.get("/van-ban/", {"q": "chuyen doi so", **asked}).context["page"]]

    assert shown() == [said.pk, words.pk, text.pk]
    assert shown(xep="-ngay") == [text.pk, words.pk, said.pk]


MARKED = [
    ("Ban Thường vụ Tỉnh ủy", "thuong vu", ["Thường vụ"]),
    ("Ban Thường vụ Tỉnh uỷ", "Tỉnh ủy", ["Tỉnh uỷ"]),
    ("vụ thường", "thường vụ", ["vụ", "thường"]),
    ("theo 0143 - CV/TU ngày 29/4", "143-cv/tu", ["0143 - CV/TU"]),
    ("chống dịch, phòng dịch", '"phong dich"', ["phòng dịch"]),
    ("tăng cường", "cườ", ["cường"]),
    ("không có gì", "khác", []),
]


@pytest.mark.parametrize(("text", "typed", "hits"), MARKED)
def test_what_was_looked_for_is_marked_in_the_text_as_it_stands(text, typed, hits):
    pieces = marked(text, typed)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, hit in pieces if hit] == hits


def test_the_register_and_the_dispatch_mark_what_was_looked_for(world, sign_in):
    directive = world.directive(subject="Về <tiêm> vắc-xin", text="Ban Thường vụ họp.\nBan Thường vụ <b>kết luận</b>.")
    search.index(directive)
    ha = sign_in(world.ha)
    assert "Về &lt;<mark>tiêm</mark>&gt; vắc-xin" in ha.get("/van-ban/?q=tiem").content.decode()
    page = ha.get(f"{directive.get_absolute_url()}?q=thuong vu").content.decode()
    assert "Ban <mark>Thường vụ</mark> họp. Ban <mark>Thường vụ</mark> &lt;b&gt;kết luận&lt;/b&gt;." in page
    assert "<mark>" not in ha.get(directive.get_absolute_url()).content.decode()


@given(st.text(max_size=200), st.text(max_size=40))
def test_marking_alters_no_text(text, typed):
    assert "".join(piece for piece, _ in marked(text, typed)) == text
