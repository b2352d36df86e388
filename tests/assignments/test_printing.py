"""Every paper and register as LibreOffice opens it: rendered to PDF in one go, and read again."""

import shutil
import subprocess

import pypdfium2
import pytest

from assignments.exporting import numbers_of
from assignments.models import PaperKind
from assignments.papers import books, preparing, workbook
from directives.models import Directive
from tests.assignments.test_papers import dispatch, prepare  # noqa: F401

SOFFICE = shutil.which("soffice")
A4 = (595, 842)  # points

FIRST_PAGES = {
    "bao-cao": ["TỈNH ỦY HƯNG YÊN", "VĂN PHÒNG", "ĐẢNG CỘNG SẢN VIỆT NAM", "BÁO CÁO", "I- TÌNH HÌNH CHUNG", "-----"],
    "don-doc": ["Kính gửi: Huyện ủy Phù Cừ", "Đôn đốc báo cáo kết quả thực hiện", "Nơi nhận:", "CHÁNH VĂN PHÒNG"],
    "phieu-giao-viec": ["PHIẾU GIAO VIỆC", "HUYỆN ỦY PHÙ CỪ", "(ký, ghi rõ họ tên, ngày nhận)", "Vũ Văn Thắng"],
    "so-dang-ky": ["Sổ đăng ký văn bản", "Số văn bản", "Đơn vị soạn thảo"],
}


@pytest.fixture
def files(world, dispatch, tmp_path):  # noqa: F811
    if not SOFFICE:
        pytest.skip("soffice is not installed: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui")
    for kind, asked in (("BC", {}), ("DD", {}), ("PG", {"charged": world.phu_cu})):
        paper = prepare(world, dispatch, kind, **asked)
        (tmp_path / f"{PaperKind(kind).slug}.docx").write_bytes(preparing.printed(paper))
    numbers = numbers_of(Directive.objects.for_register())
    with open(tmp_path / "so-dang-ky.xlsx", "wb") as file:
        workbook.write(file, [books.of_dispatches(numbers, world.reach(world.ha))], "Lập lúc 09:00")
    return tmp_path


def test_libreoffice_opens_every_paper_and_prints_it_on_a4(files):
    sources = sorted(str(path) for path in files.iterdir() if path.suffix in (".docx", ".xlsx"))
    profile = f"-env:UserInstallation=file://{files}/profile"
    command = [SOFFICE, "--headless", profile, "--convert-to", "pdf", "--outdir", str(files), *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for name, expected in FIRST_PAGES.items():
        with pypdfium2.PdfDocument(files / f"{name}.pdf") as printed:
            page = printed[0]
            words = " ".join(page.get_textpage().get_text_range().split())
            assert [words.count(" ".join(part.split())) > 0 for part in expected] == [True] * len(expected), words
            size = tuple(round(side) for side in page.get_size())
            assert size in (A4, A4[::-1])
