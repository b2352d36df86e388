"""Scans of several pages: recognised in the background, with progress, and stopped when nobody wants them any more."""

import datetime
import io

import pypdf
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from directives import extracting
from directives.management.commands import recognise_scan
from directives.models import Draft, Scan
from directives.views import reading

PAGES = [
    "TỈNH ỦY HƯNG YÊN\nSố 300-CV/TU\nHưng Yên, ngày 08 tháng 5 năm 2021",
    "1. Huyện ủy Phù Cừ báo cáo kết quả thực hiện.",
]


def scanned(pages: int = 2) -> SimpleUploadedFile:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(200, 280)
    writer.write(out)
    return SimpleUploadedFile("ban-chup.pdf", out.getvalue())


@pytest.fixture
def ha(world, sign_in, monkeypatch):
    """Hà's browser, in an office where the recogniser is installed but waits for the test to start it."""
    monkeypatch.setattr(extracting, "can_recognise", lambda: True)
    monkeypatch.setattr(reading, "recognise", lambda scan: None)
    return sign_in(world.ha)


def run(monkeypatch, words=PAGES) -> None:
    said = iter(words)
    monkeypatch.setattr(recognise_scan, "words_on", lambda page: next(said))
    call_command("recognise_scan", str(Scan.objects.get().pk), "--unlimited")


def test_a_scan_becomes_a_filled_form_with_the_file_kept(ha, monkeypatch):
    where = ha.post("/van-ban/doc/", {"file": scanned()})["Location"]
    assert "Đang nhận dạng chữ: 0 trang" in ha.get(where).content.decode()
    run(monkeypatch)
    form = ha.get(where)["Location"]
    page = ha.get(form).content.decode()
    assert 'value="300"' in page
    assert "ban-chup.pdf" in page
    assert not Scan.objects.exists()


def test_the_progress_is_told_page_by_page(ha, monkeypatch):
    ha.post("/van-ban/doc/", {"file": scanned(3)})
    seen = []

    def words(page):
        scan = Scan.objects.get()
        seen.append((scan.done, scan.pages))
        assert page.read_bytes().startswith(b"P5 ")
        return "chữ"

    monkeypatch.setattr(recognise_scan, "words_on", words)
    call_command("recognise_scan", str(Scan.objects.get().pk), "--unlimited")
    assert seen == [(0, 3), (1, 3), (2, 3)]


def test_a_cancelled_scan_stops_at_the_next_page_and_can_be_taken_up_again(ha, monkeypatch):
    where = ha.post("/van-ban/doc/", {"file": scanned(5)})["Location"]

    def words(page):
        ha.post(where + "dung/")
        return "chữ"

    monkeypatch.setattr(recognise_scan, "words_on", words)
    call_command("recognise_scan", str(Scan.objects.get().pk), "--unlimited")
    scan = Scan.objects.get()
    assert (scan.state, scan.done) == ("CANCELLED", 1)
    assert "Đã dừng" in ha.get(where).content.decode()
    ha.post(where + "lai/")
    assert (Scan.objects.get().state, Scan.objects.get().done) == ("RUNNING", 0)


def test_a_scan_whose_process_is_gone_says_so(ha):
    where = ha.post("/van-ban/doc/", {"file": scanned()})["Location"]
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=4)):
        page = ha.get(where).content.decode()
    assert "đã bị ngắt" in page


def test_pages_without_words_end_in_a_clear_sentence(ha, monkeypatch):
    where = ha.post("/van-ban/doc/", {"file": scanned()})["Location"]
    run(monkeypatch, ["", ""])
    assert extracting.WHY["no_text"] in ha.get(where).content.decode()


def test_a_scan_that_bears_a_stamp_of_secrecy_is_thrown_away(ha, monkeypatch):
    where = ha.post("/van-ban/doc/", {"file": scanned()})["Location"]
    run(monkeypatch, ["TUYỆT MẬT\nVề công tác nhân sự", ""])
    answer = ha.get(where)
    assert "đóng dấu mật" in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_scan_is_its_owners_alone(ha, world, sign_in):
    where = ha.post("/van-ban/doc/", {"file": scanned()})["Location"]
    thang = sign_in(world.thang)
    assert thang.get(where).status_code == 404
    assert thang.post(where + "dung/").status_code == 404
    assert Scan.objects.get().is_running


def test_without_the_recogniser_a_scan_is_refused_with_the_way_to_get_it(world, sign_in, monkeypatch):
    monkeypatch.setattr(extracting, "can_recognise", lambda: False)
    page = sign_in(world.ha).post("/van-ban/doc/", {"file": scanned()}).content.decode()
    assert "tesseract-ocr-vie" in page
