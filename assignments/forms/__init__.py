"""What must be said to give, do, answer and decide?"""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from assignments.models import Assignment, Part, Report
from directives.forms.registration import picker
from directives.models import Directive, Requirement
from directives.naming import Directory, expand, split_names
from directives.uploads import FilesField
from provinces.models import Body
from provinces.policy import Verb


def prose(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReportForm(forms.ModelForm):
    """Báo cáo kết quả, on one screen."""

    uploads = FilesField(label="Minh chứng")

    class Meta:
        model = Report
        fields = ["content", "document_code", "document_date", "obstacle", "to_decide"]
        widgets = {"content": prose(8), "obstacle": prose(3)}
        help_texts = {
            "document_code": "Ví dụ: 45-BC/HU",
            "to_decide": "Cấp hoặc cơ quan cần cho ý kiến, ví dụ: Ban Thường vụ Tỉnh ủy",
        }


class NoteForm(forms.Form):
    """A verb that needs words, or takes them."""

    note = forms.CharField(label="Lý do, nội dung", max_length=2000, widget=prose())

    def __init__(self, *args, assignment: Assignment, needs: tuple[str, ...], **kwargs):
        super().__init__(*args, **kwargs)
        self.assignment = assignment
        if "note" not in needs:
            self.fields["note"].required = False
            self.fields["note"].label = "Ghi chú"

    def given(self) -> dict:
        return self.cleaned_data


class ExtendForm(NoteForm):
    due_on = forms.DateField(label="Thời hạn mới")
    field_order = ["due_on", "note"]


class PassOnForm(NoteForm):
    """Giao lại, bàn giao: to another body of the committee's tree."""

    body = forms.CharField(label="Giao cho cơ quan", max_length=200, widget=picker())
    field_order = ["body", "note"]

    def clean_body(self) -> Body:
        directive = self.assignment.directive
        name = self.cleaned_data["body"]
        target = Directory(directive.committee, directive.as_of, [name]).find(name)
        if not isinstance(target, Body):
            raise ValidationError(f"“{name}” chưa có trong danh bạ. Mời chọn tên gợi ý.")
        return target


VERB_FORMS: dict[str, type[NoteForm]] = {
    Verb.EXTEND: ExtendForm,
    Verb.REASSIGN: PassOnForm,
    Verb.HAND_OVER: PassOnForm,
}


class UrgeForm(forms.Form):
    note = forms.CharField(label="Nội dung đôn đốc", max_length=2000, widget=prose())


class AssignForm(forms.Form):
    requirement = forms.ModelChoiceField(label="Yêu cầu", queryset=Requirement.objects.none(), empty_label=None)
    names = forms.CharField(
        label="Cơ quan hoặc danh sách",
        max_length=2000,
        widget=picker(),
        help_text="Nhiều tên cách nhau bằng dấu chấm phẩy.",
    )
    part = forms.ChoiceField(label="Vai trò", choices=Part.choices)
    due_on = forms.DateField(label="Thời hạn", required=False, help_text="Để trống nếu văn bản không nêu thời hạn.")

    def __init__(self, *args, directive: Directive, **kwargs):
        super().__init__(*args, **kwargs)
        self.directive = directive
        self.bodies: list[Body] = []
        field = self.fields["requirement"]
        field.queryset = directive.requirements.all()  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: f"{row}: {row.brief}"[:110]  # type: ignore[attr-defined]

    def clean(self):
        data = super().clean() or {}
        names = split_names(data.get("names", ""))
        directory = Directory(self.directive.committee, self.directive.as_of, names)
        unknown = [name for name in names if not directory.find(name)]
        for name in unknown:
            self.add_error("names", f"“{name}” chưa có trong danh bạ. Mời chọn tên gợi ý.")
        if names and not unknown:
            self.bodies = expand([target for name in names if (target := directory.find(name))], self.directive.as_of)
            self.refuse_what_is_given()
        return data

    def refuse_what_is_given(self) -> None:
        requirement, part = self.cleaned_data.get("requirement"), self.cleaned_data.get("part")
        if not requirement:
            return
        given = set(requirement.assignments.counted().filter(part=part).values_list("body", flat=True))
        for body in self.bodies:
            if body.pk in given:
                self.add_error("names", f"{body} đã được giao yêu cầu này.")
        if not self.bodies:
            self.add_error("names", "Danh sách này không có cơ quan nào vào ngày của văn bản.")
