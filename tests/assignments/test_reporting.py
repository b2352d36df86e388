"""Reporting in half a minute, for one duty or several, by the body or for it; and checking one report or many."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from assignments import assigning, opening, reporting, workflow
from assignments.models import Assignment, Evidence, Report, State
from assignments.workflow import Refused
from directives import drafts
from directives.models import DraftFile
from provinces.models import Entry
from provinces.policy import Verb
from provinces.reach import System
from tests.world import TODAY

WORDS = "Đã cấp 1.240 suất nhu yếu phẩm; giám sát 312 trường hợp F1."


@pytest.fixture
def task(world):
    return world.assignment(due_on=datetime.date(2021, 5, 14))


def weekly(world, body=None, number=261):
    directive = world.directive(number)
    text = "Báo cáo kết quả phòng, chống dịch bệnh trên địa bàn với Ban Thường vụ Tỉnh ủy."
    requirement = world.requirement(directive, cadence="weekly", text=text)
    return assigning.assign(requirement, body or world.khoai_chau, by=System(TODAY))


def send(client, task, key="mot", **fields):
    return client.post(f"/nhiem-vu/{task.pk}/bao-cao/", {"key": key, "content": WORDS, **fields})


def pdf(name="bieu.pdf", content=b"%PDF-1.7 so lieu"):
    return SimpleUploadedFile(name, content)


def test_a_report_is_sent_from_one_screen(world, task, sign_in):
    answer = send(sign_in(world.khoi), task, uploads=[pdf()])
    assert (answer.status_code, answer["Location"]) == (302, task.get_absolute_url())
    report = task.reports.get()
    assert (report.content, report.evidence.get().name) == (WORDS, "bieu.pdf")
    assert not drafts.of(world.khoi, about=f"assignment/{task.pk}").exists()


def test_a_mistake_in_the_form_loses_neither_words_nor_files(world, task, sign_in):
    khoi = sign_in(world.khoi)
    answer = send(khoi, task, document_date="31/02/2021", uploads=[pdf(), pdf("virus.exe")])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert WORDS in page
    assert "Ngày không hợp lệ" in page or "Nhập" in page
    assert "chỉ nhận tệp" in page
    kept = DraftFile.objects.get()
    assert kept.name == "bieu.pdf"
    assert WORDS in khoi.get(f"/nhiem-vu/{task.pk}/bao-cao/").content.decode()  # a closed tab, another machine
    assert send(khoi, task, kept=[kept.pk]).status_code == 302
    assert Evidence.objects.get().sha256 == kept.sha256


def test_a_file_that_is_taken_off_is_not_sent(world, task, sign_in):
    khoi = sign_in(world.khoi)
    send(khoi, task, document_date="x", uploads=[pdf()])
    assert send(khoi, task).status_code == 302
    assert not Evidence.objects.exists()


def test_what_is_typed_is_kept_as_it_is_typed_and_by_nobody_else_seen(world, task, sign_in):
    khoi = sign_in(world.khoi)
    answer = khoi.post(f"/nhiem-vu/{task.pk}/bao-cao/nhap/", {"key": "mot", "content": "Đang viết dở"})
    assert answer.json()["saved_at"] == "09:00"
    assert "Đang viết dở" in khoi.get(f"/nhiem-vu/{task.pk}/bao-cao/").content.decode()
    assert "Đang viết dở" not in sign_in(world.thang).get(f"/nhiem-vu/{task.pk}/bao-cao/").content.decode()
    assert "Đang viết dở" not in sign_in(world.ha).get("/van-ban/moi/").content.decode()


def test_a_report_sent_after_the_session_ended_comes_back_after_signing_in(world, task, client):
    answer = send(client, task)
    assert answer["Location"].startswith("/dang-nhap/")
    client.force_login(world.khoi, backend="django.contrib.auth.backends.ModelBackend")
    assert WORDS in client.get(f"/nhiem-vu/{task.pk}/bao-cao/").content.decode()


def test_pressed_twice_it_is_one_report(world, task, sign_in):
    khoi = sign_in(world.khoi)
    assert [send(khoi, task).status_code for _ in range(2)] == [302, 302]
    assert task.reports.count() == 1


def test_the_last_report_fills_the_form_at_one_press_and_keeps_what_is_typed(world, sign_in):
    first = weekly(world)
    first.perform(Verb.REPORT, by=world.reach(world.khoi), report=Report(content="Tuần 19: 12 ca."))
    opening.open_begun(datetime.date(2021, 5, 17))
    second = Assignment.objects.get(period="Tuần 20/2021")
    page = sign_in(world.khoi).get(f"/nhiem-vu/{second.pk}/bao-cao/").content.decode()
    assert "Tuần 19: 12 ca." in page
    answer = send(sign_in(world.khoi), second, content="Mới:", start="1")
    assert answer.status_code == 200
    assert answer.context["form"]["content"].value() == "Mới:\n\nTuần 19: 12 ca."
    assert second.reports.count() == 0


def test_a_returned_report_is_what_one_starts_from_with_the_reason_beside_it(world, task, sign_in):
    task.perform(Verb.REPORT, by=world.reach(world.khoi), report=Report(content=WORDS))
    task.perform(Verb.RETURN, by=world.reach(world.lan), note="Thiếu số liệu theo xã.")
    page = sign_in(world.khoi).get(f"/nhiem-vu/{task.pk}/bao-cao/").content.decode()
    assert "Thiếu số liệu theo xã." in page
    assert reporting.last_words(task).content == WORDS


# Several at once


@pytest.fixture
def several(world):
    """Khôi owes weeks 19 to 21 of one duty, the same in other words' order of another dispatch, and something else."""
    weeks = weekly(world)
    opening.open_begun(datetime.date(2021, 5, 24))
    alike = weekly(world, number=300)
    requirement = world.requirement(world.directive(301), text="Rà soát quy hoạch cán bộ nhiệm kỳ 2020–2025.")
    assigning.assign(requirement, world.khoai_chau, by=System(TODAY))
    weekly(world, world.phu_cu, number=302)
    return weeks, alike


def test_the_form_offers_other_periods_and_nearly_the_same_duties_of_the_body_and_nothing_else(several, world):
    weeks, alike = several
    offered = reporting.fitting(weeks, world.reach(world.khoi), Verb.REPORT)
    assert {row.body_id for row in offered} == {world.khoai_chau.pk}
    assert [row.period for row in offered] == ["Tuần 20/2021", "Tuần 21/2021", "Tuần 19/2021"]
    assert offered[-1] == alike


def test_one_report_answers_several_duties_and_each_is_checked_on_its_own(several, world, sign_in):
    weeks, alike = several
    also = [row.pk for row in reporting.fitting(weeks, world.reach(world.khoi), Verb.REPORT)]
    assert (
        send(sign_in(world.khoi), weeks, also=also, uploads=[pdf()], obstacle="Thiếu", to_decide="UBND").status_code
        == 302
    )
    carrier = weeks.reports.get()
    rows = Report.objects.exclude(pk=carrier.pk)
    assert [(row.content, row.carried_by, row.source.evidence.count()) for row in rows] == [(WORDS, carrier, 1)] * 3
    assert not rows.exclude(obstacle="").exists()
    assert Assignment.objects.filter(body=world.khoai_chau, state=State.REPORTED).count() == 4
    alike.perform(Verb.RETURN, by=world.reach(world.lan), note="Chưa đúng văn bản.")
    weeks.perform(Verb.ACCEPT, by=world.reach(world.lan))
    assert list(rows.order_by("pk").values_list("verdict", flat=True)) == ["", "", "RETURNED"]
    page = sign_in(world.lan).get(alike.get_absolute_url()).content.decode()
    assert "bieu.pdf" in page
    assert "Cùng một báo cáo với" in page


def test_where_one_of_them_refuses_none_is_sent(several, world):
    weeks, alike = several
    Assignment.objects.filter(pk=alike.pk).update(state=State.WITHDRAWN)
    alike.refresh_from_db()
    said = {"verb": Verb.REPORT, "by": world.reach(world.khoi)}
    with pytest.raises(Refused, match="300-CV/TU"):
        reporting.hand_in(weeks, Report(content=WORDS), also=[alike], **said)
    assert not Report.objects.exists()


def test_the_file_of_a_shared_report_is_read_by_whoever_oversees_one_of_its_duties(world, sign_in):
    one, other = weekly(world), weekly(world, number=300)
    other.directive.overseer = world.tuyen_giao
    other.directive.save()
    send(sign_in(world.khoi), one, also=[other.pk], uploads=[pdf()])
    file = Evidence.objects.get()
    answer = sign_in(world.tuyen).get(f"/minh-chung/{file.pk}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert sign_in(world.phuc).get(f"/minh-chung/{file.pk}/").status_code == 404


# On behalf


def test_the_office_types_the_report_of_a_body_that_has_nobody_and_does_not_accept_it_itself(world, sign_in):
    task = world.assignment(world.uy_ban)
    page = sign_in(world.lan).get(f"/nhiem-vu/{task.pk}/bao-cao/")
    assert "Văn phòng nhập thay" in page.content.decode()
    assert send(sign_in(world.lan), task).status_code == 302
    report = task.reports.get()
    assert (report.on_behalf, report.handed_in_by) == (True, world.lan)
    assert Entry.objects.last().verb == "REPORT_FOR"
    assert "Văn phòng nhập thay" in sign_in(world.thang).get(task.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied):
        task.perform(Verb.ACCEPT, by=world.reach(world.lan))
    assert list(reporting.waiting_for(world.reach(world.lan))) == []
    task.perform(Verb.ACCEPT, by=world.reach(world.thang))


def test_for_a_body_that_has_somebody_the_office_types_nothing(world, task, sign_in):
    page = sign_in(world.lan).get(f"/nhiem-vu/{task.pk}/bao-cao/").content.decode()
    assert "đã có đầu mối (Đặng Đình Khôi)" in page
    assert send(sign_in(world.lan), task).status_code == 409
    assert Verb.REPORT_FOR not in workflow.available(task, world.reach(world.lan))


@pytest.mark.parametrize("who", ["ha", "minh", "kiem", "quan", "phuc", "hai", "sang"])
def test_nobody_else_types_for_a_body(world, who):
    task = world.assignment(world.uy_ban)
    with pytest.raises(PermissionDenied):
        task.perform(Verb.REPORT_FOR, by=world.reach(getattr(world, who)), report=Report(content=WORDS))


# Checking


@pytest.fixture
def waiting(world):
    """Three reports wait: of Khôi, of Phúc, and of Ủy ban nhân dân tỉnh, which Lan typed."""
    directive = world.directive()
    world.requirement(directive)
    by = {world.khoai_chau: world.khoi, world.phu_cu: world.phuc, world.uy_ban: world.lan}
    for body, who in by.items():
        verb = Verb.REPORT_FOR if who == world.lan else Verb.REPORT
        world.assignment(body, directive).perform(verb, by=world.reach(who), report=Report(content=WORDS))
    return list(Report.objects.order_by("pk"))


def check(client, reports, verdict, note="", key="mot"):
    data = {"key": key, "reports": [row.pk for row in reports], "verdict": verdict, "note": note}
    return client.post("/bao-cao-cho-duyet/", data, follow=True)


def test_many_are_accepted_at_once_and_one_that_was_decided_meanwhile_is_told_of(world, waiting, sign_in):
    waiting[1].assignment.perform(Verb.RETURN, by=world.reach(world.lan), note="Thiếu biểu.")
    page = check(sign_in(world.thang), waiting, "accept").content.decode()
    assert "Đã duyệt 2 báo cáo" in page
    assert "Huyện ủy Phù Cừ: báo cáo đã được người khác duyệt hoặc trả lại." in page
    assert Assignment.objects.filter(state=State.DONE).count() == 2


def test_many_are_returned_with_one_reason(world, waiting, sign_in):
    check(sign_in(world.thang), waiting[:2], "return", note="Thiếu số liệu.")
    assert (
        list(Report.objects.values_list("verdict", "verdict_note").order_by("pk"))[:2]
        == [("RETURNED", "Thiếu số liệu.")] * 2
    )


@pytest.mark.parametrize(
    ("verdict", "note", "chosen", "said"),
    [("return", "", 2, "Cần ghi lý do trả lại."), ("accept", "", 0, "Cần chọn ít nhất một báo cáo.")],
)
def test_what_is_missing_is_said_beside_its_field_and_the_choice_stays(
    world, waiting, sign_in, verdict, note, chosen, said
):
    answer = check(sign_in(world.thang), waiting[:chosen], verdict, note)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert answer.content.decode().count(" checked") == chosen
    assert not Report.objects.exclude(verdict="").exists()


def test_nobody_decides_on_what_they_typed_or_on_their_own_bodys_work(world, waiting, sign_in):
    lan = sign_in(world.lan)
    assert [row.pk for row in lan.get("/bao-cao-cho-duyet/").context["page"]] == [row.pk for row in waiting[:2]]
    answer = lan.post("/bao-cao-cho-duyet/", {"key": "x", "reports": [waiting[2].pk], "verdict": "accept"})
    assert answer.status_code in (302, 403)
    assert Report.objects.get(pk=waiting[2].pk).verdict == ""


@pytest.mark.parametrize("who", ["hai", "sang", "khoi", "ha"])
def test_numbers_of_reports_out_of_reach_decide_nothing(world, waiting, sign_in, who):
    check(sign_in(getattr(world, who)), waiting, "accept")
    assert not Report.objects.exclude(verdict="").exists()


def test_a_report_that_was_replaced_while_somebody_looked_is_not_decided_on(world, waiting):
    seen = waiting[0]
    task = seen.assignment
    task.perform(Verb.RETURN, by=world.reach(world.thang), note="Thiếu.")
    task.perform(Verb.REPORT, by=world.reach(world.khoi), report=Report(content="Bản khác."))
    done, refusals = reporting.decide([seen], Verb.ACCEPT, by=world.reach(world.lan))
    assert (done, len(refusals)) == ([], 1)
    assert "báo cáo khác" in refusals[0]


# Pages


def test_the_page_of_a_duty_shows_its_periods_with_what_was_answered(world, sign_in):
    task = weekly(world)
    task.perform(Verb.REPORT, by=world.reach(world.khoi), report=Report(content=WORDS))
    opening.open_begun(datetime.date(2021, 5, 17))
    page = sign_in(world.khoi).get(task.get_absolute_url())
    assert [(row.period, row.reported_on, bool(row.answer)) for row in page.context["periods"]] == [
        ("Tuần 20/2021", None, False),
        ("Tuần 19/2021", TODAY, True),
    ]
    assert "Tuần 20/2021" in sign_in(world.khoi).get("/nhiem-vu/").content.decode()


def test_the_matrix_shows_the_period_most_in_need_of_attention(world, sign_in):
    task = weekly(world)
    opening.open_begun(datetime.date(2021, 5, 31))
    Assignment.objects.filter(period="Tuần 19/2021").update(due_on=datetime.date(2021, 5, 3))
    Assignment.objects.filter(period="Tuần 20/2021").update(due_on=datetime.date(2021, 5, 5))
    matrix = sign_in(world.lan).get(task.directive.get_absolute_url()).context["matrix"]
    [(_, [[shown]])] = matrix.rows
    assert (shown.period, shown.mark, shown.hint) == ("Tuần 19/2021", "+7", "Tuần 19/2021, 2 kỳ quá hạn")
