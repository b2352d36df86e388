"""The head: number, notation, date, place, stamps; from the dispatch itself, never from one it cites."""

import pytest

from directives.reading import read

from .letters import FOOT, HEAD, letter, numbered

NUMBERS = [
    ("Số 318-CV/TU", 318, "CV/TU"),
    ("Số: 318 - CV/TU", 318, "CV/TU"),
    ("Số **318** – CV/TU", 318, "CV/TU"),
    ("Số\u00a0\u00a0318-CV/TU", 318, "CV/TU"),
    ("Số 05-NQ/TU", 5, "NQ/TU"),
    ("Số: 12/CĐ-TTg", 12, "CĐ-TTg"),
    ("Số: 4102 /UBND-KT", 4102, "UBND-KT"),
    ("Số:       /UBND-KT", None, "UBND-KT"),
    ("Số 3l8-CV/TU", 318, "CV/TU"),
    ("So 318-CV/DU", 318, "CV/ĐU"),
    ("số 318-CV/TU", 318, "CV/TU"),
    ("Số 3 18.CV/TU", 318, "CV/TU"),
    ("318-QĐ-CV/TU", 318, "QĐ-CV/TU"),
    ("Số318-CVTU", 318, "CV/TU"),
]


@pytest.mark.parametrize(("line", "number", "notation"), NUMBERS)
def test_the_number_line_in_its_many_forms(line, number, notation):
    fields = read(letter(numbered(), head=HEAD.replace("Số 318-CV/TU", line))).fields
    assert (fields["number"].value if fields["number"] else None, fields["notation"].value) == (number, notation)


def test_a_misread_digit_is_doubted():
    number = read(letter(numbered(), head=HEAD.replace("318", "3l8"))).fields["number"]
    assert (number.sure, bool(number.why)) == (False, True)


DATES = [
    ("Lâm Sơn, ngày 04 tháng 3 năm 2022", "2022-03-04", "Lâm Sơn"),
    ("*Lâm Sơn, ngày  04  tháng 3 năm 2022*", "2022-03-04", "Lâm Sơn"),
    ("Lâm Sơn, ngày      tháng 3 năm 2022", None, "Lâm Sơn"),
    ("Lâm Sơn, ngày 0l tháng l2 năm 2022", "2022-12-01", "Lâm Sơn"),
    ("Hung Yên, ngày 04 tháng 3 năm 2022", "2022-03-04", "Hưng Yên"),
    ("TP. Hồ Chí Minh, ngày 04 tháng 3 năm 2022", "2022-03-04", "TP. Hồ Chí Minh"),
]


@pytest.mark.parametrize(("line", "day", "place"), DATES)
def test_place_and_date(line, day, place):
    fields = read(letter(numbered(), head=HEAD.replace("Lâm Sơn, ngày 04 tháng 3 năm 2022", line))).fields
    assert (fields["issued_on"].value if fields["issued_on"] else None, fields["place"].value) == (day, place)


DATED = ["Lâm Sơn, ngày 04/3/2022", "Lâm Sơn, ngày 04-3-2022"]


@pytest.mark.parametrize("line", DATED)
def test_a_date_in_figures_counts_after_a_place(line):
    fields = read(letter(numbered(), head=HEAD.replace("Lâm Sơn, ngày 04 tháng 3 năm 2022", line))).fields
    assert (fields["issued_on"].value, fields["place"].value) == ("2022-03-04", "Lâm Sơn")


@pytest.mark.parametrize(
    "line", ["Thứ Tư, ngày 17 tháng 9 năm 2025", "Chủ nhật, ngày 17/8/2025", "Ngày ban hành: ngày 17 tháng 9 năm 2025"]
)
def test_the_date_of_a_page_is_none(line):
    assert read(f"{line}\n\n{numbered()}\n").fields["issued_on"] is None


def test_the_national_heading_run_into_the_issuers_line():
    head = HEAD.replace("TỈNH ỦY LÂM SƠN", "TỈNH ỦY LÂM SƠN ĐẢNG CỘNG SẢN VIỆT NAM")
    assert read(letter(numbered(), head=head)).fields["issuer"].value == "Tỉnh ủy Lâm Sơn"


def test_a_paper_of_the_centre_is_that_of_the_organ_its_title_names():
    head = (
        HEAD.replace("TỈNH ỦY LÂM SƠN", "BAN CHẤP HÀNH TRUNG ƯƠNG")
        .replace("318-CV/TU", "318-KL/TW")
        .replace("V/v chăm sóc cây xanh\nnơi công cộng\n", "")
    )
    head = head.replace(
        "Kính gửi: - Các huyện ủy, thành ủy,\n- Ban cán sự đảng Ủy ban nhân dân tỉnh.",
        "KẾT LUẬN\nCỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ\nvề chăm sóc cây xanh",
    )
    assert read(letter(numbered(), head=head)).fields["issuer"].value == "Bộ Chính trị, Ban Bí thư"


def test_a_name_in_capitals_is_written_as_in_a_sentence():
    head = HEAD.replace("TỈNH ỦY LÂM SƠN", "LIÊN ĐOÀN LAO ĐỘNG TỈNH LÂM SƠN")
    assert read(letter(numbered(), head=head)).fields["issuer"].value == "Liên đoàn Lao động tỉnh Lâm Sơn"


def test_the_subject_ends_before_a_heading_in_capitals():
    head = HEAD.replace("nơi công cộng\n\nĐẢNG CỘNG SẢN VIỆT NAM", "nơi công cộng\nĐOÀN TNCS HỒ CHÍ MINH")
    assert read(letter(numbered(), head=head)).fields["subject"].value == "V/v chăm sóc cây xanh nơi công cộng"


RANKED = ["Đại tá Nguyễn Thị Lành", "TS. Nguyễn Thị Lành"]


@pytest.mark.parametrize("line", RANKED)
def test_a_rank_is_no_part_of_the_name(line):
    assert (
        read(letter(numbered(), foot=FOOT.replace("Nguyễn Thị Lành", line))).fields["signatory"].value
        == "Nguyễn Thị Lành"
    )


SIGNED = ["Đặng Hồng Lành", "Bàn Thị Lành", "Lưu Văn Lành", "H'Yim Kđoh", "Y Thanh Hà Niê Kđăm", "Vừ A Bằng"]


@pytest.mark.parametrize("name", SIGNED)
def test_surnames_that_look_like_bodies(name):
    assert read(letter(numbered(), foot=FOOT.replace("Nguyễn Thị Lành", name))).fields["signatory"].value == name


TITLES = [("THÔNG .BÁO", "TB"), ("THÔNGBÁO", "TB"), ("CHỈ THỊ", "CT")]


@pytest.mark.parametrize(("title", "kind"), TITLES)
def test_a_title_whose_words_were_glued_or_parted(title, kind):
    head = HEAD.replace("V/v chăm sóc cây xanh\nnơi công cộng\n", "").replace(
        "Kính gửi: - Các huyện ủy, thành ủy,\n- Ban cán sự đảng Ủy ban nhân dân tỉnh.", f"{title}\nvề chăm sóc cây xanh"
    )
    assert read(letter(numbered(), head=head)).fields["kind"].value == kind


def test_a_title_that_the_notation_contradicts_is_doubted():
    head = HEAD.replace("Số 318-CV/TU", "Số 318-TB/TU").replace(
        "Kính gửi: - Các huyện ủy, thành ủy,\n- Ban cán sự đảng Ủy ban nhân dân tỉnh.", "KẾT LUẬN\ncủa đồng chí Bí thư"
    )
    kind = read(letter(numbered(), head=head)).fields["kind"]
    assert (kind.value, kind.sure) == ("KL", False)


STAMPS = [("KHẨN", "urgency", "khan"), ("THƯỢNG KHẨN", "urgency", "thuong_khan"), ("HOẢ TỐC", "urgency", "hoa_toc"),
          ("HỎA TỐC HẸN GIỜ", "urgency", "hoa_toc_hen_gio"), ("MẬT", "secrecy", "mat"), ("TỐI MẬT", "secrecy", "toi_mat")]  # fmt: skip


@pytest.mark.parametrize(("stamp", "field", "value"), STAMPS)
def test_a_stamp_counts_where_it_stands_alone(stamp, field, value):
    assert read(stamp + "\n" + letter(numbered())).fields[field].value == value


def test_hurry_in_a_sentence_is_no_stamp():
    text = letter("1. Sở Y tế khẩn trương rà soát.\n\n2. Công an tỉnh xử lý tình huống khẩn cấp.").replace(
        "V/v chăm sóc", "V/v khẩn trương chăm sóc"
    )
    assert read(text).fields["urgency"] is None


def test_without_a_head_nothing_is_taken_from_a_cited_document():
    text = letter(numbered(), head="Kính gửi: Các huyện ủy, thành ủy.\n\n").replace(
        "Thời gian qua", "Thực hiện Công văn số 761-CV/TU, ngày 25/8/2021 của Ban Thường vụ Tỉnh ủy, thời gian qua"
    )
    fields = read(text).fields
    assert [fields[name] for name in ("number", "notation", "issued_on", "place", "subject")] == [None] * 5
    assert read(text).citations[0].code == "761-CV/TU"


def test_a_printed_title_tells_the_kind_and_the_lines_under_it_the_subject():
    head = (
        "TỈNH ỦY LÂM SƠN\n*\nSố 9-CT/TU\n\nCHỈ THỊ\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\nvề chăm sóc cây xanh\nnơi công cộng\n\n"
    )
    fields = read(letter(numbered(), head=head)).fields
    assert fields["kind"].value == "CT"
    assert fields["subject"].value == "về chăm sóc cây xanh nơi công cộng"
    assert fields["issuer"].value == "Tỉnh ủy Lâm Sơn"


def test_the_subject_of_a_letter_stands_under_its_number():
    fields = read(letter(numbered())).fields
    assert fields["subject"].value == "V/v chăm sóc cây xanh nơi công cộng"
    assert fields["organ"].value == "Ban Thường vụ Tỉnh ủy"


PAGE_TOP = "Trang chủ\nGiới thiệu | Tin tức | Văn bản\nThứ Hai, ngày 14/3/2022, 08:15\nChi tiết văn bản\n\n"
PAGE_END = (
    "\nCác tin khác:\n1. Thông báo tuyển dụng\n2. Lịch tiếp công dân\nLượt xem: 1.204\nBản quyền thuộc Văn phòng\n"
)


def test_a_web_page_around_the_dispatch_changes_nothing():
    bare, paged = read(letter(numbered())).as_dict(), read(PAGE_TOP + letter(numbered()) + PAGE_END).as_dict()
    assert [f and f["value"] for f in paged["fields"].values()] == [f and f["value"] for f in bare["fields"].values()]
    assert len(paged["requirements"]) == 3


def test_the_form_of_the_state_is_read_too():
    head = (
        "ỦY BAN NHÂN DÂN\nTỈNH LÂM SƠN\n\nSố: 77/UBND-VX\nV/v tổ chức Ngày đọc sách\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n\nLâm Sơn, ngày 01 tháng 4 năm 2022\n\nKính gửi: Các sở, ban, ngành tỉnh.\n\n"
    )
    foot = FOOT.replace("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")
    fields = read(letter(numbered(), head=head, foot=foot)).fields
    assert (fields["kind"].value, fields["notation"].value) == ("CV", "UBND-VX")
    assert fields["issuer"].value == "Ủy ban nhân dân tỉnh Lâm Sơn"
    assert (fields["authority"].value, fields["position"].value) == ("TM.+KT.", "PHÓ CHỦ TỊCH")
