"""What stands in a person's own calendar? Due dates of the person's bodies and reply dates, under a secret address.

The address needs no sign-in, for calendar programs have none; whoever holds it reads what its person may read on the day,
and nothing once the person's access has ended. Only the hash of the secret is kept, so it is shown once.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from icalendar import Calendar, Event

from assignments import attention, instructions
from assignments.models import Assignment, CalendarFeed
from directives.models import Directive
from provinces.policy import Verb
from provinces.reach import Reach

MOST = 300  # events of each sort
BEHIND, AHEAD = datetime.timedelta(days=90), datetime.timedelta(days=366)
NOBODY = hashlib.sha256(b"").hexdigest()


def renew(user) -> str:
    """A new secret for this person; the address before it leads nowhere any more."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(user=user, defaults={"digest": digest_of(secret), "made_at": timezone.now()})
    return secret


def switch_off(user) -> None:
    CalendarFeed.objects.filter(user=user).delete()


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def holder(secret: str, on: datetime.date) -> Reach | None:
    """Whose calendar it is, through what the person may reach today; None for an unknown secret or ended access."""
    digest = digest_of(secret)
    feed = CalendarFeed.objects.select_related("user").filter(digest=digest).first()
    known = hmac.compare_digest(feed.digest if feed else NOBODY, digest)
    if not known or feed is None:
        return None
    reach = Reach(user=feed.user, on=on)
    return reach if reach.posts else None


def calendar_of(reach: Reach) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//So Chi dao//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Sổ Chỉ đạo: {reach.user}")
    for event in events(reach):
        calendar.add_component(event)
    return calendar.to_ical()


def events(reach: Reach) -> Iterable[Event]:
    yield from (own_duty(task) for task in own_duties(reach))
    yield from (reply_date(asked) for asked in reply_dates(reach))
    if reach.may(Verb.URGE) or reach.may(Verb.READ_JOURNAL):
        yield from followed(reach)


def near(reach: Reach, name: str) -> dict:
    return {f"{name}__gte": reach.on - BEHIND, f"{name}__lte": reach.on + AHEAD}


def open_work():
    rows = Assignment.objects.filter(state__in=attention.SILENT)
    return rows.filter(directive__revoked_on=None, directive__superseded_by=None)


def own_duties(reach: Reach) -> list[Assignment]:
    """What the person's own bodies have still to report."""
    rows = open_work().filter(body__in=reach.own_bodies, **near(reach, "due_on"))
    return list(rows.for_lists().most_pressing_first()[:MOST])


def own_duty(task: Assignment) -> Event:
    return all_day(
        f"nhiem-vu-{task.pk}",
        task.due_on,
        f"Hạn báo cáo {task.directive}, {str(task.requirement).lower()}",
        f"{task.body} · {task.get_part_display()}\n{task.requirement.brief}",
        task.get_absolute_url(),
    )


def reply_dates(reach: Reach):
    return instructions.waiting(reach).filter(**near(reach, "reply_by"))[:MOST]


def reply_date(asked) -> Event:
    row = asked.instruction
    return all_day(
        f"tra-loi-{asked.pk}",
        asked.reply_by,
        f"Trả lời ý kiến chỉ đạo về {row.directive}: {asked}",
        row.text[:500],
        row.get_absolute_url(),
    )


def followed(reach: Reach) -> Iterable[Event]:
    """For those who follow or lead: one event for each dispatch and due date, with how many duties fall on it."""
    rows = reach.rows(open_work().filter(**near(reach, "due_on"))).exclude(body__in=reach.own_bodies)
    days = list(
        rows.values_list("directive", "due_on").annotate(number=Count("pk")).order_by("due_on", "directive")[:MOST]
    )
    names = reach.rows(Directive.objects.for_register()).in_bulk([pk for pk, _, _ in days])
    for pk, due, number in days:
        if pk in names:
            url = names[pk].get_absolute_url()
            yield all_day(f"van-ban-{pk}-{due}", due, f"Hạn của {number} nhiệm vụ: {names[pk]}", names[pk].title, url)


def all_day(key: str, day, summary: str, description: str, url: str) -> Event:
    event = Event()
    event.add("uid", f"{key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", day)
    event.add("summary", summary)
    event.add("description", description)
    event.add("url", f"{settings.SITE_URL}{url}")
    event.add("transp", "TRANSPARENT")
    return event
