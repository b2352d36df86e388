"""Signing in and out: one answer for every mistake, no guessing, nothing left behind."""

import datetime

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from provinces.models import User
from tests.world import PASSWORD

SIGN_IN = "/dang-nhap/"


def attempt(client, username="ha", password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": username, "password": password, **extra})


def test_ha_signs_in_with_her_name_in_any_case(world, client):
    assert attempt(client, " HA ")["Location"] == "/"


@pytest.mark.parametrize(
    ("username", "password"), [("ha", "sai-mat-khau"), ("khong-co", PASSWORD), ("", ""), ("ha", "")]
)
def test_every_mistake_has_the_same_answer(world, client, username, password):
    answer = attempt(client, username, password)
    page = answer.content.decode()
    assert answer.status_code == 422
    if username and password:
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in page
    assert "session" not in client.cookies or not client.cookies["session"].value


def test_no_name_is_too_long_or_too_strange_to_be_told_that_it_is_wrong(world, client):
    for name in ("a" * 100_000, "\u0130" * 300, "Hà" * 200):
        answer = client.post("/dang-nhap/", {"username": name, "password": "sai"})
        assert answer.status_code == 422


def test_a_locked_account_answers_like_a_wrong_password(world, client):
    User.objects.filter(pk=world.ha.pk).update(is_active=False)
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in attempt(client).content.decode()


def test_five_wrong_guesses_close_the_door_for_a_quarter_of_an_hour(world, client):
    answers = [attempt(client, password="doan-mo").status_code for _ in range(6)]
    assert answers[-1] == 429
    assert "Tạm khóa đăng nhập" in attempt(client).content.decode()
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=16)):
        assert attempt(client).status_code == 302


def test_guessing_at_one_account_does_not_lock_out_the_office_or_the_owner_elsewhere(world):
    thief, lan, owner = Client(REMOTE_ADDR="10.0.0.5"), Client(REMOTE_ADDR="10.0.0.5"), Client(REMOTE_ADDR="10.0.0.6")
    for _ in range(6):
        attempt(thief, password="doan-mo")
    assert attempt(thief).status_code == 429
    assert attempt(lan, "lan").status_code == 302
    assert attempt(owner).status_code == 302


def test_a_spoofed_address_does_not_open_the_door_again(world):
    client = Client()
    for number in range(6):
        client.post(SIGN_IN, {"username": "ha", "password": "sai"}, headers={"X-Forwarded-For": f"10.1.1.{number}"})
    assert (
        client.post(
            SIGN_IN, {"username": "ha", "password": PASSWORD}, headers={"X-Forwarded-For": "10.9.9.9"}
        ).status_code
        == 429
    )


OUTSIDE = [
    "https://evil.example/",
    "//evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "http:evil",
    "/\\evil.example",
    "https:evil.example",
]


@pytest.mark.parametrize("where", OUTSIDE)
def test_nobody_is_led_away_after_signing_in(world, client, where):
    assert attempt(client, next=where)["Location"] in (
        "/",
        where if where.startswith("/") and not where.startswith(("//", "/\\")) else "/",
    )


def test_the_page_that_was_asked_for_is_shown_after_signing_in(world, client):
    answer = client.get("/bang-theo-doi/")
    assert answer["Location"] == "/dang-nhap/?next=/bang-theo-doi/"
    assert attempt(client, next="/bang-theo-doi/")["Location"] == "/bang-theo-doi/"


def test_the_session_gets_a_new_key_at_sign_in_and_dies_at_sign_out(world, client):
    client.post("/van-ban/moi/", {"subject": "đang gõ"})  # a stranger's session exists
    before = client.cookies["session"].value
    attempt(client)
    after = client.cookies["session"].value
    assert before != after
    client.post("/dang-xuat/")
    assert not Session.objects.filter(session_key=after).exists()
    assert client.get("/").status_code == 302


def test_thirty_idle_minutes_end_the_session_and_twelve_hours_at_most(world, client):
    attempt(client)
    now = datetime.datetime.now(datetime.UTC)
    with time_machine.travel(now + datetime.timedelta(minutes=29)):
        assert client.get("/").status_code == 200
    with time_machine.travel(now + datetime.timedelta(minutes=60)):
        assert client.get("/").status_code == 302


def test_changing_the_password_ends_the_other_sessions(world):
    here, there = Client(), Client()
    attempt(here)
    attempt(there)
    new = "Hoa-gao-thang-ba-7"
    answer = here.post("/doi-mat-khau/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert answer.status_code == 302
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


@pytest.mark.parametrize("weak", ["12345678901", "matkhau", "ngan", "password123"])
def test_weak_passwords_are_refused_in_vietnamese(world, sign_in, weak):
    answer = sign_in(world.ha).post(
        "/doi-mat-khau/", {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
    )
    assert answer.status_code == 422
    assert "Mật khẩu" in answer.content.decode().split('class="errorlist"')[1]


def test_a_password_given_by_the_administrator_opens_only_the_page_that_changes_it(world, sign_in):
    User.objects.filter(pk=world.ha.pk).update(must_change_password=True)
    client = sign_in(world.ha)
    assert client.get("/van-ban/")["Location"] == "/doi-mat-khau/"
    assert client.post("/van-ban/moi/")["Location"] == "/doi-mat-khau/"
    assert client.get("/doi-mat-khau/").status_code == 200


def test_a_form_without_its_token_is_refused(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.ha, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/van-ban/moi/", "/van-ban/nhap/", "/dang-xuat/", "/dang-nhap/", "/doi-mat-khau/"):
        answer = client.post(address, {"csrfmiddlewaretoken": "sai"})
        assert answer.status_code == 403
        assert "Trang đã mở quá lâu" in answer.content.decode()


def test_every_answer_carries_the_headers(world, sign_in, client):
    answers = [client.get(SIGN_IN), sign_in(world.ha).get("/"), sign_in(world.ha).get("/khong-co/"), client.get("/healthz"),
               sign_in(world.minh).get("/van-ban/moi/"), client.get("/dang-xuat/")]  # fmt: skip
    for answer in answers:
        policy = answer["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        assert len(answer["X-Request-ID"]) == 12


def test_a_foreign_host_name_is_refused(client):
    assert client.get(SIGN_IN, headers={"Host": "evil.example"}).status_code == 400


def test_cookies_are_sealed_for_https():
    import os
    import subprocess
    import sys

    words = "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    environment = {**os.environ, "SITE_URL": "https://so-chi-dao.example", "DJANGO_SETTINGS_MODULE": "config.settings"}
    said = subprocess.run([sys.executable, "-c", words], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["__Host-session", "True", "True"]
