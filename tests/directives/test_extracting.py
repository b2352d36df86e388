"""Files into text: in a child, within limits, and a clear sentence where there is no text to be had."""

import io
import shutil
import zipfile

import docx
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from directives import extracting
from directives.models import Attachment, Directive, DraftFile


def word_file(*paragraphs, table=()) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(paragraphs[0])
    if table:
        row = document.add_table(rows=1, cols=len(table)).rows[0]
        for cell, words in zip(row.cells, table, strict=True):
            cell.text = words
    for paragraph in paragraphs[1:]:
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def pdf_file(pages: int = 1, password: str = "") -> bytes:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" * 40_000_000)
    return out.getvalue()


def read(name: str, content: bytes) -> str:
    return extracting.text_of(SimpleUploadedFile(name, content))


def test_a_word_file_is_read_with_its_tables_in_order():
    content = word_file(
        "TỈNH ỦY", "Kính gửi: Các huyện ủy", table=("Số 261-CV/TU", "Hưng Yên, ngày 08 tháng 5 năm 2021")
    )
    lines = read("a.docx", content).split("\n")
    assert lines[:4] == ["TỈNH ỦY", "Số 261-CV/TU", "Hưng Yên, ngày 08 tháng 5 năm 2021", "Kính gửi: Các huyện ủy"]


def test_the_numbers_that_word_writes_itself_are_read():
    document, out = docx.Document(), io.BytesIO()
    for words, style in (
        ("Yêu cầu:", None),
        ("Sở Y tế rà soát.", "List Number"),
        ("mua thuốc", "List Bullet"),
        ("Công an tỉnh xử lý.", "List Number"),
    ):
        document.add_paragraph(words, style=style)
    document.save(out)
    assert read("a.docx", out.getvalue()).split("\n") == [
        "Yêu cầu:",
        "1. Sở Y tế rà soát.",
        "- mua thuốc",
        "2. Công an tỉnh xử lý.",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_is_read_in_the_encodings_of_old_offices(encoding):
    assert read("a.txt", "Đảng ủy xã".encode(encoding)) == "Đảng ủy xã"


NO_TEXT = [
    ("trong.pdf", pdf_file(), "scanned"),
    ("mat-khau.pdf", pdf_file(password="x"), "encrypted"),
    ("dai.pdf", pdf_file(pages=500), "too_many_pages"),
    ("hong.pdf", b"%PDF-1.7 broken", "broken"),
    ("hong.docx", b"PK\x03\x04 broken", "broken"),
    ("la.exe", b"MZ", "kind"),
    ("so.txt", b"123 456", "no_text"),
    ("dai.txt", b"a " * 300_000, "too_long"),
]


@pytest.mark.parametrize(("name", "content", "reason"), NO_TEXT, ids=[name for name, _, _ in NO_TEXT])
def test_a_file_without_text_gets_a_clear_sentence(name, content, reason):
    with pytest.raises(extracting.Unreadable) as refused:
        read(name, content)
    assert str(refused.value) == extracting.WHY[reason]


def test_a_bomb_is_stopped_by_the_limits():
    with pytest.raises(extracting.Unreadable):
        read("bom.docx", bomb())


def test_without_the_recogniser_the_program_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert extracting.main("khong-co.png", ".png") == {"error": "no_ocr"}
    assert "tesseract-ocr-vie" in extracting.WHY["no_ocr"]


def test_a_dropped_file_fills_the_form_and_stays_with_the_dispatch(world, sign_in):
    ha = sign_in(world.ha)
    content = word_file("TỈNH ỦY HƯNG YÊN", "Số 300-CV/TU", "Hưng Yên, ngày 08 tháng 5 năm 2021", "Về công tác bầu cử")
    where = ha.post("/van-ban/doc/", {"file": SimpleUploadedFile("cong-van.docx", content)})["Location"]
    key = where.split("nhap=")[1]
    kept = DraftFile.objects.get()
    assert "cong-van.docx" in ha.get(where).content.decode()
    sections = {
        f"{name}-{part}_FORMS": 0
        for name in ("addressees", "distribution", "citations", "requirements")
        for part in ("TOTAL", "INITIAL")
    }
    data = {
        "key": key,
        "committee": world.tinh_uy.pk,
        "number": "300",
        "notation": "CV/TU",
        "issued_on": "08/05/2021",
        **sections,
    }
    assert ha.post("/van-ban/moi/", {**data, "entered_on": "10/05/2021"}).status_code == 302
    attachment = Attachment.objects.get(directive=Directive.objects.get())
    assert (attachment.name, attachment.sha256, attachment.file.read()) == ("cong-van.docx", kept.sha256, content)
    attachment.file.close()


def test_a_broken_file_loses_nothing_that_was_pasted(world, sign_in):
    file = SimpleUploadedFile("hong.pdf", b"%PDF-1.7 broken")
    page = sign_in(world.ha).post("/van-ban/doc/", {"text": "Nội dung đã dán", "file": file}).content.decode()
    assert "Tệp hỏng hoặc không mở được" in page
    assert "Nội dung đã dán" in page
