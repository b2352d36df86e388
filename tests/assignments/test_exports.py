"""A list that is too long to be handed out at once: written by a process, for one person, as far as that person reaches."""

import csv
import datetime
import io

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from assignments import daily, exporting
from assignments.models import Export
from provinces import background
from provinces.models import Absence, Post
from tests.world import TODAY

LIST = "/van-ban/xuat/csv/"


@pytest.fixture(autouse=True)
def started(monkeypatch, django_capture_on_commit_callbacks):
    """What the pages ask to be started; lists are long from three rows on, and tell of themselves at every second."""
    asked: list[tuple] = []
    monkeypatch.setattr(background, "start", lambda *words: asked.append(words))
    monkeypatch.setattr(exporting, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(exporting, "TOLD_EVERY", 2)
    return asked


@pytest.fixture
def register(world):
    for number in range(1, 6):
        world.directive(number, subject=f"Về việc {number}")
    return world


@pytest.fixture
def ha(register, sign_in):
    return sign_in(register.ha)


def ask(client, capture, address: str = LIST, key: str = "mot") -> Export:
    with capture(execute=True):
        answer = client.post(address, {"key": key})
    assert (answer.status_code, answer["Location"]) == (302, f"/tep-xuat/{Export.objects.first().pk}/")
    return Export.objects.first()


def work(record: Export) -> Export:
    record.refresh_from_db()
    call_command("export", str(record.pk), str(record.run))
    record.refresh_from_db()
    return record


def taken(client, record: Export) -> list[list[str]]:
    content = b"".join(client.get(f"/tep-xuat/{record.pk}/tep/").streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";"))


def test_a_long_list_is_offered_written_and_taken_home(ha, started, django_capture_on_commit_callbacks):
    offer = ha.get(f"{LIST}?kind=CV").content.decode()
    assert "Danh sách có hơn 2 dòng" in offer
    assert f'action="{LIST}?kind=CV"' in offer
    assert not Export.objects.exists()
    record = ask(ha, django_capture_on_commit_callbacks, f"{LIST}?kind=CV")
    assert started == [("export", record.pk, 1)]
    page = ha.get(f"/tep-xuat/{record.pk}/").content.decode()
    assert "Đã ghi 0 dòng" in page
    assert 'http-equiv="refresh"' in page
    assert ha.get(f"/tep-xuat/{record.pk}/tep/").status_code == 404
    work(record)
    assert (record.state, record.done, record.total, record.name) == (
        "READY",
        5,
        5,
        "So dang ky van ban 2021-05-10.csv",
    )
    assert f'href="/tep-xuat/{record.pk}/tep/"' in ha.get(f"/tep-xuat/{record.pk}/").content.decode()
    rows = taken(ha, record)
    assert [row[6] for row in rows[1:]] == [f"Công văn. Về việc {number}" for number in (5, 4, 3, 2, 1)]
    assert record.name in ha.get("/tep-xuat/").content.decode()


def test_a_short_list_is_handed_out_at_once(ha, world):
    answer = ha.get(f"{LIST}?q=viec+3")
    assert "attachment" in answer["Content-Disposition"]
    assert not Export.objects.exists()


def test_a_button_pressed_twice_starts_one_process_and_nobody_two_at_once(
    ha, django_capture_on_commit_callbacks, started
):
    first = ask(ha, django_capture_on_commit_callbacks)
    assert ask(ha, django_capture_on_commit_callbacks) == first
    assert ask(ha, django_capture_on_commit_callbacks, "/van-ban/xuat/", key="hai") == first
    assert len(started) == 1


def test_the_process_reaches_what_the_person_reaches_and_no_more(
    world, register, sign_in, django_capture_on_commit_callbacks
):
    from directives.models import Directive

    world.send(Directive.objects.get(number=1), world.khoai_chau)
    for number in (2, 3, 4):
        world.send(Directive.objects.get(number=number), world.phu_cu)
    phuc = sign_in(world.phuc)
    record = work(ask(phuc, django_capture_on_commit_callbacks))
    assert [row[3] for row in taken(phuc, record)[1:]] == ["4", "3", "2"]


@pytest.mark.parametrize("who", ["lan", "thang", "minh", "quan", "bien"])
def test_a_file_is_for_the_person_who_asked_for_it(who, world, ha, sign_in, django_capture_on_commit_callbacks):
    record = work(ask(ha, django_capture_on_commit_callbacks))
    colleague = sign_in(getattr(world, who))
    expected = 403 if who == "quan" else 404  # an administrator reads no list at all
    for address in ("", "tep/"):
        assert colleague.get(f"/tep-xuat/{record.pk}/{address}").status_code == expected
    for step in ("dung", "ghi-lai"):
        assert colleague.post(f"/tep-xuat/{record.pk}/{step}/").status_code == expected
    assert who == "quan" or record.name not in colleague.get("/tep-xuat/").content.decode()


def test_whose_reach_has_changed_since_has_the_file_written_anew(world, ha, django_capture_on_commit_callbacks):
    record = work(ask(ha, django_capture_on_commit_callbacks))
    old = record.file.name
    Post.objects.filter(user=world.ha).update(body=world.khoai_chau)
    assert ha.get(f"/tep-xuat/{record.pk}/tep/").status_code == 404
    assert "Phạm vi được xem của đồng chí đã thay đổi" in ha.get(f"/tep-xuat/{record.pk}/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        ha.post(f"/tep-xuat/{record.pk}/ghi-lai/")
    assert not record.file.storage.exists(old)
    assert len(taken(ha, work(record))) == 1


def test_who_lost_the_right_meanwhile_gets_nothing(world, ha, django_capture_on_commit_callbacks):
    record = ask(ha, django_capture_on_commit_callbacks)
    Absence.objects.all().delete()
    Post.objects.filter(user=world.ha).delete()
    work(record)
    assert (record.state, record.file.name) == ("FAILED", "")
    assert "không còn quyền" in record.reason


class Killed(BaseException):
    """As a signal ends a process: no handler of the program sees it."""


def test_a_process_that_was_killed_is_noticed_and_another_begins_anew(
    ha, monkeypatch, django_capture_on_commit_callbacks
):
    def killed(*args):
        raise Killed

    record = ask(ha, django_capture_on_commit_callbacks)
    with monkeypatch.context() as patch:
        patch.setattr(exporting, "keep", killed)
        with pytest.raises(Killed):
            work(record)
    record.refresh_from_db()
    assert (record.state, record.done, record.total) == ("WRITING", 4, 5)
    assert "Đã ghi 4/5 dòng" in ha.get(f"/tep-xuat/{record.pk}/").content.decode()
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=2)):
        assert "Đã dừng giữa chừng" in ha.get(f"/tep-xuat/{record.pk}/").content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            ha.post(f"/tep-xuat/{record.pk}/ghi-lai/")
    assert (work(record).state, record.run) == ("READY", 2)


def test_a_process_that_was_stopped_writes_no_further_and_leaves_no_file(
    ha, monkeypatch, django_capture_on_commit_callbacks
):
    record, late = ask(ha, django_capture_on_commit_callbacks), exporting.keep

    def stopped_first(*args):
        ha.post(f"/tep-xuat/{record.pk}/dung/")
        late(*args)

    monkeypatch.setattr(exporting, "keep", stopped_first)
    work(record)
    assert (record.state, record.file.name) == ("STOPPED", "")
    assert not [name for name in record.file.storage.listdir(".")[0] if record.file.storage.listdir(name)[1]]
    assert "Ghi lại" in ha.get(f"/tep-xuat/{record.pk}/").content.decode()


def test_a_fault_is_told_and_does_not_look_like_work(ha, monkeypatch, django_capture_on_commit_callbacks):
    record = ask(ha, django_capture_on_commit_callbacks)
    monkeypatch.setattr(exporting, "keep", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        work(record)
    record.refresh_from_db()
    assert record.state == "FAILED"
    assert "Chương trình gặp lỗi" in ha.get(f"/tep-xuat/{record.pk}/").content.decode()


def test_after_a_day_files_and_their_rows_are_gone(ha, django_capture_on_commit_callbacks):
    record = work(ask(ha, django_capture_on_commit_callbacks))
    exporting.remove_old(TODAY)
    assert record.file.storage.exists(record.file.name)
    tomorrow = timezone.now() + datetime.timedelta(hours=25)
    with time_machine.travel(tomorrow), django_capture_on_commit_callbacks(execute=True):
        figures, _ = daily.run(timezone.localdate())
    assert figures["Bỏ tệp xuất cũ"] == 1
    assert not Export.objects.exists()
    assert not record.file.storage.exists(record.file.name)
