"""Who stands on which recipient lists on one day?

A body stands on a list because somebody put it there, because a rule of the list takes it, or because a list within the
list holds it; unless somebody keeps it off. All of it is known as of any day, and so are the bodies themselves: what
kind they were, where they stood in the tree.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q, QuerySet

from provinces.models import Body, BodyHistory, ListInclusion, ListRule, Membership, RecipientList
from provinces.models.dated import holds


class Standing(NamedTuple):
    """A body as rules see it on one day."""

    pk: int
    kind: str
    level: str
    parent: int | None
    province: int | None
    path: str


class Roll:
    """The members of some lists (by their keys) on one day. Asks a fixed number of questions, however many the lists.

    `among` keeps to the bodies of these keys: to know on which of many lists one body stands.
    """

    def __init__(self, lists: Iterable[int], day: datetime.date, among: Iterable[int] | None = None):
        self.day = day
        self.wanted = list(lists)
        self.among = None if among is None else list(among)
        self._known: dict[int, frozenset[int]] = {}

    def members(self, recipient_list: int, above: tuple[int, ...] = ()) -> frozenset[int]:
        """The keys of the bodies on that list."""
        if recipient_list in above:  # cycles are refused when they are made; a broken table must not hang a page
            return frozenset()
        if recipient_list not in self._known:
            taken = self.by_hand(recipient_list) | self.by_rule(recipient_list)
            for inner in self._inner[recipient_list]:
                taken |= self.members(inner, (*above, recipient_list))
            self._known[recipient_list] = taken - self.kept_off(recipient_list)
        return self._known[recipient_list]

    def by_hand(self, recipient_list: int) -> frozenset[int]:
        return frozenset(body for body, excluded in self._hands[recipient_list] if not excluded)

    def kept_off(self, recipient_list: int) -> frozenset[int]:
        return frozenset(body for body, excluded in self._hands[recipient_list] if excluded)

    def by_rule(self, recipient_list: int) -> frozenset[int]:
        return frozenset().union(*(taken(rule, self._standing) for rule in self._rules[recipient_list]))

    def bodies(self) -> dict[int, list[Body]]:
        """List key → its bodies, in the order of their names."""
        members = {key: self.members(key) for key in self.wanted}
        rows = Body.objects.filter(pk__in=frozenset().union(*members.values()))
        found = list(rows.order_by("sort_key", "pk"))
        return {key: [body for body in found if body.pk in keys] for key, keys in members.items()}

    @cached_property
    def _inner(self) -> dict[int, list[int]]:
        """List → the lists within it, for all lists of the committees concerned."""
        kin = RecipientList.objects.filter(pk__in=self.wanted).values("committee")
        edges = ListInclusion.objects.on(self.day).filter(outer__committee__in=kin).values_list("outer", "inner")
        inner = defaultdict(list)
        for outer, within in edges:
            inner[outer].append(within)
        return inner

    @cached_property
    def _all(self) -> set[int]:
        """The wanted lists and every list within them."""
        found, waiting = set(), list(self.wanted)
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting += self._inner[key]
        return found

    @cached_property
    def _hands(self) -> dict[int, list[tuple[int, bool]]]:
        rows = Membership.objects.on(self.day).filter(self._stands("body__"), recipient_list__in=self._all)
        hands = defaultdict(list)
        for key, body, excluded in rows.values_list("recipient_list", "body", "is_excluded").order_by():
            hands[key].append((body, excluded))
        return hands

    @cached_property
    def _rules(self) -> dict[int, list[ListRule]]:
        rows = ListRule.objects.on(self.day).filter(recipient_list__in=self._all).select_related("recipient_list")
        rules = defaultdict(list)
        for rule in rows:
            rules[rule.recipient_list_id].append(rule)
        return rules

    @cached_property
    def _standing(self) -> list[Standing]:
        """The bodies of that day that some rule may take, as they were on that day."""
        rules = [rule for rules in self._rules.values() for rule in rules]
        if not rules:
            return []
        asked = asked_by_all(rules)
        former = BodyHistory.objects.on(self.day)
        now = Body.objects.filter(self._stands(), asked).exclude(pk__in=former.values("body"))
        then = former.filter(self._stands("body__"), asked)
        return [*standings(now, "pk"), *standings(then, "body_id")]

    def _stands(self, prefix: str = "") -> Q:
        """Bodies that stand that day, of those that are asked for."""
        wanted = Q() if self.among is None else Q(**{f"{prefix}pk__in": self.among})
        return holds(self.day, prefix) & wanted


def asked_by_all(rules: list[ListRule]) -> Q:
    """What all these rules ask of a body, as the database sees it; which of them takes it is looked at here."""
    asked = Q(pk__in=[])
    for committee in {rule.recipient_list.committee_id for rule in rules}:
        asked |= Q(path__contains=f"/{committee}/")
    for name in ("kind", "level", "parent_id", "province_id"):
        values = {getattr(rule, name) for rule in rules}
        if all(values):
            asked &= Q(**{f"{name}__in": values})
    return asked


def taken(rule: ListRule, bodies: Iterable[Standing]) -> Iterator[int]:
    """The bodies that one rule takes: below its committee, and of its kind, level, parent and province where it names
    one."""
    committee, kind, level = rule.recipient_list.committee_id, rule.kind, rule.level
    parent, province, above = rule.parent_id, rule.province_id, f"/{committee}/"
    for body in bodies:
        if (
            (not kind or kind == body.kind)
            and (not level or level == body.level)
            and (not parent or parent == body.parent)
            and (not province or province == body.province)
            and above in body.path
            and body.pk != committee
        ):
            yield body.pk


def standings(rows: QuerySet, key: str) -> Iterable[Standing]:
    for row in rows.values_list(key, "kind", "level", "parent_id", "province_id", "path").order_by():
        yield Standing(*row)


def members_of(recipient_list: RecipientList, day: datetime.date) -> QuerySet[Body]:
    """The bodies on that list on that day."""
    return Body.objects.filter(pk__in=Roll([recipient_list.pk], day).members(recipient_list.pk))


def would_close_a_circle(outer: RecipientList, inner: RecipientList) -> bool:
    """Would the outer list come to hold itself, on any day at all, if it held the inner one?"""
    edges = defaultdict(list)
    for above, below in ListInclusion.objects.filter(outer__committee=outer.committee).values_list("outer", "inner"):
        edges[above].append(below)
    seen, waiting = set(), [inner.pk]
    while waiting:
        key = waiting.pop()
        if key == outer.pk:
            return True
        if key not in seen:
            seen.add(key)
            waiting += edges[key]
    return False
