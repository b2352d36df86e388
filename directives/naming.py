"""Whom does a typed name mean? Bodies and lists of one committee's directory, found by any of their names."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import Q

from provinces.models import Body, BodyAlias, Level, RecipientList, RecipientListAlias
from provinces.models.recipient_lists import members_of
from provinces.vietnamese import fold

Target = Body | RecipientList


def split_names(text: str) -> list[str]:
    """ "Các huyện ủy, thị ủy; Ban Tuyên giáo" is two names: commas belong to names, semicolons and lines part them."""
    parts = (" ".join(part.split()) for part in (text or "").replace("\n", ";").split(";"))
    return list(dict.fromkeys(part.strip(" .,") for part in parts if part.strip(" .,")))


class Directory:
    """The names that a committee's clerk may use on a day: its own lists, the bodies below it, the central bodies."""

    def __init__(self, committee: Body, day: datetime.date, names: Iterable[str]):
        self.committee, self.day = committee, day
        self.found: dict[str, list[Target]] = {}
        folded = {fold(name) for name in names}
        if folded:
            self._look_up(folded)

    def _look_up(self, folded: set[str]) -> None:
        lists = RecipientList.objects.filter(committee=self.committee)
        for name, target in [
            *((row.folded, row) for row in lists.filter(folded__in=folded)),
            *(
                (alias.folded, alias.recipient_list)
                for alias in RecipientListAlias.objects.filter(
                    folded__in=folded, recipient_list__in=lists
                ).select_related("recipient_list")
            ),
        ]:
            self._add(name, target)
        near = Q(path__startswith=self.committee.path) | Q(level=Level.CENTRAL)
        bodies = Body.objects.on(self.day).filter(near)
        for body in bodies.filter(folded__in=folded):
            self._add(body.folded, body)
        aliases = BodyAlias.objects.filter(folded__in=folded, body__in=bodies)
        for alias in aliases.select_related("body"):
            self._add(alias.folded, alias.body)

    def _add(self, name: str, target: Target) -> None:
        targets = self.found.setdefault(name, [])
        if target not in targets:
            targets.append(target)

    def find(self, name: str) -> Target | None:
        """The list or body of that name. A list goes before a body; of several bodies, the one nearest the committee."""
        targets = self.found.get(fold(name), [])
        lists = [target for target in targets if isinstance(target, RecipientList)]
        bodies = [target for target in targets if isinstance(target, Body)]
        if lists:
            return lists[0]
        depth = min((body.path.count("/") for body in bodies), default=0)
        nearest = [body for body in bodies if body.path.count("/") == depth]
        return nearest[0] if len(nearest) == 1 else None


def expand(targets: Iterable[Target], day: datetime.date) -> list[Body]:
    """The bodies meant, each once: a list stands for its members as of that day."""
    targets = list(targets)
    members = members_of([target.pk for target in targets if isinstance(target, RecipientList)], day)
    bodies: dict[int, Body] = {}
    for target in targets:
        for body in [target] if isinstance(target, Body) else members.get(target.pk, []):
            bodies.setdefault(body.pk, body)
    return list(bodies.values())
