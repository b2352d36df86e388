"""Which files may come in? Few kinds, of modest size, that are what they say they are."""

import zipfile
from pathlib import PurePosixPath

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from provinces.vietnamese import clean

# What a file of each kind begins with.
MAGIC = {
    ".pdf": (b"%PDF-",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
}
ZIPPED = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
LOCKED = b"\xd0\xcf\x11\xe0"  # an office file with a password, or of the years before 2007
LOCKED_ADVICE = "tệp có mật khẩu hoặc theo định dạng cũ. Mời mở tệp, bỏ mật khẩu, lưu lại thành .docx hoặc .xlsx."
ACCEPT = ",".join(MAGIC)
KINDS = "PDF, Word (.docx), Excel (.xlsx), ảnh PNG hoặc JPG"
MOST_UNPACKED_BYTES = 50 * 1024 * 1024
MOST_ENTRIES = 2000


def admit(upload, only: tuple[str, ...] = tuple(MAGIC), kinds: str = KINDS) -> None:
    """Lets the file in under a clean name, or raises ValidationError with the reason."""
    upload.name = display_name(upload.name)
    suffix = PurePosixPath(upload.name).suffix.lower()
    if suffix not in only:
        raise ValidationError(f"“{upload.name}”: chỉ nhận tệp {kinds}.")
    if upload.size > settings.UPLOAD_MAX_BYTES:
        raise ValidationError(f"“{upload.name}”: tệp lớn hơn {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB.")
    if not upload.size:
        raise ValidationError(f"“{upload.name}”: tệp rỗng.")
    upload.seek(0)
    begins = upload.read(16)
    if suffix in ZIPPED and begins.startswith(LOCKED):
        raise ValidationError(f"“{upload.name}”: {LOCKED_ADVICE}")
    if not begins.startswith(MAGIC[suffix]):
        raise ValidationError(f"“{upload.name}”: nội dung tệp không đúng với đuôi {suffix}.")
    if suffix in ZIPPED:
        admit_zip(upload, ZIPPED[suffix])
    upload.seek(0)


def display_name(name: str) -> str:
    """The file's own name without a path, control characters or endless length; it is only ever shown."""
    name = clean(name).replace("\\", "/").split("/")[-1].replace("\n", " ").replace('"', "”").strip(" .")
    stem, suffix = PurePosixPath(name or "tep").stem, PurePosixPath(name or "tep").suffix
    return f"{stem[: 180 - len(suffix)]}{suffix[:20]}"


def admit_zip(upload, must_hold: str) -> None:
    """An office file is a zip: whole, without macros, and not a bomb."""
    refused = ValidationError(f"“{upload.name}”: tệp hỏng, có mã lệnh (macro) hoặc không an toàn nên không nhận.")
    try:
        with zipfile.ZipFile(upload) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as broken:
        raise refused from broken
    names = {entry.filename for entry in entries}
    too_large = sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES or len(entries) > MOST_ENTRIES
    if too_large or must_hold not in names or any(name.endswith("vbaProject.bin") for name in names):
        raise refused


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Any number of files; each must be let in."""

    widget = FilesInput

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        kwargs.setdefault(
            "help_text", f"Tệp {KINDS}; mỗi tệp không quá {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB."
        )
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ACCEPT

    def clean(self, data, initial=None):
        uploads = [upload for upload in (data or []) if upload]
        errors = []
        for upload in uploads:
            try:
                admit(super().clean(upload, initial))
            except ValidationError as error:
                errors.extend(error.error_list)
        if errors:
            raise ValidationError(errors)
        return uploads
