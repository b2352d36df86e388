"""Who signed, in which position, by whose authority?"""

import re

from .layout import AUTHORITY_MARK, DISTRIBUTION_LABEL, Layout, is_authority_line
from .result import Value
from .text import Piece, Source, fold, fold_tone

# Positions as signatures print them, in folded capitals. Longer ones first.
POSITION = (
    r"(?:QUYEN |Q\. ?)?(?:PHO )?(?:TONG BI THU|BI THU|CHU TICH|CHU NHIEM|THU TUONG|BO TRUONG|THU TRUONG|CHANH VAN PHONG|GIAM DOC|"
    r"TRUONG BAN|TRUONG PHONG|TRUONG DOAN|CUC TRUONG|VU TRUONG|VIEN TRUONG|TONG CUC TRUONG|TONG GIAM DOC|CHANH THANH TRA|CHANH AN|"
    r"HIEU TRUONG|TONG THANH TRA|THONG DOC|CHI HUY TRUONG|CHINH UY|TU LENH|UY VIEN|TONG KIEM TOAN|VIEN TRUONG)"
)
POSITION_LINE = re.compile(POSITION + r"(?:[ ,\-][A-Z ,\-]{0,60})?")
POSITION_AT_END = re.compile(
    r"(?<=[,;.) ])\s{0,3}(?:pho )?(?:bi thu|chu tich|chanh van phong|giam doc|truong ban)(?: thuong truc| tinh uy| truc)?[\s*.]{0,4}$"
)
SURNAMES = set(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh doan luong mai to thach ta ha cao lam "
    "chu truong quach dao vuong kieu la luu than tang giang hua phung chau thai quan trieu nong ma luc vi sung giang hau hang "
    "lo cam bac thao vang tong dam le khong ninh nghiem thieu tang ngan ksor rcom y h siu kpa danh son kim cu tho van bach lai uong "
    "mac an au ton trang ung viem tieu khuat mua giap ly lu cha ho dieu hue y sin lo".split()
)
# First words of bodies and of recipients' lines; spelt out, for "Đặng", "Bàn" and "Lưu" are surnames.
NOT_NAMES = re.compile(
    r"(?:ban|bộ|sở|ủy ban|văn phòng|các|như|lưu (?:vp|vt|văn (?:phòng|thư))|lưu$|nơi|hội|tỉnh|thành|huyện|đảng|công|việt nam|thường|hà nội|phụ lục|"
    r"bo|so|uy ban|van phong|cac|nhu|luu (?:vp|vt|van (?:phong|thu))|noi|hoi|tinh|thanh|huyen|cong|viet nam|thuong|ha noi|phu luc)\b"
)


def read_signature(source: Source, layout: Layout) -> dict[str, Value | None]:
    """The authority marks ("T/M", "TM.+KT."), the last position line, and the name under it."""
    cells = signature_cells(source, layout)
    marks = [cell for cell in cells if is_authority_line(source, cell)]
    positions = [cell for cell in cells if position_in(source, cell)]
    start = min([cell.start for cell in marks + positions], default=None)
    fields: dict[str, Value | None] = {"authority": None, "position": None, "signatory": None}
    if marks:
        fields["authority"] = authority(source, marks)
    if positions:
        fields["position"] = position(source, cells, positions, marks)
    if start is not None:
        fields["signatory"] = signatory(source, layout, cells, start)
    return fields


def signature_cells(source: Source, layout: Layout) -> list[Piece]:
    """Cells of the foot; what follows "Nơi nhận:" on its own line counts as a cell of its own."""
    cells = []
    for cell in source.cells:
        if not layout.foot.start <= cell.start < layout.foot.end:
            continue
        label = DISTRIBUTION_LABEL.match(source.folded, cell.start, cell.end)
        if label:
            cell = source.trimmed(label.end(), cell.end)
        if len(cell):
            cells.append(cell)
    return cells


def authority(source: Source, marks: list[Piece]) -> Value:
    """Marks as printed; two lines ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH") are joined by a plus."""
    printed = [match for cell in marks[:2] if (match := AUTHORITY_MARK.match(source.plain, cell.start))]
    words = [re.sub(r"\s", "", match.group()).rstrip(",") for match in printed]
    words = [word.rstrip(".") if "/" in word else word.rstrip(".") + "." for word in words]
    return Value("+".join(words), printed[0].start(), printed[-1].end())


def position_in(source: Source, cell: Piece) -> Piece | None:
    """A position stands alone in its cell in capitals, or at the end of a recipient's line it was printed beside."""
    if is_position(source, cell):
        return source.tight(cell.start, cell.end, " *.,")
    return None if source.is_upper(cell) else position_at_end(source, cell)


def position_at_end(source: Source, cell: Piece) -> Piece | None:
    """ "…, Ban Bí thư (để báo cáo), BÍ THƯ *": the position was printed beside the recipient."""
    match = POSITION_AT_END.search(source.fold(Piece(max(cell.start, cell.end - 60), cell.end)))
    if not match:
        return None
    start = max(cell.start, cell.end - 60)
    piece = source.tight(start + match.start(), start + match.end(), " *.,")
    return piece if source.is_upper(piece) else None


POSITIONS = {
    fold(name): name
    for name in (
        "BÍ THƯ,PHÓ BÍ THƯ,PHÓ BÍ THƯ THƯỜNG TRỰC,CHỦ TỊCH,PHÓ CHỦ TỊCH,PHÓ CHỦ TỊCH THƯỜNG TRỰC,CHÁNH VĂN PHÒNG,"
        "PHÓ CHÁNH VĂN PHÒNG,TRƯỞNG BAN,PHÓ TRƯỞNG BAN,GIÁM ĐỐC,PHÓ GIÁM ĐỐC,BỘ TRƯỞNG,THỨ TRƯỞNG,THỦ TƯỚNG,"
        "PHÓ THỦ TƯỚNG,CHỦ NHIỆM,PHÓ CHỦ NHIỆM,CHỦ NHIỆM ỦY BAN KIỂM TRA,ỦY VIÊN THƯỜNG VỤ"
    ).split(",")
}


def is_position(source: Source, cell: Piece) -> bool:
    if not source.is_upper(cell) or len(cell) > 80 or is_authority_line(source, cell):
        return False
    return bool(POSITION_LINE.match(source.fold(cell).upper().strip(" *.")))


def position(source: Source, cells: list[Piece], positions: list[Piece], marks: list[Piece]) -> Value | None:
    """The last position line over the name; after "KT. BỘ TRƯỞNG," the line that only ends the mark is not it."""
    places = [place for cell in positions if (place := position_in(source, cell))]
    if not places:
        return None
    last = places[-1]
    printed = source.words(last)
    known = POSITIONS.get(fold(printed), printed)
    sure = known == printed
    return Value(known, last.start, last.end, sure, "" if sure else "Chức vụ in thiếu dấu, đã viết lại.")


def signatory(source: Source, layout: Layout, cells: list[Piece], start: int) -> Value | None:
    """The last cell after the authority or position that is a person's name and no recipient's line."""
    named = None
    for cell in cells:
        if cell.start <= start:
            continue
        name = person_in(source, cell)
        if name:
            named = name
            break
    if not named:
        return None
    named, whole = with_next_line(source, cells, named)
    words = source.words(named)
    sure = whole and first_word(words) in SURNAMES
    return Value(words, named.start, named.end, sure, "" if sure else "Họ tên người ký không chắc chắn.")


def with_next_line(source: Source, cells: list[Piece], named: Piece) -> tuple[Piece, bool]:
    """A last name that a narrow column carried to the next line belongs to the name, unsure."""
    for cell in cells:
        if cell.start > named.end and source.line_at(cell.start) == source.line_at(named.end - 1) + 1:
            words = source.plain[cell.start : cell.end]
            if words.isalpha() and words.istitle() and len(source.words(named).split()) < 4:
                return Piece(named.start, cell.end), False
    return named, True


def first_word(words: str) -> str:
    return fold(words).split(" ")[0] if words else ""


def person_in(source: Source, cell: Piece) -> Piece | None:
    """A name alone in its cell, or after the full stop of the "Lưu" line it was printed beside."""
    bare = source.tight(cell.start, cell.end, " *.,()_")
    while rank := RANKS.match(source.folded, bare.start, bare.end):
        bare = Piece(rank.end(), bare.end)
    if is_person(source, bare):
        return bare
    if source.folded.startswith("luu", source.tight(cell.start, cell.end, " -*").start):
        stop = re.search(r"[.;)]\s{1,40}(?=\S)", source.plain[cell.start : cell.end])
        if stop:
            rest = source.tight(cell.start + stop.end(), cell.end, " *.,()_")
            if is_person(source, rest):
                return rest
    return None


# A rank or a degree before the name, which is no part of it.
RANKS = re.compile(
    r"(?:(?:trung|thuong|thieu|dai) (?:tuong|ta|uy)|ts\.?|gs\.?|pgs\.?|ths\.?|bs\.?|ks\.?|dong chi|d/c)[ .]{1,3}"
)


def is_person(source: Source, cell: Piece) -> bool:
    """Two to six capitalised words, the first of them a surname, or all of them letters alone."""
    words = source.words(cell)
    folded = " ".join(source.fold(cell).split())
    parts = words.split()
    if not 2 <= len(parts) <= 6 or len(words) > 40 or NOT_NAMES.match(fold_tone(words)):
        return False
    if not all(part.replace("'", "").replace("’", "").isalpha() and part[0].isupper() for part in parts):
        return False
    if words.isupper():
        return folded.split()[0] in SURNAMES and not POSITION_LINE.match(folded.upper())
    return all(part[1:].islower() or len(part) == 1 or part[1:2] in ("'", "’") for part in parts)
