"""Killed at any moment: what was answered is kept, once, and the journal is whole. A real server, really killed."""

from __future__ import annotations

import http.client
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
from pathlib import Path

import pytest

from tests.servers import free_port, wait_for

ROOT = Path(__file__).parent.parent
TOKEN = "a" * 32
PREPARE = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from tests import world
w = world.build()
session = import_module(settings.SESSION_ENGINE).SessionStore()
session.update({SESSION_KEY: str(w.ha.pk), BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
                HASH_SESSION_KEY: w.ha.get_session_auth_hash()})
session.save()
print(session.session_key, w.tinh_uy.pk)
"""


@pytest.fixture
def office(tmp_path):
    """An office of its own in a folder of its own: its environment, a signed-in session, the committee's number."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DATA_DIR")}
    environment |= {
        "DATA_DIR": str(tmp_path),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    manage = [sys.executable, "manage.py"]
    for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([*manage, *command], cwd=ROOT, env=environment, check=True)
    made = subprocess.run(
        [*manage, "shell", "-v0", "-c", PREPARE], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    session, committee = made.stdout.split()
    return {"environment": environment, "port": port, "session": session, "committee": committee, "folder": tmp_path}


def start(office) -> subprocess.Popen:
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi",
        "--bind",
        f"127.0.0.1:{office['port']}",
        "--workers",
        "2",
    ]
    command += ["--threads", "4", "--worker-class", "gthread", "--no-control-socket", "--log-level", "critical"]
    server = subprocess.Popen(command, cwd=ROOT, env=office["environment"], start_new_session=True)
    wait_for(office["port"], "/healthz")
    return server


def register(office, number: int) -> bool:
    """One dispatch by the form; True only if the server said that it is registered."""
    sections = {
        f"{name}-{part}_FORMS": 0
        for name in ("addressees", "distribution", "citations", "requirements")
        for part in ("TOTAL", "INITIAL")
    }
    fields = {"key": f"so-{number}", "committee": office["committee"], "number": number, "notation": "CV/TU",
              "issued_on": "08/05/2021", "entered_on": "08/05/2021", **sections}  # fmt: skip
    headers = {"Cookie": f"session={office['session']}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN,
               "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
    try:
        line = http.client.HTTPConnection("127.0.0.1", office["port"], timeout=10)
        line.request("POST", "/van-ban/moi/", urllib.parse.urlencode(fields), headers)
        return line.getresponse().status == 302
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def test_nothing_that_was_answered_is_lost_when_everything_is_killed(office):
    answered: set[int] = set()
    numbers = iter(range(1, 3000))
    lock, over = threading.Lock(), threading.Event()

    def clerk():
        while not over.is_set():
            with lock:
                number = next(numbers)
            if register(office, number):
                answered.add(number)

    for killing in (1, 2, 3):
        over.clear()
        server = start(office)
        clerks = [threading.Thread(target=clerk) for _ in range(6)]
        for thread in clerks:
            thread.start()
        patience = time.monotonic() + 60
        while len(answered) < killing * 15 and time.monotonic() < patience:
            time.sleep(0.05)
        os.killpg(server.pid, signal.SIGKILL)
        over.set()
        server.wait()
        for thread in clerks:
            thread.join()
    assert len(answered) >= 45
    with sqlite3.connect(office["folder"] / "so-chi-dao.sqlite3") as database:
        kept = [row[0] for row in database.execute("SELECT number FROM directives_directive")]
        entries = database.execute("SELECT count(*) FROM provinces_entry WHERE verb = 'REGISTER'").fetchone()[0]
    database.close()
    assert answered <= set(kept)
    assert len(kept) == len(set(kept)) == entries
    verify = [sys.executable, "manage.py", "verify_journal"]
    assert subprocess.run(verify, cwd=ROOT, env=office["environment"], capture_output=True, check=False).returncode == 0
