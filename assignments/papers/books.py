"""What do the registers show: the book of dispatches, one series per kind and term, and the book of work that is followed?

Rows are asked for by their numbers, a thousand at a time and no more of each than a line shows, so that a book of any
length passes through without being held.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

from django.db.models import QuerySet

from assignments.models import Assignment, Part, Report, State
from assignments.models.reports import Verdict
from assignments.timeliness import of as label_of
from directives.models import Directive, RecipientLine, Requirement
from directives.vocabulary import DocumentKind, LineKind, Secrecy, Urgency
from provinces.among import Among
from provinces.models import Body, Term

AT_A_TIME = 1_000
KINDS, SECRECIES, URGENCIES, VERDICTS, STATES = (
    {value: str(label) for value, label in choices.choices}
    for choices in (DocumentKind, Secrecy, Urgency, Verdict, State)
)

# The columns of the Party's own book (693-QĐ/VPTW) could not be read; these follow from the numbering rule of 36-HD/VPTW.
REGISTER_COLUMNS = (
    ("Số văn bản", 8), ("Ngày tháng", 12), ("Ký hiệu / tên loại", 11), ("Tên loại và trích yếu", 34), ("Người ký", 18),
    ("Nơi nhận", 32), ("Đơn vị soạn thảo / lưu", 15), ("Số lượng bản", 8), ("Độ mật", 9), ("Độ khẩn", 10), ("Ghi chú", 15),
)  # fmt: skip
# On paper each series is a book of its own; in a file, which is sorted and filtered, its facts are columns.
SERIES_COLUMNS = (("Cấp ủy ban hành", 16), ("Nhiệm kỳ", 11), ("Loại văn bản", 11))
# The data items that Quy chế 08-QC/TW (2025) names.
FOLLOW_UP_COLUMNS = (
    ("STT", 5), ("Nội dung nhiệm vụ (yêu cầu)", 34), ("Văn bản giao nhiệm vụ (số, ký hiệu, ngày, trích yếu)", 25),
    ("Cơ quan chủ trì", 16), ("Cơ quan phối hợp", 16), ("Thời hạn hoàn thành", 12), ("Sản phẩm", 9),
    ("Tiến độ / trạng thái", 15), ("Kết quả thực hiện", 34), ("Văn bản báo cáo (số, ngày)", 14),
    ("Khó khăn, vướng mắc", 18), ("Kiến nghị, đề xuất", 18), ("Đánh giá", 12), ("Ghi chú", 14),
)  # fmt: skip

NAME = Body.objects.order_by().values_list("pk", "name")
CODE = Directive.objects.order_by().values_list("pk", "code", "kind", named=True)


@dataclass
class Book:
    """One book, or one part of a book: its name, its columns with their widths, its rows, which may be read but once."""

    title: str
    tab: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[tuple] = ()


def known(facts: QuerySet, numbers: Iterable[int], column: str = "pk") -> dict[int, Any]:
    """What is known of the rows with these numbers. One table at a time: joins of thousands of rows cost more."""
    return {row[0]: row for row in facts.filter(Among(column, numbers))}


def names_of(bodies: Iterable[int]) -> dict[int, str]:
    return dict(known(NAME.all(), set(bodies)).values())


def parts_of(numbers: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), AT_A_TIME):
        yield list(numbers[start : start + AT_A_TIME])


# Sổ đăng ký văn bản


def of_dispatches(numbers: Sequence[int], reach) -> Book:
    """The dispatches as a list: in its order, each line with its series."""
    entries = chain.from_iterable(map(entered, parts_of(numbers)))
    rows = ((*series, *line) for series, line in entries)
    return Book("Sổ đăng ký văn bản", "Sổ văn bản", SERIES_COLUMNS + REGISTER_COLUMNS, rows)


def by_series(numbers: Sequence[int]) -> list[Book]:
    """The same on paper: numbers run per kind and term of a committee, and so does the book."""
    entries = chain.from_iterable(map(entered, parts_of(numbers)))
    books = [
        series_of(series, [line for _, line in lines]) for series, lines in groupby(entries, key=lambda row: row[0])
    ]
    return books or [Book("Sổ đăng ký văn bản", "Sổ văn bản", REGISTER_COLUMNS)]


IN_SERIES = ("committee__sort_key", "committee", "term__starts_on", "kind", "number", "as_of", "pk")


def series_of(series: tuple, rows: list[tuple]) -> Book:
    committee, term, kind = series
    term = f"nhiệm kỳ {term}" if term else "chưa xác định nhiệm kỳ"
    title = f"Sổ đăng ký văn bản: {kind or 'Chưa rõ loại'}, {committee}, {term}"
    return Book(title, kind, REGISTER_COLUMNS, rows)


ENTRY = Directive.objects.order_by().values_list(
    "pk", "committee", "term", "kind", "number", "issued_on", "notation", "subject", "authority", "position", "signatory",
    "secrecy", "urgency", "revoked_on", "superseded_by", named=True,
)  # fmt: skip


def entered(numbers: list[int]) -> Iterator[tuple[tuple, tuple]]:
    """Each dispatch as its series and its line; what is gone meanwhile is left out."""
    rows = known(ENTRY.all(), numbers)
    committees, terms = names_of(row.committee for row in rows.values()), dict(Term.objects.values_list("pk", "name"))
    heirs = known(CODE.all(), {row.superseded_by for row in rows.values() if row.superseded_by})
    sent_to, kept = printed_lines(numbers)
    for row in (rows[number] for number in numbers if number in rows):
        kind = KINDS.get(row.kind, row.kind)
        yield (
            (committees[row.committee], terms.get(row.term, ""), kind),
            (
                row.number or "",
                row.issued_on or "",
                row.notation,
                f"{kind}. {row.subject}" if kind and row.subject else kind or row.subject,
                " ".join(filter(None, (row.authority, row.position, row.signatory))),
                sent_to.get(row.pk, ""),
                kept.get(row.pk, ""),
                "",
                SECRECIES[row.secrecy] if row.secrecy else "",
                URGENCIES[row.urgency] if row.urgency else "",
                fate(row.revoked_on, heirs.get(row.superseded_by)),
            ),
        )


def printed_lines(numbers: list[int]) -> tuple[dict[int, str], dict[int, str]]:
    """Of each dispatch, the lines that name whom it was sent to, and those that say where it is kept."""
    printed = RecipientLine.objects.filter(Among("directive", numbers)).exclude(kind=LineKind.POINTER)
    sent_to: dict[int, list[str]] = defaultdict(list)
    kept: dict[int, list[str]] = defaultdict(list)
    for number, kind, text in printed.values_list("directive", "kind", "text"):
        (kept if kind == LineKind.ARCHIVE else sent_to)[number].append(text)
    return joined(sent_to), joined(kept)


def joined(words: dict[int, list[str]]) -> dict[int, str]:
    return {number: "; ".join(parts) for number, parts in words.items()}


def fate(revoked_on: datetime.date | None, heir) -> str:
    if revoked_on:
        return f"Thu hồi ngày {revoked_on:%d/%m/%Y}"
    return f"Được thay thế bởi {called(heir)}" if heir else ""


def called(directive) -> str:
    """As a dispatch is called everywhere."""
    return directive.code or f"{KINDS.get(directive.kind) or 'Văn bản'} không số"


# Sổ theo dõi


def of_work(numbers: Sequence[int], reach) -> Book:
    """One line for each duty of each body, in the order of the list."""
    lines = chain.from_iterable(followed(part, reach) for part in parts_of(numbers))
    rows = ((position, *line) for position, line in enumerate(lines, start=1))
    return Book("Sổ theo dõi thực hiện nhiệm vụ", "Sổ theo dõi", FOLLOW_UP_COLUMNS, rows)


DUTY = Assignment.objects.order_by().values_list(
    "pk", "requirement", "directive", "body", "part", "period", "state", "due_on", "reported_on", "extensions", "urgings",
    named=True,
)  # fmt: skip
WORDS = Requirement.objects.order_by().values_list("pk", "text")
CHARGE = Directive.objects.order_by().values_list("pk", "code", "kind", "issued_on", "subject", named=True)
ANSWER = Report.objects.order_by("pk").values_list(
    "assignment", "content", "document_code", "document_date", "obstacle", "to_decide", "verdict", "verdict_note",
    named=True,
)  # fmt: skip
NO_ANSWER = ("",) * 5


def followed(numbers: list[int], reach) -> Iterator[tuple]:
    rows = known(DUTY.all(), numbers)
    duties = [rows[number] for number in numbers if number in rows]
    words = known(WORDS.all(), {row.requirement for row in duties})
    directives = known(CHARGE.all(), {row.directive for row in duties})
    charges = {number: charge(directive) for number, directive in directives.items()}
    names = names_of(row.body for row in duties)
    leads = leading({row.requirement for row in duties if row.part == Part.SUPPORT}, reach)
    answers = known(ANSWER.all(), numbers, "assignment")  # of several the last one stays
    for row in duties:
        name, supports = names[row.body], row.part == Part.SUPPORT
        content, cited, obstacle, asked, verdict = answered(answers[row.pk]) if row.pk in answers else NO_ANSWER
        yield (
            words[row.requirement][1],
            charges[row.directive],
            name if row.part == Part.LEAD else leads.get(row.requirement, "") if supports else "",
            name if supports else "",
            row.due_on or "chưa xác định",
            "",
            progress(row, reach.on),
            content,
            cited,
            obstacle,
            asked,
            verdict,
            noted(row, name),
        )


def leading(requirements: set[int], reach) -> dict[int, str]:
    """Of the work in this person's reach, who leads each requirement: a supporting body's line names them too."""
    work = reach.rows(Assignment.objects.counted()).filter(Among("requirement", requirements), part=Part.LEAD)
    pairs = list(dict.fromkeys(work.order_by("pk").values_list("requirement", "body")))
    names = names_of(body for _, body in pairs)
    found: dict[int, list[str]] = defaultdict(list)
    for requirement, body in pairs:
        found[requirement].append(names[body])
    return joined(found)


def charge(directive) -> str:
    """By which dispatch the work was given."""
    day = f", ngày {directive.issued_on:%d/%m/%Y}" if directive.issued_on else ""
    return f"{called(directive)}{day}" + (f"; {directive.subject}" if directive.subject else "")


def progress(row, on: datetime.date) -> str:
    label, state = label_of(row, on).label, STATES[row.state]
    return label if label == state else f"{label} ({state[:1].lower()}{state[1:]})"


def answered(report) -> tuple[str, ...]:
    """What was done, by which document, what stands in the way, who is asked to decide, what the office said."""
    day = f"{report.document_date:%d/%m/%Y}" if report.document_date else ""
    return (
        report.content,
        ", ngày ".join(filter(None, (report.document_code, day))),
        report.obstacle,
        f"Đề nghị {report.to_decide} quyết định" if report.to_decide else "",
        f"{VERDICTS[report.verdict]}: {report.verdict_note}" if report.verdict_note else VERDICTS[report.verdict],
    )


def noted(row, name: str) -> str:
    """Who follows up, how often it was extended and urged."""
    notes = [f"Theo dõi, đôn đốc: {name}"] if row.part == Part.OVERSEE else []
    notes += [row.period] if row.period else []
    notes += [f"gia hạn {row.extensions} lần"] if row.extensions else []
    notes += [f"đôn đốc {row.urgings} lần"] if row.urgings else []
    return "; ".join(notes)
