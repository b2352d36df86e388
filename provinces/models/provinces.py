"""Which provinces are there, and since when?"""

from django.db import models

from provinces.fields import LineField, SortKeyField
from provinces.models.dated import Dated, DatedQuerySet


class Province(Dated):
    """Tỉnh, thành phố trực thuộc Trung ương: 63 until 30/06/2025, 34 since (Nghị quyết 202/2025/QH15).

    The two-digit code alone is ambiguous over time: 24 was Bắc Giang and is Bắc Ninh now.
    """

    code = models.CharField("mã", max_length=2)
    name = LineField("tên", max_length=60)
    full_name = LineField("tên đầy đủ", max_length=100)
    merged_into = models.ForeignKey(
        "self",
        verbose_name="hợp nhất thành",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="formed_from",
    )
    sort_key = SortKeyField("name")

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "tỉnh, thành phố"
        ordering = ["sort_key", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["code", "full_name", "valid_to"], name="one_province_per_code_name_and_end"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
