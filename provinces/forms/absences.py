"""What must be said of an absence, and of who stands in?"""

from __future__ import annotations

from django import forms
from django.db.models import Q

from provinces.absences import candidates, lendable
from provinces.forms.chosen_by_name import ChosenByName
from provinces.models import Absence, User
from provinces.vietnamese import fold


class PersonField(ChosenByName):
    """A person, named by the full name or the name used to sign in."""

    def named(self, name: str):
        return self.queryset.filter(Q(folded=fold(name)) | Q(username=name.lower()))[: self.most_candidates]

    def similar(self, name: str):
        near = self.queryset.filter(folded__contains=fold(name))[: self.most_candidates]
        return [(row.pk, str(row), self.hint(row)) for row in near]

    def hint(self, row: User) -> str:
        return row.username

    def unknown(self, name: str) -> str:
        return f"Không có ai tên “{name}” đang giữ vị trí trong cấp ủy này."

    def several(self, name: str) -> str:
        return f"Có nhiều người tên “{name}”."


class AbsenceForm(forms.ModelForm):
    deputy = PersonField(label="Người thay", queryset=User.objects.none(), help_text="Họ và tên hoặc tên đăng nhập")

    class Meta:
        model = Absence
        fields = ["deputy", "valid_from", "valid_to", "posts", "basis"]
        widgets = {"posts": forms.CheckboxSelectMultiple}
        help_texts = {
            "valid_to": "Hết ngày này việc thay tự kết thúc",
            "basis": "Ví dụ: Giấy ủy quyền số 12 ngày 03/05/2021",
        }

    def __init__(self, *args, reach, **kwargs):
        super().__init__(*args, **kwargs)
        person = self.instance.user
        alone = reach.user == person
        posts = lendable(person, reach.on, alone=alone)
        self.fields["posts"].queryset = posts  # type: ignore[attr-defined]
        self.initial["posts"] = [post.pk for post in posts]
        people = candidates(person, reach.on, alone=alone).exclude(pk=reach.user.pk)
        if alone:  # the colleagues of one body are few
            self.fields["deputy"] = forms.ModelChoiceField(
                people, label="Người thay", empty_label="Chọn người cùng cơ quan"
            )
        else:
            self.fields["deputy"].queryset = people  # type: ignore[attr-defined]

    def clean(self):
        data = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "Ngày cuối cùng phải từ ngày đầu tiên trở đi.")
        return data
