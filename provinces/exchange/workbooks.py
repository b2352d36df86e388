"""What stands in a workbook, and how is one written? Every cell is text to us, going in and coming out.

`python -m provinces.exchange.workbooks FILE [MOST_ROWS]` prints one JSON object: the sheets, or why they cannot be read.
"""

from __future__ import annotations

import datetime
import io
import itertools
import re
import sys
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from provinces import distrusted
from provinces.vietnamese import clean

MOST_ROWS = 60_000
MOST_COLUMNS = 60
MOST_SHEETS = 40
MOST_CHARACTERS = 8000  # in one cell; more is cut, and then refused as too long by whoever takes the cell

WHY = {
    "broken": "Tệp hỏng hoặc không mở được. Mời mở bằng Excel, lưu lại thành .xlsx rồi chọn lại.",
    "too_slow": "Đọc tệp mất quá nhiều thời gian hoặc bộ nhớ nên đã dừng. Mời chia tệp thành nhiều tệp nhỏ hơn.",
    "too_many": f"Tệp có hơn {MOST_ROWS:,} dòng. Mời chia thành nhiều tệp nhỏ hơn.".replace(",", ".", 1),
    "empty": "Tệp không có dòng nào.",
}


class Unreadable(Exception):
    """There is nothing to be had from this workbook; the message says why."""

    def __init__(self, reason: str):
        super().__init__(WHY[reason])
        self.reason = reason


@dataclass
class Line:
    """One row of a sheet as people see it: its number in Excel, its cells, and those that hold a formula."""

    number: int
    cells: list[str]
    formulas: list[int] = field(default_factory=list)


@dataclass
class Sheet:
    name: str
    lines: list[Line]


def read(path: str, most_rows: int = MOST_ROWS, whole: bool = True) -> list[Sheet]:
    """The sheets of a workbook that nobody vouches for. `whole` False: only its first rows are wanted."""
    try:
        said = distrusted.in_a_child("provinces.exchange.workbooks", path, str(most_rows), "whole" if whole else "")
    except distrusted.TooMuch as failed:
        raise Unreadable("too_slow") from failed
    if "error" in said:
        raise Unreadable(said["error"])
    return [Sheet(sheet["name"], [Line(*line) for line in sheet["lines"]]) for sheet in said["sheets"]]


# In the child


def main(path: str, most_rows: str, whole: str = "whole") -> dict:
    try:
        sheets = sheets_of(path, int(most_rows), bool(whole))
    except TooManyRows:
        return {"error": "too_many"}
    except MemoryError:
        return {"error": "too_slow"}
    except (InvalidFileException, zipfile.BadZipFile):
        return {"error": "broken"}
    except Exception:  # whatever a parser trips over, the file is at fault and the clerk is told
        return {"error": "broken"}
    return {"sheets": sheets} if any(sheet["lines"] for sheet in sheets) else {"error": "empty"}


class TooManyRows(Exception):
    pass


def sheets_of(path: str, most_rows: int, whole: bool) -> list[dict]:
    """Rows that say something, with their numbers. Formulas are kept as what they are, never worked out."""
    book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    sheets, left = [], most_rows
    for sheet in book.worksheets[:MOST_SHEETS]:
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        lines = []
        for number, row in enumerate(sheet.iter_rows(), start=1):
            cells = [text_of(cell.value) for cell in row[:MOST_COLUMNS]]
            if not any(cells):
                continue
            if not left:
                if not whole:
                    break
                raise TooManyRows
            left -= 1
            formulas = [place for place, cell in enumerate(row[:MOST_COLUMNS]) if cell.data_type in ("f", "e")]
            lines.append([number, cells, formulas])
        sheets.append({"name": clean(sheet.title), "lines": lines})
        left = most_rows if not whole else left
    return sheets


def text_of(value: object) -> str:
    """A cell as people read it: days as dd/mm/yyyy, whole numbers without a point, truth as có and không."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean(str(value)[:MOST_CHARACTERS]).strip()


# Writing


@dataclass(frozen=True)
class Column:
    """A column of a sheet that we write: its heading, how wide it is, and what it may hold, if only a few words."""

    heading: str
    width: int = 18
    choices: tuple[str, ...] = ()
    is_date: bool = False


HEAD = PatternFill("solid", start_color="FFF1EEE8")
WRONG = PatternFill("solid", start_color="FFFDEAE8")
CHOICES = "Danh mục"
NOT_IN_A_NAME = re.compile(r"[\\*?:/\[\]]")


class Writer:
    """A new workbook, sheet by sheet. What people typed is written as text: nothing in it is ever a formula."""

    def __init__(self) -> None:
        self.book = Workbook(write_only=True)
        self.choices: list[tuple[str, ...]] = []

    def sheet(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence], wrong: bool = False) -> None:
        """One table. `wrong`: the last column says what is wrong with the row, and stands out."""
        sheet = self.book.create_sheet(NOT_IN_A_NAME.sub(" ", name)[:31])
        sheet.freeze_panes = "A2"
        for place, column in enumerate(columns, start=1):
            letter = get_column_letter(place)
            sheet.column_dimensions[letter].width = column.width
            if column.choices:
                choices = DataValidation(type="list", formula1=self.place_of_choices(column.choices), allow_blank=True)
                choices.add(f"{letter}2:{letter}{MOST_ROWS}")
                sheet.data_validations.append(choices)
        sheet.append([self.heading(sheet, column.heading) for column in columns])
        for row in rows:
            cells = [self.cell(sheet, value) for value in row]
            if wrong and row[-1]:
                cells[-1].fill = WRONG
            sheet.append(cells)

    def heading(self, sheet, words: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, value=words)
        cell.font, cell.fill, cell.alignment = Font(bold=True), HEAD, Alignment(wrap_text=True, vertical="top")
        return cell

    def cell(self, sheet, value) -> WriteOnlyCell:
        if isinstance(value, datetime.date):
            cell = WriteOnlyCell(sheet, value=value)
            cell.number_format = "dd/mm/yyyy"
            return cell
        words = clean(str(value if value is not None else ""))
        cell = WriteOnlyCell(sheet, value=words or None)
        if words:
            cell.data_type = "s"
            if "\n" in words:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell

    def place_of_choices(self, choices: tuple[str, ...]) -> str:
        """Where the sheet of choices lists these words."""
        if choices not in self.choices:
            self.choices.append(choices)
        letter = get_column_letter(self.choices.index(choices) + 1)
        return f"'{CHOICES}'!${letter}$1:${letter}${len(choices)}"

    def bytes(self) -> bytes:
        """The whole file, the choices on a sheet of their own at its end."""
        if self.choices:
            sheet = self.book.create_sheet(CHOICES)
            for words in itertools.zip_longest(*self.choices, fillvalue=""):
                sheet.append([self.cell(sheet, word) for word in words])
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


if __name__ == "__main__":
    distrusted.answer(main, *sys.argv[1:4])
