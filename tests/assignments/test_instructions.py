"""A leader's words reach those they ask, and the answers come back; work never waits for them."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from assignments import instructions
from assignments.models import Asked, Instruction, Notice, Report
from provinces import journal
from provinces.models import Entry
from provinces.policy import Verb
from tests.world import TODAY

DAY = datetime.timedelta(days=1)


@pytest.fixture
def task(world):
    return world.assignment(due_on=TODAY - DAY)


def test_minh_asks_khoi_answers_and_the_delay_is_seen(task, world, sign_in):
    page = f"/nhiem-vu/{task.pk}/"
    minh, khoi, lan = sign_in(world.minh), sign_in(world.khoi), sign_in(world.lan)
    said = {"text": "Báo cáo tôi trước thứ Năm.", "reply_by": "13/05/2021", "key": "mot"}
    assert minh.post(f"{page}y-kien/", said).status_code == 302
    assert minh.post(f"{page}y-kien/", said).status_code == 302  # sent twice, done once
    asked = Asked.objects.get()
    assert (asked.body, asked.reply_by, asked.instruction.given_by) == (
        world.khoai_chau,
        TODAY + DAY * 3,
        world.minh,
    )
    for who, address in ((khoi, "/"), (khoi, "/nhiem-vu/"), (khoi, page), (lan, "/"), (lan, "/y-kien/?cho=1")):
        assert "Báo cáo tôi trước thứ Năm." in who.get(address).content.decode(), address
    assert [row.what for row in Notice.objects.filter(instruction=asked.instruction, user=world.khoi)] == [
        "INSTRUCTION"
    ]
    late = world.reach(world.khoi, TODAY + DAY * 5)
    instructions.reply(asked, "Đã cấp đủ.", by=late)
    asked.refresh_from_db()
    assert (asked.replied_on, asked.days_late(TODAY + DAY * 9)) == (TODAY + DAY * 5, 2)
    shown = minh.get(f"/y-kien/{asked.instruction_id}/").content.decode()
    assert "Đã cấp đủ." in shown
    assert "chậm 2 ngày" in shown
    assert Notice.objects.filter(user=world.minh, what="REPLY").count() == 1
    assert [entry.verb for entry in Entry.objects.about(task.directive.journal_thread())][-2:] == ["INSTRUCT", "REPLY"]
    assert journal.broken_links() == []


def test_work_goes_on_without_an_answer(task, world):
    instructions.instruct(task.directive, "Lưu ý số liệu.", assignment=task, by=world.reach(world.minh))
    done = task.perform(Verb.REPORT, by=world.reach(world.khoi), report=Report(content="Đã làm."))
    assert done.perform(Verb.ACCEPT, by=world.reach(world.lan)).state == "DONE"
    assert Asked.objects.waiting().count() == 1


def test_on_a_dispatch_the_office_is_asked_or_bodies_that_work_on_it(task, world, sign_in):
    other = world.assignment(world.phu_cu, task.directive)
    minh, address = sign_in(world.minh), f"/van-ban/{task.directive_id}/y-kien/"
    assert list(minh.get(address).context["form"].fields["bodies"].queryset) == [
        world.khoai_chau,
        world.phu_cu,
    ]
    nobody = minh.post(address, {"text": "Cho biết tiến độ."})
    assert nobody.status_code == 422
    assert "Cần chọn Văn phòng" in nobody.content.decode()
    past = minh.post(address, {"text": "Cho biết tiến độ.", "asks_office": "on", "reply_by": "01/05/2021"})
    assert past.status_code == 422
    assert "từ hôm nay" in past.content.decode()
    foreign = minh.post(address, {"text": "Cho biết.", "bodies": [world.an_bien.pk]})
    assert foreign.status_code == 422
    minh.post(address, {"text": "Cho biết tiến độ.", "asks_office": "on", "bodies": [other.body_id]})
    assert [str(row) for row in Asked.objects.order_by("pk")] == ["Huyện ủy Phù Cừ", "Văn phòng"]
    office = Asked.objects.get(body=None)
    assert sign_in(world.ha).post(f"/y-kien/tra-loi/{office.pk}/", {"text": "Đang tổng hợp."}).status_code == 302
    assert sign_in(world.khoi).get(f"/y-kien/tra-loi/{office.pk}/").status_code == 404


def test_a_body_sees_only_the_instructions_that_concern_it(task, world, sign_in):
    world.assignment(world.phu_cu, task.directive)
    by = world.reach(world.minh)
    instructions.instruct(task.directive, "Riêng Phù Cừ.", bodies=[world.phu_cu], by=by)
    instructions.instruct(task.directive, "Cả hai.", bodies=[world.phu_cu, world.khoai_chau], by=by)
    instructions.instruct(task.directive, "Văn phòng thôi.", asks_office=True, by=by)
    both = Instruction.objects.get(text="Cả hai.")
    instructions.reply(both.asked.get(body=world.phu_cu), "Phù Cừ trả lời.", by=world.reach(world.phuc))
    khoi = sign_in(world.khoi)
    for address in ("/y-kien/", f"/van-ban/{task.directive_id}/", both.get_absolute_url()):
        page = khoi.get(address).content.decode()
        assert "Cả hai." in page, address
        for hidden in ("Riêng Phù Cừ.", "Văn phòng thôi.", "Phù Cừ trả lời."):
            assert hidden not in page, address


@pytest.mark.parametrize("who", ["ha", "lan", "khoi", "tuyen", "kiem", "quan", "tam"])
def test_only_leaders_and_the_chief_give_instructions(task, world, who):
    with pytest.raises(PermissionDenied):
        instructions.instruct(task.directive, "Lệnh.", asks_office=True, by=world.reach(getattr(world, who)))
    assert not Instruction.objects.exists()


def test_nobody_answers_for_another_body(task, world):
    instructions.instruct(task.directive, "Cho biết.", assignment=task, by=world.reach(world.minh))
    for who in (world.phuc, world.minh, world.kiem, world.an):
        with pytest.raises(PermissionDenied):
            instructions.reply(Asked.objects.get(), "Thay mặt.", by=world.reach(who))
