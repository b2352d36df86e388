"""What every test has at hand: the cast, a day, no network, and a browser where one is installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from provinces import background, distrusted
from provinces.exchange import workbooks
from tests import world as cast
from tests.servers import free_port, wait_for

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
MORNING = datetime.fromisoformat("2021-05-10T09:00:00+07:00")


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """A test that reaches for the network fails."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise RuntimeError(f"no network in tests: {address}")
        return connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _day():
    """Every story happens on Monday 10 May 2021, nine in the morning in Hà Nội."""
    with time_machine.travel(MORNING, tick=True):
        yield


@pytest.fixture
def committing(transactional_db):
    """For stories that really commit. Afterwards the tables are emptied; the journal's triggers rightly refuse that, so
    they go first, and come back with the signal that emptying sends."""
    yield
    triggers = {
        "postgresql": ["append_only", "no_truncate"],
        "sqlite": ["no_update", "no_delete"],
    }[connection.vendor]
    where = " ON provinces_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in triggers:
            cursor.execute(f"DROP TRIGGER IF EXISTS provinces_entry_{name}{where}")


@pytest.fixture
def world(db):
    return cast.build()


class Reader(Client):
    """To whom a line break between words is a blank, and one between tags nothing, as to a browser."""

    def request(self, **request):
        response = super().request(**request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            parts = re.split("(<textarea.*?</textarea>)", response.content.decode(), flags=re.DOTALL)
            response.content = "".join(part if part.startswith("<textarea") else as_one_line(part) for part in parts)
        return response


def as_one_line(page: str) -> str:
    return re.sub(r"(?<=>)\s+(?=<)", "", re.sub(r"\s+", " ", page))


@pytest.fixture
def sign_in():
    """A browser of the given person: sign_in(world.ha).get("/")."""

    def client_of(user) -> Client:
        client = Reader()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


@pytest.fixture
def no_process(monkeypatch):
    """For stories of workbooks: the test itself plays the process that the pages start, and the one that reads files."""
    monkeypatch.setattr(background, "start", lambda *args: None)
    monkeypatch.setattr(distrusted, "in_a_child", lambda module, *args: json.loads(json.dumps(workbooks.main(*args))))


# Files in a store that several machines share

BUCKET = "so-chi-dao"


@pytest.fixture(scope="session")
def _s3():
    """What the environment says of an S3 server in a process of its own; it forgets everything when it ends."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(port, "/moto-api/")
    yield {"AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{port}", "AWS_DEFAULT_REGION": "us-east-1",
           "AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s", "FILES_S3_BUCKET": BUCKET}  # fmt: skip
    server.kill()
    server.wait()


@pytest.fixture
def bucket(_s3, settings, monkeypatch):
    """The office's files lie in a bucket of that server."""
    for name, value in _s3.items():
        monkeypatch.setenv(name, value)
    in_bucket = {"BACKEND": "config.bucket.PrivateBucket", "OPTIONS": {"bucket_name": BUCKET}}
    settings.STORAGES = {**settings.STORAGES, "default": in_bucket}
    default_storage.connection.create_bucket(Bucket=BUCKET)
    yield default_storage.bucket
    default_storage.bucket.objects.all().delete()


# The browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def _browser():
    if not CHROMIUM:
        pytest.skip("chromium is not installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    # Playwright's event loop runs in this thread from here on; Django's guard would take it for our own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    quiet = [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
    ]  # fmt: skip
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet + as_root)
        yield browser
        browser.close()


@pytest.fixture
def open_page(_browser, live_server, committing):
    """open_page(user) is a page of a browser in which that person is signed in; it fails on any console error, script
    error, broken policy or request that leaves this machine."""
    faults: list[str] = []
    contexts = []

    def opened(user=None, width: int = 1280, height: int = 900, javascript: bool = True):
        context = _browser.new_context(
            viewport={"width": width, "height": height},
            base_url=live_server.url,
            locale="vi-VN",
            java_script_enabled=javascript,
        )
        contexts.append(context)
        if user:
            client = Client()
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if is_fault(message) else None)
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((live_server.url, "data:", "blob:")) else faults.append(request.url)
            ),
        )
        return page

    opened.faults = faults
    yield opened
    for context in contexts:
        context.close()
    assert not faults


PICTURES = Path(__file__).parent.parent / "docs" / "huong-dan" / "anh"


@pytest.fixture
def picture():
    """picture(page, "ban-giao") takes a picture for the guide, when GUIDE=1 asks for new ones; otherwise nothing."""

    def taken(page, name: str) -> None:
        if os.environ.get("GUIDE"):
            page.set_viewport_size({"width": 1200, "height": 800})
            page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")

    return taken


def is_fault(message) -> bool:
    """Chromium reports a form that comes back with its faults (422, 409) as an error; it is the answer that was asked for."""
    return message.type == "error" and not message.text.endswith(("422 (Unprocessable Entity)", "409 (Conflict)"))


def pytest_collection_modifyitems(items):
    for item in items:
        if "open_page" in item.fixturenames:
            item.add_marker(pytest.mark.browser)
