"""How pressing is it: vàng, đỏ, đỏ đặc biệt? The coarser reading of timeliness, for those who must act or decide.

The ladder splits what timeliness calls “sắp đến hạn” and “quá hạn”, and nothing else. It is asked of the facts and the
clock, never stored; defined twice, in SQL (`condition`) for lists and in Python (`of`) for one row; a test proves the
two equal.
"""

from __future__ import annotations

import datetime
from functools import reduce
from operator import or_

from django.db.models import F, Q, TextChoices

from assignments import timeliness
from assignments.timeliness import Timeliness

VERY_LATE = datetime.timedelta(days=3)
SILENT = ["PENDING", "ACTIVE", "CONTESTED"]  # open, and nothing handed in


class Rung(TextChoices):
    """Mức nhắc việc. The value is also the name under which style sheets draw it."""

    SPECIAL = "special", "Đỏ đặc biệt"  # three days late or more, and silent: shown to the Standing Committee
    RED = "red", "Đỏ"  # late
    AMBER = "amber", "Vàng"  # three working days or less are left, and nothing is handed in


def rungs(rung: str, on: datetime.date) -> list[Q]:
    """The assignments that stand on this rung on that day, as stretches of the order of deadlines."""
    silent = Q(unfinished=True) & ~Q(state="REPORTED")
    if rung == Rung.SPECIAL:
        return [silent & Q(due_key__lte=on - VERY_LATE)]
    if rung == Rung.RED:
        late_report = Q(state="REPORTED", reported_on__gt=F("due_on"))
        return [silent & Q(due_key__lt=on, due_key__gt=on - VERY_LATE), late_report]
    return [silent & Q(due_key__gte=on, due_key__lte=timeliness.horizon(on))]


def condition(rung: str, on: datetime.date) -> Q:
    return reduce(or_, rungs(rung, on))


def of(assignment, on: datetime.date) -> Rung | None:
    """The rung of one assignment. A late report that waits for its check is red, however late: the body is not silent."""
    label = timeliness.of(assignment, on)
    if label == Timeliness.LATE and assignment.state == "REPORTED":
        return Rung.RED
    return of_day(assignment.due_on, on) if label in (Timeliness.LATE, Timeliness.SOON) else None


def of_day(due: datetime.date | None, on: datetime.date) -> Rung | None:
    """The rung of anything that waits and is due on a day."""
    if due is None or due > timeliness.horizon(on):
        return None
    if due <= on - VERY_LATE:
        return Rung.SPECIAL
    return Rung.RED if due < on else Rung.AMBER


def words(due: datetime.date, on: datetime.date) -> str:
    """ "còn 2 ngày", "hạn hôm nay", "chậm 12 ngày"."""
    left = (due - on).days
    if left == 0:
        return "hạn hôm nay"
    return f"còn {left} ngày" if left > 0 else f"chậm {-left} ngày"
