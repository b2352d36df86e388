"""The sheet of bodies: what a row says of a body, and how what it asks for is done."""

from __future__ import annotations

import datetime
import re
from typing import Any

from provinces import reorganising
from provinces.exchange.cells import NO, YES, Cells, names_in
from provinces.exchange.restoring import Before, put_back
from provinces.exchange.running import used_by
from provinces.exchange.tables import Names, Table
from provinces.exchange.workbooks import Column
from provinces.models import Body, BodyKind, Level, Province
from provinces.models.imports import ImportRow
from provinces.reorganising import NotPossible
from provinces.vietnamese import sort_key

YES_NO = (YES, NO)
NAME, KIND, LEVEL, PARENT, PROVINCE = "Tên", "Loại hình", "Cấp", "Trực thuộc", "Tỉnh, thành phố"
ISSUES, NOTATION, AREA, AREA_CODE = "Là cấp ủy", "Ký hiệu", "Địa bàn", "Mã đơn vị hành chính"
ALIASES, CONFIRMED, SINCE, UNTIL = "Tên gọi khác", "Đã xác nhận", "Từ ngày", "Đến hết ngày"
CODED = re.compile(r"CQ([0-9]{1,18})-")
CHANGED_ON, BASIS = "Ngày thay đổi", "Căn cứ"


class Planned:
    """A body that the workbook founds: it has a name and a row, no number yet."""

    pk = None
    valid_to = None

    def __init__(self, name: str, number: int):
        self.name, self.number = name, number

    def __str__(self) -> str:
        return self.name


def reference(target: Any) -> dict:
    """How a plan speaks of a body: by its number, or by the row of the workbook that founds it."""
    return {"row": target.number} if isinstance(target, Planned) else {"pk": target.pk}


def referred(asked: ImportRow, reference: dict) -> Body:
    if "pk" in reference:
        pk = reference["pk"]
    else:
        founding = asked.record.rows.filter(sheet=Bodies.name, number=reference["row"]).first()
        pk = founding.did.get("made") if founding and founding.state == ImportRow.State.DONE else None
    body = Body.objects.select_related("parent", "province", "committee").filter(pk=pk).first()
    if body is None:
        raise NotPossible("Cơ quan mà dòng này nhắc đến chưa có trong danh bạ.")
    return body


class Bodies(Table):
    name, prefix = "Cơ quan", "CQ"
    columns = (
        Column(NAME, 44),
        Column(KIND, 26, tuple(map(str, BodyKind.labels))),
        Column(LEVEL, 14, tuple(map(str, Level.labels))),
        Column(PARENT, 32),
        Column(PROVINCE, 22),
        Column(ISSUES, 11, YES_NO),
        Column(NOTATION, 11),
        Column(AREA, 22),
        Column(AREA_CODE, 14),
        Column(ALIASES, 30),
        Column(CONFIRMED, 13, YES_NO),
        Column(SINCE, 13, is_date=True),
        Column(UNTIL, 13, is_date=True),
    )
    extra = (Column(CHANGED_ON, 15, is_date=True), Column(BASIS, 30))

    def __init__(self, by):
        self.by = by
        rows = Body.objects.filter(committee__in=by.grant("KEEP_BODIES").committees)
        self.rows = {row.pk: row for row in rows.prefetch_related("aliases").order_by("path")}
        above = Body.objects.filter(
            pk__in={row.parent_id for row in self.rows.values() if row.parent_id} - set(self.rows)
        )
        self.names = Names([*self.rows.values(), *above], "cơ quan")
        self.provinces = Names(Province.objects.all(), "tỉnh, thành phố")

    def standing(self) -> dict[int, Body]:
        return self.rows

    def cells(self, row: Body) -> list[Any]:
        return [
            row.name,
            row.get_kind_display(),
            row.get_level_display(),
            self.names.of(self.names.by_number.get(row.parent_id)) if row.parent_id else "",
            self.provinces.of(self.provinces.by_number.get(row.province_id)) if row.province_id else "",
            YES if row.is_committee else NO,
            row.notation,
            row.area,
            row.area_code,
            "\n".join(alias.name for alias in row.aliases.all() if alias.until is None),
            YES if row.is_confirmed else NO,
            row.valid_from,
            row.valid_to,
        ]

    # What a row asks for

    def coded(self, code: str) -> Body | None:
        found = CODED.match(code)
        return self.rows.get(int(found[1])) if found else None

    def ask(self, cells: Cells, row: Body | None, changed: set[str], asked: ImportRow) -> None:
        facts, plan = self.facts(cells, changed, row), asked.plan
        if row is None:
            plan |= {"facts": facts, "name": cells.one_line(NAME, 200, must=True), "aliases": self.aliases(cells)}
            plan["valid_to"] = cells.day(UNTIL)
            self.ask_parent(cells, None, asked)
            self.check_days(cells, facts.get("valid_from"), plan["valid_to"])
            return
        plan |= {"body": row.pk, "version": row.version, "basis": cells.one_line(BASIS, 300)}
        since = cells.day(CHANGED_ON)
        plan["since"] = since
        if facts:
            plan["facts"] = facts
        if ALIASES in changed:
            plan["aliases"] = self.aliases(cells)
        if NAME in changed:
            plan["name"] = cells.one_line(NAME, 200, must=True)
        if PARENT in changed:
            self.ask_parent(cells, row, asked)
            if since is None:
                cells.wrong(CHANGED_ON, "Chuyển cơ quan cấp trên cần ghi ngày bắt đầu trực thuộc cơ quan mới.")
            if NAME in changed:
                cells.wrong(NAME, "Không đổi tên và chuyển cấp trên trong cùng một lần nhập. Mời nhập hai lần.")
        if since and since > self.by.on:
            cells.wrong(CHANGED_ON, "Ngày này chưa đến. Mời nhập vào ngày đó.")
        if since and row.valid_from and since <= row.valid_from:
            cells.wrong(CHANGED_ON, f"Cơ quan bắt đầu hoạt động ngày {row.valid_from:%d/%m/%Y}; mời ghi ngày sau đó.")
        if UNTIL in changed:
            self.ask_end(cells, row, asked)
        self.check_days(cells, facts.get("valid_from", row.valid_from), plan.get("end"))

    def facts(self, cells: Cells, changed: set[str], row: Body | None) -> dict:
        """What changes without a day of its own; of a new body, all of it."""
        readers = {
            KIND: ("kind", lambda: cells.choice(KIND, BodyKind)),
            LEVEL: ("level", lambda: cells.choice(LEVEL, Level)),
            PROVINCE: ("province_id", lambda: getattr(self.provinces.meant(cells, PROVINCE, must=False), "pk", None)),
            ISSUES: ("is_committee", lambda: cells.yes(ISSUES)),
            NOTATION: ("notation", lambda: cells.one_line(NOTATION, 20)),
            AREA: ("area", lambda: cells.one_line(AREA, 100)),
            AREA_CODE: ("area_code", lambda: cells.one_line(AREA_CODE, 5)),
            CONFIRMED: ("is_confirmed", lambda: cells.yes(CONFIRMED)),
            SINCE: ("valid_from", lambda: cells.day(SINCE)),
        }
        return {name: read() for heading, (name, read) in readers.items() if row is None or heading in changed}

    def aliases(self, cells: Cells) -> list[str]:
        names = names_in(cells.text(ALIASES))
        if any(len(name) > 200 for name in names):
            cells.wrong(ALIASES, "Có tên dài quá 200 ký tự.")
        return names

    def ask_parent(self, cells: Cells, row: Body | None, asked: ImportRow) -> None:
        parent = self.names.meant(cells, PARENT)
        if parent is None:
            return
        if not isinstance(parent, Planned) and parent.pk not in self.rows:
            cells.wrong(PARENT, f"{parent} không thuộc quyền quản lý của đồng chí.")
        elif parent.valid_to:
            cells.wrong(PARENT, f"{parent} đã kết thúc hoạt động.")
        elif row is not None and isinstance(parent, Body) and parent.stands_below(row):
            cells.wrong(PARENT, f"{parent} đứng dưới {row} nên không thể là cơ quan cấp trên.")
        asked.plan["parent"] = reference(parent)

    def ask_end(self, cells: Cells, row: Body, asked: ImportRow) -> None:
        last_day = cells.day(UNTIL)
        if row.valid_to:
            cells.wrong(UNTIL, "Cơ quan đã kết thúc hoạt động; ngày kết thúc không sửa được bằng tệp.")
        elif last_day:
            asked.plan["end"] = last_day

    def check_days(self, cells: Cells, first: datetime.date | None, last: datetime.date | None) -> None:
        if first and last and last < first:
            cells.wrong(UNTIL, "Ngày kết thúc phải từ ngày bắt đầu trở đi.")

    def twins(self, rows: list[tuple[Cells, ImportRow]]) -> None:
        """One standing body of a name under one parent, once all of the workbook is carried out."""
        plans = {asked.plan["body"]: asked.plan for _, asked in rows if "body" in asked.plan}
        taken: dict[tuple, int] = {}
        for row in self.rows.values():
            plan = plans.get(row.pk, {})
            if row.valid_to is None and not {"name", "parent", "end"} & set(plan):
                taken[("pk", row.parent_id), row.sort_key] = row.pk
        for cells, asked in rows:
            plan = asked.plan
            if plan.get("end") or plan.get("valid_to") or not {"name", "parent"} & set(plan):
                continue
            stands = self.rows.get(plan.get("body", 0))
            parent = plan.get("parent") or {"pk": stands.parent_id if stands else None}
            key = (next(iter(parent.items())), sort_key(plan.get("name") or (stands.name if stands else "")))
            if key in taken:
                cells.wrong(NAME, "Đã có cơ quan cùng tên trực thuộc cơ quan này.")
            taken[key] = 0

    def in_order(self, rows: list[tuple[Cells, ImportRow]]) -> list[tuple[Cells, ImportRow]]:
        """New ones first, each after the one above it; then what changes; then what ends, the lowest first."""
        above = {asked.number: asked.plan.get("parent", {}).get("row") for _, asked in rows if "body" not in asked.plan}
        places = []
        for cells, asked in rows:
            if "body" in asked.plan:
                depth = self.rows[asked.plan["body"]].path.count("/")
                places.append(((2, -depth) if asked.plan.get("end") else (1, depth), asked.number, cells, asked))
                continue
            steps, number, seen = 0, above.get(asked.number), {asked.number}
            while number is not None and number not in seen:
                seen.add(number)
                steps, number = steps + 1, above.get(number)
            if number is not None:
                cells.wrong(PARENT, "Các cơ quan mới trực thuộc lẫn nhau thành vòng.")
            places.append(((0, steps), asked.number, cells, asked))
        return [(cells, asked) for *_, cells, asked in sorted(places, key=lambda place: place[:2])]

    # How it is done, and taken back

    @staticmethod
    def apply(asked: ImportRow, by) -> None:
        plan = asked.plan
        if "body" not in plan:
            asked.did = found(asked, by)
            return
        body = Body.objects.select_related("parent", "committee").get(pk=plan["body"])
        before = Before(body, with_all_below="parent" in plan or "end" in plan)
        body.version = plan["version"]
        since, basis = as_day(plan.get("since")), plan.get("basis", "")
        if "facts" in plan or "aliases" in plan:
            names = plan.get("aliases")
            if names is None:
                names = [name for name, until in before.aliases if until is None]
            facts = {name: as_fact(name, value) for name, value in plan.get("facts", {}).items()}
            reorganising.amend(body, facts, names, by=by)
        if "name" in plan:
            reorganising.rename(body, plan["name"], since=since, by=by, basis=basis)
        if "parent" in plan and since:
            reorganising.move(body, referred(asked, plan["parent"]), since=since, by=by, basis=basis)
        if "end" in plan:
            end(body, as_day(plan["end"]), by, basis)
        asked.did = before.kept()

    @staticmethod
    def undo(asked: ImportRow, by) -> None:
        if "made" not in asked.did:
            put_back(asked.plan["body"], asked.did, by=by)
            return
        body = (
            Body.objects.select_for_update(of=("self",)).select_related("parent").filter(pk=asked.did["made"]).first()
        )
        if body is None:
            return
        by.require("KEEP_BODIES", body)
        user = used_by(body, but=("aliases",))
        if body.version != asked.did["version"] or user:
            raise NotPossible(f"{body} đã được {'dùng ở: ' + user if user else 'sửa sau khi nhập'}.")
        reorganising.enter(body, {}, by, "Hoàn tác thành lập nhập từ tệp", reorganising.founder(body))
        Body.objects.filter(pk=body.pk).update(committee=None)  # a committee belongs to itself, and would keep itself
        body.delete()


def found(asked: ImportRow, by) -> dict:
    plan = asked.plan
    facts = {name: as_fact(name, value) for name, value in plan["facts"].items()}
    parent = referred(asked, plan["parent"])
    body = Body(name=plan["name"], parent=parent, valid_to=as_day(plan["valid_to"]), **facts)
    reorganising.found(body, by=by)
    reorganising.keep_names(body, plan["aliases"])
    return {"made": body.pk, "version": body.version}


def end(body: Body, last_day: datetime.date | None, by, basis: str) -> None:
    """A body that ended with the one above it, in the same workbook, has ended."""
    if last_day and body.valid_to != last_day:
        reorganising.end(body, last_day=last_day, by=by, basis=basis)


def as_fact(name: str, value: Any) -> Any:
    return as_day(value) if name == "valid_from" else value


def as_day(value: Any) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if isinstance(value, str) and value else value
