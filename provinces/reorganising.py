"""How does a body change: its name, its place in the tree, its end, and who takes over from it?

Each change has a day from which it holds. What the body was before stays known (BodyHistory), so that a list or a
dispatch of an earlier day never changes. Every change is one transaction with its lines in the journal.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max, Q
from django.forms.models import model_to_dict

from provinces import journal
from provinces.models import Body, BodyAlias, BodyHistory, BodySuccession, Post
from provinces.models.dated import holds
from provinces.policy import Verb
from provinces.vietnamese import fold, sort_key

# what the journal compares: replaying its lines leads to the body as it stands
FACTS = [
    "name", "kind", "level", "parent", "province", "is_committee", "notation", "area", "area_code", "is_confirmed",
    "valid_from", "valid_to",
]  # fmt: skip
ONE_DAY = datetime.timedelta(days=1)


class NotPossible(Exception):
    """The change cannot be made; the message says why, in words for the administrator."""


def facts(body: Body) -> dict:
    return model_to_dict(body, FACTS)


def found(body: Body, *, by) -> Body:
    """Thành lập: a new body enters the directory."""
    with transaction.atomic():
        by.require(Verb.KEEP_BODIES, body.parent)
        body.save(force_insert=True)
        enter(body, {}, by, "Thành lập" + (f" từ {body.valid_from:%d/%m/%Y}" if body.valid_from else ""), founder(body))
    return body


def founder(body: Body) -> Body | None:
    """In whose journal a body begins: a committee is founded by the one above it."""
    return body.parent.committee if body.parent and body.parent.committee else body.committee


def amend(body: Body, changed: dict, names: Iterable[str], *, by) -> Body:
    """Cập nhật: puts right what needs no day of its own (kind, level, area, notation …), and the other names."""
    with transaction.atomic():
        row, before = locked(body, by)
        for name, value in changed.items():
            setattr(row, name, value)
        row.save()
        keep_names(row, names)
        enter(row, before, by, "Cập nhật")
    return row


def keep_names(row: Body, names: Iterable[str]) -> None:
    """These are the other names of the body now; those it bore until a day stay."""
    wanted = {fold(name): name for name in names}
    row.aliases.filter(until=None).exclude(folded__in=wanted).delete()
    standing = set(row.aliases.values_list("folded", flat=True))
    BodyAlias.objects.bulk_create(
        BodyAlias(body=row, name=name, folded=folded) for folded, name in wanted.items() if folded not in standing
    )


def rename(body: Body, name: str, *, since: datetime.date | None, by, basis: str = "") -> Body:
    """Đổi tên. Without a day it is a slip put right: the wrong name was never its name."""
    with transaction.atomic():
        row, before = locked(body, by)
        if name == row.name:
            raise NotPossible("Tên mới trùng với tên hiện tại.")
        refuse_twin(row, name, row.parent)
        if since:
            keep_history([row], since, by.on)
            remember_name(row, since - ONE_DAY)
        row.name = name
        row.save()
        enter(row, before, by, note("Đổi tên" if since else "Sửa tên", since, f"{before['name']} → {name}", basis))
    return row


def move(body: Body, parent: Body, *, since: datetime.date, by, basis: str = "") -> Body:
    """Chuyển cơ quan chủ quản: the body and all below it stand elsewhere in the tree from that day on."""
    with transaction.atomic():
        row, before = locked(body, by)
        by.require(Verb.KEEP_BODIES, parent)
        if parent.pk == row.parent_id:
            raise NotPossible(f"{row} đang trực thuộc {parent}.")
        if parent.stands_below(row):
            raise NotPossible(f"{parent} đứng dưới {row} nên không thể là cơ quan cấp trên.")
        if not parent.holds_on(since):
            raise NotPossible(f"{parent} không hoạt động vào ngày {since:%d/%m/%Y}.")
        refuse_twin(row, row.name, parent)
        keep_history(Body.objects.below(row), since, by.on)
        old = row.parent
        row.parent, row.province = parent, parent.province or row.province
        row.save()
        enter(row, before, by, note("Chuyển", since, f"{old or 'đứng riêng'} → {parent}", basis))
    return row


def end(body: Body, *, last_day: datetime.date, by, basis: str = "", heir: Body | None = None) -> list[Body]:
    """Kết thúc hoạt động: the body and all that still stands below it. Returns what ended, the body first.

    Access through posts there closes the day after. Open work waits to be handed over. The register of a committee
    that ends is kept by its heir or, without one, by the nearest standing committee above it.
    """
    with transaction.atomic():
        row, _ = locked(body, by)
        keeper = keeper_after(row, heir)
        standing = list(Body.objects.on(last_day).below(row).select_for_update().order_by("path"))
        standing = [part for part in standing if part.valid_to is None or part.valid_to > last_day]
        if not standing:
            raise NotPossible(f"{row} đã kết thúc hoạt động trước ngày này.")
        for part in standing:
            before = facts(part)
            if part.valid_from and part.valid_from > last_day:
                raise NotPossible(f"{part} bắt đầu hoạt động sau ngày {last_day:%d/%m/%Y}.")
            part.valid_to = last_day
            part.version += 1
            part.save()
            enter(part, before, by, note("Kết thúc hoạt động", None, f"đến hết {last_day:%d/%m/%Y}", basis))
        keep_registers(row, keeper)
    return standing


def keeper_after(row: Body, heir: Body | None) -> Body | None:
    """Which committee keeps the registers of the committees at and below this body when it has ended?"""
    if heir is not None:
        return heir.committee
    above = row.parent.committee if row.parent else None
    if above is None and row.is_committee:
        raise NotPossible(f"{row} là cấp ủy cao nhất nên chỉ kết thúc khi có cơ quan kế thừa: mời dùng Hợp nhất.")
    return above.keeper or above if above else None


def keep_registers(row: Body, keeper: Body | None) -> None:
    ended = Body.objects.committees().filter(Q(path__startswith=row.path) | Q(keeper=row))
    ended.exclude(valid_to=None).update(keeper=keeper)


def merge(
    bodies: Iterable[Body], into: Body, *, since: datetime.date, by, basis: str = "", with_posts: bool = True
) -> None:
    """Hợp nhất, sáp nhập: the bodies end, `into` takes over from that day.

    What stands below them goes on below `into`: into the body of the same name there, or else moved as it is.
    """
    with transaction.atomic():
        for body in sorted(bodies, key=lambda body: body.pk):
            merge_one(body, into, since=since, by=by, basis=basis, with_posts=with_posts)


def merge_one(body: Body, into: Body, *, since, by, basis, with_posts) -> None:
    by.require(Verb.KEEP_BODIES, into)
    if into.stands_below(body):
        raise NotPossible(f"{into} đứng dưới {body} nên không thể kế thừa.")
    if not into.holds_on(since):
        raise NotPossible(f"{into} không hoạt động vào ngày {since:%d/%m/%Y}.")
    if body.is_committee and not into.is_committee:
        raise NotPossible(f"{into} không phải cấp ủy nên không thể giữ sổ văn bản của {body}.")
    heirs_below = {child.sort_key: child for child in into.children.on(since)}
    for child in body.children.on(since).exclude(pk=into.pk):
        twin = heirs_below.get(child.sort_key)
        if twin:
            merge_one(child, twin, since=since, by=by, basis=basis, with_posts=with_posts)
        else:
            move(child, into, since=since, by=by, basis=basis)
    end(body, last_day=since - ONE_DAY, by=by, basis=basis, heir=into)
    succeed(body, into, since=since, by=by, basis=basis)
    if with_posts:
        take_posts_along(body, into, since, by)


def split(body: Body, into: Iterable[Body], *, since: datetime.date, by, basis: str = "") -> None:
    """Chia tách: the body ends, several take over. What stands below it must have found its place before."""
    with transaction.atomic():
        heirs = list(into)
        if len(heirs) < 2:
            raise NotPossible("Chia tách cần ít nhất hai cơ quan kế thừa. Với một cơ quan, mời dùng Hợp nhất.")
        if standing := body.children.on(since).exclude(pk__in=[heir.pk for heir in heirs]).count():
            raise NotPossible(f"Còn {standing} cơ quan trực thuộc {body}; mời chuyển hoặc kết thúc trước.")
        for heir in heirs:
            if not heir.holds_on(since):
                raise NotPossible(f"{heir} không hoạt động vào ngày {since:%d/%m/%Y}.")
            if heir.stands_below(body):
                raise NotPossible(f"{heir} đứng dưới {body} nên không thể kế thừa.")
        end(body, last_day=since - ONE_DAY, by=by, basis=basis)
        for heir in heirs:
            succeed(body, heir, since=since, by=by, basis=basis)


def succeed(
    body: Body,
    heir: Body,
    *,
    since: datetime.date | None,
    by,
    basis: str = "",
    kind: str = BodySuccession.Kind.LEGAL,
) -> BodySuccession:
    """Kế thừa: from that day `heir` answers for what was the body's, as its legal heir or in one function."""
    if body.pk == heir.pk:
        raise NotPossible("Cơ quan không thể kế thừa chính mình.")
    known = {"effective_on": since, "basis": basis, "is_confirmed": True}
    with transaction.atomic():
        by.require(Verb.KEEP_BODIES, body)
        by.require(Verb.CONSULT_DIRECTORY, heir)
        row, _ = BodySuccession.objects.update_or_create(predecessor=body, successor=heir, kind=kind, defaults=known)
        enter(body, facts(body), by, note(row.get_kind_display(), since, f"{body} → {heir}", basis))
    return row


def take_posts_along(body: Body, into: Body, since: datetime.date, by) -> None:
    """Who held a post at the body holds it at its heir: access closes here and opens there on the same day."""
    standing = Post.objects.filter(holds(since)).filter(body=body).select_related("user__committee", "body")
    held = set(Post.objects.filter(holds(since), body=into).values_list("user", "role"))
    for post in standing:
        if (post.user_id, post.role) not in held:
            begins = max(since, post.valid_from or since)
            taken = Post.objects.create(
                user=post.user, body=into, role=post.role, valid_from=begins, valid_to=post.valid_to
            )
            taken.absences.set(post.absences.all())  # whoever stands in there goes on standing in
        journal.write(
            Verb.KEEP_PEOPLE,
            post.user,
            by=by,
            committee=post.user.committee,
            thread=post.user.journal_thread(),
            note=f"Chuyển vị trí từ {since:%d/%m/%Y}: {post} → {into}",
        )
        if post.valid_from and post.valid_from >= since:
            post.delete()
        else:
            post.valid_to = since - ONE_DAY
            post.save(update_fields=["valid_to"])


# What each change is made of


def locked(body: Body, by) -> tuple[Body, dict]:
    """The row read anew and taken for this change: of two who change it at once, the second is told by its version."""
    by.require(Verb.KEEP_BODIES, body)
    row = Body.objects.select_for_update(of=("self",)).select_related("parent__committee", "committee").get(pk=body.pk)
    row.claim(body.version)
    body.version = row.version
    return row, facts(row)


def refuse_twin(row: Body, name: str, parent: Body | None) -> None:
    twins = Body.objects.filter(parent=parent, sort_key=sort_key(name), valid_to=None).exclude(pk=row.pk)
    if row.valid_to is None and twins.exists():
        raise NotPossible(f"Đã có cơ quan tên “{name}” trực thuộc {parent}.")


def keep_history(bodies, since: datetime.date, today: datetime.date) -> None:
    """Writes down what these bodies were until the day before. A change only follows the one before it."""
    if since > today:
        raise NotPossible("Ngày hiệu lực chưa đến. Mời thực hiện vào ngày đó.")
    keys = [body.pk for body in bodies]
    rows = list(Body.objects.filter(pk__in=keys).annotate(changed=Max("history__valid_to")))
    for row in rows:
        if row.changed and row.changed >= since - ONE_DAY:
            raise NotPossible(f"{row} đã có thay đổi đến ngày {row.changed:%d/%m/%Y}; mời chọn ngày sau đó.")
        if row.valid_from and row.valid_from >= since:
            raise NotPossible(f"{row} bắt đầu hoạt động ngày {row.valid_from:%d/%m/%Y}; mời chọn ngày sau đó.")
    BodyHistory.objects.bulk_create(
        BodyHistory(
            body=row,
            name=row.name,
            kind=row.kind,
            level=row.level,
            province_id=row.province_id,
            parent_id=row.parent_id,
            path=row.path,
            valid_from=row.changed + ONE_DAY if row.changed else row.valid_from,
            valid_to=since - ONE_DAY,
        )
        for row in rows
    )


def remember_name(row: Body, until: datetime.date) -> None:
    """The former name still finds the body."""
    if not row.aliases.filter(folded=row.folded).exists():
        BodyAlias.objects.create(body=row, name=row.name, until=until)


def note(what: str, since: datetime.date | None, words: str, basis: str) -> str:
    said = f"{what} từ {since:%d/%m/%Y}: {words}" if since else f"{what}: {words}"
    return f"{said}. Căn cứ: {basis}" if basis else said


def enter(row: Body, before: dict, by, words: str, committee: Body | None = None) -> None:
    journal.write(
        Verb.KEEP_BODIES,
        row,
        by=by,
        committee=committee or row.committee,
        thread=row.journal_thread(),
        note=words,
        changes=journal.differences(before, facts(row)),
    )
