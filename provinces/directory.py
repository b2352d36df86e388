"""Which provinces, bodies and lists does a new installation start with?

Loading adds what is missing and changes nothing that is there: what an administrator has corrected stays corrected.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from provinces.models import (
    Body,
    BodyAlias,
    BodyKind,
    Level,
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
TERMS = [
    ("2015–2020", datetime.date(2015, 10, 26), datetime.date(2020, 10, 25)),
    ("2020–2025", datetime.date(2020, 10, 26), datetime.date(2025, 6, 30)),
]

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
DISTRICT_NOTATION = {"Huyện ủy": "HU", "Thị ủy": "ThU", "Thành ủy": "ThU"}
BORDER_ONLY = {"DU_BDBP", "BDBP"}

# name, phrases beside those in the data, member groups or body keys
LISTS: dict[str, tuple[str, list[str]]] = {
    "G_BAN_DANG": ("Các ban Đảng tỉnh", []),
    "G_BCSD": ("Các ban cán sự đảng", []),
    "G_DANG_DOAN": ("Các đảng đoàn", []),
    "G_HUYEN_UY": ("Các huyện ủy", []),
    "G_THI_UY": ("Các thị ủy", ["Thị ủy"]),
    "G_THANH_UY": ("Các thành ủy", ["Thành ủy"]),
    "G_CAP_UY_HUYEN": ("Các huyện ủy, thị ủy, thành ủy", ["Các huyện, thị ủy, thành ủy", "Các huyện, thành ủy"]),
    "G_BTV_CAP_HUYEN": ("Ban Thường vụ các huyện ủy, thị ủy, thành ủy", ["BTV HU, thị ủy, thành ủy"]),
    "G_DUTT": ("Các đảng ủy trực thuộc Tỉnh ủy", []),
    "G_SO_BAN_NGANH": ("Các sở, ban, ngành", []),
    "G_DOAN_THE": ("Các đoàn thể chính trị - xã hội", []),
    "G_MTTQ_DOAN_THE": ("Ủy ban Mặt trận Tổ quốc và các đoàn thể", []),
    "G_SO_BAN_NGANH_DOAN_THE": ("Các sở, ban, ngành, đoàn thể", []),
    "G_BAO_CHI": ("Các cơ quan báo chí", []),
    "G_HOI_QUAN_CHUNG": ("Các hội quần chúng", []),
    "G_UV_BCH": ("Các đồng chí Tỉnh ủy viên", []),
    "G_UV_BTV": ("Các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy", []),
    "G_BI_THU_HUYEN": ("Bí thư các huyện ủy, thị ủy, thành ủy", []),
}
OF_PERSONS = {"G_UV_BCH", "G_UV_BTV", "G_BI_THU_HUYEN"}
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


def load() -> None:
    """Everything, in one transaction; a second time changes nothing."""
    with transaction.atomic():
        load_provinces()
        load_central_bodies()
        for name in dict.fromkeys(row["province"] for row in rows("district_committees_2021.csv")):
            load_province_directory(name)
        load_unnamed_district()


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
    """The body of that name under that parent: found, or made."""
    found = Body.objects.filter(parent=parent, folded=fold(name)).first()
    return found or Body.objects.create(name=name, kind=kind, level=level, parent=parent, **facts)


def alias(of: Body, *names: str) -> None:
    for name in names:
        if fold(name) != of.folded and not of.aliases.filter(folded=fold(name)).exists():
            BodyAlias.objects.create(body=of, name=name)


def plain_name(name: str) -> str:
    """ "Cục Thuế tỉnh (từ 2025: Thuế tỉnh)" was called Cục Thuế tỉnh."""
    return name.split(" (")[0].split(" / ")[0].strip()


def load_central_bodies() -> None:
    for row in rows("typical_bodies.csv"):
        if row["level"] == "trung ương":
            central = body(row["name"], BodyKind.CENTRAL, Level.CENTRAL)
            alias(central, *split(row["aliases"]))


def split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip() and "…" not in part]


def load_province_directory(name: str) -> None:
    """The committee of one province as it stood in 2020–2021, with all below it and its lists."""
    province = Province.objects.get(name=name, valid_to=LAST_DAY_OF_63)
    title = f"Tỉnh ủy {name}"
    if Body.objects.committees().filter(province=province, parent=None).exists():
        return  # administrators keep it now, under whatever name
    top = body(title, BodyKind.COMMITTEE, Level.PROVINCE, province=province, is_committee=True, notation="TU")
    alias(top, "Tỉnh ủy", "Ban Chấp hành Đảng bộ tỉnh", "BCH Đảng bộ tỉnh")
    for term, first, last in TERMS:
        Term.objects.create(committee=top, name=term, starts_on=first, ends_on=last)
    groups = load_bodies_of_province(top, province, has_border=name == "Kiên Giang")
    for key, committees in load_district_committees(top, province, name).items():
        groups.setdefault(key, []).extend(committees)
    load_lists(top, groups)


def load_bodies_of_province(top: Body, province: Province, has_border: bool) -> dict[str, list[Body]]:
    """The typical bodies that stood then; returns them by group and by their own key."""
    groups: dict[str, list[Body]] = {}
    for row in rows("typical_bodies.csv"):
        begun_later = row["valid_from"].startswith("2025")
        if row["level"] != "tỉnh" or row["body_key"] in NOT_A_BODY or begun_later:
            continue
        if row["body_key"] in BORDER_ONLY and not has_border:
            continue
        kind = BodyKind.OFFICE if row["body_key"] == "VPTU" else KINDS[row["kind"]]
        if row["body_key"] == "MTTQ":
            kind = BodyKind.FRONT
        row_body = body(plain_name(row["name"]), kind, Level.PROVINCE, top, province=province, **lifetime(row, kind))
        alias(row_body, *aliases_of(row, province))
        for key in (row["body_key"], *row["groups"].split()):
            groups.setdefault(key, []).append(row_body)
    return groups


def lifetime(row: dict[str, str], kind: str) -> dict[str, datetime.date]:
    """Task forces lived for a known year or two. What the reorganisation of 2025 ended, administrators end."""
    if kind != BodyKind.TASK_FORCE:
        return {}
    return {
        "valid_from": datetime.date(int(row["valid_from"][:4]), 1, 1),
        "valid_to": datetime.date(int(row["valid_to"][:4]), 12, 31),
    }


def aliases_of(row: dict[str, str], province: Province) -> list[str]:
    """Abbreviations; a newspaper's name goes to its own province only."""
    names = split(row["aliases"])
    if row["body_key"] == "BAO_TINH":
        return [name for name in names if name == f"Báo {province.name}"]
    return names


def load_district_committees(top: Body, province: Province, name: str) -> dict[str, list[Body]]:
    groups: dict[str, list[Body]] = {}
    keys = {"Huyện ủy": "G_HUYEN_UY", "Thị ủy": "G_THI_UY", "Thành ủy": "G_THANH_UY"}
    for row in rows("district_committees_2021.csv"):
        if row["province"] != name:
            continue
        committee = body(
            row["committee"],
            BodyKind.COMMITTEE,
            Level.DISTRICT,
            top,
            province=province,
            is_committee=True,
            notation=DISTRICT_NOTATION[row["kind"]],
        )
        short = row["committee"].replace("Huyện ủy", "HU")
        alias(committee, f"Ban Thường vụ {row['committee']}", f"BTV {row['committee']}", f"BTV {short}")
        groups.setdefault(keys[row["kind"]], []).append(committee)
    everyone = [committee for members in groups.values() for committee in members]
    return {**groups, "G_CAP_UY_HUYEN": everyone, "G_BTV_CAP_HUYEN": everyone}


def load_lists(top: Body, groups: dict[str, list[Body]]) -> None:
    given = {row["group_key"]: row for row in rows("recipient_groups.csv")}
    for key, (name, phrases) in LISTS.items():
        members = groups.get(key) or [
            member for part in given[key]["members_before_2025"].split() for member in groups.get(part, [])
        ]
        is_of_persons = key in OF_PERSONS
        make_list(top, name, [*phrases, *split(given[key]["phrases"])], [] if is_of_persons else members, is_of_persons)


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
    if Body.objects.known_as(UNNAMED_DISTRICT).exists():
        return
    top = body(UNNAMED_DISTRICT, BodyKind.COMMITTEE, Level.DISTRICT, is_committee=True, notation="HU")
    alias(top, "Huyện ủy")
    Term.objects.create(committee=top, name="2020–2025", starts_on=datetime.date(2020, 7, 1), ends_on=LAST_DAY_OF_63)
    made = {}
    for row in rows("typical_bodies.csv"):
        if row["level"] == "huyện" and row["body_key"] not in NOT_A_BODY:
            kind = BodyKind.OFFICE if row["body_key"] == "VP_HU" else KINDS[row["kind"]]
            made[row["name"]] = body(row["name"], kind, Level.DISTRICT, top)
            alias(made[row["name"]], *split(row["aliases"]))
    for name, members in UNNAMED_DISTRICT_LISTS.items():
        make_list(top, name, [], [made[member] for member in members])
