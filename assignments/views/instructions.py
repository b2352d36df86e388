"""A leader's words on a dispatch or an assignment, and the answers to them."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assignments import instructions as words
from assignments.forms.instructions import DirectiveInstructionForm, InstructionForm, ReplyForm
from assignments.models import Asked, Assignment, Instruction
from assignments.paging import page_of
from directives.models import Directive
from provinces.policy import Verb
from provinces.submissions import once


@require_safe
def instructions(request):
    """Ý kiến chỉ đạo: all in reach, newest first; or those that wait for a reply."""
    request.reach.require(Verb.READ)
    rows = words.given(request.reach)
    only_waiting = request.GET.get("cho") == "1"
    if only_waiting:
        waiting = request.reach.rows(Asked.objects.waiting())
        rows = rows.filter(pk__in=waiting.values("instruction"))
    page = page_of(rows, request)
    page.object_list = words.marked(page.object_list, request.reach)
    return render(request, "assignments/instructions.html", {"page": page, "only_waiting": only_waiting})


@require_safe
def instruction(request, pk: int):
    row = request.reach.fetch(words.with_asked(request.reach, Instruction.objects.all()), pk=pk)
    words.marked([row], request.reach)
    return render(request, "assignments/instruction.html", {"instruction": row})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def directive_instruct(request, pk: int):
    row = request.reach.fetch(Directive.objects.filter(secrecy="").select_related("committee"), pk=pk)
    request.reach.require(Verb.INSTRUCT, row)
    form = DirectiveInstructionForm(request.POST or None, directive=row, reach=request.reach)
    return give(request, form, row, None)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def assignment_instruct(request, pk: int):
    rows = Assignment.objects.select_related("body", "requirement", "directive__committee")
    task = request.reach.fetch(rows, pk=pk)
    request.reach.require(Verb.INSTRUCT, task)
    form = InstructionForm(request.POST or None, on=request.reach.on)
    return give(request, form, task.directive, task)


def give(request, form: InstructionForm, directive: Directive, task: Assignment | None):
    if request.method == "POST" and form.is_valid():
        words.instruct(directive, assignment=task, by=request.reach, **form.given())
        messages.success(request, "Đã ghi ý kiến chỉ đạo và báo cho nơi được hỏi.")
        return redirect(task or directive)
    context = {"form": form, "directive": directive, "task": task, "back": task or directive}
    return render(request, "assignments/instruct.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def instruction_reply(request, pk: int):
    """Trả lời, for the one that is asked: a body, or the office."""
    asked = request.reach.fetch(Asked.objects.for_lists().select_related("instruction__assignment__body"), pk=pk)
    request.reach.require(Verb.REPLY, asked)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words.reply(asked, form.cleaned_data["text"], by=request.reach)
        messages.success(request, "Đã gửi trả lời.")
        return redirect(asked.instruction)
    context = {"form": form, "asked": asked, "rung": asked.rung_on(request.reach.on), "on": request.reach.on}
    return render(request, "assignments/instruction_reply.html", context, status=422 if form.is_bound else 200)
