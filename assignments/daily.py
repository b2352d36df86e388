"""What does the program do of itself, once a day? A short list of steps; another one is another line.

Each step is a function of the day that answers how many things it did. It must be safe to run twice, to be killed in the
middle and to be run by two machines at once: what was done is not done again, what was left is done by the next run.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable

from django.utils import timezone

from assignments import counting, exporting, mailing, notices, opening
from assignments.models import DailyRun

STEPS: list[tuple[str, Callable[[datetime.date], int]]] = [
    ("Chuyển số liệu sang ngày mới", counting.keep_to),
    ("Mở kỳ báo cáo", opening.open_begun),
    ("Ghi thông báo", notices.tell_of_the_clock),
    ("Gửi thư", lambda day: mailing.send_due(day).sent),
    ("Bỏ tệp xuất cũ", exporting.remove_old),
]
LATEST = datetime.timedelta(hours=25)  # a day, and room for a run that takes its time

logger = logging.getLogger(__name__)


def run(on: datetime.date) -> tuple[dict[str, int], list[str]]:
    """Does every step, and says what each did and which failed. One that fails does not keep the others from their work,
    but the run does not count as finished."""
    DailyRun.objects.update_or_create(day=on, defaults={"started_at": timezone.now()})
    figures: dict[str, int] = {}
    failed: list[str] = []
    for name, step in STEPS:
        try:
            figures[name] = step(on)
        except Exception:
            logger.exception("daily: %s", name)
            failed.append(name)
    finished = {} if failed else {"finished_at": timezone.now()}
    DailyRun.objects.filter(day=on).update(figures=figures, **finished)
    return figures, failed


def last_finished() -> datetime.datetime | None:
    run = DailyRun.objects.exclude(finished_at=None).order_by("-finished_at").first()
    return run.finished_at if run else None


def is_behind(last: datetime.datetime | None) -> bool:
    """Has nobody run it for more than a day? Nothing is lost then, but people are told late."""
    return last is None or timezone.now() - last > LATEST
