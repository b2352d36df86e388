"""How does a book of any length become an Excel file in which nothing that somebody typed is ever a formula?

The sheets' XML is written by hand into the zip as the rows come: a hundred thousand of them pass through without being
held, in a fraction of the time that a library takes. Text is text by the type of its cell, whatever it begins with.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from assignments.papers.books import Book
from assignments.papers.layout import printable

MOST_CHARACTERS = 32_767  # in a cell of Excel, counted as UTF-16 does
MOST_ROWS = 1_048_576  # in a sheet; what is longer goes on in the next one
MOST_BYTES = 1_900_000_000  # in one file of a zip, as every program reads it
AT_A_TIME = 500  # rows
HEADING = 3  # the row of the columns' names, below the title and the note
HIGHEST = 400  # points; a row of Excel is at most 409 high
LINE = 16
LETTERS = 1.1  # of the font below in one measure of a column's width
FIRST_DAY = datetime.date(1900, 3, 1)  # before it Excel counts a day that never was
DAY_ZERO = datetime.date(1899, 12, 30).toordinal()

# what no XML may hold, as bytes: control characters, and non-characters
CONTROLS = bytes(number for number in range(32) if number not in b"\t\n\r")
NON_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())

DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OPENXML = "http://schemas.openxmlformats.org"
MAIN = f"{OPENXML}/spreadsheetml/2006/main"
OFFICE = f"{OPENXML}/officeDocument/2006/relationships"
PACKAGE = f"{OPENXML}/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write(file: IO[bytes], books: Iterable[Book], note: str = "") -> None:
    """One sheet a book; the note says what was shown and when."""
    sheets: list[tuple[str, str, int]] = []  # the name, the last column, the last row
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for book in books:
            write_sheets(archive, sheets, book, note)
        for name, content in frame(sheets):
            archive.writestr(name, DECLARED + content)


def write_sheets(archive: zipfile.ZipFile, sheets: list, book: Book, note: str) -> None:
    """The book in one sheet, or in as many as it needs."""
    columns = shapes(book)
    rows, taken = iter(book.rows), {name.casefold() for name, *_ in sheets}
    block = list(islice(rows, AT_A_TIME))
    while True:
        name, number, size = sheet_name(book.tab, taken), HEADING, 0
        with archive.open(f"xl/worksheets/sheet{len(sheets) + 1}.xml", "w") as sheet:
            sheet.write(encoded(DECLARED + head(book, note, columns)))
            while block and number + AT_A_TIME <= MOST_ROWS and size < MOST_BYTES:
                size += sheet.write(encoded("".join(drawn(block, number + 1, columns))))
                number += len(block)
                block = list(islice(rows, AT_A_TIME))
            sheet.write(encoded(tail(columns, number)))
        sheets.append((name, columns[-1][0], number))
        if not block:
            return


def shapes(book: Book) -> list[tuple[str, float]]:
    """Each column's letters, and how many characters fit in a line of it."""
    return [(letters(number), width * LETTERS) for number, (_, width) in enumerate(book.columns)]


def letters(number: int) -> str:
    """A, …, Z, AA, …"""
    return (letters(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def encoded(xml: str) -> bytes:
    """As XML can hold it, whatever was typed or came out of an old row."""
    content = xml.encode("utf-8", "ignore").translate(None, CONTROLS)
    for other in NON_CHARACTERS:
        content = content.replace(other, b"")
    return content


# Rows and cells

# by their place in STYLES
TITLE, NOTE, NAMES, TEXT, DAY, FIGURE = range(1, 7)


def drawn(rows: Sequence[tuple], start: int, columns: list[tuple[str, float]], style: int = TEXT) -> Iterator[str]:
    """Numbers and days as such; everything else is text, also after it is edited in Excel.

    A row is as high as its longest words: programs do not all find that out by themselves.
    """
    for number, row in enumerate(rows, start):
        lines, cells = 1, []
        for value, (letter, fits) in zip(row, columns, strict=True):
            place = f'<c r="{letter}{number}"'
            if isinstance(value, int):
                cells.append(f'{place} s="{FIGURE}"><v>{value:d}</v></c>')
            elif isinstance(value, datetime.date) and value >= FIRST_DAY:
                cells.append(f'{place} s="{DAY}"><v>{value.toordinal() - DAY_ZERO}</v></c>')
            elif words := as_text(value):
                lines = max(lines, lines_of(words, fits))
                cells.append(f'{place} s="{style}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>')
            else:
                cells.append(f'{place} s="{style}"/>')
        height = min(HIGHEST, LINE * lines + 2)
        yield f'<row r="{number}" ht="{height}" customHeight="1">{"".join(cells)}</row>'


def as_text(value) -> str:
    words = value if isinstance(value, str) else f"{value:%d/%m/%Y}" if isinstance(value, datetime.date) else str(value)
    if len(words) > MOST_CHARACTERS // 2:
        words = words.encode("utf-16-le", "ignore")[: 2 * MOST_CHARACTERS].decode("utf-16-le", "ignore")
    return escape(words)


def lines_of(words: str, fits: float) -> int:
    if "\n" in words:
        return sum(1 + int(len(line) / fits) for line in words.split("\n"))
    return 1 + int(len(words) / fits)


def head(book: Book, note: str, columns: list[tuple[str, float]]) -> str:
    """Lying A4, as wide as the page; the line of columns stays in sight."""
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, (_, width) in enumerate(book.columns, start=1)
    )
    above = "".join(
        f'<row r="{number}"><c r="A{number}" s="{style}" t="inlineStr"><is><t>{as_text(words)}</t></is></c></row>'
        for number, words, style in ((1, book.title, TITLE), (2, note, NOTE))
    )
    names = "".join(drawn([tuple(name for name, _ in book.columns)], HEADING, columns, NAMES))
    return (
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{HEADING}" topLeftCell="A{HEADING + 1}" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{above}{names}"
    )


def tail(columns: list[tuple[str, float]], last: int) -> str:
    return (
        f'</sheetData><autoFilter ref="A{HEADING}:{columns[-1][0]}{last}"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def sheet_name(tab: str, taken: set[str]) -> str:
    """At most 31 characters, none of []:*?/\\', and each once."""
    stem = re.sub(r"[\[\]:*?/\\']", "-", printable(tab))[:26] or "Sổ"
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} ({number})"
    taken.add(name.casefold())
    return name


# What stands around the sheets

STYLES = (  # number format, font, border, wrapped
    (0, 0, 0, False),
    (49, 1, 0, False),
    (49, 0, 0, False),
    (49, 1, 1, True),
    (49, 0, 1, True),
    (164, 0, 1, True),
    (1, 0, 1, True),
)
WRAPPED = '<alignment horizontal="left" vertical="top" wrapText="1"/>'


def frame(sheets: list[tuple[str, str, int]]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    yield "xl/styles.xml", styles()
    yield "xl/workbook.xml", contents(sheets)
    yield (
        "xl/_rels/workbook.xml.rels",
        relations([("styles", "styles.xml"), *(("worksheet", f"worksheets/sheet{number}.xml") for number in numbers)]),
    )
    yield "_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])
    kinds = [("workbook", "sheet.main"), ("styles", "styles")]
    kinds += [(f"worksheets/sheet{number}", "worksheet") for number in numbers]
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{TYPES}.{kind}+xml"/>' for part, kind in kinds
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
        f'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
    )


def relations(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def contents(sheets: list[tuple[str, str, int]]) -> str:
    """The sheets by name; of each, the rows that can be filtered, and the one that is printed on every page."""
    rows = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, (name, *_) in enumerate(sheets, start=1)
    )
    names = "".join(
        f'<definedName name="_xlnm.{name}" localSheetId="{number}"{hidden}>{escape(place)}</definedName>'
        for number, (sheet, column, last) in enumerate(sheets)
        for name, hidden, place in (
            ("_FilterDatabase", ' hidden="1"', f"'{sheet}'!$A${HEADING}:${column}${last}"),
            ("Print_Titles", "", f"'{sheet}'!${HEADING}:${HEADING}"),
        )
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews><sheets>{rows}</sheets>'
        f"<definedNames>{names}</definedNames></workbook>"
    )


def styles() -> str:
    fonts = "".join(f'<font>{bold}<sz val="12"/><name val="Times New Roman"/></font>' for bold in ("", "<b/>"))
    edges = "".join(f'<{side} style="thin"/>' for side in ("left", "right", "top", "bottom"))
    cells = "".join(
        f'<xf numFmtId="{form}" fontId="{font}" fillId="0" borderId="{border}" xfId="0" applyNumberFormat="1" '
        f'applyFont="1" applyBorder="1" applyAlignment="1">{WRAPPED if wrapped else ""}</xf>'
        for form, font, border, wrapped in STYLES
    )
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
        f'<fonts count="2">{fonts}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        f'<borders count="2"><border/><border>{edges}</border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(STYLES)}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
