"""The command that reads one file: for people, and as JSON."""

import json

import pytest
from django.core.management import CommandError, call_command

from assignments.samples import SAMPLES
from directives import extracting

SHAPE = {"text", "fields", "addressees", "distribution", "citations", "requirements", "follow_up", "warnings"}


def said(capsys, *arguments) -> str:
    call_command("read_directive", *arguments)
    return capsys.readouterr().out


def test_json_has_the_agreed_shape_and_every_span_holds_its_words(capsys):
    read = json.loads(said(capsys, str(SAMPLES / "143-cv-tu.txt"), "--json"))
    assert set(read) == SHAPE
    assert read["fields"]["number"]["value"] == 143
    assert read["text"][read["fields"]["number"]["start"] : read["fields"]["number"]["end"]] == "143"
    assert read["fields"]["signatory"] is None
    assert read["follow_up"]["body"] == "Văn phòng Tỉnh ủy"


def test_the_page_for_people_is_vietnamese(capsys):
    page = said(capsys, str(SAMPLES / "261-cv-tu.txt"))
    assert "Người ký           Vũ Văn Thắng" in page
    assert "Độ khẩn            không ghi" in page
    assert "Hưng Yên  (?)" in page
    assert "Lưu ý              không nêu cơ quan theo dõi, đôn đốc" in page


def test_a_text_that_says_nothing_is_read_without_complaint(tmp_path, capsys):
    path = tmp_path / "trong.txt"
    path.write_text("", encoding="utf-8")
    assert json.loads(said(capsys, str(path), "--json"))["requirements"] == []


def test_an_old_offices_encoding_is_read(tmp_path, capsys):
    path = tmp_path / "cu.txt"
    path.write_text("Số 12-CV/TU\n\nKính gửi: Sở Y tế.\n", encoding="utf-16")
    assert json.loads(said(capsys, str(path), "--json"))["fields"]["number"]["value"] == 12


def test_a_file_without_words_is_read_as_an_empty_text(tmp_path, capsys, monkeypatch):
    def nothing(path, suffix):
        raise extracting.Unreadable("no_text")

    monkeypatch.setattr(extracting, "in_a_child", nothing)
    path = tmp_path / "meo.png"
    path.write_bytes(b"")
    assert json.loads(said(capsys, str(path), "--json"))["fields"]["number"] is None


def test_a_file_that_cannot_be_read_says_so(tmp_path):
    path = tmp_path / "hong.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    with pytest.raises(CommandError, match="Tệp hỏng"):
        call_command("read_directive", str(path))
    with pytest.raises(CommandError, match="Không có tệp"):
        call_command("read_directive", str(tmp_path / "khong-co.txt"))
