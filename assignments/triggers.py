"""Which rules of the work does the database itself keep?

No assignment may cross from one committee's tree into another's, whoever writes the row. A committee that has ended is
answered for by the tree of the committee that keeps its register. An UPDATE that names neither body nor committee is not
asked, so that ordinary work costs nothing. What a snapshot knew and what an issued paper says is never changed. The work
follows what its dispatch says of it, and the figures follow the work (assignments/counting.py).
"""

from django.db import connections
from django.utils import timezone

from assignments import counting
from assignments.models.figures import LABELS
from assignments.timeliness import horizon
from directives.triggers import follow

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
        tables = set(connection.introspection.table_names(cursor))
        for table in FROZEN.keys() & tables:  # an older state has none yet
            for statement in FROZEN_STATEMENTS[connection.vendor]:
                cursor.execute(statement.format(table=table, when=FROZEN[table], refusal=FROZEN_REFUSAL))
        if "assignments_standing" in tables:
            for statement in figures(connection.vendor):
                cursor.execute(statement)
            begin_counting(cursor)


FOLLOWED = {
    "work_follows": (
        ["top_id", "overseer_id", "field"],
        "UPDATE assignments_assignment SET top_id = NEW.top_id, overseer_id = NEW.overseer_id, field = NEW.field "
        "WHERE directive_id = NEW.id",
    ),
    "standing_follows": (
        ["top_id", "as_of"],
        "UPDATE assignments_standing SET top = NEW.top_id, as_of = NEW.as_of WHERE directive_id = NEW.id",
    ),
}
ASSIGNMENT, REQUIREMENT, DIRECTIVE = "assignments_assignment", "directives_requirement", "directives_directive"
NOTHING = ", ".join("0" for _ in LABELS)
BEGUN = (
    f"INSERT INTO assignments_standing (directive_id, top, as_of, requirements, ungiven, {', '.join(LABELS)}) "
    f"VALUES (NEW.id, NEW.top_id, NEW.as_of, 0, 0, {NOTHING})"
)
ASKED = "UPDATE assignments_standing SET requirements = requirements + {0}, ungiven = ungiven + {0} WHERE directive_id = {1}"


def figures(vendor: str) -> list[str]:
    found = [
        statement
        for name, (columns, step) in FOLLOWED.items()
        for statement in follow(name, DIRECTIVE, columns, step, vendor)
    ]
    return [*found, *(by_row() if vendor == "sqlite" else by_statement())]


def by_row() -> list[str]:
    """SQLite asks for each row."""
    new, old = counting.of_new_or_old("NEW", 1), counting.of_new_or_old("OLD", -1)
    columns = (*counting.FACTS, "state", "reported_on")
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)
    taken_back = "(OLD.state = 'WITHDRAWN') <> (NEW.state = 'WITHDRAWN')"

    def moves(net: str) -> list[str]:
        return [counting.move_counts(net, "sqlite"), counting.move_standings(net)]

    return [
        *after("INSERT", ASSIGNMENT, "counted", "1", *moves(new), counting.look_for_ungiven("NEW.directive_id")),
        *after("DELETE", ASSIGNMENT, "uncounted", "1", *moves(old), counting.look_for_ungiven("OLD.directive_id")),
        *after(f"UPDATE OF {', '.join(columns)}", ASSIGNMENT, "recounted", changed, *moves(f"{new} UNION ALL {old}")),
        *after("UPDATE OF state", ASSIGNMENT, "given", taken_back, counting.look_for_ungiven("NEW.directive_id")),
        *after("INSERT", DIRECTIVE, "begun", "1", BEGUN),
        *after("INSERT", REQUIREMENT, "asked", "1", ASKED.format(1, "NEW.directive_id")),
        *after("DELETE", REQUIREMENT, "unasked", "1", ASKED.format(-1, "OLD.directive_id"),
               counting.look_for_ungiven("OLD.directive_id")),
    ]  # fmt: skip


def after(event: str, table: str, name: str, when: str, *steps: str) -> list[str]:
    head = f"CREATE TRIGGER {table}_{name} AFTER {event} ON {table} WHEN {when}"
    return [f"DROP TRIGGER IF EXISTS {table}_{name}", f"{head} BEGIN {'; '.join(steps)}; END"]


def by_statement() -> list[str]:
    """PostgreSQL asks once for all rows of a statement; only what is left of them in sum moves a figure."""
    changed_state = "SELECT n.directive_id FROM after AS n JOIN before AS o ON o.id = n.id "
    changed_state += "WHERE (o.state = 'WITHDRAWN') <> (n.state = 'WITHDRAWN')"
    both = f"{counting.facts('after')} UNION ALL {counting.facts('before', -1)}"
    events = {
        "counted": ("INSERT", counting.facts("after"), "SELECT directive_id FROM after"),
        "uncounted": ("DELETE", counting.facts("before", -1), "SELECT directive_id FROM before"),
        "recounted": ("UPDATE", both, changed_state),
    }
    found = []
    for name, (event, net, directives) in events.items():
        steps = [counting.move_counts(net, "postgresql"), counting.move_standings(net)]
        found += after_all(event, ASSIGNMENT, name, *steps, counting.look_for_ungiven(directives))
    asked = (
        "UPDATE assignments_standing AS s SET requirements = s.requirements + {0} * q.number, "
        "ungiven = s.ungiven + {0} * q.number FROM "
        "(SELECT directive_id, COUNT(*) AS number FROM {1} GROUP BY directive_id) AS q WHERE s.directive_id = q.directive_id"
    )
    begun = BEGUN.partition(" VALUES")[0] + f" SELECT id, top_id, as_of, 0, 0, {NOTHING} FROM after"
    again = counting.look_for_ungiven("SELECT directive_id FROM before")
    return [
        *found,
        *after_all("INSERT", DIRECTIVE, "begun", begun),
        *after_all("INSERT", REQUIREMENT, "asked", asked.format(1, "after")),
        *after_all("DELETE", REQUIREMENT, "unasked", asked.format(-1, "before"), again),
    ]


def after_all(event: str, table: str, name: str, *steps: str) -> list[str]:
    tables = {"INSERT": "NEW TABLE AS after", "DELETE": "OLD TABLE AS before"}
    known = tables.get(event, "OLD TABLE AS before NEW TABLE AS after")
    function = f"CREATE OR REPLACE FUNCTION {table}_{name}() RETURNS trigger AS "
    return [
        f"{function}$$ BEGIN {'; '.join(steps)}; RETURN NULL; END $$ LANGUAGE plpgsql",
        f"CREATE OR REPLACE TRIGGER {table}_{name} AFTER {event} ON {table} REFERENCING {known} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_{name}()",
    ]


def begin_counting(cursor) -> None:
    """A database that was just made, or emptied, counts from today on."""
    day = timezone.localdate()
    cursor.execute("SELECT COUNT(*) FROM assignments_countedday")
    if not cursor.fetchone()[0]:
        cursor.execute("INSERT INTO assignments_countedday (day, horizon) VALUES (%s, %s)", [day, horizon(day)])
        counting.recount()
