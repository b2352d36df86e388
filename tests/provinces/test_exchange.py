"""The directory goes out to Excel and comes in again: what was changed there is checked, shown, confirmed, undone."""

from __future__ import annotations

import datetime
import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from provinces import journal, reorganising
from provinces.exchange import directory, running
from provinces.exchange.tables import OVERTAKEN
from provinces.models import Body, BodyAlias, BodyHistory, Import, ListRule, Membership, Post, RecipientList

HOME = "/co-quan/nhap/"


pytestmark = pytest.mark.usefixtures("no_process")


@pytest.fixture
def quan(world, sign_in):
    return sign_in(world.quan)


def exported(client):
    return load_workbook(io.BytesIO(client.get("/co-quan/xuat/").content))


def column(sheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def row_of(sheet, name: str, heading: str = "Tên") -> int:
    place = column(sheet, heading)
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, place).value == name)


def write(sheet, row: int, **said) -> None:
    for heading, value in said.items():
        sheet.cell(row, column(sheet, heading.replace("_", " "))).value = value


def add(sheet, **said) -> int:
    row = sheet.max_row + 1
    write(sheet, row, **said)
    return row


NEW = {"Loại_hình": "Sở, ban, ngành", "Cấp": "Cấp tỉnh", "Trực_thuộc": "Tỉnh ủy Hưng Yên"}


def upload(client, book, address: str = HOME) -> Import:
    out = io.BytesIO()
    book.save(out)
    answer = client.post(
        address, {"file": SimpleUploadedFile("danh-ba.xlsx", out.getvalue()), **committee_of(client, address)}
    )
    assert answer.status_code == 302, answer.content.decode()
    record = Import.objects.latest("pk")
    work(record)
    return record


def committee_of(client, address: str) -> dict:
    return {"committee": client.get(address).context["form"].fields["committee"].initial.pk}


def work(record: Import) -> Import:
    """What the process of its own does, until it has no more to do."""
    record.refresh_from_db()
    kind = {"DIRECTORY": "import_directory", "REGISTER": "import_register"}[record.kind]
    call_command(kind, str(record.pk), str(record.run))
    record.refresh_from_db()
    return record


def press(client, record: Import, step: str, **data):
    answer = client.post(f"{HOME}{record.pk}/{step}/", data)
    if answer.status_code == 302 and step in ("xac-nhan", "hoan-tac", "tiep-tuc", "kiem-tra-lai"):
        work(record)
    return answer


def states(record: Import) -> dict[str, int]:
    return record.counts()


def errors(record: Import) -> list[tuple[int, str, str]]:
    return [
        (row.number, *error)
        for row in record.rows.filter(state__in=["WRONG", "REFUSED", "KEPT"])
        for error in row.errors
    ]


def picture() -> list:
    """The whole directory, as far as anybody can see it."""
    return [
        list(
            Body.objects.order_by("pk").values_list("name", "kind", "parent", "area", "path", "valid_from", "valid_to")
        ),
        list(BodyAlias.objects.order_by("body", "name").values_list("body", "name", "until")),
        list(BodyHistory.objects.order_by("pk").values_list("body", "name", "parent", "valid_to")),
        list(RecipientList.objects.order_by("pk").values_list("name", "note", "closed_on")),
        list(
            Membership.objects.order_by("pk").values_list(
                "recipient_list", "body", "is_excluded", "valid_from", "valid_to"
            )
        ),
        list(ListRule.objects.order_by("pk").values_list("recipient_list", "kind", "valid_to")),
    ]


# The story


def test_out_and_in_again_changes_nothing_and_says_so(quan):
    record = upload(quan, exported(quan))
    assert states(record) == {"SAME": 13}
    assert "Không có thay đổi" in quan.get(f"{HOME}{record.pk}/").content.decode()


def test_a_change_in_excel_is_shown_confirmed_made_as_by_hand_and_undone(world, quan):
    before = picture()
    book = exported(quan)
    bodies, lists = book["Cơ quan"], book["Danh sách nơi nhận"]
    write(bodies, row_of(bodies, "Ban Tuyên giáo Tỉnh ủy"), Tên="Ban Tuyên giáo và Dân vận Tỉnh ủy",
          Ngày_thay_đổi=datetime.datetime(2021, 5, 1), Căn_cứ="Quyết định 983-QĐ/TU")  # fmt: skip
    write(bodies, row_of(bodies, "Huyện ủy Phù Cừ"), Trực_thuộc="Huyện ủy Khoái Châu", Ngày_thay_đổi="01/05/2021")
    write(bodies, row_of(bodies, "Thị ủy Mỹ Hào"), Đến_hết_ngày="09/05/2021")
    write(bodies, row_of(bodies, "Ủy ban nhân dân tỉnh"), Địa_bàn="Tỉnh Hưng Yên", Tên_gọi_khác="UBND tỉnh\nUBND")
    add(bodies, Tên="Phòng Hành chính", **{**NEW, "Trực_thuộc": "Sở Y tế"})  # below one that comes later in the sheet
    add(bodies, Tên="Sở Y tế", Tên_gọi_khác="SYT; Sở YT", **NEW)
    add(lists, Tên_danh_sách="Các sở", Cách_ghi_trong_văn_bản="Các sở, ngành")
    add(book["Thành viên danh sách"], Danh_sách="Các sở", Cơ_quan="Sở Y tế", Là="thành viên")
    add(book["Quy tắc danh sách"], Danh_sách="Các sở", Loại_hình="sở, ban, ngành")
    record = upload(quan, book)
    assert (states(record), errors(record)) == ({"SAME": 9, "READY": 9}, [])
    assert picture() == before
    page = quan.get(f"{HOME}{record.pk}/").content.decode()
    assert "<del>Ban Tuyên giáo Tỉnh ủy</del> → <ins>Ban Tuyên giáo và Dân vận Tỉnh ủy</ins>" in page

    press(quan, record, "xac-nhan")
    assert (states(record), errors(record)) == ({"SAME": 9, "DONE": 9}, [])
    tuyen_giao = Body.objects.get(pk=world.tuyen_giao.pk)
    assert tuyen_giao.name == "Ban Tuyên giáo và Dân vận Tỉnh ủy"
    assert tuyen_giao.aliases.get().until == datetime.date(2021, 4, 30)
    assert Body.objects.get(name="Phòng Hành chính").parent.name == "Sở Y tế"
    assert Body.objects.get(pk=world.phu_cu.pk).path.startswith(world.khoai_chau.path)
    assert Body.objects.get(pk=world.my_hao.pk).valid_to == datetime.date(2021, 5, 9)
    assert {alias.name for alias in Body.objects.get(name="Sở Y tế").aliases.all()} == {"SYT", "Sở YT"}
    assert RecipientList.objects.get(name="Các sở").memberships.get().body.name == "Sở Y tế"
    trail = journal.Entry.objects.about(f"body/{tuyen_giao.pk}").get()
    assert (trail.actor, trail.note) == (
        "Lê Văn Quân",
        "Đổi tên từ 01/05/2021: Ban Tuyên giáo Tỉnh ủy → Ban Tuyên giáo và Dân vận Tỉnh ủy. Căn cứ: Quyết định 983-QĐ/TU",
    )

    press(quan, record, "hoan-tac")
    assert (record.state, errors(record)) == ("UNDONE", [])
    assert picture() == before
    assert journal.broken_links() == []


def test_faults_are_shown_in_their_row_and_column_and_can_be_mended_in_excel(quan):
    book = exported(quan)
    bodies = book["Cơ quan"]
    write(bodies, row_of(bodies, "Huyện ủy Phù Cừ"), Loại_hình="Loại lạ", Trực_thuộc="Sở Không Có")
    right = add(bodies, Tên="Sở Y tế", **NEW)
    twin = add(bodies, Tên="văn phòng tỉnh ủy", **NEW)
    nameless = add(bodies, Cấp="Cấp tỉnh", Từ_ngày="31/02/2021")
    coded = add(bodies, Mã="CQ999999-00000000", Tên="Sở Lạ", **NEW)
    record = upload(quan, book)
    assert states(record) == {"SAME": 12, "READY": 1, "WRONG": 4}
    said = errors(record)
    assert (twin, "Tên", "Đã có cơ quan cùng tên trực thuộc cơ quan này.") in said
    assert (nameless, "Từ ngày", "Không có ngày 31/02/2021.") in said
    assert [heading for number, heading, _ in said if number == coded] == ["Mã"]
    page = quan.get(f"{HOME}{record.pk}/?xem=loi").content.decode()
    assert "“Sở Không Có” không có trong danh mục cơ quan." in page
    assert "Sở Y tế" not in page

    assert press(quan, record, "xac-nhan").status_code == 422
    assert not Body.objects.filter(name="Sở Y tế").exists()
    mended = load_workbook(io.BytesIO(quan.get(f"{HOME}{record.pk}/can-sua/").content))
    sheet = mended["Cơ quan"]
    assert sheet.max_row == 6
    assert "Loại lạ" in sheet.cell(row_of(sheet, "Huyện ủy Phù Cừ"), column(sheet, "Lỗi")).value
    write(sheet, row_of(sheet, "Huyện ủy Phù Cừ"), Loại_hình="Cấp ủy", Trực_thuộc="Tỉnh ủy Hưng Yên")
    for name in ("văn phòng tỉnh ủy", None, "Sở Lạ"):
        sheet.delete_rows(row_of(sheet, name))
    assert states(upload(quan, mended)) == {"SAME": 1, "READY": 1}
    assert right


def test_an_administrator_may_choose_to_carry_out_the_right_rows_alone(quan):
    book = exported(quan)
    add(book["Cơ quan"], Tên="Sở Y tế", **NEW)
    add(book["Cơ quan"], Tên="Sở Lạ", **{**NEW, "Cấp": "cấp trời"})
    record = upload(quan, book)
    press(quan, record, "xac-nhan", only_right="1")
    assert (record.state, states(record)) == ("APPLIED", {"SAME": 13, "DONE": 1, "WRONG": 1})
    assert Body.objects.filter(name__in=["Sở Y tế", "Sở Lạ"]).count() == 1


# Two at once


def test_of_two_administrators_the_later_is_told_and_overwrites_nothing(world, quan):
    book = exported(quan)
    bodies = book["Cơ quan"]
    write(bodies, row_of(bodies, "Huyện ủy Phù Cừ"), Địa_bàn="Huyện Phù Cừ")
    record = upload(quan, book)
    reorganising.rename(world.phu_cu, "Huyện ủy Phù Cừ mới", since=None, by=world.reach(world.quan))
    answer = press(quan, record, "xac-nhan")
    assert answer.status_code == 409
    assert "Huyện ủy Phù Cừ" in answer.content.decode()
    press(quan, record, "kiem-tra-lai")
    assert [words for *_, words in errors(record)] == [OVERTAKEN]
    assert Body.objects.get(pk=world.phu_cu.pk).area == ""


def test_a_change_between_confirming_and_carrying_out_is_not_overwritten_either(world, quan):
    book = exported(quan)
    write(book["Cơ quan"], row_of(book["Cơ quan"], "Huyện ủy Phù Cừ"), Địa_bàn="Huyện Phù Cừ")
    add(book["Cơ quan"], Tên="Sở Y tế", **NEW)
    record = upload(quan, book)
    quan.post(f"{HOME}{record.pk}/xac-nhan/")
    reorganising.rename(world.phu_cu, "Huyện ủy Phù Cừ mới", since=None, by=world.reach(world.quan))
    work(record)
    assert states(record) == {"SAME": 12, "DONE": 1, "REFUSED": 1}
    assert errors(record)[0][2] == "Người khác đã sửa mục này sau khi tệp được kiểm tra."


def test_an_untouched_row_of_an_old_workbook_takes_nothing_back(world, quan):
    book = exported(quan)
    reorganising.rename(world.phu_cu, "Huyện ủy Phù Cừ mới", since=None, by=world.reach(world.quan))
    assert states(upload(quan, book)) == {"SAME": 13}


# Undoing


def test_undoing_keeps_what_somebody_has_built_on_and_says_why(world, quan):
    book = exported(quan)
    write(book["Cơ quan"], row_of(book["Cơ quan"], "Huyện ủy Phù Cừ"), Địa_bàn="Huyện Phù Cừ")
    for name in ("Sở Y tế", "Sở Tài chính", "Sở Nội vụ"):
        add(book["Cơ quan"], Tên=name, **NEW)
    record = upload(quan, book)
    press(quan, record, "xac-nhan")
    Post.objects.create(user=world.phuc, body=Body.objects.get(name="Sở Y tế"), role="FOCAL")
    phu_cu = Body.objects.get(pk=world.phu_cu.pk)
    reorganising.rename(phu_cu, "Huyện ủy Phù Cừ mới", since=None, by=world.reach(world.quan))
    press(quan, record, "hoan-tac")
    assert states(record) == {"SAME": 12, "UNDONE": 2, "KEPT": 2}
    assert sorted(words for *_, words in errors(record)) == [
        "Huyện ủy Phù Cừ mới đã được sửa sau khi nhập.",
        "Sở Y tế đã được dùng ở: vị trí.",
    ]
    assert [name for name in ("Sở Y tế", "Sở Tài chính", "Sở Nội vụ") if Body.objects.filter(name=name)] == ["Sở Y tế"]


def test_a_committee_that_was_founded_and_one_that_ended_with_all_below_it_are_undone(world, quan):
    office = Body.objects.create(name="Văn phòng Huyện ủy", kind="VAN_PHONG", level="HUYEN", parent=world.khoai_chau)
    before = picture()
    book = exported(quan)
    write(book["Cơ quan"], row_of(book["Cơ quan"], "Huyện ủy Khoái Châu"), Đến_hết_ngày="09/05/2021")
    add(book["Cơ quan"], Tên="Đảng ủy xã Châu Ninh", Là_cấp_ủy="có", **{**NEW, "Loại_hình": "Cấp ủy", "Cấp": "Cấp xã"})
    record = upload(quan, book)
    press(quan, record, "xac-nhan")
    assert Body.objects.get(pk=office.pk).valid_to == datetime.date(2021, 5, 9)
    assert Body.objects.get(pk=world.khoai_chau.pk).keeper == world.tinh_uy
    press(quan, record, "hoan-tac")
    assert (states(record), errors(record)) == ({"SAME": 13, "UNDONE": 2}, [])
    assert picture() == before
    assert Body.objects.get(pk=world.khoai_chau.pk).keeper is None


def test_after_a_day_nothing_is_undone(quan):
    book = exported(quan)
    add(book["Cơ quan"], Tên="Sở Y tế", **NEW)
    record = upload(quan, book)
    press(quan, record, "xac-nhan")
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25)):
        quan.post(f"{HOME}{record.pk}/hoan-tac/")
    record.refresh_from_db()
    assert record.state == "APPLIED"


# Killed in the middle


def test_a_process_killed_in_the_middle_leaves_whole_batches_and_another_goes_on(quan, monkeypatch):
    book = exported(quan)
    for number in range(60):
        add(book["Cơ quan"], Tên=f"Sở {number}", **NEW)
    record = upload(quan, book)
    quan.post(f"{HOME}{record.pk}/xac-nhan/")
    record.refresh_from_db()
    made = directory.DIRECTORY.apply
    monkeypatch.setattr(directory.DIRECTORY, "apply", killed_after(40, made), raising=False)
    with pytest.raises(Killed):
        running.run(directory.DIRECTORY, record.pk, record.run)
    assert Body.objects.filter(name__startswith="Sở ").count() == states(record)["DONE"] == 25
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=2)):
        page = quan.get(f"{HOME}{record.pk}/").content.decode()
        assert "Đã dừng giữa chừng" in page
        monkeypatch.setattr(directory.DIRECTORY, "apply", made)
        press(quan, record, "tiep-tuc")
    assert (record.state, states(record)) == ("APPLIED", {"SAME": 13, "DONE": 60})
    assert Body.objects.filter(name__startswith="Sở ").count() == 60


class Killed(BaseException):
    """As a signal ends a process: no handler of the program sees it."""


def killed_after(count: int, work):
    left = iter(range(count))

    def killing(row, by):
        if next(left, None) is None:
            raise Killed
        work(row, by)

    return killing


def test_a_process_that_was_replaced_or_stopped_does_no_more(quan):
    book = exported(quan)
    add(book["Cơ quan"], Tên="Sở Y tế", **NEW)
    record = upload(quan, book)
    quan.post(f"{HOME}{record.pk}/xac-nhan/")
    quan.post(f"{HOME}{record.pk}/dung/")
    work(record)
    assert (record.state, record.is_interrupted, states(record)["READY"]) == ("APPLYING", True, 1)
    late = record.run
    quan.post(f"{HOME}{record.pk}/tiep-tuc/")
    call_command("import_directory", str(record.pk), str(late))
    assert states(record)["READY"] == 1
    work(record)
    assert states(record)["DONE"] == 1


def test_a_right_taken_away_after_confirming_is_gone(world, quan):
    book = exported(quan)
    add(book["Cơ quan"], Tên="Sở Y tế", **NEW)
    record = upload(quan, book)
    quan.post(f"{HOME}{record.pk}/xac-nhan/")
    Post.objects.filter(user=world.quan).update(valid_to=datetime.date(2021, 5, 9))
    work(record)
    assert states(record) == {"SAME": 13, "REFUSED": 1}


# Files and colleagues that mean harm


def workbook_of(**sheets) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    return book


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsm", b"PK\x03\x04", "chỉ nhận tệp Excel (.xlsx)"),
        ("a.csv", b"a;b", "chỉ nhận tệp Excel (.xlsx)"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0 encrypted", "có mật khẩu hoặc theo định dạng cũ"),
        ("a.xlsx", b"PK\x03\x04 broken", "tệp hỏng, có mã lệnh"),
        ("a.xlsx", b"<html>", "không đúng với đuôi .xlsx"),
        ("a.xlsx", b"", "rỗng"),
    ],
)
def test_what_is_no_workbook_is_refused_at_the_door(quan, name, content, words):
    answer = quan.post(HOME, {"file": SimpleUploadedFile(name, content), **committee_of(quan, HOME)})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Import.objects.exists()


def test_another_workbook_is_refused_with_the_way_to_get_the_right_one(quan):
    record = upload(quan, workbook_of(Sheet1=[["a", "b"], [1, 2]]))
    assert (record.state, record.reason[:44]) == ("FAILED", "Tệp không có trang nào của danh bạ (Cơ quan,")
    record = upload(quan, workbook_of(Cơ_quan=[["Mã", "Tên"], ["", "Sở Y tế"]]))
    assert record.reason.startswith("Trang “Cơ quan” thiếu cột: Loại hình, Cấp, Trực thuộc")


def test_formulas_are_refused_in_place_coming_in_and_are_text_going_out(world, quan):
    Body.objects.filter(pk=world.uy_ban.pk).update(area="=cmd|' /C calc'!A0")
    book = exported(quan)
    sheet = book["Cơ quan"]
    area = sheet.cell(row_of(sheet, "Ủy ban nhân dân tỉnh"), column(sheet, "Địa bàn"))
    assert (area.value, area.data_type) == ("=cmd|' /C calc'!A0", "s")
    area.data_type = "s"  # reading it for the test made a formula of it no more than Excel would
    row = add(sheet, Tên="=1+1", **NEW)
    record = upload(quan, book)
    assert [(number, heading) for number, heading, words in errors(record) if "công thức" in words] == [(row, "Tên")]


def test_a_colleague_elsewhere_can_neither_see_nor_touch_a_workbook_nor_reach_bodies_through_one(world, quan, sign_in):
    record = upload(quan, exported(quan))
    quyen = sign_in(world.quyen)
    for address in ("", "can-sua/"):
        assert quyen.get(f"{HOME}{record.pk}/{address}").status_code == 404
    for step in ("xac-nhan", "bo", "dung", "hoan-tac"):
        assert quyen.post(f"{HOME}{record.pk}/{step}/").status_code == 404
    assert (
        quyen.post(HOME, {"file": SimpleUploadedFile("a.xlsx", b""), "committee": world.tinh_uy.pk}).status_code == 422
    )
    book = exported(quan)  # the codes of Hưng Yên, handed in by Kiên Giang
    write(book["Cơ quan"], row_of(book["Cơ quan"], "Huyện ủy Phù Cừ"), Tên="Của tôi")
    write(book["Thành viên danh sách"], 2, Đến_hết_ngày="09/05/2021")
    add(book["Thành viên danh sách"], Danh_sách="Các huyện, thành ủy", Cơ_quan="Huyện ủy Phù Cừ")
    stolen = upload(quyen, book)
    assert states(stolen) == {"SAME": 11, "WRONG": 3}


def test_a_body_of_lies_about_its_size_is_read_no_further_than_it_goes(quan):
    book = workbook_of(Cơ_quan=[["Mã", "Tên"]])
    book["Cơ quan"].cell(1_048_576, 16_384).value = "x"
    assert upload(quan, book).state == "FAILED"


# Whatever the names


names = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(
    str.strip
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(st.tuples(names, names, st.dates(datetime.date(1930, 1, 1), datetime.date(2021, 1, 1))), max_size=6)
)
def test_whatever_bodies_are_called_out_and_in_again_changes_nothing(world, rows):
    for number, (name, other, since) in enumerate(rows):
        body = Body.objects.filter(name=f"{name}").first() or Body.objects.create(
            name=name, kind="SO_NGANH", level="TINH", parent=world.tinh_uy, area=other, valid_from=since,
            notation=f"={number}", valid_to=datetime.date(2021, 2, 1) if number % 2 else datetime.date(2021, 2, number + 1),
        )  # fmt: skip
        BodyAlias.objects.get_or_create(body=body, name=other)
    by = world.reach(world.quan)
    record = Import(kind="DIRECTORY", committee=world.tinh_uy, uploaded_by=world.quan, state="CHECKING", run=1)
    record.fill(SimpleUploadedFile("danh-ba.xlsx", directory.write_out(world.tinh_uy, by)))
    record.save()
    running.run(directory.DIRECTORY, record.pk, 1)
    assert (set(record.counts()), errors(record)) == ({"SAME"}, [])


def test_the_export_and_the_check_ask_a_fixed_number_of_questions(world, quan, django_assert_max_num_queries):
    for number in range(40):
        Body.objects.create(name=f"Sở {number}", kind="SO_NGANH", level="TINH", parent=world.tinh_uy)
    with django_assert_max_num_queries(20):
        book = exported(quan)
    for number in range(40):
        write(book["Cơ quan"], row_of(book["Cơ quan"], f"Sở {number}"), Địa_bàn="Tỉnh")
    with django_assert_max_num_queries(70):
        record = upload(quan, book)
    with django_assert_max_num_queries(11):
        assert b"1\xe2\x80\x9340 trong 40" in quan.get(f"{HOME}{record.pk}/").content
