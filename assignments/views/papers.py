"""The official papers: drawn up, worded, issued, and the figures they rest on."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assignments.filters import PaperFilter
from assignments.forms.papers import AllLateForm, ChargedForm, IssueForm, PeriodForm, WordsForm
from assignments.models import Assignment, Paper, PaperKind, Snapshot
from assignments.paging import page_of
from assignments.papers import preparing
from assignments.papers.layout import HEADING, lines_of
from directives.models import Directive
from directives.views.files import as_file, hand_out
from provinces.models import Body
from provinces.policy import Verb
from provinces.submissions import once
from provinces.views.saving import save_form, shown_status


@require_safe
def papers(request):
    """Báo cáo Ban Thường vụ: the papers in reach, those still being drafted first."""
    reach = request.reach
    reach.require(Verb.READ)
    rows = reach.rows(Paper.objects.for_lists()).order_by(F("issued_on").desc(nulls_first=True), "-pk")
    filters = PaperFilter(request.GET, queryset=rows, on=reach.on)
    context = {"page": page_of(filters.qs, request), "filter": filters, "may_prepare": may_cover_many(reach)}
    return render(request, "assignments/papers.html", context)


def may_cover_many(reach) -> bool:
    """The office may; of the other bodies, those that oversee something."""
    if not reach.may(Verb.PREPARE_PAPER):
        return False
    overseen = reach.rows(Directive.objects.in_force(), Verb.PREPARE_PAPER)
    return bool(reach.grant(Verb.PREPARE_PAPER).committees) or overseen.exists()


@require_http_methods(["GET", "HEAD", "POST"])
@once
def papers_period(request):
    """Báo cáo theo kỳ, over all dispatches of the committee."""
    first = request.reach.on.replace(day=1)
    return prepare_for_many(request, PaperKind.REPORT, PeriodForm, {"since": first, "until": request.reach.on})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def papers_urging(request):
    """Công văn đôn đốc over all dispatches of the committee."""
    return prepare_for_many(request, PaperKind.URGING, AllLateForm, {})


def prepare_for_many(request, kind: PaperKind, form_class, initial: dict):
    reach = request.reach
    if not may_cover_many(reach):
        raise PermissionDenied
    form = form_class(request.POST or None, committees=reach.desks(Verb.PREPARE_PAPER), initial=initial)
    if request.method == "POST" and form.is_valid():
        paper = preparing.prepare(kind, by=reach, **form.cleaned_data)
        messages.success(request, f"Đã chốt số liệu {paper.snapshot}. Mời xem lại lời văn.")
        return redirect("paper_edit", paper.pk)
    return render(request, "assignments/paper_prepare.html", {"form": form, "kind": kind}, status=shown_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def paper_prepare(request, pk: int, kind: str):
    """Soạn a paper on one dispatch."""
    directive = request.reach.fetch(
        Directive.objects.in_force().filter(secrecy="").select_related("committee"), Verb.READ, pk=pk
    )
    request.reach.require(Verb.PREPARE_PAPER, directive)
    kind = kind_of(kind)
    form = ChargedForm(request.POST or None, bodies=charged_bodies(request.reach, directive))
    if kind != PaperKind.TASK_SHEET:
        del form.fields["charged"]
    if request.method == "POST" and form.is_valid():
        paper = preparing.prepare(
            kind, by=request.reach, committee=directive.committee, directive=directive, **form.cleaned_data
        )
        messages.success(request, f"Đã chốt số liệu {paper.snapshot}. Mời xem lại lời văn.")
        return redirect("paper_edit", paper.pk)
    context = {"form": form, "kind": kind, "directive": directive}
    return render(request, "assignments/paper_prepare.html", context, status=shown_status(form))


def kind_of(slug: str) -> PaperKind:
    kind = next((kind for kind in PaperKind if kind.slug == slug), None)
    if kind is None:
        raise Http404
    return kind


def charged_bodies(reach, directive: Directive):
    work = reach.rows(Assignment.objects.open(), Verb.PREPARE_PAPER).filter(directive=directive, body=OuterRef("pk"))
    return Body.objects.filter(Exists(work))


def fetch(request, rows=None, verb: str | None = None) -> Paper:
    """The paper in reach (else 404), on which this person may do that (else 403)."""
    rows = Paper.objects.all() if rows is None else rows
    pk = request.resolver_match.kwargs["pk"]
    related = ("snapshot__body", "snapshot__committee", "snapshot__directive", "snapshot__by", "issued_by", "report")
    paper = request.reach.fetch(rows.select_related(*related), pk=pk)
    if verb:
        request.reach.require(verb, paper)
    return paper


@require_safe
def paper(request, pk: int):
    row = fetch(request)
    may = {verb: request.reach.covers(row, verb) for verb in (Verb.PREPARE_PAPER, Verb.ISSUE_PAPER)}
    context = {
        "paper": row,
        "printed_kind": preparing.PRINTED_KIND.get(PaperKind(row.kind), ""),
        "paragraphs": [(words, bool(HEADING.match(words))) for words in lines_of(row.content)],
        "tables": preparing.MODULES[row.kind].tables(row.snapshot.facts),
        "may": may if not row.is_issued else {},
        "directive": row.snapshot.directive,
        "sees_directive": bool(row.snapshot.directive) and request.reach.covers(row.snapshot.directive),
        "sees_report": bool(row.report) and request.reach.covers(row.report),
    }
    return render(request, "assignments/paper.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def paper_edit(request, pk: int):
    row = fetch(request, Paper.objects.being_drafted(), Verb.PREPARE_PAPER)
    form = WordsForm(request.POST or None, instance=row)
    committee = row.snapshot.committee
    if (
        request.method == "POST"
        and form.is_valid()
        and save_form(form, Verb.PREPARE_PAPER, by=request.reach, committee=committee)
    ):
        messages.success(request, "Đã lưu lời văn.")
        return redirect(row)
    return render(request, "assignments/paper_edit.html", {"paper": row, "form": form}, status=shown_status(form))


@require_POST
def paper_keep(request, pk: int):
    """Answers the automatic save, which takes the version as any other save does."""
    row = fetch(request, Paper.objects.being_drafted(), Verb.PREPARE_PAPER)
    form = WordsForm(request.POST, instance=row)
    if not form.is_valid():
        return JsonResponse({"error": "Chưa lưu được: có ô chưa đúng."}, status=422)
    with transaction.atomic():
        if not form.claim():
            return JsonResponse({"error": "Người khác vừa lưu."}, status=409)
        form.save()
    return JsonResponse({"saved_at": timezone.localtime().strftime("%H:%M"), "version": row.version})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def paper_issue(request, pk: int):
    """Phát hành: number and day, then nothing changes any more."""
    row = fetch(request, Paper.objects.being_drafted(), Verb.ISSUE_PAPER)
    form = IssueForm(request.POST or None, instance=row, on=request.reach.on)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if form.claim():
                preparing.issue(form.instance, by=request.reach)
                messages.success(request, f"Đã phát hành {row.get_kind_display()} {row.code}.")
                return redirect(row)
    row = fetch(request)  # as it is kept, not as it was typed
    return render(request, "assignments/paper_issue.html", {"paper": row, "form": form}, status=shown_status(form))


@require_POST
@once
def paper_discard(request, pk: int):
    row = fetch(request, Paper.objects.being_drafted(), Verb.PREPARE_PAPER)
    preparing.discard(row, by=request.reach)
    messages.success(request, "Đã bỏ bản thảo.")
    return redirect("papers")


@require_safe
def paper_file(request, pk: int) -> FileResponse:
    """The .docx: of an issued paper the file that was kept, of a draft as it stands now."""
    row = fetch(request)
    if row.is_issued:
        return hand_out(row.document)
    return as_file(preparing.printed(row), row.file_name)


@require_safe
def snapshot(request, pk: int):
    """Bản chốt số liệu, opened again as it was frozen."""
    row = request.reach.fetch(Snapshot.objects.select_related("body", "committee", "directive", "by"), pk=pk)
    paper = request.reach.rows(Paper.objects.filter(snapshot=row)).first()
    return render(request, "assignments/snapshot.html", {"snapshot": row, "paper": paper})
