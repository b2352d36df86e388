"""What is handed back by reading a dispatch: values, each with the words it came from and whether it is sure."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Value:
    """One thing read: `text[start:end]` is where it stands; `why` tells the clerk why to look twice."""

    value: Any
    start: int
    end: int
    sure: bool = True
    why: str = ""

    def as_dict(self) -> dict:
        return with_why({"value": self.value, "start": self.start, "end": self.end, "sure": self.sure}, self.why)


@dataclass
class Name:
    """A body or a recipient line, as printed."""

    text: str
    start: int
    end: int
    sure: bool = True
    purpose: str | None = None
    why: str = ""

    def as_dict(self) -> dict:
        return with_why({"text": self.text, "start": self.start, "end": self.end, "sure": self.sure}, self.why)


@dataclass
class Citation:
    """Another document that is named by its number."""

    code: str
    issued_on: str | None
    relation: str
    start: int
    end: int
    sure: bool = True
    why: str = ""

    def as_dict(self) -> dict:
        row = asdict(self)
        return with_why({key: row[key] for key in ("code", "issued_on", "relation", "start", "end", "sure")}, self.why)


@dataclass
class Deadline:
    """Words that say until when, with the day where they name one."""

    text: str
    date: str | None
    start: int
    end: int
    sure: bool = True
    cadence: str | None = None
    why: str = ""

    def as_dict(self) -> dict:
        row = {"text": self.text, "date": self.date, "start": self.start, "end": self.end, "sure": self.sure}
        return with_why(row, self.why)


@dataclass
class Item:
    """A part of a requirement with a label of its own: a), -, 1.1."""

    number: str
    start: int
    end: int


@dataclass
class Requirement:
    """One numbered point, or an unnumbered task after the last."""

    number: str | None
    start: int
    end: int
    sure: bool = True
    why: str = ""
    bodies: list[Name] = field(default_factory=list)
    coordinating: list[Name] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    cadence: str | None = None
    items: list[Item] = field(default_factory=list)
    content: int = 0  # where the words after the label begin

    def as_dict(self) -> dict:
        row = {
            "number": self.number,
            "start": self.start,
            "end": self.end,
            "sure": self.sure,
            "bodies": [body.as_dict() for body in self.bodies],
            "coordinating": [body.as_dict() for body in self.coordinating],
            "deadlines": [deadline.as_dict() for deadline in self.deadlines],
            "cadence": self.cadence,
            "items": [asdict(item) for item in self.items],
        }
        return with_why(row, self.why)


@dataclass
class FollowUp:
    """Who watches over the carrying out of the dispatch, and to whom they report."""

    body: str
    report_to: list[str]
    cadence: str | None
    start: int
    end: int
    sure: bool = True
    why: str = ""

    def as_dict(self) -> dict:
        row = asdict(self)
        row.pop("why")
        return with_why(row, self.why)


FIELDS = (
    "kind number notation issued_on place issuer organ subject urgency secrecy signatory position authority dissemination"
).split()


@dataclass
class Reading:
    """All that was read of one dispatch. What the text does not hold is None or an empty list."""

    text: str
    fields: dict[str, Value | None]
    addressees: list[Name] = field(default_factory=list)
    distribution: list[Name] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    follow_up: FollowUp | None = None
    warnings: list[str] = field(default_factory=list)

    def as_dict(self) -> dict:
        """The shape that `read_directive --json` prints."""
        return {
            "text": self.text,
            "fields": {name: value.as_dict() if (value := self.fields.get(name)) else None for name in FIELDS},
            "addressees": [line.as_dict() for line in self.addressees],
            "distribution": [distribution_row(line) for line in self.distribution],
            "citations": [citation.as_dict() for citation in self.citations],
            "requirements": [requirement.as_dict() for requirement in self.requirements],
            "follow_up": self.follow_up.as_dict() if self.follow_up else None,
            "warnings": self.warnings,
        }


def distribution_row(line: Name) -> dict:
    row = line.as_dict()
    return {"text": row.pop("text"), "purpose": line.purpose, **row}


def with_why(row: dict, why: str) -> dict:
    return {**row, "why": why} if why else row
