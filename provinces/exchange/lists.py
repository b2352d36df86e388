"""The sheets of recipient lists: the lists, who stands on them by hand, and the rules that take others."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.forms.models import model_to_dict

from provinces import journal
from provinces.exchange.bodies import YES_NO, Bodies, as_day, reference, referred
from provinces.exchange.cells import NO, YES, Cells, names_in
from provinces.exchange.running import used_by
from provinces.exchange.tables import Names, Table
from provinces.exchange.workbooks import Column
from provinces.models import Body, BodyKind, Level, ListRule, Membership, RecipientList
from provinces.models.imports import ImportRow
from provinces.policy import Verb
from provinces.reorganising import NotPossible
from provinces.vietnamese import fold

LIST, BODY, IS, SINCE, UNTIL = "Danh sách", "Cơ quan", "Là", "Từ ngày", "Đến hết ngày"
MEMBER, KEPT_OFF = "thành viên", "không thuộc danh sách"
KIND, LEVEL, PARENT, PROVINCE = "Loại hình", "Cấp", "Trực thuộc", "Tỉnh, thành phố"
NAME, PRINTED, PERSONS, NOTE, CLOSED = (
    "Tên danh sách",
    "Cách ghi trong văn bản",
    "Danh sách cá nhân",
    "Ghi chú",
    "Ngừng dùng",
)
FACTS = ["name", "is_of_persons", "note", "closed_on"]
CHANGED_SINCE = "Danh sách này đã được sửa hoặc dùng sau khi nhập."


class PlannedList:
    pk = None
    closed_on = None

    def __init__(self, name: str, number: int):
        self.name, self.number = name, number

    def __str__(self) -> str:
        return self.name


class Lists(Table):
    name, prefix = "Danh sách nơi nhận", "DS"
    columns = (
        Column(NAME, 44),
        Column(PRINTED, 44),
        Column(PERSONS, 12, YES_NO),
        Column(NOTE, 30),
        Column(CLOSED, 13, is_date=True),
    )

    def __init__(self, by, committee):
        self.by, self.committee = by, committee
        rows = by.rows(RecipientList.objects.filter(committee=committee), Verb.KEEP_LISTS)
        self.rows = {row.pk: row for row in rows.prefetch_related("aliases")}
        self.names = Names(self.rows.values(), "danh sách nơi nhận")

    def standing(self) -> dict[int, RecipientList]:
        return self.rows

    def cells(self, row: RecipientList) -> list[Any]:
        printed = "\n".join(alias.name for alias in row.aliases.all())
        return [row.name, printed, YES if row.is_of_persons else NO, row.note, row.closed_on]

    def ask(self, cells: Cells, row: RecipientList | None, changed: set[str], asked: ImportRow) -> None:
        name = cells.one_line(NAME, 200, must=True)
        printed = names_in(cells.text(PRINTED))
        if any(len(words) > 200 for words in printed):
            cells.wrong(PRINTED, "Có cách ghi dài quá 200 ký tự.")
        if name and any(other is not row for other in self.names.known(name)):
            cells.wrong(NAME, "Đã có danh sách cùng tên.")
        self.names.foresee(name, row or PlannedList(name, asked.number))
        asked.plan = {
            "list": row.pk if row else None,
            "version": row.version if row else 0,
            "aliases": printed,
            "facts": {
                "name": name,
                "is_of_persons": cells.yes(PERSONS),
                "note": cells.one_line(NOTE, 300),
                "closed_on": cells.day(CLOSED),
            },
        }

    @staticmethod
    def apply(asked: ImportRow, by) -> None:
        plan = asked.plan
        if plan["list"] is None:
            row, before, printed = RecipientList(committee=asked.record.committee), {}, []
            by.require(Verb.KEEP_LISTS, row)
        else:
            row = RecipientList.objects.select_for_update().get(pk=plan["list"])
            by.require(Verb.KEEP_LISTS, row)
            before, printed = model_to_dict(row, FACTS), [alias.name for alias in row.aliases.all()]
            row.claim(plan["version"])
        write(row, plan["facts"], plan["aliases"], before, by, "Cập nhật" if before else "Thêm mới")
        asked.did = {"list": row.pk, "made": not before, "version": row.version, "facts": before, "aliases": printed}

    @staticmethod
    def undo(asked: ImportRow, by) -> None:
        did = asked.did
        row = RecipientList.objects.select_for_update().filter(pk=did["list"]).first()
        if row is None:
            return
        by.require(Verb.KEEP_LISTS, row)
        if row.version != did["version"] or (did["made"] and used_by(row, but=("aliases",))):
            raise NotPossible(CHANGED_SINCE)
        if did["made"]:
            enter(row, by, "Hoàn tác thêm danh sách nhập từ tệp")
            row.delete()
            return
        row.claim(row.version)
        now = model_to_dict(row, FACTS)
        write(row, did["facts"], did["aliases"], now, by, "Hoàn tác thay đổi nhập từ tệp")


def write(row: RecipientList, facts: dict, printed: list[str], before: dict, by, words: str) -> None:
    for name, value in facts.items():
        setattr(row, name, as_day(value) if name == "closed_on" else value)
    row.save()
    row.keep_aliases(printed)
    enter(row, by, words, journal.differences(before, model_to_dict(row, FACTS)))


def enter(row: RecipientList, by, words: str, changes: dict | None = None) -> None:
    journal.write(
        Verb.KEEP_LISTS, row, by=by, committee=row.committee, thread=row.journal_thread(), note=words, changes=changes
    )


def listed(asked: ImportRow, by) -> RecipientList:
    """The list that a part's row names: one that stands, or one that the same workbook has made."""
    named = asked.plan["list"]
    pk = named.get("pk")
    if pk is None:
        making = asked.record.rows.filter(sheet=Lists.name, number=named["row"]).first()
        pk = making.did.get("list") if making and making.state == ImportRow.State.DONE else None
    row = RecipientList.objects.filter(pk=pk).first()
    if row is None:
        raise NotPossible("Danh sách mà dòng này nhắc đến chưa có.")
    by.require(Verb.KEEP_LISTS, row)
    return row


class Parts(Table):
    """What makes up lists, from a day on: a part is added, or ends; it is never rewritten."""

    model: Any
    words: str

    def __init__(self, by, lists: Lists, bodies: Bodies):
        self.by, self.lists, self.bodies = by, lists, bodies
        parts = self.model.objects.filter(recipient_list__in=lists.rows, valid_to=None)
        self.rows = {row.pk: row for row in parts.order_by("recipient_list__sort_key", "pk")}

    def standing(self) -> dict[int, Any]:
        return self.rows

    def ask(self, cells: Cells, row: Any, changed: set[str], asked: ImportRow) -> None:
        since, until = cells.day(SINCE), cells.day(UNTIL)
        if row is not None:
            if changed - {UNTIL}:
                cells.wrong(
                    min(changed - {UNTIL}), f"Với {self.words} đã có chỉ ghi được ngày kết thúc. Mời thêm dòng mới."
                )
            if until and row.valid_from and until < row.valid_from:
                cells.wrong(UNTIL, "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
            asked.plan = {"part": row.pk, "until": until, "list": {"pk": row.recipient_list_id}}
            return
        since = since or self.by.on
        if until and until < since:
            cells.wrong(UNTIL, "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        named = self.lists.names.meant(cells, LIST)
        asked.plan = {"since": since, "until": until, "list": reference_of(named)}
        self.ask_new(cells, asked)

    def ask_new(self, cells: Cells, asked: ImportRow) -> None:
        raise NotImplementedError

    @classmethod
    def apply(cls, asked: ImportRow, by) -> None:
        plan, row = asked.plan, listed(asked, by)
        if "part" in plan:
            part = (
                cls.model.objects.select_for_update().filter(pk=plan["part"], recipient_list=row, valid_to=None).first()
            )
            if part is None:
                raise NotPossible("Mục này đã kết thúc hoặc đã bị bỏ.")
            part.valid_to = as_day(plan["until"])
            part.save(update_fields=["valid_to"])
            asked.did = {"part": part.pk, "until": plan["until"]}
            enter(row, by, f"Kết thúc ngày {part.valid_to:%d/%m/%Y}: {said(part)}")
            return
        part = cls.made(asked)
        part.recipient_list, part.valid_from, part.valid_to = row, as_day(plan["since"]), as_day(plan["until"])
        part.save()
        asked.did = {"part": part.pk, "made": True, "until": plan["until"]}
        enter(row, by, f"Thêm {cls.words}: {said(part)}")

    @classmethod
    def made(cls, asked: ImportRow) -> Any:
        raise NotImplementedError

    @classmethod
    def undo(cls, asked: ImportRow, by) -> None:
        part = cls.model.objects.select_for_update().filter(pk=asked.did["part"]).first()
        if part is None or part.valid_to != as_day(asked.did["until"]):
            raise NotPossible(CHANGED_SINCE)
        by.require(Verb.KEEP_LISTS, part.recipient_list)
        enter(part.recipient_list, by, f"Hoàn tác thay đổi nhập từ tệp: {said(part)}")
        if asked.did.get("made"):
            part.delete()
        else:
            part.valid_to = None
            part.save(update_fields=["valid_to"])


def said(part: Any) -> str:
    return str(getattr(part, "body", None) or part)


def reference_of(target: Any) -> dict:
    return {} if target is None else {"row": target.number} if target.pk is None else {"pk": target.pk}


class Members(Parts):
    name, prefix, words, model = "Thành viên danh sách", "TV", "thành viên", Membership
    columns = (
        Column(LIST, 40),
        Column(BODY, 44),
        Column(IS, 20, (MEMBER, KEPT_OFF)),
        Column(SINCE, 13, is_date=True),
        Column(UNTIL, 13, is_date=True),
    )

    def cells(self, row: Membership) -> list[Any]:
        return [
            self.lists.names.of(self.lists.rows[row.recipient_list_id]),
            self.bodies.names.of(self.bodies.names.by_number.get(row.body_id)) or f"#{row.body_id}",
            KEPT_OFF if row.is_excluded else MEMBER,
            row.valid_from,
            row.valid_to,
        ]

    @cached_property
    def taken(self) -> set[tuple]:
        return {(row.recipient_list_id, row.body_id) for row in self.rows.values()}

    def ask_new(self, cells: Cells, asked: ImportRow) -> None:
        body = self.bodies.names.meant(cells, BODY)
        words = fold(cells.text(IS))
        if words not in (fold(MEMBER), fold(KEPT_OFF), ""):
            cells.wrong(IS, f"Mời ghi “{MEMBER}” hoặc “{KEPT_OFF}”.")
        asked.plan |= {"body": reference(body) if body else {}, "is_excluded": words == fold(KEPT_OFF)}
        if isinstance(body, Body) and not body.stands_below(self.lists.committee):
            cells.wrong(BODY, f"{body} không thuộc {self.lists.committee}.")
        pair = (*asked.plan["list"].values(), *asked.plan["body"].values())
        if pair in self.taken:
            cells.wrong(BODY, "Cơ quan này đã có trong danh sách.")
        self.taken.add(pair)

    @classmethod
    def made(cls, asked: ImportRow) -> Membership:
        return Membership(body=referred(asked, asked.plan["body"]), is_excluded=asked.plan["is_excluded"])


class Rules(Parts):
    name, prefix, words, model = "Quy tắc danh sách", "QT", "quy tắc", ListRule
    columns = (
        Column(LIST, 40),
        Column(KIND, 26, tuple(map(str, BodyKind.labels))),
        Column(LEVEL, 14, tuple(map(str, Level.labels))),
        Column(PARENT, 32),
        Column(PROVINCE, 22),
        Column(SINCE, 13, is_date=True),
        Column(UNTIL, 13, is_date=True),
    )

    def cells(self, row: ListRule) -> list[Any]:
        return [
            self.lists.names.of(self.lists.rows[row.recipient_list_id]),
            row.get_kind_display() if row.kind else "",
            row.get_level_display() if row.level else "",
            self.bodies.names.of(self.bodies.names.by_number.get(row.parent_id)) if row.parent_id else "",
            self.bodies.provinces.of(self.bodies.provinces.by_number.get(row.province_id)) if row.province_id else "",
            row.valid_from,
            row.valid_to,
        ]

    def ask_new(self, cells: Cells, asked: ImportRow) -> None:
        parent = self.bodies.names.meant(cells, PARENT, must=False)
        province = self.bodies.provinces.meant(cells, PROVINCE, must=False)
        asked.plan |= {
            "kind": cells.choice(KIND, BodyKind, must=False),
            "level": cells.choice(LEVEL, Level, must=False),
            "parent": reference(parent) if parent else None,
            "province": province.pk if province else None,
        }
        if not any(asked.plan[name] for name in ("kind", "level", "parent", "province")):
            cells.wrong(KIND, "Cần ghi ít nhất một điều kiện: loại hình, cấp, trực thuộc hoặc tỉnh.")

    @classmethod
    def made(cls, asked: ImportRow) -> ListRule:
        plan = asked.plan
        parent = referred(asked, plan["parent"]) if plan["parent"] else None
        return ListRule(kind=plan["kind"], level=plan["level"], parent=parent, province_id=plan["province"])
