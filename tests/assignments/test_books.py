"""The registers as Excel files and on paper: the columns of the books, what the filter shows, and nothing that computes."""

import csv
import datetime
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from assignments.models import Assignment, Report
from assignments.papers import books, separated, workbook
from directives.models import Directive, RecipientLine
from provinces.policy import Verb
from tests.world import TODAY

SERIES = ["Cấp ủy ban hành", "Nhiệm kỳ", "Loại văn bản"]
REGISTER = [
    "Số văn bản", "Ngày tháng", "Ký hiệu / tên loại", "Tên loại và trích yếu", "Người ký", "Nơi nhận",
    "Đơn vị soạn thảo / lưu", "Số lượng bản", "Độ mật", "Độ khẩn", "Ghi chú",
]  # fmt: skip
FOLLOW_UP = [
    "STT", "Nội dung nhiệm vụ (yêu cầu)", "Văn bản giao nhiệm vụ (số, ký hiệu, ngày, trích yếu)", "Cơ quan chủ trì",
    "Cơ quan phối hợp", "Thời hạn hoàn thành", "Sản phẩm", "Tiến độ / trạng thái", "Kết quả thực hiện",
    "Văn bản báo cáo (số, ngày)", "Khó khăn, vướng mắc", "Kiến nghị, đề xuất", "Đánh giá", "Ghi chú",
]  # fmt: skip
FORMULAS = ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("x")', "'=1"]


def opened(answer):
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)
    return load_workbook(io.BytesIO(content))


def rows_of(sheet) -> list[list]:
    """From the line of columns on; an empty cell is an empty word."""
    return [["" if value is None else value for value in row] for row in sheet.iter_rows(min_row=3, values_only=True)]


@pytest.fixture
def dispatch(world):
    directive = world.directive(
        authority="T/L",
        position="Chánh Văn phòng",
        signatory="Vũ Văn Thắng",
        urgency="hoa_toc",
        overseer=world.tuyen_giao,
    )
    for block, text, kind in (
        ("KINH_GUI", "Các huyện ủy, thị ủy, thành ủy", "CO_QUAN"),
        ("NOI_NHAN", "Như Kính gửi", "NHU_TREN"),
        ("NOI_NHAN", "Các đồng chí Tỉnh ủy viên", "CA_NHAN"),
        ("NOI_NHAN", "Lưu VPTU, P.KT-XH", "LUU"),
    ):
        RecipientLine.objects.create(directive=directive, block=block, text=text, kind=kind)
    world.requirement(directive, "1", text="1- Tăng cường lãnh đạo.")
    lead = world.assignment(world.khoai_chau, directive, due_on=datetime.date(2021, 5, 6))
    lead.perform(
        Verb.REPORT,
        by=world.reach(world.khoi),
        report=Report(
            content="Đã cấp 1.240 suất.", document_code="45-BC/HU", document_date=TODAY,
            obstacle="Thiếu sinh phẩm.", to_decide="UBND tỉnh",
        ),
    )  # fmt: skip
    world.assignment(world.phu_cu, directive, part="SUPPORT")
    return directive


def test_the_register_is_one_list_in_the_order_of_the_page_with_the_series_and_the_columns_of_the_book(
    world, dispatch, sign_in
):
    world.directive(1462, issued_on=datetime.date(2020, 7, 30), subject="Về phòng, chống dịch", organ="")
    world.directive(4, kind="KL", notation="KL/TU", subject="")
    world.directive(7, secrecy="mat", subject="", text="", organ="")
    file = opened(sign_in(world.ha).get("/van-ban/xuat/"))
    assert file.sheetnames == ["Sổ văn bản"]
    sheet, day = file["Sổ văn bản"], datetime.datetime(2021, 5, 8)
    assert (sheet["A1"].value, sheet["A2"].value) == ("Sổ đăng ký văn bản", "Lập lúc 09:00 ngày 10/05/2021")
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A4", "A3:N7", "$3:$3")
    assert (sheet["E4"].number_format, sheet["A3"].font.bold, sheet["G4"].alignment.wrap_text) == (
        "dd/mm/yyyy",
        True,
        True,
    )
    office, term = "Tỉnh ủy Hưng Yên", "2020–2025"
    assert rows_of(sheet) == [
        SERIES + REGISTER,
        [office, term, "Công văn", 7, day, "CV/TU", "Công văn", "", "", "", "", "Mật", "", ""],
        [office, term, "Kết luận", 4, day, "KL/TU", "Kết luận", "", "", "", "", "", "", ""],
        [
            office, term, "Công văn", 261, day, "CV/TU", "Công văn. Về tăng cường thực hiện phòng, chống dịch bệnh",
            "T/L Chánh Văn phòng Vũ Văn Thắng", "Các huyện ủy, thị ủy, thành ủy; Các đồng chí Tỉnh ủy viên",
            "Lưu VPTU, P.KT-XH", "", "", "Hỏa tốc", "",
        ],
        [
            office, "2015–2020", "Công văn", 1462, datetime.datetime(2020, 7, 30), "CV/TU", "Công văn. Về phòng, chống dịch",
            "", "", "", "", "", "", "",
        ],
    ]  # fmt: skip


def test_what_was_revoked_or_replaced_says_so(world, dispatch, sign_in):
    later = world.directive(300, subject="", issued_on=TODAY)
    Directive.objects.filter(pk=dispatch.pk).update(superseded_by=later)
    Directive.objects.filter(pk=later.pk).update(revoked_on=TODAY)
    rows = rows_of(opened(sign_in(world.ha).get("/van-ban/xuat/"))["Sổ văn bản"])
    assert [row[-1] for row in rows] == ["Ghi chú", "Thu hồi ngày 10/05/2021", "Được thay thế bởi 300-CV/TU"]


def test_for_other_programs_the_same_rows_stand_in_a_csv_file(world, dispatch, sign_in):
    answer = sign_in(world.lan).get("/nhiem-vu/xuat/csv/?status=late")
    content = b"".join(answer.streaming_content).decode()
    assert content.startswith('\ufeff"STT";')
    assert "So theo doi 2021-05-10.csv" in answer["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(content[1:]), delimiter=";"))
    assert rows[0] == FOLLOW_UP
    assert (len(rows), rows[1][0], rows[1][3], rows[1][5]) == (2, "1", "Huyện ủy Khoái Châu", "2021-05-06")


def test_the_follow_up_book_has_its_columns_and_one_line_for_each_duty(world, dispatch, sign_in):
    file = opened(sign_in(world.lan).get("/nhiem-vu/xuat/"))
    about = "261-CV/TU, ngày 08/05/2021; Về tăng cường thực hiện phòng, chống dịch bệnh"
    assert rows_of(file["Sổ theo dõi"]) == [
        FOLLOW_UP,
        [
            1, "1- Tăng cường lãnh đạo.", about, "Huyện ủy Khoái Châu", "", datetime.datetime(2021, 5, 6), "",
            "Quá hạn (chờ duyệt báo cáo)", "Đã cấp 1.240 suất.", "45-BC/HU, ngày 10/05/2021", "Thiếu sinh phẩm.",
            "Đề nghị UBND tỉnh quyết định", "Chờ duyệt", "",
        ],
        [
            2, "1- Tăng cường lãnh đạo.", about, "Huyện ủy Khoái Châu", "Huyện ủy Phù Cừ", "chưa xác định", "",
            "Chưa tiếp nhận", "", "", "", "", "", "",
        ],
    ]  # fmt: skip


def test_the_file_holds_what_the_filter_shows_and_no_more(world, dispatch, sign_in):
    world.directive(4, kind="KL", notation="KL/TU")
    ha = sign_in(world.ha)
    assert [row[3] for row in rows_of(opened(ha.get("/van-ban/xuat/?kind=KL"))["Sổ văn bản"])] == ["Số văn bản", 4]
    assert rows_of(opened(ha.get("/van-ban/xuat/?q=khong-co"))["Sổ văn bản"]) == [SERIES + REGISTER]
    assert len(rows_of(opened(ha.get("/nhiem-vu/xuat/?status=late"))["Sổ theo dõi"])) == 2
    assert len(rows_of(opened(sign_in(world.khoi).get("/nhiem-vu/xuat/"))["Sổ theo dõi"])) == 2
    assert rows_of(opened(sign_in(world.bien).get("/van-ban/xuat/"))["Sổ văn bản"]) == [SERIES + REGISTER]


def test_a_body_takes_home_its_own_work_and_not_a_word_of_another_s(world, dispatch, sign_in):
    phuc = sign_in(world.phuc)
    words = [value for row in rows_of(opened(phuc.get("/nhiem-vu/xuat/"))["Sổ theo dõi"]) for value in row]
    page = phuc.get("/nhiem-vu/in/").content.decode()
    assert "Huyện ủy Phù Cừ" in words
    for secret in ("Đã cấp 1.240 suất.", "Thiếu sinh phẩm.", "45-BC/HU, ngày 10/05/2021", "Huyện ủy Khoái Châu"):
        assert secret not in words
        assert secret not in page


def test_nothing_that_somebody_typed_is_a_formula(world, dispatch, sign_in):
    task = world.assignment(world.uy_ban, dispatch)
    for number, typed in enumerate(FORMULAS, start=300):
        facts = dict.fromkeys(["subject", "signatory", "notation", "position"], typed)
        Directive.objects.filter(pk=world.directive(number).pk).update(**facts)
        words = {"content": typed, "obstacle": typed, "to_decide": typed}
        Report.objects.create(assignment=task, handed_in_on=TODAY, verdict="RETURNED", **words)
    world.khoai_chau.name = "=1+1"
    world.khoai_chau.save()
    ha = sign_in(world.ha)
    for address in ("/van-ban/xuat/", "/nhiem-vu/xuat/"):
        for sheet in opened(ha.get(address)):
            cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
            assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
            assert {cell.number_format for cell in cells if cell.data_type == "s"} == {"@"}


def test_control_characters_and_endless_words_do_not_break_the_file():
    hostile = "\x00\x0b\ufffe<&>" + "a" * 50_000
    book = books.Book(
        "Sổ", "[]:*?/\\' \x07 rất là dài tên của một sổ", (("Cột", 10),), [(hostile,), ("\U0001f642" * 20_000,)]
    )
    out = io.BytesIO()
    workbook.write(out, [book, book], "lúc này")
    file = load_workbook(out)
    assert len(file.sheetnames) == 2
    assert file.worksheets[0]["A4"].value == "<&>" + "a" * 32_761  # cut first
    assert file.worksheets[0]["A5"].value == "\U0001f642" * 16_383  # Excel counts each twice


typed = st.text(st.characters(codec="utf-8") | st.sampled_from("=+-@\t\r\n \xa0\";'＝"), max_size=12)


@given(st.lists(typed, min_size=2, max_size=4))
@example(["=1", " =1"])
@example(["a\n=1", "\ufffe=1"])
@example(['"=1";"=2', "\x00\x0b@x"])
def test_whatever_was_typed_no_line_of_a_csv_file_begins_as_a_formula_and_the_words_stay(words):
    out = io.BytesIO()
    separated.write(out, [books.Book("Sổ", "Sổ", [("Cột", 1)] * len(words), [tuple(words)])])
    _, read = csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""), delimiter=";")
    for line in [line for value in read for line in value.split("\n")]:
        assert not line.strip().startswith(tuple("=+-@＝＋－＠"))
    plain = [(old, new) for old, new in zip(words, read, strict=True) if old.isalnum()]
    assert all(old == new for old, new in plain)


@given(st.lists(typed, min_size=2, max_size=4))
def test_whatever_was_typed_a_workbook_holds_it_as_text(words):
    out = io.BytesIO()
    workbook.write(out, [books.Book("Sổ", "Sổ", [("Cột", 1)] * len(words), [tuple(words)])])
    cells = load_workbook(out).active[4]
    assert {cell.data_type for cell in cells} <= {"s", "n"}  # an empty cell is of the type n
    assert all(cell.value is None or isinstance(cell.value, str) for cell in cells)


def test_a_book_that_no_sheet_holds_goes_on_in_the_next(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 600)
    out = io.BytesIO()
    workbook.write(out, [books.Book("Sổ", "Sổ", (("Số", 5),), ((number,) for number in range(1200)))])
    file = load_workbook(out)
    assert file.sheetnames == ["Sổ", "Sổ (2)", "Sổ (3)"]
    assert [cell.value for sheet in file for (cell,) in sheet.iter_rows(min_row=4)] == list(range(1200))


def test_the_printed_register_shows_the_same_books(world, dispatch, sign_in):
    page = sign_in(world.ha).get("/van-ban/in/?kind=CV").content.decode()
    for words in ("Công văn, Tỉnh ủy Hưng Yên, nhiệm kỳ 2020–2025", *REGISTER, "Lưu VPTU, P.KT-XH", "08/05/2021"):
        assert words in page
    page = sign_in(world.lan).get("/nhiem-vu/in/").content.decode()
    for words in (*FOLLOW_UP, "Đã cấp 1.240 suất."):
        assert words in page


def test_who_takes_the_beginning_of_a_register_is_told(world, dispatch, sign_in, monkeypatch):
    from assignments.views import books as views

    world.directive(262)
    monkeypatch.setattr(views, "MOST_ON_PAPER", 1)
    page = sign_in(world.ha).get("/van-ban/in/").content.decode()
    assert "chỉ gồm 1 dòng đầu" in page


def test_an_empty_book_says_so(world, sign_in):
    assert Assignment.objects.count() == 0
    assert "Chưa có dòng nào." in sign_in(world.ha).get("/nhiem-vu/in/").content.decode()
