"""What does a change cost, from one row to a dispatch with hundreds of assignments, and when eight people make one at once?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from multiprocessing import get_context
from uuid import uuid4

from django.db import OperationalError, connection, connections, transaction
from django.db.models import Max

from assignments import registering, reporting
from assignments.bench import country
from assignments.bench.measuring import Act
from assignments.bench.pages import Office
from assignments.models import Assignment, Part, Report, State
from directives.models import Directive, Requirement
from directives.naming import Target
from directives.registering import Line
from directives.vocabulary import Authority, Block, Organ
from provinces.models import Body
from provinces.models.submissions import Submission
from provinces.policy import Verb

WRITERS = 8
EACH = 30  # reports of each writer
RECIPIENTS = 60
POINTS = 8
SOME, MANY = 4, 60  # bodies charged with each requirement: 32 and 480 assignments


def writes(office: Office) -> Iterator[Act]:
    yield Act("commit", "ghi một dòng", lambda: one_row(office))
    for name, label, each in (
        ("register 32", "vào sổ, 32 nhiệm vụ", SOME),
        ("register 480", "vào sổ, 480 nhiệm vụ", MANY),
    ):
        yield registration(office, name, label, each)
    yield handing_in(office)


def one_row(office: Office) -> None:
    with transaction.atomic():
        Submission.objects.create(user=office.users[country.CLERK], key=uuid4().hex, fingerprint="", led_to="/")


def registration(office: Office, name: str, label: str, each: int) -> Act:
    """A dispatch like those in the register: eight requirements, sixty recipients, each requirement given to `each` bodies."""
    bodies = list(Body.objects.filter(parent=office.top, valid_to=None, is_committee=False).order_by("pk")[:RECIPIENTS])
    pattern = office.directive
    ready: list[dict] = []

    def prepare() -> None:
        ready.append({
            "directive": dispatch(office, pattern),
            "points": [point(number, bodies, each) for number in range(POINTS)],
            "lines": [Line(block=Block.DISTRIBUTION, text="Các cơ quan trực thuộc", targets=list(bodies))],
            "by": office.reach(country.CLERK),
        })  # fmt: skip

    def register() -> None:
        given = ready.pop()
        registering.register(given.pop("directive"), **given)

    return Act(name, label, register, before=prepare)


def dispatch(office: Office, pattern: Directive) -> Directive:
    last = Directive.objects.filter(committee=office.top, notation_key="CV/TU").aggregate(last=Max("number"))["last"]
    return Directive(
        committee=office.top, kind="CV", number=last + 1, notation="CV/TU", issued_on=office.on, entered_on=office.on,
        subject=pattern.subject, text=pattern.text, field=pattern.field, organ=Organ.STANDING_COMMITTEE,
        authority=Authority.ON_BEHALF, signatory=pattern.signatory, position=pattern.position,
    )  # fmt: skip


def point(number: int, bodies: list[Body], each: int) -> registering.Point:
    requirement = Requirement(number=str(number + 1), text=f"{number + 1}. Thực hiện, báo cáo kết quả.")
    charged: list[Target] = [bodies[(number + step) % len(bodies)] for step in range(each)]
    return registering.Point(requirement, {Part.LEAD.value: charged[:1], Part.SUPPORT.value: charged[1:]})


def open_work(office: Office):
    """On which the office itself may report: of bodies that have nobody in the program."""
    rows = Assignment.objects.filter(committee=office.top, state__in=[State.PENDING, State.ACTIVE])
    return rows.exclude(body=office.busiest).order_by("pk")


def handing_in(office: Office) -> Act:
    """The busiest body reports; afterwards the office returns the report, so that the work is there next time."""
    rows = Assignment.objects.filter(body=office.busiest, state__in=[State.PENDING, State.ACTIVE])
    task = rows.filter(directive__committee=office.top).order_by("-pk").first()
    assert task, "the busiest body has nothing to do"  # noqa: S101
    return Act(
        "report", "nộp báo cáo", lambda: report(task, Verb.REPORT, office.reach(country.FOCAL)),
        after=lambda: give_back(task, office),
    )  # fmt: skip


def report(task: Assignment, verb: str, by) -> None:
    reporting.hand_in(task, Report(content="Đơn vị đã thực hiện xong.", assignment=task), verb=verb, by=by)


def give_back(task: Assignment, office: Office) -> None:
    task.perform(Verb.RETURN, by=office.reach(country.CHIEF), note="Trả lại để đo lần sau.")


# Many at once

SHARED: dict = {}  # in a process that writes: where it waits for the others


def at_once(office: Office) -> dict[str, float]:
    """Eight processes report on different work of one committee: how many a second, how many deadlocks."""
    numbers = list(open_work(office).values_list("pk", flat=True)[: WRITERS * EACH])
    shares = [numbers[at::WRITERS] for at in range(WRITERS)]
    forget_connections()
    fork = get_context("fork")
    with fork.Pool(WRITERS, meet_at, (fork.Barrier(WRITERS),)) as pool:
        found = pool.starmap(write_some, [(share,) for share in shares], chunksize=1)
    for task in Assignment.objects.filter(pk__in=numbers, state=State.REPORTED):
        give_back(task, office)
    begun, ended = min(start for start, *_ in found), max(end for _, end, *_ in found)
    done = sum(count for *_, count, _ in found)
    return {"reports": done, "per_second": done / (ended - begun), "failed": sum(failed for *_, failed in found)}


def meet_at(barrier) -> None:
    SHARED["start"] = barrier


def write_some(numbers: list[int]) -> tuple[float, float, int, int]:
    office = Office()
    tasks, by = list(Assignment.objects.filter(pk__in=numbers)), office.reach(country.MONITOR)
    failed = 0
    SHARED["start"].wait(60)
    start = time.time()
    for task in tasks:
        try:
            report(task, Verb.REPORT_FOR, by)
        except OperationalError:
            failed += 1
    end = time.time()
    forget_connections()
    return start, end, len(tasks) - failed, failed


def forget_connections() -> None:
    """A process and its children never share a connection."""
    connections.close_all()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
