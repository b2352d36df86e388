"""What must be said to give an instruction, or to answer one?"""

from __future__ import annotations

import datetime

from django import forms

from assignments.models import Assignment
from directives.models import Directive
from provinces.models import Body
from provinces.policy import Verb


class InstructionForm(forms.Form):
    """Ý kiến chỉ đạo on one assignment: its body is asked."""

    text = forms.CharField(label="Nội dung ý kiến", max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    reply_by = forms.DateField(
        label="Trả lời trước ngày", required=False, help_text="Để trống nếu không cần trả lời gấp."
    )

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_reply_by(self) -> datetime.date | None:
        day = self.cleaned_data["reply_by"]
        if day and day < self.on:
            raise forms.ValidationError("Ngày trả lời phải từ hôm nay trở đi.")
        return day

    def given(self) -> dict:
        return self.cleaned_data


class DirectiveInstructionForm(InstructionForm):
    """On a dispatch: the office is asked, or bodies that have work in it."""

    asks_office = forms.BooleanField(label="Văn phòng", required=False, initial=True)
    bodies = forms.ModelMultipleChoiceField(
        label="Cơ quan đang thực hiện văn bản này",
        queryset=Body.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["text", "asks_office", "bodies", "reply_by"]

    def __init__(self, *args, directive: Directive, reach, **kwargs):
        super().__init__(*args, on=reach.on, **kwargs)
        work = reach.rows(Assignment.objects.counted().filter(directive=directive), Verb.INSTRUCT)
        bodies = self.fields["bodies"]
        bodies.queryset = Body.objects.filter(pk__in=work.values("body"))  # type: ignore[attr-defined]

    def clean(self):
        data = super().clean() or {}
        if not self.errors and not data["asks_office"] and not data["bodies"]:
            self.add_error("asks_office", "Cần chọn Văn phòng hoặc ít nhất một cơ quan.")
        return data


class ReplyForm(forms.Form):
    text = forms.CharField(label="Nội dung trả lời", max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}))
