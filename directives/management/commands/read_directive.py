"""What does a file with a dispatch say? Prints a page for people, or with --json the shape that programs read."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directives.reading import Reading, read

LABELS = {
    "kind": "Tên loại",
    "number": "Số",
    "notation": "Ký hiệu",
    "issued_on": "Ngày ban hành",
    "place": "Địa danh",
    "issuer": "Cơ quan ban hành",
    "organ": "Thẩm quyền ban hành",
    "subject": "Trích yếu",
    "urgency": "Độ khẩn",
    "secrecy": "Độ mật",
    "signatory": "Người ký",
    "position": "Chức vụ",
    "authority": "Quyền hạn ký",
    "dissemination": "Phạm vi phổ biến",
}
DOUBT = " (?)"


class Command(BaseCommand):
    help = "Đọc một văn bản chỉ đạo (.txt) và in các thông tin đọc được."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help='tệp văn bản, hoặc "-" để đọc từ đầu vào chuẩn')
        parser.add_argument("--json", action="store_true", help="in dưới dạng JSON cho chương trình khác")

    def handle(self, *args, **options) -> None:
        reading = read(text_of(options["file"]))
        if options["json"]:
            self.stdout.write(json.dumps(reading.as_dict(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(page(reading)))


def text_of(name: str) -> str:
    """The text of a file. Bytes that are no UTF-8 are read as UTF-16 where they say so, else with replacement marks."""
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"Không mở được tệp {name}: {error.strerror}.") from error
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    return raw.decode("utf-8-sig", errors="replace")


def page(reading: Reading) -> list[str]:
    """The page for people: doubtful values bear a question mark."""
    lines = [f"{label + ':':<22}{shown(reading.fields.get(name))}" for name, label in LABELS.items()]
    for title, names in (("Kính gửi", reading.addressees), ("Nơi nhận", reading.distribution)):
        lines += ["", f"{title}:"] + [f"  - {line.text}{'' if line.sure else DOUBT}" for line in names or []]
    lines += ["", "Văn bản dẫn chiếu:"]
    lines += [f"  - {one.code}{', ' + one.issued_on if one.issued_on else ''}" for one in reading.citations]
    lines += ["", f"Yêu cầu: {len(reading.requirements)}"]
    for requirement in reading.requirements:
        lines += requirement_lines(reading, requirement)
    follow = reading.follow_up
    lines += ["", f"Theo dõi, đôn đốc: {follow.body if follow else 'không nêu'}"]
    if follow and follow.report_to:
        lines.append(f"  báo cáo: {', '.join(follow.report_to)}")
    return lines


def shown(value) -> str:
    if value is None:
        return "—"
    return f"{value.value}{'' if value.sure else DOUBT}"


def requirement_lines(reading: Reading, requirement) -> list[str]:
    words = " ".join(reading.text[requirement.start : requirement.end].split())
    opening = words if len(words) <= 100 else words[:99] + "…"
    lines = [f"  [{requirement.number or 'không số'}]{'' if requirement.sure else DOUBT} {opening}"]
    for label, names in (("giao", requirement.bodies), ("phối hợp", requirement.coordinating)):
        if names:
            lines.append(f"      {label}: {'; '.join(name.text + ('' if name.sure else DOUBT) for name in names)}")
    if requirement.deadlines:
        lines.append(f"      thời hạn: {'; '.join(deadline.text for deadline in requirement.deadlines)}")
    return lines
