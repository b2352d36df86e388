"""When something breaks: a short page in Vietnamese with the way home, and never a trace for the reader."""

import pytest
import time_machine
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.test import Client

from assignments import daily
from assignments.views import overview
from tests.world import TODAY

TROUBLE = [
    (OperationalError("away"), 503, "Hệ thống tạm thời chưa sẵn sàng"),
    (RuntimeError("boom"), 500, "Chương trình gặp lỗi"),
]


@pytest.fixture
def ha(world, sign_in):
    client = sign_in(world.ha)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(("trouble", "status", "heading"), TROUBLE)
def test_a_fault_is_told_shortly_and_hides_its_insides(ha, monkeypatch, caplog, trouble, status, heading):
    def broken(*args):
        raise trouble

    monkeypatch.setattr(overview, "latest", broken)
    answer = ha.get("/")
    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{heading}</h1>" in page
    assert answer["X-Request-ID"] in page
    assert "Traceback" not in page
    assert str(trouble) not in page
    assert ("Retry-After" in answer) == (status == 503)


def test_too_large_a_form_and_nonsense_have_their_pages(ha, monkeypatch):
    def too_large(*args):
        raise RequestDataTooBig

    monkeypatch.setattr(overview, "latest", too_large)
    assert ha.get("/").status_code == 413
    assert Client().get("/dang-nhap/", headers={"Host": "a b"}).status_code == 400


@pytest.mark.parametrize("address", ["/van-ban/nhap/%00/bo/", "/van-ban/moi/?nhap=%00", "/%00", "/nhat-ky/?q=a%00"])
def test_an_address_with_a_nul_byte_is_no_address(ha, address):
    answer = ha.get(address)
    assert (answer.status_code, "Content-Security-Policy" in answer) == (400, True)


@pytest.mark.parametrize("address", ["/van-ban/moi/", "/van-ban/nhap/"])
def test_a_key_that_no_form_of_ours_made_is_refused(ha, address):
    assert ha.post(address, {"key": "a\x00"}).status_code == 400


def test_the_way_home_is_on_every_error_page(ha):
    for address, status in (("/khong-co/", 404), ("/nhat-ky/", 403), ("/dang-xuat/", 405)):
        answer = ha.get(address)
        assert answer.status_code == status
        assert 'href="/"' in answer.content.decode()
        assert '<html lang="vi">' in answer.content.decode()


def test_a_log_line_cannot_be_forged():
    import json
    import logging

    from config.security import JsonFormatter

    record = logging.LogRecord("a", logging.ERROR, "", 1, 'x\n{"level": "INFO"}', None, None)
    assert "\n" not in JsonFormatter().format(record)
    assert json.loads(JsonFormatter().format(record))["level"] == "ERROR"


def test_the_balancer_is_told_that_all_is_well(client, db):
    daily.run(TODAY)
    told = client.get("/healthz").json()
    assert told.pop("daily_last_ran").startswith("2021-05-10T02:00:0")  # nine in the morning in Hà Nội
    assert told == {"status": "ok", "database": True, "migrations": True, "disk": True, "undelivered_mail": 0}


def test_the_person_on_duty_is_told_that_the_daily_work_is_behind_and_people_are_served_all_the_same(client, db):
    never = client.get("/healthz")
    assert (never.status_code, never.json()["status"], never.json()["daily_last_ran"]) == (200, "degraded", None)
    daily.run(TODAY)
    with time_machine.travel("2021-05-11T11:00:00+07:00"):
        behind = client.get("/healthz")
    assert (behind.status_code, behind.json()["status"]) == (200, "degraded")
