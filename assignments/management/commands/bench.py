"""How long does a page take when the register is full? Fills a database of its own, measures through the whole stack,
prints a table, and takes the database away again."""

from __future__ import annotations

import datetime
import statistics
import time
from collections.abc import Callable

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.utils import timezone

from assignments.models import Assignment, Part, State
from directives import search
from directives.models import Directive, Recipient, Requirement
from provinces.models import Body, BodyKind, Level, Post, Role, User

ROUNDS = 15
WORDS = [
    "tăng",
    "cường",
    "lãnh",
    "đạo",
    "chỉ",
    "đạo",
    "công",
    "tác",
    "phòng",
    "chống",
    "dịch",
    "bệnh",
    "bầu",
    "cử",
    "đại",
    "biểu",
    "cải",
    "cách",
    "hành",
    "chính",
    "chuyển",
    "đổi",
    "số",
]
DAY = datetime.timedelta(days=1)


class Command(BaseCommand):
    help = "Đo thời gian phản hồi của các trang khi sổ đầy."

    def add_arguments(self, parser):
        parser.add_argument("--directives", type=int, default=10_000)
        parser.add_argument("--bodies", type=int, default=60)

    def handle(self, *args, **options):
        settings.ALLOWED_HOSTS = ["testserver"]
        settings.SECURE_SSL_REDIRECT = False
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            office = fill(options["directives"], options["bodies"])
            self.table(office, options)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)

    def table(self, office: Office, options: dict) -> None:
        rows = f"{Directive.objects.count():,} văn bản, {Assignment.objects.count():,} nhiệm vụ"
        self.stdout.write(f"{connection.vendor}: {rows}; trung vị của {ROUNDS} lần, mili giây")
        self.stdout.write(f"{'trang':<44}{'trung vị':>10}{'p95':>8}{'câu hỏi':>9}")
        for label, who, address in pages(office):
            client = Client()
            client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
            median, p95, queries = measure(client, address)
            self.stdout.write(f"{label:<44}{median:>10.1f}{p95:>8.1f}{queries:>9}")


class Office:
    """The people and rows that the measurement needs."""

    clerk: User
    leader: User
    focal: User
    directive: Directive


def pages(office: Office) -> list[tuple[str, User, str]]:
    return [
        ("trang có khung, không số liệu (tài khoản)", office.clerk, "/tai-khoan/"),
        ("sổ văn bản, trang đầu", office.clerk, "/van-ban/"),
        ("sổ văn bản, trang cuối", office.clerk, "/van-ban/?trang=100000"),
        ("sổ văn bản, theo số", office.clerk, "/van-ban/?xep=so"),
        ("sổ văn bản, lọc quá hạn", office.clerk, "/van-ban/?status=late"),
        ("tìm hai từ thường gặp", office.clerk, "/van-ban/?q=phong+chong"),
        ("tìm một số", office.clerk, "/van-ban/?q=143-CV/TU"),
        ("tìm từ không có", office.clerk, "/van-ban/?q=khongco"),
        ("một văn bản", office.clerk, f"/van-ban/{office.directive.pk}/"),
        ("bảng theo dõi", office.leader, "/bang-theo-doi/"),
        ("việc hôm nay của lãnh đạo", office.leader, "/"),
        ("nhiệm vụ của một đơn vị", office.focal, "/nhiem-vu/"),
        ("việc hôm nay của một đơn vị", office.focal, "/"),
    ]


def measure(client: Client, address: str) -> tuple[float, float, int]:
    asked: list[str] = []

    def count(execute, sql, *rest):
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        if client.get(address).status_code != 200:
            raise RuntimeError(f"{address} does not answer")
    times = sorted(timed(lambda: client.get(address)) for _ in range(ROUNDS))
    return statistics.median(times), times[int(ROUNDS * 0.95) - 1], len(asked)


def timed(act: Callable) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def fill(count: int, body_count: int) -> Office:
    """One committee with its bodies, and `count` dispatches with four requirements and eight assignments each."""
    today = timezone.localdate()
    office = Office()
    top = Body.objects.create(
        name="Tỉnh ủy", kind=BodyKind.COMMITTEE, level=Level.PROVINCE, is_committee=True, notation="TU"
    )
    bodies = [
        Body.objects.create(name=f"Đơn vị {number}", kind=BodyKind.DEPARTMENT, level=Level.PROVINCE, parent=top)
        for number in range(body_count)
    ]
    office.clerk, office.leader = person("van-thu", Role.CLERK, top, top), person("lanh-dao", Role.LEADER, top, top)
    office.focal = person("dau-moi", Role.FOCAL, bodies[0], top)
    for start in range(0, count, 2000):
        fill_some(range(start, min(start + 2000, count)), top, bodies, today)
    office.directive = Directive.objects.order_by("pk").last() or Directive()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return office


def person(username: str, role: str, body: Body, committee: Body) -> User:
    user = User.objects.create_user(username, full_name=username, committee=committee)
    Post.objects.create(user=user, role=role, body=body)
    return user


def fill_some(numbers: range, top: Body, bodies: list[Body], today: datetime.date) -> None:
    directives = Directive.objects.bulk_create(dispatch(number, top, today) for number in numbers)
    requirements = Requirement.objects.bulk_create(
        Requirement(directive=row, position=at, number=str(at + 1), text=subject(row.pk + at) * 4)
        for row in directives
        for at in range(4)
    )
    Recipient.objects.bulk_create(
        Recipient(directive=row, body=bodies[(row.pk + step) % len(bodies)], sent_on=row.as_of, received_on=row.as_of)
        for row in directives
        for step in range(12)
    )
    Assignment.objects.bulk_create(
        task(requirement, step, top, bodies, today) for requirement in requirements for step in range(2)
    )


def subject(number: int) -> str:
    return "Về " + " ".join(WORDS[(number * 7 + step * 3) % len(WORDS)] for step in range(14)) + ". "


def dispatch(number: int, top: Body, today: datetime.date) -> Directive:
    on = today - DAY * (number * 3650 // 10_000 % 3650)
    code, text = f"{number + 1}-CV/TU", subject(number) * 30
    return Directive(
        committee=top, kind="CV", number=number + 1, notation="CV/TU", notation_key="CV/TU", code=code, issued_on=on,
        entered_on=on, as_of=on, subject=subject(number), organ="BTV", text=text,
        search_text=f" {' '.join(search.words_of(code + ' ' + text))} ",
    )  # fmt: skip


def task(requirement: Requirement, step: int, top: Body, bodies: list[Body], today: datetime.date) -> Assignment:
    """Nineteen of twenty are done, nine of ten of these in time; the rest is open, some of it late."""
    directive, key = requirement.directive, requirement.pk * 2 + step
    due = directive.as_of + DAY * 20
    facts = {"state": State.DONE, "reported_on": due + DAY * (2 if key % 10 == 0 else -2), "done_on": due + DAY * 3}
    if key % 20 == 0:
        facts = {"state": State.ACTIVE if key % 40 else State.PENDING}
        due = today + DAY * (key // 20 % 60 - 20)
    return Assignment(
        directive=directive, requirement=requirement, committee=top, body=bodies[key * 31 % len(bodies)],
        part=(Part.LEAD, Part.SUPPORT)[step], assigned_on=directive.as_of, due_on=due, **facts,
    )  # fmt: skip
