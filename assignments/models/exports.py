"""How far is a long list on its way into a file, and whose file is it?"""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import models

from provinces.fields import LineField
from provinces.models import User
from provinces.models.files import random_name
from provinces.models.processed import Processed


class ExportQuerySet(models.QuerySet):
    def of(self, user: User):
        """Nobody sees another's, colleagues at the same desk neither."""
        return self.filter(asked_by=user)


class Export(Processed):
    """Tệp xuất: a list, as a filter showed it, that is too long to be handed out at once.

    It holds what the person could reach when it was written; who reaches something else today has it written anew.
    """

    class State(models.TextChoices):
        WRITING = "WRITING", "Đang ghi tệp"
        READY = "READY", "Đã ghi xong"
        STOPPED = "STOPPED", "Đã dừng"
        FAILED = "FAILED", "Chưa ghi được"

    asked_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exports")
    asked_at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=12)  # see assignments/exporting.py
    form = models.CharField(max_length=4)
    asked = models.TextField(blank=True)  # the filter, as it stood in the address
    reached = models.CharField(max_length=64)
    state = models.CharField("tình trạng", max_length=8, choices=State, default=State.WRITING)
    reason = LineField(max_length=400, blank=True)
    name = LineField("tên tệp", max_length=200)
    file = models.FileField(upload_to=random_name, max_length=200, blank=True)
    size = models.PositiveBigIntegerField("dung lượng", default=0)

    # put on rows by the pages that show them
    source: Any
    is_outdated: bool
    may_be_taken: bool

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp xuất"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["asked_by", "-id"], name="exports_of_person"),
            models.Index(fields=["updated_at"], name="exports_by_age"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        return self.state == self.State.WRITING and not self.has_stalled

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    def is_within(self, grant) -> bool:
        """Does the person still reach exactly what they reached when it was written?"""
        return self.reached == extent(grant)


def extent(grant) -> str:
    """One word for how far a grant goes."""
    parts = [sorted(grant.committees), sorted(grant.bodies), sorted(grant.overseers), grant.everything]
    return hashlib.sha256(repr(parts).encode()).hexdigest()
