"""Today for each person, and the dashboard for the leaders."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assignments import attention, dashboards, instructions
from assignments.counting import keep_to
from assignments.dashboards import Figure, first_of
from assignments.exporting import FORMS
from assignments.filters import BY_DEADLINE
from assignments.forms.dashboard import DashboardForm
from assignments.looking import look
from assignments.models import Asked, Assignment, ExtensionRequest, Notice, Report, State
from assignments.notices import visible
from assignments.paging import MOST_COUNTED, Order
from assignments.papers.figures import TABLES
from assignments.tallies import whole
from assignments.views.books import download
from directives import drafts
from directives.models import Directive, Recipient
from provinces.journal import Entry
from provinces.models import Body
from provinces.policy import Verb
from provinces.replica import reading_from_replica


@require_safe
def today(request):
    """Việc hôm nay: what waits for this person, what came in, what changed since the last visit; nothing else."""
    reach = request.reach
    since = look(request.user, timezone.now()) if request.method == "GET" else None
    context = {
        "since": since,
        "posts": reach.posts,
        # what waits
        "asked": asked(reach) if reach.may(Verb.REPLY) else [],
        "owed": pressing(reach) if reach.may(Verb.REPORT) else [],
        "owed_count": owed_count(reach),
        "to_check": to_check(reach) if reach.may(Verb.ACCEPT) else [],
        "contested": contested(reach) if reach.may(Verb.REASSIGN) else [],
        "wishes": wishes(reach) if reach.may(Verb.EXTEND) else [],
        "to_decide": to_decide(reach) if reach.may(Verb.INSTRUCT) else [],
        "late": late(reach),
        "may_urge": reach.may(Verb.URGE),
        "drafts": drafts.of(request.user)[:5] if reach.may(Verb.REGISTER) else [],
        # what came in
        "unconfirmed": unconfirmed(reach),
        "latest": latest(reach) if reach.may(Verb.REGISTER) or reach.may(Verb.READ_JOURNAL) else [],
        # what changed
        "news": news(reach, since),
        "changes": changes(reach, since),
    }
    context["is_quiet"] = not any(context[name] for name in WAITING)
    mark_new(context, since)
    return render(request, "assignments/today.html", context)


MOST_LATEST, NEWEST_FIRST = 5, Order(("as_of", "pk"), is_downwards=True)
WAITING = ("asked", "owed", "to_check", "contested", "wishes", "to_decide", "late", "drafts")


def mark_new(context: dict, since: datetime.datetime | None) -> None:
    """What was not there at the last visit bears the mark “mới”. At the first visit nothing does."""
    if since is None:
        return
    day = timezone.localdate(since)
    for row in context["asked"]:
        row.is_new = row.instruction.given_at > since
    for task in (*context["owed"], *context["contested"]):
        task.is_new = task.assigned_on > day or task.directive.registered_at > since
    for report in (*context["to_check"], *context["to_decide"]):
        report.is_new = report.handed_in_at > since
    for recipient in context["unconfirmed"]:
        recipient.is_new = recipient.sent_on > day or recipient.directive.registered_at > since
    for directive in context["latest"]:
        directive.is_new = directive.registered_at > since


def asked(reach) -> list[Asked]:
    rows = list(instructions.waiting(reach)[:8])
    for row in rows:
        row.rung = row.rung_on(reach.on)
    return rows


def news(reach, since: datetime.datetime | None) -> list[Notice]:
    """What this person was told since the last visit, or has not read yet."""
    if since is None:
        rows = Notice.objects.of(reach.user).unread()
    else:
        rows = Notice.objects.of(reach.user).filter(day__gte=timezone.localdate(since), at__gt=since)
    return visible(rows.for_lists().newest_first()[:8], reach)


@dataclass
class Change:
    """The same done to several things of one dispatch is one line: the last of them, and how many more."""

    entry: Entry
    more: int = 0

    @property
    def directive(self) -> int:
        return int(self.entry.thread.split("/")[1])


def changes(reach, since: datetime.datetime | None) -> list[Change]:
    """What others did to the dispatches since the last visit, for those who read the journal; of the last fifty lines."""
    if since is None or not reach.may(Verb.READ_JOURNAL):
        return []
    rows = reach.rows(Entry.objects.order_by("-pk"), Verb.READ_JOURNAL).filter(thread__startswith="directive/")[:50]
    found: dict[tuple[str, str], Change] = {}
    for row in rows:
        if row.at > since and row.user_id != reach.user.pk:
            seen = found.get((row.thread, row.verb))
            found[row.thread, row.verb] = Change(seen.entry, seen.more + 1) if seen else Change(row)
    return list(found.values())[:6]


def pressing(reach) -> list[Assignment]:
    rows = Assignment.objects.open().exclude(state=State.REPORTED).for_lists()
    own = [rows.filter(body=body) for body in sorted(reach.own_bodies)]
    return labelled(first_of(own, BY_DEADLINE, 10), reach)


def owed_count(reach) -> Figure:
    owed = Assignment.objects.open().filter(body__in=reach.own_bodies).exclude(state=State.REPORTED)
    return Figure("", owed[: MOST_COUNTED + 1].count() if reach.may(Verb.REPORT) else 0, "", is_capped=True)


def labelled(rows: list[Assignment], reach) -> list[Assignment]:
    for task in rows:
        task.label, task.late_by = task.timeliness_on(reach.on), task.days_late(reach.on)
        task.rung = attention.of(task, reach.on)
    return rows


def unconfirmed(reach) -> list[Recipient]:
    if not reach.may(Verb.RECEIVE):
        return []
    rows = Recipient.objects.unconfirmed().select_related("body", "directive__committee").defer("directive__text")
    return first_of(reach.walks(rows, Verb.RECEIVE), Order(("sent_on", "pk")), 10)


def to_check(reach) -> list[Report]:
    """The reports that wait for a verdict, those on the most pressing work first."""
    tasks = Assignment.objects.filter(state=State.REPORTED).exclude(body__in=reach.own_side).only("pk", "due_key")
    shown = [task.pk for task in first_of(reach.walks(tasks, Verb.ACCEPT), BY_DEADLINE, 10)]
    rows = Report.objects.filter(verdict="", assignment__in=shown)
    rows = rows.select_related("assignment__body", "assignment__requirement", "assignment__directive")
    return sorted(rows.defer("assignment__directive__text"), key=lambda row: shown.index(row.assignment_id))


def to_decide(reach) -> list[Report]:
    return dashboards.to_decide(reach.walks(Assignment.objects.all()), 5)


def wishes(reach) -> list[ExtensionRequest]:
    """What bodies asked more time for, the nearest deadline first."""
    rows = reach.rows(ExtensionRequest.objects.waiting(), Verb.EXTEND)
    shown = rows.select_related("assignment__body", "assignment__requirement", "assignment__directive")
    return list(shown.defer("assignment__directive__text").order_by("old_due_on", "pk")[:5])


def contested(reach) -> list[Assignment]:
    rows = Assignment.objects.filter(state=State.CONTESTED).for_lists()
    return first_of(reach.walks(rows, Verb.REASSIGN), Order(("pk",)), 10)


def latest(reach) -> list[Directive]:
    rows = Directive.objects.for_register()
    walks = [received(rows, way.bodies) if way.bodies else way.rows(rows) for way in reach.grant(Verb.READ).ways]
    return first_of(walks, NEWEST_FIRST, MOST_LATEST)


def received(rows, bodies):
    newest = Recipient.objects.filter(body__in=bodies).order_by("-as_of", "-directive")
    return rows.filter(pk__in=newest.values("directive")[:MOST_LATEST])


def late(reach) -> list[Assignment]:
    """For those who follow or lead; a body's own late work stands among what it owes."""
    if not (reach.may(Verb.URGE) or reach.may(Verb.READ_JOURNAL)):
        return []
    work = reach.walks(Assignment.objects.exclude(body__in=reach.own_bodies))
    return labelled(dashboards.longest_late(work, reach.on), reach)


@require_safe
@reading_from_replica()
def dashboard(request):
    """Bảng theo dõi: how the work of one committee or one body stands, narrowed as the address says."""
    reach = request.reach
    reach.require(Verb.READ)
    keep_to(reach.on)
    form = DashboardForm(request.GET, reach=reach)
    choice, on = form.choice(), reach.on
    tally, counted = whole(choice, on), dashboards.counted_live(choice, on, form.silence)
    as_charged = bool(form.chosen("luc")) and choice.committee is not None and not choice.body
    bodies = (dashboards.as_charged if as_charged else dashboards.by_body)(choice, on)
    directives = dashboards.by_directive(choice, on)
    unread = dashboards.unread_dispatches(choice, on)
    names = titles([pk for pk, _ in directives] + [row["directive_id"] for row in unread])
    worst = [pk for pk, _ in bodies[:20]] if not choice.directive else []
    grid = dashboards.month_by_month(choice, on, worst)
    bodies_by_key = Body.objects.in_bulk([pk for pk, _ in bodies])
    context = {
        "form": form,
        "choice": choice,
        "on": on,
        "whole": tally,
        "officials": dashboards.officials(choice, tally),
        "finer": dashboards.finer(choice, tally),
        "ladder": dashboards.ladder(choice, tally, counted),
        "quality": dashboards.quality(choice, counted, form.silence),
        "as_charged": as_charged,
        "by_body": [(bodies_by_key[pk], numbers, choice.but(body=bodies_by_key[pk])) for pk, numbers in bodies],
        "by_directive": [(names[pk], numbers, choice.but(directive=names[pk])) for pk, numbers in directives],
        "months": grid.months,
        "heat": [(bodies_by_key[pk], cells) for pk, cells in grid.bodies],
        "late": labelled(dashboards.longest_late(choice.rows, on), reach),
        "to_decide": dashboards.to_decide(choice.rows),
        "unread": [(names[row["directive_id"]], row["number"], row["days"]) for row in unread],
    }
    return render(request, "assignments/dashboard.html", context, status=200 if form.is_valid() else 422)


def titles(keys: list[int]) -> dict[int, Directive]:
    """Dispatches as the dashboard names them; which ones, was found within the reader's scope."""
    return Directive.objects.only("code", "kind", "secrecy", "subject").in_bulk(keys)


@require_safe
@reading_from_replica()
def dashboard_table(request, table: str, form: str):
    """One table of the dashboard, as it is narrowed, as a file."""
    reach = request.reach
    reach.require(Verb.READ)
    if table not in TABLES or form not in FORMS:
        raise Http404
    keep_to(reach.on)
    choice = DashboardForm(request.GET, reach=reach).choice()
    return download([TABLES[table](choice, reach.on)], f"Bang theo doi {table}", form)
