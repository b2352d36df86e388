"""Points: whatever their labels, wherever the lines break, in order and without overlap."""

import pytest

from directives.reading import read

from .letters import FOOT, HEAD, POINTS, letter, numbered

STYLES = [
    ("{}. ", ("1", "2", "3"), ["1", "2", "3"]),
    ("{}- ", ("1", "2", "3"), ["1", "2", "3"]),
    ("{}) ", ("1", "2", "3"), ["1", "2", "3"]),
    ("{}/ ", ("1", "2", "3"), ["1", "2", "3"]),
    ("**{}.** ", ("1", "2", "3"), ["1", "2", "3"]),
    ("({}) ", ("1", "2", "3"), ["(1)", "(2)", "(3)"]),
    ("{}. ", ("I", "II", "III"), ["I", "II", "III"]),
    ("{}- ", ("I", "II", "III"), ["I", "II", "III"]),
    ("Điều {}. ", ("1", "2", "3"), ["Điều 1", "Điều 2", "Điều 3"]),
    ("ĐIỀU {}: ", ("1", "2", "3"), ["Điều 1", "Điều 2", "Điều 3"]),
    ("{}. ", ("A", "B", "C"), ["A", "B", "C"]),
    ("PHẦN THỨ {}. ", ("NHẤT", "HAI", "BA"), ["PHẦN THỨ NHẤT", "PHẦN THỨ HAI", "PHẦN THỨ BA"]),
    ("{} là, ", ("Một", "Hai", "Ba"), ["Một là", "Hai là", "Ba là"]),
]


@pytest.mark.parametrize(("form", "labels", "numbers"), STYLES)
def test_every_style_of_label(form, labels, numbers):
    reading = read(letter(numbered(form, labels)))
    assert [point.number for point in reading.requirements] == numbers
    assert [reading.text[p.content : p.end] for p in reading.requirements] == list(POINTS)


def test_labels_escaped_for_a_web_page():
    assert [point.number for point in read(letter(numbered("{}\\. "))).requirements] == ["1", "2", "3"]


def test_a_text_without_any_head_begins_with_its_first_section():
    points = read(
        "I- TÌNH HÌNH\nCây xanh tốt.\n\nII- NHIỆM VỤ\n1. Sở Xây dựng trồng cây.\n2. Công an tỉnh tuần tra.\n"
    ).requirements
    assert [point.number for point in points] == ["I", "II"]


def test_the_address_ends_before_a_sentence_without_a_blank_line():
    text = letter("- Trồng cây.\n- Tưới cây.").replace(
        "\n\nThời gian qua, cây xanh nơi công cộng chưa được chăm sóc thường xuyên. ", "\n"
    )
    reading = read(text)
    assert [line.text for line in reading.addressees] == [
        "Các huyện ủy, thành ủy",
        "Ban cán sự đảng Ủy ban nhân dân tỉnh",
    ]
    assert [point.number for point in reading.requirements] == ["-", "-"]


def test_dashes_after_an_opinion_are_points():
    text = letter("- Sở Xây dựng trồng cây.\n- Tỉnh đoàn tưới cây.\nĐề nghị các đơn vị thực hiện nghiêm túc.").replace(
        "Ban Thường vụ Tỉnh ủy yêu cầu:", "Chủ tịch Ủy ban nhân dân tỉnh có ý kiến như sau:"
    )
    assert [point.number for point in read(text).requirements] == ["-", "-"]


def test_a_dispatch_of_one_sentence_is_one_requirement():
    sentence = "Thực hiện Công văn số 7-CV/UBKTTW, Ủy ban Kiểm tra Tỉnh ủy yêu cầu các đảng ủy gửi báo cáo trước ngày 15/6/2022."
    (point,) = read(HEAD + sentence + "\n" + FOOT).requirements
    assert (point.number, point.sure, [body.text for body in point.bodies]) == (None, False, ["các đảng ủy"])


def test_points_run_together_in_one_line_are_parted_and_doubted():
    points = read(letter(" ".join(f"{n}. {point}" for n, point in enumerate(POINTS, start=1)))).requirements
    assert [(point.number, point.sure) for point in points] == [("1", True), ("2", False), ("3", False)]


def test_a_number_that_was_lost_leaves_the_others_and_a_doubt():
    points = read(letter(f"1. {POINTS[0]}\n\n{POINTS[1]}\n\n3. {POINTS[2]}")).requirements
    assert [(point.number, point.sure) for point in points] == [("1", True), ("3", False)]


def test_a_page_break_inside_a_sentence_does_not_end_the_point():
    broken = numbered().replace("bẻ cành", "bẻ\n\n2\n\ncành")
    assert (
        read(letter(broken)).requirements[0].end - read(letter(numbered())).requirements[0].end == len("\n\n2\n\n") - 1
    )


def test_dates_and_figures_at_the_beginning_of_a_line_are_no_labels():
    points = (
        "1. Trong dịp nghỉ lễ\n30-4, 01-5 và\n2.500 lượt khách, Sở Y tế trực\n24/24 giờ.\n\n2. Công an tỉnh tuần tra."
    )
    assert [point.number for point in read(letter(points)).requirements] == ["1", "2"]


def test_roman_numbers_that_lost_strokes_are_counted_again_and_doubted():
    text = (
        "1- TÌNH HÌNH\nCây tốt.\n1I- MỤC TIÊU\nTrồng cây.\nII- NHIỆM VỤ\nTưới cây.\nIV- TỔ CHỨC\nSở Xây dựng trồng cây."
    )
    points = read(letter(text)).requirements
    assert [(point.number, point.sure) for point in points] == [
        ("I", False),
        ("II", False),
        ("III", False),
        ("IV", False),
    ]


def test_a_first_number_without_its_mark_is_found_and_doubted():
    points = read(letter(f"1 {POINTS[0]}\n\n2. {POINTS[1]}\n\n3. {POINTS[2]}")).requirements
    assert [(point.number, point.sure) for point in points] == [("1", False), ("2", True), ("3", True)]


def test_sections_hold_their_points():
    text = "I. ĐÁNH GIÁ CHUNG\nCây xanh đã được chăm sóc tốt hơn.\n\nII. NHIỆM VỤ\n" + numbered()
    points = read(letter(text)).requirements
    assert [point.number for point in points] == ["I", "II"]
    assert (points[0].bodies, [item.number for item in points[1].items]) == ([], ["1", "2", "3"])


def test_a_list_within_a_point_keeps_its_own_count():
    inner = "\n".join(f"({n}) {point}" for n, point in enumerate(POINTS, start=1))
    points = read(letter(f"(1) Việc cần làm ngay:\n{inner}\n(2) Việc lâu dài: trồng thêm cây.")).requirements
    assert [point.number for point in points] == ["(1)", "(2)"]


ITEMS = [("a) ", ["a", "b"]), ("- ", ["-", "-"]), ("+ ", ["+", "+"]), ("• ", ["•", "•"])]


@pytest.mark.parametrize(("mark", "numbers"), ITEMS)
def test_the_parts_of_a_point(mark, numbers):
    second = {"a) ": "b) "}.get(mark, mark)
    points = read(
        letter(f"1. Sở Xây dựng:\n{mark}Rà soát cây cũ.\n{second}Trồng cây mới.\n\n2. {POINTS[2]}")
    ).requirements
    assert [item.number for item in points[0].items] == numbers


AFTER = {
    "Giao Sở Tài chính bố trí kinh phí thực hiện.": (None, ["Sở Tài chính"]),
    "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh vận động Nhân dân hưởng ứng.": (
        None,
        ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"],
    ),
}


@pytest.mark.parametrize("sentence", AFTER)
def test_an_unnumbered_task_after_the_last_point_stands_on_its_own(sentence):
    last = read(letter(f"{numbered()}\n\n{sentence}")).requirements[-1]
    assert (last.number, [body.text for body in last.bodies]) == AFTER[sentence]


CLOSINGS = [
    "Nhận được Công văn này, yêu cầu các cấp ủy nghiêm túc triển khai thực hiện.",
    "Công văn này phổ biến đến chi bộ.",
    "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Văn phòng Tỉnh ủy.",
    "Giao Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện Công văn này, báo cáo Thường trực Tỉnh ủy.",
    "Yêu cầu các cấp ủy, tổ chức đảng nghiêm túc thực hiện Công văn này./.",
]


@pytest.mark.parametrize("sentence", CLOSINGS)
def test_closing_sentences_and_the_follow_up_clause_are_no_points(sentence):
    reading = read(letter(f"{numbered()}\n\n{sentence}"))
    assert len(reading.requirements) == 3
    assert reading.text[: reading.requirements[-1].end].endswith("trồng một cây.")


def test_a_reply_sets_no_task():
    text = letter("- Về cây gãy đổ: đã xử lý xong.\n- Về cây mới: đang chọn giống.").replace(
        "Ban Thường vụ Tỉnh ủy yêu cầu:", "Ban Thường vụ Tỉnh ủy xin báo cáo như sau:"
    )
    assert read(text).requirements == []


def test_dashes_after_a_demand_are_points_of_their_own():
    text = letter("- Sở Xây dựng rà soát cây gãy đổ.\n- Tỉnh đoàn trồng cây mới.")
    assert [(p.number, p.bodies[0].text) for p in read(text).requirements] == [("-", "Sở Xây dựng"), ("-", "Tỉnh đoàn")]
