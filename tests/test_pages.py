"""Every page asks the database a fixed number of questions, and every figure is the number of the rows it leads to."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assignments.instructions import instruct
from assignments.models import Assignment, Export, Mail, Report
from assignments.papers import preparing
from directives import search
from provinces.models import (
    Absence,
    Body,
    BodyHistory,
    BodySuccession,
    Import,
    ListInclusion,
    ListRule,
    Membership,
    Post,
    RecipientList,
    Term,
    User,
)
from provinces.policy import Verb
from tests.world import ISSUED, TODAY

DAY = datetime.timedelta(days=1)

# page → who opens it, and the most questions it may ask, whatever the number of rows
QUESTIONS = {
    "/": ("thang", 22),
    "/bang-theo-doi/": ("minh", 24),
    "/bang-theo-doi/?luc=giao": ("minh", 26),
    "/bang-theo-doi/?ky=2021-05&linh_vuc=kinh_te": ("minh", 24),
    "/bang-theo-doi/?cua={world.tuyen_giao.pk}": ("tuyen", 29),
    "/bang-theo-doi/co-quan/xlsx/": ("minh", 9),
    "/bang-theo-doi/co-quan-thang/csv/?ky=2021": ("minh", 11),
    "/van-ban/": ("ha", 11),
    "/van-ban/?q=phong chong&status=late&xep=so": ("ha", 17),
    "/van-ban/?q=uy ban nhan dan tinh&body=uy ban": ("ha", 27),
    "/nhiem-vu/": ("lan", 11),
    "/nhiem-vu/?q=khoai chau": ("lan", 18),
    "/bao-cao-cho-duyet/": ("lan", 11),
    "/giay-to/": ("lan", 10),
    "/van-ban/xuat/": ("ha", 10),
    "/van-ban/xuat/csv/": ("ha", 10),
    "/tep-xuat/": ("ha", 7),
    "/van-ban/in/": ("ha", 12),
    "/nhiem-vu/xuat/": ("lan", 12),
    "/nhiem-vu/in/": ("lan", 16),
    "/van-ban-den/": ("khoi", 11),
    "/co-quan/": ("quan", 7),
    "/co-quan/?q=don vi&ended=1": ("quan", 7),
    "/co-quan/{world.tinh_uy.pk}/": ("quan", 20),
    "/co-quan/{world.khoai_chau.pk}/": ("quan", 21),
    "/danh-sach-noi-nhan/": ("quan", 12),
    "/danh-sach-noi-nhan/{world.districts.pk}/": ("quan", 23),
    "/danh-sach-noi-nhan/{world.districts.pk}/?ngay=10/05/2021&so_voi=01/05/2021": ("quan", 26),
    "/ban-giao/": ("lan", 12),
    "/ban-giao/{world.uy_ban.pk}/": ("lan", 12),
    "/nguoi-dung/": ("quan", 8),
    "/nhat-ky/": ("minh", 7),
    "/thong-bao/": ("khoi", 13),
    "/y-kien/": ("minh", 9),
    "/y-kien/?cho=1": ("khoi", 12),
    "/don-doc/": ("lan", 12),
    "/thu-chua-gui/": ("quan", 7),
    "/co-quan/nhap/": ("quan", 7),
    "/van-ban/nhap-so/": ("ha", 8),
    "/de-nghi-gia-han/": ("thang", 11),
    "/tim-co-quan/?q=don vi": ("ha", 5),
}


def fill(world, count: int, start: int = 0) -> None:
    """`count` more of everything that a page may list."""
    for number in range(start, start + count):
        body = Body.objects.create(name=f"Đơn vị {number}", kind="SO_NGANH", level="TINH", parent=world.tinh_uy)
        Membership.objects.create(recipient_list=world.districts, body=body)
        user = User.objects.create_user(f"dv{number}", full_name=f"Người {number}", committee=world.tinh_uy)
        Post.objects.create(user=user, body=body, role="FOCAL")
        Post.objects.create(user=user, body=world.khoai_chau, role="FOCAL")
        directive = world.directive(number + 500)
        search.index(directive)
        world.requirement(directive)
        world.send(directive, body, world.khoai_chau)
        task = world.assignment(body, directive, due_on=datetime.date(2021, 5, 9))
        world.assignment(world.khoai_chau, directive, due_on=datetime.date(2021, 5, 20)).perform(
            Verb.ASK_EXTENSION, by=world.reach(world.khoi), due_on=datetime.date(2021, 5, 30), note="Chưa đủ số liệu."
        )
        world.assignment(world.phu_cu, directive).perform(
            Verb.REPORT,
            by=world.reach(world.phuc),
            report=Report(content="Xong.", obstacle="Thiếu kinh phí.", to_decide="UBND"),
        )
        task.perform(Verb.URGE, by=world.reach(world.lan), note="Đề nghị báo cáo.")
        preparing.prepare("BC", by=world.reach(world.lan), committee=world.tinh_uy, directive=directive)
        reorganise(world, number, body, directive)
        bodies = [body, world.khoai_chau]
        instruct(directive, "Cho biết.", bodies=bodies, asks_office=True, by=world.reach(world.minh))
        Mail.objects.create(user=user, day=TODAY, state="FAILED")
        Export.objects.create(asked_by=world.ha, kind="REGISTER", form="csv", name=f"Sổ {number}.csv", state="READY")
        for kind in ("REGISTER", "DIRECTORY"):
            Import.objects.create(
                kind=kind, committee=world.tinh_uy, uploaded_by=user, state="CHECKED", name=f"Tệp {number}", size=1
            )


def reorganise(world, number: int, body, directive) -> None:
    """A list of every make with the body on it, a body that took its place, and one that is gone with its work open."""
    since = datetime.date(2021, 5, 3)
    row = RecipientList.objects.create(committee=world.tinh_uy, name=f"Danh sách {number}")
    ListRule.objects.create(recipient_list=row, kind="SO_NGANH", parent=world.tinh_uy)
    ListRule.objects.create(recipient_list=world.districts, kind="HOI", level="TINH", valid_from=since)
    ListInclusion.objects.create(outer=world.districts, inner=row, valid_from=since)
    gone = Body.objects.create(
        name=f"Hội {number}", kind="HOI", level="TINH", parent=world.tinh_uy, valid_to=TODAY - DAY
    )
    BodySuccession.objects.create(predecessor=gone, successor=body, kind="PHAP_LY")
    for ended in (gone, world.uy_ban):
        world.assignment(ended, directive)
        Body.objects.filter(pk=ended.pk).update(valid_to=TODAY - DAY)
        BodyHistory.objects.create(
            body=ended, name=f"Tên {number}", kind="HOI", level="TINH", parent=world.tinh_uy, path=ended.path,
            valid_to=datetime.date(2000, 1, 1) + DAY * number,
        )  # fmt: skip
    BodySuccession.objects.create(predecessor=world.uy_ban, successor=body, kind="CHUC_NANG")
    BodySuccession.objects.create(predecessor=world.khoai_chau, successor=gone, kind="CHUC_NANG")


def questions(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


# the clock stands still: once a minute a session notes that it was used, and that is asked for too
@time_machine.travel(datetime.datetime.fromisoformat("2021-05-10T09:00:00+07:00"), tick=False)
def test_every_page_asks_as_many_questions_for_thirty_rows_as_for_two(world, sign_in):
    clients = {who: sign_in(getattr(world, who)) for who, _ in QUESTIONS.values()}

    def asked() -> dict[str, int]:
        return {page: questions(clients[who], page.format(world=world)) for page, (who, _) in QUESTIONS.items()}

    fill(world, 2)
    asked()  # the first visit of a person asks more
    few = asked()
    fill(world, 28, start=2)
    assert asked() == few
    assert {page: number for page, number in few.items() if number > QUESTIONS[page][1]} == {}


def test_the_pages_of_one_dispatch_and_one_task_ask_a_fixed_number_of_questions(world, sign_in):
    directive = world.directive()
    requirement = world.requirement(directive)
    lan = sign_in(world.lan)
    world.assignment(world.khoai_chau, directive)
    page = directive.get_absolute_url()
    lan.get(page)
    few = questions(lan, page)
    for number in range(30):
        body = Body.objects.create(name=f"Đơn vị {number}", kind="SO_NGANH", level="TINH", parent=world.tinh_uy)
        world.assignment(body, directive)
        world.requirement(directive, number=str(number + 2))
    assert questions(lan, page) == few <= 20
    task = requirement.assignments.first()
    assert questions(lan, task.get_absolute_url()) <= 17


def test_the_pages_of_terms_and_absences_ask_a_fixed_number_of_questions(world, sign_in):
    terms, account, person = f"/co-quan/{world.tinh_uy.pk}/nhiem-ky/", "/tai-khoan/", f"/nguoi-dung/{world.tuyen.pk}/"
    asked = []
    for begin, end in ((1, 3), (3, 30)):
        for number in range(begin, end):
            world.directive(2 * number)
            world.directive(2 * number, notation=f"K{number}/TU")
            Term.objects.create(committee=world.tinh_uy, name=str(number), starts_on=datetime.date(1900 + number, 1, 1))
            other = Absence.objects.create(user=world.tuyen, deputy=world.thay, valid_from=TODAY, valid_to=TODAY)
            other.posts.add(Post.objects.create(user=world.tuyen, body=world.uy_ban, role="FOCAL", valid_to=TODAY))
        pages = (world.minh, terms), (world.thay, account), (world.quan, person), (world.thay, "/")
        asked.append([questions_again(sign_in(user), page) for user, page in pages])
    assert asked[0] == asked[1]
    assert all(count <= most for count, most in zip(asked[1], (11, 17, 11, 32), strict=True)), asked


def questions_again(client, address: str) -> int:
    """Not the first visit, at which it is noted that the person was here."""
    client.get(address)
    return questions(client, address)


@pytest.fixture
def work(world):
    """One of each: late, soon, unread, open, without deadline, done late, done."""
    directive = world.directive()
    for number, due in enumerate(("09/05", "12/05", None, "30/05", None, "09/05", "30/05")):
        world.requirement(directive, number=str(number + 1))
        body = Body.objects.create(name=f"Đơn vị {number}", kind="SO_NGANH", level="TINH", parent=world.tinh_uy)
        day = datetime.date(2021, int(due[3:]), int(due[:2])) if due else None
        task = world.assignment(body, directive, due_on=day, on=ISSUED)
        facts = {}
        if number in (3, 4):
            facts = {"state": "ACTIVE"}
        if number in (5, 6):
            facts = {"state": "DONE", "reported_on": TODAY, "done_on": TODAY}
        Assignment.objects.filter(pk=task.pk).update(**facts)
    return Assignment.objects.all()


@pytest.mark.parametrize(
    "page",
    [
        "/?trang=0",
        "/van-ban/?trang=99999",
        "/van-ban/?trang=²",
        "/nhiem-vu/?body=abc",
        "/nhiem-vu/?body=99999999999999999999",
        "/nhiem-vu/?cap_uy=7&cua=8&directive=9&nhan=qua-han&thieu=han",
        "/nhiem-vu/?sau=x",
        "/nhiem-vu/?sau=W10",
        "/van-ban/?truoc=WyIyMDIxLTA1LTEwIiwgOTk5OTk5OTk5OTk5OTk5OTk5OTk5XQ",
        "/van-ban/?xep=so&sau=WyJcdTAwMDAiLCAxLCAxXQ",
        "/van-ban/?cap_uy=5&thieu=giao&linh_vuc=xyz",
        "/nhiem-vu/?ky=20-²",
        "/nhiem-vu/?ky=99999-13",
        "/nhiem-vu/?ky=0-0",
        f"/nhiem-vu/?ky={'9' * 5000}-1",
        "/van-ban/?since=x",
    ],
)
def test_an_address_with_nonsense_is_still_a_page(world, sign_in, page):
    assert sign_in(world.minh).get(page).status_code == 200


def test_a_mistyped_filter_shows_nothing_and_says_why(world, work, sign_in):
    answer = sign_in(world.minh).get("/van-ban/?since=31/02/2021")
    assert answer.context["page"].count == 0
    assert "Ngày không hợp lệ" in answer.content.decode()
