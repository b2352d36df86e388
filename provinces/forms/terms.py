"""What must be said of a term?"""

from __future__ import annotations

from provinces.forms.versioned import VersionedForm
from provinces.models import Term


class TermForm(VersionedForm):
    class Meta:
        model = Term
        fields = ["name", "starts_on", "ends_on"]
        labels = {"name": "Tên nhiệm kỳ", "starts_on": "Ngày đầu tiên", "ends_on": "Ngày cuối cùng"}
        help_texts = {
            "name": "Ví dụ: 2025–2030",
            "starts_on": "Thường là ngày sau ngày bế mạc đại hội",
            "ends_on": "Để trống khi nhiệm kỳ đang chạy",
        }

    def clean(self):
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Ngày cuối cùng phải từ ngày đầu tiên trở đi.")
        return data
