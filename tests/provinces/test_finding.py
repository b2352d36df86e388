"""A name in a field: folded, ranked, near ones first, one question; and what a form does with a name that is not clear."""

import datetime

import pytest
from django import forms
from django.db import connection
from django.test.utils import CaptureQueriesContext

from provinces import finding
from provinces.forms.body_field import BodyField
from provinces.models import Body, Level
from tests.world import TODAY


def body(name: str, parent: Body | None = None, **facts) -> Body:
    facts = {"kind": "SO_NGANH", "level": "HUYEN", "province": parent.province if parent else None, **facts}
    return Body.objects.create(name=name, parent=parent, **facts)


def names(reach, words: str, **more) -> list[str]:
    return [found.name for found in finding.suggest(reach, words, **more)]


@pytest.fixture
def ha(world):
    return world.reach(world.ha)


# what is found, and what comes first


def test_the_very_name_then_its_beginning_then_a_words_beginning_then_anything(world, ha):
    for name in (
        "Hội Nông dân",
        "Hội Nông dân tỉnh",
        "Ban vận động Hội Nông dân",
        "Xã hội Nông dân",
        "Báo Xãhội nông dân",
    ):
        body(name, world.tinh_uy)
    found = names(ha, "HỘI nông dân")
    assert found[:2] == ["Hội Nông dân", "Hội Nông dân tỉnh"]
    assert found[2:] == ["Xã hội Nông dân", "Ban vận động Hội Nông dân", "Báo Xãhội nông dân"]


def test_children_of_ones_own_committee_come_before_those_farther_down(world, ha):
    body("Phòng Tài chính A", world.phu_cu)
    body("Phòng Tài chính dài tên hơn", world.tinh_uy)
    assert names(ha, "phong tai chinh") == ["Phòng Tài chính dài tên hơn", "Phòng Tài chính A"]
    below = body("Tổ Tài chính", world.van_phong)
    assert names(ha, "tai chinh")[1:] == ["Tổ Tài chính", "Phòng Tài chính A"]
    assert below.path.count("/") == 4


def test_an_abbreviation_shows_the_real_name_and_itself_as_the_hint(world, ha):
    [found] = finding.suggest(ha, "ubnd tinh")
    assert (found.name, found.hint, found.number) == ("Ủy ban nhân dân tỉnh", "UBND tỉnh", world.uy_ban.pk)
    [found] = finding.suggest(ha, "các huyện, thị")
    assert (found.name, found.hint, found.is_body) == ("Các huyện ủy, thị ủy", "Các huyện, thị ủy", False)


def test_namesakes_are_told_apart_and_none_is_swallowed(world, ha):
    for parent in (world.phu_cu, world.khoai_chau):
        body("Phòng Y tế", parent)
    hints = [found.hint for found in finding.suggest(ha, "phòng y tế")]
    assert hints == ["Huyện ủy Phù Cừ, Tỉnh Hưng Yên", "Huyện ủy Khoái Châu, Tỉnh Hưng Yên"] or set(hints) == {
        "Huyện ủy Phù Cừ, Tỉnh Hưng Yên",
        "Huyện ủy Khoái Châu, Tỉnh Hưng Yên",
    }


def test_an_ended_body_is_found_only_where_the_field_asks_for_it_and_says_its_end(world, ha):
    body("Đảng đoàn cũ", world.tinh_uy, valid_to=datetime.date(2021, 4, 30))
    assert names(ha, "đảng đoàn cũ") == []
    [found] = finding.suggest(ha, "đảng đoàn cũ", ended=True)
    assert found.hint == "Tỉnh ủy Hưng Yên, đến 30/04/2021"


def test_central_bodies_are_everybodys_and_other_provinces_are_nobodys(world, ha, sign_in):
    body("Ban Tổ chức Trung ương", level=Level.CENTRAL)
    assert names(ha, "ban to chuc") == ["Ban Tổ chức Trung ương"]
    assert names(world.reach(world.bien), "ban to chuc") == ["Ban Tổ chức Trung ương"]
    for words in ("huyện ủy phù cừ", "các huyện ủy, thị ủy", "hưng yên", "huyen uy phu cuu"):
        assert all("Phù Cừ" not in name and "Hưng Yên" not in name for name in names(world.reach(world.bien), words))
    assert sign_in(world.khoi).get("/tim-co-quan/?q=phu cu").json() == []


@pytest.mark.parametrize("slip", ["huyen uy phu cuu", "huyen uy puh cu", "huyeny phu cu", "huyen uy phu c", "phu ccu"])
def test_a_slip_of_a_letter_still_leads_to_the_name(world, ha, slip):
    assert "Huyện ủy Phù Cừ" in names(ha, slip)


def test_a_near_name_is_offered_only_where_no_name_holds_the_words(world, ha):
    assert [found.near for found in finding.suggest(ha, "khoai chao")] == [True]
    assert not any(found.near for found in finding.suggest(ha, "khoai chau"))
    assert names(ha, "hoàn toàn khác hẳn") == []


@pytest.mark.parametrize(
    "words",
    [
        "%",
        "__",
        "%%",
        "_%_",
        "\\",
        "' OR 1=1 --",
        '"; DROP TABLE x;',
        "%s%s",
        "{0}",
        "a" * 100_000,
        " ",
        "ủ",
    ],
)
def test_hostile_words_find_nothing_and_harm_nothing(world, sign_in, words):
    answer = sign_in(world.ha).get("/tim-co-quan/", {"q": words, "ket-thuc": "1", "co-quan": "x"})
    assert (answer.status_code, answer.json()) == (200, [])


def test_a_percent_sign_in_a_name_is_a_letter_like_others(world, ha):
    body("Ban 100% vốn", world.tinh_uy)
    body("Ban 1000 vốn", world.tinh_uy)
    assert names(ha, "100%") == ["Ban 100% vốn"]


@pytest.mark.parametrize("words", ["huyen uy", "huyen uy phu cuu", "khong co gi"])
def test_one_question_whatever_is_typed(world, words):
    reach = world.reach(world.ha)
    reach.committees, reach.home  # noqa: B018  what every request asks
    with CaptureQueriesContext(connection) as asked:
        finding.suggest(reach, words)
    assert len(asked) == 1


# the field


class Asking(forms.Form):
    body = BodyField(label="Cơ quan")

    def __init__(self, *args, bodies, home=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].within(bodies, home=home)


@pytest.fixture
def asking(world):
    """The form as it arrives; within Hưng Yên."""
    return lambda data: Asking(data, bodies=Body.objects.below(world.tinh_uy).on(TODAY), home=world.tinh_uy)


@pytest.mark.parametrize("typed", ["Huyện ủy Phù Cừ", " huyen  uy phu cu ; ", "HUYỆN UỶ PHÙ CỪ"])
def test_a_field_takes_a_name_however_it_is_typed(world, asking, typed):
    form = asking({"body": typed})
    assert form.is_valid()
    assert form.cleaned_data["body"] == world.phu_cu


def test_a_field_takes_a_name_with_its_number_or_the_number_alone(world, asking):
    for typed in (f"Huyện ủy Phù Cừ #{world.phu_cu.pk}", f"#{world.phu_cu.pk}", str(world.phu_cu.pk)):
        form = asking({"body": typed})
        assert form.is_valid()
        assert form.cleaned_data["body"] == world.phu_cu


def test_namesakes_come_back_as_choices_and_the_chosen_one_is_taken(world, asking):
    first, second = (body("Phòng Y tế", parent) for parent in (world.phu_cu, world.khoai_chau))
    form = asking({"body": "phòng y tế"})
    page = str(form["body"])
    assert "Có nhiều cơ quan tên “phòng y tế”" in form.errors["body"][0]
    assert 'value="phòng y tế"' in page
    assert "Huyện ủy Khoái Châu, Tỉnh Hưng Yên" in page
    for row in (first, second):
        chosen = asking({"body": "phòng y tế", "body-asked": "phòng y tế", "body-exact": str(row.pk)})
        assert chosen.is_valid()
        assert chosen.cleaned_data["body"] == row


def test_what_is_typed_anew_goes_before_what_was_chosen_before(world, asking):
    form = asking({"body": "Huyện ủy Phù Cừ", "body-asked": "phòng y tế", "body-exact": str(world.my_hao.pk)})
    assert form.is_valid()
    assert form.cleaned_data["body"] == world.phu_cu


def test_an_unknown_name_comes_back_with_those_that_are_near(world, asking):
    form = asking({"body": "huyện ủy phù cửu"})
    page = str(form["body"])
    assert "chưa có trong danh bạ" in form.errors["body"][0]
    assert f'type="radio" name="body-exact" value="{world.phu_cu.pk}"' in page


@pytest.mark.parametrize(
    "typed", ["Huyện ủy An Biên", "#{foreign}", "Huyện ủy An Biên #{foreign}", "#999999999999999999"]
)
def test_a_body_beyond_the_fields_own_is_neither_taken_nor_offered(world, asking, typed):
    form = asking({"body": typed.replace("{foreign}", str(world.an_bien.pk))})
    assert not form.is_valid()
    assert 'type="radio"' not in str(form["body"])


def test_a_field_shows_the_body_it_began_with_and_keeps_it(world):
    two = [body("Phòng Y tế", parent) for parent in (world.phu_cu, world.khoai_chau)]
    bodies = Body.objects.below(world.tinh_uy)
    page = str(Asking(bodies=bodies, initial={"body": two[1].pk})["body"])
    assert 'value="Phòng Y tế"' in page
    sent = {"body": "Phòng Y tế", "body-asked": "Phòng Y tế", "body-exact": str(two[1].pk)}
    form = Asking(sent, bodies=bodies, initial={"body": two[1].pk})
    assert form.is_valid()
    assert (form.cleaned_data["body"], form.has_changed()) == (two[1], False)


def test_an_empty_field_says_so_or_gives_nothing(world, asking):
    assert not asking({"body": " "}).is_valid()
    form = asking({"body": ""})
    form.fields["body"].required = False
    assert form.is_valid()
    assert form.cleaned_data["body"] is None
