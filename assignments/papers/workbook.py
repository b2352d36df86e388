"""How does a register become an Excel file in which nothing that somebody typed is ever a formula?"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assignments.papers.books import Book
from assignments.papers.layout import printable

MOST_CHARACTERS = 32_000  # a cell of Excel holds 32,767
AS_TYPED = Alignment(wrap_text=True, vertical="top")


def workbook(books: Iterable[Book], note: str) -> bytes:
    """One sheet a book; the note says what was shown and when."""
    file = Workbook(write_only=True)
    taken: set[str] = set()
    for book in books:
        sheet = file.create_sheet(sheet_name(book.tab, taken))
        sheet.freeze_panes = "A4"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = "3:3"
        for number, (_, width) in enumerate(book.columns, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.append([cell(sheet, book.title, bold=True, wrap=False)])
        sheet.append([cell(sheet, note, wrap=False)])
        sheet.append([cell(sheet, title, bold=True) for title, _ in book.columns])
        for row in book.rows:
            sheet.append([cell(sheet, value) for value in row])
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def cell(sheet, value, bold: bool = False, wrap: bool = True) -> WriteOnlyCell:
    """Numbers and days as such; everything else is text, whatever it begins with, also after it is edited in Excel."""
    if isinstance(value, int | datetime.date):
        found = WriteOnlyCell(sheet, value)
        found.number_format = "dd/mm/yyyy" if isinstance(value, datetime.date) else "0"
    else:
        found = WriteOnlyCell(sheet, printable(value)[:MOST_CHARACTERS])
        found.data_type, found.number_format = "s", "@"
    found.alignment = AS_TYPED if wrap else Alignment()
    found.font = Font(name="Times New Roman", size=12, bold=bold)
    return found


def sheet_name(tab: str, taken: set[str]) -> str:
    """At most 31 characters, none of []:*?/\\, and each once."""
    stem = re.sub(r"[\[\]:*?/\\]", "-", printable(tab))[:26] or "Sổ"
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} ({number})"
    taken.add(name.casefold())
    return name
