"""What does a row of an office's old register say of a dispatch, whatever its columns are called and in which order?

The columns are guessed from their headings, as the books of the Party and of the State print them, and confirmed by the
clerk. A secret dispatch leaves its line alone; nothing else of its row is kept anywhere.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Any

from django.db.models import TextChoices

from directives import numbering
from directives.models import Directive
from directives.vocabulary import Block, DocumentKind, LineKind, Organ, Secrecy, Urgency
from provinces.exchange.cells import Cells, names_in
from provinces.exchange.workbooks import Line, Sheet
from provinces.models import Body, Term
from provinces.vietnamese import fold

FIRST_YEAR = 1930
MOST_LINES = 60


class Holds(TextChoices):
    """What a column of the book holds."""

    NOTHING = "", "Không nhập cột này"
    CODE = "code", "Số và ký hiệu (261-CV/TU)"
    NUMBER = "number", "Số"
    NOTATION = "notation", "Ký hiệu (CV/TU)"
    ISSUED_ON = "issued_on", "Ngày văn bản"
    KIND = "kind", "Tên loại"
    SUBJECT = "subject", "Trích yếu (có thể kèm tên loại)"
    ISSUER = "issuer", "Cơ quan ban hành"
    SIGNATORY = "signatory", "Người ký"
    POSITION = "position", "Chức vụ người ký"
    URGENCY = "urgency", "Độ khẩn"
    SECRECY = "secrecy", "Độ mật"
    ADDRESSEES = "addressees", "Kính gửi"
    DISTRIBUTION = "distribution", "Nơi nhận"
    ENTERED_ON = "entered_on", "Ngày vào sổ"
    PLACE = "place", "Nơi ban hành (địa danh)"


# headings without accents, the particular before the general; the first that fits decides
HEADINGS = [
    (r"(stt|tt|so den|ngay den|so luong.*|.*ban luu|ngay chuyen|ky nhan|.*ghi chu.*|han xu ly|ket qua)", Holds.NOTHING),
    (r"so,? ?(va|/|-)? ?ky hieu.*", Holds.CODE),
    (r"ngay (vao so|dang ky).*", Holds.ENTERED_ON),
    (r"(ngay|thoi gian).*", Holds.ISSUED_ON),
    (r"ky hieu.*", Holds.NOTATION),
    (r"(so|so van ban|so vb|so di)", Holds.NUMBER),
    (r".*(trich yeu|noi dung).*", Holds.SUBJECT),
    (r"(ten |the )?loai.*", Holds.KIND),
    (r"(co quan|don vi|noi) (ban hanh|gui).*|tac gia", Holds.ISSUER),
    (r".*chuc (vu|danh).*", Holds.POSITION),
    (r"(ho ten )?nguoi ky.*", Holds.SIGNATORY),
    (r".*khan.*", Holds.URGENCY),
    (r"(do|muc do)? ?mat.*", Holds.SECRECY),
    (r"kinh gui.*", Holds.ADDRESSEES),
    (r"(noi|don vi|co quan).*nhan.*", Holds.DISTRIBUTION),
    (r"dia danh.*", Holds.PLACE),
]
OF_A_SECRET = {Holds.CODE, Holds.NUMBER, Holds.NOTATION, Holds.ISSUED_ON, Holds.KIND, Holds.ISSUER, Holds.SECRECY,
               Holds.ENTERED_ON}  # fmt: skip
STAMPS = {fold(str(label)): value for value, label in Secrecy.choices if value}
CODE = re.compile(r"(?:số\s*:?\s*)?([0-9]{1,7})\s*[-–—/]\s*(\S.*)", re.I)
NOTES = {
    "secret": "Văn bản mật: chỉ vào sổ số, ngày, cơ quan ban hành và độ mật; nội dung khác của dòng này không được giữ.",
    "notation": "Ký hiệu ghi theo loại văn bản: {}.",
    "numberless": "Văn bản không ghi số.",
    "passed_over": "Bỏ qua: dòng không có số và trích yếu.",
}
ORGANS = {"ban thuong vu": Organ.STANDING_COMMITTEE, "btv": Organ.STANDING_COMMITTEE,
          "ban chap hanh": Organ.CONGRESS_COMMITTEE, "bch": Organ.CONGRESS_COMMITTEE,
          "thuong truc": Organ.PERMANENT_MEMBERS, "van phong": Organ.OFFICE}  # fmt: skip


# Which column is which


def guess(heading: str, known: dict[str, str] | None = None) -> str:
    """What a column of that heading holds: as this office said the last time, or as such books are printed."""
    folded = fold(heading).strip(" .:*")
    if known and folded in known:
        return known[folded]
    return next((held for pattern, held in HEADINGS if re.fullmatch(pattern, folded)), Holds.NOTHING)


def guesses(headings: Iterable[str], known: dict[str, str] | None = None) -> list[str]:
    """Each thing is held by one column, the first that may hold it."""
    found: list[str] = []
    for heading in headings:
        held = guess(heading, known)
        found.append("" if held in found else held)
    return found


def head_of(sheet: Sheet) -> Line | None:
    """The line of headings: of the first twenty, the one in which most columns are known."""
    lines = sheet.lines[:20]
    best = max(lines, key=lambda line: len(set(guesses(line.cells)) - {""}), default=None)
    return best if best and len(set(guesses(best.cells)) - {""}) >= 2 else (lines[0] if lines else None)


def best_sheet(sheets: list[Sheet]) -> int:
    known = [len(set(guesses(head.cells)) - {""}) if (head := head_of(sheet)) else 0 for sheet in sheets]
    return known.index(max(known)) if known else 0


def headings_of(head: Line) -> list[str]:
    """The headings as the clerk knows them, each once; a column without one goes by its place."""
    found: list[str] = []
    for place, words in enumerate(head.cells, start=1):
        name = " ".join(words.split())[:80] or f"Cột {place}"
        found.append(name if name not in found else f"{name} (cột {place})")
    return found


# What a row says


class Reader:
    """Reads the rows of one committee's book. Asks the database twice, however many rows there are."""

    def __init__(self, committee: Body, columns: dict[str, str], today: datetime.date):
        self.committee, self.columns, self.today = committee, columns, today  # columns: what is held → heading
        self.terms = list(Term.objects.filter(committee=committee))
        series = Directive.objects.filter(committee=committee).exclude(number=None)
        self.taken: dict[tuple, str] = {
            (term, key, number): f"Số {code} đã có trong sổ."
            for term, key, number, code in series.values_list("term", "notation_key", "number", "code").order_by()
        }
        names = [committee.name, *committee.aliases.values_list("name", flat=True)]
        self.names = {fold(name) for name in names}

    def read(self, cells: Cells) -> tuple[dict[str, Any], str]:
        """The facts of the dispatch, and what the clerk should know of the row. Nothing is said of a row to pass over."""
        level = self.secrecy(cells)
        facts: dict[str, Any] = {"secrecy": level}
        facts |= self.code(cells)
        subject = self.text(cells, Holds.SUBJECT, 500 if not level else 8000)
        if not level and not facts["number"] and not facts["notation"] and not subject:
            cells.errors.clear()
            return {}, NOTES["passed_over"]
        facts |= self.days(cells)
        note = self.kind(cells, facts, subject)
        facts |= self.issuer(cells)
        if level:
            note = NOTES["secret"]
        else:
            facts |= self.open_facts(cells, facts["kind"], subject)
        self.take_number(cells, facts)
        return facts, note

    def held(self, cells: Cells, what: str) -> str:
        heading = self.columns.get(what)
        return cells.one_line(heading) if heading else ""

    def text(self, cells: Cells, what: str, most: int) -> str:
        heading = self.columns.get(what)
        return cells.one_line(heading, most) if heading else ""

    def wrong(self, cells: Cells, what: str, words: str) -> None:
        cells.wrong(self.columns.get(what, ""), words)

    def secrecy(self, cells: Cells) -> str:
        """The level that its column tells, or a stamp that stands alone in any cell."""
        stamps = [STAMPS[bare] for words in cells.line.cells if (bare := fold(words).strip(" *[]().")) in STAMPS]
        heading = self.columns.get(Holds.SECRECY)
        words = fold(cells.one_line(heading)) if heading else ""
        if heading and words in ("", "khong", "thuong", "-"):
            return stamps[0] if stamps else ""
        return (cells.choice(heading, Secrecy) if heading else "") or (stamps[0] if stamps else "")

    def code(self, cells: Cells) -> dict[str, Any]:
        number, notation = self.held(cells, Holds.NUMBER), self.held(cells, Holds.NOTATION)
        source = Holds.NUMBER
        if whole := self.held(cells, Holds.CODE):
            source = Holds.CODE
            found = CODE.fullmatch(whole)
            number, notation = found.groups() if found else (whole, "") if whole.isdigit() else ("", whole)
        elif found := CODE.fullmatch(number):  # "261-CV/TU" in the column of numbers
            number, notation = found[1], notation or found[2]
        notation = numbering.canonical_notation(notation)
        if len(notation) > 40:
            self.wrong(cells, Holds.NOTATION if source == Holds.NUMBER else source, "Ký hiệu dài quá 40 ký tự.")
        try:
            value = numbering.parse_number(number)
        except ValueError:
            self.wrong(cells, source, f"“{number[:30]}” không phải là số văn bản.")
            value = None
        if value == 0:
            self.wrong(cells, source, "Số văn bản bắt đầu từ 1.")
        return {"number": value, "notation": notation[:40]}

    def days(self, cells: Cells) -> dict[str, Any]:
        issued = cells.day(self.columns[Holds.ISSUED_ON])
        entered = cells.day(self.columns[Holds.ENTERED_ON]) if Holds.ENTERED_ON in self.columns else None
        if issued is None and not any(heading == self.columns[Holds.ISSUED_ON] for heading, _ in cells.errors):
            self.wrong(cells, Holds.ISSUED_ON, "Thiếu ngày văn bản: số được tính theo nhiệm kỳ của ngày này.")
        for what, day in ((Holds.ISSUED_ON, issued), (Holds.ENTERED_ON, entered)):
            if day and day > self.today:
                self.wrong(cells, what, f"Ngày {day:%d/%m/%Y} ở sau hôm nay.")
            if day and day.year < FIRST_YEAR:
                self.wrong(cells, what, f"Năm {day.year} không hợp lý.")
        return {"issued_on": issued, "entered_on": entered or issued or self.today}

    def kind(self, cells: Cells, facts: dict[str, Any], subject: str) -> str:
        """By its own column, else by the notation, else by the first words of the subject."""
        said = self.held(cells, Holds.KIND)
        facts["kind"] = KINDS.get(fold(said), "") if said else ""
        if said and not facts["kind"]:
            self.wrong(cells, Holds.KIND, f"“{said[:40]}” không có trong danh mục tên loại văn bản.")
        by_notation = KINDS.get(fold(re.split(r"[/-]", facts["notation"])[0]), "")
        facts["kind"] = facts["kind"] or by_notation or kind_said(subject)
        if facts["number"] is None:
            return NOTES["numberless"]
        if not facts["notation"] and facts["kind"] and facts["kind"] != DocumentKind.KHAC and self.committee.notation:
            facts["notation"] = f"{PRINTED.get(facts['kind'], facts['kind'])}/{self.committee.notation}"
            return NOTES["notation"].format(facts["notation"])
        return ""

    def issuer(self, cells: Cells) -> dict[str, Any]:
        """The organ that speaks, if it is told. A dispatch of another committee does not belong into this book."""
        said = self.held(cells, Holds.ISSUER)
        folded = fold(said)
        organ = next((organ for words, organ in ORGANS.items() if folded.startswith(words)), "")
        rest = folded
        for words in ORGANS:
            rest = rest.removeprefix(words).strip()
        if rest and rest not in self.names and folded not in self.names:
            self.wrong(cells, Holds.ISSUER, f"“{said[:60]}” không phải là {self.committee}.")
        return {"organ": "" if folded in self.names else organ}

    def open_facts(self, cells: Cells, kind: str, subject: str) -> dict[str, Any]:
        heading = self.columns.get(Holds.URGENCY)
        urgency = fold(cells.one_line(heading)) if heading else ""
        facts = {
            "subject": without_kind(subject, kind),
            "signatory": self.text(cells, Holds.SIGNATORY, 100),
            "position": self.text(cells, Holds.POSITION, 150),
            "place": self.text(cells, Holds.PLACE, 80),
            "urgency": cells.choice(heading, Urgency) if heading and urgency not in ("", "khong", "-") else "",
        }
        lines = [
            *self.lines(cells, Holds.ADDRESSEES, Block.ADDRESSEE),
            *self.lines(cells, Holds.DISTRIBUTION, Block.DISTRIBUTION),
        ]
        return {**facts, "lines": lines}

    def lines(self, cells: Cells, what: str, block: str) -> list[list[str]]:
        """As printed. An old dispatch is sent to nobody anew, so nobody is looked up."""
        heading = self.columns.get(what)
        names = names_in(cells.text(heading)) if heading else []
        names = [name.strip(" .,-–") for name in names]
        if len(names) > MOST_LINES or any(len(name) > 300 for name in names):
            self.wrong(cells, what, f"Quá {MOST_LINES} dòng, hoặc có dòng dài quá 300 ký tự.")
            return []
        return [[block, name, line_kind(name)] for name in names if name]

    def take_number(self, cells: Cells, facts: dict[str, Any]) -> None:
        """Of two rows with one number in one series the first has it, and the second is told."""
        if facts["number"] is None or facts["issued_on"] is None:
            return
        key = (self.term_on(facts["issued_on"]), numbering.notation_key(facts["notation"]), facts["number"])
        if key in self.taken:
            self.wrong(cells, Holds.CODE if Holds.CODE in self.columns else Holds.NUMBER, self.taken[key])
        elif not cells.errors:
            code = numbering.code(facts["number"], facts["notation"])
            self.taken[key] = f"Số {code} đã có ở dòng {cells.line.number} của tệp."

    def term_on(self, day: datetime.date) -> int | None:
        terms = [row for row in self.terms if row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)]
        return max(terms, key=lambda row: row.starts_on).pk if terms else None


KINDS = {fold(str(label)): value for value, label in DocumentKind.choices}
KINDS |= {fold(value): value for value in (*DocumentKind.values, "QĐ") if value != DocumentKind.QUY_DINH}
PRINTED = {DocumentKind.QUY_DINH.value: "QĐ"}


def kind_said(subject: str) -> str:
    """ "Chỉ thị về tăng cường …" is a Chỉ thị; the longest name that fits."""
    folded = f"{fold(subject)} "
    names = sorted((name for name in KINDS if len(name) > 4), key=len, reverse=True)
    return next((KINDS[name] for name in names if folded.startswith(f"{name} ")), "")


def without_kind(subject: str, kind: str) -> str:
    """The subject itself, where the book prints "Công văn về việc …" in one column. The rest keeps its words."""
    label = str(DocumentKind(kind).label) if kind else ""
    if label and fold(subject).startswith(f"{fold(label)} ") and len(fold(label)) == len(label):
        rest = subject[len(label) :].strip(" :,-–")
        return rest[:1].upper() + rest[1:]
    return subject


def line_kind(name: str) -> str:
    folded = fold(name)
    if folded.startswith("luu"):
        return LineKind.ARCHIVE
    return LineKind.POINTER if folded.startswith("nhu tren") else LineKind.BODIES
