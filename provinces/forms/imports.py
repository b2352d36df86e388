"""Which workbook is handed in, and for which committee?"""

from __future__ import annotations

from django import forms
from django.conf import settings

from provinces.models import Body
from provinces.uploads import admit

KIND = "Excel (.xlsx)"


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label="Tệp Excel (.xlsx)",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=f"Không quá {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB. Không nhận tệp có mã lệnh (macro) hoặc mật khẩu.",
    )
    committee = forms.ModelChoiceField(label="Của cấp ủy", queryset=Body.objects.none(), empty_label=None)

    def __init__(self, *args, desks, **kwargs):
        super().__init__(*args, **kwargs)
        desks = list(desks)
        committee = self.fields["committee"]
        committee.queryset = Body.objects.filter(pk__in=[desk.pk for desk in desks])  # type: ignore[attr-defined]
        committee.initial = desks[0] if desks else None
        if len(desks) == 1:
            committee.widget = forms.HiddenInput()

    def clean_file(self):
        upload = self.cleaned_data["file"]
        admit(upload, only=(".xlsx",), kinds=KIND)
        return upload
