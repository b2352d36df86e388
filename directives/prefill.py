"""What would the clerk type, having read this text? The reader's values as fields and rows of the registration form.

Every value keeps its words: a passage says which field it fills, where it stands in the text, and why it is doubtful.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import pairwise

from directives import reading
from directives.models import Directive
from directives.naming import Directory
from directives.vocabulary import Authority, DocumentKind, LineKind, Organ, Relation
from provinces.models import Body, RecipientList
from provinces.vietnamese import fold

DOUBT = "Mời kiểm tra lại với văn bản gốc."


@dataclass
class Passage:
    """Words of the text and the field they fill."""

    field: str  # the id of the form's control
    start: int
    end: int
    label: str
    sure: bool = True
    why: str = ""


@dataclass
class Prefill:
    facts: dict[str, str]
    rows: dict[str, list[dict]]
    passages: list[Passage]
    warnings: list[str]
    points: int  # how many numbered points the text has
    unknown: dict[str, list[str]]  # names that the directory does not hold, and those there that look like them

    def segments(self) -> list[tuple[str, Passage | None]]:
        """The text in one row of pieces, each with the narrowest passage that covers it."""
        text = self.facts.get("text", "")
        edges = {0, len(text)} | {edge for passage in self.passages for edge in (passage.start, passage.end)}
        cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
        narrowest = sorted(self.passages, key=lambda passage: passage.end - passage.start, reverse=True)
        pieces: list[tuple[str, Passage | None]] = []
        for start, end in pairwise(cuts):
            cover = [passage for passage in narrowest if passage.start <= start and end <= passage.end]
            pieces.append((text[start:end], cover[-1] if cover else None))
        return pieces

    @property
    def doubts(self) -> dict[str, str]:
        """Which controls a careful clerk looks at twice, and why."""
        found: dict[str, list[str]] = {}
        for passage in self.passages:
            if not passage.sure:
                found.setdefault(passage.field, []).append(passage.why or DOUBT)
        return {field: " ".join(dict.fromkeys(reasons)) for field, reasons in found.items()}

    def as_typed(self) -> dict[str, list[str]]:
        """As the form would send it: what a draft keeps."""
        typed = {name: [value] for name, value in self.facts.items()}
        for section, rows in self.rows.items():
            typed[f"{section}-TOTAL_FORMS"] = [str(len(rows))]
            for number, row in enumerate(rows):
                typed |= {f"{section}-{number}-{name}": [str(value)] for name, value in row.items()}
                typed[f"{section}-{number}-ORDER"] = [str(number + 1)]
        return typed


def from_text(text: str, committee: Body, today: datetime.date) -> Prefill:
    read = reading.read(text)
    issued_on = value_of(read, "issued_on")
    day = datetime.date.fromisoformat(issued_on) if issued_on else today
    names = [line.text for line in (*read.addressees, *read.distribution)]
    names += [body.text for point in read.requirements for body in (*point.bodies, *point.coordinating)]
    names += [read.follow_up.body] if read.follow_up else []
    directory = Directory(committee, day, names)
    filler = Filler(read, directory)
    return Prefill(
        facts=filler.facts(),
        rows={
            "addressees": filler.lines("addressees", read.addressees),
            "distribution": filler.lines("distribution", read.distribution),
            "citations": filler.citations(),
            "requirements": filler.requirements(),
        },
        passages=sorted(filler.passages, key=lambda passage: (passage.start, -passage.end)),
        warnings=list(read.warnings),
        points=sum(point.number is not None for point in read.requirements),
        unknown=filler.unknown,
    )


def value_of(read: reading.Reading, name: str):
    value = read.fields.get(name)
    return value.value if value else None


class Filler:
    """Turns a reading into what stands in the controls, and notes the passage of each."""

    def __init__(self, read: reading.Reading, directory: Directory):
        self.read, self.directory = read, directory
        self.passages: list[Passage] = []
        self.unknown: dict[str, list[str]] = {}

    def not_known(self, name: str) -> str:
        """Why the clerk looks twice at a name: whom it may mean is for the clerk to say."""
        near = self.directory.nearest(name)
        if any(word[:1].isupper() for word in name.split()[1:]):  # a body of its own, no mere kind of bodies
            self.unknown[name] = near
        return f"Chưa có trong danh bạ: {name}." + (f" Gần giống: {', '.join(near)}." if near else "")

    def note(self, field: str, source, label: str, sure: bool | None = None, why: str = "") -> None:
        if source.end > source.start:
            sure = source.sure if sure is None else sure
            self.passages.append(Passage(f"id_{field}", source.start, source.end, label, sure, why or source.why))

    def facts(self) -> dict[str, str]:
        read = self.read
        facts = {"text": read.text, "report_to": ", ".join(read.follow_up.report_to) if read.follow_up else ""}
        for name in ("kind", "number", "notation", "issued_on", "place", "subject", "urgency", "secrecy", "signatory",
                     "position", "authority", "organ", "dissemination"):  # fmt: skip
            value = read.fields.get(name)
            if value is None:
                continue
            facts[name] = typed(name, value.value)
            self.note(name, value, str(Directive._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
        return {name: value for name, value in facts.items() if value}

    def lines(self, section: str, lines) -> list[dict]:
        rows = []
        for number, line in enumerate(lines):
            kind = kind_of(line.text)
            known, unknown = self.directory.meaning(line.text) if kind == LineKind.BODIES else ([], [])
            if known and all(isinstance(target, RecipientList) and target.is_of_persons for target in known):
                kind, known = LineKind.PERSONS, []
            rows.append(
                {
                    "text": line.text,
                    "kind": kind,
                    "purpose": (line.purpose or "")[:60],
                    "names": "; ".join(str(target) for target in known),
                }
            )
            why = " ".join(self.not_known(name) for name in unknown)
            self.note(f"{section}-{number}-text", line, "Nơi nhận", line.sure and not why, why)
        return rows

    def citations(self) -> list[dict]:
        rows = []
        for number, citation in enumerate(self.read.citations):
            words = " ".join(self.read.text[citation.start : citation.end].split())
            relation = citation.relation if citation.relation in Relation.values else Relation.CITES
            row = {"text": words[:300], "code": citation.code[:60], "relation": relation}
            rows.append({**row, "issued_on": typed("issued_on", citation.issued_on)})
            self.note(f"citations-{number}-code", citation, "Văn bản dẫn chiếu")
        return rows

    def requirements(self) -> list[dict]:
        rows = [self.requirement(number, point) for number, point in enumerate(self.read.requirements)]
        self.add_follow_up(rows)
        return rows

    def requirement(self, number: int, point: reading.Requirement) -> dict:
        at = f"requirements-{number}"
        lead, unknown = self.bodies(point.bodies)
        support, strangers = self.bodies(point.coordinating)
        self.note(f"{at}-text", point, f"Yêu cầu {point.number or number + 1}")
        for body in point.bodies:
            why = self.not_known(body.text) if body.text in unknown else ""
            self.note(f"{at}-lead", body, "Chủ trì", body.sure and not why, why)
        for body in point.coordinating:
            why = self.not_known(body.text) if body.text in strangers else ""
            self.note(f"{at}-support", body, "Phối hợp", body.sure and not why, why)
        for deadline in point.deadlines:
            self.note(f"{at}-due_on" if deadline.date else f"{at}-due_text", deadline, "Thời hạn")
        days = [deadline.date for deadline in point.deadlines if deadline.date]
        return {
            "number": short(point.number or ""),
            "text": self.read.text[point.start : point.end],
            "charged": "; ".join(body.text for body in point.bodies)[:500],
            "lead": "; ".join(lead),
            "support": "; ".join(support),
            "oversee": "",
            "due_on": typed("due_on", days[-1] if days else None),
            "due_text": "; ".join(deadline.text for deadline in point.deadlines)[:200],
            "cadence": point.cadence or "",
        }

    def bodies(self, names) -> tuple[list[str], set[str]]:
        """The names that the directory knows, as it knows them; and those it does not."""
        known, unknown = [], set()
        for name in names:
            targets, rest = self.directory.meaning(name.text)
            targets = [target for target in targets if not getattr(target, "is_of_persons", False)]
            known += [str(target) for target in targets]
            if not targets or rest:
                unknown.add(name.text)
        return list(dict.fromkeys(known)), unknown

    def add_follow_up(self, rows: list[dict]) -> None:
        """The body that follows up: in the point that says so, or in a closing point of its own."""
        follow_up = self.read.follow_up
        if follow_up is None:
            return
        inside = [at for at, point in enumerate(self.read.requirements) if point.start <= follow_up.start < point.end]
        at = inside[0] if inside else len(rows)
        if not inside:
            words = self.read.text[follow_up.start : follow_up.end]
            blank = dict.fromkeys(("number", "lead", "support", "oversee", "due_on", "due_text"), "")
            rows.append({**blank, "text": words, "charged": follow_up.body, "cadence": follow_up.cadence or ""})
        targets, _ = self.directory.meaning(follow_up.body)
        names = [str(target) for target in targets]
        row = rows[at]
        row["oversee"] = "; ".join(names)
        row["lead"] = "; ".join(name for name in row["lead"].split("; ") if name not in names)
        self.note(f"requirements-{at}-oversee", follow_up, "Theo dõi, đôn đốc", follow_up.sure and bool(targets))


def short(number: str) -> str:
    """A number as its column holds it: "PHẦN THỨ NHẤT" is "Phần 1"."""
    if len(number) <= 12:
        return number
    ordinal = next((rank for rank, word in enumerate(ORDINALS, start=1) if fold(number).endswith(word)), "")
    return f"{number.split()[0].capitalize()} {ordinal}"[:12].strip()


ORDINALS = ("nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi")


def typed(name: str, value) -> str:
    """A value as it stands in its control."""
    if value is None:
        return ""
    if name in ("issued_on", "due_on"):
        return f"{datetime.date.fromisoformat(value):%d/%m/%Y}"
    if name == "organ":
        return next((code for words, code in ORGANS.items() if words in fold(value)), "")
    if name == "authority":
        return AUTHORITIES.get(str(value).upper().rstrip("."), "")
    if name == "kind":
        return value if value in DocumentKind.values else DocumentKind.KHAC
    return str(value)


ORGANS = {
    "ban thuong vu": Organ.STANDING_COMMITTEE,
    "thuong truc": Organ.PERMANENT_MEMBERS,
    "ban chap hanh": Organ.CONGRESS_COMMITTEE,
    "van phong": Organ.OFFICE,
}
AUTHORITIES = {
    "T/M": Authority.ON_BEHALF,
    "TM": Authority.ON_BEHALF,
    "K/T": Authority.FOR_THE_HEAD,
    "KT": Authority.FOR_THE_HEAD,
    "T/L": Authority.BY_ORDER,
    "TL": Authority.BY_ORDER,
    "Q": Authority.ACTING,
    "T/U": Authority.BY_MANDATE,
    "TUQ": Authority.BY_MANDATE,
}


def kind_of(line: str) -> str:
    """A pointer, the archive copy, persons, or bodies."""
    folded = fold(line)
    if folded.startswith(("nhu tren", "nhu kinh gui", "nhu dieu")):
        return LineKind.POINTER
    if folded.startswith("luu"):
        return LineKind.ARCHIVE
    if folded.startswith(
        ("cac dong chi", "cac d/c", "dong chi", "d/c", "bi thu", "uy vien", "thuong truc tinh uy vien")
    ):
        return LineKind.PERSONS
    return LineKind.BODIES
