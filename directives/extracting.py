"""Which text does a file hold? Read in a child process with little memory and little time: an upload is never trusted.

`python -m directives.extracting FILE SUFFIX` prints one JSON object: the text, or why there is none.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path, PurePosixPath

from provinces import distrusted

MOST_PAGES = 200
MOST_CHARACTERS = 400_000
READABLE = (".docx", ".pdf", ".txt", ".png", ".jpg", ".jpeg")
OCR = ["-l", "vie"]

WHY = {
    "broken": "Tệp hỏng hoặc không mở được. Mời kiểm tra lại tệp, hoặc dán nội dung văn bản vào ô bên cạnh.",
    "encrypted": "Tệp được đặt mật khẩu nên không đọc được. Mời bỏ mật khẩu rồi chọn lại tệp.",
    "too_many_pages": f"Tệp dài hơn {MOST_PAGES} trang. Mời tách phần văn bản chỉ đạo ra tệp riêng.",
    "too_long": "Nội dung tệp quá dài để vào sổ.",
    "too_slow": "Đọc tệp mất quá nhiều thời gian hoặc bộ nhớ nên đã dừng. Mời dán nội dung văn bản vào ô bên cạnh.",
    "no_text": "Không nhận ra chữ nào trong tệp. Nếu là bản chụp, mời chọn ảnh rõ hơn hoặc dán nội dung văn bản.",
    "scanned": "Tệp PDF này là bản chụp, không có chữ để đọc.",
    "no_ocr": (
        "Máy chủ chưa cài phần nhận dạng chữ. Mời đề nghị quản trị hệ thống cài hai gói tesseract-ocr và "
        "tesseract-ocr-vie, hoặc dán nội dung văn bản vào ô bên cạnh."
    ),
    "kind": "Chỉ đọc được tệp Word (.docx), PDF, văn bản (.txt) và ảnh PNG, JPG.",
}


class Unreadable(Exception):
    """There is no text to be had from this file; the message says why, for the clerk."""

    def __init__(self, reason: str):
        super().__init__(WHY[reason])
        self.reason = reason


def text_of(upload) -> str:
    """The text of an uploaded file, or Unreadable."""
    suffix = PurePosixPath(upload.name).suffix.lower()
    if suffix not in READABLE:
        raise Unreadable("kind")
    with tempfile.NamedTemporaryFile(suffix=suffix) as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        upload.seek(0)
        return in_a_child(copy.name, suffix)


def can_recognise() -> bool:
    """Is the recogniser installed here, with its Vietnamese words?"""
    tesseract = shutil.which("tesseract")
    return bool(tesseract) and "vie" in languages(tesseract or "")


def in_a_child(path: str, suffix: str) -> str:
    try:
        answer = distrusted.in_a_child("directives.extracting", path, suffix)
    except distrusted.TooMuch as failed:
        raise Unreadable("too_slow") from failed
    if "error" in answer:
        raise Unreadable(answer["error"])
    return answer["text"]


# In the child


def main(path: str, suffix: str) -> dict:
    try:
        text = READERS[suffix](path)
    except Refused as refused:
        return {"error": str(refused)}
    except MemoryError:
        return {"error": "too_slow"}
    except Exception:  # whatever a parser trips over, the file is at fault and the clerk is told
        return {"error": "broken"}
    if not any(char.isalpha() for char in text):
        return {"error": "no_text"}
    return {"text": text} if len(text) <= MOST_CHARACTERS else {"error": "too_long"}


class Refused(Exception):
    """A reason of WHY."""


def read_docx(path: str) -> str:
    """Paragraphs and tables in the order in which they stand, with the numbers that Word writes itself."""
    import docx
    from docx.table import Table

    from directives.word_lists import Numbers

    document = docx.Document(path)
    numbers, lines = Numbers(document), []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = ["\n".join(map(numbers.with_number, cell.paragraphs)) for cell in row.cells]
                lines.append("\n".join(dict.fromkeys(cells)))
        else:
            lines.append(numbers.with_number(block))
    return "\n".join(lines)


def read_pdf(path: str) -> str:
    import pypdf

    reader = pypdf.PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("encrypted")
    if len(reader.pages) > MOST_PAGES:
        raise Refused("too_many_pages")
    text = "\n".join(page.extract_text() for page in reader.pages)
    if not any(char.isalpha() for char in text):
        raise Refused("scanned")
    return text


def read_txt(path: str) -> str:
    raw = Path(path).read_bytes()
    for encoding in ("utf-8-sig", "utf-16") if raw[:2] not in (b"\xff\xfe", b"\xfe\xff") else ("utf-16",):
        try:
            return raw.decode(encoding)
        except UnicodeError:
            continue
    return raw.decode("cp1258", errors="replace")


def read_image(path: str) -> str:
    """Nhận dạng chữ: Debian's tesseract with its Vietnamese words, where it is installed."""
    if not can_recognise():
        raise Refused("no_ocr")
    command = ["tesseract", path, "stdout", *OCR]
    done = subprocess.run(command, capture_output=True, timeout=distrusted.MOST_SECONDS * 2, check=False)  # noqa: S603
    if done.returncode:
        raise Refused("broken")
    text = done.stdout.decode(errors="replace")
    words = [word for word in text.split() if sum(char.isalpha() for char in word) >= 2]
    if len(words) < 5:  # a few strokes taken for letters are no dispatch
        raise Refused("no_text")
    return text


def languages(tesseract: str) -> list[str]:
    listed = subprocess.run([tesseract, "--list-langs"], capture_output=True, timeout=10, check=False)  # noqa: S603
    return (listed.stdout + listed.stderr).decode(errors="replace").split()


READERS = {
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".txt": read_txt,
    ".png": read_image,
    ".jpg": read_image,
    ".jpeg": read_image,
}


if __name__ == "__main__":
    distrusted.answer(main, *sys.argv[1:3])
