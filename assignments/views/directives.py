"""The register, and one dispatch with all that came of it."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assignments import assigning, counting, dashboards, handing_over, instructions, workflow
from assignments.assigning import NotAssignable
from assignments.filters import register_shown, sort_of
from assignments.forms import AssignForm, UrgeForm
from assignments.models import Assignment, State
from assignments.models.assignments import CHARGED_STATES, COUNTED_STATES
from assignments.timeliness import BY_ATTENTION, Timeliness
from directives.cascade import Cascade
from directives.models import Directive, Recipient
from directives.search.marking import relevance
from provinces.journal import Entry
from provinces.models.bodies import as_they_were, former_names
from provinces.policy import Verb
from provinces.sessions import typed_before
from provinces.submissions import once


@require_safe
def register(request):
    filters = register_shown(request.reach, request.GET)
    counting.keep_to(request.reach.on)
    page = filters.walk.page(request.GET)
    figures = dashboards.standings(page, request.reach)
    for row in page:
        row.tally, asked = figures[row.pk]
        row.worst, row.given = row.tally.worst, f"{asked} yêu cầu · {row.tally.total} nhiệm vụ"
    by_relevance = page.is_all and bool(filters.words) and not request.GET.get("xep")
    if by_relevance:
        page.rows.sort(key=lambda row: -relevance(f"{row.code} {row.subject}", filters.words))
    sort = "" if by_relevance else sort_of(request.reach, request.GET)
    context = {"page": page, "filter": filters, "sort": sort}
    return render(request, "assignments/register.html", context)


@require_safe
def directive(request, pk: int):
    row = request.reach.fetch(Directive.objects.select_related("committee", "term", "overseer", "superseded_by"), pk=pk)
    work = list(
        request.reach.rows(row.assignments.open_or_latest())
        .select_related("body", "requirement", "directive")
        .order_by("requirement__position", "body__sort_key")
    )
    requirements, citations = list(row.requirements.all()), list(row.citations.select_related("target"))
    recipients = recipients_of(request.reach, row)
    as_of_then = request.GET.get("luc") == "giao"
    shown = as_charged(work, row, request.reach.on) if as_of_then else as_it_stands(work, request.reach.on)
    context = {
        "directive": row,
        "requirements": requirements,
        "matrix": Matrix(requirements, shown, request.reach),
        "as_of_then": as_of_then,
        "has_changed": as_of_then or has_changed(work, row),
        "lines": list(row.lines.all()),
        "citations": citations,
        "visible_targets": set(request.reach.rows(Directive.objects.for_register()).filter(cited_by__in=citations)),
        "cited_by": list(
            request.reach.rows(Directive.objects.for_register()).filter(citations__target=row).distinct()[:20]
        ),
        "attachments": list(row.attachments.all()),
        "recipients": recipients,
        "cascade": Cascade(request.reach, row, recipients),
        "receipt": own_receipt(request.reach, row),
        "trail": trail(request.reach, row, work),
        "instructions": instructions.marked(instructions.given(request.reach).filter(directive=row), request.reach),
        "late": [task for task in work if task.is_open and task.timeliness_on(request.reach.on) == "late"],
        "may": {
            verb: request.reach.covers(row, verb)
            for verb in (
                Verb.AMEND,
                Verb.REVOKE,
                Verb.SUPERSEDE,
                Verb.ASSIGN,
                Verb.URGE,
                Verb.INSTRUCT,
                Verb.PREPARE_PAPER,
            )
        },
    }
    return render(request, "assignments/directive.html", context)


def as_it_stands(work: list[Assignment], on) -> list[Assignment]:
    """Who has the work today."""
    shown = [task for task in work if task.state in COUNTED_STATES]
    for task in shown:
        task.timeliness = task.timeliness_on(on)
    return shown


def as_charged(work: list[Assignment], row: Directive, on) -> list[Assignment]:
    """Whom the dispatch charged, by the names of its day; what was handed over since, as its heirs have it now."""
    shown = [task for task in work if not task.is_inherited and task.state in CHARGED_STATES]
    fates = handing_over.fates([task.pk for task in shown if task.state == State.HANDED_OVER], on)
    for task in shown:
        task.timeliness = fates.get(task.pk) or task.timeliness_on(on)
    as_they_were([task.body for task in shown], row.as_of)
    return shown


def has_changed(work: list[Assignment], row: Directive) -> bool:
    """Are those who have the work today others, or called otherwise, than on the day of the dispatch?"""
    names = former_names({task.body_id for task in work}, row.as_of)
    renamed = any(names.get(task.body_id, task.body.name) != task.body.name for task in work)
    return renamed or any(task.state == State.HANDED_OVER for task in work)


class Matrix:
    """Requirements down, bodies across; a cell holds the assignments of that body under that requirement."""

    def __init__(self, requirements, work, reach):
        self.bodies = list({task.body_id: task.body for task in work}.values())
        cells: dict[tuple[int, int], list] = {}
        for task in one_of_each_duty(work):
            task.mark, task.hint = mark(task, reach.on), hint(task)
            cells.setdefault((task.requirement_id, task.body_id), []).append(task)
        self.rows = [
            (requirement, [cells.get((requirement.pk, body.pk), []) for body in self.bodies])
            for requirement in requirements
        ]

    @property
    def used_labels(self):
        return list(dict.fromkeys(task.timeliness for _, cells in self.rows for cell in cells for task in cell))


def one_of_each_duty(work: list[Assignment]) -> list[Assignment]:
    """Of a duty with many periods the one most in need of attention: the longest late, else the latest of its label. It
    knows how many of them are late."""
    duties: dict[tuple, list[Assignment]] = {}
    for task in work:
        duties.setdefault((task.requirement_id, task.body_id, task.part), []).append(task)
    shown = []
    for rows in duties.values():
        rows.sort(key=lambda row: (row.period_start or datetime.date.min, row.pk), reverse=True)
        late = [row for row in rows if row.timeliness == Timeliness.LATE]
        worst = late[-1] if late else min(rows, key=lambda row: BY_ATTENTION.index(row.timeliness))
        worst.late_periods = len(late)
        shown.append(worst)
    return shown


def hint(task: Assignment) -> str:
    """What a cell says beside its mark: the period, how many are late, how often the deadline was moved."""
    late = f"{task.late_periods} kỳ quá hạn" if task.late_periods > 1 else ""
    moved = f"gia hạn {task.extensions} lần" if task.extensions else ""
    before = f"hạn đầu {task.first_due_on:%d/%m/%Y}" if task.first_due_on else ""
    return ", ".join(filter(None, (task.period, late, moved, before)))


def mark(task: Assignment, on) -> str:
    """What stands in a cell: ✓ done, +2 days late, 3 days left, ? unread, … going on."""
    label = task.timeliness
    if label in ("done", "done-late"):
        return "✓"
    if label == "late":
        return f"+{task.days_late(on)}"
    if label == "soon":
        return f"{task.days_left(on)} ng"
    return "?" if label == "unread" else "…"


def recipients_of(reach, row: Directive) -> list[Recipient]:
    """Who has the dispatch in hand: the office sees all, a body itself."""
    rows = reach.rows(row.recipients.select_related("body", "directive")).order_by("body__sort_key")
    recipients = sorted(
        rows, key=lambda recipient: recipient.received_on is not None
    )  # who has not confirmed comes first
    for recipient in recipients:
        recipient.days_waiting = (reach.on - recipient.sent_on).days
    return recipients


def own_receipt(reach, row: Directive) -> Recipient | None:
    return row.recipients.unconfirmed().filter(body__in=reach.grant(Verb.RECEIVE).bodies).select_related("body").first()


def trail(reach, row: Directive, work) -> list[Entry]:
    """The journal of the dispatch: whole for those who read it whole, one's own tasks for the others."""
    entries = Entry.objects.about(row.journal_thread()).order_by("-pk")
    if not reach.covers(row, Verb.READ_JOURNAL):
        entries = entries.filter(about__in=[f"assignment/{task.pk}" for task in work])
    return list(entries[:50])


@require_POST
@once
def receive(request, pk: int):
    """Xác nhận đã nhận văn bản, for each body of this person that is a recipient."""
    row = request.reach.fetch(Directive.objects.all(), pk=pk)
    request.reach.require(Verb.RECEIVE)
    own = row.recipients.unconfirmed().filter(body__in=request.reach.grant(Verb.RECEIVE).bodies)
    with transaction.atomic():
        for recipient in own.select_related("body", "directive__committee"):
            recipient.confirm(by=request.reach)
    messages.success(request, f"Đã xác nhận nhận văn bản {row}.")
    return redirect(row)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def assign(request, pk: int):
    """Giao thêm: one requirement to one more body or list."""
    row = request.reach.fetch(Directive.objects.in_force().select_related("committee"), pk=pk)
    request.reach.require(Verb.ASSIGN, row)
    initial = {"requirement": request.GET.get("yeu-cau"), **typed_before(request)}
    form = AssignForm(request.POST or None, directive=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            given = assign_all(form, request.reach)
        except NotAssignable as refused:
            form.add_error("names", str(refused))
        else:
            messages.success(request, f"Đã giao nhiệm vụ cho {given} cơ quan.")
            return redirect(row)
    return render(
        request,
        "assignments/directive_assign.html",
        {"directive": row, "form": form},
        status=422 if form.is_bound else 200,
    )


def assign_all(form: AssignForm, by) -> int:
    data = form.cleaned_data
    with transaction.atomic():
        for body in form.bodies:
            assigning.assign(data["requirement"], body, data["part"], by=by, due_on=data["due_on"])
    return len(form.bodies)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def urge_late(request, pk: int):
    """Đôn đốc every late body of the dispatch at once; who was urged today already is passed over."""
    row = request.reach.fetch(Directive.objects.in_force(), pk=pk)
    request.reach.require(Verb.URGE, row)
    on = request.reach.on
    late = request.reach.rows(row.assignments.all(), Verb.URGE).open().that_are("late", on=on).exclude(urged_on=on)
    late = list(late.exclude(state="REPORTED").for_lists())
    form = UrgeForm(request.POST or None, initial=typed_before(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            for task in late:
                workflow.perform(task, Verb.URGE, by=request.reach, note=form.cleaned_data["note"])
        messages.success(request, f"Đã đôn đốc {len(late)} nhiệm vụ quá hạn.")
        return redirect(row)
    context = {"directive": row, "form": form, "late": late}
    return render(request, "assignments/directive_urge.html", context, status=422 if form.is_bound else 200)
