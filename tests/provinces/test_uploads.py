"""Files: few kinds, what they say they are, given back byte for byte and never shown in place."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from directives.models import Attachment
from provinces.uploads import admit, display_name

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def office_file(*names, size=10) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"0" * size)
    return out.getvalue()


DOCX = office_file("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", PDF), ("B.PDF", PDF), ("công văn.docx", DOCX), ("ảnh.png", PNG)]
)
def test_honest_files_come_in(name, content):
    admit(SimpleUploadedFile(name, content))


HOSTILE = [
    ("virus.exe", b"MZ"),
    ("trang.html", b"<script>alert(1)</script>"),
    ("hinh.svg", b"<svg onload=alert(1)>"),
    ("macro.docm", DOCX),
    ("gia.pdf", b"<html>%PDF-"),
    ("gia.png", PDF),
    ("hong.docx", b"PK\x03\x04 broken"),
    ("khong-phai-word.docx", office_file("a.txt")),
    ("ma-lenh.docx", office_file("word/document.xml", "word/vbaProject.bin")),
    ("bom.docx", office_file("word/document.xml", size=60 * 1024 * 1024)),
    ("rong.pdf", b""),
    ("khong-duoi", PDF),
]


@pytest.mark.parametrize(("name", "content"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_hostile_files_stay_out_with_a_reason(name, content):
    with pytest.raises(ValidationError) as refused:
        admit(SimpleUploadedFile(name, content))
    assert name.split(".")[0] in str(refused.value)


NAMES = [
    ("../../etc/passwd.pdf", "passwd.pdf"),
    ("C:\\Users\\Hà\\công văn.pdf", "công văn.pdf"),
    ("a\x00b\u202ecod.pdf", "abcod.pdf"),
    ("dòng 1\ndòng 2.pdf", "dòng 1 dòng 2.pdf"),
    ("Công.pdf", "Công.pdf"),
    ("x" * 400 + ".pdf", "x" * 176 + ".pdf"),
    ("", "tep"),
]


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_names_are_cleaned_before_they_are_shown(name, shown):
    assert display_name(name) == shown


def test_an_attachment_comes_back_byte_for_byte_and_is_never_shown_in_place(world, sign_in, settings):
    row = Attachment(directive=world.directive(), uploaded_by=world.ha)
    row.fill(SimpleUploadedFile("Công văn 261.pdf", PDF))
    row.save()
    answer = sign_in(world.ha).get(f"/tep/{row.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''C%C3%B4ng")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert row.file.path.startswith(str(settings.MEDIA_ROOT))
    assert "261" not in row.file.name


def test_a_file_that_is_gone_from_the_disk_is_not_found(world, sign_in):
    row = Attachment(directive=world.directive(), uploaded_by=world.ha)
    row.fill(SimpleUploadedFile("a.pdf", PDF))
    row.save()
    row.file.storage.delete(row.file.name)
    assert sign_in(world.ha).get(f"/tep/{row.pk}/").status_code == 404
