"""How do millions of rows get into a database in minutes? Into bare tables; what hangs on them is laid again afterwards.

Indexes, foreign keys, unique constraints and triggers are read from the database's own catalogue, taken down and put up
again, so that nothing here knows which ones the program has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.management.color import no_style
from django.db import connection, models
from django.utils import timezone

from assignments.bench.data import TABLES, Rows, Table
from directives.search import schema


def write(rows: Rows) -> None:
    for name, some in rows.items():
        WRITE[connection.vendor](TABLES[name], some)


def columns_of(table: Table) -> tuple[list[str], tuple]:
    """All columns of the table, those that the generator fills first; and what the others hold in every row."""
    fields = {field.attname: field for field in table.model._meta.concrete_fields if not field.generated}
    given = [fields.pop(name).column for name in table.columns]
    columns = [*given, *(field.column for field in fields.values())]
    return [str(column) for column in columns], tuple(map(constant, fields.values()))


def constant(field: models.Field):
    if getattr(field, "auto_now_add", False):
        return field.get_db_prep_save(timezone.now(), connection)
    return field.get_db_prep_save(field.get_default(), connection)


def quoted(names: Iterable[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, names))


def write_sqlite(table: Table, rows: list[tuple]) -> None:
    columns, rest = columns_of(table)
    marks = ", ".join(["%s"] * len(columns))
    into = f"INSERT INTO {table.model._meta.db_table} ({quoted(columns)}) VALUES ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(into, [(*row, *rest) for row in rows])


def write_postgresql(table: Table, rows: list[tuple]) -> None:
    columns, rest = columns_of(table)
    into = f"COPY {table.model._meta.db_table} ({quoted(columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row((*row, *rest))


WRITE = {"sqlite": write_sqlite, "postgresql": write_postgresql}


@contextmanager
def bare_tables() -> Iterator[None]:
    """Within it the tables hold rows and nothing else; afterwards all is as it was."""
    names = [table.model._meta.db_table for table in TABLES.values()]
    with BARE[connection.vendor](names):
        yield
    keep_counting()


def keep_counting() -> None:
    """The next row that the program adds gets the next number."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in TABLES.values()]):
            cursor.execute(statement)


@contextmanager
def bare_sqlite(names: list[str]) -> Iterator[None]:
    """Nothing is safe on the disk while it loads: whoever stops it halfway builds again."""
    with connection.cursor() as cursor:
        for pragma in ("foreign_keys = OFF", "journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        )
        hung = [(kind, name, sql) for kind, name, table, sql in cursor.fetchall() if table in names]
        for kind, name, _ in hung:
            cursor.execute(f'DROP {kind} "{name}"')
        yield
        cursor.execute(f"{schema.FILL} ORDER BY place")
        for kind in ("index", "trigger"):
            for _, _, statement in (row for row in hung if row[0] == kind):
                cursor.execute(statement)
        cursor.execute("PRAGMA journal_mode = WAL")
    connection.close()  # the next one is opened with the program's own pragmas


INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)"""
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u') ORDER BY contype DESC"""


@contextmanager
def bare_postgresql(names: list[str]) -> Iterator[None]:
    with connection.cursor() as cursor:
        for setting in ("statement_timeout = 0", "lock_timeout = 0", "maintenance_work_mem = '1GB'"):
            cursor.execute(f"SET {setting}")
        cursor.execute(INDEXES, [names])
        indexes = cursor.fetchall()
        cursor.execute(CONSTRAINTS, [names])
        constraints = cursor.fetchall()
        for table, constraint, _ in reversed(constraints):
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{constraint}"')
        for index, _ in indexes:
            cursor.execute(f"DROP INDEX {index}")
        for table in names:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for _, statement in indexes:
            cursor.execute(statement)
        for table, constraint, statement in constraints:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{constraint}" {statement}')
        for table in names:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


BARE = {"sqlite": bare_sqlite, "postgresql": bare_postgresql}


def settle() -> None:
    """The planner knows the rows, and nothing waits to be cleaned up."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("RESET ALL")
    connection.close()
