"""Who asked for more time, and what did the chief answer?"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from assignments.models.assignments import Assignment
from provinces.fields import ProseField
from provinces.models import User


class Decision(models.TextChoices):
    WAITING = "", "Chờ quyết định"
    GRANTED = "GRANTED", "Đã gia hạn"
    REFUSED = "REFUSED", "Không đồng ý"


class ExtensionRequestQuerySet(models.QuerySet):
    def waiting(self):
        """What the chief still has to decide: work that was reported or is over needs no more time."""
        waiting = self.filter(decided_on=None, decision=Decision.WAITING)
        return waiting.filter(assignment__state__in=["PENDING", "ACTIVE", "CONTESTED"])


class ExtensionRequest(models.Model):
    """Đề nghị gia hạn: a body asks for more time before the time is over; the chief of the office decides."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="extension_requests")
    old_due_on = models.DateField("thời hạn khi đề nghị")
    due_on = models.DateField("đề nghị gia hạn đến ngày")
    reason = ProseField("lý do", max_length=2000)
    asked_on = models.DateField("ngày đề nghị")
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField("quyết định", max_length=8, choices=Decision, blank=True, default=Decision.WAITING)
    decision_note = ProseField("ý kiến", blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ExtensionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị gia hạn"
        ordering = ["pk"]
        indexes = [models.Index(fields=["asked_on"], condition=Q(decided_on=None), name="extension_requests_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(decision=""), name="one_extension_request_waiting_per_assignment"
            )
        ]

    def __str__(self) -> str:
        return f"Đề nghị gia hạn đến {self.due_on:%d/%m/%Y}"

    @staticmethod
    def rows_within(grant) -> Q:
        return Assignment.rows_within(grant, "assignment__")

    def within(self, grant) -> bool:
        return self.assignment.within(grant)
