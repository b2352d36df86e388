"""Until when, and how often? Only words that bind: dates of documents, events, periods and forecasts are none."""

import re

from .days import as_day, day_at
from .result import Deadline
from .text import Source

BEFORE = (
    r"(?:truoc|cham nhat|muon nhat|den het|han cuoi|thoi han|khong qua|khong muon hon|xong truoc|han)"
    r"(?:\s{1,3}(?:la|den|vao|het|trong|truoc|cuoi))?(?:\s{0,3}:)?"
)
HOUR = r"(?:\d{1,2}\s{0,2}(?:gio|h)\s{0,2}(?:\d{2})?\s{0,3}(?:phut)?,?\s{0,3}(?:ngay\s{1,3})?)"
EVERY = r"(?:hang|hang|moi)\s{1,3}(?:ngay|tuan|thang|quy|nam)"
D = r"[0-9lio]{1,2}"
WEEKDAY = r"(?:thu\s{1,3}(?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)"
MONTHS = rf"thang\s{{0,3}}{D}(?:\s{{0,2}}[/.\-]\s{{0,2}}|\s{{1,3}}nam\s{{1,3}})[12]\d{{3}}"
QUARTERS = r"quy\s{1,3}(?:iii|ii|iv|i|[1-4])(?:\s{0,2}[/\-]\s{0,2}|\s{1,3}nam\s{1,3}|\s{1,3}-\s{1,3})[12]\d{3}"

FORMS = [
    # a recurring day: "trước ngày 25 hằng tháng", "trước ngày 05 tháng 12 hằng năm", "trước ngày 20 tháng cuối quý"
    re.compile(
        rf"(?:{EVERY},?\s{{1,3}})?(?:{BEFORE}|vao)\s{{1,3}}{HOUR}?(?:ngay\s{{1,3}})?{D}(?:\s{{0,2}}/\s{{0,2}}{D}|\s{{1,3}}thang\s{{1,3}}{D})?"
        rf"\s{{1,3}}(?:{EVERY}|(?:cua\s{{1,3}})?(?:thang\s{{1,3}})?(?:cuoi|dau)\s{{1,3}}(?:moi\s{{1,3}})?(?:quy|nam|thang)|cua\s{{1,3}}(?:thang\s{{1,3}})?(?:cuoi\s{{1,3}})?(?:moi\s{{1,3}})?(?:quy|thang))"
    ),
    # an hour of every day or week: "trước 13 giờ hằng ngày", "trước 15 giờ thứ Năm hằng tuần", "trước thứ Sáu hằng tuần"
    re.compile(
        rf"(?:{BEFORE}|vao)\s{{1,3}}(?:{HOUR}\s{{0,3}}(?:{WEEKDAY}\s{{1,3}})?|(?:ngay\s{{1,3}})?{WEEKDAY}\s{{1,3}}){EVERY}"
    ),
    # "hằng tháng trước ngày 25"
    re.compile(
        rf"{EVERY},?\s{{1,3}}(?:{BEFORE})\s{{1,3}}{HOUR}?(?:ngay\s{{1,3}}){D}(?![/\d])(?!\s{{0,2}}[/.]\s{{0,2}}\d)(?!\s{{1,3}}thang)"
    ),
    # "trong tuần đầu của mỗi quý"
    re.compile(
        r"(?:trong\s{1,3})?(?:tuan|thang|ngay|10 ngay|15 ngay)\s{1,3}(?:dau|cuoi)(?:\s{1,3}tien)?\s{1,3}(?:cua\s{1,3})?(?:moi|hang)?\s{1,3}(?:quy|thang|nam)"
    ),
    # a day: "trước ngày 15/12/2021", "chậm nhất là ngày 30 tháng 9 năm 2025"
    re.compile(
        rf"(?:{BEFORE}|trong)\s{{1,3}}{HOUR}?(?:ngay\s{{0,3}})?(?P<day>{D}\s{{0,2}}[/.\-]\s{{0,2}}{D}\s{{0,2}}[/.\-]\s{{0,2}}[12l][0-9lio]{{3}}|{D}\s{{1,3}}thang\s{{1,3}}{D}\s{{1,3}}nam\s{{1,3}}[12l][0-9lio]{{3}})\b"
    ),
    # a stretch of days: "ngày 10 đến ngày 20 tháng 6 năm 2024" after "thời gian", "trong tuần"
    re.compile(
        rf"(?:thoi gian|trong tuan|hoan thanh)[^.;:]{{0,20}}\s(?P<span>(?:tu )?ngay\s{{1,3}}{D}\s{{1,3}}den\s{{1,3}}ngay\s{{1,3}}{D}\s{{1,3}}thang\s{{1,3}}{D}\s{{1,3}}nam\s{{1,3}}\d{{4}})"
    ),
    # a month, quarter, half, year: "trong tháng 11/2025", "trong năm 2027"
    re.compile(
        rf"(?:(?:{BEFORE}|trong)(?:\s{{1,3}}(?:trong|cuoi|het))?\s{{1,3}})(?:{MONTHS}|{QUARTERS}|(?:6 thang|sau thang)\s{{1,3}}(?:dau|cuoi)\s{{1,3}}nam(?:\s{{1,3}}\d{{4}})?|nam\s{{1,3}}[12]\d{{3}}(?!\s{{0,2}}-\s{{0,2}}\d))"
    ),
    # a number of days: "chậm nhất 05 ngày làm việc sau khi có hướng dẫn …", "trong vòng 10 ngày", "không quá 10 ngày làm việc"
    re.compile(
        r"(?:(?:cham nhat|khong qua|trong vong|trong thoi han|trong thoi gian|muon nhat|trong)(?:\s{1,3}(?:la|sau|khong qua))?\s{1,3}\d{1,3}\s{1,3}(?:ngay|gio|tuan|thang)(?:\s{1,3}lam viec)?"
        r"(?:,?\s{1,3}(?:sau khi|ke tu khi|ke tu ngay|tu khi|tu ngay|ke tu|sau ngay|sau)\s{1,3}[^.,;:()\n]{3,80})"
        r"|(?:cham nhat|khong qua|trong vong|trong thoi han|muon nhat)(?:\s{1,3}(?:la|sau|khong qua))?\s{1,3}\d{1,3}\s{1,3}(?:ngay|gio|tuan)(?:\s{1,3}lam viec)?)"
    ),
    # no year: "trước ngày 15/12", "trước ngày 30 tháng 6"
    re.compile(
        rf"{BEFORE}\s{{1,3}}{HOUR}?(?:ngay\s{{1,3}})?(?P<short>{D}\s{{0,2}}/\s{{0,2}}{D}(?![/\d])|{D}\s{{1,3}}thang\s{{1,3}}{D}(?!\d))"
    ),
    # the session at which a thing is due: "vào sinh hoạt chi bộ tháng 11/2024", "tại kỳ họp cuối năm 2024"
    re.compile(
        rf"(?P<loose>(?:tai|vao|trong)\s{{1,3}}(?:cac\s)?(?:ky hop|ky sinh hoat|sinh hoat)\s[^,;.]{{0,25}}?(?:{MONTHS}|(?:cuoi|giua|dau)\s{{1,3}}nam\s{{1,3}}\d{{4}}))"
    ),
    # a beginning: "thực hiện từ năm học 2024 - 2025"
    re.compile(r"(?:thuc hien|ap dung|bat dau)\s{1,3}(?P<begins>tu\s{1,3}nam hoc\s{1,3}\d{4}\s{0,2}-\s{0,2}\d{4})"),
    # the end of something: "trước khi kết thúc năm học", left out: no day
    re.compile(rf"(?<=\s)(?P<bare>{QUARTERS})(?=[\s.,;]|$)"),
]
SPOIL_BEFORE = re.compile(
    r"(?:thoi diem|dien ra|nhiem ky|giai doan|du bao|hieu luc|ban hanh|hop|phien hop|cuoc hop|hoi nghi|ket qua|tong ket|so voi|cung ky|nghi quyet|ke hoach|chi tieu)\s{0,3}$"
)
# "… báo cáo kết quả trước ngày 30/9/2025" binds: before a day less spoils it.
SPOIL_DAY = re.compile(r"(?:thoi diem|dien ra|nhiem ky|giai doan|du bao|hieu luc|ban hanh|so voi|cung ky)\s{0,3}$")
PERIOD_BEFORE = re.compile(r"\btu\s{1,3}(?:ngay\s{1,3})?\d[^.;]{2,28}$")
CADENCES = [
    (re.compile(r"(?:hang|moi)\s{1,3}ngay"), "daily"),
    (re.compile(r"(?:hang|moi)\s{1,3}tuan"), "weekly"),
    (re.compile(r"(?:hang|moi)\s{1,3}thang|cua\s{1,3}moi\s{1,3}thang|bao cao\s{1,3}thang"), "monthly"),
    (re.compile(r"(?:hang|moi)\s{1,3}quy|cuoi\s{1,3}quy|dau\s{1,3}quy|theo\s{1,3}quy"), "quarterly"),
    (re.compile(r"(?:6|sau)\s{1,3}thang(?:\s{1,3}(?:mot|1)\s{1,3}lan|/lan)?"), "half_yearly"),
    (re.compile(r"(?:hang|moi)\s{1,3}nam|cuoi\s{1,3}nam"), "yearly"),
    (re.compile(r"khi\s{1,3}co\s{1,3}(?:yeu cau|phat sinh|tinh huong|vu viec)|dot xuat"), "on_event"),
    (re.compile(r"thuong xuyen|dinh ky"), "unspecified"),
]


def read_deadlines(source: Source, start: int, end: int, year: int | None = None) -> list[Deadline]:
    """Every binding time between two places, in order, without overlap."""
    taken: list[Deadline] = []
    for form in FORMS:
        for match in form.finditer(source.flat, start, end):
            if binding(source, match, start) and not any(
                match.start() < other.end and other.start < match.end() for other in taken
            ):
                taken.append(as_deadline(source, match, year))
    return sorted(taken, key=lambda deadline: deadline.start)


def binding(source: Source, match: re.Match, start: int) -> bool:
    """ "trước đây", the date of a document after its number, the time of an event do not bind."""
    before = source.flat[max(start, match.start() - 40) : match.start()]
    day = match.groupdict().get("day")
    if (SPOIL_DAY if day else SPOIL_BEFORE).search(before) and not match.group().startswith("cham nhat"):
        return False
    if PERIOD_BEFORE.search(before) and match.group().startswith("den"):
        return False
    if match.group().startswith(("han ", "han:")) and not re.search(
        r"(?:thoi|ky|gia|co|quyen|het|dung|qua|gioi|vo)\s$", before
    ):
        return True
    return not re.search(r"(?:so luong|ton|ty le|it nhat|giam|tang|dat|vuot)\s{0,3}$", before)


def as_deadline(source: Source, match: re.Match, year: int | None) -> Deadline:
    groups = match.groupdict()
    first, last = match.span("begins" if groups.get("begins") else "span" if groups.get("span") else 0)
    piece = source.tight(first, last, " \n,.;:")
    day, sure, why = None, True, ""
    if groups.get("day"):
        found = day_at(source.flat, match.start("day"))
        day = found[0].isoformat() if found else None
        sure = bool(found and found[2])
    elif groups.get("short") and year:
        parts = [int(part) for part in re.findall(r"\d+", groups["short"])]
        named = as_day(str(parts[0]), str(parts[1]), str(year)) if len(parts) == 2 else None
        day, sure, why = (named.isoformat() if named else None), False, "Không in năm; lấy theo năm ban hành."
    elif groups.get("begins"):
        sure, why = False, "Mốc bắt đầu, có thể không phải thời hạn."
    elif groups.get("bare") or groups.get("loose"):
        sure, why = False, "Có thể không phải thời hạn."
    printed = source.words_inside(piece.start, piece.end)
    words = MISREAD.sub(lambda digits: digits.group().translate(DIGITS), printed)
    if words != printed:
        sure, why = False, "Có chữ cái ở chỗ chữ số, có thể do nhận dạng sai."
    return Deadline(words, day, piece.start, piece.end, sure, cadence_in(source.flat[piece.start : piece.end]), why)


def cadence_in(folded: str) -> str | None:
    return next((name for form, name in CADENCES if form.search(folded)), None)


MISREAD = re.compile(r"\b[lIO]?[0-9]+[lIO0-9]*\b")
DIGITS = str.maketrans("lIO", "110")
REPORTING = re.compile(r"(?:bao cao|thong ke|tong hop|gui)")


def read_cadence(source: Source, start: int, end: int, deadlines: list[Deadline]) -> str | None:
    """How often a report is wanted: by a recurring deadline, or by "hằng quý báo cáo"; "định kỳ" alone names no rhythm."""
    named = [deadline.cadence for deadline in deadlines if deadline.cadence and deadline.cadence != "unspecified"]
    if named:
        return named[-1]
    for clause in re.finditer(r"[^.;\n]{1,400}", source.flat[start:end]):
        words = clause.group()
        if REPORTING.search(words) and "bao cao" in words:
            near = words[max(0, words.find("bao cao") - 90) : words.find("bao cao") + 120]
            if cadence := cadence_in(near):
                return cadence
    return None
