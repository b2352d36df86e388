"""When does a row hold? Provinces, bodies, posts and memberships all come and go."""

import datetime

from django.db import models
from django.db.models import F, Q


def holds(on: datetime.date, prefix: str = "") -> Q:
    """Rows that hold on that day: begun (or begun nobody knows when) and not yet ended."""
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": on})
    lasting = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": on})
    return begun & lasting


class DatedQuerySet(models.QuerySet):
    def on(self, day: datetime.date):
        return self.filter(holds(day))


class Dated(models.Model):
    """valid_from is the first day, valid_to the last; an open side means unknown or still holding."""

    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_dates_in_order",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            )
        ]

    def holds_on(self, day: datetime.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
