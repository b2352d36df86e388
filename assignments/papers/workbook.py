"""How does a register become an Excel file in which nothing that somebody typed is ever a formula?"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assignments.papers.books import Book
from assignments.papers.layout import printable

MOST_CHARACTERS = 32_000  # a cell of Excel holds 32,767
HIGHEST = 400  # points; a row of Excel is at most 409 high
LINE = 16
LETTERS = 1.1  # of the font below in one measure of a column's width
FONTS = {bold: Font(name="Times New Roman", size=12, bold=bold) for bold in (False, True)}
AS_TYPED, ON_ONE_LINE = Alignment(wrap_text=True, vertical="top", horizontal="left"), Alignment()
EDGES = Border(*[Side(style="thin")] * 4)


def workbook(books: Iterable[Book], note: str) -> bytes:
    """One sheet a book; the note says what was shown and when."""
    file = Workbook(write_only=True)
    taken: set[str] = set()
    for book in books:
        sheet = file.create_sheet(sheet_name(book.tab, taken))
        set_page(sheet, book)
        sheet.append([cell(sheet, book.title, bold=True, in_table=False)])
        sheet.append([cell(sheet, note, in_table=False)])
        for number, row in enumerate([[name for name, _ in book.columns], *book.rows], start=3):
            sheet.row_dimensions[number].height = height(row, book)
            sheet.append([cell(sheet, value, bold=number == 3) for value in row])
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def set_page(sheet, book: Book) -> None:
    """Lying A4, as wide as the page; the line of columns on every page."""
    sheet.freeze_panes = "A4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)  # inches
    sheet.print_title_rows = "3:3"
    for number, (_, width) in enumerate(book.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def height(row: Iterable, book: Book) -> int:
    """As high as its longest words; programs do not all find that out by themselves."""
    lines = max(
        sum(1 + int(len(words) / width / LETTERS) for words in str(value).split("\n"))
        for value, (_, width) in zip(row, book.columns, strict=True)
    )
    return min(HIGHEST, LINE * lines + 2)


def cell(sheet, value, bold: bool = False, in_table: bool = True) -> WriteOnlyCell:
    """Numbers and days as such; everything else is text, whatever it begins with, also after it is edited in Excel."""
    if isinstance(value, int | datetime.date):
        found = WriteOnlyCell(sheet, value)
        found.number_format = "dd/mm/yyyy" if isinstance(value, datetime.date) else "0"
    else:
        found = WriteOnlyCell(sheet, printable(value)[:MOST_CHARACTERS])
        found.data_type, found.number_format = "s", "@"
    found.font, found.alignment = FONTS[bold], AS_TYPED if in_table else ON_ONE_LINE
    if in_table:
        found.border = EDGES
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
