"""What do the registers show: the book of dispatches, one series per kind and term, and the book of work that is followed?"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch

from assignments.models import Assignment, Part, Report
from directives.models import Directive
from directives.vocabulary import LineKind

# The columns of the Party's own book (693-QĐ/VPTW) could not be read; these follow from the numbering rule of 36-HD/VPTW.
REGISTER_COLUMNS = (
    ("Số văn bản", 8), ("Ngày tháng", 12), ("Ký hiệu / tên loại", 11), ("Tên loại và trích yếu", 34), ("Người ký", 18),
    ("Nơi nhận", 32), ("Đơn vị soạn thảo / lưu", 15), ("Số lượng bản", 8), ("Độ mật", 9), ("Độ khẩn", 10), ("Ghi chú", 15),
)  # fmt: skip
# The data items that Quy chế 08-QC/TW (2025) names.
FOLLOW_UP_COLUMNS = (
    ("STT", 5), ("Nội dung nhiệm vụ (yêu cầu)", 34), ("Văn bản giao nhiệm vụ (số, ký hiệu, ngày, trích yếu)", 25),
    ("Cơ quan chủ trì", 16), ("Cơ quan phối hợp", 16), ("Thời hạn hoàn thành", 12), ("Sản phẩm", 9),
    ("Tiến độ / trạng thái", 15), ("Kết quả thực hiện", 34), ("Văn bản báo cáo (số, ngày)", 14),
    ("Khó khăn, vướng mắc", 18), ("Kiến nghị, đề xuất", 18), ("Đánh giá", 12), ("Ghi chú", 14),
)  # fmt: skip


@dataclass
class Book:
    """One book, or one part of a book: its name, its columns with their widths, its rows."""

    title: str
    tab: str
    columns: tuple[tuple[str, int], ...]
    rows: list[tuple] = field(default_factory=list)


def of_dispatches(rows, most: int) -> list[Book]:
    """Sổ đăng ký văn bản: numbers run per kind and term of a committee, and so does the book."""
    rows = rows.select_related("committee", "term", "superseded_by").prefetch_related("lines")
    rows = rows.defer("text", "superseded_by__text").order_by(
        "committee__sort_key", "committee", "term__starts_on", "kind", "number", "as_of", "pk"
    )
    books: dict[tuple, Book] = {}
    for directive in rows[:most]:
        series = (directive.committee_id, directive.term_id, directive.kind)
        book = books.setdefault(series, series_of(directive))
        book.rows.append(entered(directive))
    return list(books.values()) or [Book("Sổ đăng ký văn bản", "Sổ văn bản", REGISTER_COLUMNS)]


def series_of(directive: Directive) -> Book:
    kind = directive.get_kind_display() or "Chưa rõ loại"
    term = f"nhiệm kỳ {directive.term}" if directive.term else "chưa xác định nhiệm kỳ"
    tab = f"{directive.kind or 'Khác'} {directive.term or ''}".strip()
    return Book(f"Sổ đăng ký văn bản: {kind}, {directive.committee}, {term}", tab, REGISTER_COLUMNS)


def entered(directive: Directive) -> tuple:
    """A secret dispatch has its number, day, notation and level; the database keeps nothing else of it."""
    lines = list(directive.lines.all())
    signed = (directive.authority, directive.position, directive.signatory)
    return (
        directive.number or "",
        directive.issued_on or "",
        directive.notation,
        ". ".join(filter(None, (directive.get_kind_display(), directive.subject))),
        " ".join(filter(None, signed)),
        "; ".join(line.text for line in lines if line.kind in (LineKind.BODIES, LineKind.PERSONS)),
        "; ".join(line.text for line in lines if line.kind == LineKind.ARCHIVE),
        "",
        directive.get_secrecy_display() if directive.is_secret else "",
        directive.get_urgency_display() if directive.urgency else "",
        fate(directive),
    )


def fate(directive: Directive) -> str:
    if directive.revoked_on:
        return f"Thu hồi ngày {directive.revoked_on:%d/%m/%Y}"
    return f"Được thay thế bởi {directive.superseded_by}" if directive.superseded_by else ""


def of_work(rows, on: datetime.date, most: int) -> Book:
    """Sổ theo dõi: one line for each duty of each body, in the order of the list."""
    rows = rows.prefetch_related(Prefetch("reports", Report.objects.order_by("-pk")))
    found = rows[:most]
    leads = leading(found)
    book = Book("Sổ theo dõi thực hiện nhiệm vụ", "Sổ theo dõi", FOLLOW_UP_COLUMNS)
    for position, task in enumerate(found, start=1):
        book.rows.append((position, *followed(task, leads[task.requirement_id], on)))
    return book


def leading(tasks: Iterable[Assignment]) -> dict[int, str]:
    """Of the rows shown, who leads each requirement: a supporting body's line names them too."""
    found: dict[int, list[str]] = defaultdict(list)
    for task in tasks:
        if task.part == Part.LEAD and task.body.name not in found[task.requirement_id]:
            found[task.requirement_id].append(task.body.name)
    return defaultdict(str, {key: "; ".join(names) for key, names in found.items()})


def followed(task: Assignment, lead: str, on: datetime.date) -> tuple:
    report = next(iter(task.reports.all()), None)
    directive = task.directive
    day = f", ngày {directive.issued_on:%d/%m/%Y}" if directive.issued_on else ""
    return (
        task.requirement.text,
        f"{directive}{day}" + (f"; {directive.subject}" if directive.subject else ""),
        task.body.name if task.part == Part.LEAD else lead if task.part == Part.SUPPORT else "",
        task.body.name if task.part == Part.SUPPORT else "",
        task.due_on or "chưa xác định",
        "",
        progress(task, on),
        report.content if report else "",
        cited(report) if report else "",
        report.obstacle if report else "",
        f"Đề nghị {report.to_decide} quyết định" if report and report.to_decide else "",
        ": ".join(filter(None, (report.get_verdict_display(), report.verdict_note))) if report else "",
        noted(task),
    )


def progress(task: Assignment, on: datetime.date) -> str:
    label, state = task.timeliness_on(on).label, task.get_state_display()
    return label if label == state else f"{label} ({state[:1].lower()}{state[1:]})"


def cited(report: Report) -> str:
    return ", ngày ".join(
        filter(None, (report.document_code, f"{report.document_date:%d/%m/%Y}" if report.document_date else ""))
    )


def noted(task: Assignment) -> str:
    """Who follows up, how often it was extended and urged."""
    notes = [f"Theo dõi, đôn đốc: {task.body.name}"] if task.part == Part.OVERSEE else []
    notes += [task.period] if task.period else []
    notes += [f"gia hạn {task.extensions} lần"] if task.extensions else []
    notes += [f"đôn đốc {task.urgings} lần"] if task.urgings else []
    return "; ".join(notes)
