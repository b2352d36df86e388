"""What do people feel who come by HTTP? One alone, and fifty at once, of whom one in ten writes."""

from __future__ import annotations

import http.client
import random
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode
from uuid import uuid4

from django.middleware.csrf import get_token
from django.test import RequestFactory

from assignments.bench import country
from assignments.bench.measuring import Figures, percentile
from assignments.bench.pages import SEARCHES, Office
from assignments.bench.urls import EMPTY
from assignments.bench.writes import give_back, open_work
from assignments.models import Assignment, State

WORKERS = 2
THREADS = 4  # of each worker, as `make run` starts it
PEOPLE = 50
PAUSE = 1.0  # seconds that a person looks at a page
ROUNDS = 40
WAIT = 60  # seconds for the answer to one request


@dataclass
class Person:
    """A browser: a connection that stays open, and the cookies of somebody who is signed in."""

    port: int
    cookies: dict[str, str]
    token: str = ""
    connection: http.client.HTTPConnection | None = None

    def get(self, address: str) -> int:
        return self.send("GET", address)

    def post(self, address: str, **said) -> int:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.token}
        return self.send("POST", address, urlencode(said), headers)

    def send(self, method: str, address: str, body: str | None = None, headers: dict | None = None) -> int:
        """0 where no answer comes. A connection that the server closed meanwhile is opened again, as browsers do."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        for is_new in (False, True) if self.connection else (True,):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
            try:
                self.connection.request(method, address, body, {"Cookie": cookie, **(headers or {})})
                response = self.connection.getresponse()
                response.read()
                return response.status
            except (OSError, http.client.HTTPException):
                self.connection.close()
                self.connection = None
                if is_new:
                    break
        return 0


def person(office: Office, who: str, port: int) -> Person:
    request = RequestFactory().get("/")
    token = get_token(request)
    cookies = {"session": office.clients[who].cookies["session"].value, "csrftoken": request.META["CSRF_COOKIE"]}
    return Person(port, cookies, token)


@contextmanager
def gunicorn(port: int) -> Iterator[None]:
    """Over the database of this process; only the one started here is ended here."""
    said = ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--threads", str(THREADS)]
    said += ["--worker-class", "gthread", "--no-control-socket", "--log-level", "warning", "--timeout", "120"]
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", "assignments.bench.wsgi", *said])  # noqa: S603
    try:
        wait_for(port)
        yield
    finally:
        server.terminate()
        server.wait(30)


def wait_for(port: int) -> None:
    for _ in range(100):
        if Person(port, {}).get("/healthz"):
            return
        time.sleep(0.2)
    raise RuntimeError(f"gunicorn does not answer on port {port}")


def addresses(office: Office) -> dict[str, tuple[str, str]]:
    return {
        "empty": (country.CLERK, EMPTY),
        "register": (country.CLERK, "/van-ban/"),
        "directive": (country.CLERK, f"/van-ban/{office.directive.pk}/"),
        "worklist": (country.FOCAL, "/nhiem-vu/"),
        "dashboard": (country.LEADER, "/bang-theo-doi/"),
        "search": (country.CLERK, f"/van-ban/?q={quote(SEARCHES['one in twenty'])}"),
    }


def alone(office: Office, port: int, n: int) -> dict[str, Figures]:
    pages = {name: (person(office, who, port), address) for name, (who, address) in addresses(office).items()}
    times: dict[str, list[float]] = {name: [] for name in pages}
    for turn in range(-4, ROUNDS):  # the first rounds warm both workers up
        for name, (one, address) in pages.items():
            start = time.perf_counter()
            status = one.get(address)
            if status != 200:
                raise RuntimeError(f"{address}: {status}")
            if turn >= 0:
                times[name].append((time.perf_counter() - start) * 1000)
    return {
        f"http: {name}": Figures(n, percentile(found, 0.5), percentile(found, 0.95), 0, 0, max(found))
        for name, found in times.items()
    }


@dataclass
class Crowd:
    """Fifty people for some seconds: nine reads to one write."""

    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    tasks: deque[int] = field(default_factory=deque)


def crowd(office: Office, port: int, seconds: float) -> Crowd:
    found = Crowd(
        tasks=deque(open_work(office).values_list("pk", flat=True)[: int(PEOPLE * seconds / PAUSE / 10) + PEOPLE])
    )
    given, until = list(found.tasks), time.perf_counter() + seconds
    pages = list(addresses(office).values())[1:]
    people = [
        threading.Thread(target=visit, args=(office, port, pages, found, until, number)) for number in range(PEOPLE)
    ]
    for one in people:
        one.start()
    for one in people:
        one.join(seconds + 2 * WAIT)
    for task in Assignment.objects.filter(pk__in=given, state=State.REPORTED):
        give_back(task, office)
    return found


def visit(office: Office, port: int, pages: list, found: Crowd, until: float, number: int) -> None:
    rng = random.Random(number)  # noqa: S311
    sessions = {who: person(office, who, port) for who in {who for who, _ in pages} | {country.MONITOR}}
    time.sleep(rng.random() * PAUSE)
    for turn in range(number, 100_000):
        if time.perf_counter() > until:
            return
        start = time.perf_counter()
        if turn % 10 == 0 and found.tasks:
            status, times = hand_in(sessions[country.MONITOR], found.tasks.popleft()), found.writes
        else:
            who, address = rng.choice(pages)
            status, times = sessions[who].get(address), found.reads
        times.append((time.perf_counter() - start) * 1000)
        if status not in (200, 302):
            found.errors.append(str(status))
        time.sleep(PAUSE * (0.5 + rng.random()))


def hand_in(one: Person, task: int) -> int:
    status = one.post(f"/nhiem-vu/{task}/bao-cao/", content="Đơn vị đã thực hiện xong.", key=uuid4().hex)
    return status if status == 302 else -status
