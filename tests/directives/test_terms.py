"""Which series runs, what is free in it, and what happens to registered dispatches when the days of a term change."""

from __future__ import annotations

import datetime
import itertools
import threading
import time

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directives import registering, terms
from directives.models import Directive
from directives.series import next_codes, series_of
from provinces.models import Entry, Term
from provinces.reach import System
from provinces.reorganising import NotPossible
from provinces.submissions import new_key
from tests.world import ISSUED, TODAY


def day(text: str) -> datetime.date:
    return datetime.datetime.strptime(text, "%d/%m/%Y").date()


def said(name: str, first: str, last: str = "", **fields) -> dict:
    return {"key": new_key(), "name": name, "starts_on": first, "ends_on": last, **fields}


def term_of(directive: Directive) -> str:
    return str(Directive.objects.get(pk=directive.pk).term)


# the series


def test_a_series_tells_its_last_number_the_next_and_the_gaps(world):
    for number in (3, 4, 7, 8, 12):
        world.directive(number)
    world.directive(9, secrecy="MAT", subject="", text="")  # a secret line fills its gap
    world.directive(12, issued_on=day("08/05/2019"))  # another term
    world.directive(2, kind="CT", notation="CT/TU")
    world.directive(None)
    instructions, letters = series_of(world.tinh_uy, world.term)
    assert (letters.notation, letters.count, letters.last, letters.next_code) == ("CV/TU", 6, 12, "13-CV/TU")
    assert letters.gaps == [(1, 2), (5, 6), (10, 11)]
    assert letters.missing == 6
    assert (instructions.next_code, instructions.gaps) == ("03-CT/TU", [(1, 1)])
    assert next_codes(world.tinh_uy, TODAY) == ["03-CT/TU", "13-CV/TU"]
    assert next_codes(world.tinh_uy, TODAY, "cv / tu") == ["13-CV/TU"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.integers(1, 60), min_size=1, max_size=30))
def test_numbers_and_gaps_together_are_all_numbers_up_to_the_last(world, numbers):
    Directive.objects.all().delete()
    rows = [Directive(committee=world.tinh_uy, term=world.term, number=n, notation_key="CV/TU", notation="CV/TU",
                      entered_on=TODAY, as_of=TODAY) for n in numbers]  # fmt: skip
    Directive.objects.bulk_create(rows)
    (series,) = series_of(world.tinh_uy, world.term)
    missing = [n for first, last in series.gaps for n in range(first, last + 1)]
    assert sorted([*numbers, *missing]) == list(range(1, max(numbers) + 1))
    assert (series.missing, series.count) == (len(missing), len(numbers))


def test_ten_thousand_numbers_are_two_questions_and_quick(world):
    rows = (
        Directive(committee=world.tinh_uy, term=world.term, number=2 * n + 1, notation_key="CV/TU", notation="CV/TU",
                  entered_on=TODAY, as_of=TODAY) for n in range(10_000)
    )  # fmt: skip
    Directive.objects.bulk_create(rows, batch_size=2000)
    with CaptureQueriesContext(connection) as asked:
        begun = time.perf_counter()
        (series,) = series_of(world.tinh_uy, world.term)
        took = time.perf_counter() - begun
    assert (len(asked), len(series.gaps), series.latest_gaps[-1]) == (2, 9_999, (19_998, 19_998))
    assert took < 0.5


# the page


def test_gaps_are_shown_without_alarm_to_whoever_reads_the_register(world, sign_in):
    for number in (3, 5):
        world.directive(number)
    page = sign_in(world.minh).get(f"/co-quan/{world.tinh_uy.pk}/nhiem-ky/").content.decode()
    assert "06-CV/TU" in page
    assert "1–2, 4" in " ".join(page.split())
    assert "Số chưa vào sổ là chuyện bình thường" in page
    assert "đang chạy" in page
    admin = sign_in(world.quan).get(f"/co-quan/{world.tinh_uy.pk}/nhiem-ky/").content.decode()
    assert "2020–2025" in admin
    assert "06-CV/TU" not in admin


def test_a_clerk_is_offered_the_next_number_beside_the_field(world, sign_in):
    world.directive(261)
    assert "Số tiếp theo: 262-CV/TU" in sign_in(world.ha).get("/van-ban/moi/").content.decode()


# changing terms


@pytest.fixture
def quan(world, sign_in):
    return sign_in(world.quan)


def test_a_new_term_closes_the_open_one_and_takes_over_its_later_dispatches(world, quan):
    early, late = world.directive(1, issued_on=day("30/04/2021")), world.directive(2, issued_on=day("05/05/2021"))
    address = f"/co-quan/{world.tinh_uy.pk}/nhiem-ky/moi/"
    shown = quan.post(address, said("2021–2026", "01/05/2021"))
    assert shown.status_code == 200
    page = " ".join(shown.content.decode().split())
    assert "Nhiệm kỳ 2020–2025 kết thúc vào hết ngày 30/04/2021." in page
    assert "1 văn bản (05/05/2021 – 05/05/2021): nhiệm kỳ 2020–2025 → nhiệm kỳ 2021–2026" in page
    assert (Term.objects.filter(committee=world.tinh_uy).count(), term_of(late)) == (2, "2020–2025")  # nothing done yet
    assert quan.post(address, said("2021–2026", "01/05/2021", confirm="1")).status_code == 302
    assert (term_of(early), term_of(late)) == ("2020–2025", "2021–2026")
    assert Directive.objects.get(pk=late.pk).code == "02-CV/TU"
    assert [entry.note.splitlines()[0] for entry in Entry.objects.about(f"terms/{world.tinh_uy.pk}")] == [
        "Sửa nhiệm kỳ 2020–2025: từ 26/10/2020 đến hết 30/04/2021",
        "Thêm nhiệm kỳ 2021–2026: từ 01/05/2021, chưa ghi ngày kết thúc",
    ]


def test_a_change_that_moves_nothing_is_made_at_once(world, quan):
    address = f"/nhiem-ky/{world.term.pk}/sua/"
    answer = quan.post(address, said("Khóa XIX", "26/10/2020", "30/09/2025", version=1))
    assert answer["Location"] == f"/co-quan/{world.tinh_uy.pk}/nhiem-ky/"
    assert str(Term.objects.get(pk=world.term.pk)) == "Khóa XIX"


@pytest.mark.parametrize(("first", "last"), [("01/01/2020", "01/06/2020"), ("25/10/2020", ""), ("01/01/2010", "")])
def test_overlaps_are_refused_in_words(world, quan, first, last):
    answer = quan.post(f"/co-quan/{world.tinh_uy.pk}/nhiem-ky/moi/", said("Thừa", first, last, confirm="1"))
    assert answer.status_code == 422
    assert "Trùng ngày với nhiệm kỳ" in answer.content.decode()
    assert Term.objects.filter(committee=world.tinh_uy).count() == 2


def test_two_dispatches_of_one_number_never_meet_in_one_series(world, quan):
    """12-CV/TU of the old term and 12-CV/TU of the new one: the border cannot move past either."""
    old, new = world.directive(12, issued_on=day("05/10/2020")), world.directive(12, issued_on=day("03/11/2020"))
    previous = Term.objects.get(committee=world.tinh_uy, name="2015–2020")
    quan.post(f"/nhiem-ky/{previous.pk}/sua/", said("2015–2020", "01/10/2015", "30/09/2020", version=1, confirm="1"))
    assert term_of(old) == "None"  # a day of no term
    answer = quan.post(f"/nhiem-ky/{world.term.pk}/sua/", said("2020–2025", "01/10/2020", version=1, confirm="1"))
    assert answer.status_code == 422
    assert "hai văn bản cùng số sẽ nằm trong một nhiệm kỳ: 12-CV/TU" in answer.content.decode()
    assert (term_of(old), term_of(new)) == ("None", "2020–2025")


def test_two_dispatches_of_one_number_may_change_places(world):
    """One comes into the term while its namesake leaves it: no row stands in the other's way."""
    Term.objects.filter(name="2015–2020").delete()
    world.term.ends_on = day("30/04/2021")
    terms.save(world.term, by=world.reach(world.quan))
    before, within = world.directive(12, issued_on=day("05/10/2020")), world.directive(12, issued_on=day("20/04/2021"))
    assert (term_of(before), term_of(within)) == ("None", "2020–2025")
    world.term.starts_on, world.term.ends_on = day("01/10/2020"), day("31/03/2021")
    change = terms.save(world.term, by=world.reach(world.quan))
    assert (term_of(before), term_of(within)) == ("2020–2025", "None")
    assert [directive.number for directive in Directive.objects.all()] == [12, 12]
    assert len(change.moves) == 2


def test_of_two_administrators_the_second_is_told(world, quan):
    address = f"/nhiem-ky/{world.term.pk}/sua/"
    assert quan.post(address, said("Một", "26/10/2020", version=1)).status_code == 302
    answer = quan.post(address, said("Hai", "26/10/2020", version=1))
    assert answer.status_code == 409
    assert "Người khác vừa lưu: Một" in answer.content.decode()
    assert str(Term.objects.get(pk=world.term.pk)) == "Một"


def test_so_is_whoever_had_the_term_open_that_another_one_closed(world, quan):
    quan.post(f"/co-quan/{world.tinh_uy.pk}/nhiem-ky/moi/", said("Mới", "01/06/2021", confirm="1"))
    assert quan.post(f"/nhiem-ky/{world.term.pk}/sua/", said("Hai", "26/10/2020", version=1)).status_code == 409


def test_a_dispatch_registered_while_a_term_begins_stands_in_the_right_one(committing, world):
    start = threading.Barrier(5)

    def clerk(number: int):
        try:
            start.wait()
            facts = {"notation": "CV/TU", "issued_on": ISSUED, "entered_on": ISSUED}
            registering.enter(Directive(committee=world.tinh_uy, number=number, **facts), by=System(TODAY))
        finally:
            connections["default"].close()

    clerks = [threading.Thread(target=clerk, args=[number]) for number in range(1, 5)]
    for thread in clerks:
        thread.start()
    start.wait()
    new = Term(committee=world.tinh_uy, name="Mới", starts_on=day("01/05/2021"))
    terms.save(new, by=world.reach(world.quan))
    for thread in clerks:
        thread.join()
    assert [str(directive.term) for directive in Directive.objects.all()] == ["Mới"] * 4


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 40)), max_size=4),
    st.lists(st.tuples(st.integers(0, 40), st.none() | st.integers(0, 20)), min_size=1, max_size=5),
)
def test_whatever_happens_to_terms_each_dispatch_stands_in_the_term_of_its_day(world, dispatches, changes):
    Directive.objects.all().delete()
    Term.objects.filter(committee=world.tinh_uy).delete()
    origin = day("01/01/2021")
    numbers = {}
    for number, offset in dispatches:  # no term is known yet, so a number can be given once
        if number not in numbers.values():
            made = world.directive(number, issued_on=origin + datetime.timedelta(days=offset))
            numbers[made.pk] = number
    for step, (begin, length) in enumerate(changes):
        known = Term.objects.filter(committee=world.tinh_uy).first() if step % 2 else None
        term = known or Term(committee=world.tinh_uy, name=f"Khóa {step}")
        term.starts_on = origin + datetime.timedelta(days=begin)
        term.ends_on = None if length is None else term.starts_on + datetime.timedelta(days=length)
        try:
            terms.save(term, by=world.reach(world.quan))
        except NotPossible:
            continue
    standing = list(Term.objects.filter(committee=world.tinh_uy).order_by("starts_on"))
    assert all(a.ends_on and a.ends_on < b.starts_on for a, b in itertools.pairwise(standing))
    for directive in Directive.objects.all():
        assert directive.term == Term.objects.covering(world.tinh_uy, directive.as_of)
        assert directive.number == numbers[directive.pk]
