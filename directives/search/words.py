"""Which tokens does a text leave behind, and which does somebody's question ask for?

A Vietnamese word is mostly two syllables, and a syllable without its accents is shared by two or three others. So beside
each folded syllable ("chuyen") the pair it makes with the next one is a token ("chuyen_doi"): pairs tell words apart.
A syllable that bears accents is one more token ("=chuyển"), so that accents typed narrow what is found. A document's
number is a token of its own ("#143-cv-tu").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from provinces.vietnamese import clean, fold, split_tone

# Latin letters and digits: what both databases take for the letters of a word
WORD = re.compile(r"(?:(?![_ªº×÷])[0-9a-zA-Z\u00aa-\u024f\u1e00-\u1eff](?<=\w))+")
NUMBER = re.compile(
    r"(?<![\w/-])([0-9]{1,6})(?:/([0-9]{4}))?\s*[-–—/]?\s*([^\W\d_]{1,8})\s*[-–—/]\s*([^\W\d_]{1,12})(?!\w)"
)
TYPED_NUMBER = re.compile(r"([0-9]{1,6})(?:/([0-9]{4}))?\s*[-–—/]?\s*([^\W\d_]{1,8})\s*[-–—/ ]\s*([^\W\d_]{1,12})")
QUOTED = re.compile(r'["“”]([^"“”]{1,200})["“”]')
LONGEST_WORD = 40
MOST_WORDS = 12
MOST_TOKENS = 60_000  # a text of 400,000 letters made to hinder must still fit into one row of either database


@dataclass(frozen=True)
class Question:
    """What a dispatch must hold: all of these tokens, and one that begins like this."""

    tokens: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tokens or self.beginnings)

    @property
    def as_typed(self) -> Question:
        """With the last word as a whole word: both databases answer that at once, of beginnings they gather all words."""
        return Question((*self.tokens, *self.beginnings))


def tokens_of(parts: Iterable[str]) -> list[str]:
    """The tokens of a dispatch, each once. Pairs do not reach from one part (subject, requirement, text) into the next."""
    found: dict[str, None] = {}
    for part in parts:
        words = syllables(part)
        found.update(dict.fromkeys(number_token(match) for match in NUMBER.finditer(clean(part))))
        found.update(dict.fromkeys(folded for folded, _ in words))
        found.update(dict.fromkeys(accents(words)))
        found.update(dict.fromkeys(pairs(words)))
        if len(found) > MOST_TOKENS:
            break
    return list(found)[:MOST_TOKENS]


def syllables(text: str) -> list[tuple[str, str]]:
    """Each word as the finger types it, and as it is said: ("uy", "2uy") for "ủy" and for "uỷ" alike."""
    words = (spelled(word[:LONGEST_WORD]) for word in WORD.findall(clean(text).casefold()))
    return [(folded, exact) for folded, exact in words if folded]


@lru_cache(maxsize=20_000)
def spelled(word: str) -> tuple[str, str]:
    """Vietnamese has some seven thousand syllables, and a dispatch says the same few over and over."""
    return fold(word), said(word)


def said(word: str) -> str:
    """The tone first, then the letters with their hooks, so that what is typed is the beginning of what is meant: "2uy".
    A word without any mark is itself."""
    if word.isascii():
        return word
    pairs = [split_tone(char) for char in word]
    tone = "".join(tone for _, tone in pairs) or "0"
    return tone + "".join(letter for letter, _ in pairs)


def number_token(match: re.Match) -> str:
    number, year, kind, issuer = match.groups()
    return "#" + "-".join(filter(None, [str(int(number)), year, fold(kind), fold(issuer)]))


def questions(typed: str) -> list[Question]:
    """What the words may mean, the narrowest reading first: the next one is asked only where the first finds nothing.

    A document number is looked for as one; everything else first as it stands side by side, then word by word. What
    stands in quotation marks always stays together; the last word is a whole word first, then the beginning of one.
    """
    typed = clean(typed)
    if number := TYPED_NUMBER.fullmatch(typed.strip()):
        return each_as_typed_first([Question(tokens=(number_token(number),)), Question(*together(syllables(typed)))])
    quoted = [token for phrase in QUOTED.findall(typed) for token in phrase_tokens(syllables(phrase))]
    rest = syllables(QUOTED.sub(" ", typed))[:MOST_WORDS]
    readings = [together(rest), apart(rest)] if len(rest) > 1 else [together(rest)]
    found = [Question((*quoted, *tokens), beginnings) for tokens, beginnings in readings]
    return each_as_typed_first(found)


def each_as_typed_first(readings: list[Question]) -> list[Question]:
    found = [question for reading in readings for question in (reading.as_typed, reading)]
    return [question for question in dict.fromkeys(found) if question]


def phrase(words: str) -> Question:
    """The words side by side, and no others."""
    return Question(tuple(phrase_tokens(syllables(words))))


def phrase_tokens(words: list[tuple[str, str]]) -> list[str]:
    return (pairs(words) or [folded for folded, _ in words]) + accents(words)


def pairs(words: list[tuple[str, str]]) -> list[str]:
    return [f"{one}_{other}" for (one, _), (other, _) in pairwise(words)]


def accents(words: list[tuple[str, str]]) -> list[str]:
    return [f"={exact}" for folded, exact in words if exact != folded]


def together(words: list[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Side by side, as a phrase: every pair; the last one may go on."""
    if not words:
        return (), ()
    *whole, last = pairs(words) or [words[0][0]]
    return (*whole, *accents(words[:-1])), (last, *accents(words[-1:]))


def apart(words: list[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All of them, wherever they stand."""
    *whole, last = [folded for folded, _ in words]
    return (*dict.fromkeys(whole), *accents(words[:-1])), (last, *accents(words[-1:]))
