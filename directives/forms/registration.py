"""The registration form: what does the clerk type, and what does the program make of it?

One dispatch, its recipient lines, citations and requirements, on one page. Names are typed (or picked) as text, several
parted by semicolons, and found in the directory as of the day of the dispatch.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils import timezone

from directives import numbering
from directives.models import Citation, Directive, Requirement
from directives.naming import Directory, Target, split_names
from directives.registering import Line
from directives.series import next_codes
from directives.vocabulary import PURPOSES, Block, Cadence, LineKind, PeriodDue, Relation
from provinces.models import Body
from provinces.secrecy import bears_stamp
from provinces.uploads import FilesField
from provinces.vietnamese import figure

PARTS = {"lead": "LEAD", "support": "SUPPORT", "oversee": "OVERSEE"}
ONLY_THE_LINE = "Văn bản mật chỉ được ghi số, ký hiệu, ngày, cấp ủy ban hành và độ mật. Mời xóa nội dung này."

BEARS_A_STAMP = (
    "Văn bản này mang dấu chỉ độ mật nên không được lưu nội dung. "
    "Mời chọn độ mật, xóa nội dung và chỉ ghi số, ký hiệu, ngày."
)
ALREADY_OPEN = (
    "Nội dung văn bản này đã được lưu và đã gửi đi nên không thể chuyển thành văn bản mật. "
    "Mời báo cáo Chánh Văn phòng để thu hồi và xử lý theo quy định bảo vệ bí mật nhà nước."
)


def picker(**attrs) -> forms.TextInput:
    return forms.TextInput(attrs={"data-picker": "/tim-co-quan/", "autocomplete": "off", **attrs})


class DirectiveForm(forms.ModelForm):
    """The dispatch's own line. Whatever a dispatch may leave unsaid may be left empty."""

    number = forms.CharField(label="Số", required=False, max_length=10)

    class Meta:
        model = Directive
        fields = [
            "committee", "kind", "number", "notation", "issued_on", "entered_on", "place", "organ", "urgency", "secrecy",
            "field", "subject", "signatory", "position", "authority", "report_to", "dissemination", "text",
        ]  # fmt: skip
        widgets = {
            "text": forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
            "subject": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, desks: Iterable[Body], **kwargs):
        super().__init__(*args, **kwargs)
        desks = list(desks)
        committee = self.fields["committee"]
        committee.queryset = Body.objects.filter(pk__in=[desk.pk for desk in desks])  # type: ignore[attr-defined]
        committee.empty_label = None  # type: ignore[attr-defined]
        if len(desks) == 1:
            committee.widget = forms.HiddenInput()
            self.initial["committee"] = desks[0].pk
        self.initial["entered_on"] = self.initial.get("entered_on") or timezone.localdate()
        for name in ("kind", "organ", "field"):
            self.fields[name].choices = [("", "Không ghi"), *self.fields[name].choices[1:]]  # type: ignore[attr-defined]

    def clean_number(self):
        try:
            number = numbering.parse_number(self.cleaned_data["number"])
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if number == 0:
            raise ValidationError("Số văn bản bắt đầu từ 1.")
        return number

    def clean_notation(self):
        return numbering.canonical_notation(self.cleaned_data["notation"])

    def clean(self):
        data = super().clean() or {}
        if not data.get("secrecy") and bears_stamp(data.get("text", "")):
            self.add_error("text", BEARS_A_STAMP)
        if data.get("secrecy"):
            for name in ("subject", "text", "signatory", "position", "dissemination", "report_to"):
                if data.get(name):
                    self.add_error(name, ONLY_THE_LINE)
        return data

    def validate_constraints(self):
        """The series is judged at the moment of saving, with a link to the dispatch that holds the number; what a secret
        dispatch may say has been judged above."""


class RowForm(forms.Form):
    """A row that may be added, moved and taken away without leaving the page; an empty one is passed over."""

    def __init__(self, *args, **kwargs):
        kwargs["empty_permitted"] = True
        kwargs["use_required_attribute"] = False
        super().__init__(*args, **kwargs)


class LineForm(RowForm):
    text = forms.CharField(label="Ghi trong văn bản", max_length=300)
    kind = forms.ChoiceField(label="Là", choices=LineKind.choices, initial=LineKind.BODIES)
    names = forms.CharField(
        label="Trong danh bạ",
        required=False,
        widget=picker(),
        help_text="Để trống nếu trùng với dòng ghi ở trên.",
    )
    purpose = forms.CharField(
        label="Mục đích", required=False, max_length=60, widget=forms.TextInput(attrs={"list": "purposes"})
    )

    def has_changed(self) -> bool:
        return any((self.data.get(self.add_prefix(name)) or "").strip() for name in ("text", "names", "purpose"))

    def typed_names(self) -> list[str]:
        data = self.cleaned_data
        if not data.get("text") or data.get("kind") != LineKind.BODIES:
            return []
        return split_names(data["names"]) or [data["text"].strip(" .,;")]

    def line(self, block: str, targets: list[Target]) -> Line:
        data = self.cleaned_data
        return Line(block=block, text=data["text"], kind=data["kind"], purpose=data["purpose"], targets=targets)


class CitationForm(RowForm):
    text = forms.CharField(label="Ghi trong văn bản", max_length=300)
    code = forms.CharField(label="Số, ký hiệu", required=False, max_length=60)
    issued_on = forms.DateField(label="Ngày", required=False)
    relation = forms.ChoiceField(label="Quan hệ", choices=Relation.choices, initial=Relation.CITES)

    def has_changed(self) -> bool:
        return any((self.data.get(self.add_prefix(name)) or "").strip() for name in ("text", "code", "issued_on"))

    def citation(self) -> Citation:
        return Citation(**{name: self.cleaned_data[name] for name in ("text", "code", "issued_on", "relation")})


class RequirementForm(RowForm):
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(label="Số", required=False, max_length=12, help_text="Để trống nếu không đánh số")
    text = forms.CharField(label="Nội dung yêu cầu", max_length=50_000, widget=forms.Textarea(attrs={"rows": 4}))
    lead = forms.CharField(label="Chủ trì", required=False, widget=picker())
    support = forms.CharField(label="Phối hợp", required=False, widget=picker())
    oversee = forms.CharField(label="Theo dõi, đôn đốc", required=False, widget=picker())
    charged = forms.CharField(label="Cơ quan được nêu (nguyên văn)", required=False, max_length=500)
    due_on = forms.DateField(label="Thời hạn", required=False)
    due_text = forms.CharField(label="Thời hạn (nguyên văn)", required=False, max_length=200)
    cadence = forms.ChoiceField(label="Chế độ báo cáo", choices=Cadence.choices, required=False)
    period_due = forms.ChoiceField(label="Hạn của mỗi kỳ", choices=PeriodDue.choices, required=False)
    period_due_number = forms.IntegerField(
        label="Số n",
        required=False,
        min_value=1,
        max_value=31,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="Ngày 25 hằng tháng ghi 25; hằng tuần ghi thứ: 2 đến 7, Chủ nhật là 8.",
    )
    periods_until = forms.DateField(
        label="Báo cáo đến hết ngày", required=False, help_text="Để trống nếu chưa có ngày kết thúc."
    )

    SAID = ("number", "text", "lead", "support", "oversee", "charged", "due_on", "due_text", "cadence")
    PERIODS = ("period_due", "period_due_number", "periods_until")

    def has_changed(self) -> bool:
        return any((self.data.get(self.add_prefix(name)) or "").strip() for name in self.SAID)

    def typed_names(self, part: str) -> list[str]:
        return split_names(self.cleaned_data.get(part, ""))

    def clean(self):
        data = super().clean() or {}
        if data.get("period_due") and not data.get("period_due_number") and "period_due_number" not in self.errors:
            self.add_error("period_due_number", "Cần ghi n, ví dụ 25.")
        if data.get("period_due") == PeriodDue.DAY and data.get("cadence") == Cadence.WEEKLY:
            if not 2 <= (data.get("period_due_number") or 2) <= 8:
                self.add_error("period_due_number", "Báo cáo hằng tuần ghi thứ: từ 2 đến 7, Chủ nhật là 8.")
        return data

    @property
    def says_more_of_periods(self) -> bool:
        """Are the fields of the single periods to be shown opened?"""
        return any(self[name].value() or self[name].errors for name in self.PERIODS)

    def fill(self, requirement: Requirement, source: str) -> Requirement:
        for name in ("number", "text", "charged", "due_on", "due_text", "cadence", *self.PERIODS):
            setattr(requirement, name, self.cleaned_data[name])
        if not requirement.period_due:
            requirement.period_due_number = None
        requirement.start, requirement.end = span_of(requirement.text, source)
        return requirement


def span_of(words: str, source: str) -> tuple[int | None, int | None]:
    """Where the requirement stands in the source text; nowhere, if the clerk changed its words."""
    start = source.find(words) if words else -1
    return (start, start + len(words)) if start >= 0 else (None, None)


def rows_of(form: type[RowForm]):
    return formset_factory(form, extra=0, can_order=True, can_delete=True, max_num=200, absolute_max=220)


SECTIONS = {
    "addressees": rows_of(LineForm),
    "distribution": rows_of(LineForm),
    "citations": rows_of(CitationForm),
    "requirements": rows_of(RequirementForm),
}
BLOCKS = {"addressees": Block.ADDRESSEE, "distribution": Block.DISTRIBUTION}
FRESH_ROWS = {"addressees": 1, "distribution": 1, "citations": 0, "requirements": 1}
PURPOSE_CHOICES = PURPOSES


class Registration:
    """The whole page: the dispatch's form and four lists of rows, checked together."""

    def __init__(self, *, desks, data=None, files=None, initial=None, rows=None, instance=None):
        self.instance = instance or Directive()
        self.desks = list(desks)
        self.was_secret = self.instance.is_secret
        self.form = DirectiveForm(data, files, desks=self.desks, instance=self.instance, initial=initial)
        self.uploads = UploadsForm(data, files)
        self.sections = {
            name: formset(data, prefix=name) if data is not None else shown(formset, name, rows)
            for name, formset in SECTIONS.items()
        }
        self.conflict: Directive | None = None
        self.warnings: list[str] = []
        self.unknown: list[str] = []  # names that the directory does not hold

    def __getitem__(self, section: str):
        return self.sections[section]

    def offer_number(self, day: datetime.date) -> None:
        """Beside a number not yet given: the next free one of the notation, or of the notations used last."""
        chosen, notation = (str(self.form[name].value() or "") for name in ("committee", "notation"))
        desk = next((desk for desk in self.desks if str(desk.pk) == chosen), self.desks[0])
        number = self.form["number"]
        if not number.value() and (codes := next_codes(desk, day, notation)):
            number.help_text = f"Số tiếp theo: {', '.join(codes)}"

    def doubt(self, doubts: dict[str, str]) -> None:
        """Marks the controls that a careful clerk looks at twice, with the reason."""
        forms_ = [self.form, *(row for rows in self.sections.values() for row in rows)]
        for form in forms_:
            for name, field in form.fields.items():
                field.doubt = doubts.get(form[name].id_for_label, "")

    @property
    def has_errors(self) -> bool:
        return bool(
            self.form.errors or self.uploads.errors or any(rows.total_error_count() for rows in self.sections.values())
        )

    def is_valid(self) -> bool:
        parts = [self.form, self.uploads, *self.sections.values()]
        valid = [part.is_valid() for part in parts]  # each part says all that is wrong with it
        return all(valid) and self.keeps_secrets() and self.names_are_known()

    def keeps_secrets(self) -> bool:
        """A secret dispatch has no recipients' lines, no citations, no requirements, no files."""
        if not self.form.cleaned_data.get("secrecy"):
            return True
        if self.instance.pk and not self.was_secret:
            self.form.add_error("secrecy", ALREADY_OPEN)
            return False
        if self.uploads.cleaned_data["uploads"] or any(list(self.kept(name)) for name in self.sections):
            self.form.add_error(
                None, ONLY_THE_LINE.replace("nội dung này", "nơi nhận, yêu cầu, dẫn chiếu và tệp đính kèm")
            )
            return False
        return True

    def kept(self, section: str) -> list:
        """The rows that count, in the order in which the clerk put them."""
        formset = self.sections[section]
        rows = [row for row in formset.ordered_forms if row not in formset.deleted_forms]
        return [row for row in rows if row.has_changed()]

    def names_are_known(self) -> bool:
        """Finds every typed name in four queries. An unknown body cannot be given a task; an unknown recipient is kept
        as printed, and pointed out."""
        data = self.form.cleaned_data
        day = data["issued_on"] or data["entered_on"]
        line_rows = [row for name in BLOCKS for row in self.kept(name)]
        point_rows = self.kept("requirements")
        typed = [name for row in line_rows for name in row.typed_names()]
        typed += [name for row in point_rows for part in PARTS for name in row.typed_names(part)]
        self.directory = Directory(data["committee"], day, typed)
        for row in line_rows:
            unknown = [part for name in row.typed_names() for part in self.directory.meaning(name)[1]]
            self.unknown += unknown
            self.warnings += [
                f"“{name}” (nơi nhận) chưa có trong danh bạ: chỉ ghi tên, không gửi được." for name in unknown
            ]
        for row in point_rows:
            for part in PARTS:
                for name in row.typed_names(part):
                    if self.directory.meaning(name)[1]:
                        self.unknown.append(name)
                        row.add_error(part, self.unknown_name(name, day))
        return not any(row.errors for row in point_rows)

    def unknown_name(self, name: str, day) -> str:
        near = self.directory.nearest(name)
        hint = f"Gần giống: {'; '.join(near)}." if near else "Mời chọn tên gợi ý."
        return f"“{name}” chưa có trong danh bạ ngày {day:%d/%m/%Y}. {hint}"

    def lines(self) -> list[Line]:
        return [
            row.line(block, self.targets(row.typed_names()))
            for name, block in BLOCKS.items()
            for row in self.kept(name)
        ]

    def citations(self) -> list[Citation]:
        return [row.citation() for row in self.kept("citations")]

    def targets(self, names: Iterable[str]) -> list[Target]:
        return [target for name in names for target in self.directory.meaning(name)[0]]

    def files(self) -> list:
        return self.uploads.cleaned_data["uploads"]


class UploadsForm(forms.Form):
    uploads = FilesField(label="Tệp đính kèm")


def shown(formset, name: str, rows: dict | None):
    """A list of rows for a page that is shown, not sent: the given ones, or some empty ones to begin with."""
    initial = (rows or {}).get(name, [])
    shown_set = formset(prefix=name, initial=[{**row, "ORDER": number} for number, row in enumerate(initial, start=1)])
    shown_set.extra = 0 if initial else FRESH_ROWS[name]
    return shown_set


def typed_rows(fields: dict[str, list[str]]) -> dict[str, list[dict]]:
    """The rows of a draft or of a form that is shown again, in the clerk's order, without those taken away."""

    def value(name: str) -> str:
        return (fields.get(name) or [""])[-1]

    typed: dict[str, list[dict]] = {}
    for section, formset in SECTIONS.items():
        count = min(figure(value(f"{section}-TOTAL_FORMS")) or 0, 220)
        names = list(formset.form.base_fields)
        rows = [
            ({name: value(f"{section}-{i}-{name}") for name in names}, value(f"{section}-{i}-ORDER"))
            for i in range(count)
            if not value(f"{section}-{i}-DELETE")
        ]
        typed[section] = [row for row, _ in sorted(rows, key=lambda pair: figure(pair[1]) or 10_000)]
    return typed


def typed_facts(fields: dict[str, list[str]]) -> dict[str, str]:
    """The dispatch's own fields as typed."""
    return {name: values[-1] for name, values in fields.items() if name in DirectiveForm.Meta.fields and values}
