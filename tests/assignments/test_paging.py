"""The register and the worklists are walked, not numbered: every row once, in order, in both directions, however narrowed."""

from __future__ import annotations

import datetime
from itertools import product

import pytest
from django.http import QueryDict

from assignments import counting, filters
from assignments.filters import SORTS, RegisterFilter, WorklistFilter
from assignments.models import Assignment
from assignments.paging import Walk, Way
from assignments.timeliness import Timeliness
from directives import search
from directives.models import Directive
from tests.world import TODAY

DAY = datetime.timedelta(days=1)


@pytest.fixture
def register(world):
    """Thirty dispatches of three committees over nine days, with work of every sort."""
    states = ["PENDING", "ACTIVE", "REPORTED", "DONE", "DONE", "WITHDRAWN", "CONTESTED"]
    issuers = [(world.tinh_uy, "CV/TU"), (world.tinh_uy, "KL/TU"), (world.khoai_chau, "CV/HU"), (world.phu_cu, "CV/HU")]
    for number in range(1, 31):
        committee, notation = issuers[number % 4]
        directive = world.directive(
            number if number % 5 else None,
            committee=committee,
            notation=notation,
            kind=notation[:2],
            issued_on=TODAY - DAY * (number % 9),
            urgency="khan" if number % 6 == 0 else "",
            field="xa_hoi" if number % 3 == 0 else "",
            overseer=world.tuyen_giao if number % 2 and committee == world.tinh_uy else None,
        )
        world.send(directive, world.phu_cu)
        body = world.khoai_chau if committee != world.phu_cu else world.phu_cu
        due = TODAY + DAY * (number % 11 - 5) if number % 4 else None
        task = world.assignment(body, directive, due_on=due)
        state = states[number % 7]
        reported = TODAY - DAY * (number % 3) if state in ("REPORTED", "DONE") else None
        Assignment.objects.filter(pk=task.pk).update(
            state=state, reported_on=reported, done_on=TODAY if state == "DONE" else None
        )
        search.index(directive)
    counting.keep_to(TODAY)


def there_and_back(walk: Walk, per_page: int = 9) -> list:
    """All rows from the first page to the last; on the way back the pages are the same."""
    pages, address = [], {}
    while True:
        page = walk.page(address, per_page)
        pages.append(page)
        if not page.after:
            break
        address = {"sau": page.after}
    for number in range(len(pages) - 1, 0, -1):
        back = walk.page({"truoc": pages[number].before}, per_page)
        assert [row.pk for row in back] == [row.pk for row in pages[number - 1]]
    assert not pages[0].before
    return [row for page in pages for row in page]


WHO = ["ha", "khoi", "phuc", "tuyen", "bien"]
ASKED = [
    "", "kind=KL", "urgency=khan", "kind=CV&urgency=khan", "linh_vuc=xa_hoi", "since=04/05/2021&until=07/05/2021",
    "body=khoai chau", "q=cong tac", "thieu=giao", *(f"status={label}" for label in list(Timeliness.values)[:-1]),
    "status=late&kind=CV",
]  # fmt: skip


@pytest.mark.parametrize("who", WHO)
def test_the_register_is_walked_in_every_order_and_holds_what_one_question_would(world, register, who):
    reach = world.reach(getattr(world, who))
    for asked, sort in product(ASKED, SORTS if who == "ha" else ["-ngay"]):
        found = RegisterFilter(QueryDict(asked), reach=reach, sort=sort)
        rows = there_and_back(found.walk)
        assert [row.pk for row in rows] == [row.pk for row in found.qs], (asked, sort)
        assert found.walk.count() == len(rows)


WORK_ASKED = [
    "", "tat_ca=1", *(f"status={label}" for label in list(Timeliness.values)[:-1]), "attention=special", "attention=red",
    "attention=amber", *(f"nhan={name}" for name in filters.OFFICIAL), *(f"thieu={name}" for name in filters.LACKING),
    "state=REPORTED", "state=WITHDRAWN", "linh_vuc=xa_hoi", "ky=2021-05", "ky=2021&status=done", "q=khoai chau",
    "q=1-CV", "part=LEAD", "luc=giao", "luc=giao&status=late",
]  # fmt: skip


@pytest.mark.parametrize("who", WHO)
def test_the_worklist_is_walked_and_holds_what_one_question_would(world, register, who):
    reach = world.reach(getattr(world, who))
    narrowed = [f"body={world.khoai_chau.pk}", f"cua={world.tuyen_giao.pk}", f"cap_uy={world.khoai_chau.pk}"]
    for asked in [*WORK_ASKED, *narrowed]:
        found = WorklistFilter(QueryDict(asked), reach=reach)
        rows = there_and_back(found.walk)
        assert [row.pk for row in rows] == [row.pk for row in found.qs], asked


def test_the_walk_shows_what_the_labels_say(world, register):
    reach = world.reach(world.ha)
    for label in list(Timeliness)[:-1]:
        rows = there_and_back(WorklistFilter(QueryDict(f"status={label.value}"), reach=reach).walk)
        assert {row.timeliness_on(TODAY) for row in rows} <= {label}
    found = [RegisterFilter(QueryDict("status=late"), reach=reach).walk]
    late = {row.pk for row in there_and_back(found[0])}
    assert late == {row.directive_id for row in Assignment.objects.that_are("late", on=TODAY)}


def test_a_stranger_finds_nothing_by_naming_what_is_not_his(world, register):
    reach = world.reach(world.bien)
    for asked in (
        f"body={world.khoai_chau.pk}",
        f"cua={world.tuyen_giao.pk}",
        f"cap_uy={world.tinh_uy.pk}",
        "q=khoai chau",
    ):
        assert not WorklistFilter(QueryDict(f"{asked}&tat_ca=1"), reach=reach).walk.page({}).rows
    assert not RegisterFilter(QueryDict(f"cap_uy={world.tinh_uy.pk}"), reach=reach).walk.page({}).rows


def test_a_link_shows_the_same_rows_when_others_came_in_before_them(world, register):
    walk = RegisterFilter(QueryDict(), reach=world.reach(world.ha)).walk
    second = {"sau": walk.page({}, 5).after}
    before = [row.pk for row in walk.page(second, 5)]
    world.directive(900, issued_on=TODAY)
    assert [row.pk for row in walk.page(second, 5)] == before


def test_a_thousand_are_counted_and_of_more_it_is_said_that_there_are_more(world, sign_in, monkeypatch, register):
    from assignments import paging

    monkeypatch.setattr(paging, "MOST_COUNTED", 20)
    page = sign_in(world.ha).get("/van-ban/").content.decode()
    assert "Hơn 20 văn bản" in page
    assert Walk([Way(Directive.objects.all())], SORTS["ngay"]).count() == 21
