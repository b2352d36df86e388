"""Where in the original text do the words stand that somebody looked for?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from directives.search.words import NUMBER, QUOTED, TYPED_NUMBER, WORD, number_token, said
from provinces.vietnamese import clean, fold


@dataclass(frozen=True)
class Syllable:
    start: int
    end: int
    folded: str
    exact: str

    def answers(self, asked: Syllable, is_last: bool) -> bool:
        """Typed with accents it must be said so; the last one typed may be only its beginning."""
        mine, theirs = (self.exact, asked.exact) if asked.exact != asked.folded else (self.folded, asked.folded)
        return mine.startswith(theirs) if is_last else mine == theirs


def marked(text: str, typed: str) -> list[tuple[str, bool]]:
    """The text in pieces, none of it altered, each with whether it answers what was typed."""
    pieces, at = [], 0
    for start, end in spans(text, clean(typed)):
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [(piece, hit) for piece, hit in [*pieces, (text[at:], False)] if piece]


def relevance(text: str, typed: str) -> int:
    """2 where the number or the words stand in the text side by side as typed, 1 where all of them stand there, else 0."""
    typed = clean(typed)
    found = {text[start:end] for start, end in spans(text, typed)}
    asked = syllables(QUOTED.sub(r" \1 ", typed))
    if not found or TYPED_NUMBER.fullmatch(typed.strip()):
        return 2 * bool(found)
    if any(len(syllables(piece)) == len(asked) for piece in found):
        return 2
    return int({word.folded for word in asked} <= {word.folded for piece in found for word in syllables(piece)})


def spans(text: str, typed: str) -> list[tuple[int, int]]:
    """What answers, in order and without overlap: the number, or the phrases, or else the single words."""
    if number := TYPED_NUMBER.fullmatch(typed.strip()):
        found = [match.span() for match in NUMBER.finditer(text) if number_token(match) == number_token(number)]
        if found:
            return found
    words = syllables(text)
    phrases = [phrase for quoted in QUOTED.findall(typed) if (phrase := syllables(quoted))]
    rest = syllables(QUOTED.sub(" ", typed))
    found = [span for phrase in phrases for span in runs(words, phrase, open_ended=False)]
    if rest:
        found += runs(words, rest, open_ended=True) or [
            span for word in rest for span in runs(words, [word], open_ended=word is rest[-1])
        ]
    return without_overlap(found)


def syllables(text: str) -> list[Syllable]:
    found = []
    for match in re.finditer(WORD.pattern, text, re.IGNORECASE):
        word = match.group().casefold()
        found.append(Syllable(match.start(), match.end(), fold(word), said(word)))
    return found


def runs(words: list[Syllable], asked: list[Syllable], open_ended: bool) -> list[tuple[int, int]]:
    """Where the asked syllables stand one after the other."""
    last = len(asked) - 1
    return [
        (words[at].start, words[at + last].end)
        for at in range(len(words) - last)
        if all(words[at + step].answers(asked[step], open_ended and step == last) for step in range(last + 1))
    ]


def without_overlap(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
