"""Báo cáo tình hình thực hiện: what was asked, who has answered what, who is silent, what must be decided and by whom?"""

from __future__ import annotations

import datetime

from assignments.models import Part, State
from assignments.papers import facts as known
from assignments.papers.layout import Table
from assignments.papers.wording import (
    QUOTED,
    date,
    delay,
    duty,
    ending,
    listed,
    lower_first,
    quoted,
    upper_first,
    without_number,
)
from assignments.timeliness import BY_ATTENTION, Timeliness
from directives.models import Directive
from provinces.models import Body

ASKED = 400  # characters of a requirement that the report repeats
ALL_QUOTED = 80_000  # characters of all quotations together: thirty pages
LEAST_QUOTED = 150


def gather(reach, committee: Body, body: Body, *, directive: Directive | None = None, since=None, until=None) -> dict:
    """Of one dispatch, or of all that concerned the committee from one day to another."""
    within = (since, until) if since else None
    rows = known.of_period(reach, committee, since, until) if within else known.alone(directive)
    directives = known.gathered(reach, rows, within=within, keep=lambda task: not reports_itself(task, body))
    return {
        "head": known.head(body, committee, reach.on),
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "directives": directives,
    }


def reports_itself(task, body: Body) -> bool:
    """The overseeing body answers its own duty by this very report."""
    return task.part == Part.OVERSEE and task.body_id == body.pk


def words(facts: dict, code: str) -> dict[str, str]:
    """The paper as it is first drawn up."""
    head, directives = facts["head"], facts["directives"]
    parts = [opening(facts), *general(facts, code)]
    most = room(facts)
    parts += point_by_point(directives, most) if facts["since"] is None else dispatch_by_dispatch(directives, most)
    parts += [*silent(facts), *to_decide(facts), closing(facts)]
    return {
        "subject": subject(facts),
        "content": "\n".join(parts),
        "distribution": "\n".join(
            [f"- {report_to(facts)} (để báo cáo),", f"- Lưu {head['body']}."]
        ),
    }  # fmt: skip


def room(facts: dict) -> int:
    """How much of each answer is quoted: the more answers, the less of each; the snapshot has them longer."""
    answered = sum(bool(duty["quotes"]) for _, _, duty in known.all_duties(facts))
    return max(LEAST_QUOTED, min(QUOTED, ALL_QUOTED // max(1, answered)))


def report_to(facts: dict) -> str:
    stated = {row["report_to"] for row in facts["directives"]} - {""}
    return stated.pop() if len(stated) == 1 else facts["head"]["standing_committee"]


def subject(facts: dict) -> str:
    if facts["since"]:
        days = f"(từ ngày {date(facts['since'])} đến ngày {date(facts['until'])})"
        return f"tình hình thực hiện văn bản chỉ đạo của {facts['head']['committee']} {days}"
    return f"tình hình thực hiện {facts['directives'][0]['named']}"[:700]


def opening(facts: dict) -> str:
    head = facts["head"]
    if facts["since"]:
        return (
            f"{head['body']} báo cáo tình hình thực hiện các văn bản chỉ đạo của {head['committee']}, gồm văn bản ban hành "
            f"từ ngày {date(facts['since'])} đến ngày {date(facts['until'])} và văn bản ban hành trước đó còn nhiệm vụ đang "
            "thực hiện hoặc có báo cáo trong kỳ, như sau:"
        )
    named = facts["directives"][0]["named"]
    return (
        f"Thực hiện {named}, {head['body']} báo cáo tình hình thực hiện đến hết ngày {date(head['on'])} như sau:"
    )  # fmt: skip


def general(facts: dict, code: str) -> list[str]:
    figures = known.figures(duty for _, _, duty in known.all_duties(facts))
    points = sum(len(row["points"]) for row in facts["directives"])
    scope = f"{len(facts['directives'])} văn bản, " if facts["since"] else ""
    found = [
        f"Tổng số: {scope}{points} yêu cầu; đã giao {figures['duties']} nhiệm vụ cho {figures['bodies']} cơ quan, đơn vị."
    ]
    if figures["duties"]:
        found.append(f"Trong đó: {labelled(figures)}.")
        if waiting := sum(is_waiting(duty) for _, _, duty in known.all_duties(facts)):
            found.append(f"Có {waiting} báo cáo đang chờ duyệt.")
    else:
        found.append("Chưa giao nhiệm vụ cho cơ quan, đơn vị nào.")
    return ["I- TÌNH HÌNH CHUNG", *found, f"Số liệu theo bản chốt số {code}."]


def is_waiting(duty: dict) -> bool:
    return duty["state"] == State.REPORTED


def labelled(figures: dict) -> str:
    """hoàn thành đúng hạn 3; quá hạn 2"""
    order = (Timeliness.DONE, Timeliness.DONE_LATE, *[label for label in BY_ATTENTION if "done" not in label.value])
    counts = figures["by_label"]
    return listed(f"{lower_first(label.label)} {counts[label.value]}" for label in order if counts.get(label.value))


def point_by_point(directives: list[dict], most: int) -> list[str]:
    lines = ["II- KẾT QUẢ THỰC HIỆN TỪNG YÊU CẦU"]
    for point in directives[0]["points"]:
        lines += [headed(point), *answers(point, most)]
    return lines if len(lines) > 1 else [*lines, "Văn bản không có yêu cầu nào được ghi trong sổ."]


def dispatch_by_dispatch(directives: list[dict], most: int) -> list[str]:
    lines = ["II- KẾT QUẢ THỰC HIỆN TỪNG VĂN BẢN"]
    for position, directive in enumerate(directives, start=1):
        lines.append(f"{position}. {directive['named']}")
        for point in directive["points"]:
            lines += [headed(point), *answers(point, most)]
    return lines if len(lines) > 1 else [*lines, "Trong kỳ chưa có văn bản nào."]


def headed(point: dict) -> str:
    number = f"Yêu cầu {point['number']}" if point["number"] else "Yêu cầu không đánh số"
    return f"{number}: {quoted(without_number(point['text']), ASKED)}"


def answers(point: dict, most: int) -> list[str]:
    """What each body answered, in its own words; then in one line who has not answered."""
    if not point["duties"]:
        return ["Chưa giao cơ quan, đơn vị nào thực hiện."]
    lines = [answer(row, quote, most) for row in point["duties"] for quote in row["quotes"][:1]]
    waiting = [f"{row['body']} ({delay(row)})" for row in point["duties"] if not row["has_answered"]]
    earlier = [row["body"] for row in point["duties"] if row["has_answered"] and not row["quotes"]]
    if earlier:
        lines.append(f"- Đã báo cáo trước kỳ này: {listed(earlier)}.")
    if waiting:
        lines.append(f"- Chưa báo cáo: {listed(waiting)}.")
    return lines


def answer(row: dict, quote: dict, most: int) -> str:
    source = f"báo cáo ngày {date(quote['handed_in_on'])}"
    if quote["code"]:
        source = f"Văn bản số {quote['code']}" + (f", ngày {date(quote['date'])}" if quote["date"] else "")
    check = "" if quote["is_accepted"] else ", đang chờ duyệt"
    return f"- {row['body']} ({duty(row)}; {source}{check}): {quoted(quote['content'], most)}"


def silent(facts: dict) -> list[str]:
    """Each body that has not answered, once, with all that it owes; the late first."""
    owing: dict[str, list[dict]] = {}
    for _, _, row in known.all_duties(facts):
        if not row["has_answered"]:
            owing.setdefault(row["body"], []).append(row)
    lines = ["III- CƠ QUAN, ĐƠN VỊ CHƯA BÁO CÁO"]
    worst = sorted(owing.items(), key=lambda pair: -max(row["late_by"] for row in pair[1]))
    for position, (body, rows) in enumerate(worst, start=1):
        late = [row for row in rows if row["late_by"]]
        longest = max(rows, key=lambda row: row["late_by"])
        words = f"{len(rows)} nhiệm vụ chưa báo cáo"
        words += f", trong đó {len(late)} nhiệm vụ quá hạn (lâu nhất {longest['late_by']} ngày)" if late else ""
        lines.append(f"{position}. {body}: {words}.")
    if not owing:
        everybody = "Các cơ quan, đơn vị được giao nhiệm vụ đều đã báo cáo."
        lines.append(everybody if known.all_duties(facts) else "Chưa có.")
    return lines


def to_decide(facts: dict) -> list[str]:
    """Obstacles by who must decide them."""
    asked: dict[str, list[str]] = {}
    for directive, _, row in known.all_duties(facts):
        for quote in row["quotes"][:1]:
            if quote["obstacle"]:
                about = f", {directive['code']}" if facts["since"] else ""
                asked.setdefault(quote["to_decide"], []).append(f"- {row['body']}{about}: {quoted(quote['obstacle'])}")
    lines = ["IV- KHÓ KHĂN, VƯỚNG MẮC CẦN QUYẾT ĐỊNH"]
    for position, (who, rows) in enumerate(asked.items(), start=1):
        lines += [f"{position}. Đề nghị {who} xem xét, quyết định:", *dict.fromkeys(rows)]
    return lines if asked else [*lines, "Chưa có cơ quan, đơn vị nào nêu khó khăn, vướng mắc."]


def closing(facts: dict) -> str:
    head = facts["head"]
    end = ending(datetime.date.fromisoformat(head["on"]))
    return f"{upper_first(head['body'])} trân trọng báo cáo {report_to(facts)}{end}"


def tables(facts: dict) -> list[Table]:
    """Phụ lục: every duty in one line."""
    rows = [
        (
            position,
            directive["code"] if facts["since"] else point["number"] or "–",
            row["body"],
            upper_first(duty(row)),
            date(row["due_on"]) or "chưa xác định",
            progress(row),
        )
        for position, (directive, point, row) in enumerate(known.all_duties(facts), start=1)
    ]
    columns = ("STT", "Văn bản" if facts["since"] else "Yêu cầu", "Cơ quan, đơn vị", "Vai trò", "Thời hạn", "Tiến độ")
    widths = (12, 28, 41, 28, 24, 32) if facts["since"] else (12, 16, 51, 28, 24, 34)
    return (
        [Table("PHỤ LỤC\nTiến độ thực hiện của từng cơ quan, đơn vị", columns, widths, rows, on_new_page=True)]
        if rows
        else []
    )


def progress(row: dict) -> str:
    label = Timeliness(row["timeliness"]).label + (f" {row['late_by']} ngày" if row["late_by"] else "")
    return f"{label}; chờ duyệt" if is_waiting(row) else label
