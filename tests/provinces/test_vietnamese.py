"""Folding, sorting and cleaning Vietnamese."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provinces.vietnamese import clean, fold, sort_key

FOLDED = [
    ("ĐẢNG UỶ", "dang uy"),
    ("đảng ủy", "dang uy"),
    ("dang uy", "dang uy"),
    ("Đảng ủy", "dang uy"),  # decomposed
    ("Hoà Bình", "hoa binh"),
    ("Hòa  Bình ", "hoa binh"),
    ("Ủy ban nhân dân tỉnh", "uy ban nhan dan tinh"),
    ("143-CV/TU", "143-cv/tu"),
    ("ƯỚC ước Ơn", "uoc uoc on"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_text_folds_as_the_finger_types_it(text, folded):
    assert fold(text) == folded


SORTED = [
    "An", "Àn", "Ản", "Ãn", "Án", "Ạn", "Ăn", "Ân", "Ba", "Bà Rịa", "Ca", "Dân", "Dũng", "Đảng", "Đắk Lắk", "Em", "Êm",
    "Gia", "Hà", "Hải", "Ích", "Oanh", "Ông", "Ơn", "Phù Cừ", "Sở", "Tiên Lữ", "Ủy ban", "Ước", "Văn Giang", "Ý Yên",
]  # fmt: skip


def test_names_sort_as_a_vietnamese_dictionary_does():
    assert sorted(random.sample(SORTED, len(SORTED)), key=sort_key) == SORTED


def test_letters_decide_before_tones():
    assert sorted(["Bá An", "Ba Vì", "Bà Ân"], key=sort_key) == ["Bá An", "Bà Ân", "Ba Vì"]


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=80))
def test_sort_keys_are_digits_and_fit_their_column(text):
    key = sort_key(text)
    assert len(key) <= 400
    assert all(char in "0123456789" for char in key)


@pytest.mark.parametrize("unseen", ["\u202e", "\u2066", "\u200b", "\u2060", "\ufeff", "\u00ad", "\x07", "\x00"])
def test_what_cannot_be_seen_is_not_kept(unseen):
    assert clean(f"Huyện{unseen} ủy") == "Huyện ủy"


def test_tabs_and_line_ends_are_kept():
    assert clean("a\tb\r\nc\rd") == "a\tb\nc\nd"
