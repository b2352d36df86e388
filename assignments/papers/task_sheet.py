"""Phiếu giao việc: what must one body do of one dispatch, by when, and who signs that it was received?"""

from __future__ import annotations

import datetime

from assignments.models import Assignment
from assignments.papers import facts as known
from assignments.papers.layout import Table
from assignments.papers.wording import date, duty, ending, upper_first, without_number
from directives.models import Directive
from provinces.models import Body


def gather(reach, committee: Body, body: Body, *, directive: Directive, charged: Body) -> dict:
    def is_theirs(task: Assignment) -> bool:
        return task.body_id == charged.pk and task.is_open

    directives = known.gathered(reach, known.alone(directive), keep=is_theirs)
    for row in directives:
        row["points"] = [point for point in row["points"] if point["duties"]]
    return {"head": known.head(body, committee, reach.on), "charged": charged.name, "directives": directives}


def words(facts: dict, code: str) -> dict[str, str]:
    head, number = facts["head"], len(known.all_duties(facts))
    end = ending(datetime.date.fromisoformat(head["on"]))
    named = facts["directives"][0]["named"]
    given = f"được giao {number} nhiệm vụ nêu tại bảng dưới đây" if number else "hiện không có nhiệm vụ nào đang mở"
    return {
        "subject": f"thực hiện {named}"[:700],
        "addressees": facts["charged"],
        "content": f"Thực hiện {named}, {facts['charged']} {given}."
        + f"\nĐề nghị {facts['charged']} tổ chức thực hiện, báo cáo kết quả đúng thời hạn về {head['body']} để tổng hợp, "
        f"báo cáo {head['standing_committee']}; có khó khăn, vướng mắc thì báo cáo ngay{end}",
        "distribution": "\n".join([f"- {facts['charged']},", f"- Lưu {head['body']}."]),
    }  # fmt: skip


def tables(facts: dict) -> list[Table]:
    rows = [
        (
            position,
            without_number(point["text"]),
            upper_first(duty(row)),
            date(row["due_on"]) or "Văn bản không nêu thời hạn",
            point["cadence"] or "Văn bản không nêu",
        )
        for position, (_, point, row) in enumerate(known.all_duties(facts), start=1)
    ]
    columns = ("STT", "Nội dung nhiệm vụ", "Vai trò", "Thời hạn", "Chế độ báo cáo")
    return [Table("", columns, (12, 78, 24, 26, 25), rows)] if rows else []
