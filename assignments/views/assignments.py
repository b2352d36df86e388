"""One assignment, what can be done with it, and the lists in which a body or the office finds it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assignments import instructions, workflow
from assignments.assigning import NotAssignable
from assignments.filters import WorklistFilter
from assignments.forms import VERB_FORMS, NoteForm, ReportForm
from assignments.models import Assignment, Evidence, Report
from assignments.paging import page_of
from directives.models import Recipient
from directives.views.files import hand_out
from provinces.journal import Entry
from provinces.policy import Verb
from provinces.sessions import typed_before
from provinces.submissions import once


@require_safe
def assignment(request, pk: int):
    task = fetch(request, pk)
    context = {
        "task": task,
        "timeliness": task.timeliness_on(request.reach.on),
        "reports": task.reports.select_related("handed_in_by", "verdict_by")
        .prefetch_related("evidence")
        .order_by("-pk"),
        "trail": Entry.objects.about(task.directive.journal_thread())
        .filter(about=f"assignment/{task.pk}")
        .order_by("-pk"),
        "instructions": instructions.marked(instructions.given(request.reach).filter(assignment=task), request.reach),
        "may_instruct": request.reach.covers(task, Verb.INSTRUCT),
        "verbs": workflow.available(task, request.reach),
        "replaced_by": list(request.reach.rows(task.replaced_by.all()).select_related("body")),
        "replaces": list(task.replaces.select_related("body")),
        "days_late": task.days_late(request.reach.on),
        "days_open": task.days_open(request.reach.on),
    }
    return render(request, "assignments/assignment.html", context)


def fetch(request, pk: int) -> Assignment:
    rows = Assignment.objects.select_related(
        "body", "requirement", "committee", "directive__committee", "directive__overseer"
    )
    return request.reach.fetch(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def act(request, pk: int, verb: str):
    """Any verb of the workflow table but REPORT, which has a page of its own."""
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
    context = {"task": task, "verb": verb, "form": form, "refused": refused}
    return render(request, "assignments/assignment_act.html", context, status=status)


def verb_of(slug: str) -> Verb:
    verb = next((Verb(name) for name in workflow.STEPS if Verb(name).slug == slug), None)
    if verb is None or verb == Verb.REPORT:
        raise Http404
    return verb


@require_http_methods(["GET", "HEAD", "POST"])
@once
def assignment_report(request, pk: int):
    task = fetch(request, pk)
    request.reach.require(Verb.REPORT, task)
    last = task.reports.order_by("-pk").first()
    form = ReportForm(
        request.POST or None, request.FILES or None, initial=typed_before(request), instance=Report(assignment=task)
    )
    refused = workflow.why_not(task, Verb.REPORT, request.reach)
    if request.method == "POST" and form.is_valid():
        try:
            task.perform(
                Verb.REPORT, by=request.reach, report=form.save(commit=False), files=form.cleaned_data["uploads"]
            )
        except workflow.Refused as reason:
            refused = str(reason)
        else:
            messages.success(request, "Đã gửi báo cáo. Báo cáo đang chờ duyệt.")
            return redirect(task)
    context = {"task": task, "form": form, "last": last, "refused": refused}
    context["timeliness"] = task.timeliness_on(request.reach.on)
    status = (409 if refused else 422) if form.is_bound else 200
    return render(request, "assignments/assignment_report.html", context, status=status)


@require_safe
def evidence(request, pk: int):
    row = request.reach.fetch(Evidence.objects.select_related("report__assignment"), pk=pk)
    return hand_out(row)


@require_safe
def worklist(request):
    """Nhiệm vụ: what a body owes, or all that the office follows; the most pressing first."""
    filters = worklist_filter(request)
    page = page_of(filters.qs, request)
    for task in page:
        task.label = task.timeliness_on(request.reach.on)
        task.late_by, task.is_mine = task.days_late(request.reach.on), task.body_id in request.reach.own_bodies
    asked = instructions.waiting(request.reach)[:10] if request.reach.own_bodies else []
    return render(request, "assignments/worklist.html", {"page": page, "filter": filters, "asked": asked})


def worklist_filter(request) -> WorklistFilter:
    """What the worklist shows: on the page, as a file and on paper."""
    request.reach.require(Verb.READ)
    rows = request.reach.rows(Assignment.objects.for_lists().with_origins().timed(request.reach.on))
    if request.GET.get("luc") == "giao":
        rows = rows.as_charged()
    elif not request.GET.get("state"):
        rows = rows.counted()
    if not any(request.GET.get(name) for name in ("status", "state", "month", "q", "directive", "body", "luc")):
        rows = rows.open()
    return WorklistFilter(request.GET, queryset=rows.most_pressing_first(), on=request.reach.on)


@require_safe
def checklist(request):
    """Báo cáo chờ duyệt: reports handed in that this person may accept or return."""
    request.reach.require(Verb.ACCEPT)
    waiting = Report.objects.filter(verdict="").select_related(
        "assignment__body", "assignment__requirement", "assignment__directive__committee", "handed_in_by"
    )
    rows = request.reach.rows(waiting, Verb.ACCEPT).exclude(assignment__body__in=request.reach.own_side)
    return render(
        request, "assignments/checklist.html", {"page": page_of(rows.order_by("handed_in_on", "pk"), request)}
    )


@require_safe
def inbox(request):
    """Văn bản đến: the dispatches this person's bodies received, those not yet confirmed first."""
    request.reach.require(Verb.RECEIVE)
    rows = request.reach.rows(Recipient.objects.all(), Verb.RECEIVE).select_related("body", "directive__committee")
    rows = rows.defer("directive__text")
    unconfirmed_first = rows.order_by(F("received_on").desc(nulls_first=True), "-sent_on", "-pk")
    return render(request, "assignments/inbox.html", {"page": page_of(unconfirmed_first, request)})
