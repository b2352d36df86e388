"""What was being typed and is not registered yet?"""

from django.db import models

from directives.models.directives import Directive
from provinces.models import User


class Draft(models.Model):
    """Bản nháp: the fields of a form as they stood at the last automatic save.

    `key` is the form's own key: the draft of a form that was registered goes with it. A draft of something else than a
    dispatch says of what: "assignment/45" is a report being written.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=64)
    directive = models.ForeignKey(Directive, null=True, on_delete=models.CASCADE, related_name="+")  # being amended
    about = models.CharField(max_length=40, blank=True)
    fields = models.JSONField(default=dict)
    label = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "bản nháp"
        ordering = ["-updated_at"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_per_user_and_key")]
        indexes = [models.Index(fields=["user", "about"], name="draft_by_user_and_what")]

    def __str__(self) -> str:
        return self.label or "Bản nháp chưa đặt tên"
