"""Reporting: one screen, from the worklist, from which nothing typed or chosen is lost."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assignments import reporting, workflow
from assignments.forms import ReportForm
from assignments.models import Assignment, Report
from assignments.views.assignments import fetch
from directives import drafts
from directives.models import Draft, DraftFile
from provinces import uploads
from provinces.models.submissions import Submission
from provinces.policy import Verb
from provinces.sessions import take_parked
from provinces.submissions import new_key, once
from provinces.vietnamese import figure

TYPED = ("content", "document_code", "document_date", "obstacle", "to_decide")


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_report(request, pk: int):
    task = fetch(request, pk)
    verb = verb_for(request, task)
    if request.method == "POST":
        keep(request, task)
        return sent(request, task, verb)
    key, typed = found_typing(request, task)
    return show(request, task, verb, key, typed=typed)


def verb_for(request, task: Assignment) -> Verb:
    """The body itself reports; for one that has nobody here, the office does."""
    verb = Verb.REPORT if request.reach.covers(task, Verb.REPORT) else Verb.REPORT_FOR
    request.reach.require(verb, task)
    return verb


def keep(request, task: Assignment) -> None:
    """Keeps words and files as a draft, before anything else is tried."""
    draft = keep_words(request, task)
    if draft is None:
        return
    DraftFile.objects.filter(draft=draft).exclude(pk__in=kept_numbers(request)).delete()
    for upload in request.FILES.getlist("uploads"):
        try:
            uploads.admit(upload)
        except ValidationError:
            continue  # the form says why
        drafts.keep_file(draft, upload)


def keep_words(request, task: Assignment) -> Draft | None:
    """Not those of a report that was sent already: a slow line or a second press brings them late."""
    key = request.POST.get("key", "")
    if Submission.objects.filter(user=request.user, key=key).exists():
        return None
    return drafts.keep(request.user, key, drafts.typed(request.POST), about=about(task))


def kept_numbers(request) -> list[int]:
    return [number for said in request.POST.getlist("kept") if (number := figure(said))]


def about(task: Assignment) -> str:
    return f"assignment/{task.pk}"


@once
def sent(request, task: Assignment, verb: Verb):
    key = request.POST.get("key") or new_key()
    if "start" in request.POST:
        return show(request, task, verb, key, typed=begun(task, drafts.typed(request.POST)))
    fitting = reporting.fitting(task, request.reach, verb)
    form = ReportForm(request.POST, request.FILES, instance=Report(assignment=task), fitting=fitting)
    refused = workflow.why_not(task, verb, request.reach)
    if form.is_valid() and not refused:
        files = drafts.files_of(request.user, key)
        said = {"verb": verb, "by": request.reach, "also": form.cleaned_data["also"], "files": files}
        try:
            answered = reporting.hand_in(task, form.save(commit=False), **said)
        except workflow.Refused as reason:
            refused = str(reason)
        else:
            drafts.of(request.user, about=about(task)).delete()
            too = f" Báo cáo trả lời {len(answered)} nhiệm vụ." if len(answered) > 1 else ""
            messages.success(request, f"Đã gửi báo cáo. Báo cáo đang chờ duyệt.{too}")
            return redirect(task)
    return show(request, task, verb, key, form=form, fitting=fitting, refused=refused)


def begun(task: Assignment, typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """The last report's words put under what is typed; fields that are filled in stay."""
    last = reporting.last_words(task)
    if last is None:
        return typed
    words = [word for word in (*typed.get("content", []), last.content) if word.strip()]
    others = {name: typed.get(name, []) for name in ("obstacle", "to_decide")}
    if not any("".join(value) for value in others.values()):
        others = {name: [getattr(last.source, name)] for name in others}
    return {**typed, **others, "content": ["\n\n".join(dict.fromkeys(words))]}


def found_typing(request, task: Assignment) -> tuple[str, dict[str, list[str]]]:
    """What was typed before: parked by an ended session, or kept as a draft."""
    if parked := take_parked(request.session, request.path):
        key = (parked.pop("key", None) or [new_key()])[-1]
        drafts.keep(request.user, key, parked, about=about(task))
        messages.success(request, "Nội dung đang viết trước khi phiên làm việc kết thúc đã được khôi phục.")
        return key, parked
    draft = drafts.of(request.user, about=about(task)).first()
    return (draft.key, draft.fields) if draft else (new_key(), {})


def show(request, task: Assignment, verb: Verb, key: str, *, typed=None, form=None, fitting=None, refused=""):
    fitting = reporting.fitting(task, request.reach, verb) if fitting is None else fitting
    if form is None:
        initial = {name: values[-1] for name, values in (typed or {}).items() if name in TYPED and values}
        initial["also"] = (typed or {}).get("also", [])
        form = ReportForm(instance=Report(assignment=task), initial=initial, fitting=fitting)
        refused = workflow.why_not(task, verb, request.reach)
    context = {
        "task": task,
        "form": form,
        "key": key,
        "fitting": fitting,
        "kept_files": drafts.files_of(request.user, key),
        "last": reporting.last_words(task),
        "refused": refused,
        "on_behalf": verb == Verb.REPORT_FOR,
        "restored": bool(typed) and request.method == "GET",
        "timeliness": task.timeliness_on(request.reach.on),
    }
    status = (409 if refused else 422) if form.is_bound else 200
    return render(request, "assignments/assignment_report.html", context, status=status)


@require_POST
def report_draft(request, pk: int):
    """Answers the automatic save with the time that the page shows."""
    task = fetch(request, pk)
    verb_for(request, task)
    draft = keep_words(request, task)
    if draft is None:
        return JsonResponse({"error": "Không lưu được: nội dung quá dài hoặc đã được gửi."}, status=413)
    return JsonResponse({"saved_at": timezone.localtime(draft.updated_at).strftime("%H:%M")})
