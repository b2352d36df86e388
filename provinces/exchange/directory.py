"""The directory of a committee as a workbook: out, changed in Excel, and in again.

What a row asks for is done as an administrator would do it by hand, with the journal: provinces/reorganising.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from provinces.exchange.bodies import Bodies, Planned
from provinces.exchange.cells import Cells
from provinces.exchange.lists import Lists, Members, Rules
from provinces.exchange.running import Kind, WrongWorkbook
from provinces.exchange.tables import Table, place_of
from provinces.exchange.workbooks import Column, Line, Sheet, Writer
from provinces.models import Body
from provinces.models.imports import Import, ImportRow
from provinces.policy import Verb
from provinces.vietnamese import fold

NOT_OURS = (
    "Tệp không có trang nào của danh bạ (Cơ quan, Danh sách nơi nhận, Thành viên danh sách, Quy tắc danh sách). "
    "Mời xuất danh bạ làm mẫu rồi sửa trên tệp đó."
)
ADVICE = [
    "Sửa trực tiếp trên các trang; không sửa cột Mã. Dòng không sửa thì không có gì thay đổi.",
    "Thêm mới: thêm một dòng và để trống cột Mã. Bỏ một dòng khỏi tệp không làm mất gì trong danh bạ.",
    "Kết thúc hoạt động: ghi ngày hoạt động cuối cùng vào cột Đến hết ngày. Cơ quan bên dưới cũng kết thúc theo.",
    "Đổi tên: sửa cột Tên và ghi ngày mang tên mới ở cột Ngày thay đổi. Để trống ngày nếu chỉ sửa lỗi ghi.",
    "Chuyển cơ quan cấp trên: sửa cột Trực thuộc và ghi ngày ở cột Ngày thay đổi.",
    "Tên gọi khác, cách ghi trong văn bản: mỗi dòng trong ô một tên (Alt+Enter để xuống dòng).",
    "Nhiều cơ quan cùng tên thì ghi thêm số sau dấu #, ví dụ: Ban Tuyên giáo #12.",
    "Ngày ghi theo mẫu 08/05/2021. Ô có công thức không được nhận.",
]


class DirectoryKind(Kind):
    code, verb, command = "DIRECTORY", Verb.KEEP_BODIES, "import_directory"
    page, title = "directory_import", "Nhập danh bạ từ tệp Excel"
    advice = (
        "Xuất danh bạ, sửa hoặc thêm dòng trong Excel, rồi chọn lại tệp đó ở đây. Dòng không sửa thì không có gì thay đổi; "
        "dòng bị bỏ khỏi tệp vẫn còn trong danh bạ."
    )

    def check(self, record: Import, sheets: list[Sheet], by) -> Iterable[ImportRow]:
        tables = tables_of(record.committee, by)
        found = [(table, *found_sheet(table, sheets)) for table in tables]
        if not any(head for *_, head in found):
            raise WrongWorkbook(NOT_OURS)
        bodies = tables[0]
        assert isinstance(bodies, Bodies)  # noqa: S101
        foresee(bodies, *found[0][1:])
        for table, sheet, head in found:
            rows = list(table.read(sheet, head)) if sheet and head else []
            if isinstance(table, Bodies):
                table.twins(rows)
                rows = table.in_order(rows)
            for cells, asked in rows:
                yield judged(cells, asked)

    def overtaken(self, record: Import, by) -> list[ImportRow]:
        """Rows whose body or list has another version now than when they were checked."""
        rows = list(record.rows.filter(state=ImportRow.State.READY, sheet__in=[Bodies.name, Lists.name]))
        tables = {table.name: table for table in tables_of(record.committee, by)}
        late = []
        for row in rows:
            pk = row.plan.get("body") if row.sheet == Bodies.name else row.plan.get("list")
            if pk is not None:
                now = tables[row.sheet].standing().get(pk)
                if now is None or now.version != row.plan["version"]:
                    late.append(row)
        return late

    def apply(self, row: ImportRow, by) -> None:
        TABLES[row.sheet].apply(row, by)

    def undo(self, row: ImportRow, by) -> None:
        TABLES[row.sheet].undo(row, by)

    def columns(self, record: Import) -> dict[str, tuple[Column, ...]]:
        """The sheets in which rows are given back for mending, with their columns."""
        return {name: table.all_columns() for name, table in TABLES.items()}


TABLES = {table.name: table for table in (Bodies, Lists, Members, Rules)}
DIRECTORY = DirectoryKind()


def tables_of(committee: Body, by) -> list[Table]:
    bodies, lists = Bodies(by), Lists(by, committee)
    return [bodies, lists, Members(by, lists, bodies), Rules(by, lists, bodies)]


def found_sheet(table: Table, sheets: list[Sheet]) -> tuple[Sheet | None, Line | None]:
    """The table's sheet, by its name, and the line of its headings. All columns must be there: what is not said is not
    taken for said to be empty."""
    sheet = next((sheet for sheet in sheets if fold(sheet.name) == fold(table.name)), None)
    if sheet is None or not sheet.lines:
        return None, None
    head = max(sheet.lines[:10], key=lambda line: len(columns_in(table, line)))
    missing = [column.heading for column in table.all_columns() if column.heading not in columns_in(table, head)]
    if missing:
        raise WrongWorkbook(f"Trang “{sheet.name}” thiếu cột: {', '.join(missing)}. Mời xuất danh bạ làm mẫu.")
    return sheet, head


def columns_in(table: Table, line: Line) -> set[str]:
    return {column.heading for column in table.all_columns() if place_of(column, line) is not None}


def foresee(bodies: Bodies, sheet: Sheet | None, head: Line | None) -> None:
    """New bodies and new names may be spoken of in any row of the workbook."""
    if sheet is None or head is None:
        return
    code, name = (place_of(column, head) or 0 for column in bodies.all_columns()[:2])
    for line in sheet.lines[sheet.lines.index(head) + 1 :]:
        said, number = (line.cells[place] if place < len(line.cells) else "" for place in (name, code))
        row = bodies.coded(number)
        if said and (row or not number) and (row is None or " ".join(said.split()) != row.name):
            bodies.names.foresee(said, row or Planned(" ".join(said.split()), line.number))


def judged(cells: Cells, asked: ImportRow) -> ImportRow:
    if cells.errors and asked.state != ImportRow.State.SAME:
        asked.state, asked.errors = ImportRow.State.WRONG, cells.errors
    return asked


def write_out(committee: Body, by) -> bytes:
    """The workbook of everything that this administrator keeps."""
    writer = Writer()
    for table in tables_of(committee, by):
        writer.sheet(table.name, table.all_columns(), table.out())
    writer.sheet("Hướng dẫn", [Column("Cách dùng tệp này", 110)], ([words] for words in ADVICE))
    return writer.bytes()
