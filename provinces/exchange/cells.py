"""What does a row of a workbook say, column by column, and what is wrong with it?"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from django.db.models import TextChoices

from provinces.exchange.workbooks import Line
from provinces.vietnamese import fold

YES, NO = "có", "không"
TRUE, FALSE = {"co", "x", "dung", "1", "yes"}, {"khong", "", "sai", "0", "no"}
DAY = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4})")
ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
IN_WORDS = re.compile(r"(?:.*\bngay )?([0-9]{1,2}) thang ([0-9]{1,2}) nam ([0-9]{4})")
FORMULA = "Ô này là công thức. Mời dán lại thành giá trị (Dán đặc biệt, Giá trị)."


def day_of(words: str) -> datetime.date | None:
    """08/5/2021, 8-5-2021, 2021-05-08, "Hưng Yên, ngày 08 tháng 5 năm 2021". Raises ValueError with what is wrong."""
    words = words.strip()
    if not words:
        return None
    if found := ISO.fullmatch(words):
        year, month, day = found.groups()
    elif found := DAY.fullmatch(words) or IN_WORDS.fullmatch(fold(words)):
        day, month, year = found.groups()
    else:
        raise ValueError(f"“{words[:40]}” không phải là ngày. Mời ghi theo mẫu 08/05/2021.")
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError as impossible:
        raise ValueError(f"Không có ngày {words[:40]}.") from impossible


def written(value: object) -> str:
    """A value as our own workbooks write it."""
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return "\n".join(" ".join(line.split()) for line in str(value or "").split("\n")).strip()


def names_in(words: str) -> list[str]:
    """Several names in one cell: one a line, or parted by semicolons."""
    names = (" ".join(part.split()) for part in words.replace(";", "\n").split("\n"))
    return list({fold(name): name for name in names if name}.values())


class Cells:
    """One row, its cells by the headings of their columns. Each question that has no answer leaves an error in place."""

    def __init__(self, line: Line, places: dict[str, int]):
        self.line, self.places = line, places
        self.errors: list[tuple[str, str]] = []

    def wrong(self, heading: str, words: str) -> None:
        self.errors.append((heading, words))

    def text(self, heading: str, most: int = 8000, must: bool = False) -> str:
        words = self.raw(heading)
        if self.places.get(heading) in self.line.formulas and (heading, FORMULA) not in self.errors:
            self.wrong(heading, FORMULA)
        if must and not words:
            self.wrong(heading, "Ô này không được để trống.")
        if len(words) > most:
            self.wrong(heading, f"Dài quá {most} ký tự.")
        return words

    def raw(self, heading: str) -> str:
        """What stands there, right or wrong."""
        place = self.places.get(heading)
        return self.line.cells[place] if place is not None and place < len(self.line.cells) else ""

    def one_line(self, heading: str, most: int = 8000, must: bool = False) -> str:
        return " ".join(self.text(heading, most, must).split())

    def choice(self, heading: str, choices: type[TextChoices], must: bool = True) -> str:
        """The value whose label stands in the cell, however it is typed."""
        words = self.one_line(heading, must=must)
        found = {fold(str(label)): value for value, label in choices.choices} | {
            fold(v): v for v in choices.values if v
        }
        if words and fold(words) not in found:
            self.wrong(heading, f"“{words[:60]}” không có trong danh mục: {'; '.join(map(str, choices.labels))}.")
        return found.get(fold(words), "")

    def yes(self, heading: str) -> bool:
        words = fold(self.text(heading))
        if words not in TRUE | FALSE:
            self.wrong(heading, f"Mời ghi “{YES}” hoặc “{NO}”.")
        return words in TRUE

    def day(self, heading: str) -> datetime.date | None:
        try:
            return day_of(self.text(heading))
        except ValueError as wrong:
            self.wrong(heading, str(wrong))
            return None

    def shown(self, headings: Iterable[str]) -> list[str]:
        return [self.raw(heading) for heading in headings]
