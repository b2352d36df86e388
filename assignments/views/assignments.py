"""One assignment, what can be done with it, and the lists in which a body or the office finds it."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.db.models import F, Prefetch, prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assignments import instructions, workflow
from assignments.assigning import NotAssignable
from assignments.filters import worklist_shown
from assignments.forms import VERB_FORMS, NoteForm
from assignments.models import Assignment, Evidence, Report
from assignments.models.assignments import origins
from assignments.paging import Order, Walk, Way
from directives.models import Recipient
from directives.views.files import hand_out
from provinces.journal import Entry
from provinces.policy import Verb
from provinces.sessions import typed_before
from provinces.submissions import once

REPORTING = (Verb.REPORT, Verb.REPORT_FOR)
MOST_PERIODS = 12


@require_safe
def assignment(request, pk: int):
    task = fetch(request, pk)
    trail = list(
        Entry.objects.about(task.directive.journal_thread()).filter(about=f"assignment/{task.pk}").order_by("-pk")
    )
    context = {
        "task": task,
        "periods": periods(task, request.reach),
        "old_dates": old_dates(trail),
        "asked": list(task.extension_requests.select_related("asked_by", "decided_by").order_by("-pk")),
        "timeliness": task.timeliness_on(request.reach.on),
        "reports": list(task.reports.for_pages().newest_first()),
        "trail": trail,
        "instructions": instructions.marked(instructions.given(request.reach).filter(assignment=task), request.reach),
        "may_instruct": request.reach.covers(task, Verb.INSTRUCT),
        "verbs": workflow.available(task, request.reach),
        "replaced_by": list(request.reach.rows(task.replaced_by.all()).select_related("body")),
        "replaces": list(task.replaces.select_related("body")),
        "days_late": task.days_late(request.reach.on),
        "days_open": task.days_open(request.reach.on),
    }
    return render(request, "assignments/assignment.html", context)


def periods(task: Assignment, reach) -> list[Assignment]:
    """The last periods of the same duty, the newest first, each with its last report (`answer`)."""
    rows = reach.rows(Assignment.objects.of_duty(task).counted()).exclude(period="")
    last = Prefetch("reports", Report.objects.prefetch_related("evidence", "carried_by__evidence").order_by("-pk"))
    shown = list(rows.order_by(F("period_start").desc(nulls_last=True), "-pk").prefetch_related(last)[:MOST_PERIODS])
    for row in shown:
        row.label = row.timeliness_on(reach.on)
        row.answer = next(iter(row.reports.all()), None)
    return shown


def old_dates(trail: list[Entry]) -> list[datetime.date]:
    """The deadlines that held before an extension, the latest first."""
    kept = [entry.changes["due_on"][0] for entry in trail if entry.verb == Verb.EXTEND and "due_on" in entry.changes]
    return [datetime.date.fromisoformat(day) for day in kept if day]


def fetch(request, pk: int) -> Assignment:
    rows = Assignment.objects.select_related(
        "body", "requirement", "committee", "directive__committee", "directive__overseer"
    )
    return request.reach.fetch(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def act(request, pk: int, verb: str):
    """Any verb of the workflow table but reporting, which has a page of its own."""
    task = fetch(request, pk)
    verb = verb_of(verb)
    request.reach.require(verb, task)
    step = workflow.STEPS[verb]
    form_class = VERB_FORMS.get(verb, NoteForm)
    form = form_class(
        request.POST or None, initial=typed_before(request), assignment=task, needs=step.needs, on=request.reach.on
    )
    if request.method == "POST" and form.is_valid():
        try:
            task = task.perform(verb, by=request.reach, **form.given())
        except (workflow.Refused, NotAssignable) as reason:
            return show_act(request, task, verb, form, str(reason), status=409)
        messages.success(request, f"{verb.label}: {task}.")
        return redirect(task)
    refused = workflow.why_not(task, verb, request.reach)
    return show_act(request, task, verb, form, refused, status=422 if form.is_bound else 200)


def show_act(request, task: Assignment, verb: Verb, form, refused: str = "", status: int = 200):
    asked = workflow.waiting_request(task) if verb in (Verb.EXTEND, Verb.REFUSE_EXTENSION) else None
    context = {"task": task, "verb": verb, "form": form, "refused": refused, "asked": asked}
    return render(request, "assignments/assignment_act.html", context, status=status)


def verb_of(slug: str) -> Verb:
    verb = next((Verb(name) for name in workflow.STEPS if Verb(name).slug == slug), None)
    if verb is None or verb in REPORTING:
        raise Http404
    return verb


@require_safe
def evidence(request, pk: int):
    row = request.reach.fetch(Evidence.objects.select_related("report__assignment"), pk=pk)
    return hand_out(row)


@require_safe
def worklist(request):
    """Nhiệm vụ: what a body owes, or all that the office follows; the most pressing first."""
    filters = worklist_shown(request.reach, request.GET)
    page = filters.walk.page(request.GET)
    prefetch_related_objects(page.rows, origins())
    for task in page:
        task.label = task.timeliness_on(request.reach.on)
        task.late_by, task.is_mine = task.days_late(request.reach.on), task.body_id in request.reach.own_bodies
    asked = instructions.waiting(request.reach)[:10] if request.reach.own_bodies else []
    return render(request, "assignments/worklist.html", {"page": page, "filter": filters, "asked": asked})


MOST_UNCONFIRMED = 100
BY_DAY = Order(("as_of", "directive_id"), is_downwards=True)


@require_safe
def inbox(request):
    """Văn bản đến: the dispatches this person's bodies have not confirmed yet, then those they received."""
    request.reach.require(Verb.RECEIVE)
    rows = Recipient.objects.select_related("body", "directive__committee").defer("directive__text")
    unconfirmed = request.reach.rows(rows.unconfirmed(), Verb.RECEIVE).order_by("-sent_on", "-pk")[:MOST_UNCONFIRMED]
    received = rows.filter(received_on__isnull=False)
    walk = Walk([Way(rows) for rows in request.reach.walks(received, Verb.RECEIVE)], BY_DAY)
    context = {"unconfirmed": unconfirmed, "page": walk.page(request.GET)}
    return render(request, "assignments/inbox.html", context)
