"""The field in which a body is named."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet

from provinces import finding
from provinces.forms.chosen_by_name import ChosenByName, NameInput, parted
from provinces.models import Body
from provinces.vietnamese import fold


class BodyInput(NameInput):
    legend = "Cơ quan nào?"


class BodyField(ChosenByName):
    """A body, named by any of its names; the cleaned value is the Body.

        class HandOverForm(forms.Form):
            successor = BodyField(label="Bàn giao cho")

            def __init__(self, *args, reach, **kwargs):
                super().__init__(*args, **kwargs)
                self.fields["successor"].within(reach.rows(Body.objects.on(reach.on), VERB), home=reach.home)

    Only bodies of that queryset are found, named or offered, whatever arrives. `ended=True` lets the suggestions hold
    bodies that are no more. The page loads js/picker.js; without it, a name that several bodies bear, or none, comes
    back with the bodies to choose from. In tests and links a body's number will do: "12" or "Huyện ủy Phù Cừ #12".
    """

    widget = BodyInput

    def __init__(self, *, ended: bool = False, **kwargs):
        self.ended = ended
        self.home: Body | None = None
        super().__init__(queryset=Body.objects.none(), **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict:
        return {
            **super().widget_attrs(widget),
            "data-picker": "/tim-co-quan/?co-quan=1&ket-thuc=1" if self.ended else "/tim-co-quan/?co-quan=1",
            "data-picker-one": "",
            "autocomplete": "off",
        }

    def within(self, queryset: QuerySet[Body], home: Body | None = None) -> None:
        """Which bodies may be named, and from where near ones are near."""
        self.queryset, self.home = queryset, home

    def named(self, name: str):
        """One's own name goes before an abbreviation that another body bears too."""
        known = self.queryset.known_as(name)  # type: ignore[attr-defined]
        rows = list(known.select_related("parent", "province")[: self.most_candidates])
        by_name = [row for row in rows if row.folded == fold(name)]
        return by_name if len(by_name) == 1 else rows

    def similar(self, name: str):
        found = finding.find(name, bodies=self.queryset, home=self.home, most=self.most_candidates)
        return [(row.number, row.name, row.hint) for row in found]

    def hint(self, row: Body) -> str:
        said = [str(row.parent or ""), str(row.province or "")]
        if row.valid_to:
            said.append(f"đến {row.valid_to:%d/%m/%Y}")
        return ", ".join(word for word in said if word)

    def several(self, name: str) -> str:
        return f"Có nhiều cơ quan tên “{name}”."


class BodiesField(BodyField):
    """Several bodies, their names parted by semicolons; the cleaned value is a list."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 4000, "help_text": "Nhiều tên cách nhau bằng dấu chấm phẩy.", **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict:
        attrs = super().widget_attrs(widget)
        del attrs["data-picker-one"]
        return attrs

    def clean(self, value):
        said = forms.CharField.clean(self, value)
        names = [name.strip() for name in said.split(";") if name.strip()]
        return list(dict.fromkeys(self.meant(*parted(name)) for name in names))
