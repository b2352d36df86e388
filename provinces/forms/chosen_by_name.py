"""A field in which a body or a person is named, not picked from thousands: which row does the name mean?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from provinces.vietnamese import fold

NUMBER = r"[0-9]{1,18}"


def parted(said: str) -> tuple[str, int | None]:
    """The name and the row's number: of "Huyện ủy Phù Cừ #12" both, of "12" or "#12" the number alone."""
    found = re.fullmatch(rf"(?s)(?:(.*)#)?\s*({NUMBER})\s*", said)
    return (found[1] or "").strip(" ;") if found else said.strip(" ;"), int(found[2]) if found else None


class NameInput(forms.TextInput):
    """A line of text that remembers which row it stands for.

    Beside the text travel `<name>-exact`, the number of the row, and `<name>-asked`, the text that the number belongs
    to: once the text is changed, the number no longer counts. `candidates` are offered as radio buttons.
    """

    template_name = "components/chosen_by_name.html"
    candidates: list[tuple[int, str, str]] = []
    legend = "Mời chọn một"

    def value_from_datadict(self, data, files, name):
        text = data.get(name)
        exact = str(data.get(f"{name}-exact") or "")
        if text and re.fullmatch(NUMBER, exact) and fold(text) == fold(data.get(f"{name}-asked") or ""):
            return f"{parted(text)[0] or text} #{exact}"
        return text

    def get_context(self, name, value, attrs):
        text, number = parted(str(value or ""))
        if number is not None and not text:
            text = str(value)
        context = super().get_context(name, text, attrs)
        exact = "" if self.candidates or number is None else number
        return {**context, "exact": exact, "asked": text, "candidates": self.candidates, "legend": self.legend}


class ChosenByName(forms.CharField):
    """Names one row of `queryset`, and gives that row (None where the field may be empty and is).

    What is typed is a name, or a name with its number ("Huyện ủy Phù Cừ #12"). A name that several rows bear, or none,
    is refused; the form then comes back with what was typed and the rows that may be meant as radio buttons beside the
    field, one of which the next sending names exactly. So it works without JavaScript too.
    """

    widget = NameInput
    most_candidates = 8

    def __init__(self, *, queryset: QuerySet, **kwargs):
        super().__init__(**{"max_length": 230, **kwargs})
        self.queryset = queryset

    def named(self, name: str) -> Iterable[Model]:
        """The rows that bear exactly this name."""
        raise NotImplementedError

    def similar(self, name: str) -> list[tuple[int, str, str]]:
        """Rows that may be meant by a name that nothing bears: number, name, hint."""
        raise NotImplementedError

    def hint(self, row) -> str:
        """What tells the row from its namesakes."""
        raise NotImplementedError

    def unknown(self, name: str) -> str:
        return f"“{name}” chưa có trong danh bạ."

    def several(self, name: str) -> str:
        return f"Có nhiều nơi tên “{name}”."

    def clean(self, value):
        said = super().clean(value)
        return self.meant(*parted(said)) if said else None

    def meant(self, name: str, number: int | None):
        if number is not None:
            row = self.queryset.filter(pk=number).first()
            if row is not None:
                return row
        rows = list(self.named(name)) if name else []
        if len(rows) == 1 and number is None:
            return rows[0]
        rows = rows[: self.most_candidates]
        candidates = [(row.pk, str(row), self.hint(row)) for row in rows] or (self.similar(name) if name else [])
        self.widget.candidates = candidates  # type: ignore[attr-defined]
        name = name or str(number)
        message = self.several(name) if len(rows) > 1 else self.unknown(name)
        raise ValidationError(f"{message} Mời chọn một tên dưới đây hoặc ghi lại." if candidates else message)

    def prepare_value(self, value):
        """A row, or the number of one that the form began with, is shown by its name and keeps its number."""
        if isinstance(value, int):
            value = self.queryset.model._default_manager.filter(pk=value).first()
        return f"{value} #{value.pk}" if isinstance(value, Model) else value

    def has_changed(self, initial, data) -> bool:
        begun = initial.pk if isinstance(initial, Model) else initial
        return (parted(data)[1] or data) != (begun or "") if data else bool(begun)
