"""What does a label look like? 1. 1- 1) (1) I- A. a) Điều 1. Một là, – at the beginning of a line."""

import re
from dataclasses import dataclass

from .text import Piece, Source, fold

ROMAN = {"I": 1, "V": 5, "X": 10}
LETTERS = ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q"]
ORDINALS = ["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"]
FIRSTS = ["nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"]

# A label at the beginning of a line, in plain text. Digits must not follow ("1.1", "30-4", "1.000" are no labels).
ARABIC = re.compile(r"(?P<n>[0-9]{1,3}|[lI](?=\s?[.\-)/]))\s?(?P<mark>[.)/\-]{1,2}|:)(?![0-9])\s{0,4}(?=\S|$)")
PAREN = re.compile(r"\(\s?(?P<n>[0-9lI]{1,2})\s?\)[.:\-]?\s{0,4}")
ROMAN_LABEL = re.compile(r"(?P<n>[IVXl1]{1,6})\s?(?P<mark>[.\-)/:])(?![0-9])\s{0,4}")
CAPITAL = re.compile(r"(?P<n>[A-H])\s?(?P<mark>[.\-)])\s{1,4}(?=\S)")
SECTION = re.compile(
    r"(?:PHẦN|Phần|MỤC|Mục|PHAN|Phan|MUC|Muc)\s{1,3}(?P<n>[IVX]{1,6}|[0-9]{1,2}|(?:THỨ|Thứ|thứ|THU|thu)\s{1,2}[^\W\d]{2,4})\b\s{0,2}[.:\-]?\s{0,4}"
)
ARTICLE = re.compile(
    r"(?:Điều|ĐIỀU|Đíều|Dieu|DIEU|Ðiều|Điêu|Diều|Đièu)\s{0,3}(?P<n>[0-9lI]{1,3})\s{0,2}(?:[.:\-]|$|(?=\n)|(?=\s[A-ZĐÀ-Ỹ]))\s{0,4}",
    re.MULTILINE,
)
ONE_IS = re.compile(r"(?P<n>[^\W\d]{2,5})\s{1,2}la\s{0,2}[,:]\s{0,3}")
FIRSTLY = re.compile(r"thu\s{1,2}(?P<n>[^\W\d]{2,5})\s{0,2}[,:.]\s{0,3}")
LETTER = re.compile(r"(?P<n>[a-qđ])\s?(?P<mark>[.)])\s{0,4}")
DECIMAL = re.compile(r"(?P<n>[0-9]{1,2}\.[0-9]{1,2})(?P<mark>[.)\-]?)(?![0-9])(?:\s{1,4}|$)")
SMALL_ROMAN = re.compile(r"\((?P<n>i{1,3}|iv|v|vi{1,3}|ix|x)\)\s{0,4}")
DASH = re.compile(r"(?P<n>[-+•·●▪■○◦∙→\uf0b7\uf02d])\s{0,4}(?=[^\s\d-])")
INLINE = re.compile(r"(?<=[.;:!?])\s{1,4}(?P<n>[0-9]{1,2})(?P<mark>[.)\-])\s{1,4}(?=[A-ZĐÀ-Ỹ])")
MIXED_ROMAN = re.compile(r"1{1,2}[IVX]")
# Most lines begin with a word: they are told from labels at a glance.
MAY_BE_LABEL = re.compile(r"[0-9(]|[^\W\d_]{1,6}\s?[0-9.)\-/:,]|[ĐÐD][iíì]|[PM][hHụuUỤ]|[TMHBNSCt]\w{1,3}\s")
STRAY = re.compile(r"[\s_*.'`,~|\"\-]{0,6}")


@dataclass(frozen=True)
class Label:
    """A label that was found: of which style, its place in the row, as printed, and where the words after it begin."""

    style: str
    rank: int
    printed: str
    start: int
    content: int
    sure: bool = True


def labels_at(source: Source, start: int, end: int) -> list[Label]:
    """The readings of one line's beginning: "I." may be a Roman one, "l." a misread Arabic one."""
    start = STRAY.match(source.plain, start, end).end()  # type: ignore[union-attr]
    if start >= end or not MAY_BE_LABEL.match(source.plain, start, end):
        return []
    found = []
    if source.plain[start].isdigit() and not MIXED_ROMAN.match(source.plain, start, end):
        return arabic_at(source, start, end)
    if match := ARTICLE.match(source.plain, start, end):
        found.append(
            label("article", number_of(match["n"]), f"Điều {number_of(match['n'])}", match, not_misread(match["n"]))
        )
    if match := SECTION.match(source.plain, start, end):
        if rank := rank_of_section(match["n"]):
            found.append(label("section", rank, source.words(Piece(start, match.end("n"))), match))
    if match := ROMAN_LABEL.match(source.plain, start, end):
        clean = set(match["n"]) <= set("IVX")
        rank = roman(match["n"].replace("l", "I").replace("1", "I"))
        if rank and (clean or "I" in match["n"] or "V" in match["n"]):
            found.append(label("roman", rank, to_roman(rank), match, clean))
    found += arabic_at(source, start, end)
    if match := PAREN.match(source.plain, start, end):
        found.append(label("paren", number_of(match["n"]), f"({number_of(match['n'])})", match))
    if match := CAPITAL.match(source.plain, start, end):
        found.append(label("capital", ord(match["n"]) - 64, match["n"], match))
    if match := LETTER.match(source.plain, start, end):
        if match["n"] in LETTERS:
            found.append(label("letter", LETTERS.index(match["n"]) + 1, match["n"], match))
    for form, words in ((ONE_IS, ORDINALS), (FIRSTLY, FIRSTS)):
        if (match := form.match(source.folded, start, end)) and match["n"] in words:
            found.append(label("ordinal", words.index(match["n"]) + 1, source.words(Piece(start, match.end())), match))
    return found


def rank_of_section(printed: str) -> int:
    """ "PHẦN II", "Mục 2", "PHẦN THỨ HAI"."""
    if printed.isdigit():
        return int(printed)
    last = fold(printed).split()[-1]
    return FIRSTS.index(last) + 1 if last in FIRSTS else roman(printed.upper())


def arabic_at(source: Source, start: int, end: int) -> list[Label]:
    """ "1." "1-" "1)"; "15/7" is a date, but "1/ Sở Y tế" a label."""
    match = ARABIC.match(source.plain, start, end)
    if not match or (match["mark"] == "/" and not source.plain[match.end() : match.end() + 1].isupper()):
        return []
    return [label("arabic", number_of(match["n"]), str(number_of(match["n"])), match, match["n"].isdigit())]


def label(style: str, rank: int, printed: str, match: re.Match, sure: bool = True) -> Label:
    return Label(style, rank, printed, match.start(), match.end(), sure)


def not_misread(digits: str) -> bool:
    return digits.isdigit()


def number_of(digits: str) -> int:
    return int(digits.translate(str.maketrans("lI", "11")))


def roman(letters: str) -> int:
    values = [ROMAN[letter] for letter in letters if letter in ROMAN]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return total if to_roman(total) == letters else 0


def to_roman(number: int) -> str:
    out = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out, number = out + letters, number - value
    return out


def without_label(source: Source, start: int, end: int) -> int:
    """Where the words begin after the labels and dashes of a line."""
    for _ in range(3):
        start = STRAY.match(source.plain, start, end).end()  # type: ignore[union-attr]
        found = [match for form in BEFORE_WORDS if (match := form.match(source.plain, start, end))]
        if not found:
            return start
        start = max(match.end() for match in found)
    return start


BEFORE_WORDS = (ARTICLE, SECTION, ROMAN_LABEL, ARABIC, PAREN, CAPITAL, LETTER, DECIMAL, SMALL_ROMAN, DASH)
