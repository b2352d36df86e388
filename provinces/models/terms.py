"""In which term does a number count? Document numbers start again with each term of the committee."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q

from provinces.fields import LineField
from provinces.models.bodies import Body
from provinces.models.reached import ReachedByCommittee
from provinces.models.versioned import Versioned


class TermQuerySet(models.QuerySet):
    def on(self, day):
        """Terms that hold on that day (or, in a subquery, on the day of the outer row)."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def covering(self, committee: Body, day: datetime.date) -> Term | None:
        """The term of that committee on that day. None means that the directory does not know it."""
        return self.on(day).filter(committee=committee).order_by("-starts_on").first()

    def overlapping(self, term: Term):
        """The committee's other terms that share a day with this one."""
        others = self.filter(committee=term.committee).exclude(pk=term.pk)
        others = others.filter(Q(ends_on=None) | Q(ends_on__gte=term.starts_on))
        return others.filter(starts_on__lte=term.ends_on) if term.ends_on else others

    def hold(self, committee: Body) -> None:
        """Until this transaction ends, nobody else changes the committee's terms or places a dispatch in them."""
        list(Body.objects.select_for_update(no_key=True).filter(pk=committee.pk).values_list("pk"))


class Term(ReachedByCommittee, Versioned):
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
                name="term_dates_in_order",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def days(self) -> str:
        begun = f"từ {self.starts_on:%d/%m/%Y}"
        return f"{begun} đến hết {self.ends_on:%d/%m/%Y}" if self.ends_on else f"{begun}, chưa ghi ngày kết thúc"

    def journal_thread(self) -> str:
        """One trail for all terms of a committee: what one of them gains, another loses."""
        return f"terms/{self.committee_id}"
