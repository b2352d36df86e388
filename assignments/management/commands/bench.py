"""How long does a page take when the register is full? Fills a database of its own, measures through the whole stack,
prints a table, and takes the database away again."""

from __future__ import annotations

import datetime
import resource
import statistics
import time
from collections.abc import Callable

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.utils import timezone

from assignments import daily
from assignments.models import Assignment, Part, State
from assignments.periods import period_of
from directives import search
from directives.models import Directive, Recipient, Requirement
from directives.vocabulary import Cadence
from provinces.models import (
    Body,
    BodyAlias,
    BodyHistory,
    BodyKind,
    BodySuccession,
    Level,
    ListInclusion,
    ListRule,
    Membership,
    Post,
    RecipientList,
    Role,
    User,
)
from provinces.rolls import members_of

ROUNDS = 15
WORDS = [
    "tăng", "cường", "lãnh", "đạo", "chỉ", "đạo", "công", "tác", "phòng", "chống", "dịch", "bệnh", "bầu", "cử", "đại",
    "biểu", "cải", "cách", "hành", "chính", "chuyển", "đổi", "số",
]  # fmt: skip
DAY = datetime.timedelta(days=1)


class Command(BaseCommand):
    help = "Đo thời gian phản hồi của các trang khi sổ đầy."

    def add_arguments(self, parser):
        parser.add_argument("--directives", type=int, default=10_000)
        parser.add_argument("--bodies", type=int, default=60, help="Số cơ quan được giao việc.")
        parser.add_argument("--directory", type=int, default=20_000, help="Số cơ quan trong danh bạ, ở năm tỉnh.")
        parser.add_argument("--daily", type=int, help="Chỉ đo việc hằng ngày với chừng ấy nhiệm vụ định kỳ đang mở.")

    def handle(self, *args, **options):
        settings.ALLOWED_HOSTS = ["testserver"]
        settings.SECURE_SSL_REDIRECT = False
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            if options["daily"]:
                self.daily(options["daily"])
            else:
                office = fill(options["directives"], options["bodies"])
                fill_directory(office, options["directory"])
                self.table(office)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)

    def daily(self, count: int) -> None:
        """The worst morning: every one of `count` monthly duties gets its next period. Then an ordinary one."""
        today = timezone.localdate()
        fill_recurring(count, today)
        next_month = (today.replace(day=1) + DAY * 32).replace(day=1)
        for label, on in (("mọi nhiệm vụ sang kỳ mới", next_month), ("không có kỳ nào mới", next_month + DAY)):
            start, busy = time.perf_counter(), time.process_time()
            figures, failed = daily.run(on)
            seconds, busy = time.perf_counter() - start, time.process_time() - busy
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            spent = f"{seconds:.1f} s (bận {busy:.1f} s), {peak} MB"
            self.stdout.write(f"{connection.vendor}: {label}: {spent}, {figures}, {failed or 'xong'}")

    def table(self, office: Office) -> None:
        rows = f"{Directive.objects.count():,} văn bản, {Assignment.objects.count():,} nhiệm vụ, "
        rows += f"{Body.objects.count():,} cơ quan, {RecipientList.objects.count():,} danh sách"
        self.stdout.write(f"{connection.vendor}: {rows}; trung vị của {ROUNDS} lần, mili giây")
        self.stdout.write(f"{'trang':<44}{'trung vị':>10}{'p95':>8}{'câu hỏi':>9}")
        for label, who, address in (*pages(office), *directory_pages(office)):
            client = Client()
            client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
            self.line(label, *measure(lambda client=client, address=address: answer(client, address)))
        self.line("thành viên một danh sách vào một ngày", *measure(lambda: members_then(office)))

    def line(self, label: str, median: float, p95: float, queries: int) -> None:
        self.stdout.write(f"{label:<44}{median:>10.1f}{p95:>8.1f}{queries:>9}")


class Office:
    """The people and rows that the measurement needs."""

    clerk: User
    leader: User
    focal: User
    monitor: User
    keeper: User  # an administrator
    directive: Directive
    top: Body
    ended: Body
    longest_list: RecipientList


def pages(office: Office) -> list[tuple[str, User, str]]:
    return [
        ("trang có khung, không số liệu (tài khoản)", office.clerk, "/tai-khoan/"),
        ("sổ văn bản, trang đầu", office.clerk, "/van-ban/"),
        ("sổ văn bản, trang cuối", office.clerk, "/van-ban/?trang=100000"),
        ("sổ văn bản, theo số", office.clerk, "/van-ban/?xep=so"),
        ("sổ văn bản, lọc quá hạn", office.clerk, "/van-ban/?status=late"),
        ("sổ văn bản, lọc cơ quan", office.clerk, "/van-ban/?body=don vi 5"),
        ("tìm tên một cơ quan", office.clerk, "/van-ban/?q=huyện ủy số 1"),
        ("tìm hai từ thường gặp", office.clerk, "/van-ban/?q=phong+chong"),
        ("tìm một số", office.clerk, "/van-ban/?q=143-CV/TU"),
        ("tìm từ không có", office.clerk, "/van-ban/?q=khongco"),
        ("một văn bản", office.clerk, f"/van-ban/{office.directive.pk}/"),
        ("bảng theo dõi", office.leader, "/bang-theo-doi/"),
        ("việc hôm nay của lãnh đạo", office.leader, "/"),
        ("nhiệm vụ của một đơn vị", office.focal, "/nhiem-vu/"),
        ("việc hôm nay của một đơn vị", office.focal, "/"),
    ]


def directory_pages(office: Office) -> list[tuple[str, User, str]]:
    top, ended, longest = (f"{row.pk}/" for row in (office.top, office.ended, office.longest_list))
    leaf = f"{Body.objects.filter(parent=office.ended).latest('pk').pk}/"
    lists, changes = f"/danh-sach-noi-nhan/{longest}", "đổi tên doi-ten, hợp nhất hop-nhat, chia tách chia-tach"
    return [
        ("danh bạ, trang đầu", office.keeper, "/co-quan/"),
        ("danh bạ, trang cuối, cả đã kết thúc", office.keeper, "/co-quan/?ended=1&trang=100000"),
        ("danh bạ, tìm một tên", office.keeper, "/co-quan/?q=phong tang cuong"),
        ("cấp ủy tỉnh", office.keeper, f"/co-quan/{top}"),
        ("huyện ủy đã kết thúc", office.keeper, f"/co-quan/{ended}"),
        ("một phòng", office.keeper, f"/co-quan/{leaf}"),
        ("sửa một cơ quan", office.keeper, f"/co-quan/{leaf}sua/"),
        *((f"{name.rpartition(' ')[0]}", office.keeper, f"/co-quan/{leaf}{name.rpartition(' ')[2]}/")
          for name in changes.split(", ")),
        ("các danh sách", office.keeper, "/danh-sach-noi-nhan/"),
        ("các danh sách, trang cuối", office.keeper, "/danh-sach-noi-nhan/?trang=1000"),
        ("danh sách dài nhất", office.keeper, lists),
        ("danh sách dài nhất, hai ngày khác nhau", office.keeper, f"{lists}?ngay=01/01/2024&so_voi=01/01/2026"),
        ("chờ bàn giao", office.monitor, "/ban-giao/"),
        ("bàn giao của một cơ quan", office.monitor, f"/ban-giao/{ended}"),
        ("gợi ý, hai chữ", office.clerk, "/tim-co-quan/?q=ph"),
        ("gợi ý, một tên", office.clerk, "/tim-co-quan/?q=phong chuyen doi"),
        ("gợi ý, gõ nhầm", office.clerk, "/tim-co-quan/?q=phogn chuyen doi"),
        ("gợi ý, không có", office.clerk, "/tim-co-quan/?q=zzzzzz"),
    ]  # fmt: skip


def answer(client: Client, address: str) -> None:
    if client.get(address).status_code != 200:
        raise RuntimeError(f"{address} does not answer")


def measure(act: Callable) -> tuple[float, float, int]:
    asked: list[str] = []

    def count(execute, sql, *rest):
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        act()
    times = sorted(timed(act) for _ in range(ROUNDS))
    return statistics.median(times), times[int(ROUNDS * 0.95) - 1], len(asked)


def members_then(office: Office) -> list[str]:
    """The names on the longest list as of a day when some of its bodies were called otherwise."""
    members = members_of(office.longest_list, timezone.localdate() - DAY * 400)
    return list(members.values_list("name", flat=True))


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
    office.monitor, office.keeper = person("theo-doi", Role.MONITOR, top, top), person("quan-tri", Role.ADMIN, top, top)
    office.top = top
    for start in range(0, count, 2000):
        fill_some(range(start, min(start + 2000, count)), top, bodies, today)
    search.index_missing()
    office.directive = Directive.objects.order_by("pk").last() or Directive()
    return office


def fill_recurring(count: int, today: datetime.date) -> None:
    """`count` monthly duties of this month, all open: one requirement each, given to twenty bodies."""
    top = Body.objects.create(
        name="Tỉnh ủy", kind=BodyKind.COMMITTEE, level=Level.PROVINCE, is_committee=True, notation="TU"
    )
    bodies = [
        Body.objects.create(name=f"Đơn vị {number}", kind=BodyKind.DEPARTMENT, level=Level.PROVINCE, parent=top)
        for number in range(20)
    ]
    period = period_of(Cadence.MONTHLY, today)
    said = {"period": period.label, "period_start": period.first, "period_end": period.last, "due_on": period.last}
    for start in range(0, count // 20, 500):
        numbers = range(start, min(start + 500, count // 20))
        directives = Directive.objects.bulk_create(dispatch(number, top, today) for number in numbers)
        requirements = Requirement.objects.bulk_create(
            Requirement(directive=row, number="1", text=subject(row.pk), cadence=Cadence.MONTHLY) for row in directives
        )
        Assignment.objects.bulk_create(
            Assignment(
                directive=row.directive,
                requirement=row,
                committee=top,
                body=body,
                state=State.ACTIVE,
                assigned_on=today,
                **said,
            )
            for row in requirements
            for body in bodies
        )


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


def fill_directory(office: Office, count: int) -> None:
    """Five provinces of as many bodies: committees of districts, each with its offices; half of the districts have
    ended, each with two heirs and with open work; 200 lists of every make."""
    elsewhere = [
        Body(name=f"Tỉnh ủy {number}", kind=BodyKind.COMMITTEE, level=Level.PROVINCE, is_committee=True, notation="TU")
        for number in range(2, 6)
    ]
    tops = [office.top, *Body.objects.plant(elsewhere)]
    districts = Body.objects.plant(district(number, tops) for number in range(count // 40))
    Body.objects.plant(part(number, districts) for number in range(count - count // 40))
    BodyAlias.objects.bulk_create(
        [BodyAlias(body=row, name=f"HU số {at}") for at, row in enumerate(districts)], batch_size=1000
    )
    rename_some()
    own = [row for row in districts if row.parent_id == office.top.pk]
    ended, standing = [row for row in own if row.valid_to], [row for row in own if not row.valid_to]
    BodySuccession.objects.bulk_create(
        BodySuccession(predecessor=row, successor=heir, kind=BodySuccession.Kind.FUNCTION, effective_on=row.valid_to)
        for at, row in enumerate(ended)
        for heir in (standing[at], standing[at - 1])
    )
    office.ended = ended[0]
    for at, task in enumerate(Assignment.objects.open().order_by("pk")[:600]):
        Assignment.objects.filter(pk=task.pk).update(body=ended[at % len(ended)])
    fill_lists(office, own)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def district(number: int, tops: list[Body]) -> Body:
    last_day = timezone.localdate() - DAY * 100 if number // 5 % 2 else None
    return Body(
        name=f"Huyện ủy số {number}", kind=BodyKind.COMMITTEE, level=Level.DISTRICT, parent=tops[number % 5],
        is_committee=True, notation="HU", valid_to=last_day,
    )  # fmt: skip


def part(number: int, districts: list[Body]) -> Body:
    above = districts[number % len(districts)]
    kinds = (BodyKind.OFFICE, BodyKind.DEPARTMENT, BodyKind.ADVISORY, BodyKind.GRASSROOTS, BodyKind.UNION)
    words = [WORDS[(number * 7 + step * 3) % len(WORDS)] for step in range(3)]
    return Body(
        name=f"Phòng {' '.join(words)} {number}", kind=kinds[number // len(districts) % 5], level=Level.DISTRICT, parent=above,
        valid_to=above.valid_to,
    )  # fmt: skip


def rename_some() -> None:
    """Every twentieth body bore another name until three hundred days ago."""
    until = timezone.localdate() - DAY * 300
    BodyHistory.objects.bulk_create(
        [
            BodyHistory(
                body=row, name=f"{row.name} cũ", kind=row.kind, level=row.level, parent_id=row.parent_id, path=row.path,
                valid_to=until,
            )
            for row in Body.objects.exclude(parent=None).order_by("pk")[::20]
        ],
        batch_size=1000,
    )  # fmt: skip


def fill_lists(office: Office, districts: list[Body]) -> None:
    """Of four lists one is drawn up by kind, one by kind and place, one by hand, one from the three before it."""
    lists = RecipientList.objects.bulk_create(
        RecipientList(committee=office.top, name=f"Danh sách số {number}") for number in range(200)
    )
    kinds = BodyKind.values
    for number, row in enumerate(lists):
        some = [districts[(number + step * 3) % len(districts)] for step in range(20)]
        if number % 4 == 0:
            ListRule.objects.create(recipient_list=row, kind=kinds[number // 4 % 10])
        elif number % 4 == 1:
            for above in some[:3]:
                ListRule.objects.create(recipient_list=row, kind=kinds[number % 10], parent=above)
        elif number % 4 == 2:
            Membership.objects.bulk_create(Membership(recipient_list=row, body=body) for body in some)
        else:
            ListInclusion.objects.bulk_create(
                ListInclusion(outer=row, inner=lists[number - back]) for back in (1, 2, 3)
            )
            Membership.objects.create(recipient_list=row, body=some[0], is_excluded=True)
    office.longest_list = max(lists, key=lambda row: members_of(row, timezone.localdate()).count())
