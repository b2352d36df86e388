"""What must be said of a body, a list, a membership?"""

from __future__ import annotations

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from provinces.forms.body_field import BodyField
from provinces.forms.versioned import VersionedForm
from provinces.models import Body, BodyAlias, Membership, RecipientList, RecipientListAlias
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
    parent = BodyField(label="Trực thuộc", ended=True)
    alias_names = NamesField(label="Tên gọi khác, viết tắt", required=False, help_text="Mỗi dòng một tên.")

    class Meta:
        model = Body
        fields = ["name", "kind", "level", "parent", "province", "is_committee", "notation", "valid_from", "valid_to"]

    def __init__(self, *args, reach, verb, **kwargs):
        super().__init__(*args, **kwargs)
        parents = reach.rows(Body.objects.all(), verb)
        if self.instance.pk:
            parents = parents.exclude(path__startswith=self.instance.path)
            self.initial["alias_names"] = "\n".join(alias.name for alias in self.instance.aliases.filter(until=None))
            # the top of the tree keeps its place, and what it hangs under may lie beyond this person's reach
            if self.instance.parent_id is None or not reach.covers(self.instance.parent, verb):
                del self.fields["parent"]
        if "parent" in self.fields:
            self.fields["parent"].within(parents, home=reach.home)  # type: ignore[attr-defined]

    def clean(self):
        """One standing body of that name under one parent, however it is typed."""
        data = super().clean() or {}
        parent = data.get("parent") if "parent" in self.fields else self.instance.parent
        twins = Body.objects.filter(parent=parent, sort_key=sort_key(data.get("name", "")), valid_to=None)
        if not data.get("valid_to") and twins.exclude(pk=self.instance.pk).exists():
            self.add_error("name", "Đã có cơ quan cùng tên trực thuộc cơ quan này.")
        return data

    def save_aliases(self, body: Body) -> None:
        wanted = self.cleaned_data["alias_names"]
        body.aliases.filter(until=None).exclude(folded__in=[fold(name) for name in wanted]).delete()
        standing = set(body.aliases.values_list("folded", flat=True))
        for name in wanted:
            if fold(name) not in standing:
                BodyAlias.objects.create(body=body, name=name)
        self.keep_former_name(body)

    def keep_former_name(self, body: Body) -> None:
        """A body that was renamed is still found by the name it bore until yesterday."""
        former = self.initial.get("name", "")
        if former and fold(former) != body.folded and not body.aliases.filter(folded=fold(former)).exists():
            BodyAlias.objects.create(body=body, name=former, until=timezone.localdate() - datetime.timedelta(days=1))


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
        wanted = self.cleaned_data["alias_names"]
        recipient_list.aliases.exclude(folded__in=[fold(name) for name in wanted]).delete()
        standing = set(recipient_list.aliases.values_list("folded", flat=True))
        for name in wanted:
            if fold(name) not in standing:
                RecipientListAlias.objects.create(recipient_list=recipient_list, name=name)


class MemberForm(forms.Form):
    """Adds a body to a list from a day on."""

    name = BodyField(label="Thêm cơ quan")
    valid_from = forms.DateField(label="Từ ngày", required=False)

    def __init__(self, *args, recipient_list: RecipientList, **kwargs):
        super().__init__(*args, **kwargs)
        self.recipient_list = recipient_list
        committee = recipient_list.committee
        self.fields["name"].within(Body.objects.below(committee), home=committee)  # type: ignore[attr-defined]

    def clean_name(self) -> Body:
        body = self.cleaned_data["name"]
        if Membership.objects.filter(recipient_list=self.recipient_list, body=body, valid_to=None).exists():
            raise ValidationError(f"{body} đã có trong danh sách.")
        return body


class OnDayForm(forms.Form):
    ngay = forms.DateField(label="Thành viên vào ngày", required=False)
