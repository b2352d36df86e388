"""Is the register of the benchmark there? It is built once, kept on the disk, and built anew when the program has changed."""

from __future__ import annotations

import datetime
import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from assignments import counting
from assignments.bench import country, data, directory, loading

MARKER = "bench_built_as"  # a table of one row: by what the database was built
PROCESSES = 2


def ready(directives: int, bodies: int, say: Callable[[str], object]) -> None:
    """Builds what is not there yet; `say` is told how long each step took."""
    said = built_as()
    if said == identity(directives, bodies):
        return
    if said is not None or table_names():
        raise Outdated
    build(directives, bodies, say)


class Outdated(Exception):
    """The database was built for another version of the program, or its building was broken off."""


def identity(directives: int, bodies: int) -> dict:
    """What makes two databases the same: the program's tables, the generator, and how much of it."""
    known = MigrationLoader(connection).disk_migrations or {}
    names = sorted(f"{app}.{name}" for app, name in known if app in ("provinces", "directives", "assignments"))
    return {"rows": data.digest(), "migrations": names, "directives": directives, "bodies": bodies}


def table_names() -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


def built_as() -> dict | None:
    if MARKER not in table_names():
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT said FROM {MARKER}")  # noqa: S608
        return json.loads(cursor.fetchone()[0])


def build(directives: int, bodies: int, say: Callable[[str], object]) -> None:
    today = timezone.localdate()
    with timed("các bảng", say):
        call_command("migrate", verbosity=0)
    with timed("cơ quan, con người", say), transaction.atomic():
        land = country.plant(today)
        country.people(land)
        directory.fill(land, bodies)
    fill(directives, land, today, say)
    with timed("số liệu", say):
        loading.settle()
        counting.recount()
        with transaction.atomic():
            directory.leave_work(land)
        loading.settle()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {MARKER} (said text)")
        cursor.execute(f"INSERT INTO {MARKER} VALUES (%s)", [json.dumps(identity(directives, bodies))])  # noqa: S608


def fill(directives: int, land: country.Country, today: datetime.date, say: Callable[[str], object]) -> None:
    batches = data.batches(data.lines(directives, land, today))
    start = time.perf_counter()
    with timed("văn bản, kể cả chỉ mục", say), loading.bare_tables():
        for rows in made(batches, land, today):
            with transaction.atomic():
                loading.write(rows)
        say(f"  trong đó ghi dòng: {time.perf_counter() - start:.1f} giây")


def made(batches: Iterable[list[data.Line]], land: country.Country, today: datetime.date) -> Iterator[data.Rows]:
    """The rows of each batch, made by processes of their own, a few batches ahead of whoever writes them."""
    batches = iter(batches)
    ahead: deque = deque()
    with ProcessPoolExecutor(PROCESSES, get_context("fork"), remember, (land, today)) as pool:
        for batch in batches:
            ahead.append(pool.submit(make, batch))
            if len(ahead) > 2 * PROCESSES:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


SHARED: dict = {}  # in a process that makes rows: for which country, and as of which day


def remember(land: country.Country, today: datetime.date) -> None:
    SHARED.update(land=land, today=today)


def make(batch: list[data.Line]) -> data.Rows:
    return data.rows_of(batch, SHARED["land"], SHARED["today"])


@contextmanager
def timed(what: str, say: Callable[[str], object]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    say(f"{what}: {time.perf_counter() - start:.1f} giây")
