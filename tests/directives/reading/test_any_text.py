"""For any text whatsoever the reader returns, keeps to its promises, and works in proportion to the text."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assignments.samples import SAMPLES
from directives.reading import READ_AT_MOST, read

from .letters import letter, numbered

PIECES = [
    "Số 12-CV/TU", "Kính gửi:", "- Các huyện ủy,", "CHỈ THỊ", "1. ", "2) ", "I- ", "Điều 3. ", "a) ", "Sở Y tế", "giao ", "yêu cầu:", "phối hợp với ",
    "trước ngày 15/12/2021", "ngày 04 tháng 3 năm 2022", "Nơi nhận:", "Lưu VT.", "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn An", "theo dõi, đôn đốc việc thực hiện Công văn này",
    "báo cáo Thường trực Tỉnh ủy", "./.", "\n", "\n\n", " ", "**", "|", "\t", "(", ")", "; ", ", ", "\u0301", "đã ký Công văn số 5-CV/HU về việc ", "[1] ", "?", "và ", "Các Bộ: ",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_spans_lie_inside_and_points_keep_their_order(text):
    reading = read(text).as_dict()
    for value in values(reading):
        assert 0 <= value["start"] <= value["end"] <= len(reading["text"])
    ends = [0]
    for point in reading["requirements"]:
        assert ends[-1] <= point["start"] < point["end"]
        for inner in [*point["bodies"], *point["coordinating"], *point["deadlines"], *point["items"]]:
            assert point["start"] <= inner["start"] <= inner["end"] <= point["end"]
        ends.append(point["end"])


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_what_is_reported_is_what_stands_there(text):
    reading = read(text).as_dict()
    for row in [
        *reading["addressees"],
        *reading["distribution"],
        *(d for p in reading["requirements"] for d in p["deadlines"]),
    ]:
        assert letters(row["text"]) in letters(reading["text"][row["start"] : row["end"]])


def letters(words):
    return "".join(character for character in words if character.isalnum())


def values(reading):
    yield from (field for field in reading["fields"].values() if field)
    for name in ("addressees", "distribution", "citations", "requirements"):
        yield from reading[name]
    if reading["follow_up"]:
        yield reading["follow_up"]


HOSTILE = {
    "labels": "1. ", "labels in lines": "1. \n", "brackets": "(", "digits": "1", "one endless line": "Sở Y tế ", "names without end": "Các sở, ",
    "charges": "; giao các sở ", "number lines": "Số 1-CV/TU\n", "recipients": "Nơi nhận:\n- ", "signatures": "T/M BAN THƯỜNG VỤ\n", "titles": "CHỈ THỊ\n",
    "days": "trước ngày 15/12/2021 ", "half days": "trước ngày ", "citations": "12-CV/TU ngày ", "reports": "báo cáo theo dõi đôn đốc thực hiện ",
    "helpers": "phối hợp với các sở ", "stops": ". ", "marks": "*", "accents": "\u0301", "empty lines": "\n", "dashes": "- \n", "tables": "|",
    "charged lists": "giao các sở: ", "articles": "Điều 1.\n", "articles in a line": "Điều 1. ", "footnotes": "[1] a\n", "stars": "* a\n", "quotes": '"',
    "figures in a line": "7 ", "no width": " \u200b", "indents": "\n        ", "apart": "a\n\n", "speakers": "Ban Tổ chức Tỉnh ủy yêu cầu các đảng ủy, ", "sections": "PHẦN THỨ HAI\n",
}  # fmt: skip


def work(text):
    """How many functions are called: seconds that no busy machine can stretch."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_with_the_text_and_no_faster(name):
    piece = HOSTILE[name]
    small, large = piece * (6000 // len(piece)), piece * (24000 // len(piece))
    assert work(large) < min(4.8 * work(small) + 2000, MOST_CALLS * len(large))


MOST_CALLS = 50  # for each character; so no text of the longest kind that is read takes more than two seconds


@pytest.mark.parametrize("name", ["labels", "one endless line", "charged lists", "empty lines"])
def test_a_megabyte_made_to_hinder_is_read(name):
    piece = HOSTILE[name]
    assert read(piece * (1_000_000 // len(piece))).warnings


def test_a_text_too_long_is_cut_short_and_says_so():
    reading = read("x" * (READ_AT_MOST + 1))
    assert len(reading.text) == READ_AT_MOST + 1
    assert f"only the first {READ_AT_MOST} characters were read" in reading.warnings


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_text_comes_back_untouched(path):
    text = path.read_text(encoding="utf-8")
    assert read(text).text == text


def test_a_decomposed_text_is_composed_and_read_the_same():
    import unicodedata

    text = letter(numbered())
    assert read(unicodedata.normalize("NFD", text)).as_dict() == read(text).as_dict()
