"""Hà enters dispatches: what she types is understood, kept, and never done twice."""

from __future__ import annotations

import datetime
import html
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assignments.models import Assignment, Report
from assignments.workflow import Refused
from directives import registering
from directives.models import Directive, Draft, Recipient, RecipientLine
from provinces.models import Entry, Membership
from provinces.models.versioned import StaleVersion
from tests.world import ISSUED

NEW = "/van-ban/moi/"


def form(world, requirements=(), addressees=(), distribution=(), citations=(), **fields) -> dict:
    """The fields as the browser sends them."""
    data = {
        "key": "phieu-1",
        "committee": world.tinh_uy.pk,
        "kind": "CV",
        "number": "261",
        "notation": "CV/TU",
        "issued_on": "08/05/2021",
        "entered_on": "08/05/2021",
        "subject": "Về phòng, chống dịch",
        "text": "Văn bản gốc",
        **fields,
    }
    sections = {
        "addressees": addressees,
        "distribution": distribution,
        "citations": citations,
        "requirements": requirements,
    }
    for name, rows in sections.items():
        data |= {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            data |= {
                f"{name}-{number}-{key}": value
                for key, value in {"kind": "CO_QUAN", "relation": "cites", **row}.items()
            }
            data[f"{name}-{number}-ORDER"] = row.get("ORDER", number + 1)
    return data


def enter(client, data: dict):
    """Sends the form; where the second look asks, confirms it."""
    answer = client.post(NEW, data)
    asked = re.search(r'name="confirmed" value="(\w+)"', answer.content.decode())
    return client.post(NEW, {**data, "confirmed": asked[1]}) if asked else answer


def errors(answer) -> str:
    return html.unescape(" ".join(re.findall(r"<li>(.*?)</li>", answer.content.decode().split('id="main"')[1])))


@pytest.fixture
def ha(world, sign_in):
    return sign_in(world.ha)


def test_a_dispatch_goes_to_each_member_of_the_list_as_of_its_day(world, ha):
    Membership.objects.filter(body=world.my_hao).update(valid_from=datetime.date(2021, 5, 9))
    data = form(
        world,
        addressees=[{"text": "Các huyện, thị ủy"}],
        requirements=[{"number": "1", "text": "Báo cáo.", "lead": "Huyện ủy Phù Cừ"}],
    )
    answer = ha.post(NEW, data)
    directive = Directive.objects.get()
    assert answer["Location"] == directive.get_absolute_url()
    assert [str(row) for row in directive.recipients.all()] == ["Huyện ủy Khoái Châu", "Huyện ủy Phù Cừ"]
    assert [str(task) for task in directive.assignments.all()] == ["261-CV/TU, yêu cầu 1, Huyện ủy Phù Cừ"]
    assert directive.term == world.term


def test_a_later_change_of_the_list_does_not_touch_a_registered_dispatch(world, ha):
    ha.post(NEW, form(world, addressees=[{"text": "Các huyện ủy, thị ủy"}]))
    before = list(Recipient.objects.values_list("body", flat=True))
    Membership.objects.filter(body=world.phu_cu).update(valid_to=ISSUED - datetime.timedelta(days=1))
    assert list(Recipient.objects.values_list("body", flat=True)) == before


def test_what_a_dispatch_does_not_state_may_stay_empty(world, ha):
    nothing = dict.fromkeys(("kind", "number", "notation", "issued_on", "subject", "text"), "")
    assert ha.post(NEW, form(world, **nothing)).status_code == 302
    page = ha.get(Directive.objects.get().get_absolute_url()).content.decode()
    assert page.count("không ghi trong văn bản") >= 5


def test_a_number_that_is_taken_is_refused_with_a_link_and_nothing_typed_is_lost(world, ha):
    other = world.directive(261)
    answer = ha.post(NEW, form(world, subject="Về công tác bầu cử", number="0261"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert other.get_absolute_url() in page
    assert "Về công tác bầu cử" in page
    assert Directive.objects.count() == 1


def test_the_same_form_sent_twice_is_one_dispatch_and_one_answer(world, ha):
    data = form(world)
    first, second = ha.post(NEW, data), ha.post(NEW, data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Directive.objects.count() == Entry.objects.filter(verb="REGISTER").count() == 1


def test_the_same_key_with_other_words_is_refused(world, ha):
    ha.post(NEW, form(world))
    assert ha.post(NEW, form(world, number="262")).status_code == 409
    assert Directive.objects.count() == 1


def test_a_body_with_a_task_on_no_recipient_line_is_pointed_out_before_saving(world, ha):
    data = form(world, requirements=[{"number": "1", "text": "Tuyên truyền.", "lead": "Ban Tuyên giáo Tỉnh ủy"}])
    answer = ha.post(NEW, data)
    assert "Ban Tuyên giáo Tỉnh ủy được giao việc nhưng không có trong nơi nhận." in answer.content.decode()
    assert not Directive.objects.exists()
    assert enter(ha, data).status_code == 302
    recipient = Recipient.objects.get()
    assert (recipient.body, recipient.is_listed) == (world.tuyen_giao, False)


def test_a_confirmation_holds_for_the_warnings_that_were_read_and_no_others(world, ha):
    def point(body: str) -> dict:
        return form(world, requirements=[{"number": "1", "text": "Tuyên truyền.", "lead": body}])

    asked = ha.post(NEW, point("Ban Tuyên giáo Tỉnh ủy")).content.decode()
    confirmed = re.search(r'name="confirmed" value="(\w+)"', asked)[1]
    other = ha.post(NEW, {**point("Ủy ban nhân dân tỉnh"), "confirmed": confirmed})
    assert "Ủy ban nhân dân tỉnh được giao việc nhưng không có trong nơi nhận" in other.content.decode()
    assert not Directive.objects.exists()


def test_a_file_survives_the_second_look_and_is_attached(world, ha):
    data = form(world, requirements=[{"number": "1", "text": "Tuyên truyền.", "lead": "Ban Tuyên giáo Tỉnh ủy"}])
    scan = SimpleUploadedFile("cong-van.pdf", b"%PDF-1.7 261")
    asked = ha.post(NEW, {**data, "uploads": scan}).content.decode()
    assert "cong-van.pdf" in asked
    confirmed = re.search(r'name="confirmed" value="(\w+)"', asked)[1]
    ha.post(NEW, {**data, "confirmed": confirmed})
    attachment = Directive.objects.get().attachments.get()
    assert (attachment.name, Path(attachment.file.path).read_bytes()) == ("cong-van.pdf", b"%PDF-1.7 261")


def test_a_file_can_be_left_out_again_and_one_chosen_twice_is_attached_once(world, ha):
    data = form(world, requirements=[{"number": "1", "text": "Tuyên truyền.", "lead": "Ban Tuyên giáo Tỉnh ủy"}])

    def files():
        return [SimpleUploadedFile(f"{name}.pdf", b"%PDF-1.7 " + name.encode()) for name in ("a", "b")]

    asked = ha.post(NEW, {**data, "uploads": files()}).content.decode()
    dropped = re.findall(r'name="drop" value="(\w+)"', asked)[0]
    confirmed = re.search(r'name="confirmed" value="(\w+)"', asked)[1]
    ha.post(NEW, {**data, "confirmed": confirmed, "drop": dropped, "uploads": files()[1:]})
    assert list(Directive.objects.get().attachments.values_list("name", flat=True)) == ["b.pdf"]


def test_the_file_of_a_draft_that_became_secret_is_gone_from_the_disk(
    world, ha, settings, django_capture_on_commit_callbacks
):
    ha.post(NEW, {**form(world, number="²"), "uploads": SimpleUploadedFile("mat.pdf", b"%PDF-1.7 mat")})
    assert len([*settings.MEDIA_ROOT.rglob("*.pdf")]) == 1
    with django_capture_on_commit_callbacks(execute=True):
        ha.post("/van-ban/nhap/", {"key": "phieu-1", "secrecy": "mat"})
    assert not [*settings.MEDIA_ROOT.rglob("*.pdf")]


def test_a_body_nobody_knows_cannot_be_given_a_task_and_says_so_beside_its_field(world, ha):
    data = form(world, requirements=[{"number": "1", "text": "Báo cáo.", "lead": "Sở Phép thuật"}])
    answer = ha.post(NEW, data)
    assert answer.status_code == 422
    assert "“Sở Phép thuật” chưa có trong danh bạ ngày 08/05/2021" in errors(answer)
    assert 'value="Sở Phép thuật"' in answer.content.decode()


def test_a_body_of_another_province_is_unknown_here(world, ha):
    answer = ha.post(NEW, form(world, requirements=[{"text": "Báo cáo.", "lead": "Huyện ủy An Biên"}]))
    assert "chưa có trong danh bạ" in errors(answer)


def test_an_unknown_recipient_is_kept_as_printed_and_pointed_out(world, ha):
    data = form(world, distribution=[{"text": "Hội Người cao tuổi"}])
    assert "“Hội Người cao tuổi” (nơi nhận) chưa có trong danh bạ" in ha.post(NEW, data).content.decode()
    enter(ha, data)
    assert RecipientLine.objects.get().text == "Hội Người cao tuổi"
    assert not Recipient.objects.exists()


def test_rows_are_taken_in_the_clerks_order_and_deleted_ones_left_out(world, ha):
    rows = [
        {"number": "2", "text": "Thứ hai.", "ORDER": 2},
        {"number": "9", "text": "Bỏ.", "DELETE": "on", "ORDER": 3},
        {"number": "1", "text": "Thứ nhất.", "ORDER": 1},
    ]
    enter(ha, form(world, requirements=rows))
    assert [row.number for row in Directive.objects.get().requirements.all()] == ["1", "2"]


def test_the_words_of_a_requirement_know_where_they_stand_in_the_text(world, ha):
    text = "Ban Thường vụ yêu cầu:\n1- Huyện ủy báo cáo.\n2- Ban Tuyên giáo theo dõi."
    rows = [{"number": "1", "text": "1- Huyện ủy báo cáo."}, {"text": "Chữ của văn thư."}]
    enter(ha, form(world, text=text, requirements=rows))
    first, second = Directive.objects.get().requirements.all()
    assert text[first.start : first.end] == "1- Huyện ủy báo cáo."
    assert (second.start, second.end) == (None, None)


# secret dispatches


@pytest.mark.parametrize("level", ["mat", "toi_mat", "tuyet_mat"])
@pytest.mark.parametrize("field", ["subject", "text", "signatory", "position", "report_to", "dissemination"])
def test_a_secret_dispatch_keeps_only_its_line(world, ha, level, field):
    empty = {"subject": "", "text": ""}
    answer = ha.post(NEW, form(world, secrecy=level, **{**empty, field: "Nội dung mật"}))
    assert answer.status_code == 422
    assert "Văn bản mật chỉ được ghi số" in errors(answer)
    assert not Directive.objects.exists()
    assert ha.post(NEW, form(world, secrecy=level, **empty)).status_code == 302
    assert Directive.objects.get().secrecy == level


@pytest.mark.parametrize("section", ["requirements", "addressees", "distribution", "citations"])
def test_a_secret_dispatch_has_no_rows(world, ha, section):
    answer = ha.post(NEW, form(world, secrecy="mat", subject="", text="", **{section: [{"text": "Nội dung mật"}]}))
    assert answer.status_code == 422
    assert not Directive.objects.exists()


def test_the_draft_of_a_secret_dispatch_is_not_kept(world, ha):
    ha.post("/van-ban/nhap/", {"key": "phieu-1", "subject": "Nội dung"})
    ha.post("/van-ban/nhap/", {"key": "phieu-1", "subject": "Nội dung mật", "secrecy": "mat"})
    assert not Draft.objects.exists()


def test_a_text_that_bears_a_stamp_of_secrecy_is_kept_nowhere(world, ha, client):
    stamped = form(world, text="TỈNH ỦY\nTỐI MẬT\nVề công tác nhân sự")
    ha.post("/van-ban/nhap/", stamped)
    answer = ha.post(NEW, stamped)
    assert (answer.status_code, "dấu chỉ độ mật" in errors(answer)) == (422, True)
    client.post(NEW, stamped)  # her session has ended
    assert not Directive.objects.exists()
    assert not Draft.objects.exists()
    assert "parked_form" not in client.session


def test_an_open_dispatch_cannot_be_made_secret_afterwards(world, ha):
    directive = world.directive(261)
    data = form(world, version=1, secrecy="mat", subject="", text="")
    answer = ha.post(f"/van-ban/{directive.pk}/cap-nhat/", data)
    assert "không thể chuyển thành văn bản mật" in errors(answer)
    directive.refresh_from_db()
    assert directive.secrecy == ""


def test_the_database_refuses_the_words_of_a_secret_dispatch_whoever_writes(world):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        world.directive(7, secrecy="mat", subject="Nội dung mật")


# drafts


def test_a_draft_is_kept_continued_and_gone_once_registered(world, ha):
    data = form(world, subject="Về bầu cử", requirements=[{"number": "1", "text": "Chuẩn bị."}])
    answer = ha.post("/van-ban/nhap/", data)
    assert answer.json()["saved_at"] == "09:00"
    page = ha.get(f"{NEW}?nhap=phieu-1").content.decode()
    assert "Về bầu cử" in page
    assert "Chuẩn bị." in page
    enter(ha, data)
    assert not Draft.objects.exists()


def test_a_draft_can_be_thrown_away(world, ha):
    ha.post("/van-ban/nhap/", form(world))
    ha.post("/van-ban/nhap/phieu-1/bo/")
    assert not Draft.objects.exists()


def test_a_form_sent_after_the_session_ended_waits_behind_the_sign_in_page(world, client):
    answer = client.post(NEW, form(world, subject="Về thiên tai"))
    assert answer["Location"] == "/dang-nhap/?next=/van-ban/moi/"
    answer = client.post("/dang-nhap/", {"username": "ha", "password": "Mua-xuan-2021"})
    assert answer["Location"] == NEW
    assert "Về thiên tai" in client.get(NEW).content.decode()
    assert Draft.objects.get().user == world.ha


@pytest.mark.parametrize(
    ("verb", "typed"), [("bao-cao", {"content": "Đã cấp 1.240 suất."}), ("contest", {"note": "Thuộc địa bàn Phù Cừ."})]
)
def test_a_report_or_a_note_sent_after_the_session_ended_waits_too(world, client, verb, typed):
    address = f"{world.assignment().get_absolute_url()}{verb}/"
    client.post(address, typed, headers={"referer": f"http://testserver{address}"})
    answer = client.post("/dang-nhap/", {"username": "khoi", "password": "Mua-xuan-2021"})
    assert answer["Location"] == address
    assert next(iter(typed.values())) in client.get(address).content.decode()


def test_a_button_pressed_after_the_session_ended_leads_back_to_its_page(world, client):
    page = world.directive(261).get_absolute_url()
    world.send(Directive.objects.get(), world.khoai_chau)
    answer = client.post(f"{page}da-nhan/", headers={"referer": f"http://testserver{page}?luc=giao#main"})
    assert answer["Location"] == f"/dang-nhap/?next={page}%3Fluc%3Dgiao"
    answer = client.post(f"{page}da-nhan/", headers={"referer": "https://elsewhere.example/x"})
    assert answer["Location"] == f"/dang-nhap/?next={page}da-nhan/"


# putting right


def test_an_amendment_is_journalled_field_by_field(world, ha):
    directive = world.directive(261)
    ha.post(
        f"/van-ban/{directive.pk}/cap-nhat/",
        form(world, version=1, subject="Về bầu cử", text=directive.text, organ="BTV"),
    )
    entry = Entry.objects.get(verb="AMEND")
    assert entry.changes == {"subject": ["Về tăng cường thực hiện phòng, chống dịch bệnh", "Về bầu cử"]}


def test_of_two_who_amend_the_same_version_one_wins_and_the_other_keeps_what_was_typed(world, ha, sign_in):
    directive = world.directive(261)
    address = f"/van-ban/{directive.pk}/cap-nhat/"
    ha.post(address, form(world, version=1, subject="Của Hà"))
    answer = sign_in(world.thang).post(address, form(world, version=1, subject="Của Thắng"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Của Thắng" in page
    assert "Người khác vừa lưu: Của Hà" in page
    assert 'name="version" value="2"' in page
    directive.refresh_from_db()
    assert directive.subject == "Của Hà"


def test_an_amendment_can_give_a_requirement_to_more_bodies_but_not_twice(world, ha):
    task = world.assignment(world.khoai_chau)
    directive, requirement = task.directive, task.requirement
    row = {"id": requirement.pk, "number": "1", "text": requirement.text, "lead": "Các huyện ủy, thị ủy"}
    data = form(world, version=1, requirements=[row], addressees=[{"text": "Các huyện ủy, thị ủy"}])
    assert ha.post(f"/van-ban/{directive.pk}/cap-nhat/", data).status_code == 302
    assert Assignment.objects.filter(requirement=requirement).count() == 3


def test_a_requirement_that_bodies_work_on_cannot_be_taken_away(world, ha):
    task = world.assignment(world.khoai_chau)
    answer = ha.post(f"/van-ban/{task.directive.pk}/cap-nhat/", form(world, version=1))
    assert "không thể xóa" in answer.content.decode()
    assert Assignment.objects.count() == 1


def test_revoking_and_superseding_are_facts_with_a_date(world, sign_in):
    old, new = world.directive(261), world.directive(262)
    thang = sign_in(world.thang)
    thang.post(f"/van-ban/{old.pk}/thay-the/", {"successor": new.pk, "note": "Ban hành lại."})
    thang.post(f"/van-ban/{new.pk}/thu-hoi/", {"note": "Ban hành nhầm."})
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.superseded_by, new.revoked_on, new.revoked_note) == (new, datetime.date(2021, 5, 10), "Ban hành nhầm.")
    assert "được thay thế bởi" in thang.get(old.get_absolute_url()).content.decode()
    assert thang.post(f"/van-ban/{old.pk}/thu-hoi/", {"note": "Lần nữa."}).status_code == 404


@pytest.mark.parametrize("how", ["thu-hoi", "thay-the"])
def test_what_a_dispatch_still_asked_ends_with_it(world, sign_in, how):
    open_task, done = world.assignment(world.khoai_chau), world.assignment(world.phu_cu)
    done.perform("REPORT", by=world.reach(world.phuc), report=Report(content="Xong."))
    done.perform("ACCEPT", by=world.reach(world.lan))
    old, new = open_task.directive, world.directive(262)
    who = sign_in(world.thang if how == "thu-hoi" else world.ha)
    who.post(f"/van-ban/{old.pk}/{how}/", {"successor": new.pk, "note": "Ban hành nhầm."})
    assert list(old.assignments.order_by("pk").values_list("state", flat=True)) == ["WITHDRAWN", "DONE"]
    entry = Entry.objects.get(about=f"assignment/{open_task.pk}", verb__in=["REVOKE", "SUPERSEDE"])
    assert (bool(entry.post), entry.changes) == (True, {"state": ["PENDING", "WITHDRAWN"]})
    khoi = sign_in(world.khoi)
    assert khoi.get("/").context["owed_count"].number == 0
    assert "Báo cáo kết quả" not in khoi.get(open_task.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="không còn phải thực hiện"):
        open_task.perform("REOPEN", by=world.reach(world.thang), note="Mở lại.")


def test_of_two_who_end_a_dispatch_at_once_one_does_and_what_was_being_amended_is_not_saved_over_it(world, ha):
    stale, directive = world.directive(261), Directive.objects.get()
    registering.revoke(directive, "Ban hành nhầm.", world.reach(world.thang))
    with pytest.raises(registering.NotInForce):
        registering.revoke(stale, "Lần nữa.", world.reach(world.thang))
    assert Entry.objects.filter(verb="REVOKE").count() == 1
    with pytest.raises(StaleVersion):
        stale.claim(stale.version)


# hostile input

NAUGHTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=cmd|'/C calc'!A0",
    "{{ 7|add:7 }}{% debug %}",
    "'; DROP TABLE directives_directive; --",
    "\u202eđảo ngược\u202c",
    "Ủy ban" + "\u0301" * 50,
    "😀 𝕌 ﷽ \u200b",
    "a" * 100_000,
]


@pytest.mark.parametrize("words", NAUGHTY, ids=range(len(NAUGHTY)))
def test_hostile_words_do_no_harm_anywhere(world, ha, words):
    data = form(
        world, text=words, place=words[:80], requirements=[{"number": "1", "text": words[:50_000]}], subject=words[:500]
    )
    answer = enter(ha, data)
    assert answer.status_code == 302, errors(answer)[:300]
    directive = Directive.objects.get()
    for page in (
        directive.get_absolute_url(),
        f"/van-ban/{directive.pk}/cap-nhat/",
        "/van-ban/",
        "/van-ban/?q=" + words[:50],
        "/",
    ):
        text = ha.get(page).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "\u202e" not in text


def test_a_nul_byte_is_refused_and_a_number_beyond_reason_too(world, ha):
    assert ha.post(NEW, form(world, subject="a\x00b")).status_code == 422
    assert ha.post(NEW, form(world, number="99999999999999999999")).status_code == 422
    assert ha.post(NEW, form(world, number="0")).status_code == 422


@pytest.mark.parametrize("field", ["requirements-TOTAL_FORMS", "requirements-0-ORDER", "directive", "version"])
def test_a_figure_of_five_thousand_digits_breaks_nothing(world, ha, field):
    data = {**form(world, requirements=[{"text": "Báo cáo."}]), "version": 1, field: "9" * 5000}
    for address in ("/van-ban/nhap/", NEW, f"{world.directive(7).get_absolute_url()}cap-nhat/"):
        for pressed in ({}, {"add_requirements": "1"}):
            assert ha.post(address, {**data, **pressed}).status_code < 500
    assert ha.get(f"{NEW}?nhap=phieu-1").status_code == 200


def test_fields_that_are_not_the_forms_have_no_effect(world, ha):
    extra = {
        "registered_by": world.bien.pk,
        "overseer": world.uy_ban.pk,
        **dict.fromkeys(("term", "superseded_by", "id"), 1),
        **dict.fromkeys(("revoked_on", "as_of", "registered_at"), "01/01/2001"),
        **dict.fromkeys(("code", "folded_code"), "x"),
    }
    ha.post(NEW, form(world, **extra))
    directive = Directive.objects.get()
    assert (directive.registered_by, directive.revoked_on, directive.overseer, directive.as_of) == (
        world.ha,
        None,
        None,
        ISSUED,
    )
    assert (directive.term, directive.code) == (world.term, "261-CV/TU")


def test_a_clerk_cannot_register_for_another_committee(world, ha):
    answer = ha.post(NEW, form(world, committee=world.tinh_uy_kien_giang.pk))
    assert answer.status_code == 422
    assert not Directive.objects.exists()


# the second look


def looks(ha, data) -> str:
    return html.unescape(ha.post(NEW, data).content.decode())


TEXT = "Ban Thường vụ Tỉnh ủy yêu cầu:\n1. Huyện ủy Phù Cừ báo cáo kết quả.\n2. Huyện ủy Khoái Châu báo cáo kết quả."


def test_the_second_look_counts_the_points_of_the_text(world, ha):
    row = {"number": "1", "text": "1. Huyện ủy Phù Cừ báo cáo kết quả.", "lead": "Huyện ủy Phù Cừ"}
    data = form(world, text=TEXT, requirements=[row], addressees=[{"text": "Các huyện ủy, thị ủy"}])
    assert "Văn bản có 2 điểm đánh số, phiếu có 1 yêu cầu đánh số." in looks(ha, data)


def test_the_second_look_names_lists_that_no_requirement_concerns(world, ha):
    row = {"text": "Tuyên truyền.", "lead": "Ban Tuyên giáo Tỉnh ủy"}
    lines = [{"text": "Các huyện ủy, thị ủy"}, {"text": "Ban Tuyên giáo Tỉnh ủy"}]
    data = form(world, text="", requirements=[row], addressees=lines)
    assert "Có trong Kính gửi nhưng không yêu cầu nào giao: Các huyện ủy, thị ủy." in looks(ha, data)


def test_a_name_that_nobody_knows_can_be_added_by_who_keeps_the_directory(world, ha):
    from provinces.models import Post

    data = form(world, requirements=[{"text": "Báo cáo.", "lead": "Sở Phép thuật"}])
    assert "đề nghị quản trị viên thêm: Sở Phép thuật" in looks(ha, data)
    Post.objects.create(user=world.ha, body=world.van_phong, role="ADMIN")
    page = looks(ha, data)
    assert "/co-quan/moi/?name=S%E1%BB%9F%20Ph%C3%A9p%20thu%E1%BA%ADt" in page
    assert 'value="Sở Phép thuật"' in ha.get("/co-quan/moi/?name=Sở Phép thuật").content.decode()


def test_the_second_look_asks_after_what_names_nobody_lies_ahead_or_fits_no_term(world, ha):
    page = looks(ha, form(world, text="", issued_on="11/05/2021", requirements=[{"number": "7", "text": "Báo cáo."}]))
    assert "Yêu cầu chưa giao cho cơ quan nào: 7." in page
    assert "Ngày ban hành 11/05/2021 ở sau hôm nay." in page
    assert "chưa có nhiệm kỳ nào" in looks(ha, form(world, text="", key="2", issued_on="01/01/2001"))


def monthly(**facts) -> dict:
    row = {"number": "1", "text": "Báo cáo hằng tháng, trước ngày 25.", "lead": "Huyện ủy Phù Cừ", "cadence": "monthly"}
    return {**row, "period_due": "day", "period_due_number": "25", **facts}


def test_a_rhythm_is_entered_with_the_day_on_which_each_period_is_due(world, ha):
    data = form(world, addressees=[{"text": "Các huyện, thị ủy"}], requirements=[monthly()])
    assert enter(ha, data).status_code == 302
    task = Assignment.objects.get()
    assert (task.period, task.due_on, task.period_end) == (
        "Tháng 5/2021",
        datetime.date(2021, 5, 25),
        datetime.date(2021, 5, 31),
    )
    assert "Hằng tháng, hạn ngày 25 (tháng cuối kỳ)" in ha.get(task.directive.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"period_due_number": ""}, "Cần ghi n"),
        ({"period_due_number": "²"}, "Số n"),
        ({"period_due_number": "32"}, "Số n"),
        ({"cadence": "weekly", "period_due_number": "9"}, "Chủ nhật là 8"),
        ({"periods_until": "31/02/2021"}, "Ngày"),
    ],
)
def test_a_due_day_that_cannot_be_is_refused_and_what_was_typed_stays(world, ha, facts, said):
    answer = ha.post(NEW, form(world, requirements=[monthly(**facts)]))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Báo cáo hằng tháng, trước ngày 25." in answer.content.decode()
    assert not Assignment.objects.exists()


def test_the_office_ends_a_rhythm_and_the_journal_says_so(world, ha):
    from assignments import opening

    enter(ha, form(world, addressees=[{"text": "Các huyện, thị ủy"}], requirements=[monthly()]))
    directive = Directive.objects.get()
    row = monthly(id=directive.requirements.get().pk, lead="", periods_until="31/05/2021")
    data = form(
        world, addressees=[{"text": "Các huyện, thị ủy"}], requirements=[row], version=directive.version, key="x"
    )
    assert ha.post(f"/van-ban/{directive.pk}/cap-nhat/", data).status_code == 302
    line = Entry.objects.filter(verb="AMEND").get()
    assert line.changes["Chế độ báo cáo của yêu cầu 1"] == [
        "Hằng tháng, hạn ngày 25 (tháng cuối kỳ)",
        "Hằng tháng, hạn ngày 25 (tháng cuối kỳ), đến hết 31/05/2021",
    ]
    assert opening.open_begun(datetime.date(2021, 9, 1)) == 0
