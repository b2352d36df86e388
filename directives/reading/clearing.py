"""What did the carrier of the text add to it: indents, justified blanks, marks of no width, blank lines between all lines?

The reader works on a text without them, so that its rules need not reckon with each, and what it finds is put back to
where it stands in the text as it came.
"""

import re
from bisect import bisect_right
from itertools import pairwise

from .result import Citation, Deadline, FollowUp, Item, Name, Reading, Requirement, Value

BLANK = " \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
NO_WIDTH = "\r\u200b-\u200f\u2060-\u2064\ufeff\xad\x00-\x08\x0e-\x1f"
ADDED = re.compile(
    rf"(?:^|(?<=\n))[{BLANK}\t{NO_WIDTH}]+|[{BLANK}\t{NO_WIDTH}]+(?=\n|$)|[{BLANK}](?P<more>[{BLANK}{NO_WIDTH}]+)|[{NO_WIDTH}]+"
)
# Form feeds and the line ends of other systems.
LINE_ENDS = str.maketrans("\x0b\x0c\x85\u2028\u2029", "\n\n\n\n\n")
COLUMN = 3  # so many blanks set columns apart; fewer are one
EMPTY_LINES = re.compile(r"\n{2,}")
FEW = 12  # lines: a shorter text shows no habit


class Thinned:
    """A text with some stretches left out, and the way back. Nothing in it is changed."""

    def __init__(self, text: str, cuts: list[tuple[int, int]]):
        self.starts, self.gone = [0], [0]
        kept, last = [], 0
        for start, end in cuts:
            kept.append(text[last:start])
            self.gone.append(self.gone[-1] + end - start)
            self.starts.append(end - self.gone[-1])
            last = end
        self.text = "".join(kept) + text[last:]

    def place(self, at: int) -> int:
        """Where the character at `at` stands in the text as it came."""
        return at + self.gone[bisect_right(self.starts, at) - 1]


class Cleared:
    """The text that the rules read."""

    def __init__(self, whole: str):
        whole = whole.translate(LINE_ENDS)
        self.close = Thinned(whole, [cut for match in ADDED.finditer(whole) if (cut := added(match))[0] < cut[1]])
        self.lines = Thinned(self.close.text, every_other_line(self.close.text))
        self.text = self.lines.text

    def place(self, at: int) -> int:
        return self.close.place(self.lines.place(at))

    def put_back(self, reading: Reading) -> None:
        """Give every value of the reading its place in the text as it came."""
        for one in spans(reading):
            last = self.place(max(one.start, one.end - 1))
            one.start, one.end = self.place(one.start), last + (one.end > one.start)
        for requirement in reading.requirements:
            requirement.content = self.place(requirement.content)


def added(match: re.Match) -> tuple[int, int]:
    """Of blanks inside a line one stays, or three where they set columns apart."""
    if match["more"] is None:
        return match.span()
    blanks = sum(character not in "\u200b\ufeff" for character in match.group())
    return match.start() + (COLUMN if blanks >= COLUMN and match.group()[:COLUMN].isspace() else 1), match.end()


def every_other_line(text: str) -> list[tuple[int, int]]:
    """Where lines of a fixed width have an empty line between each and the next, half of the empty ones."""
    lines = text.split("\n")
    filled = [line for line in lines if line]
    apart = sum(bool(line) and not after for line, after in pairwise(lines))
    broken = sum(after[0].islower() and line[-1] not in ".;:" for line, after in pairwise(filled))
    if len(filled) < FEW or apart < 0.85 * len(filled) or broken < 0.2 * len(filled):
        return []
    return [(run.start() + (len(run.group()) + 1) // 2, run.end()) for run in EMPTY_LINES.finditer(text)]


Spanned = Value | Name | Citation | Deadline | Item | Requirement | FollowUp


def spans(reading: Reading) -> list[Spanned]:
    found: list[Spanned] = [value for value in reading.fields.values() if value]
    found += [*reading.addressees, *reading.distribution, *reading.citations, *reading.requirements]
    for requirement in reading.requirements:
        found += [*requirement.bodies, *requirement.coordinating, *requirement.deadlines, *requirement.items]
    found += [reading.follow_up] if reading.follow_up else []
    once = {id(one): one for one in found}
    return list(once.values())
