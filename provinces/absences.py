"""How does a colleague come to stand in for somebody who is away, and how does that end before its time?

Only a person's own posts are lent, so there is no chain: whoever is away stands in for nobody, and whoever stands in is
not away. An administrator chooses anybody whose account the same committee keeps; the absent person alone only a
colleague of the same body, and never for a post of administration.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from provinces import journal
from provinces.models import Absence, Post, Role, User
from provinces.models.dated import holds
from provinces.policy import Verb
from provinces.reorganising import NotPossible

MOST_DAYS = 184  # half a year; whoever is away longer is given a successor in the post


def lendable(person: User, day: datetime.date, *, alone: bool):
    """The posts that somebody may hold for this person. `alone`: the person chooses without an administrator."""
    posts = Post.objects.on(day).filter(holds(day, "body__")).of(person).select_related("body")
    return posts.exclude(role=Role.ADMIN) if alone else posts


def candidates(person: User, day: datetime.date, *, alone: bool):
    """The people who may stand in for this person, as far as their posts tell."""
    standing = Post.objects.on(day).filter(holds(day, "body__"))
    if alone:
        standing = standing.filter(body__in=lendable(person, day, alone=True).values("body"))
    people = User.objects.filter(is_active=True, committee=person.committee, pk__in=standing.values("user"))
    return people.exclude(pk=person.pk)


def appoint(absence: Absence, posts: Iterable[Post], *, by) -> Absence:
    """Cử người thay: from its first day to its last, the deputy holds these posts too."""
    with transaction.atomic():
        # both people's rows are held, so that no two absences that exclude each other are set at once
        list(
            User.objects.select_for_update(no_key=True)
            .filter(pk__in=[absence.user_id, absence.deputy_id])
            .order_by("pk")
        )
        posts = list(posts)
        check(absence, posts, by)
        absence.set_by = by.user
        absence.save()
        absence.posts.set(posts)
        held = "; ".join(str(post) for post in posts)
        enter(absence, by, f"{absence}. Vị trí: {held}" + (f". Căn cứ: {absence.basis}" if absence.basis else ""))
    return absence


def end(absence: Absence, *, by) -> None:
    """Chấm dứt: from this moment on the deputy holds the posts no more."""
    with transaction.atomic():
        require(absence.user, by)
        if not Absence.objects.not_over(by.on).filter(pk=absence.pk).update(ended_on=by.on):
            raise NotPossible("Việc thay này đã kết thúc.")
        enter(absence, by, f"Chấm dứt trước hạn: {absence}")


def require(person: User, by) -> None:
    """An administrator of the committee that keeps the account, or the person."""
    if by.user != person and not by.covers(person, Verb.DEPUTISE):
        raise PermissionDenied


def check(absence: Absence, posts: list[Post], by) -> None:
    person, deputy, first, last = absence.user, absence.deputy, absence.valid_from, absence.valid_to
    alone = by.user == person
    require(person, by)
    if first < by.on:
        raise NotPossible("Ngày bắt đầu vắng phải từ hôm nay trở đi.")
    if (last - first).days >= MOST_DAYS:
        raise NotPossible(
            f"Mỗi lần cử người thay không quá {MOST_DAYS} ngày. Vắng lâu hơn thì mời giao vị trí cho người khác."
        )
    held = set(lendable(person, by.on, alone=alone).values_list("pk", flat=True))
    if not posts or {post.pk for post in posts} - held:
        raise NotPossible("Mời chọn vị trí mà người vắng đang giữ.")
    if by.user == deputy:
        raise NotPossible("Không ai tự cử mình thay người khác. Mời người vắng hoặc quản trị viên khác thực hiện.")
    if not candidates(person, first, alone=alone).filter(pk=deputy.pk).exists():
        raise NotPossible(f"{deputy} không giữ vị trí nào trong cấp ủy vào ngày {first:%d/%m/%Y} nên không thể thay.")
    if alone:
        check_colleague(deputy, posts, first)
    check_no_other(absence, posts)


def check_colleague(deputy: User, posts: list[Post], day: datetime.date) -> None:
    bodies = set(Post.objects.on(day).of(deputy).values_list("body", flat=True))
    for post in posts:
        if post.body_id not in bodies:
            raise NotPossible(f"{deputy} không thuộc {post.body}; mời quản trị viên cử người thay ở vị trí này.")


def check_no_other(absence: Absence, posts: list[Post]) -> None:
    """One deputy for one post at a time, and no chain."""
    others = Absence.objects.sharing_a_day(absence.valid_from, absence.valid_to).select_related("user", "deputy")
    if other := others.filter(posts__in=posts).first():
        raise NotPossible(f"Vị trí này đã có người thay: {other}.")
    if other := others.filter(user=absence.deputy).first():
        raise NotPossible(f"{absence.deputy} cũng vắng mặt trong thời gian này ({other}).")
    if other := others.filter(deputy=absence.user).first():
        raise NotPossible(f"{absence.user} đang được cử thay người khác ({other}). Mời chấm dứt việc đó trước.")


def enter(absence: Absence, by, note: str) -> None:
    person = absence.user
    journal.write(
        Verb.DEPUTISE,
        absence,
        by=by,
        committee=person.committee,
        thread=person.journal_thread(),
        label=person.full_name,
        note=note,
    )
