"""Entering a dispatch: the form, its drafts, its second look, and putting right what was entered."""

from __future__ import annotations

import functools
import hashlib
import re

from django.contrib import messages
from django.db import transaction
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assignments import notices
from assignments import registering as work
from assignments.assigning import NotAssignable
from assignments.models import Assignment, Part
from directives import drafts, prefill, reading, registering
from directives.forms.reading import ReadForm
from directives.forms.registration import PARTS, PURPOSE_CHOICES, Registration, typed_facts, typed_rows
from directives.models import Directive, Requirement
from directives.vocabulary import Block
from provinces import journal
from provinces.models import RecipientList, Term
from provinces.models.versioned import StaleVersion
from provinces.policy import Verb
from provinces.rolls import Roll
from provinces.sessions import RESTORED, take_parked
from provinces.submissions import new_key, once
from provinces.vietnamese import clean, figure

ROW_BUTTON = re.compile(r"(?P<what>add|up|down|remove)_(?P<section>[a-z]+)(?:-(?P<row>[0-9]{1,3}))?")


def keeps_files(view):
    """Nobody can choose a clerk's files again: where the form comes back, they stay with its draft."""

    @functools.wraps(view)
    def kept(request, *args, **kwargs):
        answer = view(request, *args, **kwargs)
        if files := getattr(request, "files_to_keep", None):
            directive = Directive.objects.filter(pk=kwargs.get("pk") or 0).first()
            drafts.keep_files(request.user, request.POST.get("key", ""), drafts.typed(request.POST), directive, files)
        return answer

    return kept


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_files
@once
def directive_new(request):
    request.reach.require(Verb.REGISTER)
    desks = request.reach.desks(Verb.REGISTER)
    if request.method != "POST":
        return show_typed(request, *found_typing(request), desks=desks)
    if moved := moved_rows(request.POST):
        return show_typed(request, request.POST.get("key") or new_key(), moved, desks=desks)
    page = Registration(desks=desks, data=request.POST, files=request.FILES)
    if page.is_valid() and looked_twice(request, page):
        directive = save_new(page, request.reach)
        if directive:
            drafts.hand_over_files(request.user, request.POST, directive)
            drafts.discard(request.user, request.POST.get("key", ""))
            messages.success(request, f"Đã vào sổ {directive}.")
            return redirect(directive)
    read = prefill_of(request, request.POST.get("text", ""), desks) if request.POST.get("read") else None
    return show(request, page, request.POST.get("key") or new_key(), read=read)


def found_typing(request) -> tuple[str, dict | None]:
    """What was typed before: parked by an ended session, or kept as the draft that the address names."""
    parked = take_parked(request.session, request.path)
    if parked:
        key = (parked.pop("key", None) or [new_key()])[-1]
        drafts.keep(request.user, key, parked)
        messages.success(request, RESTORED)
        return key, parked
    draft = drafts.of(request.user).filter(key=request.GET.get("nhap", "")).first()
    return (draft.key, draft.fields) if draft else (new_key(), None)


def show_typed(request, key: str, fields: dict | None, *, desks):
    rows = typed_rows(fields) if fields else None
    page = Registration(desks=desks, initial=typed_facts(fields) if fields else None, rows=rows)
    read = (
        prefill_of(request, fields["text"][-1], desks) if fields and fields.get("read") and fields.get("text") else None
    )
    return show(request, page, key, opened=bool(fields), read=read)


def prefill_of(request, text: str, desks) -> prefill.Prefill:
    """The passages of a text that was read: found anew for each page, so that nothing stale is kept."""
    return prefill.from_text(clean(text), next(iter(desks)), request.reach.on)


def show(
    request,
    page: Registration,
    key: str,
    opened: bool = False,
    directive: Directive | None = None,
    stale=None,
    read: prefill.Prefill | None = None,
):
    if read:
        page.doubt(read.doubts)
    kept = drafts.files_of(request.user, key)
    request.files_to_keep = drafts.new_files(request.FILES.getlist("uploads"), kept)
    if directive is None:
        page.offer_number(request.reach.on)
    context = {
        "may_keep_bodies": request.reach.may(Verb.KEEP_BODIES),
        "segments": read.segments() if read else [],
        "unknown_read": list(read.unknown) if read and not page.form.is_bound else [],
        "doubts": len(read.doubts) if read else 0,
        "draft_files": [*kept, *request.files_to_keep],
        "dropped": request.POST.getlist("drop"),
        "read_form": None if opened or directive or page.form.is_bound else ReadForm(),
        "page": page,
        "key": key,
        "directive": directive,
        "purposes": PURPOSE_CHOICES,
        "drafts": [] if opened or directive or page.form.is_bound else drafts.of(request.user)[:5],
        "stale": stale,
        "confirmation": fingerprint(page.warnings),
        "parts": PARTS,
    }
    bound = page.form.is_bound
    status = 409 if page.conflict or stale else 422 if bound else 200
    return render(request, "assignments/directive_form.html", context, status=status)


def looked_twice(request, page: Registration) -> bool:
    """Warnings are shown once; the clerk then confirms with the same button."""
    page.warnings += left_out(page)
    if page.instance.pk is None:
        page.warnings += second_look(page, request.reach.on)
    return not page.warnings or request.POST.get("confirmed") == fingerprint(page.warnings)


def second_look(page: Registration, today) -> list[str]:
    """What a careful colleague would ask before the dispatch goes into the register."""
    data, rows = page.form.cleaned_data, page.kept("requirements")
    if data.get("secrecy"):
        return []
    looks = []
    numbered = numbered_points(data["text"])
    entered = sum(bool(row.cleaned_data.get("number")) for row in rows)
    if numbered and numbered != entered:
        looks.append(f"Văn bản có {numbered} điểm đánh số, phiếu có {entered} yêu cầu đánh số.")
    nobody = [row for row in rows if not any(row.typed_names(part) for part in PARTS)]
    if nobody:
        numbers = ", ".join(row.cleaned_data.get("number") or "không đánh số" for row in nobody)
        looks.append(f"Yêu cầu chưa giao cho cơ quan nào: {numbers}.")
    if rows and (idle := lists_without_work(page)):
        looks.append(f"Có trong Kính gửi nhưng không yêu cầu nào giao: {'; '.join(idle)}.")
    if data["issued_on"] and data["issued_on"] > today:
        looks.append(f"Ngày ban hành {data['issued_on']:%d/%m/%Y} ở sau hôm nay.")
    if data["number"] and not has_term(data):
        looks.append("Danh bạ chưa có nhiệm kỳ nào gồm ngày này; số sẽ được tính riêng.")
    return looks


def lists_without_work(page: Registration) -> list[str]:
    """Lists in Kính gửi whose members have no part in any requirement."""
    data = page.form.cleaned_data
    day = data["issued_on"] or data["entered_on"]
    tasked = {body.pk for point in points_of(page) for part in Part.values for body in point.bodies(part, day)}
    lists = {t.pk: t for line in page.lines() if line.block == Block.ADDRESSEE for t in line.targets if is_list(t)}
    roll = Roll(lists, day)
    return [str(row) for pk, row in lists.items() if roll.members(pk) and not tasked & roll.members(pk)]


def is_list(target) -> bool:
    return isinstance(target, RecipientList)


def numbered_points(text: str) -> int:
    return sum(point.number is not None for point in reading.read(text).requirements) if text.strip() else 0


def has_term(data) -> bool:
    return Term.objects.covering(data["committee"], data["issued_on"] or data["entered_on"]) is not None


def fingerprint(warnings: list[str]) -> str:
    """Stands for exactly these warnings: another one, or the same of another body, has not been read yet."""
    return hashlib.sha256("\n".join(warnings).encode()).hexdigest()[:16]


def left_out(page: Registration) -> list[str]:
    """Bodies with a task that stand on no recipient line: they would get the task without the dispatch."""
    day = page.form.cleaned_data["issued_on"] or page.form.cleaned_data["entered_on"]
    listed = {body.pk for body in work.expand([t for line in page.lines() for t in line.targets], day)}
    tasked = [body for point in points_of(page) for part in Part.values for body in point.bodies(part, day)]
    names = dict.fromkeys(str(body) for body in tasked if body.pk not in listed)
    return [f"{name} được giao việc nhưng không có trong nơi nhận." for name in names]


def points_of(page: Registration) -> list[work.Point]:
    source = page.form.cleaned_data["text"]
    return [
        work.Point(
            requirement=row.fill(Requirement(), source),
            targets={part: page.targets(row.typed_names(name)) for name, part in PARTS.items()},
        )
        for row in page.kept("requirements")
    ]


def save_new(page: Registration, by) -> Directive | None:
    """Registers, or puts the reason beside its field and returns None."""
    try:
        with transaction.atomic():
            return work.register(
                page.form.save(commit=False),
                lines=page.lines(),
                citations=page.citations(),
                points=points_of(page),
                files=page.files(),
                by=by,
            )
    except registering.NumberTaken as taken:
        page.conflict = taken.other
        page.form.add_error("number", f"Số {taken.other} đã được vào sổ trong cùng nhiệm kỳ.")
    except NotAssignable as refused:
        page.form.add_error(None, str(refused))
    return None


def moved_rows(post: QueryDict) -> dict[str, list[str]] | None:
    """Without JavaScript the row buttons send the form: it comes back with the row added, moved or taken away."""
    pressed = next((match for name in post if (match := ROW_BUTTON.fullmatch(name))), None)
    if not pressed:
        return None
    fields, section = drafts.typed(post), pressed["section"]
    rows = typed_rows(fields).get(section, [])
    at = int(pressed["row"] or 0)
    if pressed["what"] == "add":
        rows.append({})
    elif pressed["what"] == "remove" and at < len(rows):
        rows.pop(at)
    elif pressed["what"] in ("up", "down"):
        to = at - 1 if pressed["what"] == "up" else at + 1
        if 0 <= to < len(rows) and at < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
    return {**without(fields, section), **as_typed(section, rows)}


def without(fields: dict[str, list[str]], section: str) -> dict[str, list[str]]:
    return {name: values for name, values in fields.items() if not name.startswith(f"{section}-")}


def as_typed(section: str, rows: list[dict]) -> dict[str, list[str]]:
    typed = {f"{section}-{i}-{name}": [value] for i, row in enumerate(rows) for name, value in row.items()}
    order = {f"{section}-{i}-ORDER": [str(i + 1)] for i in range(len(rows))}
    return {**typed, **order, f"{section}-TOTAL_FORMS": [str(len(rows))]}


# Putting right


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_files
@once
def directive_amend(request, pk: int):
    directive = request.reach.fetch(Directive.objects.in_force(), Verb.READ, pk=pk)
    request.reach.require(Verb.AMEND, directive)
    desks = [directive.committee]
    if request.method != "POST":
        key, typed = found_amendment(request, directive)
        rows = typed_rows(typed) if typed else rows_of(directive)
        page = Registration(desks=desks, instance=directive, initial=typed_facts(typed) if typed else None, rows=rows)
        return show(request, page, key, directive=directive)
    key = request.POST.get("key") or new_key()
    if moved := moved_rows(request.POST):
        page = Registration(desks=desks, instance=directive, initial=typed_facts(moved), rows=typed_rows(moved))
        return show(request, page, key, directive=directive)
    before = registering.facts(directive)
    page = Registration(desks=desks, data=request.POST, files=request.FILES, instance=directive)
    if page.is_valid() and looked_twice(request, page):
        try:
            if save_amended(page, directive, before, request.POST.get("version", ""), request.reach):
                drafts.hand_over_files(request.user, request.POST, directive)
                drafts.discard(request.user, key)
                messages.success(request, f"Đã cập nhật {directive}.")
                return redirect(directive)
        except StaleVersion:
            current = Directive.objects.get(pk=directive.pk)
            return show(request, page, key, directive=directive, stale=current)
    return show(request, page, key, directive=directive)


def found_amendment(request, directive: Directive) -> tuple[str, dict | None]:
    parked = take_parked(request.session, request.path)
    if parked:
        return (parked.pop("key", None) or [new_key()])[-1], parked
    draft = drafts.of(request.user, directive).first()
    return (draft.key, draft.fields) if draft else (new_key(), None)


REQUIREMENT_FACTS = (
    "id", "number", "text", "charged", "due_on", "due_text", "cadence", "period_due", "period_due_number", "periods_until",
)  # fmt: skip


def rows_of(directive: Directive) -> dict[str, list]:
    """The dispatch as it stands, as rows of the form. Whom a requirement is given to is shown on its own page."""
    lines = list(directive.lines.prefetch_related("lists", "bodies"))
    return {
        **{section: [line_row(line) for line in lines if line.block == block] for section, block in BLOCKS.items()},
        "citations": [*directive.citations.values("text", "code", "issued_on", "relation")],
        "requirements": [*directive.requirements.values(*REQUIREMENT_FACTS)],
    }


BLOCKS = {"addressees": Block.ADDRESSEE, "distribution": Block.DISTRIBUTION}


def line_row(line) -> dict:
    names = [str(target) for target in (*line.lists.all(), *line.bodies.all())]
    return {"text": line.text, "kind": line.kind, "purpose": line.purpose, "names": "; ".join(names)}


def save_amended(page: Registration, directive: Directive, before: dict, version: str, by) -> bool:
    try:
        with transaction.atomic():
            Term.objects.hold(directive.committee)  # before the row itself, as whoever changes a term does
            directive.claim(figure(version) or 0)
            rhythms = rhythms_of(directive)
            points = amend_requirements(page, directive)
            registering.amend(
                directive,
                before,
                changes=journal.differences(rhythms, rhythms_of(directive)),
                lines=page.lines(),
                citations=page.citations(),
                files=page.files(),
                keep=Assignment.objects.filter(directive=directive).values_list("body", flat=True),
                by=by,
            )
            notices.given(work.assign_points(directive, points, by), by)
            notices.dispatched(directive, by)
        return True
    except registering.NumberTaken as taken:
        page.conflict = taken.other
        page.form.add_error("number", f"Số {taken.other} đã được vào sổ trong cùng nhiệm kỳ.")
    except (NotAssignable, HasWork) as refused:
        page.form.add_error(None, str(refused))
    return False


def rhythms_of(directive: Directive) -> dict[str, str]:
    """For the journal: how often each requirement wants a report, due when and until when."""
    return {f"Chế độ báo cáo của {str(row).lower()}": row.rhythm for row in directive.requirements.all()}


class HasWork(Exception):
    """A requirement that bodies already work on cannot be taken away."""


def amend_requirements(page: Registration, directive: Directive) -> list[work.Point]:
    """Saves the requirements as they are now typed; returns what is newly given to bodies."""
    standing = {requirement.pk: requirement for requirement in directive.requirements.all()}
    points = []
    for position, row in enumerate(page.kept("requirements")):
        requirement = standing.pop(row.cleaned_data.get("id"), None) or Requirement(directive=directive)
        requirement.position = position
        row.fill(requirement, directive.text).save()
        targets = {part: page.targets(row.typed_names(name)) for name, part in PARTS.items()}
        points.append(work.Point(requirement=requirement, targets=targets))
    for requirement in standing.values():
        if requirement.assignments.exists():
            raise HasWork(f"{requirement} đã giao cho cơ quan thực hiện nên không thể xóa.")
        requirement.delete()
    return [without_standing(point, directive) for point in points]


def without_standing(point: work.Point, directive: Directive) -> work.Point:
    """A body that already has this part of the requirement is not given it twice."""
    given = set(point.requirement.assignments.counted().values_list("part", "body"))
    bodies = {part: point.bodies(part, directive.as_of) for part in point.targets}
    point.targets = {part: [body for body in rows if (part, body.pk) not in given] for part, rows in bodies.items()}
    return point
