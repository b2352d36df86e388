"""Reading a dispatch: the five samples golden, any text whatsoever, and texts made to hinder."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assignments.samples import SAMPLES
from directives import reading

TRUTH = {sample["file"]: sample for sample in json.loads((SAMPLES / "samples.json").read_text(encoding="utf-8"))}


def read_sample(name: str) -> reading.Reading:
    return reading.read((SAMPLES / name).read_text(encoding="utf-8"))


def value(read: reading.Reading, name: str):
    found = read.fields[name]
    return found.value if found else None


@pytest.mark.parametrize("name", TRUTH)
def test_the_header_of_a_sample_is_read_as_by_hand(name):
    read, fields = read_sample(name), TRUTH[name]["fields"]
    for field in ("number", "notation", "issued_on", "place", "signatory", "authority", "urgency"):
        assert (value(read, field) or "") == (fields[field] or ""), field
    assert value(read, "kind") == fields["kind"]


@pytest.mark.parametrize("name", TRUTH)
def test_the_requirements_of_a_sample_are_read_as_by_hand(name):
    expected = [
        (row["number"] or None, row["start"], row["end"]) for row in TRUTH[name]["requirements"] if row["number"]
    ]
    found = [(row.number, row.start, row.end) for row in read_sample(name).requirements if row.number]
    assert found == expected


FOLLOW_UP = {
    "261-cv-tu.txt": None,
    "chi-thi-hoa-toc.txt": "UBND tỉnh",
    "1462-cv-tu.txt": "Ban Tuyên giáo Tỉnh ủy",
    "239-cv-hu.txt": "Ban Tuyên giáo Huyện ủy",
    "143-cv-tu.txt": "Văn phòng Tỉnh ủy",
}


@pytest.mark.parametrize("name", TRUTH)
def test_who_follows_up_is_read_also_where_the_clause_has_no_number(name):
    follow_up = read_sample(name).follow_up
    assert (follow_up.body if follow_up else None) == FOLLOW_UP[name]


def spans(read: reading.Reading):
    yield from (field for field in read.fields.values() if field)
    yield from (*read.addressees, *read.distribution, *read.citations, *read.requirements)
    for requirement in read.requirements:
        yield from (*requirement.bodies, *requirement.coordinating, *requirement.deadlines, *requirement.items)


WORDS = st.sampled_from(
    [
        "Kính gửi:",
        "Nơi nhận:",
        "1.",
        "2-",
        "I.",
        "Điều 3.",
        "a)",
        "Số 261-CV/TU",
        "ngày 08 tháng 5 năm 2021",
        "Hỏa tốc",
        "MẬT",
        "T/M BAN THƯỜNG VỤ",
        "Huyện ủy Phù Cừ",
        "chủ trì, phối hợp với",
        "trước ngày 15/12/2021",
        "\n",
        "\n\n",
        "- ",
        "Lưu VPTU",
        "(",
        "*",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=40).map(" ".join))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_is_read_and_every_span_lies_in_it(text):
    read = reading.read(text)
    for found in spans(read):
        assert 0 <= found.start <= found.end <= len(read.text)
    ends = [0]
    for requirement in read.requirements:
        assert requirement.start >= ends[-1]
        ends.append(requirement.end)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_nothing_is_invented(text):
    read = reading.read(text)
    number = read.fields["number"]
    if number:
        assert str(number.value) in "".join(char for char in read.text[number.start : number.end] if char.isdigit())
    for line in (*read.addressees, *read.distribution):
        assert line.text


HOSTILE = {
    "points": "1. " * 30_000,
    "brackets": "(" * 100_000,
    "digits": "7" * 100_000,
    "one endless line": "yêu cầu huyện ủy " * 6_000,
    "dates": "ngày 08 tháng 5 năm 2021 " * 4_000,
    "bodies": "Sở Y tế, " * 11_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_with_the_text_and_no_faster(name):
    """Four times the text may take up to nine times as long, and not the sixteen of squared work."""
    text = HOSTILE[name]
    short, long = elapsed(text[: len(text) // 4]), elapsed(text)
    assert long < max(9 * short, 0.5), (short, long)


def elapsed(text: str) -> float:
    start = time.process_time()
    reading.read(text)
    return time.process_time() - start


def test_decomposed_text_is_read_like_composed_text():
    import unicodedata

    text = (SAMPLES / "143-cv-tu.txt").read_text(encoding="utf-8")
    composed, decomposed = reading.read(text), reading.read(unicodedata.normalize("NFD", text))
    assert composed.as_dict() == decomposed.as_dict()
