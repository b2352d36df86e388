"""Who is there? Thirty-four provinces of very different size, with their committees, bodies and the people who measure."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from assignments.bench.wording import COMMON
from provinces.models import Body, BodyKind, Level, Post, Role, Term, User

PROVINCES = 34
SKEW = 0.85  # of Zipf: the biggest province writes about a fifth of all dispatches
MOST_BODIES, FEWEST_BODIES = 800, 100
OF_A_COMMUNE = [
    "Văn phòng Đảng ủy",
    "Ủy ban nhân dân",
    "Mặt trận Tổ quốc",
    "Hội Phụ nữ",
    "Đoàn Thanh niên",
    "Hội Nông dân",
]


@dataclass(frozen=True)
class Committee:
    """One that issues dispatches: its number, its tree's top, its name and those whom it may charge, the busiest first."""

    pk: int
    top: int
    notation: str
    name: str
    bodies: tuple[int, ...]
    overseer: int
    terms: tuple[tuple[datetime.date, int], ...]  # first days and numbers, oldest first

    def term_on(self, day: datetime.date) -> int | None:
        return next((pk for first, pk in reversed(self.terms) if first <= day), None)


@dataclass(frozen=True)
class Country:
    """The committees: first those of the provinces, the biggest first, and below each its communes'."""

    provinces: list[Committee] = field(default_factory=list)
    communes: list[list[Committee]] = field(default_factory=list)

    @property
    def committees(self) -> list[Committee]:
        return self.provinces + [commune for communes in self.communes for commune in communes]


def weight(place: int) -> float:
    return (place + 1) ** -SKEW


def plant(today: datetime.date, provinces: int = PROVINCES) -> Country:
    country = Country()
    tops = Body.objects.plant(
        Body(name=f"Tỉnh ủy {province_name(at)}", kind=BodyKind.COMMITTEE, level=Level.PROVINCE, is_committee=True,
             notation="TU") for at in range(provinces)
    )  # fmt: skip
    for at, top in enumerate(tops):
        size = max(FEWEST_BODIES, int(MOST_BODIES * weight(at)))
        plant_province(country, top, size, today)
    return country


def plant_province(country: Country, top: Body, size: int, today: datetime.date) -> None:
    below = len(OF_A_COMMUNE) + 1
    communes = Body.objects.plant(
        Body(name=f"Đảng ủy xã {name(number)}", kind=BodyKind.COMMITTEE, level=Level.COMMUNE, is_committee=True,
             notation="ĐU", parent=top) for number in range(size // (2 * below))
    )  # fmt: skip
    parts = Body.objects.plant(
        Body(name=f"{said} xã {name(number)}", kind=BodyKind.UNION, level=Level.COMMUNE, parent=commune)
        for number, commune in enumerate(communes)
        for said in OF_A_COMMUNE
    )
    offices = Body.objects.plant(office(number, top) for number in range(size - len(communes) * below))
    charged = [*offices, *communes]
    country.provinces.append(committee(top, top, charged, today))
    country.communes.append(
        [
            committee(row, top, parts[at * len(OF_A_COMMUNE) : (at + 1) * len(OF_A_COMMUNE)], today)
            for at, row in enumerate(communes)
        ]
    )


def office(number: int, top: Body) -> Body:
    kinds = [BodyKind.DEPARTMENT, BodyKind.ADVISORY, BodyKind.DEPARTMENT, BodyKind.AUTHORITY, BodyKind.GRASSROOTS]
    said = ["Sở", "Ban", "Sở", "Ủy ban nhân dân huyện", "Đảng ủy cơ sở"][number % 5]
    return Body(name=f"{said} {name(number)}", kind=kinds[number % 5], level=Level.PROVINCE, parent=top)


def committee(row: Body, top: Body, charged: list[Body], today: datetime.date) -> Committee:
    """Its numbers start again every five years."""
    years = [year for year in range(today.year - 15, today.year + 1) if year % 5 == 0]
    terms = Term.objects.bulk_create(
        Term(
            committee=row,
            name=f"{year}–{year + 5}",
            starts_on=datetime.date(year, 10, 1),
            ends_on=None if year == years[-1] else datetime.date(year + 5, 9, 30),
        )
        for year in years
    )
    return Committee(
        pk=row.pk,
        top=top.pk,
        notation=row.notation,
        name=row.name,
        bodies=tuple(body.pk for body in charged),
        overseer=charged[1].pk,
        terms=tuple((term.starts_on, term.pk) for term in terms),
    )


def name(number: int) -> str:
    """ "Phát triển", "Kinh tế 2": the words come round again with a number."""
    turn, place = divmod(number, len(COMMON))
    return COMMON[place].capitalize() + (f" {turn + 1}" if turn else "")


def province_name(number: int) -> str:
    return f"{COMMON[40 + number].title()}"


# The people who measure: name, role, and of which body

CLERK, MONITOR, CHIEF, LEADER, KEEPER = "van-thu", "theo-doi", "chanh-van-phong", "lanh-dao", "quan-tri"
FOCAL, COMMUNE_CLERK = "dau-moi", "van-thu-xa"


def people(country: Country) -> None:
    """The desk of the biggest province, its busiest body, and the clerk of one of its smallest committees."""
    top = Body.objects.get(pk=country.provinces[0].pk)
    busiest = Body.objects.get(pk=country.provinces[0].bodies[0])
    commune = Body.objects.get(pk=country.communes[0][-1].pk)
    for username, role, body in [
        (CLERK, Role.CLERK, top), (MONITOR, Role.MONITOR, top), (CHIEF, Role.CHIEF, top), (LEADER, Role.LEADER, top),
        (KEEPER, Role.ADMIN, top), (FOCAL, Role.FOCAL, busiest), (COMMUNE_CLERK, Role.CLERK, commune),
    ]:  # fmt: skip
        person(username, role, body, commune if body == commune else top)


def person(username: str, role: str, body: Body, committee: Body) -> User:
    user = User.objects.create_user(username, full_name=username, committee=committee)
    Post.objects.create(user=user, role=role, body=body)
    return user
