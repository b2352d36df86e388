"""The main path of each role in a real browser: dispatch 261-CV/TU from the clerk's form to the leader's dashboard."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from assignments.models import Assignment
from directives.models import Directive
from tests.browser.axe import assert_accessible
from tests.world import PASSWORD

TEXT = (Path(__file__).parents[2] / "directives/data/samples/261-cv-tu.txt").read_text(encoding="utf-8")


def requirement(number: str) -> str:
    found = re.search(rf"^{number}- .*?(?=^\d- |^Nơi nhận)", TEXT, re.M | re.S)
    return found.group().strip() if found else ""


def fill_requirement(page, row: int, number: str, lead: str) -> None:
    if row:
        page.get_by_role("button", name="Thêm yêu cầu").click()
    page.locator(f"#id_requirements-{row}-number").fill(number)
    page.locator(f"#id_requirements-{row}-text").fill(requirement(number))
    page.locator(f"#id_requirements-{row}-lead").fill(lead)


def test_ha_registers_khoi_reports_lan_returns_and_accepts_and_minh_sees_it(world, open_page):
    page = open_page()
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill("ha")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("link", name="Vào sổ văn bản mới").first.click()

    page.get_by_label("Văn bản gốc").or_(page.locator("#id_text")).first.fill(TEXT)
    page.get_by_label("Loại văn bản").select_option("CV")
    page.get_by_label("Số", exact=True).first.fill("261")
    page.get_by_label("Ký hiệu", exact=True).fill("CV/TU")
    page.get_by_label("Ngày ban hành").fill("08/05/2021")
    page.get_by_label("Nơi ban hành").fill("Hưng Yên")
    page.get_by_label("Trích yếu").fill("Về tăng cường thực hiện phòng, chống dịch bệnh Covid - 19")
    page.get_by_label("Người ký", exact=True).fill("Vũ Văn Thắng")
    page.get_by_label("Chức vụ người ký").fill("CHÁNH VĂN PHÒNG")
    page.get_by_label("Quyền hạn ký").select_option("T/L")
    page.locator("#id_addressees-0-text").fill("Các huyện ủy, thị ủy")
    fill_requirement(page, 0, "1", "UBND tỉnh")
    fill_requirement(page, 1, "2", "Ban Tuyên giáo Tỉnh ủy")
    fill_requirement(page, 2, "3", "Các huyện ủy, thị ủy")
    fill_requirement(page, 3, "4", "Huyện ủy Phù Cừ; Huyện ủy Khoái Châu; Thị ủy Mỹ Hào")
    fill_requirement(page, 4, "5", "Ban Tuyên giáo Tỉnh ủy")
    assert_accessible(page)
    page.get_by_role("button", name="Vào sổ và giao việc").click()
    # two bodies have a task and stand on no recipient line: Hà is told, and confirms
    assert "Ủy ban nhân dân tỉnh được giao việc nhưng không có trong nơi nhận." in page.content()
    page.get_by_role("button", name="Vào sổ và giao việc").click()
    page.wait_for_url(re.compile(r"/van-ban/\d+/$"))
    directive = Directive.objects.get()
    assert directive.assignments.count() == 9
    assert page.locator(".matrix .cell a").count() == 9
    assert_accessible(page)

    khoi = open_page(world.khoi)
    khoi.goto("/")
    khoi.get_by_role("button", name="Đã nhận").click()
    task = Assignment.objects.get(requirement__number="4", body=world.khoai_chau)
    khoi.goto(f"/nhiem-vu/{task.pk}/bao-cao/")
    khoi.get_by_label("Kết quả thực hiện").fill("Đã cấp 1.240 suất nhu yếu phẩm; giám sát 312 trường hợp F1.")
    khoi.get_by_label("Số, ký hiệu văn bản báo cáo").fill("45-BC/HU")
    khoi.get_by_label("Ngày văn bản báo cáo").fill("10/05/2021")
    assert_accessible(khoi)
    khoi.get_by_role("button", name="Gửi báo cáo").click()
    khoi.get_by_text("Báo cáo đang chờ duyệt").wait_for()

    lan = open_page(world.lan)
    lan.goto("/bao-cao-cho-duyet/")
    lan.get_by_role("checkbox", name=re.compile("Huyện ủy Khoái Châu")).check()
    lan.get_by_label("Lý do trả lại").fill("Chưa có số liệu F2, F3.")
    assert_accessible(lan)
    lan.get_by_role("button", name="Trả lại").click()
    lan.get_by_text("Đã trả lại 1 báo cáo").wait_for()

    khoi.goto(f"/nhiem-vu/{task.pk}/bao-cao/")
    assert "Chưa có số liệu F2, F3." in khoi.content()
    with khoi.expect_navigation():
        khoi.get_by_role("button", name="Dùng làm bản đầu").click()
    khoi.get_by_label("Kết quả thực hiện").press("End")
    khoi.get_by_label("Kết quả thực hiện").press_sequentially(" F2: 640; F3: 1.102.")
    khoi.get_by_role("button", name="Gửi báo cáo").click()
    khoi.get_by_text("Báo cáo đang chờ duyệt").wait_for()

    lan.goto("/bao-cao-cho-duyet/")
    lan.get_by_role("checkbox", name=re.compile("Huyện ủy Khoái Châu")).check()
    lan.get_by_role("button", name="Duyệt", exact=True).click()
    lan.get_by_text("Đã duyệt 1 báo cáo").wait_for()

    minh = open_page(world.minh)
    minh.goto("/bang-theo-doi/")
    assert minh.locator(".tile.done strong").inner_text() == "1"
    assert_accessible(minh)
    minh.goto(directive.get_absolute_url())
    assert minh.get_by_title("Hoàn thành đúng hạn · Chủ trì · Huyện ủy Khoái Châu").count() == 1


def test_what_ha_types_survives_a_closed_tab(world, open_page):
    page = open_page(world.ha)
    page.goto("/van-ban/moi/")
    page.get_by_label("Trích yếu").fill("Về công tác chuẩn bị bầu cử")
    page.get_by_text("Tự lưu nháp lúc").first.wait_for()
    page.close()
    again = open_page(world.ha)
    again.goto("/van-ban/moi/")
    again.get_by_role("link", name="Về công tác chuẩn bị bầu cử").click()
    assert again.get_by_label("Trích yếu").input_value() == "Về công tác chuẩn bị bầu cử"


def test_what_could_not_be_sent_is_kept_in_the_browser_and_becomes_a_draft_later(world, open_page):
    page = open_page(world.ha)
    page.goto("/van-ban/moi/")
    page.context.route("**/van-ban/nhap/", lambda route: route.abort())
    page.get_by_label("Trích yếu").fill("Về công tác phòng cháy")
    page.get_by_text("nội dung được giữ trên máy này").first.wait_for()
    page.context.unroute("**/van-ban/nhap/")
    again = page.context.new_page()
    page.close()
    again.goto("/van-ban/moi/")
    again.wait_for_url(re.compile("nhap="))
    assert again.get_by_label("Trích yếu").input_value() == "Về công tác phòng cháy"
    open_page.faults.clear()  # the browser reports the lost connection itself


def test_what_ha_types_survives_the_end_of_the_session(world, open_page):
    page = open_page(world.ha, javascript=False)
    page.goto("/van-ban/moi/")
    page.context.clear_cookies(name="session")
    page.get_by_label("Trích yếu").fill("Về phòng, chống thiên tai")
    page.get_by_role("button", name="Vào sổ và giao việc").click()
    page.get_by_text("Phiên làm việc đã hết hạn").wait_for()
    page.get_by_label("Tên đăng nhập").fill("ha")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_text("đã được khôi phục").wait_for()
    assert page.get_by_label("Trích yếu").input_value() == "Về phòng, chống thiên tai"


def test_rows_are_added_moved_and_taken_away_without_javascript(world, open_page):
    page = open_page(world.ha, javascript=False)
    page.goto("/van-ban/moi/")
    page.locator("#id_requirements-0-text").fill("Yêu cầu thứ nhất")
    page.get_by_role("button", name="Thêm yêu cầu").click()
    page.locator("#id_requirements-1-text").fill("Yêu cầu thứ hai")
    page.locator("button[name=up_requirements-1]").click()
    texts = [page.locator(f"#id_requirements-{row}-text").input_value() for row in (0, 1)]
    assert texts == ["Yêu cầu thứ hai", "Yêu cầu thứ nhất"]
    page.locator("button[name=remove_requirements-0]").click()
    assert page.locator("#id_requirements-0-text").input_value() == "Yêu cầu thứ nhất"


def test_quan_adds_a_body_and_a_person_who_then_signs_in(world, open_page):
    page = open_page(world.quan)
    page.goto("/co-quan/")
    page.get_by_role("link", name="Thêm cơ quan").click()
    page.get_by_label("Tên cơ quan, tổ chức").fill("Sở Y tế")
    page.get_by_label("Loại hình").select_option("SO_NGANH")
    page.locator("#id_level").select_option("TINH")
    page.get_by_label("Trực thuộc").fill("Tỉnh ủy Hưng Yên")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_text("Đã lưu Sở Y tế").wait_for()
    page.goto("/nguoi-dung/moi/")
    page.get_by_label("Họ và tên").fill("Đào Thị Mỹ")
    page.get_by_label("Tên đăng nhập").fill("my")
    page.get_by_label("Vai trò").select_option("FOCAL")
    page.locator("#id_post-body").fill("Sở Y tế")
    page.get_by_role("button", name="Lưu").click()
    password = page.locator(".message b.num").inner_text()
    my = open_page()
    my.goto("/dang-nhap/")
    my.get_by_label("Tên đăng nhập").fill("my")
    my.get_by_label("Mật khẩu").fill(password)
    my.get_by_role("button", name="Đăng nhập").click()
    my.get_by_role("heading", name="Đổi mật khẩu").wait_for()


def test_thang_extends_a_deadline_and_kiem_reads_of_it_in_the_journal(world, open_page):
    task = world.assignment()
    page = open_page(world.thang)
    page.goto(task.get_absolute_url())
    page.get_by_role("link", name="Gia hạn", exact=True).click()
    page.get_by_label("Thời hạn mới").fill("30/05/2021")
    page.get_by_label("Lý do, nội dung").fill("Do giãn cách xã hội.")
    page.get_by_role("button", name="Gia hạn").click()
    page.get_by_text("30/05/2021").first.wait_for()
    kiem = open_page(world.kiem)
    kiem.goto("/nhat-ky/")
    assert "Thời hạn: chưa xác định → 30/05/2021. Do giãn cách xã hội." in kiem.content()


def test_tuyen_of_the_overseeing_body_urges_the_late(world, open_page):
    directive = world.directive(overseer=world.tuyen_giao)
    world.requirement(directive)
    world.assignment(world.khoai_chau, directive, due_on=datetime.date(2021, 5, 7), on=datetime.date(2021, 5, 1))
    page = open_page(world.tuyen)
    page.goto(directive.get_absolute_url())
    page.get_by_role("link", name="Đôn đốc 1 nhiệm vụ quá hạn").click()
    page.get_by_label("Nội dung đôn đốc").fill("Đề nghị báo cáo ngay.")
    page.get_by_role("button", name="Đôn đốc 1 nhiệm vụ").click()
    page.get_by_text("Đã đôn đốc 1 nhiệm vụ quá hạn").wait_for()


def test_ha_pastes_the_dispatch_checks_what_was_read_and_registers_it(world, open_page):
    page = open_page(world.ha)
    page.goto("/van-ban/moi/")
    page.get_by_label("Dán nội dung văn bản").fill(TEXT)
    page.get_by_role("button", name="Đọc và điền phiếu").click()
    page.wait_for_url(re.compile(r"nhap="))
    assert page.get_by_label("Số", exact=True).first.input_value() == "261"
    assert (
        page.locator("#id_requirements-3-lead").input_value() == "Huyện ủy Phù Cừ; Huyện ủy Khoái Châu; Thị ủy Mỹ Hào"
    )
    assert_accessible(page)
    # a field shows its words, and the words their field
    page.get_by_label("Người ký", exact=True).focus()
    assert page.locator(".passage.now").inner_text() == "Vũ Văn Thắng"
    page.locator('[data-field="id_notation"]').click()
    assert page.evaluate("document.activeElement.id") == "id_notation"
    # the same with the keyboard: arrows from passage to passage, Enter to the field; words selected in the text fill a field
    page.locator("[data-passages]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_number"
    page.get_by_label("Phạm vi phổ biến").focus()
    page.get_by_text("Sửa nội dung văn bản gốc").click()
    page.locator("#id_text").focus()
    page.evaluate("document.getElementById('id_text').setSelectionRange(0, 12)")
    page.get_by_role("button", name="Điền vào ô đang chọn").click()
    assert page.get_by_label("Phạm vi phổ biến").input_value().startswith("Số **261**")
    page.get_by_label("Phạm vi phổ biến").fill("")
    # a doubtful value stands out and says why
    assert "Địa danh in thiếu dấu" in page.locator(".field.unsure", has=page.locator("#id_place")).inner_text()
    # the list of districts is put where the text names everybody; what nobody knows is confirmed
    page.locator("#id_requirements-2-lead").fill("Các huyện ủy, thị ủy")
    page.locator("#id_requirements-0-lead").fill("UBND tỉnh")
    page.locator("#id_requirements-1-lead").fill("")
    page.locator("#id_requirements-4-lead").fill("Ban Tuyên giáo Tỉnh ủy")
    page.get_by_role("button", name="Vào sổ và giao việc").click()
    page.get_by_text("Mời xem lại trước khi vào sổ").wait_for()
    page.get_by_role("button", name="Vào sổ và giao việc").click()
    page.wait_for_url(re.compile(r"/van-ban/\d+/$"))
    directive = Directive.objects.get()
    assert (directive.code, directive.requirements.count(), directive.text.strip()) == ("261-CV/TU", 5, TEXT.strip())
    assert all(row.start is not None for row in directive.requirements.all())


def test_requirements_are_split_and_joined_at_the_caret(world, open_page):
    page = open_page(world.ha)
    page.goto("/van-ban/moi/")
    text = page.locator("#id_requirements-0-text")
    text.fill("1. Thứ nhất.\n2. Thứ hai.")
    text.evaluate("field => field.setSelectionRange(13, 13)")
    page.get_by_role("button", name="Tách tại con trỏ").first.click()
    assert text.input_value() == "1. Thứ nhất."
    assert page.locator("#id_requirements-1-text").input_value() == "2. Thứ hai."
    assert page.locator("#id_requirements-1-number").input_value() == "2"
    page.get_by_role("button", name="Gộp với yêu cầu sau").first.click()
    assert text.input_value() == "1. Thứ nhất.\n2. Thứ hai."
