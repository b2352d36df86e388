"""Quân keeps the directory: bodies, lists, people and posts; every change is journalled, once, and nobody's work is lost."""

import datetime

import pytest

from provinces import journal
from provinces.models import Body, Entry, Post, RecipientList, User
from provinces.rolls import members_of
from tests.world import TODAY


@pytest.fixture
def quan(world, sign_in):
    return sign_in(world.quan)


def body_form(world, **fields) -> dict:
    return {"key": "1", "name": "Sở Y tế", "kind": "SO_NGANH", "level": "TINH", "parent": world.tinh_uy.pk, **fields}


def test_a_new_body_takes_its_place_in_the_tree(world, quan):
    quan.post("/co-quan/moi/", body_form(world, alias_names="SYT\nSở y tế tỉnh\nsyt"))
    made = Body.objects.get(name="Sở Y tế")
    assert (made.committee, made.path) == (world.tinh_uy, f"/{world.tinh_uy.pk}/{made.pk}/")
    assert [alias.name for alias in made.aliases.all()] == ["syt", "Sở y tế tỉnh"]
    entry = Entry.objects.get(verb="KEEP_BODIES")
    assert (entry.actor, entry.note, entry.changes["name"]) == ("Lê Văn Quân", "Thêm mới", [None, "Sở Y tế"])


def test_moving_a_committee_moves_all_below_it(world):
    office = Body.objects.create(name="Văn phòng Huyện ủy", kind="VAN_PHONG", level="HUYEN", parent=world.phu_cu)
    world.phu_cu.parent = world.khoai_chau
    world.phu_cu.save()
    office.refresh_from_db()
    assert office.path.startswith(world.khoai_chau.path)
    assert office.committee == world.phu_cu


def test_the_same_name_twice_under_one_parent_is_refused_beside_the_form(world, quan):
    answer = quan.post("/co-quan/moi/", body_form(world, name="ban TUYÊN GIÁO tỉnh uỷ"))
    assert answer.status_code == 422
    assert "Đã có cơ quan cùng tên" in answer.content.decode()


def test_a_body_cannot_be_moved_under_itself_or_under_another_province(world, quan):
    for parent in (world.khoai_chau, world.tinh_uy_kien_giang):
        data = {"key": "1", "parent": parent.name, "since": "01/05/2021", "version": 1, "confirm": "1"}
        assert quan.post(f"/co-quan/{world.khoai_chau.pk}/chuyen/", data).status_code == 422


def test_the_end_of_a_body_closes_the_access_of_its_people_at_once(world, quan, sign_in):
    data = {"key": "1", "since": "09/05/2021", "version": 1, "confirm": "1"}
    assert world.khoi.full_name in quan.get(f"/co-quan/{world.khoai_chau.pk}/").content.decode()
    assert quan.post(f"/co-quan/{world.khoai_chau.pk}/ket-thuc/", data).status_code == 302
    assert world.khoi.full_name not in quan.get(f"/co-quan/{world.khoai_chau.pk}/").content.decode()
    assert sign_in(world.khoi).get("/nhiem-vu/").status_code == 403


def test_what_a_change_will_touch_is_shown_before_it_is_made(world, quan):
    world.assignment(world.khoai_chau)
    data = {"key": "1", "since": "09/05/2021", "version": 1}
    page = quan.post(f"/co-quan/{world.khoai_chau.pk}/ket-thuc/", data).content.decode()
    assert "1 nhiệm vụ" in page
    assert str(world.districts) in page
    assert world.khoi.full_name in page
    assert 'name="confirm"' in page
    world.khoai_chau.refresh_from_db()
    assert world.khoai_chau.valid_to is None


def test_a_renamed_body_is_still_found_by_the_name_it_bore(world, quan):
    data = {"key": "1", "name": "UBND tỉnh Hưng Yên", "since": "10/05/2021", "version": 1, "confirm": "1"}
    quan.post(f"/co-quan/{world.uy_ban.pk}/doi-ten/", data)
    former = Body.objects.known_as("ủy ban nhân dân tỉnh").get(parent=world.tinh_uy)
    assert (former, former.name) == (world.uy_ban, "UBND tỉnh Hưng Yên")
    assert former.aliases.get(until=TODAY - datetime.timedelta(days=1)).name == "Ủy ban nhân dân tỉnh"


def test_the_page_of_a_body_shows_some_of_what_stands_below_it_and_leads_to_all(world, quan):
    for number in range(50):
        Body.objects.create(name=f"Sở {number}", kind="SO_NGANH", level="TINH", parent=world.tinh_uy)
    page = quan.get(f"/co-quan/{world.tinh_uy.pk}/")
    assert len(page.context["children"]) == 40
    assert f'href="/co-quan/?parent={world.tinh_uy.pk}&amp;ended=1">Xem tất cả 57 cơ quan' in page.content.decode()
    assert quan.get(f"/co-quan/?parent={world.tinh_uy.pk}&ended=1").context["page"].paginator.count == 57
    assert quan.get(f"/co-quan/?parent={world.phu_cu.pk}").context["page"].paginator.count == 0


def test_of_two_administrators_one_wins_and_the_other_keeps_what_was_typed(world, quan):
    address = f"/co-quan/{world.uy_ban.pk}/sua/"
    quan.post(address, body_form(world, key="a", notation="UBND", kind="CHINH_QUYEN", version=1))
    answer = quan.post(address, body_form(world, key="b", notation="UB", kind="CHINH_QUYEN", version=1))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="UB"' in page
    assert "Người khác vừa lưu: UBND" in page
    assert 'name="version" value="2"' in page


def test_a_member_is_added_once_and_ended_from_today(world, quan):
    address = f"/danh-sach-noi-nhan/{world.districts.pk}/"
    assert quan.post(address + "them/", {"key": "1", "name": "Ban Tuyên giáo Tỉnh ủy"}).status_code == 302
    assert (
        "đã có trong danh sách"
        in quan.post(address + "them/", {"key": "2", "name": "Ban Tuyên giáo Tỉnh ủy"}).content.decode()
    )
    member = world.districts.memberships.get(body=world.phu_cu)
    quan.post(f"{address}thoi/{member.pk}/", {"key": "3"})
    assert world.phu_cu not in members_of(world.districts, TODAY)
    assert world.phu_cu in members_of(world.districts, TODAY - datetime.timedelta(days=1))
    assert "Huyện ủy Phù Cừ" in quan.get(address + "?ngay=09/05/2021").content.decode()


def test_a_member_from_another_province_is_unknown_here(world, quan):
    answer = quan.post(f"/danh-sach-noi-nhan/{world.districts.pk}/them/", {"name": "Huyện ủy An Biên"})
    assert answer.status_code == 422


def test_a_list_is_made_with_the_ways_in_which_it_is_printed(world, quan):
    data = {
        "key": "1",
        "name": "Các ban Đảng",
        "committee": world.tinh_uy.pk,
        "alias_names": "các ban đảng tỉnh\nCác ban của Tỉnh ủy",
    }
    quan.post("/danh-sach-noi-nhan/moi/", data)
    made = RecipientList.objects.get(name="Các ban Đảng")
    assert RecipientList.objects.known_as("CÁC BAN ĐẢNG TỈNH").get() == made
    foreign = {**data, "key": "2", "name": "Của tỉnh khác", "committee": world.tinh_uy_kien_giang.pk}
    assert quan.post("/danh-sach-noi-nhan/moi/", foreign).status_code == 422


def person_form(world, **fields) -> dict:
    post = {"post-role": "FOCAL", "post-body": world.my_hao.pk}
    return {"key": "1", "full_name": "Đào Thị Mỹ", "username": "my", "email": "", **post, **fields}


def test_a_new_person_gets_a_post_and_a_password_that_is_shown_once(world, quan, client):
    where = quan.post("/nguoi-dung/moi/", person_form(world))["Location"]
    page = quan.get(where).content.decode()
    password = page.split('<b class="num">')[1].split("</b>")[0]
    assert password not in quan.get(where).content.decode()
    assert client.post("/dang-nhap/", {"username": "my", "password": password})["Location"] == "/doi-mat-khau/"
    made = User.objects.get(username="my")
    assert (made.committee, str(made.posts.get())) == (world.tinh_uy, "Đầu mối đơn vị, Thị ủy Mỹ Hào")


@pytest.mark.parametrize("username", ["ha", "Có Dấu", "a b", "<b>", ""])
def test_a_bad_or_taken_sign_in_name_is_refused(world, quan, username):
    assert quan.post("/nguoi-dung/moi/", person_form(world, username=username)).status_code == 422


def test_nobody_is_given_a_post_in_another_province(world, quan):
    answer = quan.post("/nguoi-dung/moi/", person_form(world, **{"post-body": world.van_phong_kg.pk}))
    assert answer.status_code == 422
    assert not User.objects.filter(username="my").exists()


def test_a_post_ends_today_and_its_access_with_it(world, quan, sign_in):
    quan.post(f"/vi-tri/{Post.objects.get(user=world.khoi).pk}/thoi/", {"key": "1"})
    assert sign_in(world.khoi).get("/nhiem-vu/").status_code == 403


def test_what_a_forms_fields_do_not_name_does_not_change(world, quan):
    extra = {
        "committee": world.tinh_uy_kien_giang.pk,
        "is_superuser": "on",
        "must_change_password": "",
        "password": "x",
        "last_login": "x",
    }
    quan.post(
        f"/nguoi-dung/{world.khoi.pk}/sua/",
        {"key": "1", "full_name": "Đặng Khôi", "username": "khoi", "is_active": "on", "version": 1, **extra},
    )
    changed = User.objects.get(pk=world.khoi.pk)
    assert (changed.full_name, changed.committee, changed.password) == ("Đặng Khôi", world.tinh_uy, world.khoi.password)


def test_names_are_suggested_exact_first_and_only_from_ones_own_directory(world, sign_in):
    suggested = [row["name"] for row in sign_in(world.ha).get("/tim-co-quan/?q=huyen uy").json()]
    assert suggested == ["Huyện ủy Phù Cừ", "Huyện ủy Khoái Châu", "Các huyện ủy, thị ủy"]
    assert sign_in(world.ha).get("/tim-co-quan/?q=an bien").json() == []
    assert sign_in(world.khoi).get("/tim-co-quan/?q=huyen uy").json() == []


# the journal


@pytest.fixture
def chain(world):
    world.assignment().perform("URGE", by=world.reach(world.lan), note="Đề nghị báo cáo.")
    assert journal.broken_links() == []
    return Entry.objects.filter(committee=world.tinh_uy)


def tamper(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER provinces_entry_no_update")
            cursor.execute("DROP TRIGGER provinces_entry_no_delete")
        else:
            cursor.execute("DROP TRIGGER provinces_entry_append_only ON provinces_entry")
        cursor.execute(statement)


TAMPERING = {
    "đã bị sửa": "UPDATE provinces_entry SET note = 'khác' WHERE number = 1",
    "thiếu dòng": "DELETE FROM provinces_entry WHERE number = 1",
    "đuôi không khớp": "DELETE FROM provinces_entry WHERE number = 2",
    "không còn đầu chuỗi": "DELETE FROM provinces_journalhead",
    "không nối với dòng trước": "UPDATE provinces_entry SET previous = 'x' WHERE number = 2",
}


@pytest.mark.parametrize(("fault", "statement"), TAMPERING.items())
def test_whoever_tampers_with_the_journal_is_found_out(chain, fault, statement):
    tamper(statement)
    assert any(fault in line for line in journal.broken_links())


def test_the_database_refuses_to_change_or_delete_a_line(chain):
    from django.db import DatabaseError, transaction

    for change in (lambda: chain.update(note="khác"), lambda: chain.delete()):
        with pytest.raises(DatabaseError, match="Nhật ký chỉ được ghi thêm"), transaction.atomic():
            change()


def test_the_rules_of_the_database_are_laid_anew_after_a_table_was_remade(chain):
    """SQLite forgets the triggers of a table that a migration alters."""
    from django.core.management.sql import emit_post_migrate_signal
    from django.db import DatabaseError, transaction

    tamper("UPDATE provinces_entry SET note = note")
    emit_post_migrate_signal(0, False, "default")
    with pytest.raises(DatabaseError, match="Nhật ký chỉ được ghi thêm"), transaction.atomic():
        chain.update(note="khác")


@pytest.mark.parametrize("typed", ["khoai chau", "KHOÁI CHÂU", "khoái châu", "pham thi lan", "PHẠM THỊ LAN", "cv/tu"])
def test_the_journal_is_searched_without_regard_to_case_and_accents(chain, world, sign_in, typed):
    rows = sign_in(world.minh).get("/nhat-ky/", {"q": typed, "verb": "URGE"}).context["page"].paginator
    assert rows.count == 1


def test_the_journal_is_read_by_day_verb_and_person(world, chain, sign_in):
    minh = sign_in(world.minh)
    assert "Đề nghị báo cáo." in minh.get("/nhat-ky/?verb=URGE&since=10/05/2021&q=lan").content.decode()
    assert "Đề nghị báo cáo." not in minh.get("/nhat-ky/?verb=ACCEPT").content.decode()
    assert minh.get("/nhat-ky/?since=32/13/2021").status_code == 200
    assert "Đề nghị báo cáo." not in sign_in(world.tam).get("/nhat-ky/").content.decode()
