"""What does the search look through?"""

from __future__ import annotations

import datetime

from django.db import models

from directives.models.directives import Directive


class SearchRow(models.Model):
    """The tokens of one dispatch (see directives/search/words.py), with a blank between them.

    `place` is its place in the register, oldest first: the day, then the number of the row, in one figure. The index over
    the tokens belongs to the database (directives/search/schema.py), which keeps it true to this table by itself.
    """

    directive = models.OneToOneField(Directive, primary_key=True, on_delete=models.CASCADE, related_name="search_row")
    place = models.BigIntegerField(unique=True)
    tokens = models.TextField()

    class Meta:
        verbose_name = "dòng tìm kiếm"

    def __str__(self) -> str:
        return str(self.directive_id)


ROWS_A_DAY = 1 << 32


def place_of(day: datetime.date, pk: int = 0) -> int:
    """Of two dispatches the later one has the greater place; of one day, the one entered later."""
    return day.toordinal() * ROWS_A_DAY + pk


def directive_at(place: int) -> int:
    return place % ROWS_A_DAY
