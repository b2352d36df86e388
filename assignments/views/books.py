"""The registers as files and on paper, of whatever the filter shows; the long ones when they are written."""

from __future__ import annotations

import io
from collections.abc import Iterable

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assignments import exporting
from assignments.exporting import REGISTER, WORKLIST, Kind
from assignments.models import Export
from assignments.papers import books
from assignments.papers.books import Book
from directives.views.files import as_file, hand_out
from provinces.policy import Verb
from provinces.submissions import once

MOST_ON_PAPER = 2_000


@require_http_methods(["GET", "HEAD", "POST"])
@once
def take_home(request, kind: Kind, form: str):
    """A short list as a file, at once. A long one is offered: who wants it has it written, one at a time."""
    rows = kind.shown(request.reach, request.GET).qs
    numbers = exporting.numbers_of(rows[: exporting.MOST_AT_ONCE + 1])
    if len(numbers) <= exporting.MOST_AT_ONCE:
        return download([kind.book(numbers, request.reach)], kind.file, form)
    if request.method != "POST":
        context = {"kind": kind, "form": form, "at_once": exporting.MOST_AT_ONCE}
        return render(request, "assignments/export_offer.html", context)
    running = next((row for row in Export.objects.of(request.user) if row.is_running), None)
    if running:
        messages.error(request, "Mỗi lần chương trình ghi một tệp; tệp dưới đây đang được ghi.")
    record = running or exporting.begin(kind, form, request.GET, request.reach)
    return redirect("export", record.pk)


def download(found: Iterable[Book], name: str, form: str) -> FileResponse:
    """Books that are short enough to be written while somebody waits, as a file "<name> 2021-05-10.xlsx" or .csv."""
    file = io.BytesIO()
    exporting.FORMS[form](file, found, exporting.note_of_now())
    return as_file(file.getvalue(), exporting.file_name(name, form))


# On paper


@require_safe
def register_print(request):
    rows = REGISTER.shown(request.reach, request.GET).qs.order_by(*books.IN_SERIES)
    numbers, words = beginning(rows)
    return paper(request, REGISTER, "Sổ đăng ký văn bản", books.by_series(numbers), words)


@require_safe
def worklist_print(request):
    numbers, words = beginning(WORKLIST.shown(request.reach, request.GET).qs)
    return paper(request, WORKLIST, "Sổ theo dõi", [books.of_work(numbers, request.reach)], words)


def beginning(rows) -> tuple[list[int], str]:
    """As many rows as paper bears; nobody takes the beginning of a register for the whole."""
    numbers = list(exporting.numbers_of(rows[: MOST_ON_PAPER + 1]))
    more = f"; chỉ gồm {MOST_ON_PAPER} dòng đầu, mời lọc hẹp hơn" if len(numbers) > MOST_ON_PAPER else ""
    return numbers[:MOST_ON_PAPER], more


def paper(request, kind: Kind, title: str, found: list[Book], shortened: str) -> HttpResponse:
    context = {"books": found, "title": title, "back": kind.page, "shortened": shortened}
    return render(request, "assignments/book_print.html", context)


# Long lists


@require_safe
def exports(request):
    """The files that this person had written in the last day."""
    request.reach.require(Verb.READ)
    rows = [with_kind(row, request.reach) for row in Export.objects.of(request.user)[:50]]
    return render(request, "assignments/exports.html", {"rows": rows})


@require_safe
def export(request, pk: int):
    return render(request, "assignments/export.html", {"record": fetch(request, pk)})


@require_safe
def export_file(request, pk: int):
    record = fetch(request, pk)
    if not record.may_be_taken:
        raise Http404
    return hand_out(record)


@require_POST
@once
def export_act(request, pk: int, step: str):
    with transaction.atomic():  # of two who press at once, the second finds it done
        record = fetch(request, pk, Export.objects.select_for_update(of=("self",)))
        if step not in STEPS:
            raise Http404
        STEPS[step](record)
    return redirect("export", pk)


STEPS = {"dung": exporting.stop, "ghi-lai": exporting.write_anew}


def fetch(request, pk: int, rows=Export.objects) -> Export:
    request.reach.require(Verb.READ)
    return with_kind(get_object_or_404(rows.of(request.user), pk=pk), request.reach)


def with_kind(record: Export, reach) -> Export:
    """With what its page shows: of which list it is, and whether it may be taken home today."""
    record.source = exporting.KINDS[record.kind]
    record.is_outdated = record.is_ready and not record.is_within(reach.grant(Verb.READ))
    record.may_be_taken = record.is_ready and not record.is_outdated
    return record
