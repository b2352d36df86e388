"""Was this form sent before? A double click, F5 or a proxy's retry must not do the thing twice."""

from django.db import models

from provinces.models.people import User


class Submission(models.Model):
    """One accepted form: its key, a fingerprint of what it said, and the page it led to.

    Written in the transaction of the change itself, so the two can never part.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    led_to = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_submission_per_user_and_key")]

    def __str__(self) -> str:
        return self.key
