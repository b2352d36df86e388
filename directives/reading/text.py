"""How is a dispatch looked at, line by line and word by word, without a character of it being moved?

Three views of one text have the same length, so that a place found in one is the same place in all:
`text` as it came (NFC), `plain` with typographic marks blanked and dashes unified, `folded` besides without case and accents.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

# Marks of Word and of web pages (bold, headings, table rules), which are no words of the dispatch.
BLANKED = (
    "*_#|`~\\\t\r\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\u200b\ufeff\xad"
)
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
QUOTES = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "′": "'"}
# Greek and Cyrillic letters that recognition programs put for Latin ones.
LOOK_ALIKES = {
    "Ð": "Đ",
    "Ɖ": "Đ",
    "ð": "đ",
    "А": "A",
    "В": "B",
    "Е": "E",
    "К": "K",
    "М": "M",
    "Н": "H",
    "О": "O",
    "Р": "P",
    "С": "C",
    "Т": "T",
    "Х": "X",
}

CELL_BREAK = re.compile(r"[|\t]+|[ \xa0]{3,}")
WORD = re.compile(r"[^\W_]+")
TOKEN = re.compile(r"[^\W_]+(?:/[^\W_]{1,3})?|[^\w\s]")
# A stop after these shortens a word: "TP. Hồ Chí Minh".
SHORTENED = ("tp", "p", "q", "tx", "h", "d/c")
# A speck that a recognition program took for a mark before the words of a line.
STRAY_MARK = re.compile(r"[.,'\"~^:;]{1,2}\s{1,3}(?=\S)")
LABEL_LINE = re.compile(
    r"(?:[a-zđ]|[0-9]{1,2}|[IVX]{1,5})\s?[.)\-]\s|\(?[ivx0-9]{1,4}\)|\[[0-9]{1,2}\]|Điều [0-9]{1,3}[.:]"
)
STAR_BULLET = re.compile(r"^[*](?= [^\s*|])", re.MULTILINE)
# A line that ends so is not complete.
OPEN_END = re.compile(r"\b(?:của|và|với|các|theo|cho|tại|là|do|về|cáo|cua|voi|cac)$", re.IGNORECASE)
BULLET = re.compile(r"[ ]*(?:[-+•·●▪■○◦∙→»>]|\uf0b7|\uf02d|o(?= [A-ZĐÀ-Ỹ]))+[ ]*")


class CharacterTable(dict):
    """A table for str.translate that works out each character once and never changes the length of a text."""

    def __init__(self, change):
        super().__init__()
        self.change = change

    def __missing__(self, code):
        character = chr(code)
        changed = self.change(character)
        self[code] = changed if len(changed) == 1 else character
        return self[code]


def plain_character(character):
    if character in BLANKED:
        return " "
    if character in DASHES:
        return "-"
    return QUOTES.get(character) or LOOK_ALIKES.get(character) or character


def folded_character(character):
    bare = unicodedata.normalize("NFD", character.lower())[:1]
    return {"đ": "d", "ð": "d", "Đ": "d"}.get(bare, bare)


PLAIN = CharacterTable(plain_character)
FOLDED = CharacterTable(folded_character)
BLANK = CharacterTable(lambda character: " " if character in BLANKED else character)


def fold(words: str) -> str:
    """Any words without case, accents and doubled blanks: "Đảng uỷ " and "ĐẢNG ỦY" are both "dang uy"."""
    return " ".join(unicodedata.normalize("NFC", words).translate(PLAIN).translate(FOLDED).split())


TONES = {
    "oà": "òa",
    "oá": "óa",
    "oả": "ỏa",
    "oã": "õa",
    "oạ": "ọa",
    "uý": "úy",
    "uỷ": "ủy",
    "uỳ": "ùy",
    "uỹ": "ũy",
    "uỵ": "ụy",
}


def fold_tone(name: str) -> str:
    """òa and oà, ủy and uỷ are one spelling."""
    name = name.casefold()
    for old, new in TONES.items():
        name = name.replace(old, new)
    return name


def tidy(words: str) -> str:
    """Words as a form shows them: marks blanked, one blank between words, no punctuation around them."""
    return " ".join(words.translate(BLANK).split()).strip(" ,;.:-–—/\\")


@dataclass(slots=True)
class Piece:
    """A stretch of a text: a line, a cell of a line, a paragraph, a clause."""

    start: int
    end: int

    def __len__(self):
        return self.end - self.start


@dataclass(slots=True)
class Token:
    """A word or a mark, as printed and folded."""

    start: int
    end: int
    folded: str
    printed: str
    capital: bool
    word: bool


class Source:
    """The text of a dispatch, composed once (NFC) and never changed after."""

    def __init__(self, text: str):
        self.text = self.composed(text)
        self.plain = self.with_bullets(self.text.translate(PLAIN))
        self.folded = self.plain.translate(FOLDED)

    def with_bullets(self, plain: str) -> str:
        """Stars that web pages write for the dashes of a list are dashes; alone under a heading or around words they are none."""
        stars = [match.end() - 1 for match in STAR_BULLET.finditer(self.text)]
        if len(stars) < 2:
            return plain
        pieces = [plain[after + 1 : star] + "-" for after, star in zip([-1, *stars], stars, strict=False)]
        return "".join(pieces) + plain[stars[-1] + 1 :]

    @staticmethod
    def composed(text: str) -> str:
        return unicodedata.normalize("NFC", text)

    def __len__(self):
        return len(self.text)

    @cached_property
    def flat(self) -> str:
        """The folded text with line ends as blanks, for phrases that a line end may cut."""
        return self.folded.replace("\n", " ")

    @cached_property
    def lines(self) -> list[Piece]:
        """Every line without the blanks and marks around it; empty lines have no length."""
        lines, start = [], 0
        for raw in self.plain.split("\n"):
            end = start + len(raw)
            first = start + len(raw) - len(raw.lstrip())
            lines.append(Piece(first, max(first, start + len(raw.rstrip()))))
            start = end + 1
        return lines

    @cached_property
    def line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, position: int) -> int:
        """The number of the line that holds a position."""
        return max(0, bisect_right(self.line_starts, position) - 1)

    @cached_property
    def cells(self) -> list[Piece]:
        """The columns of every line, in reading order: headers and signatures are often printed side by side."""
        cells = []
        for line in self.lines:
            start = line.start
            if start == line.end:
                continue
            if stray := STRAY_MARK.match(self.plain, start, line.end):
                start = stray.end()
            for rule in CELL_BREAK.finditer(self.text, line.start, line.end):
                cells.append(self.trimmed(start, rule.start()))
                start = rule.end()
            cells.append(self.trimmed(start, line.end))
        return [cell for cell in cells if len(cell)]

    @cached_property
    def tokens(self) -> list[Token]:
        """Every word and mark; a page number between two halves of a sentence is none."""
        tokens = []
        for match in TOKEN.finditer(self.plain):
            start, end, printed = match.start(), match.end(), match.group()
            if printed.isdigit() and self.alone_on_line(start):
                continue
            folded = self.folded[start:end]
            tokens.append(Token(start, end, folded, printed, printed[0].isupper(), printed[0].isalnum()))
        return tokens

    @cached_property
    def token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def sentence_ends(self) -> list[int]:
        """Which tokens end a sentence: a stop with a blank after it, unless it shortens a word."""
        return [
            index for index, token in enumerate(self.tokens) if token.printed in ".!?" and self.ends_sentence(index)
        ]

    def ends_sentence(self, index: int) -> bool:
        token = self.tokens[index]
        if token.printed in "!?" or token.end >= len(self):
            return token.printed in "!?"
        before = self.tokens[index - 1] if index else None
        short = before is not None and before.end == token.start and before.folded in SHORTENED
        return self.plain[token.end].isspace() and not short

    def alone_on_line(self, position: int) -> bool:
        line = self.lines[self.line_at(position)]
        return self.is_page_number(line.start, line.end)

    def trimmed(self, start: int, end: int) -> Piece:
        while start < end and self.plain[start].isspace():
            start += 1
        while end > start and self.plain[end - 1].isspace():
            end -= 1
        return Piece(start, max(start, end))

    def tight(self, start: int, end: int, around: str = " \n,;.:-/\\'\"") -> Piece:
        """The stretch without blanks and punctuation around it."""
        while start < end and self.plain[start] in around:
            start += 1
        while end > start and self.plain[end - 1] in around:
            end -= 1
        return Piece(start, max(start, end))

    def words(self, piece: Piece) -> str:
        """The words of a stretch as a form shows them."""
        return tidy(self.text[piece.start : piece.end])

    def words_inside(self, start: int, end: int) -> str:
        """The same, keeping the punctuation around."""
        return " ".join(self.text[start:end].translate(BLANK).split())

    def fold(self, piece: Piece) -> str:
        return self.folded[piece.start : piece.end]

    @cached_property
    def lost_accents(self) -> bool:
        """Was the text copied without its accents? In Vietnamese one letter in four bears one."""
        letters = [character for character in self.plain[:20000] if character.isalpha()]
        return len(letters) > 100 and sum(ord(character) > 127 for character in letters) < 0.05 * len(letters)

    def is_upper(self, piece: Piece) -> bool:
        """Are these words printed in capitals? One small letter in ten is forgiven to recognition programs."""
        letters = [c for c in self.plain[piece.start : piece.end] if c.isalpha()]
        return bool(letters) and sum(c.isupper() for c in letters) >= 0.9 * len(letters)

    def starts_lower(self, piece: Piece) -> bool:
        return len(piece) > 0 and self.plain[piece.start].islower()

    def paragraphs(self, start: int, end: int) -> list[Piece]:
        """Lines joined as they were written: a page break inside a sentence or a line broken at 70 characters joins."""
        paragraphs: list[list[int]] = []
        gap = False
        for number in range(self.line_at(start), len(self.lines)):
            line = self.lines[number]
            first, last = max(line.start, start), min(line.end, end)
            if line.start >= end:
                break
            if last <= first or self.is_page_number(first, last):
                gap = True
                continue
            if paragraphs and self.goes_on(paragraphs[-1], first, gap):
                paragraphs[-1][1] = last
            else:
                paragraphs.append([first, last])
            gap = False
        return [Piece(first, last) for first, last in paragraphs]

    def is_page_number(self, start: int, end: int) -> bool:
        if end - start > 12:
            return False
        bare = self.plain[start:end].strip("-. ")
        return len(bare) <= 3 and (bare.isdigit() or not bare)

    def goes_on(self, before: list[int], start: int, gap: bool) -> bool:
        """Does the line at `start` carry on the paragraph `before`?"""
        last = self.plain[before[1] - 1]
        if LABEL_LINE.match(self.plain, start):
            return False
        if bullet := BULLET.match(self.plain, start):
            small = self.plain[bullet.end() : bullet.end() + 1].islower()
            return small and not gap and last not in ".!?:;,…" and not self.has_room(before[1], bullet.end())
        if self.plain[start].islower():
            return last not in ".!?:;" or not gap
        if gap or last in ".!?:;…" or self.plain[start] == "[":
            return False
        if last == "," or OPEN_END.search(self.plain, max(0, before[1] - 8), before[1]):
            return True
        return not self.has_room(before[1], start)

    def has_room(self, end: int, start: int) -> bool:
        """Would the next word have fitted on the line that ends here? Then the line was ended on purpose.

        How wide the lines were set is seen on the lines around; where they are whole paragraphs there is always room.
        """
        number = self.line_at(end - 1)
        width = self.block_widths[number // 16]
        word = WORD.match(self.plain, start)
        return width > 130 or len(self.lines[number]) + 1 + (len(word.group()) if word else 0) < 0.85 * width

    @cached_property
    def block_widths(self) -> list[int]:
        """For each sixteen lines, the width that four in five of the lines around keep to."""
        blocks = [[len(x) for x in self.lines[i : i + 16] if len(x) > 25] for i in range(0, len(self.lines), 16)]
        widths = []
        for index in range(len(blocks)):
            around = sorted(length for block in blocks[max(0, index - 1) : index + 2] for length in block)
            widths.append(around[int(len(around) * 0.8)] if around else 0)
        return widths

    def is_empty_line(self, number: int) -> bool:
        """Nothing at all on the line, not even a table's rule."""
        start = self.text.rfind("\n", 0, self.lines[number].start) + 1
        end = self.text.find("\n", self.lines[number].start)
        return not self.text[start : end if end >= 0 else len(self.text)].strip()
