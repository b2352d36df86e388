"""When did the daily work last run, and did it come to its end?"""

from django.db import models


class DailyRun(models.Model):
    """One day's run of `manage.py daily`. A run that was cut short has no end; the next one does what is left."""

    day = models.DateField(unique=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)  # what each step did in the last run of that day

    class Meta:
        verbose_name = "việc hằng ngày"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"
