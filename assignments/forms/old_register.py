"""Which column of the book holds what?"""

from __future__ import annotations

from django import forms

from directives.old_register import Holds

HAS_NUMBER = {Holds.CODE, Holds.NUMBER}


class SheetForm(forms.Form):
    """Which sheet, and where its headings stand. Asked by address: choosing again only shows the page anew."""

    use_required_attribute = False
    trang_tinh = forms.TypedChoiceField(label="Trang tính", coerce=int)
    dong = forms.IntegerField(label="Dòng tiêu đề", min_value=1, max_value=1_048_576)

    def __init__(self, *args, names: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trang_tinh"].choices = list(enumerate(names))  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """One question for each column of the book."""

    def __init__(self, *args, headings: list[str], guesses: list[str], samples: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.headings = headings
        for place, (heading, guess, sample) in enumerate(zip(headings, guesses, samples, strict=True)):
            self.fields[f"cot_{place}"] = forms.ChoiceField(
                label=heading, choices=Holds.choices, required=False, initial=guess, help_text=sample
            )

    def clean(self):
        data = super().clean() or {}
        chosen = [data.get(f"cot_{place}", "") for place in range(len(self.headings))]
        for place, held in enumerate(chosen):
            if held and held in chosen[:place]:
                self.add_error(f"cot_{place}", f"“{Holds(held).label}” đã chọn cho một cột trước.")
        if not HAS_NUMBER & set(chosen):
            self.add_error(None, "Mời chọn cột ghi số văn bản, hoặc số và ký hiệu.")
        if Holds.ISSUED_ON not in chosen:
            self.add_error(None, "Mời chọn cột ghi ngày văn bản.")
        self.chosen = chosen
        return data
