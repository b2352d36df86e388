"""How does each database keep its index over the tokens? Laid anew after every migration; only what is missing is made.

PostgreSQL keeps a tsvector column that it derives itself, without positions, under a GIN index with a short pending list,
so that no registration ever waits for a long one to be flushed. SQLite keeps an FTS5 table without content, in the order
of the register, and triggers that carry every change over to it.
"""

from django.db import connections

TABLE, INDEX = "directives_searchrow", "directives_searchindex"
ADD = f"INSERT INTO {INDEX} (rowid, tokens) VALUES (new.place, new.tokens)"  # noqa: S608
REMOVE = f"INSERT INTO {INDEX} ({INDEX}, rowid, tokens) VALUES ('delete', old.place, old.tokens)"  # noqa: S608
FILL = f"INSERT INTO {INDEX} (rowid, tokens) SELECT place, tokens FROM {TABLE}"  # noqa: S608
TRIGGER = f"CREATE TRIGGER IF NOT EXISTS {TABLE}_{{name}} AFTER {{event}} ON {TABLE} BEGIN {{steps}}; END"

STATEMENTS = {
    "sqlite": [
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5(tokens, content='', detail='none', columnsize=0, "
        "prefix='2 3', tokenize=\"unicode61 remove_diacritics 0 tokenchars '_=#~-'\")",
        TRIGGER.format(name="added", event="INSERT", steps=ADD),
        TRIGGER.format(name="removed", event="DELETE", steps=REMOVE),
        TRIGGER.format(name="changed", event="UPDATE", steps=f"{REMOVE}; {ADD}"),
    ],
    "postgresql": [
        # asked first, for a table with triggers still to fire may not be altered, even to no effect
        f"DO $$ BEGIN IF to_regclass('{INDEX}') IS NULL THEN "
        f"ALTER TABLE {TABLE} ADD COLUMN words tsvector "
        "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(tokens, ' '))) STORED; "
        f"CREATE INDEX {INDEX} ON {TABLE} USING gin (words) WITH (gin_pending_list_limit = 64); END IF; END $$",
    ],
}


def install(using: str = "default", **kwargs) -> None:
    connection = connections[using]
    tables = connection.introspection.table_names()
    if TABLE not in tables:
        return
    with connection.cursor() as cursor:
        for statement in STATEMENTS[connection.vendor]:
            cursor.execute(statement)
        if connection.vendor == "sqlite" and INDEX not in tables:
            cursor.execute(FILL)
