"""How does a paper come about: drawn up from frozen facts, put into words, issued, and then never changed?"""

from __future__ import annotations

from types import ModuleType

from django.core.files.base import ContentFile
from django.db import transaction

from assignments import workflow
from assignments.models import Assignment, Paper, PaperFile, PaperKind, Part, Report, Snapshot
from assignments.papers import facts as known
from assignments.papers import layout, report, task_sheet, urging
from directives.models import Directive
from provinces import journal
from provinces.models import Body
from provinces.policy import Verb
from provinces.reach import Grant, Reach

MODULES: dict[str, ModuleType] = {
    PaperKind.REPORT: report,
    PaperKind.URGING: urging,
    PaperKind.TASK_SHEET: task_sheet,
}
PRINTED_KIND = {PaperKind.REPORT: "Báo cáo", PaperKind.TASK_SHEET: "Phiếu giao việc"}
NOTATION = {PaperKind.REPORT: "BC", PaperKind.URGING: "CV", PaperKind.TASK_SHEET: "PGV"}
MOST_REPORTED = 50_000


def prepare(kind: str, *, by, committee: Body, directive: Directive | None = None, **asked) -> Paper:
    """Soạn: freezes what is known at this moment and puts it into words for somebody to go over."""
    body = known.issuing_body(by, committee, directive)
    with transaction.atomic():
        if directive is not None:
            by.require(Verb.PREPARE_PAPER, directive)
            asked["directive"] = directive
        facts = MODULES[kind].gather(by, committee, body, **asked)
        snapshot = Snapshot(kind=kind, committee=committee, body=body, directive=directive, by=by.user)
        snapshot.take(facts)
        paper = Paper(snapshot=snapshot, kind=kind, **heading(kind, facts["head"]))
        for name, words in MODULES[kind].words(facts, snapshot.code).items():
            setattr(paper, name, words)
        paper.save()
        record(Verb.PREPARE_PAPER, paper, by, note=f"Số liệu {snapshot.code}")
    return paper


def heading(kind: str, head: dict) -> dict[str, str]:
    abbreviation = head["abbreviation"]
    return {
        "superior": head["superior"],
        "issuer": head["name"],
        "notation": f"{NOTATION[PaperKind(kind)]}/{abbreviation}" if abbreviation else "",
        "place": head["place"],
        "position": head["position"],
        "signatory": head["signatory"],
    }


def printed(paper: Paper) -> bytes:
    """The .docx, as it stands."""
    facts = paper.snapshot.facts
    countersigned = facts["charged"] if paper.kind == PaperKind.TASK_SHEET else ""
    tables = MODULES[paper.kind].tables(facts)
    kind = PRINTED_KIND.get(PaperKind(paper.kind), "")
    return layout.document(paper, tables, kind=kind, countersigned=countersigned)


def issue(paper: Paper, *, by) -> Paper:
    """Phát hành: the paper gets its number and day, its file is kept, and what it says is done.

    The overseeing body's report on a dispatch is handed in as the answer to its own duty; an urging letter urges whoever
    still owes what it names. The caller has filled in number and day and claimed the version.
    """
    with transaction.atomic():
        by.require(Verb.ISSUE_PAPER, paper)
        paper.issued_by = by.user
        content = printed(paper)
        paper.report = hand_in(paper, content, by) if paper.kind == PaperKind.REPORT else None
        paper.save()
        kept = PaperFile(paper=paper, uploaded_by=by.user)
        kept.fill(ContentFile(content, name=paper.file_name))
        kept.save()
        if paper.kind == PaperKind.URGING:
            urge(paper, by)
        note = f"Số liệu {paper.snapshot.code}; tệp sha256 {kept.sha256}"
        record(Verb.ISSUE_PAPER, paper, by, note=note)
    return paper


class Speaker(Reach):
    """Whoever issues a body's paper, handing in that body's report with it; in the journal, in the post that issues."""

    body_id: int

    @classmethod
    def of(cls, by, body_id: int) -> Speaker:
        speaker = cls(user=by.user, on=by.on, address=by.address)
        speaker.body_id = body_id
        return speaker

    def _granted(self, verb: str, posts=None) -> Grant:
        return Grant(bodies=frozenset([self.body_id])) if verb == Verb.REPORT else super()._granted(verb, posts)

    def post_for(self, verb: str, row=None):
        return super().post_for(Verb.ISSUE_PAPER, row)


def hand_in(paper: Paper, content: bytes, by) -> Report | None:
    """The report answers the duty to follow up, if this body has it and it is open."""
    snapshot = paper.snapshot
    duties = Assignment.objects.filter(directive=snapshot.directive, body=snapshot.body, part=Part.OVERSEE)
    for duty in duties.open().most_pressing_first() if snapshot.directive else []:
        if not workflow.why_not(duty, Verb.REPORT, by):
            answer = Report(content=paper.content[:MOST_REPORTED], document_code=paper.code[:60])
            answer.document_date = paper.issued_on
            file = ContentFile(content, name=paper.file_name)
            duty.perform(Verb.REPORT, by=Speaker.of(by, snapshot.body_id), report=answer, files=[file])
            return answer
    return None


def urge(paper: Paper, by) -> None:
    """Whoever still owes what the letter names, and was not urged today already."""
    named = [row["pk"] for _, _, row in known.all_duties(paper.snapshot.facts)]
    late = by.rows(Assignment.objects.filter(pk__in=named), Verb.URGE).open().exclude(urged_on=by.on)
    for duty in late.exclude(state="REPORTED").order_by("pk"):
        duty.perform(
            Verb.URGE, by=by, note=f"{paper.get_kind_display()} số {paper.code}, ngày {paper.issued_on:%d/%m/%Y}."
        )


def discard(paper: Paper, *, by) -> None:
    """Bỏ bản thảo: what was never issued may go; the snapshot stays."""
    with transaction.atomic():
        record(Verb.PREPARE_PAPER, paper, by, note=f"Bỏ bản thảo, số liệu {paper.snapshot.code}")
        paper.delete()


def record(verb: str, paper: Paper, by, note: str = "", changes: dict | None = None) -> None:
    journal.write(
        verb,
        paper,
        by=by,
        committee=paper.snapshot.committee,
        thread=paper.journal_thread(),
        label=str(paper),
        note=note,
        changes=changes,
    )
