"""Have these words lost their accents?"""

import re

from .text import PLAIN

# Syllables of official names and subjects that Vietnamese never writes without an accent.
ALWAYS_ACCENTED = frozenset(
    """
    uy dang huyen thuong truong phuong nuoc viec cua cac nhan quoc tuong chinh quyen chuc uong doc tuyen nghiep trien thuc hien
    cuong kiem nganh mat vien doan tich dia phap luat hau cap nguyen tran pham hoang huynh viet duc dong thuy duong tiep tuc nghi
    ket luan dich benh huong nhiem truoc duoc nong thon cuc vu bi yen dan noi hung dien bien su chong vuc trach hoc xuat hop lap
    muc
    """.split()
)
WORD = re.compile(r"[^\W\d_]+")


def poor(words: str) -> bool:
    """Does a syllable stand bare that always bears an accent?"""
    return any(word in ALWAYS_ACCENTED for word in WORD.findall(words.translate(PLAIN).lower()))
