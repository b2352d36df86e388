"""What must be said of a body, a list, a membership?"""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from provinces.forms.body_field import BodyField
from provinces.forms.versioned import VersionedForm
from provinces.models import (
    Body,
    ListInclusion,
    ListRule,
    Membership,
    Province,
    RecipientList,
)
from provinces.reorganising import keep_names
from provinces.rolls import would_close_a_circle
from provinces.vietnamese import clean, fold, sort_key


class NamesField(forms.CharField):
    """Several names, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value):
        lines = (" ".join(line.split()) for line in clean(super().clean(value) or "").split("\n"))
        names = {fold(line): line for line in lines if line}
        too_long = next((name for name in names.values() if len(name) > 200), None)
        if too_long:
            raise ValidationError(f"Tên dài quá 200 ký tự: “{too_long[:60]}…”.")
        return list(names.values())


class BodyForm(VersionedForm):
    parent = BodyField(label="Trực thuộc")
    alias_names = NamesField(label="Tên gọi khác, viết tắt", required=False, help_text="Mỗi dòng một tên.")

    class Meta:
        model = Body
        fields = [
            "name",
            "kind",
            "level",
            "parent",
            "province",
            "is_committee",
            "notation",
            "area",
            "area_code",
            "is_confirmed",
            "valid_from",
            "valid_to",
        ]

    def __init__(self, *args, reach, verb, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["alias_names"] = "\n".join(alias.name for alias in self.instance.aliases.filter(until=None))
            for dated in ("name", "parent", "valid_to"):  # these change on a day, each on a page of its own
                del self.fields[dated]
        else:
            self.fields["parent"].within(reach.rows(Body.objects.on(reach.on), verb), home=reach.home)  # type: ignore[attr-defined]

    def clean(self):
        """One standing body of that name under one parent, however it is typed."""
        data = super().clean() or {}
        if self.instance.pk or data.get("valid_to"):
            return data
        twins = Body.objects.filter(parent=data.get("parent"), sort_key=sort_key(data.get("name", "")), valid_to=None)
        if twins.exists():
            self.add_error("name", "Đã có cơ quan cùng tên trực thuộc cơ quan này.")
        return data

    def save_aliases(self, body: Body) -> None:
        keep_names(body, self.cleaned_data["alias_names"])


class RecipientListForm(VersionedForm):
    alias_names = NamesField(label="Cách ghi trong văn bản", required=False, help_text="Mỗi dòng một cách ghi.")

    class Meta:
        model = RecipientList
        fields = ["name", "committee", "is_of_persons", "note", "closed_on"]

    def __init__(self, *args, desks, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["committee"]
            self.initial["alias_names"] = "\n".join(alias.name for alias in self.instance.aliases.all())
            return
        committee = self.fields["committee"]
        committee.queryset = Body.objects.filter(pk__in=[desk.pk for desk in desks])  # type: ignore[attr-defined]
        committee.label, committee.empty_label, committee.initial = "Của cấp ủy", None, desks[0] if desks else None  # type: ignore[attr-defined]

    def clean(self):
        data = super().clean() or {}
        committee = data.get("committee") if "committee" in self.fields else self.instance.committee
        twins = RecipientList.objects.filter(committee=committee, folded=fold(data.get("name", "")))
        if twins.exclude(pk=self.instance.pk).exists():
            self.add_error("name", "Đã có danh sách cùng tên.")
        return data

    def save_aliases(self, recipient_list: RecipientList) -> None:
        recipient_list.keep_aliases(self.cleaned_data["alias_names"])


FROM_TODAY = "Để trống nếu từ hôm nay"


class ListPartForm(forms.ModelForm):
    """One thing that makes up a list from a day on: a body, a rule, another list. Earlier days keep what they had."""

    def __init__(self, *args, recipient_list: RecipientList, **kwargs):
        super().__init__(*args, **kwargs)
        self.recipient_list = recipient_list
        if "valid_from" in self.fields:
            self.fields["valid_from"].help_text = FROM_TODAY

    def clean_valid_from(self):
        return self.cleaned_data["valid_from"] or timezone.localdate()


class MemberForm(ListPartForm):
    name = BodyField(label="Cơ quan")
    is_excluded = forms.TypedChoiceField(
        label="Là",
        choices=[("", "Thành viên"), ("x", "Không thuộc danh sách")],
        coerce=bool,
        empty_value=False,  # type: ignore[arg-type]
        required=False,
        help_text="Loại trừ một cơ quan mà quy tắc đưa vào",
    )
    field_order = ["name", "is_excluded", "valid_from"]

    class Meta:
        model = Membership
        fields = ["is_excluded", "valid_from"]

    def __init__(self, *args, recipient_list: RecipientList, **kwargs):
        super().__init__(*args, recipient_list=recipient_list, **kwargs)
        committee = recipient_list.committee
        self.fields["name"].within(Body.objects.below(committee), home=committee)  # type: ignore[attr-defined]
        self.instance.recipient_list = recipient_list

    def clean_name(self) -> Body:
        self.instance.body = body = self.cleaned_data["name"]
        given = Membership.objects.filter(recipient_list=self.recipient_list, body=body, valid_to=None).first()
        if given:
            raise ValidationError(
                f"{body} đã bị loại khỏi danh sách." if given.is_excluded else f"{body} đã có trong danh sách."
            )
        return body


class RuleForm(ListPartForm):
    parent = BodyField(label="Trực thuộc", required=False)

    class Meta:
        model = ListRule
        fields = ["kind", "level", "parent", "province", "valid_from"]

    def __init__(self, *args, recipient_list: RecipientList, **kwargs):
        super().__init__(*args, recipient_list=recipient_list, auto_id="id_rule_%s", **kwargs)
        committee = recipient_list.committee
        bodies = Body.objects.below(committee)
        self.fields["parent"].within(bodies, home=committee)  # type: ignore[attr-defined]
        own = Province.objects.filter(pk__in=bodies.order_by().values("province"))
        self.fields["province"].queryset = own  # type: ignore[attr-defined]
        self.instance.recipient_list = recipient_list


class InclusionForm(ListPartForm):
    class Meta:
        model = ListInclusion
        fields = ["inner", "valid_from"]

    def __init__(self, *args, recipient_list: RecipientList, **kwargs):
        super().__init__(*args, recipient_list=recipient_list, auto_id="id_inclusion_%s", **kwargs)
        kin = RecipientList.objects.filter(committee=recipient_list.committee, is_of_persons=False)
        inner = self.fields["inner"]
        inner.queryset, inner.label = kin.exclude(pk=recipient_list.pk), "Gồm cả danh sách"  # type: ignore[attr-defined]
        inner.empty_label = "Chọn danh sách"  # type: ignore[attr-defined]
        self.instance.outer = recipient_list

    def clean_inner(self) -> RecipientList:
        inner = self.cleaned_data["inner"]
        if self.recipient_list.inclusions.filter(inner=inner, valid_to=None).exists():
            raise ValidationError(f"Danh sách này đã gồm {inner}.")
        if would_close_a_circle(self.recipient_list, inner):
            raise ValidationError(f"{inner} đã gồm {self.recipient_list}, nên không thể lồng ngược lại.")
        return inner


class OnDayForm(forms.Form):
    ngay = forms.DateField(label="Thành viên vào ngày", required=False)
    so_voi = forms.DateField(label="So với ngày", required=False)
