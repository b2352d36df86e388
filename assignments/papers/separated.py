"""How does a book become a .csv file, for other programs, in which nothing that somebody typed is taken for a formula?

Semicolons part the cells, as Excel in Vietnamese expects; a byte order mark says that it is UTF-8; every cell is quoted;
days are written 2021-05-08, which every program takes for the same day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, islice
from typing import IO

from assignments.papers.books import Book
from assignments.papers.workbook import encoded

AT_A_TIME = 500  # rows
# What makes a program compute a cell: at its beginning and, for programs that take each line for a row, in every line of it.
UNSEEN = r"(?:[^\S\n]|[\x00-\x09\x0b-\x1f\ud800-\udfff\ufffe\uffff])*"
COMPUTES = re.compile(rf"^(?={UNSEEN}[=+\-@＝＋－＠]|\t)", re.MULTILINE)
is_harmless = re.compile(r"[^\W_]|\Z").match


def write(file: IO[bytes], books: Iterable[Book], note: str = "") -> None:
    """The names of the columns, then the rows; no title and no note, which other programs would take for rows."""
    file.write("\ufeff".encode())
    for book in books:
        rows = chain([tuple(name for name, _ in book.columns)], book.rows)
        while block := list(islice(rows, AT_A_TIME)):
            file.write(encoded("".join(map(line, block))))


def line(row: tuple) -> str:
    cells = '";"'.join([value if is_plain(value) else cell(value) for value in row])
    return f'"{cells}"\r\n'


def is_plain(value) -> bool:
    """As most words are: written as they stand."""
    return isinstance(value, str) and "\n" not in value and '"' not in value and bool(is_harmless(value))


def cell(value) -> str:
    """Behind an apostrophe a formula is words, as when it is typed."""
    if not isinstance(value, str):
        return str(value)
    return COMPUTES.sub("'", value.replace("\r\n", "\n").replace("\r", "\n")).replace('"', '""')
