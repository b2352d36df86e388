"""Two machines behind a balancer: whoever is sent now to this one, now to that, does not notice. Two real servers.

They share the database, the bucket of files and the secret key, and nothing else: each has a folder of its own.
"""

from __future__ import annotations

import http.client
import itertools
import json
import os
import re
import subprocess
import sys
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from directives.models import Attachment, Directive
from provinces.models import Entry
from provinces.models.imports import Import
from tests.servers import free_port, wait_for
from tests.world import PASSWORD

ROOT = Path(__file__).parent.parent
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 300


def address_of_the_database() -> str:
    """The one that this test has before it."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urllib.parse.urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture(scope="module")
def _servers(django_db_setup, _s3, tmp_path_factory):
    ports = [free_port(), free_port()]
    servers = [start(port, tmp_path_factory.mktemp("machine"), _s3) for port in ports]
    try:
        for port in ports:
            wait_for(port, "/dang-nhap/")
        yield ports
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait()


@pytest.fixture
def machines(_servers, committing, bucket):
    """The ports of both."""
    return _servers


def start(port: int, folder: Path, store: dict[str, str]) -> subprocess.Popen:
    own = {"TMPDIR": str(folder), "SECRET_KEY": "cùng một khóa trên mọi máy", "DATABASE_URL": address_of_the_database(),
           "DJANGO_SETTINGS_MODULE": "tests.settings", **store}  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    command += ["--threads", "2", "--worker-class", "gthread", "--no-control-socket", "--log-level", "critical"]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own})


class Answer:
    def __init__(self, response: http.client.HTTPResponse):
        self.status, self.headers, self.content = response.status, response.headers, response.read()

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", self.content.decode())


class Person:
    """A browser whose balancer sends every request to another machine than the last."""

    def __init__(self, machines: list[int]):
        self.turns = itertools.cycle(machines)
        self.cookies = {"csrftoken": "a" * 32}

    def get(self, path: str, on: int | None = None) -> Answer:
        return self.send("GET", path, b"", on)

    def post(self, path: str, fields: dict, on: int | None = None) -> Answer:
        return self.send("POST", path, encode_multipart(BOUNDARY, fields), on)

    def send(self, method: str, path: str, body: bytes, on: int | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
                   "X-CSRFToken": self.cookies["csrftoken"], "Content-Type": MULTIPART_CONTENT}  # fmt: skip
        line = http.client.HTTPConnection("127.0.0.1", on or next(self.turns), timeout=60)
        try:
            line.request(method, path, body, headers)
            answer = Answer(line.getresponse())
        finally:
            line.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
        return answer

    def sign_in(self, name: str, password: str = PASSWORD) -> int:
        return self.post("/dang-nhap/", {"username": name, "password": password}).status


def dispatch(world, key: str) -> dict:
    sections = {
        f"{name}-{part}_FORMS": 0
        for name in ("addressees", "distribution", "citations", "requirements")
        for part in ("TOTAL", "INITIAL")
    }
    return {"key": key, "committee": world.tinh_uy.pk, "number": 261, "notation": "CV/TU", "issued_on": "08/05/2021",
            "entered_on": "08/05/2021", "subject": "Về phòng, chống dịch", **sections}  # fmt: skip


def test_a_day_that_is_sent_now_to_this_machine_now_to_that(world, machines):
    ha = Person(machines)
    assert ha.sign_in("ha") == 302
    form = ha.get("/van-ban/moi/")
    key = re.search(r'name="key" value="(\w+)"', form.text)[1]

    # what was typed on one is there on the other
    saved = ha.post("/van-ban/nhap/", {**dispatch(world, key), "subject": "Về việc đang gõ dở"})
    assert "saved_at" in json.loads(saved.content)
    assert "Về việc đang gõ dở" in ha.get(f"/van-ban/moi/?nhap={key}").text

    # sent to both at once, it is registered once, with its file
    fields = dispatch(world, key)
    with ThreadPoolExecutor() as both:
        sent = [
            both.submit(ha.post, "/van-ban/moi/", {**fields, "uploads": SimpleUploadedFile("a.pdf", PDF)}, on)
            for on in machines
        ]
    first, second = (answer.result() for answer in sent)
    assert (first.status, second.status) == (302, 302)
    page = first.headers["Location"]
    assert second.headers["Location"] == page == Directive.objects.get().get_absolute_url()
    assert Entry.objects.filter(verb="REGISTER").count() == 1

    # what one has to tell, the other tells, once; the file comes from either
    said = [ha.get(page).text.count("Đã vào sổ 261-CV/TU.") for _ in machines]
    assert said == [1, 0]
    file = f"/tep/{Attachment.objects.get().pk}/"
    assert [ha.get(file, on).content == PDF for on in machines] == [True, True]

    # signed out on one is signed out on both
    assert ha.post("/dang-xuat/", {}).status == 302
    assert [ha.get(page, on).status for on in machines] == [302, 302]
    assert "/dang-nhap/" in ha.get(page).headers["Location"]


def test_work_that_one_machine_began_is_seen_and_ended_on_the_other(world, machines):
    quan = Person(machines)
    quan.sign_in("quan")
    directory = quan.get("/co-quan/xuat/").content
    handed_in = {"key": "tep-1", "committee": world.tinh_uy.pk, "file": SimpleUploadedFile("danh-ba.xlsx", directory)}
    page = quan.post("/co-quan/nhap/", handed_in).headers["Location"]
    record, patience = Import.objects.get(), time.monotonic() + 30
    while record.state == Import.State.CHECKING and time.monotonic() < patience:
        time.sleep(0.1)
        record.refresh_from_db()
    assert (record.state, record.done) == (Import.State.CHECKED, record.total)
    for on in machines:
        assert "Đã kiểm tra" in quan.get(page, on).text
    assert quan.post(f"{page}bo/", {}).status == 302
    assert [quan.get(page, on).status for on in machines] == [404, 404]


def test_guesses_are_counted_together_on_all_machines(world, machines):
    thief = Person(machines)
    guesses = [thief.sign_in("lan", "doan-mo") for _ in range(6)]
    assert guesses[:4] == [422] * 4
    assert guesses[-1] == 429
    assert [thief.sign_in("lan") for _ in machines] == [429, 429]
