"""What does the head of a dispatch print? Number and notation, place and date, issuer, kind, stamps of urgency and secrecy."""

import re

from .accents import poor
from .days import as_day
from .layout import (
    KIND_BY_LETTERS,
    KINDS,
    NATIONAL_HEADINGS,
    TELEGRAM_LABEL,
    Layout,
    end_of_line,
    is_number_line,
    letters_of,
    number_label,
)
from .result import Value
from .text import Piece, Source, fold, fold_tone
from .wording import NAME_WORDS

CODE_WORD = r"[^\W\d_]{1,14}\d{0,3}"
NOTATION = re.compile(rf"{CODE_WORD}(?:\s?[-/.&]\s?{CODE_WORD}){{0,4}}")
NUMBER = re.compile(
    r"(?P<number>[0-9lIoOiSB]{1,7}(?:\s[0-9]{1,3}(?=\s?[-/.]))?)\s{0,3}(?P<between>[-/.,]{1,2}|\s)\s{0,3}"
)
YEAR_IN_NUMBER = re.compile(r"(?:19|20)\d\d\s?/\s?")
BLANK_NUMBER = re.compile(r"[\s.…]{0,40}[-/]\s?")

# Codes whose letters lose their accents in poor copies and that can mean nothing else.
RESTORED = {
    "ND": "NĐ",
    "QD": "QĐ",
    "CD": "CĐ",
    "DU": "ĐU",
    "HDND": "HĐND",
    "BCSD": "BCSĐ",
    "QDI": "QĐi",
    "DDU": "ĐU",
    "TTG": "TTg",
    "TTR": "TTr",
    "CTR": "CTr",
}

PLACE_AND_DATE = re.compile(
    r"ngay\s{0,3}(?P<d>[0-9lio]{0,2})[\s.…]{0,12}thang\s{0,3}(?P<m>[0-9lio]{0,2})[\s.…]{0,12}nam\s{0,3}(?P<y>[12l][0-9lio]{3})"
)
SHORT_DATE = re.compile(
    r"ngay\s{0,3}(?P<d>[0-9lio]{1,2})\s?[/.\-]\s?(?P<m>[0-9lio]{1,2})\s?[/.\-]\s?(?P<y>[12l][0-9lio]{3})"
)

URGENCY = {"hoa toc hen gio": "hoa_toc_hen_gio", "hoa toc": "hoa_toc", "thuong khan": "thuong_khan", "khan": "khan"}
SECRECY = {"tuyet mat": "tuyet_mat", "toi mat": "toi_mat", "mat": "mat"}

PROVINCES = (
    "An Giang,Bà Rịa - Vũng Tàu,Bắc Giang,Bắc Kạn,Bạc Liêu,Bắc Ninh,Bến Tre,Bình Định,Bình Dương,Bình Phước,Bình Thuận,"
    "Cà Mau,Cần Thơ,Cao Bằng,Đà Nẵng,Đắk Lắk,Đắk Nông,Điện Biên,Đồng Nai,Đồng Tháp,Gia Lai,Hà Giang,Hà Nam,Hà Nội,"
    "Hà Tĩnh,Hải Dương,Hải Phòng,Hậu Giang,Hòa Bình,Hồ Chí Minh,Huế,Hưng Yên,Khánh Hòa,Kiên Giang,Kon Tum,Lai Châu,"
    "Lâm Đồng,Lạng Sơn,Lào Cai,Long An,Nam Định,Nghệ An,Ninh Bình,Ninh Thuận,Phú Thọ,Phú Yên,Quảng Bình,Quảng Nam,"
    "Quảng Ngãi,Quảng Ninh,Quảng Trị,Sóc Trăng,Sơn La,Tây Ninh,Thái Bình,Thái Nguyên,Thanh Hóa,Thừa Thiên Huế,"
    "Tiền Giang,Trà Vinh,Tuyên Quang,Vĩnh Long,Vĩnh Phúc,Yên Bái"
).split(",")
PROVINCE_BY_FOLDED = {fold(name): name for name in PROVINCES}

# Whose paper it is, by the last part of the notation, where no header line says it.
ISSUER_BY_CODE = {
    "VPTW": "Văn phòng Trung ương Đảng",
    "BTCTW": "Ban Tổ chức Trung ương",
    "BTGTW": "Ban Tuyên giáo Trung ương",
    "BDVTW": "Ban Dân vận Trung ương",
    "BTGDVTW": "Ban Tuyên giáo và Dân vận Trung ương",
    "BNCTW": "Ban Nội chính Trung ương",
    "UBKTTW": "Ủy ban Kiểm tra Trung ương",
    "TTg": "Thủ tướng Chính phủ",
    "CP": "Chính phủ",
    "VPCP": "Văn phòng Chính phủ",
    "TU": "Tỉnh ủy",
    "HU": "Huyện ủy",
    "ĐU": "Đảng ủy",
}
# First words of a header line that name an issuing body.
ISSUING = re.compile(
    r"(?:tinh uy|thanh uy|huyen uy|thi uy|quan uy|dang uy|ban |uy ban|ubnd|hdnd|hoi dong|van phong|bo |so |thu tuong|chinh phu|"
    r"quoc hoi|toa an|vien |cuc |tong cuc|mat tran|doan |lien doan|lien hiep|lien minh|cong doan|cong an|dang doan|bo chinh tri|thanh tra|"
    r"hoc vien|truong |hoi (?!dong)|trung tam|chi cuc|chi bo|kho bac|ngan hang|bao hiem|tap doan|tong cong ty|cong ty|benh vien|tinh doan|thanh doan|"
    r"huyen doan|bch |thuong truc|dai |bao )"
)


def read_head(source: Source, layout: Layout) -> dict[str, Value | None]:
    """Every field of the head; None for what is not printed."""
    fields: dict[str, Value | None] = dict.fromkeys(("number", "notation", "issued_on", "place", "issuer", "kind"))
    number_cell = find_number_cell(source, layout)
    if number_cell:
        fields["number"], fields["notation"] = read_number(source, number_cell)
    else:
        fields["number"], fields["notation"] = number_without_label(source, layout)
    date_cell = find_date_cell(source, layout, number_cell)
    if date_cell:
        fields["place"], fields["issued_on"] = read_place_and_date(source, date_cell)
    fields["urgency"] = read_stamp(source, layout, URGENCY)
    fields["secrecy"] = read_stamp(source, layout, SECRECY)
    fields["kind"] = read_kind(source, layout, fields["notation"])
    fields["issuer"] = read_issuer(source, layout, number_cell, fields)
    return fields


def head_cells(source: Source, layout: Layout) -> list[Piece]:
    return [cell for cell in source.cells if cell.start < layout.head.end]


def find_number_cell(source: Source, layout: Layout) -> Piece | None:
    """The last line of the head that begins with "Số" and goes on as a number does."""
    found = None
    for cell in head_cells(source, layout):
        if is_number_line(source, cell) and reads_as_number(source, cell):
            found = cell
    return found


LABEL_LOST = re.compile(
    r"(?:[Ss]\S{0,2}\s{1,2})?(?=[0-9]{1,5}\s?[-/]\s?(?:[A-ZĐ][A-Za-zĐđ]{1,11}[-/]){1,2}[A-ZĐ][A-Za-zĐđ]{1,11}$)"
)


def number_without_label(source: Source, layout: Layout) -> tuple[Value | None, Value | None]:
    """ "9/CT-TTg" alone in its cell: a recognition program lost the "Số", and maybe a figure with it."""
    for cell in head_cells(source, layout):
        label = LABEL_LOST.match(source.plain[cell.start : cell.end]) if len(cell) < 40 and layout.formal else None
        if label:
            number, notation = number_at(source, cell.start + label.end(), cell.end)
            for value in (number, notation):
                if value:
                    value.sure, value.why = False, "Chữ “Số” in không rõ, số có thể thiếu."
            return number, notation
    return None, None


def reads_as_number(source: Source, cell: Piece) -> bool:
    return read_number(source, cell)[1] is not None


def read_number(source: Source, cell: Piece) -> tuple[Value | None, Value | None]:
    label = number_label(source, cell)
    return number_at(source, label.end(), end_of_line(source, cell)) if label else (None, None)


def number_at(source: Source, start: int, end: int) -> tuple[Value | None, Value | None]:
    """The number and the notation that begin at `start`. A number left blank is None, its notation is kept."""
    number = None
    printed = NUMBER.match(source.plain, start, end)
    if (printed and any(c.isdigit() for c in printed["number"])) or (printed and printed["number"] in ("l", "I")):
        digits = printed["number"].translate(str.maketrans("lIiOoSB", "1110058", " \n"))
        clean = printed["number"].isdigit()
        number = Value(
            int(digits), printed.start("number"), printed.end("number"), clean, "" if clean else MISREAD_DIGIT
        )
        after = printed.end()
    elif blank := BLANK_NUMBER.match(source.plain, start, end):
        after = blank.end()
    else:
        return None, None
    notation = notation_at(source, after, end)
    return (number, notation) if notation else (None, None)


MISREAD_DIGIT = "Có chữ cái ở chỗ chữ số, có thể do nhận dạng sai."


def notation_at(source: Source, start: int, end: int) -> Value | None:
    year = YEAR_IN_NUMBER.match(source.plain, start, end)
    code = NOTATION.match(source.plain, year.end() if year else start, end)
    if not code or not code.group()[0].isupper():
        return None
    last = end_of_code(source, code)
    printed = source.plain[start:last]
    value = re.sub(r"\s?([-/.&])\s?", r"\1", " ".join(printed.split())).strip(" .-/")
    restored = re.sub(
        r"[^\W\d_]+",
        lambda word: RESTORED.get(word.group().upper(), word.group()) if word.group().isupper() else word.group(),
        value,
    )
    if glued := GLUED.fullmatch(restored):
        restored = f"{glued[1]}/{glued[2]}"
    sure = restored == value and value.replace("-", "/").count("/") >= 1
    return Value(restored, start, last, sure, "" if sure else "Ký hiệu in không đủ dấu hoặc không rõ.")


# "CTTU": the stroke between kind and issuer was lost.
GLUED = re.compile(r"(CV|CT|KL|NQ|QĐ|TB|TT|HD|KH|BC)(TU|HU|ĐU|TW|VPTU|BTCTU|BTGTU|BNCTU|UBKTTU)")


def end_of_code(source: Source, code: re.Match) -> int:
    """A code has capitals; a word of small letters after a dash is no more part of it ("CV/TU - về việc")."""
    last = code.end()
    for separator in re.finditer(r"\s?[-/.&]\s?", code.group()):
        word = code.group()[separator.end() :][:14]
        first = re.match(r"[^\W\d_]+", word)
        spaced = " " in separator.group() and separator.group().strip() in ".&"
        if first and (
            first.group().islower()
            or spaced
            or (" " in separator.group() and not first.group().isupper() and len(first.group()) > 4)
        ):
            return code.start() + separator.start()
    return last


def find_date_cell(source: Source, layout: Layout, number_cell: Piece | None) -> Piece | None:
    """ "Hưng Yên, ngày 08 tháng 5 năm 2021": a short line of the head, broken over two lines at most; the last one counts."""
    found = None
    for line in source.lines:
        if line.start >= layout.head.end:
            break
        for match in PLACE_AND_DATE.finditer(source.folded, line.start, min(line.end + 40, layout.head.end)):
            if match.start() <= line.end and is_date_line(source, match):
                found = Piece(match.start(), match.end())
    return found or find_short_date(source, layout)


def find_short_date(source: Source, layout: Layout) -> Piece | None:
    """ "An Giang, ngày 30/12/2025": in figures only after a place, for pages print dates of their own ("Thứ tư, ngày 17/9/2025")."""
    for line in source.lines:
        if line.start >= layout.head.end:
            break
        for match in SHORT_DATE.finditer(source.folded, line.start, line.end):
            before = text_before(source, match.start())
            if is_date_line(source, match) and PLACE_BEFORE.fullmatch(before):
                return Piece(match.start(), match.end())
    return None


PLACE_BEFORE = re.compile(r"\s*(?:[^\W\d_]+[ .\-]{1,3}){0,4}[^\W\d_]+\s?,\s*")
# What pages print before dates of their own.
WEEKDAY = re.compile(
    r"(?:\bthu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|hom nay|cap nhat|dang(?: luc| ngay)?|ngay (?:dang|ban hanh|cap|hieu luc)):?\s?,?\s?$"
)


def is_date_line(source: Source, match: re.Match) -> bool:
    """A date line ends with its year, and before "ngày" stands nothing but a place."""
    after = source.folded[match.end() : match.end() + 3]
    if after.strip(" .,;\n*)")[:1].isalnum() and "\n" not in after and "  " not in after:
        return False
    before = text_before(source, match.start())
    if WEEKDAY.search(fold(before)):
        return False
    return len(before) <= 45 and not before.strip().endswith(("so", "tu", "den", "truoc"))


def text_before(source: Source, position: int) -> str:
    """The words on the same line before a date, after the last column rule."""
    line = source.lines[source.line_at(position)]
    start = max(line.start, last_break(source, line.start, position))
    return source.plain[start:position]


def last_break(source: Source, start: int, end: int) -> int:
    for position in range(end - 1, max(start, end - 60) - 1, -1):
        if source.text[position] in "|\t" or source.plain[position : position + 3] == "   ":
            return position + 1
    return max(start, end - 60)


def read_place_and_date(source: Source, piece: Piece) -> tuple[Value | None, Value | None]:
    match = PLACE_AND_DATE.match(source.folded, piece.start) or SHORT_DATE.match(source.folded, piece.start)
    return read_place(source, piece.start), read_date(match) if match else None


def read_date(match: re.Match) -> Value | None:
    """A day or month left blank for the pen makes no date."""
    if not match["d"] or not match["m"]:
        return None
    day = as_day(match["d"], match["m"], match["y"])
    if not day:
        return None
    clean = (match["d"] + match["m"] + match["y"]).isdigit()
    return Value(day.isoformat(), match.start(), match.end(), clean, "" if clean else MISREAD_DIGIT)


def read_place(source: Source, end: int) -> Value | None:
    """The capitalised words before ", ngày"; a name broken over two lines is put together where it is a province's."""
    before = text_before(source, end)
    if not before.strip(" ,.;"):
        before = source.plain[max(0, end - 60) : end]
    start = end - len(before)
    piece = source.tight(start, end, " \n,.;:()")
    above = source.lines[source.line_at(max(0, start - 1))]
    if piece.start - above.end <= 4 and above.end < piece.start:
        whole = source.tight(max(above.start, above.end - 20), piece.end)
        found = place_in(source, whole)
        if found and fold(source.words(found)) in PROVINCE_BY_FOLDED:
            return place_value(source.words(found), found.start, found.end)
    found = place_in(source, piece)
    return place_value(source.words(found), found.start, found.end) if found else None


def place_in(source: Source, piece: Piece) -> Piece | None:
    """The last run of capitalised words."""
    words = list(re.finditer(r"\S+", source.plain[piece.start : piece.end]))
    kept = None
    for word in reversed(words):
        if (
            not (word.group()[0].isupper() or word.group() == "-")
            or word.group()[-1] in ",;:"
            or CODED.search(word.group())
        ):
            break
        kept = word
    return source.tight(piece.start + kept.start(), piece.end) if kept else None


CODED = re.compile(r"[0-9/]")


def place_value(name: str, start: int, end: int) -> Value:
    """A province printed without its accents is given its name back, unsure."""
    known = PROVINCE_BY_FOLDED.get(fold(name))
    if known and fold_tone(known) != fold_tone(name):
        return Value(known, start, end, False, "Địa danh in thiếu dấu, đã viết lại theo tên tỉnh.")
    if known:
        return Value(known if name.isupper() else name, start, end)
    sure = any(ord(character) > 127 for character in name) and " " in name
    return Value(name, start, end, sure, "" if sure else "Địa danh không có trong danh sách tỉnh, thành phố.")


def read_stamp(source: Source, layout: Layout, stamps: dict[str, str]) -> Value | None:
    """A stamp stands alone in a cell of the head, in capitals; "khẩn trương" in a sentence is none."""
    for cell in head_cells(source, layout):
        folded = source.fold(cell)
        if len(folded) > 120:
            continue
        for words, value in stamps.items():
            if stamped(source, cell, folded, words):
                at = cell.start + folded.find(words)
                return Value(value, at, at + len(words))
    return None


def stamped(source: Source, cell: Piece, folded: str, words: str) -> bool:
    bare = folded.strip(" .:;()[]!*-")
    if bare in (words, "do khan " + words, "do mat " + words, "do khan: " + words, "do mat: " + words):
        return source.is_upper(cell) or bare == words
    starts = folded.startswith(words) and source.is_upper(Piece(cell.start, cell.start + len(words)))
    rest = folded[len(words) :].strip(" .:;-")
    if starts and rest.startswith(tuple(KINDS)) and source.is_upper(cell):
        return True
    return (
        source.is_upper(cell) and folded.startswith(tuple(KINDS)) and folded.endswith(" " + words) and len(folded) < 40
    )


def read_kind(source: Source, layout: Layout, notation: Value | None) -> Value | None:
    """The printed title, else what the notation says; a công văn prints no kind: its notation or its form tells."""
    if layout.title:
        kind = KIND_BY_LETTERS[letters_of(source.fold(layout.title))]
        told = kind_of_notation(notation) if notation else None
        agrees = told is None or told.value in (kind, "CV") or told.value not in KINDS.values()
        return Value(
            kind, layout.title.start, layout.title.end, agrees, "" if agrees else "Tên loại và ký hiệu không khớp nhau."
        )
    if notation:
        return kind_of_notation(notation)
    if layout.formal and layout.address.end > layout.address.start:
        label = source.tight(layout.address.start, min(layout.address.start + 8, layout.address.end))
        return Value(
            "CV", label.start, label.end, False, "Không in tên loại và số; có dòng Kính gửi nên có thể là công văn."
        )
    return None


CODES = {code.upper(): code for code in KINDS.values()} | {"QĐI": "QĐ", "TBKL": "TB", "CTHĐ": "CTHĐ"}


def kind_of_notation(notation: Value) -> Value | None:
    parts = re.split(r"[-/.]", notation.value)
    first = parts[1] if parts[0].isdigit() and len(parts) > 1 else parts[0]
    kind = CODES.get(first.upper(), "CV" if len(parts) > 1 or first not in CODES else None)
    return Value(kind, notation.start, notation.end, notation.sure, notation.why) if kind else None


def read_issuer(source: Source, layout: Layout, number_cell: Piece | None, fields: dict) -> Value | None:
    """The line over the number names the issuer; the line above it only names the organisation it belongs to."""
    lines = issuer_lines(source, layout, number_cell)
    if not lines:
        return issuer_of_telegram(source, layout)
    start, end = min(line.start for line in lines), max(line.end for line in lines)
    if central := central_issuer(fields):
        return Value(central, start, end)
    sure = lines[0].start <= lines[-1].start and not any(poor(source.words(line)) for line in lines)
    name = in_small_letters(" ".join(source.words(line) for line in lines))
    return Value(name, start, end, sure, "" if sure else "Tên cơ quan ghép từ hai dòng.")


def issuer_of_telegram(source: Source, layout: Layout) -> Value | None:
    """ "THỦ TƯỚNG CHÍNH PHỦ điện:" names who sends it."""
    match = TELEGRAM_LABEL.match(source.folded, layout.address.start, layout.address.end)
    if not match:
        return None
    end = match.start() + match.group().rindex("dien")
    piece = source.tight(match.start(), end)
    return Value(in_small_letters(source.words(piece)), piece.start, piece.end)


def issuer_lines(source: Source, layout: Layout, number_cell: Piece | None) -> list[Piece]:
    """Cells in capitals before the number (or before the title) that begin as the name of a body does, with what follows.

    The national heading beside them is stepped over; an office without a name of its own takes the line above along.
    """
    limit = number_cell.start if number_cell else (layout.title.start if layout.title else layout.head.end)
    runs: list[list[Piece]] = []
    for cell in source.cells:
        if cell.start >= max(limit, 1):
            break
        cell = before_heading(source, cell)
        folded = source.fold(cell)
        if folded.startswith((*NATIONAL_HEADINGS, "viet nam", "chu nghia viet nam", "hoi chu nghia")):
            continue
        if not source.is_upper(cell) or len(cell) > 90:
            runs.append([])
        elif ISSUING.match(folded):
            runs.append([cell])
        elif runs and runs[-1] and not any(c.isdigit() for c in folded):
            runs[-1].append(cell)
    runs = [run for run in runs if run]
    if len(runs) > 1 and BARE_OFFICE.fullmatch(" ".join(source.fold(cell) for cell in runs[-1])):
        return [*runs[-1], *runs[-2]]
    return runs[-1] if runs else []


def before_heading(source: Source, cell: Piece) -> Piece:
    """The column of the issuer where the national heading beside it was run into its line."""
    at = min(
        (source.folded.find(heading, cell.start + 1, cell.end) for heading in NATIONAL_HEADINGS),
        key=lambda at: at if at > 0 else 1 << 30,
    )
    return source.trimmed(cell.start, at) if at > 0 else cell


# Offices that are called after the committee on the line above: "TỈNH ỦY LÂM SƠN" / "VĂN PHÒNG".
BARE_OFFICE = re.compile(
    r"van phong|ban thuong vu|ban (?:to chuc|tuyen giao|dan van|noi chinh|tuyen giao va dan van)|uy ban kiem tra"
)


# How names that are printed in capitals are written in a sentence.
WRITTEN = {
    fold(name): name
    for name in (
        "Tỉnh ủy,Thành ủy,Huyện ủy,Thị ủy,Quận ủy,Đảng ủy,Đảng bộ,"
        "Ban Chấp hành,Ban Thường vụ,Ban Tổ chức,Ban Tuyên giáo,Ban Dân vận,Ban Nội chính,Ủy ban Kiểm tra,"
        "Ủy ban nhân dân,Hội đồng nhân dân,Bộ Chính trị,Ban Bí thư,Thủ tướng Chính phủ,Văn phòng,Thường trực,Trung ương,Cơ quan,"
        "tỉnh,thành phố,huyện,thị xã,quận,phường,xã,đặc khu,và,của,UBND,HĐND,MTTQ,UBMTTQ,BCH,BTV,TNCS,TP,VNPT,EVN"
    ).split(",")
}


def in_small_letters(printed: str) -> str:
    """ "TỈNH ỦY HÀ NAM" -> "Tỉnh ủy Hà Nam"; "ĐẢNG ỦY PHƯỜNG AN LỘC" -> "Đảng ủy phường An Lộc"."""
    if not printed.isupper():
        return printed
    words, out = printed.split(), []
    while words:
        length = next((n for n in (4, 3, 2, 1) if fold(" ".join(words[:n])) in WRITTEN), 0)
        name = WRITTEN[fold(" ".join(words[:length]))] if length else ""
        if not length:
            length = next((n for n in (3, 2) if tuple(fold(" ".join(words[:n])).split()) in NAME_WORDS), 1)
            name = words[0][0] + " ".join(words[:length])[1:].lower()
        out.append(name)
        words = words[length or 1 :]
    joined = " ".join(out)
    return joined[0].upper() + joined[1:]


def central_issuer(fields: dict) -> str | None:
    """The central organs' codes name one body each; TU, HU, ĐU and TW are shared by many."""
    notation = fields.get("notation")
    code = re.split(r"[-/]", notation.value)[-1] if notation else ""
    return ISSUER_BY_CODE.get(code) if code not in ("TU", "HU", "ĐU") else None


ORGAN_OF_CENTRE = re.compile(r"(?:cua|thay mat|t/m)\s{1,3}(?P<organ>bo chinh tri(?:,\s{1,3}ban bi thu)?|ban bi thu)\b")


def central_organ(source: Source, layout: Layout, issuer: Value | None) -> Value | None:
    """Papers headed "Ban Chấp hành Trung ương" are those of the organ that the title or the signature names."""
    if issuer is None or not fold(issuer.value).startswith("ban chap hanh trung uong"):
        return None
    for part in (Piece(layout.head.start, layout.body.start), layout.foot):
        if match := ORGAN_OF_CENTRE.search(source.flat, part.start, part.end):
            start, end = match.span("organ")
            name = "Bộ Chính trị, Ban Bí thư" if "," in match["organ"] else WRITTEN[match["organ"]]
            return Value(name, start, end)
    return None


def issuer_by_code(fields: dict[str, Value | None]) -> Value | None:
    """No header line: the notation says whose paper it is ("CV/TU" of Hưng Yên is the Tỉnh ủy's), never for sure."""
    notation = fields.get("notation")
    if not notation:
        return None
    code = re.split(r"[-/]", notation.value)[-1]
    name = ISSUER_BY_CODE.get(code)
    if not name:
        return None
    place = fields.get("place")
    if code in ("TU", "HU", "ĐU") and not place:
        return None
    if code == "TU" and place:
        name = f"{'Thành ủy' if place.value in CITIES else name} {place.value}"
    return Value(
        name, notation.start, notation.end, False, "Suy ra từ ký hiệu và địa danh, văn bản không in tên cơ quan."
    )


CITIES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh", "Huế")
