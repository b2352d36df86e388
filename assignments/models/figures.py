"""How much work is there, of each timeliness? Figures that the database keeps itself, in the transaction that changes the work
(assignments/counting.py), so that no page ever counts a whole register."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from directives.models import Directive

LABELS = ("late", "soon", "unread", "open", "none", "done_late", "done")  # of assignments.timeliness.Timeliness
OPEN_LABELS = LABELS[:5]


class Figures(models.Model):
    """So many assignments bear each label on the day that CountedDay names."""

    late = models.IntegerField(default=0)
    soon = models.IntegerField(default=0)
    unread = models.IntegerField(default=0)
    open = models.IntegerField(default=0)
    none = models.IntegerField(default=0)
    done_late = models.IntegerField(default=0)
    done = models.IntegerField(default=0)

    class Meta:
        abstract = True


def some(figure: str) -> models.GeneratedField:
    """Whether there is any, by a name that an index can be cut down to on both databases."""
    is_some = models.ExpressionWrapper(Q(**{f"{figure}__gt": 0}), output_field=models.BooleanField())
    return models.GeneratedField(expression=is_some, output_field=models.BooleanField(), db_persist=True)


class CountedDay(models.Model):
    """The day on which the labels of all figures hold, and the last day that counts as soon from there. One row."""

    day = models.DateField()
    horizon = models.DateField()

    class Meta:
        verbose_name = "ngày của số liệu"

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"


class Count(Figures):
    """The work within one scope: of one field or all, due in one month or year or whenever, of one body or all.

    `scope` is the number of an outermost committee for its whole tree, of another committee for what it issued itself, or
    minus the number of a body for what it must do or oversees. `period` is "", "2026" or "2026-11"; `body` 0 means all.
    """

    scope = models.BigIntegerField()
    field = models.CharField(max_length=12, blank=True)
    period = models.CharField(max_length=7, blank=True)
    body = models.BigIntegerField()

    class Meta:
        verbose_name = "số liệu"
        constraints = [models.UniqueConstraint(fields=["scope", "field", "period", "body"], name="one_count_per_key")]
        indexes = [
            models.Index(fields=["scope", "field", "period", "-late", "body"], name="bodies_worst_first"),
        ]

    def __str__(self) -> str:
        return f"{self.scope}/{self.field}/{self.period}/{self.body}"


class Standing(Figures):
    """One dispatch's work: how many requirements it makes, how many of them name nobody, how its assignments stand."""

    directive = models.OneToOneField(Directive, primary_key=True, on_delete=models.CASCADE, related_name="standing")
    top = models.BigIntegerField(null=True)
    as_of = models.DateField()
    requirements = models.IntegerField(default=0)
    ungiven = models.IntegerField(default=0)
    some_late, some_soon, some_unread, some_open = some("late"), some("soon"), some("unread"), some("open")
    some_none, some_done_late, some_done, some_ungiven = some("none"), some("done_late"), some("done"), some("ungiven")

    class Meta:
        verbose_name = "tình hình văn bản"
        indexes = [
            # the register narrowed to dispatches with such work, in its order
            *(
                models.Index(
                    fields=["top", "as_of", "directive"], condition=Q(**{f"some_{name}": True}), name=f"with_{name}"
                )
                for name in (*LABELS, "ungiven")
            ),
            models.Index(fields=["top", "-late", "directive"], name="directives_worst_first"),
        ]

    def __str__(self) -> str:
        return str(self.directive_id)
