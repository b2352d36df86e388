"""Every late body with what it owes, on one page; those chosen are urged in one go, once a day."""

import datetime

from assignments.models import Assignment, Notice
from tests.world import TODAY

DAY = datetime.timedelta(days=1)


def test_lan_urges_the_late_bodies_she_chooses_in_one_go_once_a_day(world, sign_in):
    one, other = world.directive(261), world.directive(262)
    late = [
        world.assignment(world.khoai_chau, one, due_on=TODAY - DAY * 5),
        world.assignment(world.khoai_chau, other, due_on=TODAY - DAY),
        world.assignment(world.phu_cu, one, due_on=TODAY - DAY),
    ]
    world.assignment(world.my_hao, one, due_on=TODAY + DAY)
    Notice.objects.all().delete()
    lan = sign_in(world.lan)
    groups = lan.get("/don-doc/").context["page"].object_list
    assert [(str(group["body"]), group["number"], group["days"]) for group in groups] == [
        ("Huyện ủy Khoái Châu", 2, 5),
        ("Huyện ủy Phù Cừ", 1, 1),
    ]
    said = {"note": "Đề nghị báo cáo ngay.", "body": [world.khoai_chau.pk]}
    assert lan.post("/don-doc/", {**said, "body": []}).status_code == 422
    assert lan.post("/don-doc/", said).status_code == 302
    assert lan.post("/don-doc/", said).status_code == 302
    urgings = [Assignment.objects.get(pk=task.pk).urgings for task in late]
    assert urgings == [1, 1, 0]
    assert [row.what for row in Notice.objects.of(world.khoi)] == ["URGED", "URGED"]
    assert "đã đôn đốc hôm nay" in lan.get("/don-doc/").content.decode()


def test_the_overseers_officer_urges_what_the_body_oversees_and_nothing_else(world, sign_in):
    overseen = world.directive(262, overseer=world.tuyen_giao)
    world.requirement(overseen)
    mine = world.assignment(world.khoai_chau, overseen, due_on=TODAY - DAY)
    foreign = world.assignment(world.khoai_chau, world.directive(263), due_on=TODAY - DAY)
    own = world.assignment(world.tuyen_giao, overseen, due_on=TODAY - DAY)
    said = {"note": "Đề nghị báo cáo.", "body": [world.khoai_chau.pk, world.tuyen_giao.pk]}
    sign_in(world.tuyen).post("/don-doc/", said)
    assert [Assignment.objects.get(pk=task.pk).urgings for task in (mine, foreign, own)] == [1, 0, 0]
