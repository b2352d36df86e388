"""When are two document numbers the same number, however they were typed?"""

import re
import unicodedata

FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}
DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")


def canonical_notation(text: str) -> str:
    """ "cv / tu" and "CV/TU" (full-width or with another dash) are one notation; letters keep their case as printed."""
    text = DASHES.sub("-", unicodedata.normalize("NFKC", text or ""))
    return re.sub(r"\s*([/-])\s*", r"\1", " ".join(text.split())).strip(" -/.:")


def notation_key(text: str) -> str:
    """What uniqueness is judged by: the notation without regard to case."""
    return canonical_notation(text).upper()


def canonical_code(text: str) -> str:
    """ "0761 - CV/TU" and "761-CV/TU" are one code, written as the register writes it; a State code stays as printed."""
    text = canonical_notation(text)
    stated = re.fullmatch(r"([0-9]{1,7})-(.+)", text)
    return code(int(stated[1]), stated[2]) if stated else text


def parse_number(text: str) -> int | None:
    """ "0761", "761 " and "７６１" are 761. Empty is None; anything else, "²" too, raises ValueError."""
    text = (text or "").translate(FULL_WIDTH).strip()
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,7}", text):
        raise ValueError("Số văn bản chỉ gồm chữ số.")
    return int(text)


def code(number: int | None, notation: str) -> str:
    """The code by which people call a dispatch: "261-CV/TU"; below 10 a zero is added ("05-NQ/TU", 36-HD/VPTW)."""
    if number is None:
        return notation
    return f"{number:02d}-{notation}" if notation else f"{number:02d}"
