"""How does a dispatch enter the register: its line, its recipients as of its day, what it cites and what it asks?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from directives import numbering, search
from directives.models import Attachment, Citation, Directive, Recipient, RecipientLine, Requirement
from directives.naming import Target, expand
from directives.vocabulary import LineKind
from provinces import journal
from provinces.models import Body, RecipientList, Term
from provinces.policy import Verb


@dataclass
class Line:
    """One printed recipient line and whom it means."""

    block: str
    text: str
    kind: str = LineKind.BODIES
    purpose: str = ""
    targets: list[Target] = field(default_factory=list)


class NumberTaken(Exception):
    """Another dispatch holds this number in the same series."""

    def __init__(self, other: Directive | None):
        self.other = other


def enter(
    directive: Directive,
    *,
    lines: Iterable[Line] = (),
    citations: Iterable[Citation] = (),
    requirements: Iterable[Requirement] = (),
    files: Iterable = (),
    by,
) -> Directive:
    """Registers a new dispatch with all its parts. The caller adds the assignments and the journal's line."""
    with transaction.atomic():
        directive.registered_by = by.user
        Term.objects.hold(directive.committee)
        directive.place_in_term()
        take_number(directive)
        write_lines(directive, lines, by)
        for position, citation in enumerate(citations):
            citation.directive, citation.position = directive, position
            link(citation)
            citation.save()
        for position, requirement in enumerate(requirements):
            requirement.directive, requirement.position = directive, position
            requirement.save()
        attach(directive, files, by)
        link_those_below(directive)
    return directive


def take_number(directive: Directive) -> None:
    """Saves the line itself. Of two clerks who take one number at the same moment, the second is told."""
    try:
        with transaction.atomic():
            directive.save()
    except IntegrityError as conflict:
        other = Directive.objects.numbered_like(directive).first()
        if other is None:
            raise
        raise NumberTaken(other) from conflict


def write_lines(directive: Directive, lines: Iterable[Line], by) -> None:
    """The lines as printed; and one frozen recipient for each body they mean on the day of the dispatch."""
    sent: dict[int, tuple[Body, RecipientLine]] = {}
    for position, line in enumerate(lines):
        row = RecipientLine.objects.create(
            directive=directive,
            block=line.block,
            position=position,
            text=line.text,
            kind=line.kind,
            purpose=line.purpose,
        )
        if line.kind != LineKind.BODIES or not line.targets:
            continue
        row.lists.set([target for target in line.targets if isinstance(target, RecipientList)])
        row.bodies.set([target for target in line.targets if isinstance(target, Body)])
        for body in expand(line.targets, directive.as_of):
            sent.setdefault(body.pk, (body, row))
    send(directive, sent.values(), by)


def send(directive: Directive, bodies: Iterable[tuple[Body, RecipientLine | None]], by) -> None:
    """Puts the dispatch into the inbox of each body that does not have it yet."""
    rows = [
        Recipient(
            directive=directive,
            body=body,
            line=line,
            is_listed=line is not None,
            as_of=directive.as_of,
            sent_on=by.on,
        )
        for body, line in bodies
    ]
    Recipient.objects.bulk_create(rows, ignore_conflicts=True)


def link(citation: Citation) -> None:
    """Finds the cited dispatch in the register: the committee's own, or that of a committee above it.

    Numbers start again with each committee and term. So another province's dispatch of the same number is never meant,
    and the printed day, or else the term in which the citing dispatch was issued, says which of several it is.
    """
    citing, code = citation.directive, numbering.canonical_code(citation.code)
    citation.target = None
    if not code:
        return
    found = Directive.objects.filter(code__iexact=code, committee__in=citing.committee.line_of_command())
    found = found.exclude(pk=citing.pk).select_related("committee", "term")
    if citation.issued_on:
        found = found.filter(issued_on=citation.issued_on)
    else:
        found = found.filter(number__isnull=False, as_of__lte=citing.as_of)
    possible = [row for row in found if citation.issued_on or row.is_of_the_term_of(citing.as_of)]
    citation.target = possible[0] if len(possible) == 1 else None


def link_those_below(directive: Directive) -> None:
    """A dispatch may enter the register, or be put right, after those of lower committees that cite it."""
    citing = Citation.objects.filter(directive__committee__path__startswith=directive.committee.path)
    citing = citing.exclude(directive=directive).select_related("directive__committee")
    for citation in citing.filter(Q(target=directive) | Q(target=None, code__iexact=directive.code, code__gt="")):
        link(citation)
        citation.save(update_fields=["target"])


def attach(directive: Directive, files: Iterable, by) -> None:
    for upload in files:
        attachment = Attachment(directive=directive, uploaded_by=by.user)
        attachment.fill(upload)
        attachment.save()


def amend(
    directive: Directive,
    before: dict,
    *,
    lines: Iterable[Line],
    citations: Iterable[Citation],
    files: Iterable = (),
    keep: Iterable[int] = (),
    changes: dict | None = None,
    by,
) -> None:
    """Cập nhật: puts right what was entered. Recipients who have the dispatch in hand keep it, and so do those in `keep`."""
    with transaction.atomic():
        directive.place_in_term()
        take_number(directive)
        directive.lines.all().delete()
        directive.recipients.unconfirmed().exclude(body__in=keep).delete()
        write_lines(directive, lines, by)
        directive.citations.all().delete()
        for position, citation in enumerate(citations):
            citation.directive, citation.position = directive, position
            link(citation)
            citation.save()
        attach(directive, files, by)
        link_those_below(directive)
        search.index(directive)
        record(Verb.AMEND, directive, by, changes={**journal.differences(before, facts(directive)), **(changes or {})})


class NotInForce(Exception):
    """The dispatch was revoked or replaced by somebody else meanwhile."""


def revoke(directive: Directive, note: str, by) -> None:
    """Thu hồi: the dispatch no longer holds; it stays in the register with its number."""
    with transaction.atomic():
        end(directive, revoked_on=by.on, revoked_note=note)
        record(Verb.REVOKE, directive, by, note=note)


def supersede(directive: Directive, successor: Directive, note: str, by) -> None:
    """Thay thế: another dispatch of the same committee takes its place."""
    with transaction.atomic():
        end(directive, superseded_by=successor)
        record(Verb.SUPERSEDE, directive, by, note=f"{successor}. {note}".strip())


def end(directive: Directive, **facts) -> None:
    """Once; and an amendment that is open in another window can no longer be saved over it."""
    if not Directive.objects.in_force().filter(pk=directive.pk).update(version=F("version") + 1, **facts):
        raise NotInForce
    directive.refresh_from_db(fields=["version", *facts])


def record(verb: str, directive: Directive, by, note: str = "", changes: dict | None = None) -> None:
    journal.write(
        verb,
        directive,
        by=by,
        committee=directive.committee,
        label=directive.title,
        note=note,
        changes=changes,
    )


FACTS = [
    "kind", "field", "number", "notation", "issued_on", "entered_on", "place", "organ", "subject", "urgency", "secrecy",
    "signatory", "position", "authority", "dissemination", "text", "report_to", "overseer_id",
]  # fmt: skip


def facts(directive: Directive) -> dict:
    """What the journal compares: the facts of the dispatch's own line."""
    return {name: getattr(directive, name) for name in FACTS}
