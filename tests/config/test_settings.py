"""Vietnamese dates, words and figures; safe defaults."""

import datetime
from pathlib import Path

import django
import polib
import pytest
from django import forms
from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.formats import localize
from django.utils.timesince import timesince

from config.templatetags.components import kich_thuoc, ngay, so

DAYS = [
    ("08/05/2021", datetime.date(2021, 5, 8)),
    ("31/12/2021", datetime.date(2021, 12, 31)),
    ("08-05-2021", datetime.date(2021, 5, 8)),
    ("8/5/2021", datetime.date(2021, 5, 8)),
    ("08.05.2021", datetime.date(2021, 5, 8)),
    ("2021-05-08", datetime.date(2021, 5, 8)),
]


@pytest.mark.parametrize(("typed", "day"), DAYS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_days_come_before_months(typed, day, language):
    with translation.override(language):
        assert forms.DateField().clean(typed) == day


@pytest.mark.parametrize("typed", ["13/13/2021", "31/02/2021", "hôm qua", "05/2021"])
def test_what_is_no_day_is_refused_in_vietnamese(typed):
    with pytest.raises(forms.ValidationError, match="hợp lệ"):
        forms.DateField().clean(typed)


def test_days_and_figures_are_shown_as_in_viet_nam():
    assert localize(datetime.date(2021, 5, 8)) == "08/05/2021"
    assert (ngay(datetime.date(2021, 5, 8)), ngay(None), ngay(None, "không ghi")) == ("08/05/2021", "–", "không ghi")
    assert (so(1053221), so(0)) == ("1.053.221", "0")
    assert (kich_thuoc(10), kich_thuoc(4_400_000)) == ("1 KB", "4,2 MB")


GOLDEN = {
    "This field is required.": "Mời điền mục này.",
    "“%(value)s” is not a valid UUID.": "“%(value)s” không phải là UUID hợp lệ.",
    "Enter a valid JSON.": "Mời nhập JSON hợp lệ.",
    "Forbidden": "Bị cấm",
    "CSRF verification failed. Request aborted.": "Không xác minh được yêu cầu. Yêu cầu đã bị hủy.",
}


@pytest.mark.parametrize(("words", "expected"), GOLDEN.items())
def test_djangos_own_words_are_vietnamese(words, expected):
    with translation.override("vi"):
        assert translation.gettext(words) == expected


def test_three_days_are_ba_ngay():
    with translation.override("vi"):
        then = datetime.datetime(2021, 5, 10)
        assert timesince(then - datetime.timedelta(days=3), then).replace("\xa0", " ") == "3 ngày"


def test_every_word_of_django_has_a_vietnamese_one():
    django_locale = Path(django.__file__).parent / "conf/locale"
    source = polib.pofile(django_locale / "en/LC_MESSAGES/django.po")
    catalogues = [
        polib.mofile(django_locale / "vi/LC_MESSAGES/django.mo"),
        polib.mofile(settings.LOCALE_PATHS[0] / "vi/LC_MESSAGES/django.mo"),
    ]
    known = {
        (entry.msgctxt, entry.msgid)
        for mo in catalogues
        for entry in mo
        if entry.msgstr or any(entry.msgstr_plural.values())
    }
    assert [entry.msgid for entry in source if (entry.msgctxt, entry.msgid) not in known] == []


def test_the_compiled_catalogue_is_the_written_one():
    folder = settings.LOCALE_PATHS[0] / "vi/LC_MESSAGES"
    written, compiled = polib.pofile(folder / "django.po"), polib.mofile(folder / "django.mo")
    assert {entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in written} == {
        entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in compiled
    }


def test_sqlite_queues_its_writers_and_keeps_what_it_answered():
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"
        return
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS")


@pytest.mark.django_db
def test_the_database_keeps_its_promises():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            pragmas = [
                cursor.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "foreign_keys")
            ]
            assert pragmas == ["wal", 2, 1]
        else:
            cursor.execute("SHOW server_encoding")
            assert cursor.fetchone() == ("UTF8",)
            cursor.execute("SELECT lower('Đ')")
            assert cursor.fetchone() == ("đ",)


def test_nothing_chosen_is_said_in_words(world, sign_in):
    page = sign_in(world.quan).get("/nguoi-dung/moi/").content.decode()
    assert "-----" not in page
    assert page.count(">Chọn…</option>") == 1
