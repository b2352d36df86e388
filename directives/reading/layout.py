"""Where do the head, the body and the foot of a dispatch stand in a text that may have a web page around it?"""

import re
from dataclasses import dataclass

from .text import Piece, Source

# Tên loại văn bản, as the title prints it, and its abbreviation (Quy định 66-QĐ/TW, 399-QĐ/TW; Nghị định 30/2020/NĐ-CP).
KINDS = {
    "nghi quyet": "NQ",
    "quyet dinh": "QĐ",
    "chi thi": "CT",
    "ket luan": "KL",
    "quy che": "QC",
    "quy dinh": "QĐ",
    "thong tri": "TT",
    "huong dan": "HD",
    "thong bao": "TB",
    "thong bao ket luan": "TB",
    "thong cao": "TC",
    "bao cao": "BC",
    "ke hoach": "KH",
    "quy hoach": "QH",
    "chuong trinh hanh dong": "CTHĐ",
    "chuong trinh": "CTr",
    "de an": "ĐA",
    "phuong an": "PA",
    "du an": "DA",
    "to trinh": "TTr",
    "cong dien": "CĐ",
    "bien ban": "BB",
    "cong van": "CV",
}
KIND_BY_LETTERS = {name.replace(" ", ""): code for name, code in KINDS.items()}
KIND_NAMES = sorted(KINDS, key=len, reverse=True)

DISTRIBUTION_LABEL = re.compile(r"n[oạ]i\s{0,3}nh[aạ]n\b\s{0,3}[:;.]?")
ADDRESS_LABEL = re.compile(r"(?:dong\s{0,2})?kinh\s{0,3}(?:gui|trinh)\b\s{0,3}[:;.]?")
TELEGRAM_LABEL = re.compile(r"[^\n:.;]{3,60}\bdien\s{0,3}:")
NATIONAL_HEADINGS = ("cong hoa xa hoi chu nghia", "dang cong san viet nam", "dang cong san", "doc lap - tu do")
AUTHORITY_MARK = re.compile(
    r"(?:T\s?/\s?[MLU]|K\s?/\s?T|TM|TL|KT|TUQ|TU[QO])\s?[.,]?(?=\s{1,3}[A-ZĐÀ-Ỹ])|Q\s?[./](?=\s{0,2}[A-ZĐÀ-Ỹ])"
)
NUMBER_LABEL = re.compile(r"s[o06]\s{0,3}(?:hieu\b)?\s{0,3}[:.]?\s{0,40}(?=[0-9lio]|[/-])")
APPENDIX = re.compile(r"(?:phu luc|danh muc kem theo|mau so \d|bieu so \d)\b")

# What pages print after an article or around it.
PAGE_TAIL = re.compile(
    r"(?:luot xem|so lan xem|lien ket website|thong ke truy cap|link bai viet|nguon:|nguon tin|tin lien quan|"
    r"cac tin khac|tin khac|bai viet lien quan|tin cung chuyen muc|van ban lien quan|chia se|binh luan|y kien ban doc|"
    r"ban quyen thuoc|quy khach can hoi|tai ve\b|xem chi tiet|xem them|xem toan van|xem noi dung|chi tiet tai|toan van (?:chi thi|cong van|van ban|ket luan) tai|ngay gio dang|theo cong thong tin|"
    r"tac gia:|tag[s]?:|tu khoa:|file dinh kem|tep dinh kem|trang chu|quay lai|ve dau trang|in trang|gui email|"
    r"tren day la|\(?hinh tu internet|>>>)"
)


@dataclass(frozen=True)
class Layout:
    """The parts of a dispatch. Each end is exclusive; a part that is missing is empty."""

    head: Piece  # everything before the address lines or the first sentence
    address: Piece  # from "Kính gửi:" to the first sentence
    body: Piece
    foot: Piece  # "Nơi nhận" and signature
    title: Piece | None  # the line that prints the kind of document
    formal: bool  # has at least one formal part; otherwise it is an article about a dispatch


def lay_out(source: Source) -> Layout:
    """Find the parts, from the outside inwards: foot, address, title, first sentence."""
    foot = find_foot(source)
    limit = foot.start if foot else len(source)
    address_start = find_address(source, limit)
    title = find_title(source, limit if address_start is None else address_start)
    number = find_number_line(source, limit if address_start is None else address_start)
    formal = bool(foot or address_start is not None or title or number is not None)
    if address_start is not None:
        head_end = address_start
        body_start = end_of_address(source, address_start, limit)
    elif title:
        head_end = body_start = end_of_title(source, title, limit)
    else:
        head_end = body_start = first_sentence(source, number or 0, limit)
    address = Piece(head_end, body_start)
    body_end = limit if foot else end_of_article(source, body_start)
    foot = foot or Piece(body_end, body_end)
    return Layout(Piece(0, head_end), address, Piece(body_start, max(body_start, body_end)), foot, title, formal)


def find_foot(source: Source) -> Piece | None:
    """ "Nơi nhận" and the signature, whichever column was read first; up to an appendix."""
    labels = [cell for cell in source.cells if is_distribution_label(source, cell)]
    signatures = [cell for cell in source.cells if is_authority_line(source, cell)]
    if not labels and not signatures:
        return None
    start = labels[0].start if labels else signatures[-1].start
    line = source.line_at(start)
    for cell in signatures:
        if 0 < line - source.line_at(cell.start) <= 12:
            start = min(start, cell.start)
    return Piece(start, end_of_foot(source, start))


def is_distribution_label(source: Source, cell: Piece) -> bool:
    match = DISTRIBUTION_LABEL.match(source.folded, cell.start, cell.end)
    if not match or not source.plain[cell.start].isupper():
        return False
    return match.end() >= cell.end or match.group()[-1] in ":;."


def is_authority_line(source: Source, cell: Piece) -> bool:
    return bool(AUTHORITY_MARK.match(source.plain, cell.start)) and len(cell) < 90 and source.is_upper(cell)


def end_of_foot(source: Source, start: int) -> int:
    """The foot is at most forty lines of print and ends before an appendix."""
    filled = 0
    for line in source.lines[source.line_at(start) :]:
        if not len(line):
            continue
        filled += 1
        if filled > 45 or (
            APPENDIX.match(source.folded, line.start)
            and source.is_upper(Piece(line.start, min(line.end, line.start + 7)))
        ):
            return line.start
    return len(source)


def find_address(source: Source, limit: int) -> int | None:
    """Where "Kính gửi:" stands, or "Thủ tướng Chính phủ điện:" of a telegram."""
    for cell in source.cells:
        if cell.start >= limit:
            return None
        label = ADDRESS_LABEL.match(source.folded, cell.start, cell.end)
        if label and source.plain[cell.start].isupper() and (label.group()[-1] in ":;." or label.end() >= cell.end):
            return cell.start
        telegram = TELEGRAM_LABEL.match(source.folded, cell.start, cell.end)
        if telegram and telegram.end() == cell.end and source.plain[cell.start].isupper():
            return cell.start
    return None


def find_title(source: Source, limit: int) -> Piece | None:
    """The line that prints the kind: after the national heading where there is one."""
    after, found = 0, None
    for cell in source.cells:
        if cell.start >= limit:
            break
        folded = source.fold(cell)
        if folded.startswith(NATIONAL_HEADINGS):
            after = cell.start
        name = kind_in_title(source, cell, folded)
        if name and (found is None or found.start < after):
            found = Piece(name.start, name.end)
        elif found and len(cell) > 160 and found.start > after:
            break
    return found


def letters_of(folded: str) -> str:
    return "".join(character for character in folded if character.isalpha())


def kind_in_title(source: Source, cell: Piece, folded: str) -> Piece | None:
    """ "CHỈ THỊ" alone, "KẾT LUẬN CỦA BỘ CHÍNH TRỊ" in capitals, "HOẢ TỐC CHỈ THỊ" with the stamp before it."""
    match = STAMPED_KIND.match(folded) if len(folded) <= 120 else None
    if not match:
        return None
    name = Piece(cell.start + match.start("kind"), cell.start + match.end("kind"))
    rest = folded[match.end() :].strip(" :.-")
    if not source.is_upper(name):
        return None
    if rest and (not source.is_upper(cell) or rest[0].isdigit() or rest.startswith(("so ", "nay"))):
        return None
    return name


STAMPS = ("hoa toc hen gio", "hoa toc", "thuong khan", "khan", "tuyet mat", "toi mat", "mat")
# Recognition programs glue the words of a title together, or put a stop between them.
KIND_FORMS = "|".join(name.replace(" ", "[ .]{0,3}") for name in KIND_NAMES)
STAMPED_KIND = re.compile(rf"(?:(?:{'|'.join(STAMPS)})[ :.\-]{{0,3}})?(?P<kind>{KIND_FORMS})\b")


def end_of_title(source: Source, title: Piece, limit: int) -> int:
    """The subject runs on under the title in lines of its own, until the first sentence."""
    lines = source.lines
    number = source.line_at(title.start)
    end = lines[number].end
    filled = 0
    upper = None
    for line in lines[number + 1 : number + 30]:
        if line.start >= limit or (not len(line) and filled and blank_ends_title(source, line, bool(upper))):
            break
        if not len(line) or is_rule(source, line):
            continue
        if filled and changes_letters(source, line, bool(upper)):
            break
        if opens_sentence(source, line, filled):
            break
        upper = source.is_upper(line)
        filled += 1
        end = line.end
    return end


def changes_letters(source: Source, line: Piece, upper: bool) -> bool:
    """A subject in capitals is followed by a sentence, one in small letters by the head of a decision in capitals."""
    if upper:
        return not source.is_upper(line) and not source.starts_lower(line) and not ABOUT_LINE.match(source.fold(line))
    return source.is_upper(line) and bool(DECIDES.match(source.fold(line)))


ABOUT_LINE = re.compile(r"(?:ve|v/v|cua)\s")
# "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …" over the grounds of a decision.
DECIDES = re.compile(
    r"(?:chu tich|uy ban|hoi dong|bo truong|thu tuong|chinh phu|ban |giam doc|bo chinh tri|tinh uy|can cu)"
)


def blank_ends_title(source: Source, line: Piece, upper: bool) -> bool:
    """After a blank line the subject goes on only in the same letters, or with "về …" or "của …"."""
    number = source.line_at(line.start)
    for following in source.lines[number + 1 : number + 7]:
        if len(following) and not is_rule(source, following):
            if ABOUT_LINE.match(source.fold(following)) and len(following) < 200:
                return False
            return not (upper and source.is_upper(following) and not DECIDES.match(source.fold(following)))
    return True


FIRST_LABEL = re.compile(r"(?:i\s?[.\-/] |a\s?[.\-/] |1\s?[.\-)/] |dieu 1\s?[.:]|- can cu |- xet )")
SENTENCE_OPENERS = re.compile(
    r"(?:can cu|thuc hien|trong |thoi gian|de |qua |ngay |nhung |hien nay|vua qua|sau |theo |tiep theo|nham |tren co so|"
    r"xet |hoi nghi |trien khai|tiep tuc|cac |tinh hinh|nam |tu |dich |mua |tai (?:phien|cuoc|buoi|hoi nghi|ky)|sang ngay|chieu ngay|[ivx]{1,4}\s?[.\-] |1\s?[.\-)/])"
)


def opens_sentence(source: Source, line: Piece, filled: int) -> bool:
    folded = source.fold(line)
    if len(folded) > 220 or "./." in folded:
        return True
    if (
        folded.startswith(("kinh gui", "noi nhan"))
        or TELEGRAM_LABEL.fullmatch(folded)
        or (filled and FIRST_LABEL.match(folded))
    ):
        return True
    return (
        bool(filled)
        and not source.is_upper(line)
        and not source.starts_lower(line)
        and bool(SENTENCE_OPENERS.match(folded))
    )


def is_rule(source: Source, line: Piece) -> bool:
    """ "-----", "*", "|": drawn, not written."""
    return not any(character.isalnum() for character in source.plain[line.start : line.end])


def find_number_line(source: Source, limit: int) -> int | None:
    """The last line before the address or the title that prints the number: "Số 261-CV/TU"."""
    found = None
    for cell in source.cells:
        if cell.start >= limit or (found is not None and len(cell) > 160):
            break
        if is_number_line(source, cell):
            found = cell.start
    return found


def is_number_line(source: Source, cell: Piece) -> bool:
    """ "Số 261-CV/TU", also where the number was left blank for the pen ("Số:      /UBND-KT")."""
    if len(cell) >= 160 or not number_label(source, cell):
        return False
    return source.plain[cell.start] == "S" or bool(CODE_ALONE.fullmatch(source.plain, cell.start, cell.end))


# A small "s" only where nothing follows: a line of a sentence may begin with "số 57-CT/TW, ngày …".
CODE_ALONE = re.compile(
    r"[sS]\S{0,2}\s{0,3}:?\s{0,3}[0-9]{1,5}\s?[-/]\s?[A-ZĐ][A-Za-zĐđ]{0,11}(?:\s?[-/]\s?[A-ZĐ][A-Za-zĐđ]{0,11}){1,2}"
)


def number_label(source: Source, cell: Piece) -> re.Match | None:
    return NUMBER_LABEL.match(source.folded, cell.start, end_of_line(source, cell))


def end_of_line(source: Source, cell: Piece) -> int:
    """The number may stand in the next column of the same line."""
    return source.lines[source.line_at(cell.start)].end


# Without any head the text begins with its grounds or with its first point.
FIRST_POINT = re.compile(r"(?:I\s?[.\-/)]|Điều 1\s?[.:])\s{0,3}[A-ZĐÀ-Ỹ]")
GROUNDS = re.compile(r"(?:- )?(?:can cu|thuc hien|trien khai|xet de nghi|tiep theo)\b[^\n]{0,60}(?:\d|\n|dieu le|cua)")


def first_sentence(source: Source, after: int, limit: int) -> int:
    """The first paragraph that is prose: long, no headline, no question."""
    for paragraph in source.paragraphs(after, limit):
        if not after and (
            FIRST_POINT.match(source.plain, paragraph.start) or GROUNDS.match(source.folded, paragraph.start)
        ):
            return paragraph.start
        headline = source.plain[paragraph.end - 1] == "?" or source.text[paragraph.start] == "#"
        raw = source.text[source.text.rfind("\n", 0, paragraph.start) + 1 : paragraph.start]
        spoken = source.plain[paragraph.end - 1] == ":" and SPEAKING.search(source.flat, paragraph.start, paragraph.end)
        if (
            (len(paragraph) > 110 or spoken)
            and (paragraph.start > after or not after)
            and not headline
            and "#" not in raw
        ):
            return paragraph.start
    return min(source.lines[source.line_at(after)].end, limit) if after else 0


def end_of_address(source: Source, start: int, limit: int) -> int:
    """The bullets of "Kính gửi" end where the first sentence begins."""
    number = source.line_at(start)
    end = source.lines[number].end
    listed = False
    for index in range(number + 1, min(number + 60, len(source.lines))):
        line = source.lines[index]
        if line.start >= limit:
            return limit
        if not len(line) or is_rule(source, line):
            if listed and source.is_empty_line(index) and blank_ends_address(source, index):
                return end
            continue
        folded = source.fold(line)
        bullet = folded[0] in "-+•"
        if not bullet and (opens_prose(source, index) or (listed and ends_list(source, start, end))):
            return end
        if not bullet and not listed and has_addressee(source, number, end) and blank_between(source, end, line.start):
            return end
        listed = True
        end = line.end
    return min(end, limit)


def has_addressee(source: Source, number: int, end: int) -> bool:
    """ "Kính gửi: Các cơ sở đào tạo" names its addressee on the same line."""
    label = ADDRESS_LABEL.search(source.folded, source.lines[number].start, end)
    return label is not None and any(c.isalpha() for c in source.plain[label.end() : end])


def blank_between(source: Source, start: int, end: int) -> bool:
    return source.plain.count("\n", start, end) > 1


def ends_list(source: Source, start: int, end: int) -> bool:
    """A list ends with a stop; a list of dashes is over where a line without one follows a complete entry."""
    dashed = re.search(r"(?:^|[\n:|])\s{0,20}[-+•]\s", source.plain[start:end])
    return source.plain[end - 1] == "." or (bool(dashed) and source.plain[end - 1] == ";")


def blank_ends_address(source: Source, index: int) -> bool:
    for line in source.lines[index + 1 : index + 6]:
        if len(line) and not is_rule(source, line):
            return source.folded[line.start] not in "-+•"
    return True


PROSE_OPENERS = re.compile(
    r"(?:can cu|thuc hien|trong (?:thoi|nhung|cac|thang|qua|boi|nam|tuan|ngay)|thoi gian|de |qua |ngay |nhung |hien nay|"
    r"vua qua|sau (?:khi|hon|gan|\d)|theo |tiep theo|tiep tuc|nham |tren co so|xet |hoi nghi|trien khai|mua |dich |nam \d|"
    r"tu dau|tu ngay|[ivx]{1,4}\s?[.\-] |1\s?[.\-)/] |tinh hinh|duoc su)"
)


# Who is addressed is not told anything yet; a line that does is the first sentence.
SPEAKING = re.compile(
    r"\b(?:yeu cau|de nghi|co y kien|nhu sau|sau day|xin y kien|ket luan:|thong bao:|huong dan:|kinh bao)"
)


def opens_prose(source: Source, index: int) -> bool:
    line = source.lines[index]
    if (
        len(line) > 230
        or PROSE_OPENERS.match(source.flat, line.start)
        or SPEAKING.search(source.flat, line.start, line.end)
    ):
        return source.plain[line.start].isupper() or source.plain[line.start].isdigit()
    return False


def end_of_article(source: Source, start: int) -> int:
    """Without a foot the body ends at the closing mark "./.", or where the page goes on with other things."""
    closing = source.text.find("./.", start)
    end = len(source)
    if closing >= 0:
        end = min(end, source.lines[source.line_at(closing)].end)
    asked = 0
    for line in source.lines[source.line_at(start) + 1 :]:
        if line.start >= end:
            break
        if not len(line):
            continue
        folded = source.folded[line.start : line.start + 60]
        heading = len(line) < 200 and source.plain[line.end - 1] == "?"
        asked += heading
        if line.start > start + 200 and (
            heading or (PAGE_TAIL.match(folded.lstrip("-• (")) and not source.starts_lower(line))
        ):
            return line.start
    return end
