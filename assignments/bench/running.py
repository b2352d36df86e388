"""One run: everything is measured over the database of this process, and told with what it ran on."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings

from assignments import counting
from assignments.bench import server, writes, yardsticks
from assignments.bench.measuring import measure
from assignments.bench.pages import Office, pages
from provinces.models import Body

RECOUNTED = 100_000  # a register above this is compared by `manage.py verify_counters` alone
SQLITE_PRAGMAS = ("journal_mode", "synchronous", "cache_size", "mmap_size")
POSTGRESQL_SETTINGS = ("shared_buffers", "effective_cache_size", "work_mem", "fsync", "synchronous_commit", "wal_level")


def run(n: int, port: int, seconds: float, say: Callable[[str], object]) -> dict:
    call_command("collectstatic", interactive=False, verbosity=0)
    office = Office()
    with override_settings(ROOT_URLCONF="assignments.bench.urls"):
        say("các trang và câu hỏi SQL")
        found = measure([*pages(office), *yardsticks.bare_sql(office)], n)
        say("admin của Django")
        found |= yardsticks.admin(office, n)
    say("các việc ghi")
    found |= measure(list(writes.writes(office)), n)
    told: dict = {name: figures.as_json() for name, figures in found.items()}
    told["writers"] = writes.at_once(office)
    say(f"gunicorn, một người, rồi {server.PEOPLE} người trong {seconds:.0f} giây")
    told |= by_http(office, n, port, seconds)
    if n <= RECOUNTED:
        told["recount"] = {"differences": len(counting.differences())}
    told["on"] = ran_on(office)
    return told


def by_http(office: Office, n: int, port: int, seconds: float) -> dict:
    with server.gunicorn(port):
        alone = server.alone(office, port, n)
        crowd = server.crowd(office, port, seconds)
    told: dict = {name: figures.as_json() for name, figures in alone.items()}
    told["crowd"] = {
        "people": server.PEOPLE,
        "seconds": seconds,
        "reads": len(crowd.reads),
        "writes": len(crowd.writes),
        "errors": len(crowd.errors),
        "read_p95": server.percentile(crowd.reads, 0.95),
        "write_p95": server.percentile(crowd.writes, 0.95) if crowd.writes else 0,
        "said": sorted(set(crowd.errors)),
    }
    return told


def ran_on(office: Office) -> dict:
    with connection.cursor() as cursor:
        return {
            "cpu": first_line("/proc/cpuinfo", "model name"),
            "cores": os.cpu_count(),
            "memory": first_line("/proc/meminfo", "MemTotal"),
            "load": os.getloadavg() if hasattr(os, "getloadavg") else (),
            "python": platform.python_version(),
            "engine": connection.vendor,
            "versions": {name: version(name) for name in ("django", "psycopg", "gunicorn")},
            "settings": engine_settings(cursor),
            "directives_of_the_province": office.count,
            "bodies": Body.objects.count(),
        }


def engine_settings(cursor) -> dict:
    if connection.vendor == "sqlite":
        cursor.execute("SELECT sqlite_version()")
        found = {"version": cursor.fetchone()[0]}
        for name in SQLITE_PRAGMAS:
            cursor.execute(f"PRAGMA {name}")
            found[name] = str(cursor.fetchone()[0])
        return found
    cursor.execute("SELECT version()")
    found = {"version": cursor.fetchone()[0].split(" on ")[0]}
    for name in POSTGRESQL_SETTINGS:
        cursor.execute(f"SHOW {name}")
        found[name] = cursor.fetchone()[0]
    return found


def first_line(path: str, name: str) -> str:
    with suppress(OSError):
        for line in Path(path).read_text().splitlines():
            if line.startswith(name):
                return " ".join(line.partition(":")[2].split())
    return ""
