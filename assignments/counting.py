"""How do the figures stay true to the rows? Every change of an assignment moves them in its own transaction, by triggers, so
that nothing gets past them; when the day changes, what became soon or late is moved over; and all can be counted anew.

The same statements do all three. They start from `net`: rows of an assignment's facts with its `label` and a number `n`, by
which that label's figures grow (or shrink, where n is below 0).
"""

from __future__ import annotations

import datetime

from django.db import connection, transaction

from assignments.models import Count, CountedDay, Standing
from assignments.models.figures import LABELS
from assignments.timeliness import horizon

FACTS = ("top_id", "committee_id", "overseer_id", "body_id", "field", "due_on", "directive_id")
LATE_REPORT = "(r.reported_on IS NOT NULL AND r.due_on IS NOT NULL AND r.reported_on > r.due_on)"
# the rules of assignments/timeliness.py once more, as of the counted day; a test holds the two against each other
LABEL = f"""CASE
    WHEN r.state IN ('WITHDRAWN', 'HANDED_OVER') THEN ''
    WHEN r.state = 'DONE' THEN CASE WHEN {LATE_REPORT} THEN 'done_late' ELSE 'done' END
    WHEN r.state = 'REPORTED' THEN CASE WHEN {LATE_REPORT} THEN 'late' WHEN r.due_on IS NULL THEN 'none' ELSE 'open' END
    WHEN r.due_on < d.day THEN 'late'
    WHEN r.due_on <= d.horizon THEN 'soon'
    WHEN r.state = 'PENDING' THEN 'unread'
    WHEN r.due_on IS NULL THEN 'none'
    ELSE 'open' END"""

# of which scope, whether of the one field, of which period, whether of the one body: one line for each count that a change of
# an assignment moves. A body's own work is not told by bodies; what it oversees is.
WHERE_COUNTED = [
    *((whose, *rest) for whose in ("tree", "own") for rest in (
        (0, "", 0), (1, "", 0), (0, "month", 0), (1, "month", 0), (0, "", 1), (1, "", 1), (0, "year", 1), (0, "month", 1),
    )),
    ("body", 0, "", 0), ("body", 1, "", 0), ("body", 0, "month", 0),
    ("overseer", 0, "", 0), ("overseer", 1, "", 0), ("overseer", 0, "month", 0), ("overseer", 0, "", 1),
]  # fmt: skip

DIALECT = {
    "sqlite": {"year": "substr(net.due_on, 1, 4)", "month": "substr(net.due_on, 1, 7)"},
    "postgresql": {"year": "to_char(net.due_on, 'YYYY')", "month": "to_char(net.due_on, 'YYYY-MM')"},
}


def facts(rows: str, sign: int = 1, days: str = "assignments_countedday") -> str:
    """`net` of these rows, a table or a query; `days` has the day and the horizon on which the labels hold."""
    columns = ", ".join(f"r.{name}" for name in FACTS)
    return f"SELECT {columns}, {LABEL} AS label, {sign} AS n FROM {rows} AS r CROSS JOIN {days} AS d"


def of_new_or_old(name: str, sign: int) -> str:
    """One row of a trigger that fires row by row, as a table."""
    columns = ", ".join(f"{name}.{column} AS {column}" for column in (*FACTS, "state", "reported_on"))
    return facts(f"(SELECT {columns})", sign)


def summed(prefix: str = "keys") -> str:
    return ", ".join(
        f"SUM(CASE WHEN {prefix}.label = '{name}' THEN {prefix}.n ELSE 0 END) AS {name}" for name in LABELS
    )


def grow(table: str) -> str:
    return ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in LABELS)


def move_counts(net: str, vendor: str) -> str:
    """Counts grow in one order, the widest first: of two changes within one tree the second waits for the first, and
    neither for ever."""
    lines = ", ".join(f"('{whose}', {field}, '{period}', {body})" for whose, field, period, body in WHERE_COUNTED)
    said = DIALECT[vendor]
    return f"""
        INSERT INTO assignments_count (scope, field, period, body, {", ".join(LABELS)})
        SELECT scope, field, period, body, {summed()} FROM (
            SELECT CASE k.column1
                WHEN 'tree' THEN net.top_id
                WHEN 'own' THEN CASE WHEN net.committee_id <> net.top_id THEN net.committee_id END
                WHEN 'body' THEN -net.body_id
                ELSE CASE WHEN net.overseer_id <> net.body_id THEN -net.overseer_id END END AS scope,
                CASE k.column2 WHEN 1 THEN net.field ELSE '' END AS field,
                CASE k.column3 WHEN 'year' THEN {said["year"]} WHEN 'month' THEN {said["month"]} ELSE '' END AS period,
                CASE k.column4 WHEN 1 THEN net.body_id ELSE 0 END AS body,
                CASE k.column1 WHEN 'tree' THEN 0 WHEN 'own' THEN 1 ELSE 2 END AS width,
                net.label, net.n
            FROM ({net}) AS net CROSS JOIN (VALUES {lines}) AS k
            WHERE net.label <> '' AND (k.column2 = 0 OR net.field <> '') AND (k.column3 = '' OR net.due_on IS NOT NULL)
        ) AS keys WHERE scope IS NOT NULL
        GROUP BY scope, field, period, body HAVING {changes()} ORDER BY MIN(width), body, scope, field, period
        ON CONFLICT (scope, field, period, body) DO UPDATE SET {grow("assignments_count")}"""


def changes() -> str:
    return " OR ".join(f"SUM(CASE WHEN keys.label = '{name}' THEN keys.n ELSE 0 END) <> 0" for name in LABELS)


def move_standings(net: str) -> str:
    grown = ", ".join(f"{name} = assignments_standing.{name} + moved.{name}" for name in LABELS)
    return f"""
        UPDATE assignments_standing SET {grown} FROM (
            SELECT keys.directive_id, {summed()} FROM ({net}) AS keys GROUP BY keys.directive_id HAVING {changes()}
        ) AS moved WHERE assignments_standing.directive_id = moved.directive_id"""


def look_for_ungiven(directives: str) -> str:
    """How many requirements of these dispatches are nobody's work."""
    given = "SELECT 1 FROM assignments_assignment AS a WHERE a.requirement_id = q.id AND a.state <> 'WITHDRAWN'"
    ungiven = (
        "SELECT COUNT(*) FROM directives_requirement AS q WHERE q.directive_id = {} AND NOT EXISTS (" + given + ")"
    )
    return f"""
        UPDATE assignments_standing SET ungiven = ({ungiven.format("assignments_standing.directive_id")})
        WHERE directive_id IN ({directives})"""


def keep_to(day: datetime.date) -> int:
    """Before figures are shown: they are of this day. Whoever comes first on a day moves them over, and is told 1."""
    return 0 if CountedDay.objects.filter(day=day).exists() else move_to(day)


def move_to(day: datetime.date) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        take_your_time(cursor)
        counted = CountedDay.objects.select_for_update().get()
        if counted.day == day:
            return 0
        first, last = min(counted.day, day), max(counted.horizon, horizon(day))
        due = f"due_on BETWEEN {as_day(first)} AND {as_day(last)}"
        rows = f"(SELECT * FROM assignments_assignment WHERE unfinished AND {due})"
        today = f"(SELECT {as_day(day)} AS day, {as_day(horizon(day))} AS horizon)"
        net = f"{facts(rows, -1)} UNION ALL {facts(rows, 1, today)}"
        cursor.execute(move_counts(net, connection.vendor))
        cursor.execute(move_standings(net))
        return CountedDay.objects.filter(pk=counted.pk).update(day=day, horizon=horizon(day))


def as_day(day: datetime.date) -> str:
    return f"DATE '{day}'" if connection.vendor == "postgresql" else f"'{day}'"


def take_your_time(cursor) -> None:
    """No page waits for what follows in this transaction; PostgreSQL shall not break it off as it would a page's question."""
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL statement_timeout = 0")


def recount() -> None:
    """Counts everything anew, after rows were loaded past the triggers or where a figure is in doubt."""
    with transaction.atomic(), connection.cursor() as cursor:
        take_your_time(cursor)
        CountedDay.objects.select_for_update().get()
        Count.objects.all().delete()
        cursor.execute(move_counts(together(*FACTS[:-1]), connection.vendor))
        Standing.objects.all().delete()
        cursor.execute(BEGIN_STANDINGS)
        cursor.execute(move_standings(together("directive_id")))
        cursor.execute(look_for_ungiven("SELECT directive_id FROM assignments_standing WHERE requirements > 0"))


BEGIN_STANDINGS = f"""
    INSERT INTO assignments_standing (directive_id, top, as_of, requirements, ungiven, {", ".join(LABELS)})
    SELECT d.id, d.top_id, d.as_of, COALESCE(q.number, 0), 0, {", ".join("0" for _ in LABELS)}
    FROM directives_directive AS d LEFT JOIN (
        SELECT directive_id, COUNT(*) AS number FROM directives_requirement GROUP BY directive_id
    ) AS q ON q.directive_id = d.id"""


def together(*columns: str) -> str:
    """`net` of all work there is, as few rows as these columns and the labels need."""
    known = ", ".join(columns)
    month = {"sqlite": "substr(due_on, 1, 7) || '-01'", "postgresql": "date_trunc('month', due_on)::date"}
    facts_of_all = facts("assignments_assignment").replace("r.due_on,", f"{month[connection.vendor]} AS due_on,", 1)
    return f"SELECT {known}, label, COUNT(*) AS n FROM ({facts_of_all}) AS each_one GROUP BY {known}, label"


def differences(most: int = 100) -> list[str]:
    """The figures that a recount would change: none, or the program has a fault. Nothing is changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        take_your_time(cursor)
        for table, columns in FIGURES.items():
            cursor.execute(f"CREATE TEMPORARY TABLE kept_{table} AS {shown(table, columns)}")
        recount()
        found = [
            f"{said} {table}: {row}"
            for table, columns in FIGURES.items()
            for said, one, other in (
                ("có", f"SELECT * FROM kept_{table}", shown(table, columns)),
                ("phải là", shown(table, columns), f"SELECT * FROM kept_{table}"),
            )
            for row in first(cursor, f"{one} EXCEPT {other} LIMIT {most}")
        ]
        transaction.set_rollback(True)
    return found


FIGURES = {
    "assignments_count": ("scope", "field", "period", "body", *LABELS),
    "assignments_standing": ("directive_id", "top", "as_of", "requirements", "ungiven", *LABELS),
}


def shown(table: str, columns: tuple[str, ...]) -> str:
    """A dispatch without work has its line; a count of nothing is as good as none."""
    some = " OR ".join(f"{name} <> 0" for name in LABELS) if table == "assignments_count" else "1 = 1"
    return f"SELECT {', '.join(columns)} FROM {table} WHERE {some}"


def first(cursor, statement: str) -> list[tuple]:
    cursor.execute(statement)
    return cursor.fetchall()
