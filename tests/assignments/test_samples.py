"""What a newcomer finds: 63 and 34 provinces, the sample directory, five whole dispatches, every colour of the dashboard."""

import datetime
import json
import stat

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from assignments import samples
from assignments.models import Assignment
from assignments.timeliness import Timeliness
from directives.models import Directive, Recipient
from provinces import journal
from provinces.models import Body, Entry, Province, RecipientList, User
from provinces.rolls import members_of
from tests.conftest import MORNING


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loading takes two seconds: once for all these stories, each of which undoes what it does."""
    folder = tmp_path_factory.mktemp("office")
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(MORNING, tick=True), override_settings(DATA_DIR=folder):
            samples.load(timezone.localdate(), whole_country=False)
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def office(loaded, db, settings):
    settings.DATA_DIR = loaded


def counts():
    return [
        model.objects.count()
        for model in (Province, Body, RecipientList, User, Directive, Assignment, Recipient, Entry)
    ]


COMMITTEES_OF_HUNG_YEN = [
    "Huyện ủy Ân Thi", "Huyện ủy Khoái Châu", "Huyện ủy Kim Động", "Huyện ủy Phù Cừ", "Huyện ủy Tiên Lữ",
    "Huyện ủy Văn Giang", "Huyện ủy Văn Lâm", "Huyện ủy Yên Mỹ", "Thành ủy Hưng Yên", "Thị ủy Mỹ Hào",
]  # fmt: skip

# code, beginning and end of each requirement in its text, typed by hand
REQUIREMENTS = {
    "261-CV/TU": [
        ("1- Ban cán sự Đảng UBND tỉnh", "các cấp nhiệm kỳ 2021 - 2026."),
        ("2- Ủy ban Bầu cử tỉnh", "diễn biến phức tạp trên địa bàn tỉnh."),
        ("3- Người đứng đầu cấp ủy", "gia đình và cộng đồng."),
        ("4- Ban Thường vụ Huyện ủy Phù Cừ", "F1, F2, F3 theo quy định."),
        ("5- Ban Tuyên giáo Tỉnh ủy, Sở Thông tin", "tâm lý hoang mang trong xã hội."),
    ],
    "1462-CV/TU": [
        ("1. Các cấp ủy, tổ chức đảng", "không gây hoang mang trong nhân dân."),
        ("2. Ban Cán sự Đảng UBND tỉnh", "trong công tác phòng, chống dịch."),
        ("3. Ban Tuyên giáo Tỉnh ủy theo dõi", "Ban Thường vụ Tỉnh ủy./."),
    ],
}
FIELDS = {
    "261-CV/TU": ("CV", 261, datetime.date(2021, 5, 8), "Hưng Yên", "T/L", "Vũ Văn Thắng", None),
    "Chỉ thị không số": ("CT", None, None, "", "T/M", "Dương Văn Thái", "Ủy ban nhân dân tỉnh"),
    "1462-CV/TU": ("CV", 1462, datetime.date(2020, 7, 30), "Hà Nam", "T/M", "Phạm Sỹ Lợi", "Ban Tuyên giáo Tỉnh ủy"),
    "239-CV/HU": ("CV", 239, datetime.date(2021, 8, 25), "", "", "Nguyễn Văn Lộc", "Ban Tuyên giáo Huyện ủy"),
    "143-CV/TU": ("CV", 143, datetime.date(2021, 4, 29), "Kiên Giang", "T/M", "", "Văn phòng Tỉnh ủy"),
}


def test_there_were_63_provinces_and_there_are_34(office):
    assert Province.objects.on(datetime.date(2025, 6, 30)).count() == 63
    assert Province.objects.on(datetime.date(2025, 7, 1)).count() == 34
    bac_giang = Province.objects.get(name="Bắc Giang")
    assert (bac_giang.valid_to, bac_giang.merged_into.full_name) == (datetime.date(2025, 6, 30), "Tỉnh Bắc Ninh")


def test_the_district_committees_of_hung_yen_on_the_day_of_the_dispatch(office):
    everyone = RecipientList.objects.get(name="Các huyện ủy, thị ủy, thành ủy", committee__name="Tỉnh ủy Hưng Yên")
    assert sorted(body.name for body in members_of(everyone, datetime.date(2021, 5, 8))) == sorted(
        COMMITTEES_OF_HUNG_YEN
    )


def test_the_five_dispatches_are_entered_whole(office):
    for directive in Directive.objects.select_related("overseer"):
        overseer = directive.overseer and directive.overseer.name
        facts = (
            directive.kind,
            directive.number,
            directive.issued_on,
            directive.place,
            directive.authority,
            directive.signatory,
            overseer,
        )
        assert facts == FIELDS[str(directive)]
        for requirement in directive.requirements.all():
            assert directive.text[requirement.start : requirement.end] == requirement.text
    for code, expected in REQUIREMENTS.items():
        words = [row.text for row in Directive.objects.get(code=code).requirements.all()]
        for text, (begins, ends) in zip(words, expected, strict=True):
            assert text.startswith(begins)
            assert text.endswith(ends)


def test_every_timeliness_can_be_seen(office):
    labels = Assignment.objects.counted().timed(timezone.localdate()).values_list("timeliness", flat=True)
    assert set(labels) == set(Timeliness) - {Timeliness.WITHDRAWN}


def test_requirements_that_name_nobody_have_no_assignment(office):
    requirements = Directive.objects.get(code="239-CV/HU").requirements
    assert [row.assignments.count() for row in requirements.all()] == [2, 0, 1, 0, 0, 1]


def test_a_body_with_a_task_on_no_list_still_has_the_dispatch(office):
    recipient = Recipient.objects.get(directive__code="261-CV/TU", body__name="Ủy ban Bầu cử tỉnh")
    assert not recipient.is_listed


def test_loading_again_changes_nothing(office):
    before = counts()
    Body.objects.filter(name="Sở Y tế").update(name="Sở Y tế (đã sửa)", folded="so y te (da sua)")
    samples.load(timezone.localdate(), whole_country=False)
    assert counts() == before
    assert Body.objects.filter(name="Sở Y tế (đã sửa)").exists()


def test_the_journal_of_the_samples_is_whole(office):
    assert journal.broken_links() == []
    call_command("verify_journal")


def test_sign_ins_are_made_here_and_kept_for_their_owner_alone(office, client):
    path = samples.sign_ins()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    username, password = path.read_text(encoding="utf-8").split()[:2]
    assert client.post("/dang-nhap/", {"username": username, "password": password}).status_code == 302


def test_no_line_of_the_samples_is_without_its_meaning():
    for sample in json.loads((samples.SAMPLES / "samples.json").read_text(encoding="utf-8")):
        for _, line in samples.printed_lines(sample):
            assert line["targets"] or line["kind"] in ("NHU_TREN", "LUU", "CA_NHAN"), line
