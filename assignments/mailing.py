"""How does the day's letter reach a person: at least once, and never twice by the program's own doing?

A letter is claimed, in a transaction of its own, before it is sent: two senders never hold the same one. A sender that is
killed leaves its claim, which another takes up when it has grown old; the repeated letter bears the same Message-ID. After
five tries it is laid aside and shown to the administrators.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from assignments import notices
from assignments.models.notices import Mail, Notice
from provinces.reach import Reach

MOST_TRIES = 5
STALE = datetime.timedelta(minutes=15)
MOST_LINES = 40
State = Mail.State


@dataclass
class Sent:
    sent: int = 0
    failed: int = 0


def send_due(day: datetime.date) -> Sent:
    """Sends every letter that is due, each tried once in this run."""
    lay_aside_the_interrupted()
    done, last = Sent(), 0
    while mail := claim(day, after=last):
        last = mail.pk
        if deliver(mail, day):
            done.sent += 1
        else:
            done.failed += 1
    return done


def lay_aside_the_interrupted() -> None:
    """A letter at which five senders were killed, one after the other, is not tried by a sixth."""
    stale = Mail.objects.filter(state=State.SENDING, claimed_at__lt=timezone.now() - STALE, tries__gte=MOST_TRIES)
    stale.update(state=State.FAILED, fault="Việc gửi bị gián đoạn.")


def claim(day: datetime.date, after: int = 0) -> Mail | None:
    """Takes the next letter for this sender, with everything that its person was told and not yet sent."""
    now = timezone.now()
    free = Q(state=State.WAITING) | Q(state=State.SENDING, claimed_at__lt=now - STALE)
    rows = Mail.objects.filter(free, day__lte=day, pk__gt=after).order_by("pk")
    with transaction.atomic():
        mail = rows.select_for_update(skip_locked=True).first()
        if mail is None:
            return None
        mail.state, mail.claimed_at, mail.tries = State.SENDING, now, mail.tries + 1
        mail.save(update_fields=["state", "claimed_at", "tries"])
        Notice.objects.of(mail.user).unmailed().filter(day__lte=day).update(mail=mail)
    return mail


def deliver(mail: Mail, day: datetime.date) -> bool:
    """Sends a claimed letter and says so in its row."""
    try:
        if message := letter(mail, day):
            message.send()
    except Exception as fault:  # whatever a mail server or a broken address may raise
        state = State.FAILED if mail.tries >= MOST_TRIES else State.WAITING
        settle(mail, state=state, fault=f"{type(fault).__name__}: {fault}"[:300])
        return False
    settle(mail, state=State.SENT, sent_at=timezone.now(), fault="")
    return True


def settle(mail: Mail, **facts) -> None:
    """Only while the claim is still this sender's: another may have taken it up meanwhile."""
    Mail.objects.filter(pk=mail.pk, state=State.SENDING, tries=mail.tries).update(**facts)


def letter(mail: Mail, day: datetime.date) -> EmailMessage | None:
    """The letter as its person may read it today; none if there is nothing, or nobody, to tell."""
    reach = Reach(user=mail.user, on=day)
    rows = notices.visible(mail.notices.for_lists().newest_first(), reach) if reach.posts else []
    if not rows or not mail.user.email:
        return None
    context = {"mail": mail, "rows": rows[:MOST_LINES], "more": len(rows) - MOST_LINES, "site": settings.SITE_URL}
    return EmailMessage(
        subject=f"Sổ Chỉ đạo: {len(rows)} thông báo ngày {mail.day:%d/%m/%Y}",
        body=render_to_string("assignments/mail.txt", context),
        to=[mail.user.email],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )


def laid_aside():
    """The letters that could not be sent: the administrators see them."""
    return Mail.objects.filter(state=State.FAILED)


def try_again(mail: Mail) -> bool:
    """Gửi lại: puts a letter that was laid aside back into the outbox."""
    return bool(
        Mail.objects.filter(pk=mail.pk, state=State.FAILED).update(state=State.WAITING, tries=0, claimed_at=None)
    )
