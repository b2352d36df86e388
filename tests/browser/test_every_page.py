"""Every page as its people see it: open to everybody (axe), no sideways scroll at 360 pixels, no fault in the console."""

from __future__ import annotations

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from assignments import notices, opening
from assignments.instructions import instruct
from assignments.models import Export, Mail, Report
from assignments.papers import preparing
from assignments.samples import SAMPLES
from directives import drafts
from directives.models import Citation
from provinces import reorganising
from provinces.models import Body, BodySuccession, Import, ImportRow, Membership, Post
from provinces.policy import Verb
from provinces.reach import System
from tests.browser.axe import assert_accessible, assert_no_sideways_scroll
from tests.world import TODAY


@pytest.fixture
def pages(world):
    """Who opens what: each page once, with something on it and long names in it."""
    long = "Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội tỉnh" * 2
    world.uy_ban.name = long
    world.uy_ban.save()
    directive = world.directive(subject="Về " + "tăng cường lãnh đạo, chỉ đạo " * 12, overseer=world.tuyen_giao)
    world.requirement(directive, text="Nội-dung-không-có-dấu-cách" * 20)
    world.send(directive, world.khoai_chau, world.phu_cu, world.uy_ban)
    lower = world.directive(12, committee=world.khoai_chau)
    Citation.objects.create(
        directive=lower, text="261-CV/TU", code="261-CV/TU", relation="implements", target=directive
    )
    task = world.assignment(world.khoai_chau, directive, due_on=datetime.date(2021, 5, 9))
    periodic = world.directive(300)
    world.requirement(periodic, cadence="weekly", text="Báo cáo kết quả thực hiện hằng tuần.")
    weekly = world.assignment(world.khoai_chau, periodic)
    opening.open_begun(datetime.date(2021, 5, 24))
    wish = {"due_on": datetime.date(2021, 5, 30), "note": "Chưa đủ số liệu của các xã."}
    weekly.perform(Verb.ASK_EXTENSION, by=world.reach(world.khoi), **wish)
    world.assignment(world.uy_ban, directive)
    reported = world.assignment(world.phu_cu, directive).perform(
        Verb.REPORT,
        by=world.reach(world.phuc),
        report=Report(content="Đã làm.", obstacle="Thiếu kinh phí.", to_decide="UBND tỉnh"),
    )
    gone = ended_with_work(world, directive)
    instruction = instruct(
        directive,
        "Cho biết tiến độ. " * 20,
        bodies=[world.khoai_chau],
        asks_office=True,
        reply_by=TODAY,
        by=world.reach(world.minh),
    )
    asked = instruction.asked.get(body=world.khoai_chau).pk
    Mail.objects.create(user=world.khoi, day=TODAY, state="FAILED", fault="SMTPRecipientsRefused")
    notices.tell_of_the_clock(TODAY)
    book = handed_in(world.tinh_uy, world.quan, "DIRECTORY", "CHECKED")
    running = handed_in(world.tinh_uy, world.quan, "DIRECTORY", "APPLYING")
    old = handed_in(world.tinh_uy, world.ha, "REGISTER", "MAPPING")
    name = "Sổ-đăng-ký-không-có-dấu-cách" * 4
    files = [
        Export.objects.create(
            asked_by=world.ha, kind="REGISTER", form="csv", name=name, state=state, total=9, done=4
        ).pk
        for state in Export.State.values
    ]
    read = {"text": [(SAMPLES / "261-cv-tu.txt").read_text(encoding="utf-8")], "read": ["1"]}
    drafts.keep(world.ha, "da-doc", read)
    d, a, w = f"/van-ban/{directive.pk}/", f"/nhiem-vu/{task.pk}/", f"/nhiem-vu/{weekly.pk}/"
    lists, person = f"/danh-sach-noi-nhan/{world.districts.pk}/", f"/nguoi-dung/{world.khoi.pk}/"
    register = ["/", "/van-ban/", "/van-ban/?q=khong-co", "/van-ban/moi/", "/van-ban/moi/?nhap=da-doc", "/van-ban/doc/"]
    register += ["/tep-xuat/", *(f"/tep-xuat/{pk}/" for pk in files)]
    directory = ["/co-quan/", "/co-quan/moi/", f"/co-quan/{world.uy_ban.pk}/", f"/co-quan/{world.uy_ban.pk}/sua/"]
    changes = ("doi-ten", "chuyen", "ket-thuc", "hop-nhat", "chia-tach", "ke-thua")
    directory += [f"/co-quan/{world.phu_cu.pk}/{change}/" for change in changes]
    directory += ["/danh-sach-noi-nhan/", "/danh-sach-noi-nhan/moi/", lists, f"{lists}sua/"]
    directory += [f"{lists}?ngay=10/05/2021&so_voi=01/05/2021", f"/co-quan/{gone.pk}/"]
    directory += ["/co-quan/nhap/", f"/co-quan/nhap/{book.pk}/", f"/co-quan/nhap/{running.pk}/"]
    register += ["/van-ban/nhap-so/", f"/van-ban/nhap-so/{old.pk}/cot/"]
    people = ["/nguoi-dung/", "/nguoi-dung/moi/", person, f"{person}sua/", f"{person}vi-tri/"]
    people += [f"{person}vang-mat/", f"/nguoi-dung/{world.tuyen.pk}/", f"/nhiem-ky/{world.term.pk}/sua/"]
    terms = f"/co-quan/{world.tinh_uy.pk}/nhiem-ky/"
    directory += [terms, f"{terms}moi/"]
    house = ["/nhat-ky/", "/phan-quyen/", "/tai-khoan/", "/doi-mat-khau/"]
    checked = f"/nhiem-vu/{reported.pk}/"
    by = world.reach(world.lan)
    paper, letter = (
        preparing.prepare(kind, by=by, committee=world.tinh_uy, directive=directive) for kind in ("BC", "DD")
    )
    p = f"/giay-to/{paper.pk}/"
    papers = ["/giay-to/", p, f"{p}sua/", f"{p}phat-hanh/", f"/giay-to/{letter.pk}/", f"/giay-to/{letter.pk}/sua/"]
    papers += ["/giay-to/bao-cao-theo-ky/", f"{d}soan/phieu-giao-viec/", f"/so-lieu/{paper.snapshot.pk}/"]
    papers += ["/van-ban/in/", "/nhiem-vu/in/", d]
    return {
        "ha": [*register, d, f"{d}cap-nhat/", f"{d}giao/", f"{d}thay-the/", lists],
        "thang": ["/", f"{d}thu-hoi/", f"{d}don-doc/", a, f"{a}extend/", f"{a}reassign/", "/bao-cao-cho-duyet/", checked,
                      f"{checked}return/", "/ban-giao/", f"/ban-giao/{gone.pk}/", "/de-nghi-gia-han/", f"{w}extend/", *papers],
        "thay": ["/", "/tai-khoan/", "/tai-khoan/vang-mat/"],
        "lan": ["/don-doc/", "/thong-bao/", "/y-kien/"],
        "khoi": ["/", "/thong-bao/", "/tai-khoan/", f"/y-kien/tra-loi/{asked}/", "/van-ban-den/",
                     "/nhiem-vu/", d, a, f"{a}bao-cao/", "/van-ban/", w, f"{w}bao-cao/"],
        "minh": ["/", "/bang-theo-doi/", "/nhiem-vu/?status=late", f"{d}y-kien/", f"{a}y-kien/", terms,
                     f"/y-kien/{instruction.pk}/", d, *house],
        "quan": ["/", "/thu-chua-gui/", *directory, *people, "/lich-lam-viec/"],
        None: ["/dang-nhap/"],
    }  # fmt: skip


def ended_with_work(world, directive) -> Body:
    """A body that ended yesterday and left a task, with an heir that is not confirmed; it was on a list."""
    gone = Body.objects.create(name="Ban Dân vận Tỉnh ủy", kind="BAN_DANG", level="TINH", parent=world.tinh_uy)
    Membership.objects.create(recipient_list=world.districts, body=gone)
    world.assignment(gone, directive)
    BodySuccession.objects.create(predecessor=gone, successor=world.uy_ban, kind="PHAP_LY", is_confirmed=False)
    reorganising.end(gone, last_day=TODAY - reorganising.ONE_DAY, by=System(TODAY))
    return gone


def handed_in(committee, user, kind: str, state: str) -> Import:
    """A workbook with a row of each sort in it, as it looks in that state."""
    record = Import(kind=kind, committee=committee, uploaded_by=user, state=state, total=60, done=25, size=1)
    out, book = io.BytesIO(), Workbook()
    book.active.append(["Số, ký hiệu", "Ngày tháng", "Trích yếu", "Cột-không-có-dấu-cách" * 4])
    book.save(out)
    record.fill(SimpleUploadedFile("so-van-ban-nam-2021-" * 5 + ".xlsx", out.getvalue()))
    record.save()
    for number, name in enumerate(ImportRow.State.values, start=2):
        errors = [["Tên", "Tên-không-có-dấu-cách" * 9]] if name in ImportRow.FAULTY else []
        changes = [["Địa bàn", "Huyện Khoái Châu", "Nội-dung-không-có-dấu-cách" * 9]]
        facts = {"sheet": "Cơ quan", "number": number, "order": number, "label": f"Sở {number}"}
        record.rows.create(**facts, state=name, errors=errors, changes=changes)
    return record


WHO = [("ha", "lan", "minh", None), ("thang", "thay", "khoi", "quan")]


def test_nobody_is_forgotten(pages):
    assert set(pages) == set(sum(WHO, ()))


@pytest.mark.parametrize("people", WHO)
def test_every_page_is_open_to_everybody(pages, world, open_page, people):
    """With axe on a desk's screen, and no wider than a phone's when the window shrinks to it."""
    for key in people:
        page = open_page(getattr(world, key) if key else None)
        for address in pages[key]:
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(address)
            assert page.title().endswith("Sổ Chỉ đạo"), address
            try:
                assert_accessible(page)
            except AssertionError as found:
                raise AssertionError(f"{address}: {found}") from None
            page.set_viewport_size({"width": 360, "height": 900})
            assert_no_sideways_scroll(page)


@pytest.mark.parametrize("address", ["/khong-co/", "/van-ban/999/", "/nhat-ky/", "/dang-xuat/"])
def test_error_pages_are_open_to_everybody_too(world, open_page, address):
    page = open_page(world.ha)
    page.on("console", lambda message: None)
    page.goto(address)
    assert page.locator("h1").count() == 1
    assert_accessible(page)
    open_page.faults.clear()  # the browser reports the status itself; that is the answer that was asked for


def test_on_paper_tables_stay_tables_and_white_figures_keep_their_ground(world, open_page):
    world.assignment(world.khoai_chau, due_on=datetime.date(2021, 5, 9), on=datetime.date(2021, 5, 1))
    page = open_page(world.minh, width=720)  # about a sheet of A4
    page.emulate_media(media="print")
    page.goto("/bang-theo-doi/")
    assert page.locator("table.rows thead").first.bounding_box()["height"] > 10
    page.goto("/van-ban/")
    page.get_by_role("link", name="261-CV/TU").first.click()
    adjust = "cell => getComputedStyle(cell).printColorAdjust || getComputedStyle(cell).webkitPrintColorAdjust"
    assert page.locator(".cell .late").first.evaluate(adjust) == "exact"


def test_a_person_without_a_post_is_told_whom_to_ask(world, open_page):
    Post.objects.filter(user=world.lan).delete()
    page = open_page(world.lan)
    page.goto("/")
    page.get_by_text("hiện không giữ vị trí nào").wait_for()
    assert_accessible(page)


def test_everything_can_be_done_with_the_keyboard(world, open_page):
    page = open_page(world.ha)
    page.goto("/van-ban/moi/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Đến nội dung chính"
    page.keyboard.press("Enter")
    page.locator("#id_requirements-0-lead").focus()
    page.keyboard.type("huyen uy ph", delay=20)
    page.get_by_role("option", name="Huyện ủy Phù Cừ").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#id_requirements-0-lead").input_value() == "Huyện ủy Phù Cừ"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
