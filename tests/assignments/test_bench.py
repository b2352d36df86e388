"""Is what the benchmark measures a register as the program itself would keep it?"""

import pytest
from django.db import connection
from django.utils import timezone

from assignments import counting
from assignments.bench import country, data, goals, loading, measuring, report, wording
from assignments.models import Assignment, Report, State
from directives import search
from directives.models import Directive, Requirement

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    """Thirty dispatches of two provinces, loaded as a million would be, with every trigger watching."""
    today = timezone.localdate()
    land = country.plant(today, provinces=2)
    for batch in data.batches(data.lines(30, land, today)):
        loading.write(data.rows_of(batch, land, today))
    return land


def test_the_rows_are_such_as_the_program_writes(register):
    assert Directive.objects.count() == 30
    for row in Directive.objects.all():
        kept = {field.attname: getattr(row, field.attname) for field in Directive._meta.concrete_fields}
        row.full_clean(exclude=["registered_by"])
        row.save()
        row.refresh_from_db()
        assert kept == {name: getattr(row, name) for name in kept}
    for row in Assignment.objects.select_related("directive"):
        assert (row.top_id, row.overseer_id, row.field) == (
            row.directive.top_id, row.directive.overseer_id, row.directive.field,
        )  # fmt: skip
    assert counting.differences() == []


def test_requirements_stand_in_the_text_and_reports_answer_the_work(register):
    for row in Requirement.objects.select_related("directive"):
        assert row.directive.text[row.start : row.end] == row.text
    assert 4 * 30 <= Requirement.objects.count() <= 8 * 30
    answered = Assignment.objects.filter(state__in=[State.REPORTED, State.DONE])
    assert answered.exists()
    assert set(Report.objects.values_list("assignment", flat=True)) == set(answered.values_list("pk", flat=True))


def test_the_search_finds_them_as_if_the_program_had_indexed_them(register):
    unique = Directive.objects.get(pk=7)
    assert list(search.find(Directive.objects.all(), wording.unique(7))) == [unique]
    assert unique in search.find(Directive.objects.filter(committee=unique.committee), unique.code)
    tokens = set(unique.search_row.tokens.split())
    search.index(unique)
    unique.search_row.refresh_from_db()
    assert set(unique.search_row.tokens.split()) == tokens
    measured = Directive.objects.filter(top=register.provinces[0].top)
    assert not search.find(measured, wording.ELSEWHERE)


def test_what_hung_on_the_tables_hangs_on_them_again_after_loading(committing):
    before = hung()
    with loading.bare_tables():
        assert len(hung()) < len(before)
    now = hung()
    assert (before - now, now - before) == (set(), set())


def hung() -> set[tuple]:
    """Every index, constraint and trigger that the database's own catalogue knows."""
    asked = {
        "sqlite": ["SELECT type, name, sql FROM sqlite_master"],
        "postgresql": [
            # what follows WHERE is the same too, but PostgreSQL words it otherwise once it has read its own words
            "SELECT indexname, split_part(indexdef, ' WHERE ', 1) FROM pg_indexes WHERE schemaname = 'public'",
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint",
            "SELECT tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal",
        ],
    }[connection.vendor]
    found: set[tuple] = set()
    with connection.cursor() as cursor:
        for statement in asked:
            cursor.execute(statement)
            found |= set(cursor.fetchall())
    return found


def test_every_figure_says_of_how_many_how_long_and_what_of_it_the_database_took(db):
    done = []
    act = measuring.Act("count", "đếm", lambda: done.append(Directive.objects.count()))
    found = measuring.measure([act], 30, rounds=5)["count"].as_json()
    assert list(found) == ["n", "ms", "p95", "queries", "sql_ms", "most", "label"]
    assert (found["n"], found["queries"], len(done)) == (30, 1, 6)
    assert 0 < found["sql_ms"] <= found["ms"] <= found["p95"] <= found["most"]


def test_goals_are_judged_beside_the_empty_page_of_the_same_run():
    def run(empty: float, register: float) -> dict:
        return {"empty": {"ms": empty}, "register": {"ms": register}}

    judged = {
        goal.what: goal for goal in goals.goals(run(10, 25), run(5, 10))
    }  # a slower machine, and a slower register
    assert judged["trang chính so với sổ nhỏ"].value == pytest.approx(1.25)
    assert judged["trang chính so với sổ nhỏ"].is_reached is False
    assert judged["trang, cách lọc, cách xếp chậm nhất so với sổ nhỏ"].is_reached is True
    assert judged["sổ văn bản so với trang trống"].is_reached is False
    assert judged["nộp báo cáo so với ghi một dòng"].is_reached is None
    assert "CHƯA ĐẠT" in report.judged(judged["trang chính so với sổ nhỏ"])
