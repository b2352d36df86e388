"""How does an office's old register come in: each row one dispatch, registered as the form does, but sent to nobody?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assignments import registering as work
from directives import numbering
from directives.models import Directive
from directives.old_register import OF_A_SECRET, Holds, Reader
from directives.registering import Line, NumberTaken, record
from provinces.exchange.bodies import as_day
from provinces.exchange.cells import Cells
from provinces.exchange.running import Kind, WrongWorkbook, used_by
from provinces.exchange.workbooks import Column, Sheet
from provinces.models.imports import Import, ImportRow
from provinces.policy import Verb
from provinces.reorganising import NotPossible

DAYS = {Holds.ISSUED_ON, Holds.ENTERED_ON}


class RegisterKind(Kind):
    code, verb, command = "REGISTER", Verb.REGISTER, "import_register"
    page, title = "register_import", "Nhập sổ văn bản cũ từ tệp Excel"
    advice = (
        "Mỗi dòng của sổ là một văn bản. Cột xếp thế nào, tên gọi ra sao cũng được: bước sau đồng chí chọn cột nào là số, "
        "ngày, trích yếu… Văn bản cũ được vào sổ để tra cứu; không giao nhiệm vụ và không gửi đến nơi nhận."
    )
    first_state = Import.State.MAPPING

    def check(self, record: Import, sheets: list[Sheet], by) -> Iterable[ImportRow]:
        mapping = record.mapping
        sheet = next((sheet for sheet in sheets if sheet.name == mapping["sheet"]), None)
        if sheet is None:
            raise WrongWorkbook("Không còn thấy trang tính đã chọn. Mời chọn lại cột.")
        headings: list[str] = mapping["headings"]
        places = {heading: place for place, heading in enumerate(headings)}
        columns = {held: heading for heading, held in zip(headings, mapping["columns"], strict=True) if held}
        reader = Reader(record.committee, columns, by.on)
        holds_secrets = False
        for line in sheet.lines:
            if line.number > mapping["head"]:
                row = one_row(Cells(line, places), reader, headings, sheet.name)
                holds_secrets = holds_secrets or bool(row.plan.get("secrecy"))
                yield row
        if holds_secrets:  # before anything of the check is kept: the words of a secret dispatch lie nowhere
            record.file.delete(save=False)
            record.tell(file="")

    def apply(self, row: ImportRow, by) -> None:
        facts = dict(row.plan)
        lines = [Line(block=block, text=text, kind=kind) for block, text, kind in facts.pop("lines", [])]
        for name in DAYS:
            facts[name] = as_day(facts[name])
        directive = Directive(committee=row.record.committee, **facts)
        try:
            work.register(directive, lines=lines, by=by)
        except NumberTaken as taken:
            raise NotPossible(f"Số {taken.other} đã có trong sổ.") from taken
        row.did = {"directive": directive.pk, "version": directive.version}

    def undo(self, row: ImportRow, by) -> None:
        found = Directive.objects.select_related("committee").filter(pk=row.did["directive"])
        directive = found.select_for_update(of=("self",)).first()
        if directive is None:
            return
        by.require(Verb.REGISTER, directive)
        if directive.version != row.did["version"] or not directive.is_in_force:
            raise NotPossible(f"{directive} đã được cập nhật, thu hồi hoặc thay thế sau khi nhập.")
        if user := used_by(directive, but=("lines", "search_row", "standing")):
            raise NotPossible(f"{directive} đã được dùng ở: {user}.")
        record(Verb.REGISTER, directive, by, note="Hoàn tác nhập sổ cũ: bỏ văn bản này khỏi sổ")
        directive.delete()

    def columns(self, record: Import) -> dict[str, tuple[Column, ...]]:
        mapping = record.mapping
        pairs = zip(mapping["headings"], mapping["columns"], strict=True)
        wide = {Holds.SUBJECT: 60, Holds.DISTRIBUTION: 40, Holds.ADDRESSEES: 40}
        columns = tuple(Column(heading, wide.get(held, 18), is_date=held in DAYS) for heading, held in pairs)
        return {mapping["sheet"][:40]: columns}


REGISTER = RegisterKind()


def one_row(cells: Cells, reader: Reader, headings: list[str], sheet: str) -> ImportRow:
    facts, note = reader.read(cells)
    row = ImportRow(sheet=sheet[:40], number=cells.line.number, note=note, plan=facts, state=ImportRow.State.READY)
    kept = {reader.columns.get(held) for held in OF_A_SECRET} if facts.get("secrecy") else set(headings)
    row.cells = [cells.raw(heading) if heading in kept else "" for heading in headings]
    if not facts:
        row.state = ImportRow.State.SAME
        row.label = " ".join(filter(None, row.cells))[:300]
        return row
    directive = Directive(**{name: value for name, value in facts.items() if name != "lines"})
    directive.code = numbering.code(facts["number"], facts["notation"])
    row.label = directive.title[:300]
    row.changes = [[str(label), "", str(value)] for label, value in said(directive) if value]
    if cells.errors:
        row.state, row.errors = ImportRow.State.WRONG, cells.errors
    return row


def said(directive: Directive) -> list[tuple[str, Any]]:
    """What the row will enter, in the words of the register."""
    day = directive.issued_on
    return [
        ("Số, ký hiệu", directive.code),
        ("Ngày", f"{day:%d/%m/%Y}" if day else ""),
        ("Tên loại", directive.get_kind_display() if directive.kind else ""),
        ("Cơ quan ban hành", directive.get_organ_display() if directive.organ else ""),
        ("Trích yếu", directive.subject),
        ("Người ký", directive.signatory),
        ("Độ khẩn", directive.get_urgency_display() if directive.urgency else ""),
        ("Độ mật", directive.get_secrecy_display() if directive.secrecy else ""),
    ]
