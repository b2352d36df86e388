"""Today for each person, and the dashboard for the leaders."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.http import require_safe

from assignments import attention, dashboards
from assignments.models import Assignment, Report, State
from directives import drafts
from directives.models import Directive, Recipient
from provinces.models import Body
from provinces.policy import Verb


@require_safe
def today(request):
    """Việc hôm nay: what waits for this person, by what the person may do; nothing else."""
    reach = request.reach
    own = Assignment.objects.filter(body__in=reach.own_bodies)
    context = {
        "owed": pressing(own, reach) if reach.may(Verb.REPORT) else [],
        "owed_count": own.open().exclude(state=State.REPORTED).count() if reach.may(Verb.REPORT) else 0,
        "unconfirmed": unconfirmed(reach),
        "to_check": to_check(reach) if reach.may(Verb.ACCEPT) else [],
        "contested": contested(reach) if reach.may(Verb.REASSIGN) else [],
        "drafts": drafts.of(request.user)[:5] if reach.may(Verb.REGISTER) else [],
        "latest": latest(reach) if reach.may(Verb.REGISTER) else [],
        "late": late(reach),
        "posts": reach.posts,
    }
    return render(request, "assignments/today.html", context)


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
    return list(rows.defer("directive__text", "directive__search_text").order_by("sent_on", "pk")[:10])


def to_check(reach) -> list[Report]:
    rows = reach.rows(Report.objects.filter(verdict=""), Verb.ACCEPT).exclude(assignment__body__in=reach.own_side)
    return list(
        rows.select_related("assignment__body", "assignment__requirement", "assignment__directive").order_by("pk")[:10]
    )


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
