"""How does one sheet of the directory's workbook stand for rows of the database, and what does a row of it ask for?

Each row bears a code (Mã): which row of the directory it is, and a fingerprint of what the program wrote there. A row
whose fingerprint still fits was not touched in Excel and asks for nothing, whatever has changed here meanwhile; one that
was touched asks for what it says, unless somebody has changed the same row here since the workbook went out. A row
without a code is new. A row that is missing from the workbook asks for nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from provinces.exchange.cells import Cells, day_of, written
from provinces.exchange.workbooks import Column, Line, Sheet
from provinces.forms.chosen_by_name import parted
from provinces.models.imports import ImportRow
from provinces.vietnamese import fold

CODE = "Mã"
UNKNOWN_CODE = "Mã này không có trong danh bạ thuộc quyền quản lý của đồng chí. Để trống nếu là dòng mới."
OVERTAKEN = "Mục này đã được sửa trong chương trình sau khi tệp được xuất. Mời xuất tệp mới rồi sửa lại dòng này."


class Names:
    """Which words stand for which row, both ways: its name, with its number ("Huyện ủy Phù Cừ #12") where that is needed.

    Of namesakes the one that still stands goes by the bare name. `row` may be a row of the directory or a new one.
    """

    def __init__(self, rows: Iterable[Any], what: str):
        self.what = what
        self.by_number: dict[int, Any] = {}
        self.standing: dict[str, list[Any]] = defaultdict(list)  # as the directory has them
        self.foreseen: dict[str, list[Any]] = defaultdict(list)  # as the workbook will have them
        for row in rows:
            self.by_number[row.pk] = row
            self.standing[fold(str(row))].append(row)

    def foresee(self, name: str, row: Any) -> None:
        """Rows and names that the workbook itself brings in may be spoken of anywhere in it."""
        self.foreseen[fold(name)].append(row)

    def of(self, row: Any) -> str:
        if row is None:
            return ""
        name = written(str(row))
        return name if only(name, self.standing[fold(name)]) is row else f"{name} #{row.pk}"

    def known(self, name: str) -> list[Any]:
        return list(dict.fromkeys([*self.standing.get(fold(name), []), *self.foreseen.get(fold(name), [])]))

    def meant(self, cells: Cells, heading: str, must: bool = True) -> Any:
        """The row that a cell names; None with an error in place, or where the cell may be empty and is."""
        words = cells.one_line(heading, must=must)
        if not words:
            return None
        name, number = parted(words)
        row = self.by_number.get(number) if number is not None else only(name, self.known(name))
        if row is None:
            several = number is None and len(self.known(name)) > 1
            cells.wrong(
                heading,
                f"Có nhiều {self.what} tên “{name[:80]}”. Mời ghi thêm số sau dấu #, như trong tệp đã xuất."
                if several
                else f"“{words[:80]}” không có trong danh mục {self.what}.",
            )
        return row


def only(name: str, rows: list[Any]) -> Any:
    """The one of these that goes by the bare name; None if nobody or several do."""
    exact = [row for row in rows if written(str(row)) == written(name)] or rows
    standing = [row for row in exact if stands(row)] or exact
    return standing[0] if len(standing) == 1 else None


def stands(row: Any) -> bool:
    return getattr(row, "valid_to", None) is None and getattr(row, "closed_on", None) is None


class Table:
    """One sheet: its columns, the rows of the directory it shows, and what its rows ask for."""

    name: ClassVar[str]
    prefix: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]  # those that say what stands
    extra: ClassVar[tuple[Column, ...]] = ()  # those that say how a change is to be made: empty when they go out

    def standing(self) -> dict[int, Any]:
        """The rows that an administrator may change, by their numbers."""
        raise NotImplementedError

    def cells(self, row: Any) -> list[Any]:
        """What stands in `columns` for this row."""
        raise NotImplementedError

    def ask(self, cells: Cells, row: Any, changed: set[str], asked: ImportRow) -> None:
        """Fills the plan of a row that is new (`row` None) or was touched. What is wrong is left in `cells`."""
        raise NotImplementedError

    @classmethod
    def all_columns(cls) -> tuple[Column, ...]:
        return (Column(CODE, 14), *cls.columns, *cls.extra)

    # Out

    def out(self) -> Iterator[list[Any]]:
        for row in self.standing().values():
            cells = self.cells(row)
            yield [self.code(row.pk, cells), *cells, *("" for _ in self.extra)]

    def code(self, pk: int, cells: Sequence[Any]) -> str:
        return f"{self.prefix}{pk}-{fingerprint(cells)}"

    # In

    def read(self, sheet: Sheet, head: Line) -> Iterator[tuple[Cells, ImportRow]]:
        """The rows of the sheet, each with what it asks for so far: nothing, or a plan still to be filled."""
        places = {
            column.heading: place for column in self.all_columns() if (place := place_of(column, head)) is not None
        }
        standing, seen = self.standing(), set()
        for line in sheet.lines[sheet.lines.index(head) + 1 :]:
            cells = Cells(line, places)
            asked = ImportRow(sheet=self.name, number=line.number, state=ImportRow.State.READY)
            asked.cells = cells.shown(column.heading for column in self.all_columns())
            given = [canonical(column, cells.text(column.heading)) for column in self.columns]
            code = cells.one_line(CODE)
            found = re.fullmatch(rf"{self.prefix}([0-9]{{1,18}})-([0-9a-f]{{8}})", code)
            asked.label = (given[0] or code)[:300]
            if found and fingerprint(given) == found[2]:
                asked.state = ImportRow.State.SAME
                yield cells, asked
                continue
            row = standing.get(int(found[1])) if found else None
            if code and row is None:
                cells.wrong(CODE, UNKNOWN_CODE)
            elif row is not None:
                self.compare(cells, row, given, found[2] if found else "", asked)
                if row.pk in seen:
                    cells.wrong(CODE, "Mã này đã có ở một dòng trên.")
                seen.add(row.pk)
            else:
                asked.changes = [[c.heading, "", new] for c, new in zip(self.columns, given, strict=True) if new]
            if asked.state != ImportRow.State.SAME and not (code and row is None):
                self.ask(cells, row, {heading for heading, *_ in asked.changes}, asked)
            yield cells, asked

    def compare(self, cells: Cells, row: Any, given: list[str], printed: str, asked: ImportRow) -> None:
        now = [written(value) for value in self.cells(row)]
        asked.label = now[0][:300]
        asked.changes = [
            [column.heading, old, new] for column, old, new in zip(self.columns, now, given, strict=True) if old != new
        ]
        if not asked.changes:
            asked.state = ImportRow.State.SAME  # somebody has made the same change here
        elif fingerprint(now) != printed:
            cells.wrong(CODE, OVERTAKEN)
        if asked.changes:
            asked.changes += [[extra.heading, "", said] for extra in self.extra if (said := cells.text(extra.heading))]


def place_of(column: Column, head: Line) -> int | None:
    return next((place for place, words in enumerate(head.cells) if fold(words) == fold(column.heading)), None)


def canonical(column: Column, words: str) -> str:
    """A cell as it would have gone out: a day typed in any way is the same day."""
    if column.is_date:
        try:
            return written(day_of(words))
        except ValueError:
            return written(words)
    return written(words)


def fingerprint(cells: Iterable[Any]) -> str:
    return hashlib.sha256("\x1f".join(written(value) for value in cells).encode()).hexdigest()[:8]
