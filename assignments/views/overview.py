"""Today for each person, and the dashboard for the leaders."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assignments import attention, dashboards, instructions
from assignments.looking import look
from assignments.models import Asked, Assignment, ExtensionRequest, Notice, Report, State
from assignments.notices import visible
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
    own = Assignment.objects.filter(body__in=reach.own_bodies)
    context = {
        "since": since,
        "posts": reach.posts,
        # what waits
        "asked": asked(reach) if reach.may(Verb.REPLY) else [],
        "owed": pressing(own, reach) if reach.may(Verb.REPORT) else [],
        "owed_count": own.open().exclude(state=State.REPORTED).count() if reach.may(Verb.REPORT) else 0,
        "to_check": to_check(reach) if reach.may(Verb.ACCEPT) else [],
        "contested": contested(reach) if reach.may(Verb.REASSIGN) else [],
        "wishes": wishes(reach) if reach.may(Verb.EXTEND) else [],
        "to_decide": dashboards.to_decide(reach.rows(Report.objects.all()), 5) if reach.may(Verb.INSTRUCT) else [],
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


def pressing(own, reach) -> list[Assignment]:
    rows = list(own.open().exclude(state=State.REPORTED).for_lists().most_pressing_first()[:10])
    return labelled(rows, reach)


def labelled(rows: list[Assignment], reach) -> list[Assignment]:
    for task in rows:
        task.label, task.late_by = task.timeliness_on(reach.on), task.days_late(reach.on)
        task.rung = attention.of(task, reach.on)
    return rows


def unconfirmed(reach) -> list[Recipient]:
    if not reach.may(Verb.RECEIVE):
        return []
    rows = reach.rows(Recipient.objects.unconfirmed(), Verb.RECEIVE).select_related("body", "directive__committee")
    return list(rows.defer("directive__text").order_by("sent_on", "pk")[:10])


def to_check(reach) -> list[Report]:
    rows = reach.rows(Report.objects.filter(verdict=""), Verb.ACCEPT).exclude(assignment__body__in=reach.own_side)
    return list(
        rows.select_related("assignment__body", "assignment__requirement", "assignment__directive").order_by("pk")[:10]
    )


def wishes(reach) -> list[ExtensionRequest]:
    """What bodies asked more time for, the nearest deadline first."""
    rows = reach.rows(ExtensionRequest.objects.waiting(), Verb.EXTEND)
    shown = rows.select_related("assignment__body", "assignment__requirement", "assignment__directive")
    return list(shown.defer("assignment__directive__text").order_by("old_due_on", "pk")[:5])


def contested(reach) -> list[Assignment]:
    rows = reach.rows(Assignment.objects.filter(state=State.CONTESTED), Verb.REASSIGN)
    return list(rows.for_lists().order_by("pk")[:10])


def latest(reach) -> list[Directive]:
    return list(reach.rows(Directive.objects.for_register()).newest_first()[:5])


def late(reach) -> list[Assignment]:
    """For those who follow or lead; a body's own late work stands among what it owes."""
    if not (reach.may(Verb.URGE) or reach.may(Verb.READ_JOURNAL)):
        return []
    work = reach.rows(Assignment.objects.exclude(body__in=reach.own_bodies))
    return labelled(dashboards.longest_late(work, reach.on), reach)


@require_safe
@reading_from_replica()
def dashboard(request):
    reach = request.reach
    reach.require(Verb.READ)
    work, on = reach.rows(Assignment.objects.all()), reach.on
    rows = dashboards.still_open(work, on)
    bodies = dashboards.add_done(work, "body_id", dashboards.counted((body, label) for body, _, label in rows))
    as_of_then = request.GET.get("luc") == "giao"
    by_body = dashboards.as_charged(work, on) if as_of_then else bodies
    context = {
        "as_of_then": as_of_then,
        "tiles": dashboards.tiles(dashboards.together(bodies.values())),
        "by_body": named(dashboards.worst_first(by_body, 30), Body.objects.all()),
        "by_directive": named(dashboards.open_directives(work, rows, 15), Directive.objects.for_register()),
        "late": labelled(dashboards.longest_late(work, on), reach),
        "to_decide": dashboards.to_decide(reach.rows(Report.objects.all())),
        "unread": dashboards.unread_dispatches(reach.rows(Recipient.objects.all()), on),
        "months": dashboards.months(work, on),
        "on": on,
    }
    return render(request, "assignments/dashboard.html", context)


def named(pairs, rows) -> list[tuple]:
    found = rows.in_bulk([pk for pk, _ in pairs])
    return [(found[pk], tally) for pk, tally in pairs if pk in found]
