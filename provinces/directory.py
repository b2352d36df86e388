"""Which provinces, bodies and lists does a new installation start with?

The whole country: 63 provinces until 30/06/2025 and 34 since, their committees and typical bodies, the districts that
were and the communes that are, and who took over from whom. Loading adds what is missing and changes nothing that is
there: what an administrator has corrected stays corrected. What the data doubts is entered as not confirmed.
"""

from __future__ import annotations

import calendar
import csv
import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction

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
    Province,
    RecipientList,
    RecipientListAlias,
    Term,
)
from provinces.vietnamese import fold

DATA = Path(__file__).parent / "data"
LAST_DAY_OF_63 = datetime.date(2025, 6, 30)
FIRST_DAY_OF_34 = datetime.date(2025, 7, 1)
CENTRE = "Ban Chấp hành Trung ương Đảng"
MERGER = "Nghị quyết 202/2025/QH15 và quyết định của Bộ Chính trị"
TWO_LEVELS = "Nghị quyết 60-NQ/TW ngày 12/4/2025, Quy định 298-QĐ/TW ngày 09/6/2025"

# name, first day, last day: approximate, to be put right by each committee
PROVINCIAL_TERMS = [
    ("2015–2020", datetime.date(2015, 10, 26), datetime.date(2020, 10, 25)),
    ("2020–2025", datetime.date(2020, 10, 26), LAST_DAY_OF_63),
]
PRESENT_TERM = ("2025–2030", FIRST_DAY_OF_34, None)
DISTRICT_TERM = ("2020–2025", datetime.date(2020, 7, 1), LAST_DAY_OF_63)

KINDS = {
    "cơ quan tham mưu, giúp việc": BodyKind.ADVISORY,
    "ban cán sự đảng": BodyKind.CAUCUS,
    "đảng đoàn": BodyKind.FRACTION,
    "đảng ủy trực thuộc Tỉnh ủy": BodyKind.DIRECT_COMMITTEE,
    "cơ quan dân cử": BodyKind.AUTHORITY,
    "cơ quan hành chính": BodyKind.AUTHORITY,
    "sở / cơ quan chuyên môn": BodyKind.DEPARTMENT,
    "cơ quan ngành": BodyKind.DEPARTMENT,
    "tổ chức lâm thời": BodyKind.TASK_FORCE,
    "MTTQ": BodyKind.FRONT,
    "MTTQ / tổ chức chính trị - xã hội": BodyKind.UNION,
    "hội quần chúng": BodyKind.ASSOCIATION,
    "cơ quan báo chí": BodyKind.MEDIA,
    "đơn vị sự nghiệp": BodyKind.MEDIA,
}
# Classes of bodies and leading collectives are no bodies of their own.
NOT_A_BODY = {"TU", "BTVTU", "TTTU", "BTV_HU", "HUYEN_UY", "THI_UY", "THANH_UY", "QUAN_UY", "DU_XA", "DU_XA_CU"}
BORDER_ONLY = {"DU_BDBP", "BDBP"}
WITH_BORDER = {"Kiên Giang"}
DISTRICT_NOTATION = {"Huyện ủy": "HU", "Thị ủy": "ThU", "Thành ủy": "ThU"}
GROUP_OF_DISTRICTS = {"Huyện": "G_HUYEN_UY", "Thị": "G_THI_UY", "Thành": "G_THANH_UY", "Quận": "G_QUAN_UY"}


@dataclass(frozen=True)
class ListPlan:
    """How a list of a provincial committee is drawn up: by rules (kind, level, since), from lists, by hand (groups)."""

    name: str
    phrases: tuple[str, ...] = ()
    rules: tuple[tuple[str, str, datetime.date | None], ...] = ()
    lists: tuple[str, ...] = ()
    hands: tuple[str, ...] = ()
    is_of_persons: bool = False


def kind(*kinds: str) -> tuple[tuple[str, str, None], ...]:
    return tuple((each, Level.PROVINCE, None) for each in kinds)


DISTRICTS = ((BodyKind.COMMITTEE, Level.DISTRICT, None),)
COMMUNES = ((BodyKind.COMMITTEE, Level.COMMUNE, FIRST_DAY_OF_34),)
LISTS = {
    "G_BAN_DANG": ListPlan("Các ban Đảng tỉnh", rules=kind(BodyKind.OFFICE, BodyKind.ADVISORY)),
    "G_BCSD": ListPlan("Các ban cán sự đảng", rules=kind(BodyKind.CAUCUS)),
    "G_DANG_DOAN": ListPlan("Các đảng đoàn", rules=kind(BodyKind.FRACTION)),
    "G_HUYEN_UY": ListPlan("Các huyện ủy", hands=("G_HUYEN_UY",)),
    "G_THI_UY": ListPlan("Các thị ủy", ("Thị ủy",), hands=("G_THI_UY",)),
    "G_THANH_UY": ListPlan("Các thành ủy", ("Thành ủy",), hands=("G_THANH_UY",)),
    "G_QUAN_UY": ListPlan("Các quận ủy", hands=("G_QUAN_UY",)),
    "G_CAP_UY_HUYEN": ListPlan(
        "Các huyện ủy, thị ủy, thành ủy", ("Các huyện, thị ủy, thành ủy", "Các huyện, thành ủy"), DISTRICTS
    ),
    "G_BTV_CAP_HUYEN": ListPlan(
        "Ban Thường vụ các huyện ủy, thị ủy, thành ủy", ("BTV HU, thị ủy, thành ủy",), DISTRICTS
    ),
    "G_DU_XA_PHUONG": ListPlan("Các đảng ủy xã, phường, đặc khu", ("Các đảng ủy xã, phường",), COMMUNES),
    # since 2025 the words mean every commune's committee too
    "G_DUTT": ListPlan("Các đảng ủy trực thuộc Tỉnh ủy", rules=(*kind(BodyKind.DIRECT_COMMITTEE), *COMMUNES)),
    "G_SO_BAN_NGANH": ListPlan("Các sở, ban, ngành", rules=kind(BodyKind.DEPARTMENT), hands=("DAI_PTTH",)),
    "G_DOAN_THE": ListPlan("Các đoàn thể chính trị - xã hội", rules=kind(BodyKind.UNION)),
    "G_MTTQ_DOAN_THE": ListPlan(
        "Ủy ban Mặt trận Tổ quốc và các đoàn thể", rules=kind(BodyKind.FRONT), lists=("G_DOAN_THE",)
    ),
    "G_SO_BAN_NGANH_DOAN_THE": ListPlan("Các sở, ban, ngành, đoàn thể", lists=("G_SO_BAN_NGANH", "G_DOAN_THE")),
    "G_BAO_CHI": ListPlan("Các cơ quan báo chí", hands=("G_BAO_CHI",)),
    "G_HOI_QUAN_CHUNG": ListPlan("Các hội quần chúng", rules=kind(BodyKind.ASSOCIATION)),
    "G_UV_BCH": ListPlan("Các đồng chí Tỉnh ủy viên", is_of_persons=True),
    "G_UV_BTV": ListPlan("Các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy", is_of_persons=True),
    "G_BI_THU_HUYEN": ListPlan("Bí thư các huyện ủy, thị ủy, thành ủy", is_of_persons=True),
}
UNNAMED_DISTRICT = "Huyện ủy (văn bản không nêu địa danh)"
UNNAMED_DISTRICT_LISTS = {
    "Các ban và Văn phòng Huyện ủy": ["Ban Tuyên giáo Huyện ủy", "Văn phòng Huyện ủy"],
    "Các phòng, ban, ngành huyện": [],
    "Các đoàn thể huyện": [],
    "Các tổ chức cơ sở đảng trực thuộc Huyện ủy": [],
}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class Top:
    """A provincial committee of the 63, with what was loaded below it."""

    row: dict[str, str]
    body: Body
    is_new: bool
    is_left: bool  # left as it stood before the reorganisation of 2025
    before: Province
    groups: dict[str, list[Body]] = field(default_factory=lambda: defaultdict(list))

    @property
    def has_ended(self) -> bool:
        return self.body.valid_to is not None


def load(left_standing: Collection[str] = (), only: Collection[str] | None = None) -> None:
    """Everything, in one transaction; a second time changes nothing.

    `left_standing` are provinces (names) whose bodies stay as they stood before 2025, for their administrators to
    reorganise; `only` keeps to some provinces and those into which they were merged.
    """
    with transaction.atomic():
        load_provinces()
        centre = head_of_the_tree()
        if centre is None:
            centre = load_central_bodies()
            load_unnamed_district()
        tops = found_provincial_committees(centre, left_standing, only)
        new = [top for top in tops if top.is_new]
        load_typical_bodies(new)
        load_districts(new)
        load_communes(tops)
        load_successions(new, tops)
        load_lists(new)
        if new:
            let_the_database_count()


def let_the_database_count() -> None:
    """Twenty thousand rows came at once; until it counts them, PostgreSQL asks its questions as if there were none."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def load_provinces() -> None:
    """A province that did not change in 2025 is one row without dates; the others end, and the merged ones begin."""
    if Province.objects.exists():
        return
    old = rows("provinces_63.csv")
    unchanged = {row["code"] for row in old if row["changed"] == "no"}
    now = {
        row["code"]: Province.objects.create(
            code=row["code"],
            name=row["name"],
            full_name=row["full_name"],
            valid_from=None if row["code"] in unchanged else FIRST_DAY_OF_34,
        )
        for row in rows("provinces_34.csv")
    }
    for row in old:
        if row["code"] not in unchanged:
            Province.objects.create(
                code=row["code"],
                name=row["name"],
                full_name=row["full_name"],
                valid_to=LAST_DAY_OF_63,
                merged_into=now[row["merged_into_code"]],
            )


def body(name: str, kind: str, level: str, parent: Body | None = None, **facts) -> Body:
    return Body.objects.create(name=name, kind=kind, level=level, parent=parent, **facts)


def add_aliases(named: Iterable[tuple[Body, Iterable[str]]]) -> None:
    """Other names of bodies that have none yet."""
    BodyAlias.objects.bulk_create(
        [
            BodyAlias(body=of, name=name)
            for of, names in named
            for folded, name in {fold(name): name for name in names}.items()
            if folded != of.folded
        ],
        batch_size=1000,
    )


def plain_name(name: str) -> str:
    """ "Cục Thuế tỉnh (từ 2025: Thuế tỉnh)" was called Cục Thuế tỉnh."""
    return name.split(" (")[0].split(" / ")[0].strip()


def split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip() and "…" not in part]


def head_of_the_tree() -> Body | None:
    """Where it stands, whatever it is called by now, what is loaded once has been loaded."""
    return Body.objects.committees().filter(parent=None, level=Level.CENTRAL).first()


def load_central_bodies() -> Body:
    """The head of the tree, and the central bodies to which dispatches are sent for report."""
    centre = body(CENTRE, BodyKind.COMMITTEE, Level.CENTRAL, is_committee=True, notation="TW")
    central = [
        (body(row["name"], BodyKind.CENTRAL, Level.CENTRAL), split(row["aliases"]))
        for row in rows("typical_bodies.csv")
        if row["level"] == "trung ương"
    ]
    add_aliases([(centre, ["Trung ương Đảng"]), *central])
    return centre


def found_provincial_committees(centre: Body, left_standing, only) -> list[Top]:
    """The 63 committees. One whose province kept its name in 2025 goes on, in the greater province and in a new term;
    one that was merged away has ended, and the committee it was merged into keeps its register."""
    given = rows("provinces_63.csv")
    if only is not None:
        heirs = {row["merged_into_code"] for row in given if row["name"] in only}
        given = [row for row in given if row["name"] in only or (row["merged_into_code"] in heirs and keeps_name(row))]
    now = {row.code: row for row in Province.objects.on(FIRST_DAY_OF_34)}
    before = {row.code: row for row in Province.objects.on(LAST_DAY_OF_63)}
    known = known_committees()
    tops = []
    for row in given:
        goes_on = now[row["merged_into_code"]].name == row["name"]
        made = Body(
            name=f"{title(row['full_name'])} {row['name']}",
            kind=BodyKind.COMMITTEE,
            level=Level.PROVINCE,
            parent=centre,
            province=now[row["merged_into_code"]] if goes_on else before[row["code"]],
            is_committee=True,
            notation="TU",
            valid_to=None if goes_on or row["name"] in left_standing else LAST_DAY_OF_63,
        )
        found = known.get(fold(made.name)) or known.get(made.province)
        tops.append(Top(row, found or made, found is None, row["name"] in left_standing, before[row["code"]]))
    new = [top for top in tops if top.is_new]
    Body.objects.plant([top.body for top in new])
    refresh(top.body for top in new)
    add_aliases((top.body, committee_names(top.row)) for top in new)
    load_terms(
        [(top.body, term) for top in new for term in PROVINCIAL_TERMS]
        + [(top.body, PRESENT_TERM) for top in new if not top.has_ended]
    )
    end_merged_committees(new, tops)
    return tops


def known_committees() -> dict[str | Province | None, Body]:
    """The provincial committees by every name they bore and, should an administrator have corrected the name, by their
    province."""
    known: dict[str | Province | None, Body] = {}
    for row in Body.objects.committees().filter(level=Level.PROVINCE).prefetch_related("aliases", "province"):
        known |= dict.fromkeys((row.folded, *(other.folded for other in row.aliases.all())), row)
        known.setdefault(row.province, row)
    return known


def keeps_name(row: dict[str, str]) -> bool:
    return any(
        now["code"] == row["merged_into_code"] and now["name"] == row["name"] for now in rows("provinces_34.csv")
    )


def title(province: str) -> str:
    """The committee of a city under the centre is a Thành ủy."""
    return "Thành ủy" if province.startswith("Thành phố") else "Tỉnh ủy"


def committee_names(row: dict[str, str]) -> list[str]:
    if title(row["full_name"]) == "Thành ủy":
        return ["Thành ủy", "Ban Chấp hành Đảng bộ thành phố"]
    return ["Tỉnh ủy", "Ban Chấp hành Đảng bộ tỉnh", "BCH Đảng bộ tỉnh"]


def end_merged_committees(new: list[Top], tops: list[Top]) -> None:
    heirs = {top.row["merged_into_code"]: top.body for top in tops if keeps_name(top.row)}
    for top in new:
        heir = heirs[top.row["merged_into_code"]]
        if heir.pk == top.body.pk:
            if top.row["changed"] == "yes":
                keep_former_province(top.body, top.before)
        elif top.has_ended:
            top.body.keeper = heir
            Body.objects.filter(pk=top.body.pk).update(keeper=heir)
            succession(top.body, heir, BodySuccession.Kind.LEGAL, FIRST_DAY_OF_34, MERGER).save()


def keep_former_province(committee: Body, former: Province) -> None:
    BodyHistory.objects.create(
        body=committee,
        name=committee.name,
        kind=committee.kind,
        level=committee.level,
        province=former,
        parent=committee.parent,
        path=committee.path,
        valid_to=LAST_DAY_OF_63,
    )


def succession(old: Body, new: Body, kind: str, since: datetime.date, basis: str, is_confirmed: bool = True):
    return BodySuccession(
        predecessor=old, successor=new, kind=kind, effective_on=since, basis=basis, is_confirmed=is_confirmed
    )


def refresh(planted: Iterable[Body]) -> None:
    """Planted bodies learn the place they were given in the tree."""
    given = {row.pk: row for row in planted}
    for pk, path, committee in Body.objects.filter(pk__in=given).values_list("pk", "path", "committee"):
        given[pk].path, given[pk].committee_id = path, committee


def load_terms(terms: Iterable[tuple[Body, tuple]]) -> None:
    Term.objects.bulk_create(
        [
            Term(committee=committee, name=name, starts_on=first, ends_on=last)
            for committee, (name, first, last) in terms
        ],
        batch_size=1000,
    )


def load_typical_bodies(new: list[Top]) -> None:
    """The bodies that a province usually has; which of them a given province really has is for it to confirm."""
    typical = [
        row for row in rows("typical_bodies.csv") if row["level"] == "tỉnh" and row["body_key"] not in NOT_A_BODY
    ]
    made: list[tuple[Top, dict[str, str], Body]] = []
    for top in new:
        for row in typical:
            if row["body_key"] in BORDER_ONLY and top.row["name"] not in WITH_BORDER:
                continue
            if part := typical_body(top, row):
                made.append((top, row, part))
    Body.objects.plant(part for _, _, part in made)
    add_aliases((part, aliases_of(row, top)) for top, row, part in made)
    for top, row, part in made:
        for key in (row["body_key"], *row["groups"].split()):
            top.groups[key].append(part)


def typical_body(top: Top, row: dict[str, str]) -> Body | None:
    first, last = day(row["valid_from"]), day(row["valid_to"], is_last=True)
    is_temporary = row["kind"] == "tổ chức lâm thời"
    if top.is_left:
        if first and first.year == 2025:
            return None
        last = last if is_temporary else None
    elif top.has_ended:
        if first and first > LAST_DAY_OF_63:
            return None
        last = min(last or LAST_DAY_OF_63, LAST_DAY_OF_63)
    return Body(
        name=of_a_city(plain_name(row["name"]), top),
        kind=kind_of(row),
        level=Level.PROVINCE,
        parent=top.body,
        province=top.body.province,
        valid_from=first,
        valid_to=last,
        is_confirmed=row["confidence"] == "high" and is_exact(row["valid_from"]) and is_exact(row["valid_to"]),
    )


def kind_of(row: dict[str, str]) -> str:
    special = {"VPTU": BodyKind.OFFICE, "VP_HU": BodyKind.OFFICE, "MTTQ": BodyKind.FRONT}
    return special.get(row["body_key"]) or KINDS[row["kind"]]


def day(text: str, is_last: bool = False) -> datetime.date | None:
    """ "2025-02" as a last day is 28/02/2025; as a first day, the first of the month after, when the others had ended."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return datetime.date(parts[0], parts[1], parts[2])
    if len(parts) == 2:
        last = datetime.date(parts[0], parts[1], calendar.monthrange(parts[0], parts[1])[1])
        return last if is_last else last + datetime.timedelta(days=1)
    if parts == [2025]:  # the year in which the provinces were merged
        return LAST_DAY_OF_63 if is_last else FIRST_DAY_OF_34
    return datetime.date(parts[0], 12, 31) if is_last else datetime.date(parts[0], 1, 1)


def is_exact(text: str) -> bool:
    return not text or text.count("-") == 2


def of_a_city(name: str, top: Top) -> str:
    """What is "tỉnh" in a province is "thành phố" in a city under the centre."""
    if title(top.row["full_name"]) == "Tỉnh ủy":
        return name
    name = name.replace("Tỉnh ủy", "Thành ủy").replace("Tỉnh Đoàn", "Thành Đoàn")
    return f"{name.removesuffix(' tỉnh')} thành phố" if name.endswith(" tỉnh") else name


def aliases_of(row: dict[str, str], top: Top) -> list[str]:
    """Abbreviations; a newspaper's name goes to its own province only."""
    names = split(row["aliases"])
    if row["body_key"] == "BAO_TINH":
        return [f"Báo {top.row['name']}"]
    return names


def load_districts(new: list[Top]) -> None:
    """The 696 districts of before; of the provinces left standing, those of 2021."""
    by_province = defaultdict(list)
    for row in rows("districts_696.csv"):
        by_province[row["province_code"]].append(row)
    of_2021 = defaultdict(list)
    for row in rows("district_committees_2021.csv"):
        place = next((d for d in by_province[row["province_code_old"]] if d["committee"] == row["committee"]), {})
        notation = DISTRICT_NOTATION[row["kind"]]
        of_2021[row["province"]].append({"area": "", "code": "", **place, **row, "notation": notation})
    made: list[tuple[Top, dict[str, str], Body]] = []
    for top in new:
        given = of_2021[top.row["name"]] if top.is_left else by_province[top.row["code"]]
        made += [(top, row, district_committee(top, row)) for row in given]
    Body.objects.plant(committee for _, _, committee in made)
    add_aliases((committee, district_names(committee.name)) for _, _, committee in made)
    load_terms((committee, DISTRICT_TERM) for _, _, committee in made)
    for top, _, committee in made:
        top.groups[GROUP_OF_DISTRICTS[committee.name.split()[0]]].append(committee)


def district_committee(top: Top, row: dict[str, str]) -> Body:
    return Body(
        name=row["committee"],
        kind=BodyKind.COMMITTEE,
        level=Level.DISTRICT,
        parent=top.body,
        province=top.before,
        is_committee=True,
        notation=row["notation"],
        area=row["area"],
        area_code=row["code"],
        valid_to=None if top.is_left else LAST_DAY_OF_63,
        keeper=None if top.is_left else top.body.keeper or top.body,
    )


def district_names(committee: str) -> list[str]:
    short = committee.replace("Huyện ủy", "HU")
    return [f"Ban Thường vụ {committee}", f"BTV {committee}", f"BTV {short}"]


def load_communes(tops: list[Top]) -> None:
    """The 3,321 committees of communes, wards and special zones, each directly under its provincial committee."""
    standing = {top.row["merged_into_code"]: top.body for top in tops if keeps_name(top.row)}
    known: set[object] = set()
    for parent, folded, code in Body.objects.filter(level=Level.COMMUNE).values_list("parent", "folded", "area_code"):
        known |= {code, (parent, folded)}
    now = {row.code: row for row in Province.objects.on(FIRST_DAY_OF_34)}
    made = [
        Body(
            name=row["committee"],
            kind=BodyKind.COMMITTEE,
            level=Level.COMMUNE,
            parent=standing[row["province_code"]],
            province=now[row["province_code"]],
            is_committee=True,
            notation="ĐU",
            area=row["area"],
            area_code=row["code"],
            valid_from=FIRST_DAY_OF_34,
        )
        for row in rows("communes_3321.csv")
        if row["province_code"] in standing
        and known.isdisjoint({row["code"], (standing[row["province_code"]].pk, fold(row["committee"]))})
    ]
    Body.objects.plant(made)
    load_terms((committee, PRESENT_TERM) for committee in made)
    succeed_districts({row.area_code: row for row in made})


def succeed_districts(communes: dict[str, Body]) -> None:
    """A district's duties went to the communes of its area. Of a commune that holds parts of several districts, each
    is entered, and none is confirmed: the administrator of the province knows which of them left it what."""
    if not communes:
        return
    districts = {row.area_code: row for row in Body.objects.filter(level=Level.DISTRICT).exclude(area_code="")}
    made = []
    for row in rows("communes_3321.csv"):
        others = row["other_districts"].split()
        for code in (row["district_code"], *others):
            if row["code"] in communes and code in districts:
                pair = districts[code], communes[row["code"]]
                kind = BodySuccession.Kind.FUNCTION
                made.append(succession(*pair, kind, FIRST_DAY_OF_34, TWO_LEVELS, is_confirmed=not others))
    BodySuccession.objects.bulk_create(made, batch_size=1000)


def load_successions(new: list[Top], tops: list[Top]) -> None:
    """Within a province as the known successions say; of a province that was merged, to the body of the same kind."""
    given = rows("successions.csv")
    heirs = {top.row["merged_into_code"]: top for top in tops if keeps_name(top.row)}
    made = []
    for top in new:
        if top.is_left:
            continue
        for row in given:
            for old, heir in zip(top.groups[row["old_key"]], top.groups[row["new_key"]], strict=False):
                since = datetime.date.fromisoformat(row["effective_on"])
                made.append(succession(old, heir, row["kind"], since, row["basis"], bool(row["is_confirmed"])))
        heir_top = heirs[top.row["merged_into_code"]]
        if top.has_ended and heir_top.is_new:
            made += merged_bodies(top, heir_top)
    BodySuccession.objects.bulk_create(made, batch_size=1000)


def merged_bodies(top: Top, heir: Top) -> list[BodySuccession]:
    keys = [key for key in top.groups if not key.startswith("G_")]
    return [
        succession(old, new, BodySuccession.Kind.LEGAL, FIRST_DAY_OF_34, MERGER, is_confirmed=False)
        for key in keys
        for old, new in zip(top.groups[key], heir.groups[key], strict=False)
        if old.valid_to == LAST_DAY_OF_63 and new.valid_to is None
    ]


def load_lists(new: list[Top]) -> None:
    """The lists of each committee, drawn up by rules where there are rules."""
    printed = {row["group_key"]: split(row["phrases"]) for row in rows("recipient_groups.csv")}
    made = {
        (top.body.pk, key): RecipientList(
            committee=top.body, name=of_a_city(plan.name, top), is_of_persons=plan.is_of_persons
        )
        for top in new
        for key, plan in LISTS.items()
    }
    RecipientList.objects.bulk_create(made.values(), batch_size=1000)
    aliases: list[RecipientListAlias] = []
    rules: list[ListRule] = []
    inclusions: list[ListInclusion] = []
    hands: list[Membership] = []
    for top in new:
        taken = {made[top.body.pk, key].folded for key in LISTS}
        for key, plan in LISTS.items():
            row = made[top.body.pk, key]
            for phrase in (*plan.phrases, *printed.get(key, [])):
                if fold(phrase) not in taken:
                    taken.add(fold(phrase))
                    aliases.append(RecipientListAlias(recipient_list=row, name=phrase))
            rules += [
                ListRule(recipient_list=row, kind=kind, level=level, parent=top.body, valid_from=since)
                for kind, level, since in plan.rules
            ]
            inclusions += [ListInclusion(outer=row, inner=made[top.body.pk, inner]) for inner in plan.lists]
            hands += [Membership(recipient_list=row, body=part) for group in plan.hands for part in top.groups[group]]
    RecipientListAlias.objects.bulk_create(aliases, batch_size=1000)
    ListRule.objects.bulk_create(rules, batch_size=1000)
    ListInclusion.objects.bulk_create(inclusions, batch_size=1000)
    Membership.objects.bulk_create(hands, batch_size=1000)


def make_list(
    top: Body, name: str, phrases: Iterable[str], members: Iterable[Body], is_of_persons: bool = False
) -> None:
    made = RecipientList.objects.create(committee=top, name=name, is_of_persons=is_of_persons)
    taken = set(RecipientListAlias.objects.filter(recipient_list__committee=top).values_list("folded", flat=True))
    wanted = {fold(phrase): phrase for phrase in phrases}
    for folded, phrase in wanted.items():
        if folded != made.folded and folded not in taken:
            RecipientListAlias.objects.create(recipient_list=made, name=phrase)
    unique = {member.pk: member for member in members}.values()
    Membership.objects.bulk_create([Membership(recipient_list=made, body=member) for member in unique])


def load_unnamed_district() -> None:
    """The district committee of one sample, whose text names neither the district nor the province."""
    top = body(UNNAMED_DISTRICT, BodyKind.COMMITTEE, Level.DISTRICT, is_committee=True, notation="HU")
    Term.objects.create(committee=top, name="2020–2025", starts_on=datetime.date(2020, 7, 1), ends_on=LAST_DAY_OF_63)
    given = [row for row in rows("typical_bodies.csv") if row["level"] == "huyện" and row["body_key"] not in NOT_A_BODY]
    made = {row["name"]: body(row["name"], kind_of(row), Level.DISTRICT, top) for row in given}
    add_aliases([(top, ["Huyện ủy"]), *((made[row["name"]], split(row["aliases"])) for row in given)])
    for name, members in UNNAMED_DISTRICT_LISTS.items():
        make_list(top, name, [], [made[member] for member in members])
