"""Which rules does the database itself keep, whoever writes to it?

The journal is append-only: UPDATE and DELETE on its lines are refused, on SQLite and PostgreSQL alike.
"""

from django.db import connections

APPEND_ONLY = ["provinces_entry"]
REFUSAL = "Nhật ký chỉ được ghi thêm."


def install(using: str = "default", **kwargs) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in APPEND_ONLY:
            for statement in STATEMENTS[connection.vendor]:
                cursor.execute(statement.format(table=table, refusal=REFUSAL))


STATEMENTS = {
    "sqlite": [
        "CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
        "CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger AS "
        "$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$ LANGUAGE plpgsql",
        "CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        "CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    ],
}
