"""What does the dispatch ask for, point by point, in its own words?"""

import re

from django.db import models
from django.db.models import F, Q

from directives.models.directives import Directive
from directives.vocabulary import Cadence, PeriodDue
from provinces.fields import LineField, ProseField

MARKER = re.compile(r"\s*[0-9IVX]{1,5}\s?[-.)]\s*")


class Requirement(models.Model):
    """Yêu cầu: a numbered point of a dispatch, or its unnumbered closing paragraph (`number` empty).

    `text` holds its exact words; `start` and `end` say where they stand in the source text. `charged` is who is named,
    as printed: "Người đứng đầu cấp ủy, chính quyền các cấp". A day or a rhythm only where the dispatch states one; of a
    rhythm, when the report of each period is due ("trước ngày 25 hằng tháng") and until when it goes on.
    """

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="requirements")
    position = models.PositiveSmallIntegerField(default=0)
    number = LineField("số thứ tự", max_length=12, blank=True)
    text = ProseField("nội dung yêu cầu", max_length=50_000)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    charged = LineField("cơ quan được nêu", max_length=500, blank=True)
    due_on = models.DateField("thời hạn", null=True, blank=True)
    due_text = LineField("thời hạn ghi trong văn bản", max_length=200, blank=True)
    cadence = models.CharField("chế độ báo cáo", max_length=12, choices=Cadence, blank=True)
    period_due = models.CharField("hạn của mỗi kỳ", max_length=8, choices=PeriodDue, blank=True)
    period_due_number = models.PositiveSmallIntegerField("n", null=True, blank=True)
    periods_until = models.DateField("báo cáo định kỳ đến hết ngày", null=True, blank=True)

    class Meta:
        verbose_name = "yêu cầu"
        ordering = ["directive", "position", "pk"]
        constraints = [
            models.CheckConstraint(name="requirement_span_in_order", condition=Q(start=None) | Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="period_due_has_its_number", condition=Q(period_due="") | Q(period_due_number__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"Yêu cầu {self.number}" if self.number else "Yêu cầu không đánh số"

    @property
    def rhythm(self) -> str:
        """Chế độ báo cáo in words: "Hằng tháng, hạn: ngày 25 của kỳ, đến hết 31/12/2021"."""
        said = [self.get_cadence_display()] if self.cadence else []
        if self.cadence and self.period_due:
            said.append(f"hạn {self.due_in_words}")
        if self.cadence and self.periods_until:
            said.append(f"đến hết {self.periods_until:%d/%m/%Y}")
        return ", ".join(said)

    @property
    def due_in_words(self) -> str:
        number = self.period_due_number
        if self.period_due == PeriodDue.DAY:
            weekday = "Chủ nhật" if number == 8 else f"thứ {number}"
            return weekday if self.cadence == Cadence.WEEKLY else f"ngày {number} (tháng cuối kỳ)"
        return f"{number} ngày {'làm việc ' if self.period_due == PeriodDue.WORKING_DAYS_AFTER else ''}sau khi hết kỳ"

    @property
    def brief(self) -> str:
        """The first words, for tables; the number stands beside them already."""
        words = MARKER.sub("", self.text, count=1).split()
        return " ".join(words[:24]) + ("…" if len(words) > 24 else "")
