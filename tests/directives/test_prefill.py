"""From the text of a dispatch to a form that is filled in: whose fields, whose lists, and what is doubtful."""

import datetime
from pathlib import Path

import pytest

from assignments import samples
from directives import prefill
from directives.naming import Directory, forms_of
from provinces.models import Body
from tests.world import TODAY

TEXTS = Path(samples.SAMPLES)


@pytest.fixture
def hung_yen(db):
    from provinces import directory

    directory.load(left_standing=["Hưng Yên", "Kiên Giang"], only=["Hưng Yên", "Kiên Giang"])
    return Body.objects.get(name="Tỉnh ủy Hưng Yên")


@pytest.fixture
def filled(hung_yen):
    text = (TEXTS / "261-cv-tu.txt").read_text(encoding="utf-8")
    return prefill.from_text(text, hung_yen, TODAY)


def test_the_fields_of_261_are_filled_in(filled):
    facts = {name: value for name, value in filled.facts.items() if name != "text"}
    assert facts == {
        "kind": "CV",
        "number": "261",
        "notation": "CV/TU",
        "issued_on": "08/05/2021",
        "place": "Hưng Yên",
        "subject": "Về tăng cường thực hiện phòng, chống dịch bệnh Covid - 19",
        "organ": "BTV",
        "signatory": "Vũ Văn Thắng",
        "position": "CHÁNH VĂN PHÒNG",
        "authority": "T/L",
    }


LINES = [
    (
        "Các ban Đảng tỉnh, ban cán sự đảng, đảng đoàn",
        "CO_QUAN",
        "Các ban Đảng tỉnh; Các ban cán sự đảng; Các đảng đoàn",
    ),
    (
        "Các huyện ủy, thị ủy, thành ủy, ĐUTT Tỉnh ủy",
        "CO_QUAN",
        "Các huyện ủy, thị ủy, thành ủy; Các đảng ủy trực thuộc Tỉnh ủy",
    ),
]


def test_a_line_is_taken_apart_into_the_lists_it_names(filled):
    rows = [(row["text"], row["kind"], row["names"]) for row in filled.rows["addressees"]]
    assert rows == LINES
    assert [row["kind"] for row in filled.rows["distribution"]] == [
        "NHU_TREN",
        "CO_QUAN",
        "CA_NHAN",
        "CA_NHAN",
        "CO_QUAN",
        "LUU",
    ]


def test_each_requirement_is_given_to_the_bodies_it_names(filled):
    assert [(row["number"], row["lead"]) for row in filled.rows["requirements"]] == [
        ("1", "Ban cán sự đảng Ủy ban nhân dân tỉnh"),
        ("2", "Ủy ban Bầu cử tỉnh"),
        ("3", ""),
        ("4", "Huyện ủy Phù Cừ; Huyện ủy Khoái Châu; Thị ủy Mỹ Hào"),
        ("5", "Ban Tuyên giáo Tỉnh ủy; Sở Thông tin và Truyền thông"),
    ]


def test_what_is_doubtful_says_why(filled):
    assert set(filled.doubts) == {"id_place", "id_requirements-2-lead"}
    group = "Người đứng đầu cấp ủy, chính quyền các cấp"
    assert filled.doubts["id_requirements-2-lead"] == f"Chưa có trong danh bạ: {group}."
    assert filled.unknown == {}  # a group of persons is nothing to add


def test_the_pieces_of_the_text_are_the_text(filled):
    assert "".join(words for words, _ in filled.segments()) == filled.facts["text"]
    number = [words for words, passage in filled.segments() if passage and passage.field == "id_number"]
    assert "261" in "".join(number)


def test_the_body_that_follows_up_stands_in_the_point_that_names_it(db):
    from provinces import directory

    directory.load(left_standing=["Hưng Yên", "Kiên Giang"], only=["Hưng Yên", "Kiên Giang"])
    text = (TEXTS / "143-cv-tu.txt").read_text(encoding="utf-8")
    filled = prefill.from_text(text, Body.objects.get(name="Tỉnh ủy Kiên Giang"), TODAY)
    assert [row["oversee"] for row in filled.rows["requirements"]] == ["", "", "", "", "Văn phòng Tỉnh ủy"]
    assert filled.facts["report_to"] == "Thường trực Tỉnh ủy, Ban Thường vụ Tỉnh ủy"


MEANT = [
    ("các huyện, thị ủy, thành ủy", ["Các huyện ủy, thị ủy, thành ủy"]),
    ("BTV HU Phù Cừ", ["Huyện ủy Phù Cừ"]),
    ("ĐUTT Tỉnh ủy", ["Các đảng ủy trực thuộc Tỉnh ủy"]),
    ("UBND tỉnh và Sở Y tế", ["Ủy ban nhân dân tỉnh", "Sở Y tế"]),
    ("Uỷ ban nhân dân tỉnh", ["Ủy ban nhân dân tỉnh"]),
    ("Ban Bí thư Trung ương Đảng (để báo cáo)", ["Ban Bí thư Trung ương Đảng"]),
]


@pytest.mark.parametrize(("words", "meant"), MEANT)
def test_elisions_and_abbreviations_are_understood(hung_yen, words, meant):
    directory = Directory(hung_yen, datetime.date(2021, 5, 8), [words])
    known, unknown = directory.meaning(words)
    assert [str(target) for target in known] == meant
    assert unknown == []


def test_a_slip_of_the_pen_is_answered_with_the_nearest_names(hung_yen):
    directory = Directory(hung_yen, TODAY, [])
    assert directory.nearest("Huyen uy Khoai Chua")[0] == "Huyện ủy Khoái Châu"


def test_a_body_that_nobody_knows_is_named_with_those_that_look_like_it(hung_yen):
    text = (
        "1. Hạt Kiểm lâm Phố Nối tuần tra.\n2. Ban Tuyên gíao Tỉnh uỷ tuyên truyền.\n3. Huyện ủy Khoái Chậu báo cáo.\n"
    )
    filled = prefill.from_text(text, hung_yen, datetime.date(2021, 5, 8))
    assert filled.unknown["Hạt Kiểm lâm Phố Nối"] == []
    assert [row["lead"] for row in filled.rows["requirements"]][1:] == ["Ban Tuyên giáo Tỉnh ủy", "Huyện ủy Khoái Châu"]


def test_a_long_number_is_shortened_to_its_column():
    assert [prefill.short(number) for number in ("12", "PHẦN THỨ HAI", "PHẦN THỨ NHẤT")] == [
        "12",
        "PHẦN THỨ HAI",
        "Phần 1",
    ]


def test_no_form_of_a_name_is_empty():
    assert all(forms_of(words) for words in ("HU", "Các huyện ủy", "TU"))


# the page


def test_pasted_words_become_a_draft_with_marked_passages(world, sign_in):
    ha = sign_in(world.ha)
    text = (TEXTS / "261-cv-tu.txt").read_text(encoding="utf-8")
    where = ha.post("/van-ban/doc/", {"text": text})["Location"]
    page = ha.get(where).content.decode()
    assert 'value="261"' in page
    assert 'data-field="id_number"' in page
    assert "Huyện ủy Khoái Châu" in page


def test_a_secret_dispatch_is_not_read_into_anything(world, sign_in):
    from directives.models import Draft

    answer = sign_in(world.ha).post(
        "/van-ban/doc/", {"text": "TỈNH ỦY HƯNG YÊN\n*\nSố 12-CV/TU\nTUYỆT MẬT\nVề công tác nhân sự"}
    )
    assert answer.status_code == 422
    assert "đóng dấu mật" in answer.content.decode()
    assert "công tác nhân sự" not in answer.content.decode()
    assert not Draft.objects.exists()
