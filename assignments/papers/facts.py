"""What is known of the work at this moment, as plain facts: dispatches, their points, who answers, in which words, how late?

Everything is fetched through the reach of whoever draws up the paper. Secret dispatches are left out whatever is asked.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, Q

from assignments.models import Assignment, Report
from assignments.models.assignments import OPEN_STATES
from assignments.models.reports import Verdict
from assignments.papers.wording import cited, named
from assignments.timeliness import Timeliness
from directives.models import Directive, Requirement
from directives.vocabulary import Secrecy
from provinces.models import Body, BodyKind, Post, Role
from provinces.policy import Verb, scope

KEPT = 4000  # characters of a report, an obstacle or a requirement that a snapshot keeps


def issuing_body(reach, committee: Body, directive: Directive | None) -> Body:
    """In whose name a person draws up a paper: the overseeing body's, if a post is there, else the office's."""
    bodies = [post.body for post in reach.posts if scope(Verb.PREPARE_PAPER, post.role)]
    overseeing = [body for body in bodies if directive and body.pk == directive.overseer_id]
    return next(iter(overseeing + [body for body in bodies if body.committee_id == committee.pk] + bodies))


def head(body: Body, committee: Body, on: datetime.date) -> dict:
    """What stands at the top and the bottom of a paper of that body, as far as the directory tells it."""
    office = body.kind == BodyKind.OFFICE
    generic = " ".join(committee.name.split()[:2])  # Tỉnh ủy, Huyện ủy
    chief = Post.objects.on(on).filter(body=body, role=Role.CHIEF).select_related("user").first() if office else None
    name = body.name.removesuffix(committee.name).removesuffix(generic).strip() or body.name
    return {
        "body": body.name,
        "name": body.name if body.is_committee else name,
        "superior": superior(body, committee),
        "committee": committee.name,
        "standing_committee": f"Ban Thường vụ {committee.name}",
        "abbreviation": body.notation or (f"VP{committee.notation}" if office else ""),
        "place": committee.province.name if committee.province and committee.level == "TINH" else "",
        "position": "Chánh Văn phòng" if office else "Trưởng ban" if body.name.startswith("Ban ") else "",
        "signatory": chief.user.full_name if chief else "",
        "on": on.isoformat(),
    }


def superior(body: Body, committee: Body) -> str:
    """The line above the body's name: the committee of an office, the Party organisation above a lower committee."""
    if not body.is_committee:
        return committee.name
    parent = body.parent
    if parent is None or parent.province is None:
        return ""
    return f"Đảng bộ {parent.province.full_name[:1].lower()}{parent.province.full_name[1:]}"


def gathered(reach, directives, *, within=None, keep=lambda task: True) -> list[dict]:
    """Dispatch by dispatch, point by point: who is charged with it and what they answered (`within` two days, where given).

    Points that nobody was charged with are there too; of the work, what `keep` says.
    """
    directives = directives.filter(secrecy=Secrecy.OPEN).select_related("committee")
    wanted = directives.order_by().values("pk")
    points: dict[int, list[dict]] = defaultdict(list)
    duties: dict[int, list[dict]] = defaultdict(list)
    for task in filter(keep, work_of(reach, wanted)):
        duties[task.requirement_id].append(answered(task, reach.on, within))
    for requirement in Requirement.objects.filter(directive__in=wanted).order_by("directive", "position", "pk"):
        points[requirement.directive_id].append(asked(requirement, duties[requirement.pk]))
    return [described(directive, points[directive.pk]) for directive in directives]


def work_of(reach, directives) -> list[Assignment]:
    """The work of these dispatches in reach, with the reports that count: accepted, or handed in and waiting."""
    reports = Report.objects.exclude(verdict=Verdict.RETURNED).order_by("-pk")
    rows = reach.rows(Assignment.objects.counted(), Verb.PREPARE_PAPER).filter(directive__in=directives)
    rows = rows.select_related("body").order_by("directive", "body__sort_key", "part", "due_on", "pk")
    return list(rows.prefetch_related(Prefetch("reports", reports)))


def alone(directive: Directive | None):
    return Directive.objects.filter(pk=directive.pk) if directive else Directive.objects.none()


def in_the_open(reach, committee: Body):
    """The committee's dispatches that a paper may speak of."""
    rows = reach.rows(Directive.objects.in_force(), Verb.PREPARE_PAPER).filter(committee=committee, secrecy="")
    return rows.select_related("committee").defer("text").order_by("as_of", "pk")


def of_period(reach, committee: Body, since: datetime.date, until: datetime.date):
    """Dispatches of the period, and older ones that are still worked on or were reported on in it."""
    work = Assignment.objects.filter(directive=OuterRef("pk"))
    still_open = Exists(work.filter(state__in=OPEN_STATES))
    reported = Exists(work.filter(reports__handed_in_on__range=(since, until)))
    rows = in_the_open(reach, committee).filter(as_of__lte=until)
    return rows.filter(Q(as_of__gte=since) | still_open | reported)


def with_late_work(reach, committee: Body):
    late = Assignment.objects.open().that_are(Timeliness.LATE, on=reach.on).filter(directive=OuterRef("pk"))
    return in_the_open(reach, committee).filter(Exists(late))


def described(directive: Directive, points: list[dict]) -> dict:
    return {
        "code": str(directive),
        "cited": cited(directive),
        "named": named(directive),
        "issued_on": directive.issued_on.isoformat() if directive.issued_on else None,
        "report_to": directive.report_to,
        "points": points,
    }


def asked(requirement: Requirement, duties: list[dict]) -> dict:
    return {
        "number": requirement.number,
        "text": requirement.text[:KEPT],
        "charged": requirement.charged,
        "cadence": requirement.get_cadence_display() if requirement.cadence else "",
        "duties": duties,
    }


def answered(task: Assignment, on: datetime.date, within=None) -> dict:
    """One duty of one body, and what it has answered (in the period, where one is given)."""
    counting = task.reports.all()  # without those that were returned: see work_of
    quotes = [quote(report) for report in counting if within is None or within[0] <= report.handed_in_on <= within[1]]
    return {
        "pk": task.pk,
        "body": task.body.name,
        "part": task.part,
        "period": task.period,
        "state": task.state,
        "due_on": task.due_on.isoformat() if task.due_on else None,
        "timeliness": task.timeliness_on(on).value,
        "late_by": task.days_late(on) if task.is_open else 0,
        "urgings": task.urgings,
        "has_answered": bool(counting),
        "quotes": quotes,
    }


def quote(report: Report) -> dict:
    return {
        "content": report.content[:KEPT],
        "code": report.document_code,
        "date": report.document_date.isoformat() if report.document_date else None,
        "handed_in_on": report.handed_in_on.isoformat(),
        "is_accepted": report.verdict == Verdict.ACCEPTED,
        "obstacle": report.obstacle[:KEPT],
        "to_decide": report.to_decide,
    }


def figures(duties: Iterable[dict]) -> dict:
    """How many duties of how many bodies, and how many of each timeliness."""
    duties = list(duties)
    return {
        "duties": len(duties),
        "bodies": len({duty["body"] for duty in duties}),
        "by_label": dict(Counter(duty["timeliness"] for duty in duties)),
    }


def all_duties(facts: dict) -> list[tuple[dict, dict, dict]]:
    """Every duty with its dispatch and point, in the order of the paper."""
    return [
        (directive, point, duty)
        for directive in facts["directives"]
        for point in directive["points"]
        for duty in point["duties"]
    ]
