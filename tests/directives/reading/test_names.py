"""A written name finds its entry: shortened, elided, misprinted, or several in one line."""

import pytest

from directives.reading.names import match

ROWS = [
    ("districts", ["Các huyện ủy, thị ủy, thành ủy"]),
    ("direct", ["Các đảng ủy trực thuộc Tỉnh ủy", "đảng ủy trực thuộc"]),
    ("standing", ["Ban Thường vụ Huyện ủy"]),
    ("hung-yen", ["Tỉnh ủy Hưng Yên"]),
    ("ha-nam", ["Tỉnh ủy Hà Nam"]),
    ("health", ["Sở Y tế"]),
    ("media", ["Sở Thông tin và Truyền thông"]),
]
CERTAIN = [
    ("các huyện, thị, thành ủy", ["districts"]),
    ("ĐUTT Tỉnh ủy", ["direct"]),
    ("ĐUTTTU", ["direct"]),
    ("BTV HU", ["standing"]),
    ("Tỉnh ủy Hung Yên", ["hung-yen"]),
    ("TỈNH UỶ HÀ NAM", ["ha-nam"]),
    ("Sở TT&TT", ["media"]),
    ("Các huyện ủy, thị ủy, thành ủy, ĐUTT Tỉnh ủy", ["districts", "direct"]),
]


@pytest.mark.parametrize(("name", "keys"), CERTAIN)
def test_a_name_means_its_entry(name, keys):
    found = match(name, ROWS)
    assert [candidate.key for candidate in found] == keys
    assert all(candidate.certain for candidate in found)


def test_a_misread_letter_gives_the_nearest_first_and_is_not_certain():
    best, *others = match("Tỉnh ùy Hưmg Yên", ROWS)
    assert (best.key, best.certain) == ("hung-yen", False)
    assert all(other.score < best.score for other in others)


def test_a_name_that_is_like_nothing_finds_nothing():
    assert match("Hợp tác xã", ROWS) == []
    assert match("", ROWS) == []
