"""Times that bind and times that do not."""

import pytest

from directives.reading.deadlines import read_cadence, read_deadlines
from directives.reading.text import Source

BINDING = [
    ("hoàn thành trước ngày 15/12/2021", "trước ngày 15/12/2021", "2021-12-15"),
    ("gửi chậm nhất là ngày 30 tháng 9 năm 2025.", "chậm nhất là ngày 30 tháng 9 năm 2025", "2025-09-30"),
    ("trình trong quý IV/2025;", "trong quý IV/2025", None),
    ("xong trong tháng 11 năm 2025", "trong tháng 11 năm 2025", None),
    ("báo cáo trước ngày 25 hằng tháng", "trước ngày 25 hằng tháng", None),
    ("hằng tháng trước ngày 25 báo cáo", "hằng tháng trước ngày 25", None),
    ("gửi trước 15 giờ thứ Năm hằng tuần", "trước 15 giờ thứ Năm hằng tuần", None),
    ("trước 13 giờ hằng ngày", "trước 13 giờ hằng ngày", None),
    ("trước ngày 20 tháng cuối quý", "trước ngày 20 tháng cuối quý", None),
    ("trả lời chậm nhất 03 ngày làm việc kể từ khi tiếp nhận.", "chậm nhất 03 ngày làm việc kể từ khi tiếp nhận", None),
    ("báo cáo kết quả trước ngày 15/12/2021", "trước ngày 15/12/2021", "2021-12-15"),
    ("trước ngày\n15/12/2021", "trước ngày 15/12/2021", "2021-12-15"),
    ("truoc ngay 15/12/2021", "truoc ngay 15/12/2021", "2021-12-15"),
]
FREE = [
    "Thực hiện Nghị quyết số 21/NQ-CP ngày 26/02/2021",
    "bầu cử nhiệm kỳ 2021 - 2026",
    "giai đoạn 2021 - 2025, tầm nhìn 2030",
    "Dự báo ngày 06 và 07/9/2024 có bão",
    "(thời điểm 30/6/2024)",
    "trong 45 ngày thi đua nước rút",
    "tại cuộc họp ngày 07/5/2021",
    "ra quân từ ngày 10/8/2025 đến hết ngày 31/8/2025",
]


def deadlines(sentence, year=None):
    return read_deadlines(Source(sentence), 0, len(sentence), year)


@pytest.mark.parametrize(("sentence", "words", "day"), BINDING)
def test_a_time_that_binds(sentence, words, day):
    (found,) = deadlines(sentence)
    assert (found.text, found.date) == (words, day)


@pytest.mark.parametrize("sentence", FREE)
def test_a_time_that_does_not_bind(sentence):
    assert deadlines(sentence) == []


def test_a_day_without_its_year_takes_the_year_of_the_dispatch_and_is_doubted():
    (found,) = deadlines("báo cáo trước ngày 15/12", 2025)
    assert (found.date, found.sure) == ("2025-12-15", False)


DOUBTED = [
    ("Đưa nội dung này vào sinh hoạt chi bộ tháng 11/2024.", "vào sinh hoạt chi bộ tháng 11/2024"),
    ("Thời gian thực hiện từ năm học 2024 - 2025.", "từ năm học 2024 - 2025"),
]


@pytest.mark.parametrize(("sentence", "words"), DOUBTED)
def test_a_session_or_a_beginning_is_doubted(sentence, words):
    (found,) = deadlines(sentence)
    assert (found.text, found.date, found.sure) == (words, None, False)


RHYTHMS = [
    ("hằng tháng trước ngày 25 báo cáo Thường trực Tỉnh ủy", "monthly"),
    ("định kỳ hằng quý báo cáo kết quả", "quarterly"),
    ("báo cáo trước 15 giờ thứ Năm hằng tuần", "weekly"),
    ("thường xuyên báo cáo Ban Thường vụ", "unspecified"),
    ("báo cáo kết quả với Ban Thường vụ", None),
]


@pytest.mark.parametrize(("sentence", "cadence"), RHYTHMS)
def test_how_often_a_report_is_wanted(sentence, cadence):
    assert read_cadence(Source(sentence), 0, len(sentence), deadlines(sentence)) == cadence
