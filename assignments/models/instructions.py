"""What did a leader ask for beside the dispatch itself, of whom, and what was answered?"""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse

from assignments.attention import Rung, of_day
from assignments.models.assignments import Assignment
from directives.models import Directive
from provinces.fields import ProseField
from provinces.models import Body, User
from provinces.models.reached import ReachedByCommittee


class Instruction(models.Model):
    """Ý kiến chỉ đạo: a leader's words on a dispatch, or on one assignment of it. Nothing waits for them to go on."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="instructions")
    assignment = models.ForeignKey(Assignment, null=True, on_delete=models.PROTECT, related_name="instructions")
    committee = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")  # the directive's
    text = ProseField("nội dung ý kiến", max_length=5_000)
    reply_by = models.DateField("trả lời trước ngày", null=True, blank=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="instructions")
    given_on = models.DateField()
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "ý kiến chỉ đạo"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["committee", "-id"], name="instruction_by_committee")]

    def __str__(self) -> str:
        return f"Ý kiến chỉ đạo ngày {self.given_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("instruction", args=[self.pk])

    @staticmethod
    def rows_within(grant) -> Q:
        """A body reads the instructions that ask it, and no others."""
        asked = Asked.objects.filter(body__in=grant.bodies)
        within = Q(committee__in=grant.committees)
        return within | Q(pk__in=asked.values("instruction")) if grant.bodies else within

    def within(self, grant) -> bool:
        if self.committee_id in grant.committees:
            return True
        return bool(grant.bodies) and self.asked.filter(body__in=grant.bodies).exists()


class AskedQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(replied_on=None)

    def for_lists(self):
        """What a line of a list shows, and no more."""
        rows = self.select_related(
            "body", "instruction__directive__committee", "instruction__assignment__requirement", "instruction__given_by"
        )
        return rows.defer("instruction__directive__text")

    def most_pressing_first(self):
        return self.order_by(models.F("reply_by").asc(nulls_last=True), "pk")


class Asked(ReachedByCommittee, models.Model):
    """Who is asked to reply: a body, or the committee's office (no body). `replied_on` is the day of the first reply."""

    instruction = models.ForeignKey(Instruction, on_delete=models.CASCADE, related_name="asked")
    committee = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="asked")
    reply_by = models.DateField(null=True)  # the instruction's, so that lists are read from one index
    replied_on = models.DateField(null=True)

    # put on rows by the pages that show them
    rung: Rung | None
    late_by: int
    is_new: bool
    shown_replies: list[Reply]
    may_reply: bool

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = "nơi được hỏi"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["committee", "reply_by"], condition=Q(replied_on=None), name="asked_by_committee"),
            models.Index(fields=["body", "reply_by"], condition=Q(replied_on=None), name="asked_by_body"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["instruction", "body"], name="body_asked_once_per_instruction"),
            models.UniqueConstraint(
                fields=["instruction"], condition=Q(body=None), name="office_asked_once_per_instruction"
            ),
        ]

    def __str__(self) -> str:
        return str(self.body) if self.body else "Văn phòng"

    def rung_on(self, day: datetime.date) -> Rung | None:
        return None if self.replied_on else of_day(self.reply_by, day)

    def days_late(self, on: datetime.date) -> int:
        """Days past the reply date, counted to the first reply, or to today while there is none."""
        return max(0, ((self.replied_on or on) - self.reply_by).days) if self.reply_by else 0

    @staticmethod
    def rows_within(grant) -> Q:
        within = Q(committee__in=grant.committees)
        return within | Q(body__in=grant.bodies) if grant.bodies else within

    def within(self, grant) -> bool:
        return self.committee_id in grant.committees or self.body_id in grant.bodies


class Reply(models.Model):
    """Trả lời: what was answered, by whom."""

    asked = models.ForeignKey(Asked, on_delete=models.CASCADE, related_name="replies")
    text = ProseField("nội dung trả lời", max_length=10_000)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "trả lời"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Trả lời ngày {self.given_on:%d/%m/%Y}"
