"""Which of the values that were read would a careful clerk look at twice, for the way they are printed?"""

import re

from .result import Name, Reading, Value
from .text import PLAIN, Source

LOST = "Chữ in thiếu dấu."
# Syllables of official names and subjects that Vietnamese never writes without an accent.
ALWAYS_ACCENTED = frozenset(
    """uy dang huyen thuong truong phuong nuoc viec cua cac nhan quoc tuong chinh quyen chuc uong doc tuyen nghiep trien thuc
    hien cuong kiem nganh mat vien doan tich dia phap luat hau cap nguyen tran pham hoang huynh viet duc dong thuy duong
    tiep tuc nghi ket luan dich benh huong nhiem truoc duoc nong thon moi truong so bo cuc hoi""".split()
) - {"so", "bo", "moi", "hoi"}
WORD = re.compile(r"[^\W\d_]+")


def doubt_poor_print(source: Source, reading: Reading) -> None:
    """Values whose words lost their accents are kept as printed and marked."""
    for name in ("issuer", "organ", "subject", "signatory", "position", "dissemination", "place"):
        doubt(source, reading.fields.get(name))
    for line in [*reading.addressees, *reading.distribution]:
        doubt(source, line)
    for requirement in reading.requirements:
        for body in [*requirement.bodies, *requirement.coordinating]:
            doubt(source, body)
    if reading.follow_up and poor(source, reading.follow_up.body):
        reading.follow_up.sure, reading.follow_up.why = False, LOST


def doubt(source: Source, value: Value | Name | None) -> None:
    words = getattr(value, "text", None) or getattr(value, "value", None)
    if value and value.sure and isinstance(words, str) and poor(source, words):
        value.sure, value.why = False, LOST


def poor(source: Source, words: str) -> bool:
    if source.lost_accents:
        return True
    return any(word in ALWAYS_ACCENTED for word in WORD.findall(words.translate(PLAIN).lower()))
