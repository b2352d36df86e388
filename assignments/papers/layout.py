"""How does a paper of the Party look on the page?

Hướng dẫn 36-HD/VPTW (2018), phụ lục 3, kept by 05-HD/VPTW (2026): A4, margins 20, 20, 30 and 15 mm, Times New Roman; the
title in 15 pt bold at the right with a line as long as itself; the issuing body in 14 pt bold at the left with the asterisk
below; number, place and day in 14 pt; the kind in 16 pt bold; a công văn prints no kind, its trích yếu stands in 12 pt
italics under the number; the text in 14 pt, lines 18 pt apart or more; Nơi nhận underlined at the left below.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import _Cell

from assignments.papers.wording import day_in_words

FONT = "Times New Roman"
TITLE = "ĐẢNG CỘNG SẢN VIỆT NAM"
LEFT, CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
HEADING = re.compile(r"[IVX]{1,5}\s?[-–.]\s")
MM = 56.7  # twentieths of a point in a millimetre, the measure of tables

# What XML cannot hold: control characters, halves of surrogate pairs, non-characters.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Table:
    """What stands behind the words unchanged; widths in millimetres."""

    title: str
    columns: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence]
    on_new_page: bool = False

    @property
    def labelled(self) -> list[list[tuple]]:
        """Each cell with the name of its column, for narrow screens."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


def printable(text) -> str:
    """Text as XML can hold it, whatever was typed or came out of an old row."""
    return NOT_XML.sub("", str(text))


def document(paper, tables: Iterable[Table] = (), *, kind: str = "", countersigned: str = "") -> bytes:
    """The .docx of a paper. `kind` is printed above the subject; a công văn prints none. `countersigned` is whoever signs
    that it was received."""
    page = Document()
    set_page(page)
    put_head(page, paper, subject="" if kind else paper.subject)
    if kind:
        put_kind(page, kind, paper.subject)
    else:
        put_addressees(page, paper.addressees)
    put_text(page, paper.content)
    tables = list(tables)
    for table in tables:
        if not table.on_new_page:
            put_table(page, table)
    put_foot(page, paper, countersigned)
    for table in tables:
        if table.on_new_page:
            put_table(page, table)
    page.core_properties.title = printable(paper.subject)[:255]
    page.core_properties.author = printable(paper.issuer)[:255]
    page.core_properties.comments = ""
    out = io.BytesIO()
    page.save(out)
    return out.getvalue()


def set_page(page: DocumentType) -> None:
    section = page.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    style = page.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    number_pages(section.header.paragraphs[0])


def number_pages(paragraph) -> None:
    """The number of the page at the top in the middle, from the second page on."""
    paragraph.alignment = CENTRE
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def put_head(page: DocumentType, paper, subject: str) -> None:
    left, right = side_by_side(page, 75, 90)
    if paper.superior:
        line(left, paper.superior.upper())
    line(left, paper.issuer.upper(), bold=True)
    line(left, "*")
    line(left, f"Số {paper.code}" if paper.number is not None else f"Số       -{paper.notation}")
    if subject:
        line(left, subject, size=12, italic=True)
    if not paper.is_issued:
        line(left, "Dự thảo", bold=True, before=4)
    line(right, TITLE, size=15, bold=True, underline=True)
    place = f"{paper.place}, " if paper.place else ""
    line(right, f"{place}{day_in_words(paper.issued_on)}", italic=True, before=4)


def put_kind(page: DocumentType, kind: str, subject: str) -> None:
    line(page, kind.upper(), size=16, bold=True, before=18)
    line(page, subject, bold=True)
    line(page, "-----")


def put_addressees(page: DocumentType, addressees: str) -> None:
    """Kính gửi: one body on its line; several each on a line of its own."""
    names = lines_of(addressees)
    first = page.add_paragraph()
    first.paragraph_format.space_before, first.paragraph_format.space_after = Pt(14), Pt(6)
    first.alignment = CENTRE if len(names) < 2 else LEFT
    first.paragraph_format.left_indent = None if len(names) < 2 else Mm(30)
    write(first, "Kính gửi: ", italic=True)
    write(first, " ".join(name.lstrip("- ") for name in names) if len(names) < 2 else "")
    for name in names if len(names) > 1 else []:
        paragraph = line(page, name, align=LEFT)
        paragraph.paragraph_format.left_indent = Mm(45)


def put_text(page: DocumentType, content: str) -> None:
    """One paragraph a line; a line that opens a section is bold."""
    for words in lines_of(content):
        paragraph = page.add_paragraph()
        paragraph.alignment = JUSTIFIED
        form = paragraph.paragraph_format
        form.first_line_indent, form.space_before = Mm(10), Pt(6)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(18)
        form.keep_with_next = bool(HEADING.match(words))
        write(paragraph, words, bold=bool(HEADING.match(words)))


def put_foot(page: DocumentType, paper, countersigned: str) -> None:
    """No signature stands on a page alone: the last words go with it."""
    page.add_paragraph().paragraph_format.space_before = Pt(6)
    for paragraph in page.paragraphs[-2:]:
        paragraph.paragraph_format.keep_with_next = True
    left, right = side_by_side(page, 75, 90, keep_together=True)
    if countersigned:
        line(left, countersigned.upper(), bold=True)
        line(left, "(ký, ghi rõ họ tên, ngày nhận)", size=12, italic=True)
        for _ in range(4):
            line(left, "")
    line(left, "Nơi nhận:", align=LEFT, underline=True)
    for name in lines_of(paper.distribution):
        line(left, name, size=12, align=LEFT)
    if paper.authority:
        line(right, paper.authority.upper(), bold=True)
    if paper.position:
        line(right, paper.position.upper())
    for _ in range(4):
        line(right, "")
    line(right, paper.signatory, bold=True)


def put_table(page: DocumentType, table: Table) -> None:
    """Rows are copied from one that was built once: python-docx finds its cells too slowly for a thousand of them."""
    titles = [line(page, words, bold=True) for words in lines_of(table.title)]
    if titles and table.on_new_page:
        titles[0].paragraph_format.page_break_before = True
    line(page, "", size=6)
    grid = "".join(f'<w:gridCol w:w="{round(width * MM)}"/>' for width in table.widths)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    body = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblW w:w='{round(sum(table.widths) * MM)}' w:type='dxa'/>"
        f"<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type='fixed'/></w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>"
    )
    pattern = row_pattern(table.widths)
    body.append(filled(pattern, table.columns, heading=True))
    for row in table.rows:
        body.append(filled(pattern, row))
    page.element.body.insert_element_before(body, "w:sectPr")


def row_pattern(widths: Sequence[int]):
    cells = "".join(
        f"<w:tc><w:tcPr><w:tcW w:w='{round(width * MM)}' w:type='dxa'/></w:tcPr><w:p><w:pPr><w:jc w:val='left'/></w:pPr>"
        "<w:r><w:rPr><w:sz w:val='24'/></w:rPr><w:t xml:space='preserve'/></w:r></w:p></w:tc>"
        for width in widths
    )
    return parse_xml(f"<w:tr {nsdecls('w')}>{cells}</w:tr>")


def filled(pattern, values: Sequence, heading: bool = False):
    row = deepcopy(pattern)
    if heading:  # repeated at the top of each page
        properties = OxmlElement("w:trPr")
        properties.append(OxmlElement("w:tblHeader"))
        row.insert(0, properties)
    for cell, value in zip(row.iter(qn("w:tc")), values, strict=True):
        text = cell.find(f".//{qn('w:t')}")
        text.text = printable(value).replace("\n", " ")
        if heading:
            cell.find(f".//{qn('w:rPr')}").insert(0, OxmlElement("w:b"))
            cell.find(f".//{qn('w:jc')}").set(qn("w:val"), "center")
    return row


def side_by_side(page: DocumentType, *widths: int, keep_together: bool = False) -> list[_Cell]:
    """Two columns without lines. The signature stays on one page with the names beside it."""
    table = page.add_table(rows=1, cols=len(widths))
    table.autofit = False
    cells = list(table.rows[0].cells)
    for column, cell, width in zip(table.columns, cells, widths, strict=True):
        column.width = cell.width = Mm(width)
        cell._element.remove(cell.paragraphs[0]._p)
    if keep_together:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return cells


def line(where, words: str, *, size: int = 14, align=CENTRE, before: int = 0, **style):
    paragraph = where.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    write(paragraph, words, size=size, **style)
    return paragraph


def write(paragraph, words: str, *, size: int = 14, bold=False, italic=False, underline=False) -> None:
    run = paragraph.add_run(printable(words))
    run.font.size = Pt(size)
    run.bold, run.italic, run.underline = bold or None, italic or None, underline or None


def lines_of(text: str) -> list[str]:
    return [words.strip() for words in printable(text).splitlines() if words.strip()]
