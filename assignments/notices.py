"""Who is told what, and when? Everything that a person must hear of, gathered day by day.

What somebody did is told in the transaction of the doing (`tell`, `given`, `dispatched`, `instructed`, `replied`); what
the clock did is told by `tell_of_the_clock`, once a day, as often as it is run. Each notice has a key that says what it is
about, so that nothing is told twice, whatever was run how often, or killed half-way.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef

from assignments import attention, timeliness
from assignments.attention import Rung
from assignments.models.assignments import Assignment
from assignments.models.instructions import Asked, Instruction, Reply
from assignments.models.notices import Mail, Notice, What
from directives.models import Directive
from provinces.journal import Entry
from provinces.models import Post, Role
from provinces.models.dated import holds
from provinces.policy import Verb

# person → has an address to which notices are mailed
People = dict[int, bool]

# which verbs the body of the assignment hears of, and as what
TOLD: dict[str, What] = {
    Verb.URGE: What.URGED,
    Verb.RETURN: What.RETURNED,
    Verb.ACCEPT: What.ACCEPTED,
    Verb.EXTEND: What.EXTENDED,
    Verb.REFUSE_EXTENSION: What.NOT_EXTENDED,
    Verb.WITHDRAW: What.WITHDRAWN,
    Verb.REOPEN: What.REOPENED,
}
OFFICE = (Role.CLERK, Role.MONITOR, Role.CHIEF)
WHO_SEES_VERY_LATE = (Role.LEADER, Role.CHIEF, Role.MONITOR)
AT_ONCE = 5000  # rows of one transaction


# What somebody did


def tell(verb: str, row: Assignment, entry: Entry, by) -> None:
    """The focal points of the body hear of what the office did to its assignment."""
    if what := TOLD.get(verb):
        people = others(focal_points([row.body_id], by.on).get(row.body_id, {}), by)
        key = f"entry:{entry.pk}"
        write(made(what, key, people, by.on, note=entry.note, assignment=row, due_on=row.due_on), by.on)


def given(rows: Iterable[Assignment], by) -> None:
    """The focal points of the bodies hear of work that came to them after the dispatch was registered."""
    rows = list(rows)
    people = focal_points({row.body_id for row in rows}, by.on)
    told = [
        made(
            What.TASK,
            f"task:{row.pk}",
            others(people.get(row.body_id, {}), by),
            by.on,
            assignment=row,
            due_on=row.due_on,
        )
        for row in rows
    ]
    write([notice for many in told for notice in many], by.on)


def dispatched(directive: Directive, by) -> None:
    """The focal points of every recipient hear of a dispatch, once."""
    bodies = list(directive.recipients.values_list("body", flat=True))
    people = together(focal_points(bodies, by.on).values())
    write(made(What.DISPATCH, f"directive:{directive.pk}", others(people, by), by.on, directive=directive), by.on)


def instructed(instruction: Instruction, asked: Iterable[Asked], by) -> None:
    """Those who are asked hear of an instruction, and the office in any case."""
    bodies = [row.body_id for row in asked if row.body_id]
    people = officers([instruction.committee_id], OFFICE, by.on).get(instruction.committee_id, {})
    people = others(together([people, *focal_points(bodies, by.on).values()]), by)
    key, due_on = f"instruction:{instruction.pk}", instruction.reply_by
    told = made(What.INSTRUCTION, key, people, by.on, note=instruction.text, instruction=instruction, due_on=due_on)
    write(told, by.on)


def replied(reply: Reply, by) -> None:
    """Whoever gave the instruction hears of the reply, and the office that follows it."""
    instruction = reply.asked.instruction
    people = officers([instruction.committee_id], OFFICE[1:], by.on).get(instruction.committee_id, {})
    author = {instruction.given_by_id: mailable(instruction.given_by.email)} if instruction.given_by.is_active else {}
    people, note = others(together([people, author]), by), f"{reply.asked}: {reply.text}"
    write(made(What.REPLY, f"reply:{reply.pk}", people, by.on, note=note, instruction=instruction), by.on)


def others(people: People, by) -> People:
    """Nobody is told of one's own doing."""
    return {user: mail for user, mail in people.items() if by.user is None or user != by.user.pk}


# What the clock did


def tell_of_the_clock(day: datetime.date) -> int:
    """The daily step: who has work that fell due soon, became late or very late, or a reply to give. Says how much is new.

    A rung is told once for each due date, on the first day that this is run after it was reached.
    """
    before = Notice.objects.filter(day=day).count()
    for rung in Rung:
        in_batches(newly_on(rung, day), lambda rows, rung=rung: tell_of_work(rows, rung, day))  # type: ignore[misc]
    tell_of_replies(day)
    tell_of_the_very_late(day)
    owe_mail(day)
    return Notice.objects.filter(day=day).count() - before


def newly_on(rung: str, day: datetime.date):
    """The assignments on a rung of which nobody was told yet for this due date."""
    told = Notice.objects.filter(assignment=OuterRef("pk"), what=rung, due_on=OuterRef("due_on"))
    rows = Assignment.objects.filter(attention.condition(rung, day), state__in=attention.SILENT)
    rows = rows.filter(directive__revoked_on=None, directive__superseded_by=None)
    return rows.filter(~Exists(told))


def in_batches(rows, tell: Callable[[list[Assignment]], None]) -> None:
    """Each batch in a transaction of its own: what was told stays told, wherever the run is cut."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk").only("pk", "body_id", "due_on")[:AT_ONCE]):
        with transaction.atomic():
            tell(batch)
        last = batch[-1].pk


def tell_of_work(rows: list[Assignment], rung: str, day: datetime.date) -> None:
    people = focal_points({row.body_id for row in rows}, day)
    write(
        [
            notice
            for row in rows
            for notice in made(
                What(rung),
                f"{rung}:{row.pk}:{row.due_on}",
                people.get(row.body_id, {}),
                day,
                assignment_id=row.pk,
                due_on=row.due_on,
            )
        ],
        day,
    )


def tell_of_replies(day: datetime.date) -> None:
    rows = list(Asked.objects.waiting().filter(reply_by__lte=timeliness.horizon(day)).order_by("pk"))
    bodies = focal_points({row.body_id for row in rows if row.body_id}, day)
    offices = officers({row.committee_id for row in rows if not row.body_id}, OFFICE, day)
    for row in rows:
        people = bodies.get(row.body_id, {}) if row.body_id else offices.get(row.committee_id, {})
        rung = row.rung_on(day)
        key = f"{rung}:asked:{row.pk}"
        with transaction.atomic():
            write(
                made(What(rung), key, people, day, instruction_id=row.instruction_id, due_on=row.reply_by),
                day,
            )


def tell_of_the_very_late(day: datetime.date) -> None:
    """Leaders and the office hear how much is very late, on a day when there is more of it than they were told of."""
    rows = Assignment.objects.filter(attention.condition(Rung.SPECIAL, day))
    rows = rows.filter(directive__revoked_on=None, directive__superseded_by=None)
    days: dict[int, dict[datetime.date, int]] = defaultdict(lambda: defaultdict(int))
    counts = rows.values_list("committee", "committee__keeper", "due_on").annotate(number=Count("pk")).order_by()
    for committee, keeper, due, number in counts:
        days[keeper or committee][due] += number
    people = officers(days, WHO_SEES_VERY_LATE, day)
    seats: dict[int, list[int]] = defaultdict(list)
    for committee, users in people.items():
        for user in users:
            seats[user].append(committee)
    summaries = Notice.objects.filter(what=What.SUMMARY, user__in=seats).values_list("user")
    last_told = dict(summaries.annotate(last=Max("day")).order_by())
    mail = together(people.values())
    notices: list[Notice] = []
    for user, committees in seats.items():
        dues = [(due, number) for committee in committees for due, number in days[committee].items()]
        told_up_to = last_told.get(user, datetime.date.min + attention.VERY_LATE) - attention.VERY_LATE
        if any(due > told_up_to for due, _ in dues):
            number = sum(number for _, number in dues)
            notices += made(What.SUMMARY, f"very-late:{day}", {user: mail[user]}, day, number=number)
    with transaction.atomic():
        write(notices, day)


def owe_mail(day: datetime.date) -> None:
    """What came after yesterday's letter had gone is owed a letter today."""
    owed = Notice.objects.unmailed().filter(day__lt=day).order_by("user").values_list("user", flat=True).distinct()
    Mail.objects.bulk_create([Mail(user_id=user, day=day) for user in owed], ignore_conflicts=True, batch_size=AT_ONCE)


# Whom it concerns


def focal_points(bodies: Iterable[int], day: datetime.date) -> dict[int, People]:
    """For each of these bodies, those who report for it on that day."""
    posts = Post.objects.on(day).filter(holds(day, "body__"), role=Role.FOCAL, user__is_active=True)
    return grouped(posts.filter(body__in=list(bodies)).values_list("body", "user", "user__email"))


def officers(committees: Iterable[int], roles: Iterable[str], day: datetime.date) -> dict[int, People]:
    """For each of these committees, those of its own desk who hold one of these roles on that day."""
    posts = Post.objects.on(day).filter(holds(day, "body__"), role__in=roles, user__is_active=True)
    rows = posts.filter(body__committee__in=list(committees))
    return grouped(rows.values_list("body__committee", "user", "user__email"))


def grouped(rows) -> dict[int, People]:
    found: dict[int, People] = defaultdict(dict)
    for key, user, email in rows.order_by("user"):
        found[key][user] = mailable(email)
    return found


def mailable(email: str) -> bool:
    return settings.SENDS_MAIL and bool(email)


def together(many: Iterable[People]) -> People:
    return {user: mail for people in many for user, mail in people.items()}


# Writing it down


def made(what: str, key: str, people: People, day: datetime.date, note: str = "", **facts) -> list[Notice]:
    line = " ".join(note.split())[:300]
    return [
        Notice(user_id=user, day=day, what=what, key=key, by_mail=mail, note=line, **facts)
        for user, mail in people.items()
    ]


def write(notices: list[Notice], day: datetime.date) -> None:
    """The notices and the letters that will carry them, in the transaction of the caller."""
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=AT_ONCE)
    owed = sorted({notice.user_id for notice in notices if notice.by_mail})
    Mail.objects.bulk_create([Mail(user_id=user, day=day) for user in owed], ignore_conflicts=True, batch_size=AT_ONCE)


def visible(notices: Iterable[Notice], reach) -> list[Notice]:
    """Those of these notices whose matter the reader may see today: an old notice opens no closed door."""
    rows = list(notices)
    tasks = ids(reach.rows(Assignment.objects.all()), [row.assignment_id for row in rows])
    directives = ids(reach.rows(Directive.objects.all()), [row.directive_id for row in rows])
    instructions = ids(reach.rows(Instruction.objects.all()), [row.instruction_id for row in rows])
    return [
        row
        for row in rows
        if (row.assignment_id is None or row.assignment_id in tasks)
        and (row.directive_id is None or row.directive_id in directives)
        and (row.instruction_id is None or row.instruction_id in instructions)
        and (row.what != What.SUMMARY or reach.may(Verb.READ))
    ]


def ids(rows, wanted: Iterable[int | None]) -> set[int]:
    return set(rows.filter(pk__in={pk for pk in wanted if pk}).values_list("pk", flat=True))
