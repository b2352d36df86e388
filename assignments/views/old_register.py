"""Which column of an office's old register holds what? Guessed, remembered from the last time, and confirmed."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assignments.forms.old_register import ColumnsForm, SheetForm
from assignments.old_register import REGISTER
from directives.old_register import best_sheet, guesses, head_of, headings_of
from provinces.exchange.running import read, start
from provinces.exchange.workbooks import MOST_ROWS, Line, Sheet, Unreadable
from provinces.models.imports import Import
from provinces.submissions import once
from provinces.vietnamese import fold
from provinces.views.imports import fetch
from provinces.views.saving import shown_status

FIRST_ROWS = 40
State = Import.State


@require_http_methods(["GET", "HEAD", "POST"])
@once
def register_import_columns(request, pk: int):
    record = fetch(request, REGISTER, pk)
    if record.confirmed_at or record.is_running or not record.file:
        return redirect(REGISTER.page, pk)
    try:
        sheets = [sheet for sheet in read(record, FIRST_ROWS, whole=False) if sheet.lines]
    except Unreadable as refused:
        record.tell(state=State.FAILED, reason=str(refused))
        return redirect(REGISTER.page, pk)
    place, sheet, head = chosen(request, sheets)
    headings = headings_of(head)
    form = ColumnsForm(
        request.POST or None,
        headings=headings,
        guesses=guesses(headings, remembered(record)),
        samples=samples(sheet, head),
    )
    if request.method == "POST" and form.is_valid():
        record.mapping = {"sheet": sheet.name, "head": head.number, "headings": headings, "columns": form.chosen}
        record.save(update_fields=["mapping"])
        start(REGISTER, record, State.CHECKING)
        return redirect(REGISTER.page, pk)
    where = SheetForm(initial={"trang_tinh": place, "dong": head.number}, names=[sheet.name for sheet in sheets])
    context = {"record": record, "form": form, "where": where, "most_rows": MOST_ROWS}
    return render(request, "assignments/import_columns.html", context, status=shown_status(form))


def chosen(request, sheets: list[Sheet]) -> tuple[int, Sheet, Line]:
    """The sheet and the line of headings that the address names, or those that look like it."""
    asked = SheetForm(request.GET or None, names=[sheet.name for sheet in sheets])
    named = asked.cleaned_data if asked.is_valid() else {}
    place = named.get("trang_tinh", best_sheet(sheets))
    sheet = sheets[place]
    head = next((line for line in sheet.lines if line.number == named.get("dong")), None) or head_of(sheet)
    return place, sheet, head or sheet.lines[0]


def samples(sheet: Sheet, head: Line) -> list[str]:
    """What stands below each heading, to recognise the column by."""
    below = [line for line in sheet.lines if line.number > head.number][:3]
    return [
        "; ".join(words[:60] for line in below if (words := line.cells[place] if place < len(line.cells) else ""))
        for place in range(len(head.cells))
    ]


def remembered(record: Import) -> dict[str, str]:
    """What this committee said of its columns, the last time."""
    before = Import.objects.filter(kind=REGISTER.code, committee=record.committee).exclude(mapping={})
    last = before.order_by("-updated_at").first()
    if last is None:
        return {}
    pairs = zip(last.mapping["headings"], last.mapping["columns"], strict=True)
    return {fold(heading).strip(" .:*"): held for heading, held in pairs}
