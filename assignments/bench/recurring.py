"""How long does the worst morning take: when every one of many monthly duties gets its next period?"""

from __future__ import annotations

import datetime
import resource
import time
from collections.abc import Iterator

from django.utils import timezone

from assignments import daily
from assignments.models import Assignment, State
from assignments.periods import period_of
from directives.models import Directive, Requirement
from directives.vocabulary import Cadence
from provinces.models import Body, BodyKind, Level

DAY = datetime.timedelta(days=1)
BODIES = 20


def mornings(count: int) -> Iterator[str]:
    """What the daily run takes with `count` open duties: on the first of a month, then on an ordinary day."""
    today = timezone.localdate()
    fill(count, today)
    next_month = (today.replace(day=1) + DAY * 32).replace(day=1)
    for label, on in (("mọi nhiệm vụ sang kỳ mới", next_month), ("không có kỳ nào mới", next_month + DAY)):
        start, busy = time.perf_counter(), time.process_time()
        figures, failed = daily.run(on)
        seconds, busy = time.perf_counter() - start, time.process_time() - busy
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        yield f"{label}: {seconds:.1f} s (bận {busy:.1f} s), {peak} MB, {figures}, {failed or 'xong'}"


def fill(count: int, today: datetime.date) -> None:
    """`count` monthly duties of this month, all open: one requirement each, given to twenty bodies."""
    top = Body.objects.create(
        name="Tỉnh ủy", kind=BodyKind.COMMITTEE, level=Level.PROVINCE, is_committee=True, notation="TU"
    )
    bodies = [
        Body.objects.create(name=f"Đơn vị {number}", kind=BodyKind.DEPARTMENT, level=Level.PROVINCE, parent=top)
        for number in range(BODIES)
    ]
    period = period_of(Cadence.MONTHLY, today)
    said = {"period": period.label, "period_start": period.first, "period_end": period.last, "due_on": period.last}
    for start in range(0, count // BODIES, 500):
        numbers = range(start, min(start + 500, count // BODIES))
        directives = Directive.objects.bulk_create(dispatch(number, top, today) for number in numbers)
        requirements = Requirement.objects.bulk_create(
            Requirement(directive=row, number="1", text=row.subject, cadence=Cadence.MONTHLY) for row in directives
        )
        Assignment.objects.bulk_create(
            Assignment(
                directive=row.directive,
                requirement=row,
                committee=top,
                body=body,
                state=State.ACTIVE,
                assigned_on=today,
                **said,
            )
            for row in requirements
            for body in bodies
        )


def dispatch(number: int, top: Body, on: datetime.date) -> Directive:
    said = {"kind": "CV", "number": number + 1, "notation": "CV/TU", "notation_key": "CV/TU"}
    said |= {"code": f"{number + 1}-CV/TU", "subject": "Về báo cáo hằng tháng"}
    return Directive(committee=top, issued_on=on, entered_on=on, as_of=on, **said)
