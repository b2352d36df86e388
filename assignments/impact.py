"""What will a change of a body touch? Shown before it is made."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from assignments.models import Assignment
from provinces.models import Body, Post, RecipientList
from provinces.models.dated import holds
from provinces.policy import Verb
from provinces.rolls import Roll


@dataclass
class Impact:
    """Of these bodies on that day: the bodies below them, their lists, their open work, the posts there."""

    bodies: list[Body]
    lists: list[RecipientList]
    open_work: int
    posts: list[Post]


def impact(bodies: Iterable[Body], day: datetime.date, reach) -> Impact:
    bodies = list(bodies)
    keys = {body.pk for body in bodies}
    posts = Post.objects.filter(holds(day), body__in=keys).select_related("user", "body")
    return Impact(
        bodies=bodies,
        lists=lists_holding(keys, bodies, day),
        open_work=Assignment.objects.open().filter(body__in=keys).count(),
        posts=list(reach.rows(posts, Verb.KEEP_PEOPLE)),
    )


def lists_holding(keys: set[int], bodies: Iterable[Body], day: datetime.date) -> list[RecipientList]:
    """The lists, of the committees above these bodies, on which one of them stands that day."""
    above = {int(key) for body in bodies for key in body.path.strip("/").split("/")}
    lists = list(RecipientList.objects.filter(committee__in=above, closed_on=None))
    roll = Roll([row.pk for row in lists], day, among=keys)
    return [row for row in lists if roll.members(row.pk)]
