"""What does a long directory look like? Five provinces with districts of which half have ended, renamed bodies, and
lists of every make."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from assignments.bench.country import Country, name
from assignments.models import Assignment
from provinces.models import (
    Body,
    BodyAlias,
    BodyHistory,
    BodyKind,
    BodySuccession,
    Level,
    ListInclusion,
    ListRule,
    Membership,
    RecipientList,
)

DAY = timedelta(days=1)
PROVINCES = 5
OF_A_DISTRICT = 40
LISTS = 200
HANDED_OVER = 600  # open assignments, at most, of bodies that have ended


def fill(country: Country, count: int) -> None:
    """`count` bodies below the five biggest provinces: committees of districts, each with its offices; half of the
    districts have ended, each with two heirs and with open work."""
    if count < PROVINCES * OF_A_DISTRICT * 4:
        return
    tops = list(Body.objects.filter(pk__in=[row.pk for row in country.provinces[:PROVINCES]]).order_by("pk"))
    districts = Body.objects.plant(district(number, tops) for number in range(count // OF_A_DISTRICT))
    Body.objects.plant(part(number, districts) for number in range(count - count // OF_A_DISTRICT))
    aliases = [BodyAlias(body=row, name=f"HU số {at}") for at, row in enumerate(districts)]
    BodyAlias.objects.bulk_create(aliases, batch_size=1000)
    rename_some()
    own = [row for row in districts if row.parent_id == tops[0].pk]
    succeed(own)
    fill_lists(tops[0], own)


def district(number: int, tops: list[Body]) -> Body:
    last_day = timezone.localdate() - DAY * 100 if number // PROVINCES % 2 else None
    return Body(
        name=f"Huyện ủy số {number}", kind=BodyKind.COMMITTEE, level=Level.DISTRICT, parent=tops[number % PROVINCES],
        is_committee=True, notation="HU", valid_to=last_day,
    )  # fmt: skip


def part(number: int, districts: list[Body]) -> Body:
    above = districts[number % len(districts)]
    kinds = (BodyKind.OFFICE, BodyKind.DEPARTMENT, BodyKind.ADVISORY, BodyKind.GRASSROOTS, BodyKind.UNION)
    return Body(
        name=f"Phòng {name(number)}", kind=kinds[number // len(districts) % 5], level=Level.DISTRICT, parent=above,
        valid_to=above.valid_to,
    )  # fmt: skip


def rename_some() -> None:
    """Every twentieth body bore another name until three hundred days ago."""
    until = timezone.localdate() - DAY * 300
    BodyHistory.objects.bulk_create(
        [
            BodyHistory(
                body=row, name=f"{row.name} cũ", kind=row.kind, level=row.level, parent_id=row.parent_id, path=row.path,
                valid_to=until,
            )
            for row in Body.objects.exclude(parent=None).order_by("pk")[::20]
        ],
        batch_size=1000,
    )  # fmt: skip


def succeed(districts: list[Body]) -> None:
    """Two heirs for each that has ended."""
    ended, standing = [row for row in districts if row.valid_to], [row for row in districts if not row.valid_to]
    BodySuccession.objects.bulk_create(
        BodySuccession(predecessor=row, successor=heir, kind=BodySuccession.Kind.FUNCTION, effective_on=row.valid_to)
        for at, row in enumerate(ended)
        for heir in (standing[at], standing[at - 1])
    )


def leave_work(country: Country) -> None:
    """Once there are dispatches: open work of bodies that have ended waits to be handed over."""
    top = country.provinces[0].pk
    ended = list(Body.objects.filter(parent=top).exclude(valid_to=None).order_by("pk"))
    work = Assignment.objects.open().filter(committee=top).order_by("pk")
    for at, task in enumerate(work[: min(HANDED_OVER, work.count() // 10)] if ended else []):
        Assignment.objects.filter(pk=task.pk).update(body=ended[at % len(ended)])


def fill_lists(top: Body, districts: list[Body]) -> None:
    """Of four lists one is drawn up by kind, one by kind and place, one by hand, one from the three before it."""
    lists = RecipientList.objects.bulk_create(
        RecipientList(committee=top, name=f"Danh sách số {number}") for number in range(LISTS)
    )
    for number, row in enumerate(lists):
        some = [districts[(number + step * 3) % len(districts)] for step in range(20)]
        draw_up(number, row, some, lists)


def draw_up(number: int, row: RecipientList, some: list[Body], lists: list[RecipientList]) -> None:
    kinds = BodyKind.values
    if number % 4 == 0:
        ListRule.objects.create(recipient_list=row, kind=kinds[number // 4 % 10])
    elif number % 4 == 1:
        for above in some[:3]:
            ListRule.objects.create(recipient_list=row, kind=kinds[number % 10], parent=above)
    elif number % 4 == 2:
        Membership.objects.bulk_create(
            Membership(recipient_list=row, body=body) for body in {b.pk: b for b in some}.values()
        )
    else:
        ListInclusion.objects.bulk_create(ListInclusion(outer=row, inner=lists[number - back]) for back in (1, 2, 3))
        Membership.objects.create(recipient_list=row, body=some[0], is_excluded=True)
