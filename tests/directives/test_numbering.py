"""One number, however it is typed; one series, whoever is first."""

import datetime
import threading

import pytest
from django.db import connection, connections

from directives import registering
from directives.models import Directive
from directives.numbering import canonical_notation, code, parse_number
from provinces.reach import System
from tests.world import ISSUED

DISGUISES = ["761", "0761", " 761 ", "７６１", "761\u200b", "00761"]


@pytest.mark.parametrize("typed", DISGUISES)
def test_a_number_in_disguise_is_the_number(typed):
    from provinces.vietnamese import clean

    assert parse_number(clean(typed)) == 761


@pytest.mark.parametrize("typed", ["²", "7a", "-5", "1.5", "12345678", "٣"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match="chữ số"):
        assert parse_number(typed) == 3  # an Arabic-Indic three folds to a digit but not to one of ours


@pytest.mark.parametrize("typed", ["CV/TU", "CV / TU", " CV/TU ", "ＣＶ／ＴＵ"])
def test_a_notation_in_disguise_is_the_notation(typed):
    assert canonical_notation(typed) == "CV/TU"


def test_numbers_below_ten_get_a_zero():
    assert (code(5, "NQ/TU"), code(261, "CV/TU"), code(None, "CV/TU"), code(None, "")) == (
        "05-NQ/TU",
        "261-CV/TU",
        "CV/TU",
        "",
    )


def enter(world, number=261, **facts):
    facts = {"notation": "CV/TU", "issued_on": ISSUED, "entered_on": ISSUED, **facts}
    return registering.enter(
        Directive(committee=facts.pop("committee", world.tinh_uy), number=number, **facts), by=System(ISSUED)
    )


@pytest.mark.parametrize("notation", ["CV/TU", "cv/tu", "CV / TU"])
def test_the_same_number_twice_in_one_term_is_refused_and_says_who_has_it(world, notation):
    first = enter(world)
    with pytest.raises(registering.NumberTaken) as taken:
        enter(world, notation=notation)
    assert taken.value.other == first


def test_the_same_number_in_another_term_kind_or_committee_is_another_dispatch(world):
    enter(world)
    enter(world, issued_on=datetime.date(2019, 5, 8))
    enter(world, notation="CT/TU")
    enter(world, committee=world.tinh_uy_kien_giang)
    enter(world, number=None)
    enter(world, number=None)
    assert Directive.objects.count() == 6


def test_a_number_without_a_known_term_is_unique_too(world):
    enter(world, issued_on=datetime.date(2001, 1, 1))
    with pytest.raises(registering.NumberTaken):
        enter(world, issued_on=datetime.date(2002, 1, 1))


def test_of_eight_clerks_who_take_one_number_at_once_exactly_one_wins(committing, world):
    won, told, start = [], [], threading.Barrier(8)

    def clerk():
        try:
            start.wait()
            won.append(enter(world).pk)
        except registering.NumberTaken as taken:
            told.append(taken.other.pk)
        finally:
            connections["default"].close()

    clerks = [threading.Thread(target=clerk) for _ in range(8)]
    for thread in clerks:
        thread.start()
    for thread in clerks:
        thread.join()
    assert (len(won), len(told)) == (1, 7)
    assert set(told) == set(won)
    assert connection.vendor in ("sqlite", "postgresql")
