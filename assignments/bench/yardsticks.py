"""Beside what are the pages measured? Beside Django's admin over the same table, and the best bare SQL for the same answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from django.conf import settings
from django.db import OperationalError, connection
from django.template.response import TemplateResponse
from django.test import RequestFactory
from django.test.utils import override_settings

from assignments.bench.admin import Anybody, DirectiveAdmin, site
from assignments.bench.measuring import Act, Figures, measure
from assignments.bench.pages import SEARCHES, Office
from directives.models import Directive

PATIENCE = 60  # seconds for one page of the admin


def admin_pages(office: Office) -> list[tuple[str, str, dict]]:
    deep = Directive.objects.count() // 50 * 3 // 4
    return [
        ("admin: list", "admin: danh sách", {}),
        ("admin: deep page", "admin: trang sâu 75 %", {"p": str(deep)}),
        ("admin: filter", "admin: lọc loại", {"kind__exact": "CT"}),
        ("admin: search", "admin: tìm trích yếu", {"q": SEARCHES["one in twenty"]}),
    ]


def admin(office: Office, n: int) -> dict[str, Figures]:
    """As it comes, but in English no more than in Vietnamese, and giving up after a minute a page."""
    found: dict[str, Figures] = {}
    with the_admin_installed(), patience(PATIENCE):
        for name, label, asked in admin_pages(office):
            try:
                found |= measure([Act(name, label, partial(changelist, asked))], n, rounds=3)
            except OperationalError:  # given up
                found[name] = Figures(n, PATIENCE * 1000, PATIENCE * 1000, 0, PATIENCE * 1000, PATIENCE * 1000)
    return found


def changelist(asked: dict) -> None:
    request = RequestFactory(SERVER_NAME="127.0.0.1").get("/admin/directives/directive/", asked)
    request.user = Anybody()  # type: ignore[assignment]
    response = DirectiveAdmin(Directive, site).changelist_view(request)
    if response.status_code != 200:
        raise RuntimeError(f"admin {asked}: {response.status_code} {response.headers.get('Location')}")
    if isinstance(response, TemplateResponse):
        response.render()


@contextmanager
def the_admin_installed() -> Iterator[None]:
    """The program itself does without it."""
    names = ("template.context_processors.request", "contrib.auth.context_processors.auth")
    processors = {"context_processors": [f"django.{name}" for name in names]}
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        INSTALLED_APPS=[*settings.INSTALLED_APPS, "django.contrib.admin.apps.SimpleAdminConfig"],
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": processors}
        ],
    ):
        yield


@contextmanager
def patience(seconds: int) -> Iterator[None]:
    """What takes longer is broken off with an OperationalError."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {seconds * 1000}")
        yield
        with connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout")
        return
    given_up = time.monotonic() + seconds * 8
    connection.connection.set_progress_handler(lambda: time.monotonic() > given_up, 1_000_000)
    yield
    connection.connection.set_progress_handler(None, 0)


REGISTER = """
    SELECT d.id, d.code, d.kind, d.as_of, d.subject, d.urgency, d.organ, d.signatory, b.name
    FROM directives_directive AS d JOIN provinces_body AS b ON b.id = d.committee_id
    WHERE d.top_id = %s{deeper} ORDER BY d.as_of DESC, d.id DESC LIMIT 51"""
LIVE = """
    SELECT body_id, state, due_on < %s, reported_on > due_on, COUNT(*) FROM assignments_assignment
    WHERE top_id = %s AND state NOT IN ('WITHDRAWN', 'HANDED_OVER') GROUP BY 1, 2, 3, 4"""
TREND = """
    SELECT {month}, COUNT(*), SUM(CASE WHEN reported_on <= due_on THEN 1 ELSE 0 END) FROM assignments_assignment
    WHERE top_id = %s AND state = 'DONE' AND due_on IS NOT NULL AND reported_on >= %s GROUP BY 1"""
MONTH = {"sqlite": "substr(reported_on, 1, 7)", "postgresql": "to_char(reported_on, 'YYYY-MM')"}


def bare_sql(office: Office) -> list[Act]:
    top, key, year_ago = office.top.pk, office.directive.pk, office.on.replace(year=office.on.year - 1, day=1)
    trend = TREND.format(month=MONTH[connection.vendor])
    deeper = " AND (d.as_of, d.id) < (%s, %s)"
    one = "SELECT * FROM directives_directive WHERE id = %s"
    return [
        Act("sql: one row", "sql: một dòng theo khóa", ask(one, [key])),
        Act("sql: four rows", "sql: bốn dòng theo khóa", lambda: [ask(one, [key - step])() for step in range(4)]),
        Act("sql: register", "sql: sổ văn bản", ask(REGISTER.format(deeper=""), [top])),
        Act("sql: register, deep", "sql: sổ, sâu 95 %", ask(REGISTER.format(deeper=deeper), [top, office.old_day, 0])),
        Act("sql: count", "sql: đếm", ask("SELECT COUNT(*) FROM directives_directive WHERE top_id = %s", [top])),
        Act("sql: live dashboard", "sql: bảng theo dõi tính tại chỗ",
            lambda: (ask(LIVE, [office.on, top])(), ask(trend, [top, year_ago])())),
    ]  # fmt: skip


def ask(statement: str, given: list) -> Callable[[], list]:
    def asked() -> list:
        with connection.cursor() as cursor:
            cursor.execute(statement, given)
            return cursor.fetchall()

    return asked
