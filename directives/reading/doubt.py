"""Which of the values that were read would a careful clerk look at twice, for the way they are printed?"""

from .accents import poor
from .result import Name, Reading, Value
from .text import Source

LOST = "Chữ in thiếu dấu."


def doubt_poor_print(source: Source, reading: Reading) -> None:
    """Values whose words lost their accents are kept as printed and marked."""
    for name in ("issuer", "organ", "subject", "signatory", "position", "dissemination", "place"):
        doubt(source, reading.fields.get(name))
    for line in [*reading.addressees, *reading.distribution]:
        doubt(source, line)
    for requirement in reading.requirements:
        for body in [*requirement.bodies, *requirement.coordinating]:
            doubt(source, body)
    if reading.follow_up and (source.lost_accents or poor(reading.follow_up.body)):
        reading.follow_up.sure, reading.follow_up.why = False, LOST


def doubt(source: Source, value: Value | Name | None) -> None:
    words = getattr(value, "text", None) or getattr(value, "value", None)
    if value and value.sure and isinstance(words, str) and (source.lost_accents or poor(words)):
        value.sure, value.why = False, LOST
