"""Recognises the pages of one scan, in a process of its own with little memory, telling after each page how far it is."""

from __future__ import annotations

import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand

from directives import extracting
from directives.models import Scan

MOST_BYTES = 1024 * 1024 * 1024
MOST_SECONDS = 30 * 60
SCALE = 200 / 72  # 200 dots an inch are enough for type


class Command(BaseCommand):
    help = "Nhận dạng chữ của một bản chụp nhiều trang (chương trình tự gọi)."

    def add_arguments(self, parser):
        parser.add_argument("scan", type=int)
        parser.add_argument("--unlimited", action="store_true", help="Không giới hạn bộ nhớ và thời gian.")

    def handle(self, *args, **options):
        if not options["unlimited"]:
            resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
            resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 5))
        scan = Scan.objects.select_related("draft").get(pk=options["scan"])
        try:
            recognise(scan)
        except extracting.Refused as refused:
            scan.end(Scan.State.FAILED, extracting.WHY[str(refused)])
        except Exception:
            scan.end(Scan.State.FAILED, extracting.WHY["broken"])
            raise


def recognise(scan: Scan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for page in pages_of(scan, Path(folder)):
            if not scan.is_wanted():
                return
            scan.add_page(words_on(page))
    if not any(char.isalpha() for char in scan.words):
        raise extracting.Refused("no_text")
    scan.end(Scan.State.DONE)


def pages_of(scan: Scan, folder: Path) -> Iterator[Path]:
    """Each page of the PDF as a picture, one at a time."""
    import pypdfium2

    with scan.draft.files.get().file.open("rb") as file:
        document = pypdfium2.PdfDocument(file.read())
    try:
        Scan.objects.filter(pk=scan.pk).update(pages=len(document))
        for number in range(len(document)):
            yield picture(document[number].render(scale=SCALE, grayscale=True), folder / "page.pgm")
    finally:
        document.close()


def picture(bitmap, path: Path) -> Path:
    """The page as a portable graymap: a line of text, then one byte a dot; no picture library is needed."""
    raw, width = bytes(bitmap.buffer), bitmap.width
    dots = b"".join(raw[row * bitmap.stride :][:width] for row in range(bitmap.height))
    path.write_bytes(f"P5 {width} {bitmap.height} 255\n".encode() + dots)
    return path


def words_on(page: Path) -> str:
    """A page without words, a picture or an empty back, is no fault of the scan."""
    try:
        return extracting.read_image(str(page))
    except extracting.Refused as refused:
        if str(refused) == "no_text":
            return ""
        raise
