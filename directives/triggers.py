"""Which copies does the database itself keep true to the dispatch?

The tree decides which outermost committee answers for a dispatch (`top`); when a committee moves or ends, its dispatches
follow. When the day of a dispatch is put right, its recipients find it in the new place; when its tree is another, so does
the search.
"""

from django.db import connections

STEPS = {
    "moved": (
        "provinces_body",
        ["top_id", "keeper_id"],
        """
        UPDATE directives_directive SET top_id = (
            SELECT COALESCE(keeper.top_id, body.top_id) FROM provinces_body AS body
            LEFT JOIN provinces_body AS keeper ON keeper.id = body.keeper_id WHERE body.id = directives_directive.committee_id
        ) WHERE committee_id IN (SELECT NEW.id UNION ALL SELECT id FROM provinces_body WHERE keeper_id = NEW.id)
            AND NEW.is_committee""",
    ),
    "redated": (
        "directives_directive",
        ["as_of"],
        "UPDATE directives_recipient SET as_of = NEW.as_of WHERE directive_id = NEW.id",
    ),
    "under_another_top": (
        "directives_directive",
        ["top_id"],
        """
        UPDATE directives_searchrow SET tokens = REPLACE(tokens, '~t' || OLD.top_id || ' ', '~t' || NEW.top_id || ' ')
        WHERE directive_id = NEW.id""",
    ),
}


def follow(name: str, table: str, columns: list[str], step: str, vendor: str) -> list[str]:
    """The statements that lay a trigger which takes that step when one of those columns has changed."""
    of, different = ", ".join(columns), {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}[vendor]
    changed = " OR ".join(f"OLD.{column} {different} NEW.{column}" for column in columns)
    trigger = f"{table}_{name}"
    if vendor == "sqlite":
        head = f"CREATE TRIGGER {trigger} AFTER UPDATE OF {of} ON {table} WHEN {changed}"
        return [f"DROP TRIGGER IF EXISTS {trigger}", f"{head} BEGIN {step}; END"]
    return [
        f"CREATE OR REPLACE FUNCTION {trigger}() RETURNS trigger AS $$ BEGIN {step}; RETURN NULL; END $$ LANGUAGE plpgsql",
        f"CREATE OR REPLACE TRIGGER {trigger} AFTER UPDATE OF {of} ON {table} "
        f"FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION {trigger}()",
    ]


def install(using: str = "default", **kwargs) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        if "directives_searchrow" not in connection.introspection.table_names(cursor):
            return  # an older state
        for name, (table, columns, step) in STEPS.items():
            for statement in follow(name, table, columns, step, connection.vendor):
                cursor.execute(statement)
