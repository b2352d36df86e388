"""The registers as Excel files and on paper, of whatever the filter shows."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assignments.papers import books
from assignments.papers.workbook import workbook
from assignments.views.assignments import worklist_filter
from assignments.views.directives import register_filter
from directives.views.files import as_file

MOST_IN_A_FILE = 20_000
MOST_ON_PAPER = 2_000


@require_safe
def register_xlsx(request):
    rows = register_filter(request.reach, request.GET).qs
    return excel(books.of_dispatches(rows, MOST_IN_A_FILE), "So dang ky van ban", rows)


@require_safe
def register_print(request):
    rows = register_filter(request.reach, request.GET).qs
    return paper(request, books.of_dispatches(rows, MOST_ON_PAPER), "Sổ đăng ký văn bản", "register", rows)


@require_safe
def worklist_xlsx(request):
    rows = worklist_filter(request.reach, request.GET).qs
    return excel([books.of_work(rows, request.reach.on, MOST_IN_A_FILE)], "So theo doi", rows)


@require_safe
def worklist_print(request):
    rows = worklist_filter(request.reach, request.GET).qs
    return paper(request, [books.of_work(rows, request.reach.on, MOST_ON_PAPER)], "Sổ theo dõi", "worklist", rows)


def excel(found: list[books.Book], name: str, rows) -> FileResponse:
    now = timezone.localtime()
    note = f"Lập lúc {now:%H:%M} ngày {now:%d/%m/%Y}{shortened(found, rows, MOST_IN_A_FILE)}"
    return as_file(workbook(found, note), f"{name} {now:%Y-%m-%d}.xlsx")


def paper(request, found: list[books.Book], title: str, back: str, rows) -> HttpResponse:
    context = {"books": found, "title": title, "back": back, "shortened": shortened(found, rows, MOST_ON_PAPER)}
    return render(request, "assignments/book_print.html", context)


def shortened(found: list[books.Book], rows, most: int) -> str:
    """Nobody takes the beginning of a register for the whole."""
    shown = sum(len(book.rows) for book in found)
    return f"; chỉ gồm {most} dòng đầu, mời lọc hẹp hơn" if shown == most and rows.count() > most else ""
