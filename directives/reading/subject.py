"""What is the dispatch about (trích yếu), and which organ of the committee speaks in it?"""

import itertools
import re

from .layout import NATIONAL_HEADINGS, STAMPS, Layout, is_number_line, is_rule
from .result import Value
from .text import Piece, Source

ABOUT = re.compile(r"(?:v\s?/\s?v\b|ve viec\b|ve )")
OF_ORGAN = re.compile(
    r"cua (?:ban chap hanh|ban thuong vu|thuong truc|ban bi thu|bo chinh tri|tinh uy|thanh uy|huyen uy|dang uy|thi uy|ban |uy ban nhan dan|hoi dong)"
)
ORGAN = re.compile(
    r"(?:ban thuong vu|thuong truc|ban chap hanh dang bo|ban chap hanh|van phong)\s{1,3}"
    r"(?:(?:tinh|thanh|huyen|thi|quan|dang)\s{1,3}uy|dang bo|trung uong dang)(?:\s{1,3}(?:tinh|thanh pho|huyen|xa|phuong|dac khu|cac co quan|khoi))?"
)
SPEAKS = re.compile(
    r"\s{0,3}(?:(?:cung )?(?:thong nhat|nhat tri)\s{0,3})?(?:yeu cau|ket luan|chi dao|giao|de nghi|thong bao|quyet dinh|ban hanh|co y kien|kinh bao|xay dung|huong dan)"
)


def read_subject(source: Source, layout: Layout) -> Value | None:
    """Under the title where a kind is printed, under the number in a công văn, or in the "V/v" line of the State."""
    lines = subject_lines_under_title(source, layout) if layout.title else subject_lines_of_letter(source, layout)
    if not lines:
        return None
    start, end = lines[0].start, lines[-1].end
    piece = source.tight(start, end, " \n,;.:-*\"'")
    words = " ".join(source.words(Piece(max(line.start, piece.start), min(line.end, piece.end))) for line in lines)
    words = (
        " ".join(source.text[piece.start : piece.end].translate(BLANK_MARKS).split())
        if contiguous(lines, source)
        else words
    )
    if source.is_upper(piece):
        words = capitals_taken_back(words)
    return Value(words, piece.start, piece.end, len(words) > 8)


BLANK_MARKS = str.maketrans(dict.fromkeys("*_#|`~\t\xa0", " "))


def contiguous(lines: list[Piece], source: Source) -> bool:
    between = "".join(source.plain[a.end : b.start] for a, b in itertools.pairwise(lines))
    return not between.strip()


def capitals_taken_back(words: str) -> str:
    """A subject in capitals is set in small letters; names in it are for the clerk to raise again."""
    small = words.lower()
    for code in ("covid", "kt-xh", "hđnd", "ubnd", "mttq"):
        small = small.replace(code, code.upper())
    return small


def subject_lines_under_title(source: Source, layout: Layout) -> list[Piece]:
    """ "CỦA BAN THƯỜNG VỤ TỈNH ỦY" names the issuer, not the subject, where another line follows it."""
    title = layout.title
    if title is None:
        return []
    first = source.line_at(title.start)
    lines = [Piece(title.end, source.lines[first].end)] if title.end < source.lines[first].end else []
    lines += [line for line in source.lines[first + 1 : first + 30] if title.end <= line.start < layout.body.start]
    lines = [source.tight(line.start, min(line.end, layout.head.end), " :.-|") for line in lines]
    lines = [line for line in lines if len(line) and not is_rule(source, line)]
    while len(lines) > 1 and names_organ(source, lines[0]) and goes_on_about(source, lines):
        lines.pop(0)
    return lines


def names_organ(source: Source, line: Piece) -> bool:
    """ "CỦA BAN THƯỜNG VỤ TỈNH ỦY", also where "CỦA" was misread."""
    folded = source.fold(line)
    misread = (
        source.is_upper(line)
        and len(folded) < 60
        and re.match(r"\S{2,4} (?:ban chap hanh|ban thuong vu|thuong truc)\b", folded)
    )
    return bool(OF_ORGAN.match(folded) or misread)


def goes_on_about(source: Source, lines: list[Piece]) -> bool:
    """The lines after the organ begin with "về" at the latest on the second."""
    return any(ABOUT.match(source.fold(line)) for line in lines[1:3])


def subject_lines_of_letter(source: Source, layout: Layout) -> list[Piece]:
    """The lines after the number in its column, until another part of the head begins."""
    cells = [cell for cell in source.cells if cell.start < layout.head.end]
    about = next((i for i, cell in enumerate(cells) if re.match(r"v\s?/\s?v\b", source.fold(cell))), None)
    number = next((i for i in reversed(range(len(cells))) if is_number_line(source, cells[i])), None)
    if about is None:
        if number is None:
            return []
        about = first_free_cell(source, cells, number + 1)
        if about is None:
            return []
    lines = [cells[about]]
    for cell in cells[about + 1 :]:
        gap = source.plain.count("\n", lines[-1].end, cell.start)
        turned = source.is_upper(cell) and " " in source.words(cell) and not source.is_upper(lines[0])
        if other_part(source, cell) or turned or gap > 2 or (gap == 2 and not carries_on(source, lines[-1], cell)):
            if other_column(source, lines[-1], cell):
                continue
            break
        lines.append(cell)
    return lines


def first_free_cell(source: Source, cells: list[Piece], index: int) -> int | None:
    """The cell after the number that is no other part of the head (date, national heading, stamp)."""
    for position in range(index, min(index + 4, len(cells))):
        if not other_part(source, cells[position]):
            return position if len(cells[position]) > 8 else None
    return None


def carries_on(source: Source, before: Piece, cell: Piece) -> bool:
    """After an empty line the subject goes on only in small letters."""
    return source.starts_lower(cell) and source.plain[before.end - 1] not in ".;:"


def other_column(source: Source, before: Piece, cell: Piece) -> bool:
    """A date or heading beside the subject on the same line is stepped over."""
    return source.line_at(before.start) == source.line_at(cell.start)


def other_part(source: Source, cell: Piece) -> bool:
    folded = source.fold(cell)
    if folded.startswith(NATIONAL_HEADINGS) or is_rule(source, cell) or is_number_line(source, cell):
        return True
    if (
        re.search(r"ngay\s{0,3}[0-9lio.… ]{0,12}\s{0,3}thang|, ngay \d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}$", folded)
        and len(folded) < 70
    ):
        return True
    return folded.strip(" .:()*") in STAMPS or folded.startswith(("kinh gui", "dong kinh gui"))


def read_organ(source: Source, layout: Layout, first_requirement: int) -> Value | None:
    """Ban Chấp hành, Ban Thường vụ or Thường trực: who "yêu cầu" before the first point; else title, else signature."""
    limit = first_requirement if first_requirement else layout.body.end
    best = None
    for match in ORGAN.finditer(source.flat, layout.body.start, limit):
        if SPEAKS.match(source.flat, match.end()):
            best = match
    if best is None and layout.title:
        best = ORGAN.search(source.flat, layout.title.start, min(layout.body.start, layout.title.start + 300))
    if best:
        return Value(organ_words(source, best), best.start(), best.end())
    return None


def organ_words(source: Source, match: re.Match) -> str:
    words = source.words(Piece(match.start(), match.end()))
    if words.isupper():
        words = words.lower()
        words = words[0].upper() + words[1:]
        words = re.sub(
            r"(?<= )(tỉnh|thành|huyện|thị|quận|đảng) (?=[uủ])", lambda m: m.group()[0].upper() + m.group()[1:], words
        )
    return words
