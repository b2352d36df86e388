"""Công văn đôn đốc: who is late, with what, for how long, how often urged? To the late bodies and nobody else."""

from __future__ import annotations

import datetime

from assignments.models import Assignment, State
from assignments.papers import facts as known
from assignments.papers.layout import Table
from assignments.papers.wording import date, ending, quoted, upper_first, without_number
from assignments.timeliness import Timeliness
from directives.models import Directive
from provinces.models import Body

ASKED = 300


def gather(reach, committee: Body, body: Body, *, directive: Directive | None = None) -> dict:
    """The late work of one dispatch, or of all the committee's dispatches."""
    rows = known.alone(directive) if directive else known.with_late_work(reach, committee)
    directives = known.gathered(reach, rows, keep=lambda task: is_owed(task, reach.on))
    for row in directives:
        row["points"] = [point for point in row["points"] if point["duties"]]
    return {
        "head": known.head(body, committee, reach.on),
        "one": directive is not None,
        "directives": [row for row in directives if row["points"]],
    }


def is_owed(task: Assignment, on: datetime.date) -> bool:
    """Late, and nothing handed in that waits for its check."""
    return task.is_open and task.state != State.REPORTED and task.timeliness_on(on) == Timeliness.LATE


def late_bodies(facts: dict) -> list[str]:
    return list(dict.fromkeys(row["body"] for _, _, row in known.all_duties(facts)))


def words(facts: dict, code: str) -> dict[str, str]:
    head, bodies = facts["head"], late_bodies(facts)
    on = datetime.date.fromisoformat(head["on"])
    last = len(bodies) - 1
    return {
        "subject": subject(facts),
        "addressees": "\n".join(f"- {body}{',' if at < last else ''}" for at, body in enumerate(bodies)),
        "content": "\n".join([opening(facts), *demand(facts), f"{closing(head)}{ending(on)}"]),
        "distribution": "\n".join(
            ["- Như trên,", f"- {head['standing_committee']} (để báo cáo),", f"- Lưu {head['body']}."]
        ),
    }


def subject(facts: dict) -> str:
    if facts["one"] and facts["directives"]:
        return f"Đôn đốc báo cáo kết quả thực hiện {facts['directives'][0]['cited']}"
    return "Đôn đốc thực hiện nhiệm vụ quá hạn"


def opening(facts: dict) -> str:
    head, duties = facts["head"], known.all_duties(facts)
    if not duties:
        return f"Đến ngày {date(head['on'])}, chưa có nhiệm vụ nào quá hạn."
    about = facts["directives"][0]["named"] if facts["one"] else f"các văn bản chỉ đạo của {head['committee']}"
    return (
        f"Qua theo dõi việc thực hiện {about}, đến ngày {date(head['on'])} còn {len(duties)} nhiệm vụ của "
        f"{len(late_bodies(facts))} cơ quan, đơn vị quá hạn nhưng chưa có báo cáo (danh mục kèm theo)."
    )


def demand(facts: dict) -> list[str]:
    if not known.all_duties(facts):
        return []
    return [
        f"{upper_first(facts['head']['body'])} đề nghị các cơ quan, đơn vị có tên trên:",
        "1. Khẩn trương thực hiện và báo cáo kết quả các nhiệm vụ quá hạn ngay khi nhận được công văn này.",
        "2. Nêu rõ nguyên nhân chậm; trường hợp có khó khăn, vướng mắc thì đề xuất biện pháp, cấp có thẩm quyền quyết định "
        "và thời hạn hoàn thành.",
    ]


def closing(head: dict) -> str:
    return f"{upper_first(head['body'])} tổng hợp, báo cáo {head['standing_committee']}"


def tables(facts: dict) -> list[Table]:
    """Body by body, what each owes."""
    duties = known.all_duties(facts)
    order = {body: at for at, body in enumerate(late_bodies(facts))}
    rows = [
        (
            position,
            row["body"],
            f"{directive['code']}, yêu cầu {point['number'] or 'không đánh số'}: {quoted(without_number(point['text']), ASKED)}"
            + (f" ({row['period']})" if row["period"] else ""),
            date(row["due_on"]),
            f"{row['late_by']} ngày",
            f"{row['urgings']} lần" if row["urgings"] else "chưa",
        )
        for position, (directive, point, row) in enumerate(
            sorted(duties, key=lambda found: order[found[2]["body"]]), start=1
        )
    ]
    columns = ("STT", "Cơ quan, đơn vị", "Nhiệm vụ", "Thời hạn", "Quá hạn", "Đã đôn đốc")
    return (
        [Table("DANH MỤC\nNhiệm vụ quá hạn chưa báo cáo", columns, (12, 36, 58, 24, 17, 18), rows, on_new_page=True)]
        if rows
        else []
    )
