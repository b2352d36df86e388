"""Which pages are opened, and as whom?"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.test import Client
from django.utils import timezone

from assignments.bench import country
from assignments.bench.measuring import Act
from assignments.bench.urls import EMPTY
from assignments.bench.wording import COMMON, ELSEWHERE, TOPICS, rare
from assignments.models import Assignment
from assignments.paging import written
from assignments.timeliness import Timeliness
from directives.models import Directive
from provinces.models import Body, RecipientList, User
from provinces.reach import Reach
from provinces.rolls import members_of

DAY = datetime.timedelta(days=1)
SEARCHES = {
    "common": COMMON[0],
    "one in twenty": next(iter(TOPICS)),
    "two words apart": f"{COMMON[30]} {COMMON[90]}",
    "rare": rare(1234 * 7),
    "absent": "khongcotunay",
    "common elsewhere": ELSEWHERE,
}


@dataclass
class Office:
    """The people who measure, and the rows they look at: all of the biggest province, where the way is longest."""

    users: dict[str, User] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def __post_init__(self):
        self.on = timezone.localdate()
        self.users = {user.username: user for user in User.objects.all()}
        self.clients = {name: signed_in(user) for name, user in self.users.items()}
        self.top = Body.objects.get(posts__user=self.users[country.CLERK])
        self.busiest = Body.objects.get(posts__user=self.users[country.FOCAL])
        rows = Directive.objects.filter(committee=self.top).order_by("as_of", "pk")
        self.count = Directive.objects.filter(top=self.top).count()
        self.directive = rows[rows.count() * 9 // 10]
        self.old_day = rows.values_list("as_of", flat=True)[rows.count() // 20]

    def reach(self, name: str) -> Reach:
        return Reach(user=self.users[name], on=self.on)


def signed_in(user: User) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(office: Office, name: str, label: str, who: str, address: str, **asked) -> Act:
    said = f"{address}?{urlencode(asked)}" if asked else address
    return Act(name, label, lambda: answer(office.clients[who], said))


def answer(client: Client, address: str):
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")
    return response


def pages(office: Office) -> list[Act]:
    return [
        page(office, "empty", "trang có khung, không số liệu", country.CLERK, EMPTY),
        *register_pages(office),
        *search_pages(office),
        *work_pages(office),
        *directory_pages(office),
    ]


def register_pages(office: Office) -> Iterator[Act]:
    def register(name: str, label: str, who: str = country.CLERK, **asked) -> Act:
        return page(office, f"register{name}", f"sổ văn bản{label}", who, "/van-ban/", **asked)

    year_ago = office.on - DAY * 365
    days = {"since": f"{year_ago - DAY * 30:%d/%m/%Y}", "until": f"{year_ago:%d/%m/%Y}"}
    yield register("", "")
    yield register(", deep", ", sâu 95 %", sau=written((office.old_day, 0)))
    for sort in ("ngay", "so", "-so"):
        yield register(f", by {sort}", f", xếp {sort}", xep=sort)
        yield register(f", by {sort}, deep", f", xếp {sort}, sâu", xep=sort, sau=written(deep(office, sort)))
    yield register(", kind CV", ", lọc công văn", kind="CV")
    yield register(", kind HD", ", lọc hướng dẫn", kind="HD")
    yield register(", field", ", lọc lĩnh vực", linh_vuc="dang")
    yield register(", urgency", ", lọc độ khẩn", urgency="hoa_toc")
    yield register(", days", ", lọc một tháng", **days)
    yield register(", body", ", lọc cơ quan bận nhất", body=office.busiest.name)
    for value, said in Timeliness.choices[:-1]:
        yield register(f", {value}", f", lọc {said.lower()}", status=value)
    yield register(", kind and urgency", ", công văn hỏa tốc", kind="CV", urgency="hoa_toc")
    yield register(", kind and late", ", chỉ thị quá hạn", kind="CT", status="late")
    yield register(", kind, deep", ", công văn, sâu", kind="CV", sau=written((office.old_day, 0)))
    yield register(", late, deep", ", quá hạn, sâu", status="late", sau=written((office.old_day, 0)))
    yield register(", late and days", ", quá hạn của một tháng", status="late", **days)
    yield register(", kind by number", ", công văn xếp theo số", kind="CV", xep="-so")
    yield register(" of a commune", " của một xã", country.COMMUNE_CLERK)
    yield register(" of a body", " của một đơn vị", country.FOCAL)


def deep(office: Office, sort: str) -> tuple:
    """A place far down in that order."""
    rows = Directive.objects.filter(top=office.top, kind="CV").order_by("notation_key", "number_key", "pk")
    row = rows[rows.count() // 20 if sort.startswith("-") else rows.count() * 19 // 20]
    days = {"ngay": (office.on - DAY * 90, 0)}
    return days.get(sort, (row.notation_key, row.number_key, row.pk))


def search_pages(office: Office) -> Iterator[Act]:
    for name, words in {**SEARCHES, "number": office.directive.code}.items():
        yield page(office, f"search, {name}", f"tìm «{words}»", country.CLERK, "/van-ban/", q=words)


def work_pages(office: Office) -> Iterator[Act]:
    task = Assignment.objects.filter(body=office.busiest, state="ACTIVE").order_by("-pk").first()
    done = Assignment.objects.filter(committee=office.top, state="DONE").order_by("pk").first()
    yield page(office, "directive", "một văn bản", country.CLERK, f"/van-ban/{office.directive.pk}/")
    yield page(office, "worklist", "nhiệm vụ của đơn vị bận nhất", country.FOCAL, "/nhiem-vu/")
    yield page(office, "worklist of the province", "nhiệm vụ của cấp ủy tỉnh", country.MONITOR, "/nhiem-vu/")
    yield page(office, "worklist of the province, deep", "nhiệm vụ của cấp ủy tỉnh, sâu", country.MONITOR, "/nhiem-vu/",
               sau=written((office.on + DAY * 10, 0)))  # fmt: skip
    for value, said in Timeliness.choices[:-1]:
        yield page(
            office, f"worklist, {value}", f"nhiệm vụ {said.lower()}", country.MONITOR, "/nhiem-vu/",
            status=value,
        )  # fmt: skip
    for name, row in (("assignment", task), ("assignment done", done)):
        if row:
            yield page(office, name, "một nhiệm vụ", country.MONITOR, f"/nhiem-vu/{row.pk}/")
    yield page(office, "dashboard", "bảng theo dõi", country.LEADER, "/bang-theo-doi/")
    for who, label in ((country.CLERK, "văn thư"), (country.LEADER, "lãnh đạo"), (country.FOCAL, "một đơn vị")):
        yield page(office, f"today of {who}", f"việc hôm nay của {label}", who, "/")


def directory_pages(office: Office) -> Iterator[Act]:
    """Where the directory is long (see assignments/bench/directory.py)."""
    ended = Body.objects.filter(parent=office.top).exclude(valid_to=None).order_by("pk").first()
    leaf = Body.objects.filter(parent=ended).order_by("-pk").first() if ended else None
    if not ended or not leaf:
        return
    longest = max(RecipientList.objects.all(), key=lambda row: members_of(row, office.on).count())
    lists = f"/danh-sach-noi-nhan/{longest.pk}/"
    for name, who, address in [
        ("danh bạ, trang đầu", country.KEEPER, "/co-quan/"),
        ("danh bạ, trang cuối, cả đã kết thúc", country.KEEPER, "/co-quan/?ended=1&trang=100000"),
        ("danh bạ, tìm một tên", country.KEEPER, "/co-quan/?q=phong tang cuong"),
        ("cấp ủy tỉnh", country.KEEPER, f"/co-quan/{office.top.pk}/"),
        ("huyện ủy đã kết thúc", country.KEEPER, f"/co-quan/{ended.pk}/"),
        ("một phòng", country.KEEPER, f"/co-quan/{leaf.pk}/"),
        ("sửa một cơ quan", country.KEEPER, f"/co-quan/{leaf.pk}/sua/"),
        ("đổi tên", country.KEEPER, f"/co-quan/{leaf.pk}/doi-ten/"),
        ("hợp nhất", country.KEEPER, f"/co-quan/{leaf.pk}/hop-nhat/"),
        ("chia tách", country.KEEPER, f"/co-quan/{leaf.pk}/chia-tach/"),
        ("các danh sách", country.KEEPER, "/danh-sach-noi-nhan/"),
        ("các danh sách, trang cuối", country.KEEPER, "/danh-sach-noi-nhan/?trang=1000"),
        ("danh sách dài nhất", country.KEEPER, lists),
        ("danh sách dài nhất, hai ngày", country.KEEPER, f"{lists}?ngay=01/01/2024&so_voi=01/01/2026"),
        ("chờ bàn giao", country.MONITOR, "/ban-giao/"),
        ("bàn giao của một cơ quan", country.MONITOR, f"/ban-giao/{ended.pk}/"),
        ("gợi ý, hai chữ", country.CLERK, "/tim-co-quan/?q=ph"),
        ("gợi ý, một tên", country.CLERK, "/tim-co-quan/?q=phong phat trien"),
        ("gợi ý, gõ nhầm", country.CLERK, "/tim-co-quan/?q=phogn phat trien"),
        ("gợi ý, không có", country.CLERK, "/tim-co-quan/?q=zzzzzz"),
    ]:
        yield page(office, name, name, who, address)
    yield Act("thành viên vào một ngày", "thành viên vào một ngày", lambda: members_then(longest, office.on))


def members_then(longest: RecipientList, on: datetime.date) -> list[str]:
    """The names on the longest list as of a day when some of its bodies were called otherwise."""
    return list(members_of(longest, on - DAY * 400).values_list("name", flat=True))
