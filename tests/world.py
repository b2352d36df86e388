"""The cast: two provinces, their committees, offices and people, by name. Every test tells its story with them.

Hưng Yên is home. Kiên Giang is elsewhere: whatever its people can see or touch in Hưng Yên is a leak.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from assignments import assigning
from assignments.models import Assignment, Part
from directives.models import Directive, Recipient, Requirement
from provinces.models import (
    Absence,
    Body,
    BodyKind,
    Level,
    Membership,
    Post,
    Province,
    RecipientList,
    Role,
    Term,
    User,
)
from provinces.reach import Reach, System

TODAY = datetime.date(2021, 5, 10)  # a Monday
ISSUED = datetime.date(2021, 5, 8)
PASSWORD = "Mua-xuan-2021"


@dataclass
class World:
    """Names are given as attributes: world.ha is the clerk, world.khoai_chau the district committee."""

    named: dict = field(default_factory=dict)

    def __getattr__(self, name):
        try:
            return self.__dict__["named"][name]
        except KeyError:
            raise AttributeError(name) from None

    def reach(self, user: User, on: datetime.date = TODAY) -> Reach:
        return Reach(user=user, on=on)

    def directive(self, number: int | None = 261, committee: Body | None = None, **facts) -> Directive:
        committee = committee or self.tinh_uy
        facts = {
            "kind": "CV",
            "notation": f"CV/{committee.notation}",
            "issued_on": ISSUED,
            "entered_on": ISSUED,
            "subject": "Về tăng cường thực hiện phòng, chống dịch bệnh",
            "organ": "BTV",
            "text": "1- Huyện ủy tăng cường lãnh đạo.\n2- Ban Tuyên giáo theo dõi.",
            **facts,
        }
        directive = Directive(committee=committee, number=number, **facts)
        directive.place_in_term()
        directive.save()
        return directive

    def requirement(self, directive: Directive, number: str = "1", **facts) -> Requirement:
        facts = {"text": f"Nội dung yêu cầu {number}.", "position": directive.requirements.count(), **facts}
        return Requirement.objects.create(directive=directive, number=number, **facts)

    def assignment(
        self, body: Body | None = None, directive: Directive | None = None, on: datetime.date = ISSUED, **facts
    ) -> Assignment:
        directive = directive or Directive.objects.filter(committee=self.tinh_uy).first() or self.directive()
        requirement = directive.requirements.first() or self.requirement(directive)
        return assigning.assign(
            requirement,
            body or self.khoai_chau,
            facts.get("part", Part.LEAD),
            by=System(on),
            due_on=facts.get("due_on"),
        )

    def send(self, directive: Directive, *bodies: Body) -> None:
        for body in bodies:
            Recipient.objects.create(directive=directive, body=body, as_of=directive.as_of, sent_on=directive.as_of)


def build() -> World:
    world = World()
    home = _province(world, "33", "Hưng Yên")
    away = _province(world, "91", "Kiên Giang")
    _offices(world, home, "tinh_uy", "Tỉnh ủy Hưng Yên", "")
    _offices(world, away, "tinh_uy_kien_giang", "Tỉnh ủy Kiên Giang", "_kg")
    for name, title, code in (
        ("khoai_chau", "Huyện ủy Khoái Châu", "HU"),
        ("phu_cu", "Huyện ủy Phù Cừ", "HU"),
        ("my_hao", "Thị ủy Mỹ Hào", "ThU"),
    ):
        _body(world, name, title, home, BodyKind.COMMITTEE, Level.DISTRICT, world.tinh_uy, code)
    _body(
        world, "an_bien", "Huyện ủy An Biên", away, BodyKind.COMMITTEE, Level.DISTRICT, world.tinh_uy_kien_giang, "HU"
    )
    _people(world)
    _deputy(world)
    _lists(world)
    return world


def _province(world: World, code: str, name: str) -> Province:
    return Province.objects.create(code=code, name=name, full_name=f"Tỉnh {name}", valid_to=datetime.date(2025, 6, 30))


def _body(world, key, name, province, kind, level, parent=None, notation="") -> Body:
    body = Body.objects.create(
        name=name,
        province=province,
        kind=kind,
        level=level,
        parent=parent,
        notation=notation,
        is_committee=kind == BodyKind.COMMITTEE,
    )
    world.named[key] = body
    return body


def _offices(world: World, province: Province, key: str, name: str, suffix: str) -> None:
    top = _body(world, key, name, province, BodyKind.COMMITTEE, Level.PROVINCE, None, "TU")
    for office, title, kind in (
        ("van_phong", "Văn phòng Tỉnh ủy", BodyKind.OFFICE),
        ("tuyen_giao", "Ban Tuyên giáo Tỉnh ủy", BodyKind.ADVISORY),
        ("uy_ban", "Ủy ban nhân dân tỉnh", BodyKind.AUTHORITY),
        ("kiem_tra", "Ủy ban Kiểm tra Tỉnh ủy", BodyKind.ADVISORY),
    ):
        _body(world, office + suffix, title, province, kind, Level.PROVINCE, top)
    world.uy_ban.aliases.create(name="UBND tỉnh") if not suffix else None
    Term.objects.create(
        committee=top, name="2015–2020", starts_on=datetime.date(2015, 10, 1), ends_on=datetime.date(2020, 10, 25)
    )
    world.named["term" + suffix] = Term.objects.create(
        committee=top, name="2020–2025", starts_on=datetime.date(2020, 10, 26)
    )


CAST = (
    # key, full name, where, role
    ("ha", "Nguyễn Thị Hà", "van_phong", Role.CLERK),
    ("lan", "Phạm Thị Lan", "van_phong", Role.MONITOR),
    ("thang", "Vũ Văn Thắng", "van_phong", Role.CHIEF),
    ("minh", "Trần Văn Minh", "tinh_uy", Role.LEADER),
    ("kiem", "Đỗ Văn Kiểm", "kiem_tra", Role.INSPECTOR),
    ("quan", "Lê Văn Quân", "van_phong", Role.ADMIN),
    ("khoi", "Đặng Đình Khôi", "khoai_chau", Role.FOCAL),
    ("phuc", "Bùi Hữu Phúc", "phu_cu", Role.FOCAL),
    ("tuyen", "Hoàng Thị Tuyến", "tuyen_giao", Role.FOCAL),
    ("thay", "Mai Văn Thay", "my_hao", Role.FOCAL),  # stands in for Tuyến this week
    # elsewhere
    ("bien", "Danh Thị Biên", "van_phong_kg", Role.CLERK),
    ("hai", "Lâm Thanh Hải", "van_phong_kg", Role.MONITOR),
    ("sang", "Ngô Quang Sáng", "van_phong_kg", Role.CHIEF),
    ("tam", "Huỳnh Thị Tám", "tinh_uy_kien_giang", Role.LEADER),
    ("quyen", "Trương Mỹ Quyên", "van_phong_kg", Role.ADMIN),
    ("an", "Thị An", "an_bien", Role.FOCAL),
)


def _people(world: World) -> None:
    for key, full_name, where, role in CAST:
        body = world.named[where]
        home = world.tinh_uy if body.stands_below(world.tinh_uy) else world.tinh_uy_kien_giang
        user = User.objects.create_user(key, PASSWORD, full_name=full_name, committee=home)
        Post.objects.create(user=user, body=body, role=role)
        world.named[key] = user


def _deputy(world: World) -> None:
    world.named["absence"] = Absence.objects.create(
        user=world.tuyen, deputy=world.thay, set_by=world.quan, valid_from=TODAY, valid_to=datetime.date(2021, 5, 14)
    )
    world.absence.posts.set(world.tuyen.posts.all())


def _lists(world: World) -> None:
    districts = RecipientList.objects.create(committee=world.tinh_uy, name="Các huyện ủy, thị ủy")
    districts.aliases.create(name="Các huyện, thị ủy")
    for body in (world.khoai_chau, world.phu_cu, world.my_hao):
        Membership.objects.create(recipient_list=districts, body=body)
    world.named["districts"] = districts
    world.named["members"] = RecipientList.objects.create(
        committee=world.tinh_uy, name="Các đồng chí Tỉnh ủy viên", is_of_persons=True
    )
    world.named["districts_kg"] = RecipientList.objects.create(
        committee=world.tinh_uy_kien_giang, name="Các huyện, thành ủy"
    )
