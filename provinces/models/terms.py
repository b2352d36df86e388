"""In which term does a number count? Document numbers start again with each term of the committee."""

import datetime

from django.db import models
from django.db.models import F, Q

from provinces.fields import LineField
from provinces.models.bodies import Body


class TermQuerySet(models.QuerySet):
    def covering(self, committee: Body, day: datetime.date):
        """The term of that committee on that day. None means that the directory does not know it."""
        lasting = Q(ends_on=None) | Q(ends_on__gte=day)
        return self.filter(lasting, committee=committee, starts_on__lte=day).order_by("-starts_on").first()


class Term(models.Model):
    """Nhiệm kỳ: from the day after one congress closes to the day on which the next one closes (36-HD/VPTW, 1.3)."""

    committee = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="terms")
    name = LineField("nhiệm kỳ", max_length=60)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm kỳ"
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "starts_on"], name="one_term_per_committee_and_start"),
            models.CheckConstraint(
                name="term_dates_in_order", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.name
