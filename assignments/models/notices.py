"""What was a person told, by which letter, and when did the person last look?"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from assignments.models.assignments import Assignment
from assignments.models.instructions import Instruction
from directives.models import Directive
from provinces.fields import LineField
from provinces.models import User


class Mail(models.Model):
    """The letter of one day to one person: a row of the outbox, written together with what it will tell.

    At most one a day; what comes after it has gone waits for the next day's. It is claimed before it is sent, so that of
    two senders one sends it; sent again after an interruption, it bears the same Message-ID.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", "Chờ gửi"
        SENDING = "SENDING", "Đang gửi"
        SENT = "SENT", "Đã gửi"
        FAILED = "FAILED", "Không gửi được"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mails")
    day = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    fault = LineField(max_length=300, blank=True)

    class Meta:
        verbose_name = "thư"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_mail_per_user_and_day")]
        indexes = [
            models.Index(fields=["id"], condition=~Q(state="SENT"), name="mail_not_yet_sent"),
        ]

    def __str__(self) -> str:
        return f"Thư ngày {self.day:%d/%m/%Y}"

    @property
    def message_id(self) -> str:
        return f"<thong-bao.{self.pk}.{self.day:%Y%m%d}@{urlsplit(settings.SITE_URL).hostname}>"

    @staticmethod
    def rows_within(grant) -> Q:
        return Q(user__committee__in=grant.committees)

    def within(self, grant) -> bool:
        return self.user.committee_id in grant.committees


class What(models.TextChoices):
    """What a notice is about, in the words that stand before it; the most pressing first."""

    SUMMARY = "SUMMARY", "Quá hạn từ 3 ngày"
    INSTRUCTION = "INSTRUCTION", "Ý kiến chỉ đạo"
    URGED = "URGED", "Đôn đốc"
    SPECIAL = "special", "Đỏ đặc biệt"
    RED = "red", "Quá hạn"
    AMBER = "amber", "Sắp đến hạn"
    RETURNED = "RETURNED", "Báo cáo bị trả lại"
    DISPATCH = "DISPATCH", "Văn bản mới"
    TASK = "TASK", "Nhiệm vụ mới"
    REPLY = "REPLY", "Có trả lời"
    EXTENDED = "EXTENDED", "Gia hạn"
    NOT_EXTENDED = "NOT_EXTENDED", "Không gia hạn"
    REOPENED = "REOPENED", "Mở lại"
    WITHDRAWN = "WITHDRAWN", "Rút nhiệm vụ"
    ACCEPTED = "ACCEPTED", "Báo cáo được duyệt"


class NoticeQuerySet(models.QuerySet):
    def of(self, user: User):
        return self.filter(user=user)

    def unread(self):
        return self.filter(read_at=None)

    def unmailed(self):
        return self.filter(by_mail=True, mail=None)

    def newest_first(self):
        return self.order_by("-day", "-pk")

    def for_lists(self):
        """What a line shows, and no more."""
        rows = self.select_related(
            "directive",
            "instruction__directive",
            "assignment__requirement",
            "assignment__body",
            "assignment__directive",
        )
        places = ("", "instruction__", "assignment__")
        return rows.defer(*(f"{place}directive__text" for place in places))


class Notice(models.Model):
    """Thông báo: one thing that a person is told. All that came on one day is read, and mailed, together.

    The key says what it is about, once and for all: the same thing is never told twice to the same person. What the
    notice points to is shown through the reader's reach of the moment, so an old notice tells nothing that its reader may
    no longer see.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices", db_index=False)
    day = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    what = models.CharField(max_length=12, choices=What)
    key = models.CharField(max_length=60)
    directive = models.ForeignKey(Directive, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    assignment = models.ForeignKey(Assignment, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    instruction = models.ForeignKey(Instruction, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    due_on = models.DateField(null=True)
    number = models.PositiveIntegerField(null=True)
    note = LineField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True)
    by_mail = models.BooleanField(default=False)
    mail = models.ForeignKey(Mail, null=True, on_delete=models.SET_NULL, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        ordering = ["-day", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="never_told_twice")]
        indexes = [
            models.Index(fields=["user", "-day", "-id"], name="notices_of_user"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notices_unread"),
            models.Index(fields=["user", "day"], condition=Q(by_mail=True, mail=None), name="notices_unmailed"),
            models.Index(fields=["assignment", "what", "due_on"], name="told_of_assignment"),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.about}"

    def get_absolute_url(self) -> str:
        if self.what == What.SUMMARY:
            return f"{reverse('worklist')}?attention=special"
        return (self.instruction or self.assignment or self.directive).get_absolute_url()  # type: ignore[union-attr]

    @property
    def about(self) -> str:
        """What the line leads to, by name."""
        if self.what == What.SUMMARY:
            return f"{self.number} nhiệm vụ quá hạn từ 3 ngày trở lên chưa có báo cáo"
        if self.assignment:
            return f"{self.assignment.directive}, {str(self.assignment.requirement).lower()}, {self.assignment.body}"
        if self.directive and self.what == What.DISPATCH:
            return self.directive.title
        if self.instruction:
            return f"{self.instruction.directive}, ý kiến ngày {self.instruction.given_on:%d/%m/%Y}"
        return str(self.directive)

    @property
    def is_clocked(self) -> bool:
        """Told by the clock, not by somebody's act."""
        return self.what in (What.SPECIAL, What.RED, What.AMBER)


class Look(models.Model):
    """When a person last looked at Việc hôm nay. `since` is the end of the visit before this one: what came later is new."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="look")
    since = models.DateTimeField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M}"


class CalendarFeed(models.Model):
    """Lịch cá nhân: the secret address under which a person's calendar program fetches due dates. Only its hash is kept."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Lịch của {self.user}"
