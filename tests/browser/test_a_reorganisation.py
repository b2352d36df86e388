"""The reorganisation of 2025 on the sample dispatches, as a newcomer can live through it: a district ends and its communes
take over, two provinces become one, two advisory bodies become one; and a dispatch of 2021 keeps the names of its day."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
import time_machine
from django.utils import timezone

from assignments import samples
from assignments.models import Assignment
from directives.models import Directive
from provinces.models import Body, Post, RecipientList, User
from provinces.policy import Verb
from provinces.reach import System
from tests.browser.axe import assert_accessible

COMMUNES = [f"Đảng ủy xã {name}" for name in ("Châu Ninh", "Chí Minh", "Khoái Châu", "Triệu Việt Vương", "Việt Tiến")]


@pytest.fixture
def office(committing, settings, tmp_path):
    """The samples, on a Monday in August 2025."""
    settings.DATA_DIR = tmp_path
    with time_machine.travel(datetime.fromisoformat("2025-08-04T09:00:00+07:00"), tick=True):
        samples.load(timezone.localdate(), whole_country=False)
        yield


def person(username: str) -> User:
    return User.objects.get(username=username)


def body(name: str, committee: str = samples.HOME) -> Body:
    return Body.objects.below(Body.objects.get(name=committee, is_committee=True)).get(name=name)


def preview(page, what: str, picture=None, name: str = "") -> str:
    """Shows what the change will touch, then makes it."""
    page.get_by_role("button", name="Xem trước").click()
    shown = page.get_by_role("status").filter(has_text="Thay đổi này liên quan đến")
    shown.wait_for()
    assert_accessible(page)  # its other pages are looked at with every page
    if picture:
        shown.scroll_into_view_if_needed()
        picture(page, name)
    said = shown.inner_text()
    page.get_by_role("button", name=what, exact=True).click()
    return said


def test_the_reorganisation_of_2025(office, open_page, picture):
    directive, by = Directive.objects.get(code="261-CV/TU"), System(timezone.localdate())
    for done in directive.assignments.filter(
        body__name__in=["Huyện ủy Khoái Châu", "Ban Tuyên giáo Tỉnh ủy"], state="DONE"
    ):
        done.perform(Verb.REOPEN, by=by, note="Cần báo cáo bổ sung.")
    owed = list(Assignment.objects.open().filter(body__name="Huyện ủy Khoái Châu").order_by("pk"))
    assert len(owed) == 2

    # the administrator ends the district committee, and sees first what that touches
    quan = open_page(person("quan-tri"))
    quan.goto("/co-quan/?q=khoai chau")
    quan.get_by_role("link", name="Huyện ủy Khoái Châu").click()
    quan.get_by_role("link", name="Kết thúc").click()
    quan.get_by_label("Ngày hoạt động cuối cùng").fill("30/06/2025")
    quan.get_by_label("Căn cứ").fill("Nghị quyết 60-NQ/TW ngày 12/4/2025")
    said = preview(quan, "Kết thúc hoạt động", picture, "xem-truoc")
    assert f"{len(owed)} nhiệm vụ" in said
    assert "Các huyện ủy, thị ủy, thành ủy" in said
    assert "Đặng Đình Khôi" in said
    quan.get_by_text("Đã ghi ngày kết thúc hoạt động").wait_for()
    khoi = open_page(person("khoai-chau"))
    khoi.goto("/")
    khoi.get_by_text("hiện không giữ vị trí nào").wait_for()

    # its open work waits, with the communes of its area proposed; one task goes by itself, then all the others
    lan = open_page(person("theo-doi"))
    lan.goto("/")
    lan.get_by_role("link", name=re.compile("Bàn giao nhiệm vụ")).first.click()
    row = lan.get_by_role("row", name=re.compile("Huyện ủy Khoái Châu")).inner_text()
    assert all(commune in row for commune in COMMUNES)
    picture(lan, "cho-ban-giao")
    lan.get_by_role("link", name="Bàn giao nhiệm vụ của Huyện ủy Khoái Châu").click()
    picture(lan, "ban-giao")
    lan.locator(f"#task-{owed[1].pk}").uncheck()
    lan.get_by_label("Ghi chú").fill("Theo địa bàn.")
    lan.get_by_role("button", name="Bàn giao", exact=True).click()
    lan.get_by_text("Đã bàn giao 1 nhiệm vụ.").wait_for()
    lan.get_by_role("button", name="Bàn giao tất cả theo đề xuất").click()
    lan.get_by_text("Không có nhiệm vụ nào chờ bàn giao.").wait_for()
    inherited = Assignment.objects.filter(replaces__in=owed)
    assert sorted(set(inherited.values_list("body__name", flat=True))) == COMMUNES
    assert inherited.count() == len(owed) * len(COMMUNES)

    # the commune sees what it has, and from whom
    chau_ninh = body("Đảng ủy xã Châu Ninh")
    ninh = User.objects.create_user("chau-ninh", full_name="Đào Thị Ninh", committee=body(samples.HOME))
    Post.objects.create(user=ninh, body=chau_ninh, role="FOCAL")
    page = open_page(ninh)
    page.goto("/nhiem-vu/")
    assert page.get_by_text("nhận từ Huyện ủy Khoái Châu").count() == len(owed)
    picture(page, "nhiem-vu-nhan-ban-giao")

    # the centre merges two provinces
    centre = open_page(person("trung-uong"))
    centre.goto(f"/co-quan/{body('Tỉnh ủy Bắc Giang', 'Tỉnh ủy Bắc Giang').pk}/hop-nhat/")
    centre.get_by_label("Vào cơ quan đã có").fill("Tỉnh ủy Bắc Ninh")
    centre.get_by_label("Từ ngày").fill("01/07/2025")
    centre.get_by_label("Căn cứ").fill("Nghị quyết 202/2025/QH15")
    preview(centre, "Hợp nhất, sáp nhập", picture, "hop-nhat")
    centre.get_by_text("Đã hợp nhất").wait_for()
    khanh = open_page(person("bg.lanh-dao"))
    khanh.goto("/van-ban/")
    assert "Chỉ thị" in khanh.locator("table.rows").inner_text()  # the greater province keeps the register

    # two advisory bodies become a new one; whoever worked for one works for it
    quan.goto(f"/co-quan/{body('Ban Tuyên giáo Tỉnh ủy').pk}/hop-nhat/")
    quan.get_by_label("Cùng hợp nhất với").fill("Ban Dân vận Tỉnh ủy")
    quan.get_by_label("Hoặc thành cơ quan mới tên là").fill("Ban Tuyên giáo và Dân vận Tỉnh ủy")
    quan.get_by_label("Từ ngày").fill("01/03/2025")
    quan.get_by_label("Căn cứ").fill("Quyết định của Ban Thường vụ Tỉnh ủy")
    preview(quan, "Hợp nhất, sáp nhập")
    quan.get_by_text("Đã hợp nhất").wait_for()
    quan.goto(f"/co-quan/{body('Ban Tuyên giáo và Dân vận Tỉnh ủy').pk}/")
    assert "Kế thừa Ban Tuyên giáo Tỉnh ủy" in quan.locator("main").inner_text()
    picture(quan, "co-quan-ke-thua")
    lan.goto("/ban-giao/")
    lan.get_by_role("button", name="Bàn giao tất cả theo đề xuất").click()
    lan.get_by_text(re.compile("Đã bàn giao")).wait_for()

    # the dispatch of 2021 as it is carried out today, and as it was given out
    minh = open_page(person("lanh-dao"))
    minh.goto(directive.get_absolute_url())
    now = minh.locator(".matrix thead").inner_text()
    assert "Ban Tuyên giáo và Dân vận Tỉnh ủy" in now
    assert "Đảng ủy xã Châu Ninh" in now
    picture(minh, "van-ban-hien-nay")
    minh.get_by_role("link", name="Khi ban hành (08/05/2021)").click()
    then = minh.locator(".matrix thead").inner_text()
    assert "Huyện ủy Khoái Châu" in then
    assert "Ban Tuyên giáo Tỉnh ủy" in then
    assert "Đảng ủy xã" not in then
    assert directive.text in minh.locator(".sheet").text_content()  # not a letter of the text is touched
    picture(minh, "van-ban-khi-ban-hanh")
    minh.goto("/van-ban/?q=ban tuyen giao va dan van tinh uy")
    assert minh.get_by_role("link", name="261-CV/TU").count()
    minh.goto("/bang-theo-doi/?luc=giao")
    assert minh.get_by_role("row", name=re.compile("Huyện ủy Khoái Châu")).count() == 1

    # the list as of then and as of now
    everyone = RecipientList.objects.get(name="Các huyện ủy, thị ủy, thành ủy", committee__name=samples.HOME)
    quan.goto(f"/danh-sach-noi-nhan/{everyone.pk}/")
    quan.get_by_label("So với ngày").fill("08/05/2021")
    quan.get_by_role("button", name="Xem").click()
    assert "Bớt 1: Huyện ủy Khoái Châu" in quan.locator("main").inner_text()
    picture(quan, "danh-sach-hai-ngay")
