"""The dashboard: every block says what a count over the rows says, and every number leads to so many rows."""

from __future__ import annotations

import datetime
import html
import itertools
import re
from collections import Counter

import pytest

from assignments import counting, dashboards, tallies
from assignments.choices import Choice, DuePeriod
from assignments.models import Assignment, Report
from assignments.timeliness import Timeliness
from provinces.models import Body
from provinces.policy import Verb
from tests.world import TODAY

DAY = datetime.timedelta(days=1)
MONTH, YEAR = DuePeriod("2021-05"), DuePeriod("2021")


@pytest.fixture
def work(world):
    """Two committees, three bodies and one that oversees and works itself; two fields, five deadlines, every state."""
    bodies = (world.khoai_chau, world.phu_cu, world.tuyen_giao)
    dispatches = [
        world.directive(1, field="kinh_te", overseer=world.tuyen_giao),
        world.directive(2, field="xa_hoi"),
        world.directive(3, overseer=world.khoai_chau),
        world.directive(4, committee=world.khoai_chau, field="kinh_te"),
    ]
    dues = itertools.cycle([TODAY - 40 * DAY, TODAY - DAY, TODAY + DAY, TODAY + 30 * DAY, TODAY + 400 * DAY, None])
    states = itertools.cycle(["PENDING", "ACTIVE", "DONE", "REPORTED", "DONE", "ACTIVE", "CONTESTED"])
    for directive in dispatches:
        world.requirement(directive, number="9")
        for body in bodies if directive.committee == world.tinh_uy else bodies[:1]:
            for part in ("LEAD", "SUPPORT"):
                task = world.assignment(body, directive, due_on=next(dues), part=part)
                state = next(states)
                day = TODAY - 2 * DAY if state in ("DONE", "REPORTED") else None
                done = day if state == "DONE" else None
                Assignment.objects.filter(pk=task.pk).update(state=state, reported_on=day, done_on=done)
    return dispatches


def choices(world, work) -> list[Choice]:
    whole = [
        Choice(committee=world.tinh_uy, tops=(world.tinh_uy.pk,)),
        Choice(committee=world.khoai_chau, others=(world.khoai_chau.pk,)),
        Choice(focal=world.tuyen_giao),
        Choice(focal=world.khoai_chau),
    ]
    narrow = itertools.product(
        [None, world.khoai_chau, world.tuyen_giao], [None, work[0]], ["", "kinh_te"], [None, MONTH, YEAR]
    )
    return [
        choice.but(body=body, directive=directive, field=field, period=period)
        for choice, (body, directive, field, period) in itertools.product(whole, list(narrow))
    ]


def labelled(on: datetime.date) -> list[tuple[Assignment, Timeliness]]:
    return [(task, task.timeliness_on(on)) for task in Assignment.objects.select_related("committee", "directive")]


def rows_of(choice: Choice, everything) -> list[tuple[Assignment, Timeliness]]:
    """Once more in plain Python."""
    found = []
    for task, label in everything:
        if (
            label != Timeliness.WITHDRAWN
            and (choice.committee is None or task.committee.stands_below(choice.committee))
            and (choice.focal is None or choice.focal.pk in (task.body_id, task.directive.overseer_id))
            and (choice.body is None or choice.body.pk == task.body_id)
            and (choice.directive is None or choice.directive.pk == task.directive_id)
            and choice.field in ("", task.directive.field)
            and (choice.period is None or str(task.due_on).startswith(choice.period.key))
        ):
            found.append((task, label))
    return found


def counted(found, key) -> dict:
    keys = {key(task) for task, _ in found}
    return {one: Counter(label for task, label in found if key(task) == one) for one in keys}


def some(found: dict) -> dict:
    return {key: +tally.counts for key, tally in found.items() if tally.total}


@pytest.mark.parametrize("days", [0, 1, 45])
def test_every_block_of_every_choice_says_what_a_count_over_the_rows_says(world, work, days):
    on = TODAY + days * DAY
    counting.keep_to(on)
    tasks = labelled(on)
    for choice in choices(world, work):
        found = rows_of(choice, tasks)
        everything = Counter(label for _, label in found)
        assert +tallies.whole(choice, on).counts == everything, choice
        assert some(tallies.live(choice, on)) == ({(): everything} if found else {})
        if not choice.body:
            by_body = dict(dashboards.by_body(choice, on))
            assert some(by_body) == counted(found, lambda task: task.body_id), choice
        if not choice.directive:
            by_directive = some(dict(dashboards.by_directive(choice, on)))
            still_open = {task.directive_id for task, _ in found if task.is_open}
            expected = counted(found, lambda task: task.directive_id)
            assert by_directive == {pk: expected[pk] for pk in still_open}, choice
        if not choice.period:
            check_months(choice, on, tasks)


def check_months(choice: Choice, on: datetime.date, tasks) -> None:
    bodies = [] if choice.body else list(Body.objects.values_list("pk", flat=True)[:12])
    grid = dashboards.month_by_month(choice, on, bodies)
    for month in grid.months:
        expected = rows_of(choice.but(period=month.period), tasks)
        assert +month.tally.counts == Counter(label for _, label in expected), (choice, month.period)
        for body, cells in grid.bodies:
            (cell,) = [cell for cell in cells if cell.period == month.period]
            its = [label for task, label in expected if task.body_id == body]
            assert (cell.tally.total, cell.late) == (
                len(its),
                sum(label in (Timeliness.LATE, Timeliness.DONE_LATE) for label in its),
            )


PAGES = [
    "",
    "?ky=2021-05",
    "?ky=2021&linh_vuc=kinh_te",
    "?co_quan={world.khoai_chau.pk}",
    "?co_quan={world.khoai_chau.pk}&ky=2021",
    "?van_ban={work[0].pk}",
    "?cap_uy={world.khoai_chau.pk}",
    "?cap_uy={world.khoai_chau.pk}&linh_vuc=kinh_te&im_lang=15",
]


@pytest.mark.parametrize("who", ["minh", "tuyen", "khoi"])
def test_every_number_leads_to_so_many_rows(world, work, sign_in, who):
    """Whatever is chosen."""
    Assignment.objects.filter(state="DONE").update(is_evidenced=False)
    Assignment.objects.update(heard_on=TODAY - 40 * DAY)
    client, seen = sign_in(getattr(world, who)), set()
    for page in PAGES:
        if who != "minh" and "cap_uy" in page:
            continue
        shown = client.get("/bang-theo-doi/" + page.format(world=world, work=work)).content.decode()
        numbers = re.findall(r'<a [^>]*href="(/(?:nhiem-vu|van-ban)/\?[^"]+)"[^>]*>(?:<strong>)?([\d.]+)<', shown)
        for address, number in set(numbers) - seen:
            assert client.get(html.unescape(address)).context["page"].count == int(number), (page, address)
        seen |= set(numbers)
    assert len(seen) > 60


def test_what_is_out_of_reach_is_not_there_and_nonsense_is_said_beside_its_field(world, work, sign_in):
    minh, khoi = sign_in(world.minh), sign_in(world.khoi)
    foreign = world.directive(committee=world.tinh_uy_kien_giang)
    for wrong in (
        f"cap_uy={world.an_bien.pk}",
        f"van_ban={foreign.pk}",
        f"co_quan={world.an_bien.pk}",
        "co_quan=999999",
    ):
        assert minh.get(f"/bang-theo-doi/?{wrong}").status_code == 404
    assert khoi.get(f"/bang-theo-doi/?cap_uy={world.tinh_uy.pk}").status_code == 404
    assert khoi.get(f"/bang-theo-doi/?cua={world.tuyen_giao.pk}").status_code == 404
    answer = minh.get("/bang-theo-doi/?ky=2021-13&linh_vuc=xyz")
    assert (answer.status_code, answer.content.decode().count('class="errorlist"')) == (422, 2)


def test_what_must_be_decided_is_the_last_report_on_open_work(world):
    tasks = [world.assignment(body) for body in (world.khoai_chau, world.phu_cu)]
    for task, who in zip(tasks, (world.khoi, world.phuc), strict=True):
        report = Report(content="Một phần.", obstacle="Thiếu kinh phí.", to_decide="UBND tỉnh")
        task.perform(Verb.REPORT, by=world.reach(who), report=report)
    choice = Choice(committee=world.tinh_uy, tops=(world.tinh_uy.pk,))
    assert [row.assignment for row in dashboards.to_decide(choice.rows)] == tasks[::-1]
    tasks[0].perform(Verb.RETURN, by=world.reach(world.lan), note="Bổ sung.")
    tasks[0].perform(Verb.REPORT, by=world.reach(world.khoi), report=Report(content="Xong."))
    tasks[1].perform(Verb.ACCEPT, by=world.reach(world.lan))
    assert dashboards.to_decide(choice.rows) == []


def test_a_table_of_the_dashboard_is_taken_home_as_it_is_narrowed(world, sign_in):
    directive = world.directive()
    world.assignment(world.khoai_chau, directive, due_on=datetime.date(2021, 5, 9))
    minh = sign_in(world.minh)

    def told(address: str) -> list[str]:
        return minh.get(f"/bang-theo-doi/{address}").getvalue().decode("utf-8-sig").splitlines()[1:]

    assert told("co-quan/csv/") == ['"Huyện ủy Khoái Châu";"1";"1";"0";"0";"0";"0";"0";"0";"0"']
    assert told("co-quan/csv/?ky=2020") == []
    assert told("van-ban/csv/")[0].startswith(f'"{directive.title}";"1";"1"')
    assert told("co-quan-thang/csv/?ky=2021-05")[0].endswith('"0";"1"')
    assert [row.split(";")[1] for row in told("thang/csv/?ky=2021")] == [
        '"1"' if month == 5 else '"0"' for month in range(1, 13)
    ]
    assert minh.get("/bang-theo-doi/co-quan/exe/").status_code == minh.get("/bang-theo-doi/x/csv/").status_code == 404
