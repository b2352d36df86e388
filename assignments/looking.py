"""What has changed since a person last looked? The moment of each visit is kept; what came after the one before is new."""

from __future__ import annotations

import datetime

from assignments.models import Look

SAME_VISIT = datetime.timedelta(minutes=30)
AT_MOST_ONCE = datetime.timedelta(minutes=1)


def look(user, now: datetime.datetime) -> datetime.datetime | None:
    """Notes that the person looks, and returns the end of the visit before this one; None at the first visit.

    A page that is opened again within the visit shows the same things as new.
    """
    row, first = Look.objects.get_or_create(user=user, defaults={"at": now})
    if first or now - row.at <= AT_MOST_ONCE:
        return row.since
    since = row.at if now - row.at > SAME_VISIT else row.since
    Look.objects.filter(pk=row.pk, at=row.at).update(at=now, since=since)
    return since
