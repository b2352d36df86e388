"""Which number does Word print before a paragraph? The file holds only that it is the next one of its list."""

from __future__ import annotations

import re

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVEL = re.compile(r"%([1-9])")
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Numbers:
    """Counts along through one document."""

    def __init__(self, document):
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}  # list: level: its form, its words, its first
        self.counts: dict[str, dict[int, int]] = {}
        self.lists: dict[str, str] = {}
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        if part is not None:
            self.learn(part.element)

    def learn(self, numbering) -> None:
        for shape in numbering.iter(f"{W}abstractNum"):
            levels = {int(level.get(f"{W}ilvl")): level_of(level) for level in shape.iter(f"{W}lvl")}
            self.levels[shape.get(f"{W}abstractNumId")] = levels
        for row in numbering.iter(f"{W}num"):
            shape = row.find(f"{W}abstractNumId")
            if shape is not None:
                self.lists[row.get(f"{W}numId")] = shape.get(f"{W}val")

    def with_number(self, paragraph) -> str:
        """The words of a paragraph as Word prints them."""
        words = paragraph.text
        place = place_in_list(paragraph)
        if place is None or not words.strip():
            return words
        name, level = self.lists.get(place[0], ""), place[1]
        levels = self.levels.get(name, {})
        if level not in levels:
            return words
        counts = self.counts.setdefault(name, {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return f"{self.printed(levels, counts, level)} {words}".lstrip()

    def printed(self, levels: dict, counts: dict[int, int], level: int) -> str:
        form, words, _ = levels[level]
        if form == "bullet":
            return "-"

        def count(match: re.Match) -> str:
            at = int(match[1]) - 1
            return in_form(levels[at][0] if at in levels else "decimal", counts.get(at, 1))

        return LEVEL.sub(count, words)


def level_of(level) -> tuple[str, str, int]:
    form, words, start = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start"))
    first = int(start.get(f"{W}val")) if start is not None else 1
    return (
        form.get(f"{W}val") if form is not None else "decimal",
        words.get(f"{W}val") if words is not None else "",
        first,
    )


def place_in_list(paragraph) -> tuple[str, int] | None:
    """The list and the level, as the paragraph itself says or else its style; list 0 is none."""
    found, style = number_of(paragraph._p), paragraph.style
    while found is None and style is not None:
        found, style = number_of(style.element), style.base_style
    return found if found and found[0] != "0" else None


def number_of(element) -> tuple[str, int] | None:
    row = element.find(f"{W}pPr/{W}numPr")
    if row is None or row.find(f"{W}numId") is None:
        return None
    level = row.find(f"{W}ilvl")
    return row.find(f"{W}numId").get(f"{W}val"), int(level.get(f"{W}val")) if level is not None else 0


def in_form(form: str, number: int) -> str:
    if form in ("upperRoman", "lowerRoman"):
        roman = in_roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = LETTERS[(number - 1) % len(LETTERS)]
        return letter.upper() if form == "upperLetter" else letter
    return f"{number:02d}" if form == "decimalZero" else str(number)


def in_roman(number: int) -> str:
    out = ""
    for value, letters in ROMAN:
        while number >= value:
            out, number = out + letters, number - value
    return out
