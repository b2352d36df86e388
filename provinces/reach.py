"""What may this person reach today? The only door to rows: for lists as a queryset, for one object as yes or no."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from provinces.models.absences import lent_posts, stands_in
from provinces.models.bodies import Body
from provinces.models.dated import holds
from provinces.models.people import Post, Role, User
from provinces.policy import Scope, Verb, scope


@dataclass(frozen=True)
class Grant:
    """One verb, spelled out for one person: the committees, own bodies and overseeing bodies it holds for.

    Every model that is reached says what this means for it, twice and side by side:
    `rows_within(grant)` as a Q and `within(grant)` as yes or no.
    """

    committees: frozenset[int] = frozenset()
    bodies: frozenset[int] = frozenset()
    overseers: frozenset[int] = frozenset()
    everything: bool = False
    tops: frozenset[int] = frozenset()  # outermost committees of which the whole tree is among `committees` …
    others: frozenset[int] = frozenset()  # … and what stands elsewhere

    def __bool__(self) -> bool:
        return bool(self.everything or self.committees or self.bodies or self.overseers)

    @property
    def ways(self) -> list[Grant]:
        """The same grant as grants of one thing each, the widest first. Each of them is one walk along one index, which a
        list of alternatives is not; together they may meet a row twice."""
        if self.everything:
            return [self]
        others = [Grant(committees=self.others, others=self.others)] if self.others else []
        return [
            *(Grant(committees=self.committees, tops=frozenset([top])) for top in sorted(self.tops)),
            *others,
            *(Grant(bodies=frozenset([body])) for body in sorted(self.bodies)),
            *(Grant(overseers=frozenset([body])) for body in sorted(self.overseers)),
        ]

    def office(self, prefix: str = "") -> Q:
        """What the committees issued, of rows that know their committee and the `top` of its tree; `prefix` leads there."""
        within = Q(**{f"{prefix}top__in": self.tops}) if self.tops else Q()
        if self.others or not self.tops:
            within |= Q(**{f"{prefix}committee__in": self.others})
        return within

    def rows(self, queryset: QuerySet) -> QuerySet:
        if self.everything:
            return queryset
        return queryset.filter(queryset.model.rows_within(self)) if self else queryset.none()

    def covers(self, row) -> bool:
        return self.everything or (bool(self) and row.within(self))


@dataclass(frozen=True)
class Kept:
    """A committee within reach: its path, its keeper's if it has one, and the outermost committee that answers for it."""

    path: str
    keeper: str
    top: int

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.path, self.keeper) if self.keeper else (self.path,)


@dataclass
class Reach:
    """A person on a day, through the posts that the person holds on that day, at bodies that stand on that day."""

    user: User | None
    on: datetime.date
    address: str = ""
    _grants: dict[str, Grant] = field(default_factory=dict, repr=False)

    @cached_property
    def posts(self) -> list[Post]:
        """One's own, then those one holds for absent colleagues: each of these knows its `absence`."""
        if self.user is None or not self.user.pk or not self.user.is_active:
            return []
        held = Post.objects.on(self.on).of(self.user).filter(holds(self.on, "body__"))
        held = held.annotate(stands_in=stands_in(self.on)).select_related("body__committee")
        own = list(held.order_by("pk"))
        return own + lent_posts(self.user, own, self.on)

    @property
    def own_posts(self) -> list[Post]:
        return [post for post in self.posts if post.absence is None]

    @property
    def lent_posts(self) -> list[Post]:
        return [post for post in self.posts if post.absence is not None]

    @cached_property
    def committees(self) -> dict[int, frozenset[int]]:
        """For each committee the person's posts belong to: that one, those below it, and those whose registers it keeps."""
        return {
            top.pk: frozenset(
                pk for pk, kept in self._kept.items() if any(path.startswith(top.path) for path in kept.paths)
            )
            for top in self._desks
        }

    @cached_property
    def _desks(self) -> set[Body]:
        return {post.body.committee for post in self.posts if post.body.committee}

    @cached_property
    def _kept(self) -> dict[int, Kept]:
        """The committees within reach."""
        if not self._desks:
            return {}
        rows = Body.objects.committees().kept_by(*self._desks)
        rows = rows.values_list("pk", "path", "top", "keeper__path", "keeper__top")
        return {pk: Kept(path, keeper or "", keeper_top or top) for pk, path, top, keeper, keeper_top in rows}

    def grant(self, verb: str) -> Grant:
        if verb not in self._grants:
            self._grants[verb] = self._granted(verb)
        return self._grants[verb]

    def _granted(self, verb: str, posts: Iterable[Post] | None = None) -> Grant:
        scopes = [(post, scope(verb, post.role)) for post in (self.posts if posts is None else posts)]
        above = {post.body.committee for post, far in scopes if Scope.COMMITTEE in far and post.body.committee}
        below = [self.committees[committee.pk] for committee in above]
        committees: frozenset[int] = frozenset().union(*below)
        paths = tuple(committee.path for committee in above)
        tops = frozenset(pk for pk in committees if self._kept[pk].top == pk and self._kept[pk].path.startswith(paths))
        return Grant(
            committees=committees,
            tops=tops,
            others=self._not_in(tops, committees),
            bodies=frozenset(post.body_id for post, far in scopes if Scope.BODY in far),
            overseers=frozenset(post.body_id for post, far in scopes if Scope.OVERSEEN in far),
            everything=any(Scope.ALL in far for _, far in scopes),
        )

    def _not_in(self, tops: frozenset[int], committees: frozenset[int]) -> frozenset[int]:
        """The committees for which none of these outermost ones answers."""
        return frozenset(pk for pk in committees if self._kept[pk].top not in tops)

    def may(self, verb: str) -> bool:
        """May this person use the verb on anything at all?"""
        return bool(self.grant(verb))

    def holds(self, verb: str) -> bool:
        """May this person use the verb in a post of their own, not only in somebody's stead?"""
        return bool(self._granted(verb, self.own_posts))

    def rows(self, queryset: QuerySet, verb: str = Verb.READ) -> QuerySet:
        return self.grant(verb).rows(queryset)

    def walks(self, queryset: QuerySet, verb: str = Verb.READ) -> list[QuerySet]:
        """The same rows way by way: the first few of each, put in order, are the first few of all, and no row more is read."""
        return [way.rows(queryset) for way in self.grant(verb).ways]

    def covers(self, row, verb: str = Verb.READ) -> bool:
        return self.grant(verb).covers(row)

    def fetch(self, queryset: QuerySet, verb: str = Verb.READ, **lookup):
        """The one row in reach. Foreign and absent look the same: 404."""
        row = self.rows(queryset, verb).filter(**lookup).first()
        if row is None:
            raise Http404
        return row

    def require(self, verb: str, row=None) -> None:
        """In reach but not allowed: 403."""
        if not (self.may(verb) if row is None else self.covers(row, verb)):
            raise PermissionDenied

    def post_for(self, verb: str, row=None) -> Post | None:
        """The post in which the person uses this verb (on that row): it stands in the journal. Own posts go first."""
        fit = [post for post in self.posts if scope(verb, post.role)]
        if len(fit) > 1 and hasattr(row, "within"):
            return next((post for post in fit if self._granted(verb, [post]).covers(row)), fit[0])
        return next(iter(fit), None)

    def tree(self, committee: int, verb: str = Verb.READ) -> Grant:
        """Of what the verb reaches, that committee with all below it and what these keep; nothing, if it is not reached."""
        grant = self.grant(verb)
        if committee not in grant.committees:
            return Grant()
        path = self._kept[committee].path
        below = frozenset(
            pk for pk in grant.committees if any(other.startswith(path) for other in self._kept[pk].paths)
        )
        tops = frozenset(top for top in grant.tops if self._kept[top].path.startswith(path))
        return Grant(committees=below, tops=tops, others=self._not_in(tops, below))

    @property
    def own_bodies(self) -> frozenset[int]:
        """The bodies for which this person reports."""
        return self.grant(Verb.REPORT).bodies

    @property
    def persons(self) -> frozenset[int]:
        """Whose acts count as this person's own when four eyes are asked for: also those of the absent it stands in for."""
        absent = {post.user_id for post in self.lent_posts}
        return frozenset(absent | {self.user.pk}) if self.user else frozenset()

    @cached_property
    def own_side(self) -> frozenset[int]:
        """The bodies whose reports this person may not accept: those it reports for and, while it stands in for somebody,
        those for which the absent person reports, in whatever post."""
        absent = {post.user_id for post in self.lent_posts}
        if not absent:
            return self.own_bodies
        reporting = [role for role in Role if Scope.BODY in scope(Verb.REPORT, role)]
        theirs = Post.objects.on(self.on).filter(user__in=absent, role__in=reporting)
        return self.own_bodies | frozenset(theirs.values_list("body", flat=True))

    @cached_property
    def home(self) -> Body | None:
        """The committee at whose desk this person sits: the first post's."""
        return next((post.body.committee for post in self.posts if post.body.committee), None)

    def desks(self, verb: str) -> Iterable[Body]:
        """The committees for which this person may do that, own ones first (a clerk registers at one's own desk)."""
        found = {post.body.committee for post in self.posts if scope(verb, post.role) and post.body.committee}
        return sorted(found, key=lambda body: (body.path.count("/"), body.sort_key))


class System(Reach):
    """The program itself: the loader of samples, the daily run. It reaches everything and signs as Hệ thống."""

    def __init__(self, on: datetime.date):
        super().__init__(user=None, on=on)

    def _granted(self, verb: str, posts: Iterable[Post] | None = None) -> Grant:
        return Grant(everything=True)

    posts: list[Post] = []  # type: ignore[assignment]
