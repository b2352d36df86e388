"""How far is a scan of several pages recognised?"""

import datetime

from django.db import models
from django.utils import timezone

from directives.models.drafts import Draft

STALLED_AFTER = datetime.timedelta(minutes=3)


class Scan(models.Model):
    """Bản chụp nhiều trang: recognised page by page in a process of its own, which writes here how far it is.

    The web processes hold nothing of it: any of them shows the progress, and any may cancel.
    """

    class State(models.TextChoices):
        RUNNING = "RUNNING", "Đang nhận dạng"
        DONE = "DONE", "Đã xong"
        CANCELLED = "CANCELLED", "Đã dừng"
        FAILED = "FAILED", "Không nhận dạng được"

    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="scan")
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    pages = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveSmallIntegerField(default=0)
    words = models.TextField(blank=True)
    reason = models.CharField(max_length=300, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "bản chụp"

    def __str__(self) -> str:
        return f"{self.done}/{self.pages} trang"

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING

    @property
    def has_stalled(self) -> bool:
        """The process that recognised it is gone: the machine was restarted, or it was killed."""
        return self.is_running and timezone.now() - self.updated_at > STALLED_AFTER

    def is_wanted(self) -> bool:
        """Asked before each page: does anybody still want this?"""
        return Scan.objects.filter(pk=self.pk, state=self.State.RUNNING).exists()

    def add_page(self, words: str) -> None:
        self.words, self.done = f"{self.words}{words}\n", self.done + 1
        Scan.objects.filter(pk=self.pk).update(words=self.words, done=self.done, updated_at=timezone.now())

    def end(self, state: str, reason: str = "") -> None:
        """Only a running scan ends; what was cancelled stays cancelled."""
        Scan.objects.filter(pk=self.pk, state=self.State.RUNNING).update(state=state, reason=reason)
