"""What was being typed and is not registered yet?"""

from django.db import models

from directives.models.directives import Directive
from provinces.models import User


class Draft(models.Model):
    """Bản nháp: the fields of a registration form as they stood at the last automatic save.

    `key` is the form's own key: the draft of a form that was registered goes with it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=64)
    directive = models.ForeignKey(Directive, null=True, on_delete=models.CASCADE, related_name="+")  # being amended
    fields = models.JSONField(default=dict)
    label = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "bản nháp"
        ordering = ["-updated_at"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_per_user_and_key")]

    def __str__(self) -> str:
        return self.label or "Bản nháp chưa đặt tên"
