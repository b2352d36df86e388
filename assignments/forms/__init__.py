"""What must be said to give, do, answer and decide?"""

from __future__ import annotations

import datetime

from django import forms
from django.core.exceptions import ValidationError

from assignments import workflow
from assignments.handing_over import heirs_of, proposed
from assignments.models import Assignment, Part, Report
from directives.forms.registration import picker
from directives.models import Directive, Requirement
from directives.naming import Directory, expand, split_names
from provinces.forms.body_field import BodiesField
from provinces.models import Body, BodySuccession
from provinces.policy import Verb
from provinces.uploads import KINDS, FilesField

YEARS = range(2015, 2101)  # of which a committee may keep a calendar


def prose(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReportForm(forms.ModelForm):
    """Báo cáo kết quả, on one screen; it may answer other duties of the body along with its own."""

    uploads = FilesField(label="Minh chứng", help_text=f"Bấm chọn hoặc kéo tệp thả vào khung. Tệp {KINDS}.")
    also = forms.ModelMultipleChoiceField(
        label="Báo cáo này cũng trả lời", queryset=Assignment.objects.none(), required=False
    )

    class Meta:
        model = Report
        fields = ["content", "document_code", "document_date", "obstacle", "to_decide"]
        widgets = {"content": prose(8), "obstacle": prose(3)}
        help_texts = {
            "document_code": "Ví dụ: 45-BC/HU",
            "to_decide": "Cấp hoặc cơ quan cần cho ý kiến, ví dụ: Ban Thường vụ Tỉnh ủy",
        }

    def __init__(self, *args, fitting: list[Assignment] = (), **kwargs):  # type: ignore[assignment]
        super().__init__(*args, **kwargs)
        also = self.fields["also"]
        also.queryset = Assignment.objects.filter(pk__in=[task.pk for task in fitting])  # type: ignore[attr-defined]
        chosen = {str(pk) for pk in self["also"].value() or ()}
        for task in fitting:
            task.is_chosen = str(task.pk) in chosen


class NoteForm(forms.Form):
    """A verb that needs words, or takes them."""

    note = forms.CharField(label="Lý do, nội dung", max_length=2000, widget=prose())

    def __init__(self, *args, assignment: Assignment, needs: tuple[str, ...], on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.assignment, self.on = assignment, on
        if "note" not in needs:
            self.fields["note"].required = False
            self.fields["note"].label = "Ghi chú"

    def given(self) -> dict:
        return self.cleaned_data


class ExtendForm(NoteForm):
    """Gia hạn: to the day that the body asked for, unless the chief sets another."""

    due_on = forms.DateField(label="Thời hạn mới")
    field_order = ["due_on", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if asked := workflow.waiting_request(self.assignment):
            self.fields["due_on"].initial = asked.due_on


class AskExtensionForm(NoteForm):
    due_on = forms.DateField(label="Đề nghị gia hạn đến ngày")
    field_order = ["due_on", "note"]


class ReassignForm(NoteForm):
    """Giao lại: to another body of the committee's tree."""

    body = forms.CharField(label="Giao cho cơ quan", max_length=200, widget=picker())
    field_order = ["body", "note"]

    def clean_body(self) -> Body:
        return bodies_named(self.cleaned_data["body"], self.assignment.directive, self.on)[0]


class HandOverForm(NoteForm):
    """Bàn giao: to the body or bodies that took over."""

    bodies = forms.CharField(
        label="Cơ quan nhận bàn giao",
        max_length=2000,
        widget=picker(),
        help_text="Nhiều tên cách nhau bằng dấu chấm phẩy.",
    )
    field_order = ["bodies", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bodies"].initial = "; ".join(heir.name for heir in heirs_of(self.assignment.body, self.on))

    def clean_bodies(self) -> list[Body]:
        return bodies_named(self.cleaned_data["bodies"], self.assignment.directive, self.on)


def bodies_named(text: str, directive: Directive, on: datetime.date) -> list[Body]:
    """The bodies meant by names parted by semicolons, as they stand on that day."""
    names = split_names(text)
    directory = Directory(directive.committee, on, names)
    found = {name: directory.find(name) for name in names}
    for name, target in found.items():
        if not isinstance(target, Body):
            raise ValidationError(f"“{name}” chưa có trong danh bạ. Mời chọn tên gợi ý.")
    return [target for target in found.values() if isinstance(target, Body)]


class HandOverBodyForm(forms.Form):
    """Bàn giao of a body's open work: which tasks, to whom."""

    tasks = forms.ModelMultipleChoiceField(label="Nhiệm vụ", queryset=Assignment.objects.none())
    to = forms.ModelMultipleChoiceField(
        label="Cơ quan kế thừa", queryset=Body.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = BodiesField(label="Cơ quan khác", required=False)
    note = forms.CharField(label="Ghi chú", max_length=2000, required=False, widget=prose(2))

    def __init__(self, *args, body: Body, heirs: list[BodySuccession], tasks: list[Assignment], reach, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tasks"].queryset = Assignment.objects.filter(pk__in=[task.pk for task in tasks])  # type: ignore[attr-defined]
        to = self.fields["to"]
        to.queryset = Body.objects.filter(pk__in=[row.successor_id for row in heirs])  # type: ignore[attr-defined]
        doubted = {row.successor_id for row in heirs if not row.is_confirmed}
        to.label_from_instance = lambda heir: f"{heir} (chưa xác nhận)" if heir.pk in doubted else str(heir)  # type: ignore[attr-defined]
        to.initial = [heir.pk for heir in proposed(heirs)]
        self.fields["others"].within(reach.rows(Body.objects.on(reach.on), Verb.HAND_OVER), home=reach.home)  # type: ignore[attr-defined]

    def clean(self):
        data = super().clean() or {}
        if "others" in data:
            data["to"] = list(dict.fromkeys([*data.get("to", []), *data["others"]]))
            if not data["to"]:
                self.add_error("others", "Cần chọn cơ quan nhận bàn giao.")
        return data


VERB_FORMS: dict[str, type[NoteForm]] = {
    Verb.ASK_EXTENSION: AskExtensionForm,
    Verb.EXTEND: ExtendForm,
    Verb.REASSIGN: ReassignForm,
    Verb.HAND_OVER: HandOverForm,
}


class NumbersField(forms.MultipleChoiceField):
    """Numbers of rows; whether they are in reach is asked where the rows are fetched."""

    def clean(self, value):
        return [int(number) for number in value or () if number.isascii() and number.isdigit()][:200]


class VerdictForm(forms.Form):
    """Duyệt or trả lại, one report or many: one reason for those that go back."""

    reports = NumbersField(label="Báo cáo", required=False)
    note = forms.CharField(
        label="Lý do trả lại hoặc ghi chú khi duyệt", max_length=2000, required=False, widget=prose(2)
    )

    def __init__(self, *args, waiting: list[Report], verb: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.verb = verb
        chosen = set(self.data.getlist("reports")) if self.is_bound else set()  # type: ignore[attr-defined]
        for report in waiting:
            report.is_chosen = str(report.pk) in chosen

    def clean(self):
        data = super().clean() or {}
        if not data.get("reports"):
            self.add_error("reports", "Cần chọn ít nhất một báo cáo.")
        if self.verb == Verb.RETURN and not data.get("note"):
            self.add_error("note", "Cần ghi lý do trả lại.")
        return data


class RemoveDayForm(forms.Form):
    day = forms.DateField(label="Ngày")

    def clean_day(self) -> datetime.date:
        day = self.cleaned_data["day"]
        if day.year not in YEARS:
            raise ValidationError(f"Lịch có các năm từ {YEARS[0]} đến {YEARS[-1]}.")
        return day


class DayForm(RemoveDayForm):
    """Ngày nghỉ or ngày làm bù in a committee's calendar."""

    is_working = forms.TypedChoiceField(
        label="Là", choices=[("", "Ngày nghỉ"), ("1", "Ngày làm bù")], coerce=bool, required=False
    )
    name = forms.CharField(label="Tên ngày", max_length=100, help_text="Ví dụ: Nghỉ bù Tết, làm bù cho ngày 29/04")


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
