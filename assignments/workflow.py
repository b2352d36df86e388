"""When is a verb legal, what does it need, and what does it change?

One table that anybody can read. *Who* may use a verb stands in provinces/policy.py. Every change goes through
`perform`: the row is locked, checked, changed and entered in the journal in one transaction.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from assignments import notices
from assignments.models.assignments import OPEN_STATES, Assignment, Part, State
from assignments.models.extensions import Decision, ExtensionRequest
from assignments.models.reports import Evidence, Report, Verdict
from directives.models import Recipient
from provinces import journal
from provinces.models import Body, Post, Role
from provinces.policy import Verb

PENDING, ACTIVE, CONTESTED, REPORTED = OPEN_STATES
DONE, WITHDRAWN, HANDED_OVER = State.DONE, State.WITHDRAWN, State.HANDED_OVER


@dataclass(frozen=True)
class Step:
    """One row of the table: from where, to where (None: as before), and what must be given."""

    sources: tuple[State, ...]
    target: State | None
    needs: tuple[str, ...] = ()


# fmt: off
STEPS: dict[str, Step] = {
    Verb.ACKNOWLEDGE:      Step((PENDING,),                   ACTIVE),
    Verb.CONTEST:          Step((PENDING, ACTIVE),            CONTESTED,   ("note",)),
    Verb.REASSIGN:         Step((CONTESTED, PENDING, ACTIVE), WITHDRAWN,   ("body", "note")),
    Verb.REPORT:           Step((PENDING, ACTIVE),            REPORTED,    ("report",)),
    Verb.REPORT_FOR:       Step((PENDING, ACTIVE),            REPORTED,    ("report",)),
    Verb.RETURN:           Step((REPORTED,),                  ACTIVE,      ("note",)),
    Verb.ACCEPT:           Step((REPORTED,),                  DONE),
    Verb.ASK_EXTENSION:    Step((PENDING, ACTIVE),            None,        ("due_on", "note")),
    Verb.EXTEND:           Step(OPEN_STATES,                  None,        ("due_on", "note")),
    Verb.REFUSE_EXTENSION: Step((PENDING, ACTIVE, CONTESTED), None,        ("note",)),
    Verb.URGE:             Step(OPEN_STATES,                  None,        ("note",)),
    Verb.HAND_OVER:        Step(OPEN_STATES,                  HANDED_OVER, ("bodies",)),
    Verb.WITHDRAW:         Step(OPEN_STATES,                  WITHDRAWN,   ("note",)),
    Verb.REOPEN:           Step((DONE, WITHDRAWN),            ACTIVE,      ("note",)),
}
# fmt: on

MISSING = {
    "note": "Cần ghi rõ lý do hoặc nội dung.",
    "body": "Cần chọn cơ quan thực hiện.",
    "bodies": "Cần chọn cơ quan nhận bàn giao.",
    "due_on": "Cần ghi thời hạn mới.",
    "report": "Cần ghi kết quả thực hiện.",
}


class Refused(Exception):
    """The verb is not legal here and now; the message says why, in words for the person who tried."""


def perform(assignment: Assignment, verb: str, *, by, **given) -> Assignment:
    """Does `verb` to the assignment, for `by` (a Reach), on the day of that reach."""
    step = STEPS[verb]
    with transaction.atomic():
        row = locked(assignment)
        by.require(verb, row)
        check(row, verb, step, given, by)
        return change(row, verb, verb, by, given)


def release(assignment: Assignment, because: str, *, by, note: str) -> None:
    """Withdraws a task because its dispatch was revoked or replaced: who may do that needs no leave for each task."""
    with transaction.atomic():
        row = locked(assignment)
        if row.is_open:
            change(row, Verb.WITHDRAW, because, by, {"note": note})


def change(row: Assignment, verb: str, said: str, by, given: dict) -> Assignment:
    """Makes the change and enters it in the journal under the name `said`."""
    before = facts(row)
    note = EFFECTS.get(verb, nothing)(row, by, **given) or given.get("note", "")
    row.state = STEPS[verb].target or row.state
    row.save()
    entry = journal.write(
        said,
        row,
        by=by,
        committee=row.committee,
        thread=row.directive.journal_thread(),
        note=note,
        changes=journal.differences(before, facts(row)),
    )
    notices.tell(verb, row, entry, by)
    return row


def locked(assignment: Assignment) -> Assignment:
    rows = Assignment.objects.select_related("directive__committee__keeper", "requirement", "body", "committee")
    return rows.select_for_update(of=("self",)).get(pk=assignment.pk)


def check(row: Assignment, verb: str, step: Step, given: dict, by) -> None:
    """Raises Refused unless the verb is legal from where the row stands and with what was given."""
    if row.state not in step.sources:
        raise Refused(
            f"Nhiệm vụ đang ở tình trạng “{row.get_state_display()}” nên không thể thực hiện “{Verb(verb).label}”."
        )
    for name in step.needs:
        if not given.get(name):
            raise Refused(MISSING[name])
    if not row.directive.is_in_force:
        raise Refused("Văn bản đã thu hồi hoặc được thay thế, không còn phải thực hiện.")
    for condition in CONDITIONS.get(verb, ()):
        if reason := condition(row, by):
            raise Refused(reason)
    if verb == Verb.ACCEPT and is_own(row, by):
        raise PermissionDenied("Không ai tự duyệt báo cáo của mình.")


# What must hold beside the state. Each returns why the verb is not legal, or nothing.


def checked(row, by) -> str:
    waits = "Báo cáo đang chờ duyệt. Mời duyệt hoặc trả lại báo cáo trước khi bàn giao."
    return waits if row.state == REPORTED else ""


def silent(row, by) -> str:
    return "Đơn vị đã báo cáo, đang chờ duyệt; không cần đôn đốc." if row.state == REPORTED else ""


def not_urged_today(row, by) -> str:
    return "Hôm nay đã đôn đốc nhiệm vụ này." if row.urged_on == by.on else ""


def nobody_there(row, by) -> str:
    """The office types a report only for a body that has nobody who could."""
    there = Post.objects.on(by.on).filter(body=row.body_id, role=Role.FOCAL, user__is_active=True)
    post = there.select_related("user").first()
    return f"{row.body} đã có đầu mối ({post.user}), đơn vị tự báo cáo." if post else ""


def not_yet_due(row, by) -> str:
    if row.due_on is None:
        return "Nhiệm vụ chưa xác định hạn nên không cần gia hạn."
    return (
        "Đã quá hạn nên không đề nghị gia hạn được; mời báo cáo hoặc liên hệ văn phòng." if by.on > row.due_on else ""
    )


def nothing_asked(row, by) -> str:
    return "Đã có một đề nghị gia hạn đang chờ quyết định." if waiting_request(row) else ""


def something_asked(row, by) -> str:
    return "" if waiting_request(row) else "Không có đề nghị gia hạn nào đang chờ quyết định."


CONDITIONS: dict[str, tuple[Callable, ...]] = {
    Verb.REPORT_FOR: (nobody_there,),
    Verb.URGE: (silent, not_urged_today),
    Verb.HAND_OVER: (checked,),
    Verb.ASK_EXTENSION: (not_yet_due, nothing_asked),
    Verb.REFUSE_EXTENSION: (something_asked,),
}


def why_not(assignment: Assignment, verb: str, by) -> str:
    """Why this verb is not legal here and now, before anything is typed; empty if it is."""
    step = STEPS[verb]
    try:
        check(assignment, verb, step, dict.fromkeys(step.needs, True), by)
    except Refused as refused:
        return str(refused)
    return ""


def is_own(row: Assignment, by) -> bool:
    """Four eyes: neither the person who handed the report in, nor anybody of the same body, nor whoever stands in for one
    of these, accepts it."""
    return row.body_id in by.own_side or waiting_report(row).handed_in_by_id in by.persons


def waiting_report(row: Assignment) -> Report:
    return row.reports.select_related("handed_in_by").get(verdict=Verdict.WAITING)


def waiting_request(row: Assignment) -> ExtensionRequest | None:
    return row.extension_requests.filter(decision=Decision.WAITING).first()


def available(assignment: Assignment, by) -> list[Verb]:
    """The verbs this person can use on this assignment now: the buttons of its page."""
    if not assignment.directive.is_in_force:
        return []
    verbs = [Verb(verb) for verb, step in STEPS.items() if assignment.state in step.sources]
    verbs = [verb for verb in verbs if by.covers(assignment, verb)]
    verbs = [verb for verb in verbs if verb != Verb.ACCEPT or not is_own(assignment, by)]
    return [verb for verb in verbs if not why_not(assignment, verb, by)]


# What each verb changes beside the state. Each returns the words for the journal, or nothing.


def nothing(row, by, **given) -> None:
    pass


def acknowledge(row, by, **given) -> None:
    row.acknowledged_on = row.acknowledged_on or by.on
    receive(row, by)


def receive(row: Assignment, by) -> None:
    """Whoever takes up a task has the dispatch in hand."""
    Recipient.objects.unconfirmed().filter(directive=row.directive_id, body=row.body_id).update(
        received_on=by.on, received_by=by.user
    )


def take_in(row, by, report: Report, files=(), **given) -> str:
    """Reporting acknowledges."""
    acknowledge(row, by)
    row.reported_on = row.heard_on = by.on
    row.blocked_on = by.on if report.obstacle else None
    row.is_evidenced = (
        row.is_evidenced or bool(files) or bool(report.carried_by and report.carried_by.evidence.exists())
    )
    report.assignment, report.handed_in_on, report.handed_in_by = row, by.on, by.user
    report.save()
    for upload in files:
        evidence = Evidence(report=report, uploaded_by=by.user)
        evidence.fill(upload)
        evidence.save()
    return report.content


def report_for(row, by, report: Report, **given) -> str:
    """Typed by the office, and marked so: a body without access answers on paper."""
    report.on_behalf = True
    return take_in(row, by, report, **given)


def return_(row, by, note, report: Report | None = None, **given) -> None:
    """A returned report counts as not handed in."""
    decide(row, by, Verdict.RETURNED, note, report)
    row.reported_on = None


def accept(row, by, note="", report: Report | None = None, **given) -> None:
    decide(row, by, Verdict.ACCEPTED, note, report)
    row.done_on = by.on


def decide(row: Assignment, by, verdict: Verdict, note: str, seen: Report | None) -> None:
    """Where it is known which report was looked at, no other is decided on in its place."""
    report = waiting_report(row)
    if seen and seen.pk != report.pk:
        raise Refused("Đơn vị vừa gửi báo cáo khác. Mời xem lại trước khi duyệt.")
    report.verdict, report.verdict_note, report.verdict_on, report.verdict_by = verdict, note, by.on, by.user
    report.save(update_fields=["verdict", "verdict_note", "verdict_on", "verdict_by"])


def extend(row, by, due_on: datetime.date, note, **given) -> str:
    """The old date stays in the journal."""
    if due_on < by.on:
        raise Refused("Thời hạn mới phải từ hôm nay trở đi.")
    if due_on == row.due_on:
        raise Refused("Thời hạn mới trùng với thời hạn hiện tại.")
    settle(row, by, Decision.GRANTED, note)
    old = f"{row.due_on:%d/%m/%Y}" if row.due_on else "chưa xác định"
    row.extensions += row.due_on is not None
    row.first_due_on = row.first_due_on or row.due_on
    row.due_on = due_on
    return f"Thời hạn: {old} → {due_on:%d/%m/%Y}. {note}"


def ask_extension(row, by, due_on: datetime.date, note, **given) -> str:
    """Asked before the time is over; until the chief answers, the old day holds."""
    if due_on <= row.due_on:
        raise Refused("Ngày đề nghị phải sau thời hạn hiện tại.")
    row.extension_requests.create(old_due_on=row.due_on, due_on=due_on, reason=note, asked_on=by.on, asked_by=by.user)
    return f"Đề nghị: {row.due_on:%d/%m/%Y} → {due_on:%d/%m/%Y}. {note}"


def refuse_extension(row, by, note, **given) -> None:
    settle(row, by, Decision.REFUSED, note)


def settle(row: Assignment, by, decision: Decision, note: str) -> None:
    """What was asked is answered; the chief may also extend unasked."""
    row.extension_requests.filter(decision=Decision.WAITING).update(
        decision=decision, decision_note=note, decided_on=by.on, decided_by=by.user
    )


def urge(row, by, note, **given) -> str:
    """Numbered (lần 1, 2, 3), at most once a day."""
    row.urgings, row.urged_on = row.urgings + 1, by.on
    return f"Lần {row.urgings}: {note}"


def reassign(row, by, body: Body, note="", **given) -> str:
    """Given to the right body; the wrong one never had it to do."""
    pass_on(row, [body], by)
    return f"{row.body} → {body}. {note}".strip()


def hand_over(row, by, bodies: Iterable[Body], note="", **given) -> str:
    """Bàn giao: the work goes on with whoever took over from the body, one or several."""
    bodies = list(bodies)
    pass_on(row, bodies, by, is_inherited=True)
    return f"{row.body} → {', '.join(map(str, bodies))}. {note}".strip()


PASSED_ON = ["due_on", "period", "period_start", "period_end"]


def pass_on(row: Assignment, bodies: Iterable[Body], by, is_inherited: bool = False) -> None:
    """The work goes on under other names; each new row knows whose work it took over.

    A body that already has this very task (of two bodies that were merged into it) gets no second one.
    """
    from assignments import assigning

    for body in bodies:
        if body.pk == row.body_id:
            raise Refused("Cơ quan này đang thực hiện nhiệm vụ.")
        assigning.check_body(row.directive, body, by.on)
        standing = Assignment.objects.counted().filter(
            requirement=row.requirement_id, body=body, part=row.part, period=row.period
        )
        facts = {name: getattr(row, name) for name in PASSED_ON}
        new = standing.select_for_update().first() or assigning.place(
            Assignment(**facts, is_inherited=is_inherited),
            row.requirement,
            body,
            row.part,
            by=by,
        )
        if new.state == DONE:
            raise Refused(f"{body} đã hoàn thành đúng nhiệm vụ này. Mời rút nhiệm vụ, hoặc bàn giao cho cơ quan khác.")
        new.replaces.add(row)
        if row.part == Part.OVERSEE and row.directive.overseer_id == row.body_id:
            row.directive.overseer = body
            row.directive.save(update_fields=["overseer"])


def withdraw(row, by, note, **given) -> None:
    """A report that waits for its check goes back with the task."""
    if row.state == REPORTED:
        return_(row, by, note)


def reopen(row, by, note, **given) -> None:
    """A done assignment's report stays, with its verdict; a new one is due."""
    if (
        Assignment.objects.exclude(pk=row.pk)
        .filter(
            requirement=row.requirement_id,
            body=row.body_id,
            part=row.part,
            period=row.period,
            state__in=[*OPEN_STATES, DONE],
        )
        .exists()
    ):
        raise Refused("Cơ quan này đã được giao lại đúng nhiệm vụ này.")
    row.reported_on = row.done_on = None


EFFECTS: dict[str, Callable] = {
    Verb.ACKNOWLEDGE: acknowledge,
    Verb.REPORT: take_in,
    Verb.REPORT_FOR: report_for,
    Verb.RETURN: return_,
    Verb.ACCEPT: accept,
    Verb.ASK_EXTENSION: ask_extension,
    Verb.EXTEND: extend,
    Verb.REFUSE_EXTENSION: refuse_extension,
    Verb.URGE: urge,
    Verb.REASSIGN: reassign,
    Verb.HAND_OVER: hand_over,
    Verb.WITHDRAW: withdraw,
    Verb.REOPEN: reopen,
}

JOURNALLED = [
    "state", "due_on", "reported_on", "done_on", "acknowledged_on", "urgings", "urged_on", "extensions", "first_due_on",
]  # fmt: skip


def facts(row: Assignment) -> dict:
    """What the journal compares before and after a verb."""
    return {name: getattr(row, name) for name in JOURNALLED}
