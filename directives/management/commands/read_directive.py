"""Reads a dispatch from a file and prints what was read: for people, or as JSON in the shape of Reading.as_dict."""

from __future__ import annotations

import json
import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from directives import extracting, reading

LABELS = {
    "kind": "Loại",
    "number": "Số",
    "notation": "Ký hiệu",
    "issued_on": "Ngày ban hành",
    "place": "Nơi ban hành",
    "issuer": "Cấp ủy",
    "organ": "Cơ quan ban hành",
    "subject": "Trích yếu",
    "urgency": "Độ khẩn",
    "secrecy": "Độ mật",
    "signatory": "Người ký",
    "position": "Chức vụ",
    "authority": "Quyền hạn ký",
    "dissemination": "Phổ biến",
}


WARNINGS = {
    "no number is printed": "không ghi số",
    "no date is printed": "không ghi ngày ban hành",
    "no signatory is named": "không ghi người ký",
    "no subject is printed": "không ghi trích yếu",
    "no requirement was found": "không thấy yêu cầu nào",
    "no follow-up body is named": "không nêu cơ quan theo dõi, đôn đốc",
}


class Command(BaseCommand):
    help = "Đọc một văn bản (.txt, .docx, .pdf, ảnh) và in những gì đọc được."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="In một đối tượng JSON.")

    def handle(self, *args, **options):
        read = reading.read(text_of(options["file"]))
        if options["json"]:
            self.stdout.write(json.dumps(read.as_dict(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(page_of(read)))


def text_of(path: Path) -> str:
    """Plain text as it is; other kinds through the child that reads uploads. A picture without words has none."""
    if not path.is_file():
        raise CommandError(f"Không có tệp {path}.")
    if path.suffix.lower() in ("", ".txt"):
        return extracting.read_txt(str(path))
    try:
        return extracting.in_a_child(str(path.resolve()), path.suffix.lower())
    except extracting.Unreadable as unreadable:
        if unreadable.reason == "no_text":
            return ""
        raise CommandError(str(unreadable)) from unreadable


def page_of(read: reading.Reading) -> list[str]:
    """What was read, one line a value; a question mark where a careful clerk looks twice."""
    lines = [f"{LABELS[name]:<18} {shown(read.fields.get(name))}" for name in LABELS]
    for title, rows in (("Kính gửi", read.addressees), ("Nơi nhận", read.distribution)):
        lines += [f"{title:<18} {row.text}{doubt(row)}" for row in rows]
    lines += [
        f"{'Dẫn chiếu':<18} {row.code} {row.issued_on or ''} ({row.relation}){doubt(row)}" for row in read.citations
    ]
    for point in read.requirements:
        words = " ".join(read.text[point.start : point.end].split())
        bodies = "; ".join(body.text for body in point.bodies) or "chưa xác định"
        lines += [f"{'Yêu cầu':<18} {words[:90]}…{doubt(point)}", f"{'':<18} chủ trì: {bodies}"]
        lines += [f"{'':<18} thời hạn: {deadline.text}{doubt(deadline)}" for deadline in point.deadlines]
    if read.follow_up:
        to = ", ".join(read.follow_up.report_to)
        lines.append(f"{'Theo dõi, đôn đốc':<18} {read.follow_up.body}; báo cáo với {to or '–'}{doubt(read.follow_up)}")
    return [*lines, *(f"{'Lưu ý':<18} {in_vietnamese(warning)}" for warning in read.warnings)]


def in_vietnamese(warning: str) -> str:
    """The reader's warnings are words for programs; people get these."""
    nobody = re.fullmatch(r"requirement (.+) names nobody", warning)
    if nobody:
        number = "không đánh số" if nobody[1] == "without number" else nobody[1]
        return f"yêu cầu {number} không nêu cơ quan thực hiện"
    return WARNINGS.get(warning, "văn bản quá dài, chỉ đọc phần đầu")


def shown(value) -> str:
    return f"{value.value}{doubt(value)}" if value else "không ghi"


def doubt(value) -> str:
    return "" if value.sure else "  (?)"
