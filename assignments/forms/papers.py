"""What must be said to draw up, word and issue a paper?"""

from __future__ import annotations

from django import forms

from assignments.models import Paper
from directives import numbering
from provinces.forms.versioned import VersionedForm
from provinces.models import Body, Term


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric"})


class PeriodForm(forms.Form):
    """Báo cáo theo kỳ: of which committee, from which day to which."""

    committee = forms.ModelChoiceField(label="Cấp ủy", queryset=Body.objects.none(), empty_label=None)
    since = DayField(label="Từ ngày")
    until = DayField(label="Đến ngày")

    def __init__(self, *args, committees, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["committee"]
        field.queryset = Body.objects.filter(pk__in=[row.pk for row in committees])  # type: ignore[attr-defined]
        field.initial = next(iter(committees), None)

    def clean(self):
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            self.add_error("until", "Ngày cuối kỳ phải từ ngày đầu kỳ trở đi.")
        return data


class AllLateForm(forms.Form):
    """Công văn đôn đốc of all the committee's dispatches."""

    committee = forms.ModelChoiceField(label="Cấp ủy", queryset=Body.objects.none(), empty_label=None)

    def __init__(self, *args, committees, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["committee"]
        field.queryset = Body.objects.filter(pk__in=[row.pk for row in committees])  # type: ignore[attr-defined]
        field.initial = next(iter(committees), None)


class ChargedForm(forms.Form):
    """Phiếu giao việc: for which of the bodies that have open work of the dispatch."""

    charged = forms.ModelChoiceField(label="Cơ quan nhận việc", queryset=Body.objects.none(), empty_label=None)

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["charged"].queryset = bodies  # type: ignore[attr-defined]


class WordsForm(VersionedForm):
    """The words of a paper, until it is issued."""

    class Meta:
        model = Paper
        fields = [
            "superior", "issuer", "notation", "place", "subject", "addressees", "content", "distribution", "authority",
            "position", "signatory",
        ]  # fmt: skip
        widgets = {"subject": lines(2), "addressees": lines(3), "content": lines(26), "distribution": lines(4)}


class IssueForm(VersionedForm):
    """Số và ngày: what the paper gets when it is signed."""

    number = forms.CharField(label="Số", max_length=12)
    issued_on = DayField(label="Ngày ban hành")

    class Meta:
        model = Paper
        fields = ["notation", "issued_on"]

    field_order = ["number", "notation", "issued_on"]

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.initial["issued_on"] = on
        self.fields["notation"].required = True

    def clean_number(self) -> int:
        try:
            number = numbering.parse_number(self.cleaned_data["number"])
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        if not number:
            raise forms.ValidationError("Số văn bản bắt đầu từ 01.")
        return number

    def clean_notation(self) -> str:
        return numbering.canonical_notation(self.cleaned_data["notation"])

    def clean_issued_on(self):
        day = self.cleaned_data["issued_on"]
        if day > self.on:
            raise forms.ValidationError("Ngày ban hành không được sau hôm nay.")
        return day

    def clean(self):
        data = super().clean() or {}
        self.instance.number = data.get("number")
        if other := self.taken_by(data):
            self.add_error("number", f"Số này đã dùng cho {other.title}.")
        return data

    def taken_by(self, data: dict) -> Paper | None:
        """The paper of the same body that has this number already, in the term of that day."""
        if not all(data.get(name) for name in ("number", "notation", "issued_on")):
            return None
        snapshot = self.instance.snapshot
        series = Paper.objects.filter(snapshot__body=snapshot.body_id, notation__iexact=data["notation"])
        if term := Term.objects.covering(snapshot.committee, data["issued_on"]):
            series = series.filter(issued_on__gte=term.starts_on)
        return series.filter(number=data["number"], issued_on__isnull=False).first()
