"""Does this text come from a secret dispatch, of which a networked program may keep nothing but the line?"""

from __future__ import annotations

from provinces.vietnamese import clean, fold

STAMPS = {"mat", "toi mat", "tuyet mat"}


def bears_stamp(text: str) -> bool:
    """A line in capitals that says nothing but the stamp, wherever it stands: where secrecy is in doubt, nothing is kept."""
    return any(line.isupper() and fold(line).strip(" *[]().") in STAMPS for line in clean(text).split("\n"))


def is_secret(fields: dict[str, list[str]]) -> bool:
    """Fields as a form sends them: the level chosen, or a stamp in any of the texts."""
    return any(fields.get("secrecy", [])) or any(bears_stamp(text) for texts in fields.values() for text in texts)
