"""An office's old book comes in: its own columns in any order, its own slips, its secret lines; and goes out again."""

from __future__ import annotations

import datetime
import io
import json

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from assignments.models import Assignment
from assignments.old_register import REGISTER
from directives import search
from directives.models import Directive, Recipient, RecipientLine, Requirement
from directives.old_register import Holds, guesses
from provinces import journal
from provinces.exchange.cells import day_of
from provinces.models import Import

HOME = "/van-ban/nhap-so/"
HEADINGS = ["TT", "Số, ký hiệu văn bản", "Ngày tháng", "Tên loại và trích yếu nội dung văn bản", "Người ký", "Nơi nhận",
            "Độ mật", "Độ khẩn", "Ghi chú"]  # fmt: skip
BOOK = [
    ["SỔ VĂN BẢN ĐI NĂM 2021"],
    HEADINGS,
    ["Tháng 4"],
    [1, "143-CV/TU", datetime.datetime(2021, 4, 29), "Công văn về việc phòng, chống dịch", "Lê Văn A",
     "Như trên; Các huyện ủy, thị ủy; Lưu VP", None, "Khẩn", None],
    ["=A4+1", "05-CT/TU", "4/5/2021", "Chỉ thị về công tác bầu cử", "Trần Văn B", None, "không", "thượng khẩn", "x"],
    [3, "7-CV/TU", "05.5.2021", "Về nhân sự của đồng chí Kim Tước", "Trần Văn B", "Ban Tổ chức Kim Tước", "Tối mật",
     None, "Kim Tước"],
]  # fmt: skip


pytestmark = pytest.mark.usefixtures("no_process")


@pytest.fixture
def ha(world, sign_in):
    return sign_in(world.ha)


def book_of(rows, title: str = "2021") -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def hand_in(client, world, rows) -> Import:
    file = SimpleUploadedFile("so-cu.xlsx", book_of(rows))
    assert client.post(HOME, {"file": file, "committee": world.tinh_uy.pk}).status_code == 302
    return Import.objects.latest("pk")


def confirm_columns(client, record: Import, **other):
    """Sends the page of columns as it came, but for what is said otherwise."""
    form = client.get(f"{HOME}{record.pk}/cot/").context["form"]
    said = {name: field.initial for name, field in form.fields.items()} | other
    answer = client.post(f"{HOME}{record.pk}/cot/", said)
    if answer.status_code == 302:
        work(record)
    return answer


def checked(client, world, rows) -> Import:
    record = hand_in(client, world, rows)
    assert confirm_columns(client, record).status_code == 302
    return record


def work(record: Import) -> None:
    record.refresh_from_db()
    call_command("import_register", str(record.pk), str(record.run))
    record.refresh_from_db()


def press(client, record: Import, step: str, **data):
    answer = client.post(f"{HOME}{record.pk}/{step}/", data)
    if answer.status_code == 302:
        work(record)
    return answer


def errors(record: Import) -> list[tuple[int, str, str]]:
    return [(row.number, *error) for row in record.rows.order_by("number") for error in row.errors]


def test_an_old_book_is_entered_for_looking_up_and_nobody_is_bothered(world, ha):
    record = checked(ha, world, BOOK)
    assert (record.counts(), errors(record)) == ({"READY": 3, "SAME": 1}, [])
    assert not Directive.objects.exists()
    assert "Công văn" in ha.get(f"{HOME}{record.pk}/").content.decode()
    press(ha, record, "xac-nhan")
    assert record.counts() == {"DONE": 3, "SAME": 1}
    letter = Directive.objects.get(number=143)
    assert (letter.code, letter.kind, letter.issued_on, letter.term, letter.urgency, letter.registered_by) == (
        "143-CV/TU", "CV", datetime.date(2021, 4, 29), world.term, "khan", world.ha,
    )  # fmt: skip
    assert letter.subject == "Về việc phòng, chống dịch"
    assert list(letter.lines.values_list("text", "kind")) == [
        ("Như trên", "NHU_TREN"), ("Các huyện ủy, thị ủy", "CO_QUAN"), ("Lưu VP", "LUU"),
    ]  # fmt: skip
    assert Directive.objects.get(number=5).kind == "CT"
    assert list(search.find(Directive.objects.all(), "bau cu").values_list("code", flat=True)) == ["05-CT/TU"]
    assert not Recipient.objects.exists()
    assert not Assignment.objects.exists()
    trail = journal.Entry.objects.about(f"directive/{letter.pk}").get()
    assert (trail.verb, trail.actor) == ("REGISTER", "Nguyễn Thị Hà")


def test_a_secret_line_leaves_number_date_and_level_and_its_words_lie_nowhere(world, ha):
    record = hand_in(ha, world, BOOK)
    stored = record.file.name
    confirm_columns(ha, record)
    press(ha, record, "xac-nhan")
    secret = Directive.objects.get(number=7)
    assert (secret.code, secret.secrecy, secret.subject, secret.signatory) == ("07-CV/TU", "toi_mat", "", "")
    assert not default_storage.exists(stored)
    kept = [[row.cells, row.changes, row.plan, row.label, row.did, row.note] for row in record.rows.all()]
    assert "Kim Tước" not in json.dumps(kept, ensure_ascii=False)
    assert "Trần Văn B" in json.dumps(kept, ensure_ascii=False)  # of the open dispatch
    assert "Kim Tước" not in ha.get(f"{HOME}{record.pk}/?xem=tat-ca").content.decode()


def test_a_stamp_in_any_cell_makes_a_line_secret(world, ha):
    rows = [HEADINGS[:4], [1, "8-CV/TU", "05/5/2021", "TUYỆT MẬT"], [2, "9-CV/TU", "05/5/2021", "Về mật độ dân số"]]
    record = checked(ha, world, rows)
    assert [row.plan["secrecy"] for row in record.rows.order_by("number")] == ["tuyet_mat", ""]


def test_each_fault_stands_in_its_row_and_column(world, ha):
    world.directive(261)
    head = ["Số", "Ký hiệu", "Ngày văn bản", "Loại", "Trích yếu", "Cơ quan ban hành", "Độ khẩn"]
    rows = [
        head,
        ["261", "CV/TU", "08/5/2021", "Công văn", "Số đã có", "Ban Thường vụ Tỉnh ủy Hưng Yên", ""],
        ["262", "CV/TU", "08/5/2021", "", "Văn bản đúng", "Thường trực Tỉnh ủy Hưng Yên", ""],
        ["262", "cv / tu", "09/5/2021", "", "Trùng với dòng trên", "", ""],
        ["262", "CV/TU", "09/5/2019", "", "Nhiệm kỳ trước, số ấy là số khác", "", ""],
        ["263", "CV/TU", "31/2/2021", "", "Ngày không có", "", ""],
        ["264", "CV/TU", "tháng 5", "", "Ngày không rõ", "", ""],
        ["265", "CV/TU", "11/5/2021", "", "Ngày mai", "", ""],
        ["266", "CV/TU", "", "", "Không ghi ngày", "", ""],
        ["26a", "CV/TU", "08/5/2021", "", "Số có chữ", "", ""],
        ["267", "CV/TU", "08/5/2021", "Mật thư", "Loại lạ", "", ""],
        ["268", "CV/TU", "08/5/2021", "", "Của nơi khác", "Tỉnh ủy Kiên Giang", ""],
        ["269", "CV/TU", "08/5/2021", "", "Dài " * 200, "", "rất khẩn"],
        ["=1+1", "CV/TU", "08/5/2021", "", "Công thức", "", ""],
    ]
    record = checked(ha, world, rows)
    said = errors(record)
    assert [(number, heading) for number, heading, _ in said if number < 14] == [
        (2, "Số"), (4, "Số"), (6, "Ngày văn bản"), (7, "Ngày văn bản"), (8, "Ngày văn bản"), (9, "Ngày văn bản"),
        (10, "Số"), (11, "Loại"), (12, "Cơ quan ban hành"), (13, "Trích yếu"), (13, "Độ khẩn"),
    ]  # fmt: skip
    assert {number: words for number, _, words in said}[4] == "Số 262-CV/TU đã có ở dòng 3 của tệp."
    assert any("công thức" in words for number, _, words in said if number == 14)
    assert record.counts() == {"READY": 2, "WRONG": 11}
    sheet = load_workbook(io.BytesIO(ha.get(f"{HOME}{record.pk}/can-sua/").content))["2021"]
    assert [cell.value for cell in sheet[1]] == [*head, "Lỗi"]
    assert sheet.cell(2, 8).value == "Số: Số 261-CV/TU đã có trong sổ."
    assert (sheet.cell(14, 1).value, sheet.cell(14, 1).data_type) == ("=1+1", "s")
    press(ha, record, "xac-nhan", only_right="1")
    assert Directive.objects.filter(number=262).count() == 2


def test_a_number_taken_meanwhile_is_refused_in_its_row(world, ha):
    record = checked(ha, world, BOOK)
    world.directive(143)
    press(ha, record, "xac-nhan")
    assert (record.counts()["DONE"], errors(record)) == (2, [(4, "", "Số 143-CV/TU đã có trong sổ.")])


def test_undoing_takes_the_book_out_again_but_for_what_was_built_on(world, ha):
    record = checked(ha, world, BOOK)
    press(ha, record, "xac-nhan")
    Requirement.objects.create(directive=Directive.objects.get(number=143), text="Báo cáo kết quả.")
    press(ha, record, "hoan-tac")
    assert record.counts() == {"UNDONE": 2, "KEPT": 1, "SAME": 1}
    assert errors(record) == [(4, "", "143-CV/TU đã được dùng ở: yêu cầu.")]
    assert list(Directive.objects.values_list("number", flat=True)) == [143]
    assert RecipientLine.objects.count() == 3
    assert journal.broken_links() == []


def test_the_office_is_asked_for_its_columns_once(world, ha):
    rows = [["Mã hiệu", "Lập ngày", "Tóm tắt"], ["143-CV/TU", "29/4/2021", "Về bầu cử"]]
    record = hand_in(ha, world, rows)
    answer = confirm_columns(ha, record)
    assert answer.status_code == 422
    assert "Mời chọn cột ghi số văn bản" in answer.content.decode()
    twice = confirm_columns(ha, record, cot_0="code", cot_1="code", cot_2="subject")
    assert "đã chọn cho một cột trước" in twice.content.decode()
    confirm_columns(ha, record, cot_0="code", cot_1="issued_on", cot_2="subject")
    assert record.counts() == {"READY": 1}
    again = hand_in(ha, world, [["Tóm tắt", "MÃ HIỆU", "Lập ngày"], ["Về bầu cử", "144-CV/TU", "29/4/2021"]])
    assert confirm_columns(ha, again).status_code == 302
    assert again.rows.get().label == "144-CV/TU · Về bầu cử"


def test_a_workbook_left_without_columns_goes_when_another_is_handed_in(world, ha, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        left = hand_in(ha, world, BOOK)
        hand_in(ha, world, BOOK)
    assert Import.objects.count() == 1
    assert not default_storage.exists(left.file.name)


def test_only_clerks_and_chiefs_of_the_committee_get_at_a_book(world, ha, sign_in):
    record = checked(ha, world, BOOK)
    for who, status in ((world.thang, 200), (world.lan, 403), (world.quan, 403), (world.bien, 404), (world.khoi, 403)):
        assert sign_in(who).get(f"{HOME}{record.pk}/").status_code == status
        if status != 200:
            assert sign_in(who).post(f"{HOME}{record.pk}/xac-nhan/").status_code == status
            assert sign_in(who).get(f"{HOME}{record.pk}/cot/").status_code == status
    assert sign_in(world.bien).post(f"/co-quan/nhap/{record.pk}/bo/").status_code == 403
    assert Import.objects.count() == 1


BOOKS = {  # as the books of the State and, probably, of the Party print their columns
    "Số, ký hiệu văn bản|Ngày tháng văn bản|Tên loại và trích yếu nội dung văn bản|Người ký|Nơi nhận văn bản|"
    "Đơn vị, người nhận bản lưu|Số lượng bản|Ghi chú": "code|issued_on|subject|signatory|distribution|||",
    "Số văn bản|Ngày tháng|Ký hiệu / tên loại|Tên loại và trích yếu|Người ký|Nơi nhận|Đơn vị soạn thảo / lưu|Độ mật|Độ khẩn":
    "number|issued_on|notation|subject|signatory|distribution||secrecy|urgency",
    "Số đến|Ngày đến|Cơ quan gửi (tác giả)|Số, ký hiệu|Ngày văn bản|Tên loại và trích yếu|Ngày chuyển|Ký nhận":
    "||issuer|code|issued_on|subject||",
    "NOI NHAN|SO|KY HIEU|NGAY BAN HANH|TRICH YEU|CO QUAN BAN HANH|Chức vụ người ký|Kính gửi:":
    "distribution|number|notation|issued_on|subject|issuer|position|addressees",
}  # fmt: skip


@pytest.mark.parametrize("headings", BOOKS)
def test_the_columns_of_known_books_are_guessed(headings):
    assert "|".join(guesses(headings.split("|"))) == BOOKS[headings]


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{1,3}[/.-][0-9]{1,3}[/.-][0-9]{4}", fullmatch=True))
def test_a_day_is_a_day_or_a_clear_sentence(words):
    try:
        day = day_of(words)
    except ValueError as wrong:
        assert str(wrong).endswith(".")  # noqa: PT017
    else:
        assert day is None or f"{day.day}" in words


def test_five_hundred_rows_ask_no_more_questions_to_check_than_fifty(world, ha, django_assert_max_num_queries):
    rows = [HEADINGS, *([n, f"{n}-CV/TU", "08/5/2021", f"Về việc {n}"] for n in range(1, 501))]
    record = hand_in(ha, world, rows)
    with django_assert_max_num_queries(60):
        confirm_columns(ha, record)
    assert record.counts() == {"READY": 500}
    assert Holds.CODE in record.mapping["columns"]
    assert REGISTER.verb == "REGISTER"
