"""Which rules of the work does the database itself keep?

No assignment may cross from one committee's tree into another's, whoever writes the row. An UPDATE that names neither
body nor committee is not asked, so that ordinary work costs nothing.
"""

from django.db import connections

REFUSAL = "Cơ quan không thuộc cấp ủy ban hành."
EVENTS = {"insert": "INSERT", "update": "UPDATE OF body_id, committee_id, directive_id"}

STATEMENTS = {
    "sqlite": [
        "CREATE TRIGGER IF NOT EXISTS assignments_assignment_{name}_in_tree BEFORE {event} ON assignments_assignment "
        "WHEN NOT EXISTS (SELECT 1 FROM provinces_body AS body, provinces_body AS top, directives_directive AS directive "
        "WHERE body.id = NEW.body_id AND top.id = NEW.committee_id AND directive.id = NEW.directive_id "
        "AND directive.committee_id = top.id AND substr(body.path, 1, length(top.path)) = top.path) "
        "BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION assignments_in_tree() RETURNS trigger AS $$ BEGIN "
        "IF NOT EXISTS (SELECT 1 FROM provinces_body AS body, provinces_body AS top, directives_directive AS directive "
        "WHERE body.id = NEW.body_id AND top.id = NEW.committee_id AND directive.id = NEW.directive_id "
        "AND directive.committee_id = top.id AND starts_with(body.path, top.path)) "
        "THEN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql",
        "CREATE OR REPLACE TRIGGER assignments_assignment_{name}_in_tree BEFORE {event} ON assignments_assignment "
        "FOR EACH ROW EXECUTE FUNCTION assignments_in_tree()",
    ],
}


def install(using: str = "default", **kwargs) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, event in EVENTS.items():
            for statement in STATEMENTS[connection.vendor]:
                cursor.execute(statement.format(name=name, event=event, refusal=REFUSAL))
