"""What does a newcomer find in the program? Five real dispatches, people to sign in as, and some months of work on them.

The dispatches are whole and true to their texts (directives/data/samples). The people, their reports and the deadlines
that the office set are invented.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from assignments import registering
from assignments.models import Assignment, Part, Report, State
from assignments.registering import Point
from directives.models import Citation, Directive, Requirement
from directives.naming import Directory, Target
from directives.registering import Line
from directives.vocabulary import Block
from provinces import directory
from provinces.accounts import new_password
from provinces.models import Body, Post, Role, User
from provinces.policy import Verb
from provinces.reach import Reach, System

SAMPLES = Path(__file__).parent.parent / "directives" / "data" / "samples"
HOME = "Tỉnh ủy Hưng Yên"
PROVINCES = ("Hưng Yên", "Bắc Giang", "Hà Nam", "Kiên Giang")


@dataclass
class Person:
    username: str
    full_name: str
    role: str
    body: str
    committee: str = HOME


PEOPLE = [
    Person("van-thu", "Nguyễn Thị Hà", Role.CLERK, "Văn phòng Tỉnh ủy"),
    Person("theo-doi", "Phạm Ngọc Lan", Role.MONITOR, "Văn phòng Tỉnh ủy"),
    Person("chanh-van-phong", "Lương Quốc Toản", Role.CHIEF, "Văn phòng Tỉnh ủy"),
    Person("lanh-dao", "Trần Đức Minh", Role.LEADER, HOME),
    Person("khoai-chau", "Đặng Đình Khôi", Role.FOCAL, "Huyện ủy Khoái Châu"),
    Person("phu-cu", "Bùi Hữu Phúc", Role.FOCAL, "Huyện ủy Phù Cừ"),
    Person("tuyen-giao", "Hoàng Thị Tuyến", Role.FOCAL, "Ban Tuyên giáo Tỉnh ủy"),
    Person("kiem-tra", "Đỗ Thế Kiểm", Role.INSPECTOR, "Ủy ban Kiểm tra Tỉnh ủy"),
    Person("quan-tri", "Lê Anh Quân", Role.ADMIN, "Văn phòng Tỉnh ủy"),
    Person("trung-uong", "Vũ Thị Trung", Role.ADMIN, directory.CENTRE, directory.CENTRE),
    Person("bg.van-thu", "Giáp Thị Thu", Role.CLERK, "Văn phòng Tỉnh ủy", "Tỉnh ủy Bắc Giang"),
    Person("bg.lanh-dao", "Thân Văn Khánh", Role.LEADER, "Tỉnh ủy Bắc Giang", "Tỉnh ủy Bắc Giang"),
    Person("bg.uy-ban", "Ngô Minh Đức", Role.FOCAL, "Ủy ban nhân dân tỉnh", "Tỉnh ủy Bắc Giang"),
    Person("hn.van-thu", "Trịnh Thị Nga", Role.CLERK, "Văn phòng Tỉnh ủy", "Tỉnh ủy Hà Nam"),
    Person("hn.lanh-dao", "Lại Văn Thành", Role.LEADER, "Tỉnh ủy Hà Nam", "Tỉnh ủy Hà Nam"),
    Person("hn.tuyen-giao", "Phan Thị Mai", Role.FOCAL, "Ban Tuyên giáo Tỉnh ủy", "Tỉnh ủy Hà Nam"),
    Person("kg.van-thu", "Danh Thị Biên", Role.CLERK, "Văn phòng Tỉnh ủy", "Tỉnh ủy Kiên Giang"),
    Person("kg.lanh-dao", "Huỳnh Quốc Tâm", Role.LEADER, "Tỉnh ủy Kiên Giang", "Tỉnh ủy Kiên Giang"),
    Person("kg.van-phong", "Lâm Thanh Hải", Role.FOCAL, "Văn phòng Tỉnh ủy", "Tỉnh ủy Kiên Giang"),
    Person("hu.van-thu", "Vi Thị Hoa", Role.CLERK, "Văn phòng Huyện ủy", directory.UNNAMED_DISTRICT),
    Person("hu.lanh-dao", "Nông Văn Bình", Role.LEADER, directory.UNNAMED_DISTRICT, directory.UNNAMED_DISTRICT),
    Person("hu.tuyen-giao", "Lò Thị Xuân", Role.FOCAL, "Ban Tuyên giáo Huyện ủy", directory.UNNAMED_DISTRICT),
]


def sign_ins() -> Path:
    return Path(settings.DATA_DIR) / "dang-nhap.txt"


def load(today: datetime.date, with_dispatches: bool = True, whole_country: bool = True) -> None:
    """The directory, the people, the dispatches and their history; what is there already stays as it is.

    The four provinces of the samples are left as they stood when the dispatches were written.
    """
    directory.load(left_standing=PROVINCES, only=None if whole_country else PROVINCES)
    with transaction.atomic():
        load_people()
    if with_dispatches and not Directive.objects.exists():
        with transaction.atomic():
            for sample in json.loads((SAMPLES / "samples.json").read_text(encoding="utf-8")):
                register(sample)
            live_through(today)


def load_people() -> None:
    """One account for each role. Passwords are made here and now and kept in a file that its owner alone can read."""
    lines = []
    for person in PEOPLE:
        if User.objects.filter(username=person.username).exists():
            continue
        password = new_password()
        committee = Body.objects.get(name=person.committee, is_committee=True)
        user = User.objects.create_user(person.username, password, full_name=person.full_name, committee=committee)
        post = Post.objects.create(user=user, role=person.role, body=place_of(person, committee))
        lines.append(
            f"{person.username:<18} {password:<32} {post}"
            + ("" if person.committee == HOME else f" ({person.committee})")
        )
    if lines:
        keep_private("\n".join(lines) + "\n")


def place_of(person: Person, committee: Body) -> Body:
    return Body.objects.below(committee).get(name=person.body)


def keep_private(text: str) -> None:
    path = sign_ins()
    path.touch(mode=0o600)
    path.chmod(0o600)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def register(sample: dict) -> Directive:
    """Enters one dispatch as its committee's office did on its day."""
    committee = Body.objects.get(name=sample["committee"], is_committee=True)
    facts: dict = {name: day(value) if name.endswith("_on") else value for name, value in sample["fields"].items()}
    text = (SAMPLES / sample["file"]).read_text(encoding="utf-8")
    directive = Directive(committee=committee, text=text, **facts)
    directory_of_day = Directory(committee, facts["issued_on"] or facts["entered_on"], names_in(sample))
    return registering.register(
        directive,
        lines=[line(row, block, directory_of_day) for block, row in printed_lines(sample)],
        citations=[Citation(**{**row, "issued_on": day(row["issued_on"])}) for row in sample["citations"]],
        points=[point(row, text, directory_of_day) for row in sample["requirements"]],
        by=System(facts["entered_on"]),
    )


def day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def printed_lines(sample: dict):
    yield from ((Block.ADDRESSEE, row) for row in sample["addressees"])
    yield from ((Block.DISTRIBUTION, row) for row in sample["distribution"])


def names_in(sample: dict) -> list[str]:
    lines = [name for _, row in printed_lines(sample) for name in row["targets"]]
    return lines + [name for row in sample["requirements"] for names in row["parts"].values() for name in names]


def line(row: dict, block: str, names: Directory) -> Line:
    return Line(block, row["text"], row["kind"], row["purpose"], targets(row["targets"], names))


def targets(names: list[str], directory_of_day: Directory) -> list[Target]:
    """Every name of the samples is in the sample directory; one that is not is a mistake in the data."""
    found = {name: directory_of_day.find(name) for name in names}
    missing = [name for name, target in found.items() if target is None]
    if missing:
        raise LookupError(f"not in the directory: {missing}")
    return [target for target in found.values() if target]


def point(row: dict, text: str, names: Directory) -> Point:
    facts = {name: row[name] for name in ("number", "start", "end", "charged", "cadence")}
    requirement = Requirement(text=text[row["start"] : row["end"]], **facts)
    return Point(requirement, {part: targets(given, names) for part, given in row["parts"].items()})


# Some months of work


def live_through(today: datetime.date) -> None:
    """Invented history: receipts, reports in time and late, one returned and handed in again, one contested, and
    deadlines near today, so that every colour of the dashboard can be seen."""
    for directive in Directive.objects.order_by("as_of"):
        confirm_receipts(directive)
        set_first_deadline(directive, today)
        answer(directive, today)
        set_deadlines_near(directive, today)


def confirm_receipts(directive: Directive) -> None:
    """All but every sixth body confirmed within two days."""
    for number, recipient in enumerate(directive.recipients.select_related("body", "directive__committee")):
        if number % 6:
            recipient.confirm(by=System(directive.as_of + datetime.timedelta(days=number % 3)))


def work_of(directive: Directive) -> list[Assignment]:
    return list(directive.assignments.select_related("body").order_by("requirement__position", "body__sort_key"))


def asked_on(directive: Directive, number: int, today: datetime.date) -> datetime.date:
    """When the office asked for a report: of every second body at once, of the others again in the course of last year."""
    return today - datetime.timedelta(days=40 + 27 * (number % 12)) if number % 2 else directive.as_of


def set_first_deadline(directive: Directive, today: datetime.date) -> None:
    """The texts state no deadline; the office asked most bodies to report within two weeks."""
    for number, task in enumerate(work_of(directive)):
        if number % 5 != 4 and task.part != Part.OVERSEE:
            asked = asked_on(directive, number, today)
            note = "Văn phòng đề nghị báo cáo kết quả."
            task.perform(Verb.EXTEND, by=System(asked), due_on=asked + datetime.timedelta(days=14), note=note)


def officer(task: Assignment, on: datetime.date) -> Reach:
    """Whoever reports for the body; the program itself where the sample has nobody there."""
    post = Post.objects.filter(body=task.body_id, role=Role.FOCAL).select_related("user").first()
    return Reach(user=post.user, on=on) if post else System(on)


def office(directive: Directive, on: datetime.date) -> Reach:
    """Whoever checks reports in the committee's office."""
    posts = Post.objects.filter(user__committee=directive.committee_id, role=Role.MONITOR)
    post = posts.select_related("user").first()
    return Reach(user=post.user, on=on) if post else System(on)


RESULTS = [
    "Đã ban hành kế hoạch và phân công từng đồng chí cấp ủy viên phụ trách địa bàn; tổ chức kiểm tra tại các cơ sở trọng điểm.",
    "Đã thành lập tổ kiểm tra liên ngành, kiểm tra 24 cơ sở, nhắc nhở 5 cơ sở chưa thực hiện đầy đủ quy định.",
    "Đã tổ chức tuyên truyền trên hệ thống truyền thanh ba buổi mỗi ngày; cấp phát 12.000 tờ rơi đến các hộ gia đình.",
    "Đã cung ứng đủ nhu yếu phẩm cho các hộ trong khu vực phong tỏa; giám sát chặt chẽ các trường hợp theo quy định.",
]


def answer(directive: Directive, today: datetime.date) -> None:
    """Of every eight assignments: three done in time, one late, one returned and done, one waiting; two say nothing."""
    for number, task in enumerate(work_of(directive)):
        start = asked_on(directive, number, today)
        match number % 8:
            case 0 | 3 | 5:
                hand_in(task, start + datetime.timedelta(days=9), number)
                task.perform(Verb.ACCEPT, by=office(directive, start + datetime.timedelta(days=11)))
            case 1:
                hand_in(task, start + datetime.timedelta(days=17), number)
                task.perform(Verb.ACCEPT, by=office(directive, start + datetime.timedelta(days=18)))
            case 6:
                hand_in(task, start + datetime.timedelta(days=8), number)
                task.perform(
                    Verb.RETURN,
                    by=office(directive, start + datetime.timedelta(days=9)),
                    note="Chưa có số liệu theo địa bàn.",
                )
                hand_in(task, start + datetime.timedelta(days=12), number + 1)
                task.perform(Verb.ACCEPT, by=office(directive, start + datetime.timedelta(days=13)))
            case 2:
                task.perform(Verb.ACKNOWLEDGE, by=officer(task, start + datetime.timedelta(days=1)))


def hand_in(task: Assignment, on: datetime.date, number: int) -> None:
    report = Report(
        content=RESULTS[number % len(RESULTS)],
        document_code=f"{12 + number}-BC/{task.body.notation or 'BC'}",
        document_date=on,
    )
    if number % 16 == 3:
        report.obstacle = "Kinh phí mua sinh phẩm xét nghiệm chưa được phân bổ."
        report.to_decide = "Ủy ban nhân dân tỉnh"
    task.perform(Verb.REPORT, by=officer(task, on), report=report)


NEAR = [-12, -4, 1, 2, 20, 45]  # days from today


def set_deadlines_near(directive: Directive, today: datetime.date) -> None:
    """What is still open gets a last deadline around today, and what is late by now was urged; every seventh stays
    without a deadline, one is contested, one waits for its check."""
    then = System(today - datetime.timedelta(days=15))
    waiting = [task for task in work_of(directive) if task.state in (State.PENDING, State.ACTIVE)]
    for number, task in enumerate(waiting):
        if number % 7 == 6 or task.due_on is None:
            continue
        due = today + datetime.timedelta(days=NEAR[number % len(NEAR)])
        task.perform(
            Verb.EXTEND, by=then, due_on=due, note="Rà soát nhiệm vụ còn tồn, đề nghị báo cáo kết quả cuối cùng."
        )
        if due < today:
            yesterday = office(directive, today - datetime.timedelta(days=1))
            task.perform(Verb.URGE, by=yesterday, note="Đề nghị báo cáo ngay kết quả thực hiện.")
    contestable = [task for task in waiting if task.state == State.PENDING]
    if len(contestable) > 2:
        contestable[1].perform(Verb.CONTEST, by=then, note="Nội dung này thuộc chức năng của Sở Y tế, đề nghị xem lại.")
        hand_in(contestable[2], today - datetime.timedelta(days=2), 7)
