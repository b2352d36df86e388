"""Which tasks does the dispatch set, and where does each begin and end?

The top level of numbered points (1. 1- 1) (1) I- A. Điều 1. Một là, …), in order; an unnumbered task after the last of
them is a requirement of its own, unless it is the follow-up clause or one of the usual closing sentences.
"""

import re
from dataclasses import replace

from .follow_up import is_follow_up_clause
from .labels import ARABIC, DASH, DECIMAL, INLINE, LETTER, PAREN, SMALL_ROMAN, Label, labels_at, to_roman, without_label
from .layout import Layout
from .result import Item, Requirement
from .text import Piece, Source

ORDER = ("section", "roman", "capital", "article", "arabic", "paren", "ordinal", "letter")


def read_requirements(source: Source, layout: Layout) -> list[Requirement]:
    """The top-level points of the body; where nothing is numbered, the paragraphs that charge somebody."""
    labels = with_sections(source, find_labels(source, layout.body))
    top = top_level(source, layout, labels)
    if not top:
        return unnumbered_tasks(source, layout)
    requirements = []
    for label, following in zip(top, [*top[1:], None], strict=True):
        end = following.start if following else layout.body.end
        piece = source.trimmed(label.start, end)
        end = without_page_number(source, piece.start, piece.end)
        requirements.append(
            Requirement(
                label.printed, label.start, end, label.sure, "" if label.sure else UNCLEAR, content=label.content
            )
        )
    close_last(source, layout, requirements)
    for requirement in requirements:
        requirement.items = read_items(source, requirement, top[0].style)
    return requirements


UNCLEAR = "Số thứ tự in không rõ hoặc không liền nhau."


def without_page_number(source: Source, start: int, end: int) -> int:
    """A page number alone on the last line is not part of the point."""
    while True:
        line = source.lines[source.line_at(max(start, end - 1))]
        if line.start <= start or not source.is_page_number(line.start, min(line.end, end)):
            return end
        end = source.trimmed(start, line.start).end


def find_labels(source: Source, body: Piece) -> list[Label]:
    """Everything at the beginning of a line (or column) that looks like a label."""
    labels: list[Label] = []
    for line in source.lines[source.line_at(body.start) :]:
        if line.start >= body.end:
            break
        if len(line) and line.start >= body.start:
            labels += labels_at(source, line.start, line.end)
    return labels


def with_sections(source: Source, labels: list[Label]) -> list[Label]:
    """Headings in capitals "1-, II-, II-, IV-": strokes of Roman numbers that were lost are counted again, unsure."""
    headings: list[Label] = []
    for one in labels:
        heading = source.is_upper(source.lines[source.line_at(one.start)]) and one.start not in [
            h.start for h in headings[-1:]
        ]
        if heading and (one.style == "roman" or (one.style == "arabic" and set(one.printed) == {"1"})):
            headings.append(one)
    roman_ones = [one for one in headings if one.style == "roman"]
    counted = [one.rank for one in roman_ones]
    if len(roman_ones) < 2 or counted == list(range(1, len(counted) + 1)) or len(headings) > 30:
        return labels
    repaired = [
        Label("roman", rank, to_roman(rank), one.start, one.content, False)
        for rank, one in enumerate(headings, start=1)
        if one.style == "arabic" or abs(one.rank - rank) <= 1
    ]
    if len(repaired) < len(headings):
        return labels
    starts = {one.start for one in repaired}
    return sorted([*(one for one in labels if one.start not in starts), *repaired], key=lambda one: one.start)


def top_level(source: Source, layout: Layout, labels: list[Label]) -> list[Label]:
    """The outermost row of labels: the style whose row 1, 2, 3… begins first; sections before points before letters."""
    rows = []
    for style in ORDER:
        row = longest_row([one for one in labels if one.style == style])
        if len(row) >= 2 or (len(row) == 1 and stands_alone(source, layout, row[0], labels)):
            rows.append(row)
    if not rows:
        return inline_row(source, layout)
    rows.sort(key=lambda row: (row[0].start, ORDER.index(row[0].style)))
    best = rows[0]
    if best[0].style in ("letter", "ordinal") and len(rows) > 1 and encloses(rows[1], best):
        best = rows[1]
    if best[0].style == "arabic":
        best = fill_gaps(source, layout, with_first(source, layout, best))
    return best


FIRST_LOST = re.compile(r"[1lI|!]\s{1,2}(?=[A-ZĐÀ-Ỹ])", re.MULTILINE)


def with_first(source: Source, layout: Layout, row: list[Label]) -> list[Label]:
    """ "1 Đảng ủy …" before "2. …": the mark after the first number was lost."""
    if row[0].rank != 2:
        return row
    for line in source.lines[source.line_at(layout.body.start) : source.line_at(row[0].start)]:
        if line.start >= layout.body.start and (match := FIRST_LOST.match(source.plain, line.start, line.end)):
            return [Label("arabic", 1, "1", match.start(), match.end(), False), replace(row[0], sure=True), *row[1:]]
    return row


def encloses(row: list[Label], inner: list[Label]) -> bool:
    return row[0].style in ("roman", "arabic", "article") and len(row) > len(inner)


def longest_row(labels: list[Label]) -> list[Label]:
    """Labels that count on by one from 1; a number that was lost is stepped over, unsure.

    A 1 inside a row opens a row within it; the outer row goes on where its own next number comes.
    """
    rows: list[list[Label]] = []
    for one in labels:
        before = next((row for row in reversed(rows[-6:]) if row[-1].rank == one.rank - 1), None)
        skipped = next((row for row in reversed(rows[-6:]) if row[-1].rank == one.rank - 2), None)
        if one.rank == 1 or (not rows and one.rank == 2):
            rows.append([one if one.rank == 1 else unsure(one)])
        elif before:
            before.append(one)
        elif skipped:
            skipped.append(unsure(one))
    return max(outermost(rows), key=len, default=[])


def unsure(one: Label) -> Label:
    return Label(one.style, one.rank, one.printed, one.start, one.content, False)


def outermost(rows: list[list[Label]]) -> list[list[Label]]:
    """Rows that do not begin inside another; they come in the order of their beginnings."""
    outer, reached = [], -1
    for row in rows:
        if row[0].start > reached:
            outer.append(row)
        if len(row) > 1:
            reached = max(reached, row[-1].start)
    return outer


def stands_alone(source: Source, layout: Layout, one: Label, labels: list[Label]) -> bool:
    """A single "1." counts only after a lead-in that ends with a colon, or as a heading in capitals."""
    if one.style in ("letter", "capital", "paren", "ordinal", "section") or not one.sure or one.rank != 1:
        return False
    before = source.plain[max(layout.body.start, one.start - 80) : one.start].rstrip()
    return before.endswith(":")


def inline_row(source: Source, layout: Layout) -> list[Label]:
    """Points that run on in one line: "… yêu cầu: 1. Ủy ban … 2. Sở …"."""
    found = [inline_label(match) for match in INLINE.finditer(source.plain, layout.body.start, layout.body.end)]
    row = longest_row(found)
    return row if len(row) >= 2 else []


def inline_label(match: re.Match) -> Label:
    return Label("arabic", int(match["n"]), str(int(match["n"])), match.start("n"), match.end(), False)


def fill_gaps(source: Source, layout: Layout, row: list[Label]) -> list[Label]:
    """A number missing from the row may stand inside a line, where two paragraphs were joined."""
    filled = [row[0]]
    for one in row[1:]:
        if one.rank == filled[-1].rank + 2:
            for match in INLINE.finditer(source.plain, filled[-1].content, one.start):
                if int(match["n"]) == one.rank - 1:
                    filled.append(inline_label(match))
                    break
        filled.append(one)
    last = filled[-1]
    for match in INLINE.finditer(source.plain, last.content, layout.body.end):
        if int(match["n"]) == last.rank + 1 and match["mark"] in source.plain[last.start : last.content]:
            last = inline_label(match)
            filled.append(last)
    return filled


CLOSING = re.compile(
    r"(?:(?:cong van|chi thi|ket luan|nghi quyet|quyet dinh|quy dinh|thong bao|huong dan|ke hoach|cong dien|chuong trinh|thong tri|van ban) nay\b|"
    r"nhan duoc (?:cong van|chi thi|ket luan|thong bao|ke hoach|van ban)|(?:trong )?qua trinh (?:to chuc |trien khai )?(?:to chuc |trien khai )?thuc hien|"
    r"tren day la|day la (?:noi dung|nhiem vu|van de)[^.]{0,40}quan trong|can cu (?:cong van|chi thi|ket luan|noi dung|chuc nang)|tran trong|xin tran trong|noi nhan|kinh de nghi|"
    r"(?:thua lenh [^.;:]{3,60}, )?(?:van phong [^.;:]{3,40} )(?:xin )?(?:tran trong )?thong bao de|de nghi .{3,120}(?:nghiem tuc|khan truong|quan tam)[ ,a-z]{0,40}(?:thuc hien|trien khai)|de nghi .{3,120}(?:thuc hien|trien khai)[ ,a-z]{0,30}(?:nghiem tuc|khan truong)|"
    r"(?:[^.;:]{0,80})?yeu cau .{3,160}(?:nghiem tuc|khan truong)[ ,a-z]{0,30}(?:thuc hien|trien khai))"
)
TASK = re.compile(
    r"(?:ngoai ra,? |dong thoi,? |ban thuong vu [^.;:]{3,40} |thuong truc [^.;:]{3,40} )?(?:giao|de nghi|yeu cau|phan cong)\b"
)


def close_last(source: Source, layout: Layout, requirements: list[Requirement]) -> None:
    """Paragraphs after the last point: closing sentences and the follow-up clause stand outside, tasks on their own."""
    last = requirements[-1]
    paragraphs = source.paragraphs(last.start, last.end)
    structured = any(is_labelled(source, paragraph) for paragraph in paragraphs[1:4])
    heading = len(paragraphs) > 1 and is_heading(source, paragraphs[0]) and not structured
    for number, paragraph in enumerate(paragraphs[1:], start=1):
        if is_labelled(source, paragraph):
            continue
        folded = " ".join(source.fold(paragraph).split())
        closing = bool(CLOSING.match(folded)) and len(folded) < 700
        task = bool(TASK.match(folded))
        if (heading or is_heading(source, paragraphs[number - 1])) and not formal_closing(folded):
            continue
        if is_by_line(source, paragraph):
            last.end = paragraphs[number - 1].end
            return
        if closing or is_follow_up_clause(source, paragraph) or task:
            last.end = paragraphs[number - 1].end
            requirements += trailing_tasks(source, paragraphs[number:])
            return


def is_by_line(source: Source, paragraph: Piece) -> bool:
    """A short line without a stop after the last point is no part of it: an author, an agency."""
    return (
        len(paragraph) < 60
        and source.plain[paragraph.end - 1].isalnum()
        and "\n" not in source.plain[paragraph.start : paragraph.end]
    )


def formal_closing(folded: str) -> bool:
    """Sentences about the dispatch itself: they close it even after a heading."""
    return bool(re.match(r"(?:[^.;:]{3,20} nay\b|nhan duoc|tren day la|tran trong)", folded))


def trailing_tasks(source: Source, paragraphs: list[Piece]) -> list[Requirement]:
    tasks = []
    for paragraph in paragraphs:
        folded = " ".join(source.fold(paragraph).split())
        if TASK.match(folded) and not CLOSING.match(folded) and not is_follow_up_clause(source, paragraph):
            tasks.append(Requirement(None, paragraph.start, paragraph.end, content=paragraph.start))
    return tasks


def is_labelled(source: Source, paragraph: Piece) -> bool:
    return without_label(source, paragraph.start, paragraph.end) > paragraph.start


def is_heading(source: Source, paragraph: Piece) -> bool:
    """A heading is short and does not end as a sentence does."""
    return len(paragraph) < 220 and source.plain[paragraph.end - 1] not in ".;!?"


SPOKEN = re.compile(r"(?:[^.;:]{3,60}\s)?(?:yeu cau|giao|de nghi|phan cong|thong nhat giao)\b")


def unnumbered_tasks(source: Source, layout: Layout) -> list[Requirement]:
    """No numbers at all: each paragraph that begins with "… giao …", "… yêu cầu …" opens a task, what follows goes on with it."""
    paragraphs = source.paragraphs(layout.body.start, layout.body.end)
    opening = [task_opening(source, paragraph) for paragraph in paragraphs]
    if sum(start is not None for start in opening) <= 1 and (bullets := bulleted_tasks(source, paragraphs)):
        return bullets
    tasks: list[Requirement] = []
    stopped = False
    for paragraph, start in zip(paragraphs, opening, strict=True):
        folded = " ".join(source.fold(paragraph).split())
        stopped = stopped or is_headline(source, paragraph)
        if CLOSING.match(folded) or is_follow_up_clause(source, paragraph) or folded[:1] == "[":
            continue
        goes_on = start is None or (tasks and folded.startswith(("dong thoi", "ngoai ra")))
        if start is not None and not goes_on:
            end = end_of_quote(source, start, paragraph.end)
            tasks.append(Requirement(None, start, end, False, "Yêu cầu không đánh số.", content=start))
            stopped = end < paragraph.end
        elif tasks and not stopped and not is_closing_talk(folded):
            tasks[-1].end = paragraph.end
    for task in tasks or charging_paragraphs(source, paragraphs):
        task.items = read_items(source, task, "none")
        tasks += [] if task in tasks else [task]
    return tasks


CHARGED_BY = (
    r"(?:bo chinh tri|ban bi thu|ban thuong vu|thuong truc|thu tuong|pho thu tuong|ubnd|uy ban|tinh uy|thanh uy|huyen uy|dang uy|ban chap hanh|"
    r"ban to chuc|ban tuyen giao|ban noi chinh|van phong|so |tong bi thu|chu tich|bi thu)[^.;:,]{0,60} "
)
IN_PASSING = re.compile(
    CHARGED_BY
    + r"(?:yeu cau|giao|phan cong|de nghi) (?:cac |dong chi |quy |dong chi|uy ban|ubnd|dang uy|so |ban |huyen uy|thanh uy|van phong|cap uy)"
)


def charging_paragraphs(source: Source, paragraphs: list[Piece]) -> list[Requirement]:
    """ "Thực hiện Công văn …, Ủy ban Kiểm tra Tỉnh ủy yêu cầu các đảng ủy gửi báo cáo …": the whole dispatch is one sentence."""
    tasks = []
    for paragraph in paragraphs:
        folded = " ".join(source.fold(paragraph).split())
        if IN_PASSING.search(folded) and not CLOSING.match(folded) and folded[-1] not in ":?":
            tasks.append(
                Requirement(
                    None, paragraph.start, paragraph.end, False, "Yêu cầu không đánh số.", content=paragraph.start
                )
            )
    return tasks


def task_opening(source: Source, paragraph: Piece) -> int | None:
    """Where the task of a paragraph begins: after a quotation mark, or at "thống nhất chủ trương"."""
    folded = source.flat[paragraph.start : paragraph.end]
    if charges_somebody(" ".join(folded.split())):
        return paragraph.start + (len(folded) - len(folded.lstrip('" ')))
    match = AGREED.match(folded)
    return paragraph.start + match.start("task") if match else None


AGREED = re.compile(r"(?:[^,.;:]{0,60},\s{1,3})?(?P<task>thong nhat chu truong)\b")


def is_headline(source: Source, paragraph: Piece) -> bool:
    """A heading of the page ("## …") ends what went before."""
    return source.text[source.text.rfind("\n", 0, paragraph.start) + 1 : paragraph.start].startswith("#")


def end_of_quote(source: Source, start: int, end: int) -> int:
    """A newspaper's words after the closing quotation mark are not the dispatch's."""
    if source.plain[max(0, start - 1)] != '"':
        return end
    closing = source.plain.rfind('"', start + 40, end)
    return source.tight(start, closing).end if closing > 0 else end


CHARGE = re.compile(
    r"\"?(?:(?:dong thoi|ngoai ra|mat khac)\s?,? )?(?:"
    + CHARGED_BY
    + r")?(?:yeu cau|giao|phan cong|de nghi) (?=cac |dong chi|ban |bo |so |uy ban|ubnd|dang uy|van phong|huyen|tinh|thanh|"
    r"mat tran|bi thu|chu tich|cap uy|cong an|hoi |doan |nguoi|thu truong|thuong truc|co quan|chinh quyen)"
)


def charges_somebody(folded: str) -> bool:
    match = CHARGE.match(folded[:400])
    return bool(match) and not folded.rstrip(' "').endswith(("nhu sau:", "sau day:", "yeu cau:"))


def is_closing_talk(folded: str) -> bool:
    return folded.startswith(("theo ", "nguon", "link", "ngay gio", "cung theo", "##"))


LEAD_IN = re.compile(r"(?:yeu cau|giao|de nghi|chi dao|nhiem vu|y kien|ket luan|thong nhat|noi dung)[^.;]{0,160}:$")


def bulleted_tasks(source: Source, paragraphs: list[Piece]) -> list[Requirement]:
    """ "… yêu cầu:" and then dashes: each dash is a point."""
    for number, paragraph in enumerate(paragraphs[:-1]):
        folded = " ".join(source.fold(paragraph).split())
        if LEAD_IN.search(folded[-240:]) and not folded.startswith(tuple("-+•")):
            dashes = []
            for following in paragraphs[number + 1 :]:
                match = DASH.match(source.plain, following.start)
                if not match:
                    break
                dashes.append(
                    Requirement(
                        "-", following.start, following.end, False, "Yêu cầu không đánh số.", content=match.end()
                    )
                )
            if len(dashes) >= 2:
                return dashes
    return []


ITEM_STYLES = (
    ("decimal", DECIMAL),
    ("letter", LETTER),
    ("paren", PAREN),
    ("arabic", ARABIC),
    ("dash", DASH),
    ("small roman", SMALL_ROMAN),
)


def read_items(source: Source, requirement: Requirement, top_style: str) -> list[Item]:
    """The labelled parts inside a requirement, of the style that comes first."""
    found: list[tuple[str, str, int]] = []
    first = source.line_at(requirement.start)
    for line in source.lines[first:]:
        if line.start >= requirement.end:
            break
        if not len(line):
            continue
        start = max(line.start, requirement.content) if line.start <= requirement.content else line.start
        for style, form in ITEM_STYLES:
            if style == top_style or start >= line.end:
                continue
            if match := form.match(source.plain, start, line.end):
                found.append((style, item_number(style, match), start))
                break
    if not found:
        return []
    style = found[0][0]
    own = [(number, start) for kind, number, start in found if kind == style]
    ends = [start for _, start in own[1:]] + [requirement.end]
    return [Item(number, start, source.trimmed(start, end).end) for (number, start), end in zip(own, ends, strict=True)]


def item_number(style: str, match: re.Match) -> str:
    return f"({match['n']})" if style in ("paren", "small roman") else match["n"]


ASSESSES = re.compile(
    r"(?:(?:ve )?(?:danh gia|tinh hinh|ket qua|uu diem|han che|muc dich|quan diem|muc tieu|nhan dinh)\b|(?:co ban )?(?:thong nhat|nhat tri|dong y)\b(?! giao)|"
    r"ghi nhan|bieu duong|hoan nghenh|danh gia cao)"
)


def assesses(source: Source, requirement: Requirement) -> bool:
    """ "Đánh giá chung", "Ghi nhận, biểu dương …": the point praises or weighs, it charges nobody."""
    opening = " ".join(source.folded[requirement.content : requirement.content + 120].split()).lstrip("\"'*- ")
    return bool(ASSESSES.match(opening)) and not re.search(
        r"\b(?:giao|yeu cau) (?:cac|ban|so|uy ban|dang uy|bo)\b", opening
    )
