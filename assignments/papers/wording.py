"""How does officialese write a day, a dispatch, a quotation, a list of bodies?"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from assignments.models import Part
from directives.models import Directive
from directives.models.requirements import MARKER

QUOTED = 700  # characters of a report's words that a paper quotes; the snapshot keeps more
FULL_STOP_SINCE = datetime.date(2026, 5, 27)  # Hướng dẫn 05-HD/VPTW; before it, a paper ended in "./."


def day_in_words(day: datetime.date | None) -> str:
    """ngày 08 tháng 5 năm 2021: days below 10 and the months 1 and 2 take a zero. Blanks to be filled in by hand."""
    if day is None:
        return "ngày       tháng       năm"
    return f"ngày {day.day:02d} tháng {month(day)} năm {day.year}"


def date(iso: str | None) -> str:
    """08/5/2021"""
    if not iso:
        return ""
    day = datetime.date.fromisoformat(iso)
    return f"{day.day:02d}/{month(day)}/{day.year}"


def month(day: datetime.date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def ending(day: datetime.date) -> str:
    return "." if day >= FULL_STOP_SINCE else "./."


def quoted(text: str, most: int = QUOTED) -> str:
    """“Đã cấp 1.240 suất nhu yếu phẩm…”: on one line, cut at a word, its own quotation marks made single."""
    words = " ".join(text.split()).translate({ord("“"): "‘", ord("”"): "’"})
    if len(words) > most:
        words = words[:most].rsplit(" ", 1)[0].rstrip(" ,;.") + "…"
    return f"“{words}”"


def without_number(text: str) -> str:
    """A requirement's words without the number that is printed before them."""
    return MARKER.sub("", text, count=1)


def listed(parts: Iterable[str]) -> str:
    return "; ".join(parts) or "không"


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Abbreviations keep their capitals: UBND, HĐND."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def cited(directive: Directive) -> str:
    """Công văn số 261-CV/TU"""
    kind = directive.get_kind_display() or "Văn bản"
    return f"{kind} số {directive.code}" if directive.number is not None else kind


def named(directive: Directive) -> str:
    """Công văn số 261-CV/TU, ngày 08/5/2021 của Ban Thường vụ Tỉnh ủy Hưng Yên về tăng cường thực hiện…"""
    day = f", ngày {date(directive.issued_on.isoformat())}" if directive.issued_on else ""
    subject = f" {lower_first(directive.subject.strip().rstrip('.'))}" if directive.subject else ""
    about = "" if subject.startswith((" về ", " v/v ")) or not subject else " về việc"
    return f"{cited(directive)}{day} của {directive.issuer}{about}{subject}"


def duty(row: dict) -> str:
    """What a body is in a requirement, with its period: "chủ trì, tuần 20"."""
    part = lower_first(Part(row["part"]).label)
    return f"{part}, {row['period']}" if row["period"] else part


def deadline(row: dict) -> str:
    return f"hạn {date(row['due_on'])}" if row["due_on"] else "chưa xác định hạn"


def delay(row: dict) -> str:
    """quá hạn 12 ngày, đã đôn đốc 2 lần"""
    late = f"quá hạn {row['late_by']} ngày" if row["late_by"] else deadline(row)
    times = f"đã đôn đốc {row['urgings']} lần" if row["urgings"] else "chưa đôn đốc"
    return f"{late}, {times}" if row["late_by"] or row["urgings"] else late
