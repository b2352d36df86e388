"""How is a change of bodies taken back, exactly, as long as nobody has built on it?"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from provinces.models import Body, BodyAlias, BodyHistory
from provinces.reorganising import FACTS, NotPossible, enter, facts


class Before:
    """What some bodies were before a change, and what the change left behind: kept with the row of the import."""

    def __init__(self, body: Body, with_all_below: bool):
        touched = Q(pk=body.pk)
        if with_all_below:
            touched |= Q(path__startswith=body.path) | Q(keeper=body.pk)
        rows = list(Body.objects.filter(touched))
        self.body = body
        self.facts = {row.pk: {**facts(row), "keeper": row.keeper_id} for row in rows}
        self.versions = {row.pk: row.version for row in rows}
        self.aliases = list(body.aliases.values_list("name", "until"))
        self.history = set(self._history())

    def _history(self):
        return BodyHistory.objects.filter(body__in=self.facts).values_list("pk", flat=True)

    def kept(self) -> dict:
        """Call it after the change: all that taking it back needs."""
        now = {row.pk: row for row in Body.objects.filter(pk__in=self.facts)}
        changed = [
            {"pk": pk, "version": row.version, "facts": self.facts[pk]}
            for pk, row in sorted(now.items(), key=lambda item: item[1].path)
            if row.version != self.versions[pk] or row.keeper_id != self.facts[pk]["keeper"]
        ]
        history = set(self._history())
        return {
            "bodies": changed,
            "touched": sorted(self.facts),
            "history": sorted(history - self.history),
            "all_history": len(history),
            "aliases": self.aliases,
        }


def put_back(body_pk: int, kept: dict, *, by) -> None:
    """Restores what was kept, or refuses because somebody changed one of these bodies since."""
    with transaction.atomic():
        rows = {
            row.pk: row for row in Body.objects.select_for_update().filter(pk__in=[was["pk"] for was in kept["bodies"]])
        }
        for was in kept["bodies"]:
            row = rows.get(was["pk"])
            if row is None or row.version != was["version"]:
                raise NotPossible(f"{row or 'Cơ quan này'} đã được sửa sau khi nhập.")
        history = BodyHistory.objects.filter(body__in=kept["touched"])
        if history.count() != kept["all_history"]:
            raise NotPossible("Cơ quan này hoặc cơ quan trực thuộc đã được đổi tên, chuyển sau khi nhập.")
        history.filter(pk__in=kept["history"]).delete()
        for was in kept["bodies"]:
            restore(rows[was["pk"]], was["facts"], by)
        BodyAlias.objects.filter(body=body_pk).delete()
        for name, until in kept["aliases"]:
            BodyAlias.objects.create(body_id=body_pk, name=name, until=until)


def restore(row: Body, was: dict, by) -> None:
    now = facts(row)
    for name in [*FACTS, "keeper"]:
        field: Any = Body._meta.get_field(name)
        setattr(row, field.attname, field.to_python(was[name]))
    row.version += 1
    row = fresh_parent(row)
    row.save()
    enter(row, now, by, "Hoàn tác thay đổi nhập từ tệp")


def fresh_parent(row: Body) -> Body:
    """The tree below is drawn anew from the parent that was restored before it."""
    row.parent = Body.objects.get(pk=row.parent_id) if row.parent_id else None
    return row
