"""The registers as Excel files and on paper: the columns of the books, what the filter shows, and nothing that computes."""

import datetime
import io

import pytest
from openpyxl import load_workbook

from assignments.models import Assignment, Report
from assignments.papers import books, workbook
from directives.models import Directive, RecipientLine
from provinces.policy import Verb
from tests.world import TODAY

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


def test_the_register_has_the_columns_of_the_book_one_sheet_for_each_kind_and_term(world, dispatch, sign_in):
    world.directive(1462, issued_on=datetime.date(2020, 7, 30), subject="Về phòng, chống dịch", organ="")
    world.directive(4, kind="KL", notation="KL/TU", subject="Về giải ngân vốn đầu tư công")
    world.directive(7, secrecy="mat", subject="", text="", organ="")
    file = opened(sign_in(world.ha).get("/van-ban/xuat/"))
    assert file.sheetnames == ["CV 2015–2020", "CV 2020–2025", "KL 2020–2025"]
    assert file["CV 2020–2025"]["A1"].value == "Sổ đăng ký văn bản: Công văn, Tỉnh ủy Hưng Yên, nhiệm kỳ 2020–2025"
    assert file["CV 2020–2025"]["A2"].value == "Lập lúc 09:00 ngày 10/05/2021"
    day = datetime.datetime(2021, 5, 8)
    assert rows_of(file["CV 2020–2025"]) == [
        REGISTER,
        [7, day, "CV/TU", "Công văn", "", "", "", "", "Mật", "", ""],
        [
            261, day, "CV/TU", "Công văn. Về tăng cường thực hiện phòng, chống dịch bệnh", "T/L Chánh Văn phòng Vũ Văn Thắng",
            "Các huyện ủy, thị ủy, thành ủy; Các đồng chí Tỉnh ủy viên", "Lưu VPTU, P.KT-XH", "", "", "Hỏa tốc", "",
        ],
    ]  # fmt: skip


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
    assert opened(ha.get("/van-ban/xuat/?kind=KL")).sheetnames == ["KL 2020–2025"]
    assert rows_of(opened(ha.get("/van-ban/xuat/?q=khong-co"))["Sổ văn bản"]) == [REGISTER]
    assert len(rows_of(opened(ha.get("/nhiem-vu/xuat/?status=late"))["Sổ theo dõi"])) == 2
    assert len(rows_of(opened(sign_in(world.khoi).get("/nhiem-vu/xuat/"))["Sổ theo dõi"])) == 2
    assert rows_of(opened(sign_in(world.bien).get("/van-ban/xuat/"))["Sổ văn bản"]) == [REGISTER]


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
    book = books.Book("Sổ", "[]:*?/\\ \x07 rất là dài tên của một sổ", (("Cột", 10),), [(hostile,)])
    file = load_workbook(io.BytesIO(workbook.workbook([book, book], "lúc này")))
    assert len(file.sheetnames) == 2
    assert file.worksheets[0]["A4"].value == "<&>" + "a" * 31_997


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
