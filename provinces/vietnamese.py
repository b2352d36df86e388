"""How is Vietnamese text cleaned, compared and sorted, whoever typed it and whichever database holds it?"""

import re
import unicodedata

# Marks that change what a reader sees without being seen: bidirectional controls, zero-width
# characters, soft hyphen, byte order mark; and control characters other than tab and line feed.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]")

LETTERS = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
RANK = {letter: f"{number:02d}" for number, letter in enumerate(LETTERS, start=10)}
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền hỏi ngã sắc nặng


def clean(text: str) -> str:
    """The text as the registry keeps it: composed (NFC), with line feeds alone ending its lines, nothing unseen in it."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return UNSEEN.sub("", text)


def fold(text: str) -> str:
    """The text as the finger types it: no case, no accents, đ as d, one blank between words.

    "ĐẢNG UỶ", "đảng ủy" and "dang uy" all fold to "dang uy", so the place of a tone mark does not matter.
    """
    bare = unicodedata.normalize("NFD", clean(text).casefold().replace("đ", "d"))
    return " ".join("".join(char for char in bare if not unicodedata.combining(char)).split())


def figure(text: str) -> int | None:
    """A whole number as a page or a browser writes it; None for anything else, "²" and endless digits too."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None


def sort_key(text: str) -> str:
    """Digits that sort as a Vietnamese dictionary does (a ă â … d đ e ê), on every database alike.

    Letters decide first; tones (ngang, huyền, hỏi, ngã, sắc, nặng) only between words of the same letters.
    """
    letters, tones = [], []
    for syllable in re.split(r"[^\w]+", clean(text).casefold()):
        if not syllable:
            continue
        tone = "0"
        for char in syllable:
            base, char_tone = split_tone(char)
            letters.append(RANK.get(base, "99"))
            tone = char_tone or tone
        letters.append("00")
        tones.append(tone)
    return ("".join(letters) + "00" + "".join(tones))[:400]


def split_tone(char: str) -> tuple[str, str]:
    """ "ế" is the letter ê with the tone sắc; "đ" is itself."""
    parts = unicodedata.normalize("NFD", char)
    tone = "".join(TONES[mark] for mark in parts if mark in TONES)
    letter = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
    return letter, tone
