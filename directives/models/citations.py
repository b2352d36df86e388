"""Which other documents does the dispatch name?"""

from django.db import models

from directives import numbering
from directives.models.directives import Directive
from directives.vocabulary import Relation
from provinces.fields import LineField


class Citation(models.Model):
    """Văn bản dẫn chiếu: "Báo cáo số 109-BC/BCSĐ ngày 07/5/2021", its basis; linked where it is registered here."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="citations")
    position = models.PositiveSmallIntegerField(default=0)
    text = LineField("ghi trong văn bản", max_length=300)
    code = LineField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày", null=True, blank=True)
    relation = models.CharField("quan hệ", max_length=10, choices=Relation, default=Relation.CITES)
    target = models.ForeignKey(Directive, null=True, blank=True, on_delete=models.SET_NULL, related_name="cited_by")

    class Meta:
        verbose_name = "văn bản dẫn chiếu"
        ordering = ["directive", "position", "pk"]

    def __str__(self) -> str:
        return self.code or self.text

    def save(self, *args, **kwargs):
        self.code = numbering.canonical_code(self.code)
        super().save(*args, **kwargs)
