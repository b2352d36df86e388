"""Which rules of the work does the database itself keep?

No assignment may cross from one committee's tree into another's, whoever writes the row. A committee that has ended is
answered for by the tree of the committee that keeps its register. An UPDATE that names neither body nor committee is not
asked, so that ordinary work costs nothing. What a snapshot knew and what an issued paper says is never changed.
"""

from django.db import connections

REFUSAL = "Cơ quan không thuộc cấp ủy ban hành."
EVENTS = {"insert": "INSERT", "update": "UPDATE OF body_id, committee_id, directive_id"}
IN_TREE = """
    EXISTS (
        SELECT 1 FROM provinces_body AS body
        JOIN directives_directive AS directive ON directive.id = NEW.directive_id
        JOIN provinces_body AS top ON top.id = directive.committee_id
        LEFT JOIN provinces_body AS keeper ON keeper.id = top.keeper_id
        WHERE body.id = NEW.body_id AND top.id = NEW.committee_id
        AND (substr(body.path, 1, length(top.path)) = top.path
            OR substr(body.path, 1, length(keeper.path)) = keeper.path)
    )"""

STATEMENTS = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS assignments_assignment_{name}_in_tree",
        "CREATE TRIGGER assignments_assignment_{name}_in_tree BEFORE {event} ON assignments_assignment "
        "WHEN NOT {in_tree} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION assignments_in_tree() RETURNS trigger AS $$ BEGIN IF NOT {in_tree} "
        "THEN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql",
        "CREATE OR REPLACE TRIGGER assignments_assignment_{name}_in_tree BEFORE {event} ON assignments_assignment "
        "FOR EACH ROW EXECUTE FUNCTION assignments_in_tree()",
    ],
}


FROZEN = {
    "assignments_snapshot": "1 = 1",
    "assignments_paper": "OLD.issued_on IS NOT NULL",
    "assignments_paperfile": "1 = 1",
}
FROZEN_REFUSAL = "Giấy tờ đã phát hành và số liệu đã chốt không thay đổi được."
FROZEN_STATEMENTS = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS {table}_frozen",
        "CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION assignments_frozen() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{refusal}' "
        "USING ERRCODE = 'check_violation'; END $$ LANGUAGE plpgsql",
        "CREATE OR REPLACE TRIGGER {table}_frozen BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({when}) "
        "EXECUTE FUNCTION assignments_frozen()",
    ],
}


def install(using: str = "default", **kwargs) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, event in EVENTS.items():
            for statement in STATEMENTS[connection.vendor]:
                cursor.execute(statement.format(name=name, event=event, in_tree=IN_TREE, refusal=REFUSAL))
        for table in FROZEN.keys() & set(connection.introspection.table_names(cursor)):  # an older state has none yet
            for statement in FROZEN_STATEMENTS[connection.vendor]:
                cursor.execute(statement.format(table=table, when=FROZEN[table], refusal=FROZEN_REFUSAL))
