"""The five sample dispatches are read as a clerk reads them: every value of this table was typed by hand."""

import pytest

from assignments.samples import SAMPLES
from directives.reading import read

FIELDS = "kind number notation issued_on place urgency signatory position authority".split()
GOLDEN = {
    "261-cv-tu": ("CV", 261, "CV/TU", "2021-05-08", "Hưng Yên", None, "Vũ Văn Thắng", "CHÁNH VĂN PHÒNG", "T/L"),
    "chi-thi-hoa-toc": ("CT", None, None, None, None, "hoa_toc", "Dương Văn Thái", "BÍ THƯ", "T/M"),
    "1462-cv-tu": ("CV", 1462, "CV/TU", "2020-07-30", "Hà Nam", None, "Phạm Sỹ Lợi", "PHÓ BÍ THƯ", "T/M"),
    "239-cv-hu": ("CV", 239, "CV/HU", "2021-08-25", None, None, "Nguyễn Văn Lộc", None, None),
    "143-cv-tu": ("CV", 143, "CV/TU", "2021-04-29", "Kiên Giang", None, None, "PHÓ BÍ THƯ THƯỜNG TRỰC", "T/M"),
}
SPANS = {
    "261-cv-tu": [(1080, 2430), (2432, 2641), (2643, 3319), (3321, 3679), (3681, 3984)],
    "chi-thi-hoa-toc": [
        (1778, 2932),
        (2934, 5302),
        (5304, 6397),
        (6399, 6791),
        (6793, 7239),
        (7241, 7587),
        (7589, 7973),
        (7975, 8133),
    ],
    "1462-cv-tu": [(783, 2120), (2122, 2779), (2781, 2932)],
    "239-cv-hu": [(1272, 2859), (2861, 3769), (3771, 6189), (6191, 6832), (6834, 7227), (7229, 7418)],
    "143-cv-tu": [(1390, 2672), (2673, 5047), (5048, 5661), (5662, 6037)],
}
FOLLOW_UP = {
    "261-cv-tu": (None, []),
    "chi-thi-hoa-toc": ("UBND tỉnh", ["Ban Thường vụ Tỉnh ủy", "Thường trực Tỉnh ủy"]),
    "1462-cv-tu": ("Ban Tuyên giáo Tỉnh ủy", ["Thường trực Tỉnh ủy", "Ban Thường vụ Tỉnh ủy"]),
    "239-cv-hu": ("Ban Tuyên giáo Huyện ủy", ["Ban Thường vụ Huyện ủy"]),
    "143-cv-tu": ("Văn phòng Tỉnh ủy", ["Thường trực Tỉnh ủy", "Ban Thường vụ Tỉnh ủy"]),
}


def reading_of(name):
    return read((SAMPLES / f"{name}.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", GOLDEN)
def test_the_fields_of_the_form(name):
    fields = reading_of(name).fields
    assert tuple(fields[key].value if fields[key] else None for key in FIELDS) == GOLDEN[name]


@pytest.mark.parametrize("name", SPANS)
def test_each_point_begins_and_ends_where_it_does(name):
    assert [(point.start, point.end) for point in reading_of(name).requirements] == SPANS[name]


@pytest.mark.parametrize("name", FOLLOW_UP)
def test_who_follows_up_and_reports_to_whom(name):
    follow = reading_of(name).follow_up
    assert ((follow.body, follow.report_to) if follow else (None, [])) == FOLLOW_UP[name]


def test_no_sample_states_a_deadline():
    assert [point.deadlines for name in GOLDEN for point in reading_of(name).requirements] == [[]] * 26


def test_the_bodies_of_the_first_sample():
    assert [[body.text for body in point.bodies] for point in reading_of("261-cv-tu").requirements] == [
        ["Ban cán sự Đảng UBND tỉnh"],
        ["Ủy ban Bầu cử tỉnh"],
        ["Người đứng đầu cấp ủy, chính quyền các cấp"],
        ["Ban Thường vụ Huyện ủy Phù Cừ", "Ban Thường vụ Huyện ủy Khoái Châu", "Ban Thường vụ Thị ủy Mỹ Hào"],
        ["Ban Tuyên giáo Tỉnh ủy", "Sở Thông tin và Truyền thông"],
    ]


def test_points_that_name_nobody_name_nobody():
    assert [bool(point.bodies) for point in reading_of("239-cv-hu").requirements] == [
        True,
        True,
        True,
        False,
        False,
        True,
    ]


def test_the_columns_of_two_column_prints_are_told_apart():
    reading = reading_of("143-cv-tu")
    assert [line.text for line in reading.distribution] == ["Như trên (để thực hiện)", "Lưu Văn phòng Tỉnh ủy"]
    assert [line.purpose for line in reading.distribution] == ["để thực hiện", "lưu"]


def test_a_brace_gives_its_purpose_to_both_lines():
    lines = reading_of("1462-cv-tu").distribution
    assert [(line.text, line.purpose) for line in lines[:2]] == [
        ("Ban Bí thư TW Đảng", "để báo cáo"),
        ("Văn phòng TW Đảng", "để báo cáo"),
    ]


def test_what_is_cited_and_why():
    cited = [(c.code, c.issued_on, c.relation) for n in ("261-cv-tu", "239-cv-hu") for c in reading_of(n).citations]
    assert cited == [("109-BC/BCSĐ", "2021-05-07", "basis"), ("761-CV/TU", "2021-08-25", "implements")]


def test_the_note_on_dissemination():
    assert reading_of("chi-thi-hoa-toc").fields["dissemination"].value == "Chỉ thị này phổ biến đến chi bộ"


def test_a_place_without_its_accents_is_put_right_and_doubted():
    place = reading_of("261-cv-tu").fields["place"]
    assert (place.value, place.sure) == ("Hưng Yên", False)
    assert place.why
