"""Whom does a typed or printed name mean? Bodies and lists of one committee's directory, found by any of their names.

Dispatches elide ("các huyện, thị, thành ủy"), abbreviate ("BTV HU", "ĐUTT Tỉnh ủy") and put several names into one line
("Các ban Đảng tỉnh, ban cán sự đảng, đảng đoàn"): a line is taken apart at its commas and put together again from the
longest names that the directory knows.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import cached_property

from django.db.models import Q

from directives.reading import names
from provinces.models import Body, BodyAlias, Level, RecipientList, RecipientListAlias
from provinces.rolls import Roll
from provinces.vietnamese import fold

Target = Body | RecipientList

MOST_PARTS = 12
LIKE = 0.75  # how much alike two names must be to be offered for one another
# Words before a name that do not belong to it, and words after it that a dispatch of the province itself leaves out.
BEFORE = re.compile(r"^(?:cac |nhung |dong chi |cac dong chi |cac co quan, )+")
AFTER = re.compile(r"(?: cua)? (?:tinh|cap tinh|tinh uy|huyen|cap huyen|tren dia ban tinh|truc thuoc|lien quan)$")
ORGAN = re.compile(
    r"^(?:ban thuong vu|thuong truc|ban chap hanh)(?: dang bo)? "
)  # an organ of a committee is the committee


def split_names(text: str) -> list[str]:
    """ "Các huyện ủy, thị ủy; Ban Tuyên giáo" is two names: commas belong to names, semicolons and lines part them."""
    parts = (" ".join(part.split()) for part in (text or "").replace("\n", ";").split(";"))
    return list(dict.fromkeys(part.strip(" .,") for part in parts if part.strip(" .,")))


def forms_of(name: str) -> list[str]:
    """The folded forms under which the directory may know a name, the printed one first."""
    folded = fold(re.sub(r"\([^)]{0,80}\)", "", name)).strip(" .,;:-–")
    forms = []
    for form in (folded, names.written_out(folded)):
        bare = BEFORE.sub("", form)
        trimmed = AFTER.sub("", bare)
        body = ORGAN.sub("", bare)
        forms += [form, bare, f"cac {bare}", trimmed, f"cac {trimmed}", f"{bare} tinh", f"{bare} tinh uy", body]
    return list(dict.fromkeys(form for form in forms if len(form) > 1))


def parts_of(name: str) -> list[str]:
    """A line taken apart at its commas and its "và"."""
    parts = re.split(r"\s*,\s*|\s+và\s+", name.strip(" .;"))
    return [part for part in parts if part][:MOST_PARTS]


def runs(parts: list[str]) -> Iterable[str]:
    for first in range(len(parts)):
        for last in range(first + 1, len(parts) + 1):
            yield ", ".join(parts[first:last])


class Directory:
    """The names that a committee's clerk may use on a day: its own lists, the bodies below it, the central bodies."""

    def __init__(self, committee: Body, day: datetime.date, wanted: Iterable[str]):
        self.committee, self.day = committee, day
        self.found: dict[str, list[Target]] = {}
        folded = {form for name in wanted for run in (name, *runs(parts_of(name))) for form in forms_of(run)}
        if folded:
            self._look_up(folded)

    def _look_up(self, folded: set[str]) -> None:
        lists = RecipientList.objects.filter(committee=self.committee)
        aliases = RecipientListAlias.objects.filter(folded__in=folded, recipient_list__in=lists)
        for row in lists.filter(folded__in=folded):
            self._add(row.folded, row)
        for alias in aliases.select_related("recipient_list"):
            self._add(alias.folded, alias.recipient_list)
        bodies = self._bodies()
        for body in bodies.filter(folded__in=folded):
            self._add(body.folded, body)
        for body_alias in BodyAlias.objects.filter(folded__in=folded, body__in=bodies).select_related("body"):
            self._add(body_alias.folded, body_alias.body)

    def _bodies(self):
        near = Q(path__startswith=self.committee.path) | Q(level=Level.CENTRAL)
        if self.committee.keeper:
            near |= Q(path__startswith=self.committee.keeper.path)
        return Body.objects.on(self.day).filter(near)

    def _add(self, name: str, target: Target) -> None:
        targets = self.found.setdefault(name, [])
        if target not in targets:
            targets.append(target)

    def find(self, name: str) -> Target | None:
        """The list or body of that name. A list goes before a body; of several bodies, the nearest to the committee."""
        for form in forms_of(name):
            if target := self._known(form):
                return target
        return None

    def _known(self, folded: str) -> Target | None:
        targets = self.found.get(folded, [])
        lists = [target for target in targets if isinstance(target, RecipientList)]
        bodies = [target for target in targets if isinstance(target, Body)]
        if lists:
            return lists[0]
        depth = min((body.path.count("/") for body in bodies), default=0)
        nearest = [body for body in bodies if body.path.count("/") == depth]
        return nearest[0] if len(nearest) == 1 else None

    def meaning(self, line: str) -> tuple[list[Target], list[str]]:
        """All that a line names, and the parts of it that nobody knows."""
        whole = self.find(line)
        if whole:
            return [whole], []
        parts, known, unknown = parts_of(line), [], []
        while parts:
            for count in range(len(parts), 0, -1):
                target = self.find(", ".join(parts[:count]))
                if target:
                    known.append(target)
                    parts = parts[count:]
                    break
            else:
                unknown.append(parts.pop(0))
        return list(dict.fromkeys(known)), unknown

    @cached_property
    def all_names(self) -> names.Directory:
        rows = [(body.name, [body.name]) for body in self._bodies().only("name")]
        rows += [(row.name, [row.name]) for row in RecipientList.objects.filter(committee=self.committee).only("name")]
        return names.Directory(rows)

    def nearest(self, name: str, most: int = 3) -> list[str]:
        """Names that look like this one, for a slip of the pen or of the scanner ("Hung Yên")."""
        close = self.all_names.match(name, limit=most)
        return [str(candidate.key) for candidate in close if candidate.score > LIKE]


def expand(targets: Iterable[Target], day: datetime.date) -> list[Body]:
    """The bodies meant, each once: a list stands for its members as of that day."""
    targets = list(targets)
    members = Roll([target.pk for target in targets if isinstance(target, RecipientList)], day).bodies()
    bodies: dict[int, Body] = {}
    for target in targets:
        for body in [target] if isinstance(target, Body) else members.get(target.pk, []):
            bodies.setdefault(body.pk, body)
    return list(bodies.values())
