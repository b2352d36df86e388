"""What must be said to rename, move, end, merge or split a body? Each form makes its change with `make`."""

from __future__ import annotations

import datetime

from django import forms

from provinces import reorganising
from provinces.fields import LineField
from provinces.forms.body_field import BodiesField, BodyField
from provinces.forms.directory import NamesField
from provinces.models import Body, BodySuccession
from provinces.policy import Verb

NAME = LineField(max_length=200)


class ChangeForm(forms.Form):
    """A change of one body, from a day on, on the basis of a decision."""

    title: str
    done: str  # what is said when it is made

    since = forms.DateField(label="Từ ngày", help_text="Ngày đầu tiên của tình trạng mới")
    basis = forms.CharField(
        label="Căn cứ", max_length=300, required=False, help_text="Ví dụ: Quyết định 983-QĐ/TU ngày 12/02/2025"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, body: Body, reach, **kwargs):
        super().__init__(*args, **kwargs)
        self.body, self.reach = body, reach
        self.initial["version"] = body.version
        for field in self.fields.values():
            if isinstance(field, BodyField):
                field.within(reach.rows(Body.objects.exclude(pk=body.pk), Verb.KEEP_BODIES), home=reach.home)

    @property
    def day(self) -> datetime.date:
        """The last day of the old state: the day for which the change is weighed."""
        return (self.cleaned_data.get("since") or self.reach.on) - reorganising.ONE_DAY

    def touched(self) -> list[Body]:
        """The bodies whose work, people and lists the change concerns."""
        return [self.body]

    def make(self) -> None:
        """Makes the change, or raises NotPossible or StaleVersion."""
        self.body.version = self.cleaned_data["version"]
        self.change(by=self.reach, basis=self.cleaned_data["basis"])

    def change(self, *, by, basis: str) -> None:
        raise NotImplementedError


class RenameForm(ChangeForm):
    title, done = "Đổi tên", "Đã đổi tên."
    name = forms.CharField(label="Tên mới", max_length=200)
    since = forms.DateField(
        label="Từ ngày", required=False, help_text="Để trống nếu chỉ sửa lỗi ghi; khi đó tên cũ không được giữ lại."
    )
    field_order = ["name", "since", "basis"]

    def clean_name(self) -> str:
        return NAME.clean(self.cleaned_data["name"], None)

    def change(self, *, by, basis: str) -> None:
        reorganising.rename(self.body, self.cleaned_data["name"], since=self.cleaned_data["since"], by=by, basis=basis)


class MoveForm(ChangeForm):
    title, done = "Chuyển cơ quan cấp trên", "Đã chuyển."
    parent = BodyField(label="Trực thuộc")
    field_order = ["parent", "since", "basis"]

    def change(self, *, by, basis: str) -> None:
        reorganising.move(self.body, self.cleaned_data["parent"], since=self.cleaned_data["since"], by=by, basis=basis)


class EndForm(ChangeForm):
    title, done = "Kết thúc hoạt động", "Đã ghi ngày kết thúc hoạt động."
    since = forms.DateField(
        label="Ngày hoạt động cuối cùng", help_text="Sau ngày này không ai còn quyền truy cập ở đây."
    )

    @property
    def day(self) -> datetime.date:
        return self.cleaned_data["since"]

    def touched(self) -> list[Body]:
        return list(Body.objects.on(self.day).below(self.body))

    def change(self, *, by, basis: str) -> None:
        reorganising.end(self.body, last_day=self.cleaned_data["since"], by=by, basis=basis)


class MergeForm(ChangeForm):
    title, done = "Hợp nhất, sáp nhập", "Đã hợp nhất."
    others = BodiesField(label="Cùng hợp nhất với", required=False)
    into = BodyField(label="Vào cơ quan đã có", required=False)
    new_name = forms.CharField(
        label="Hoặc thành cơ quan mới tên là",
        max_length=200,
        required=False,
        help_text="Cùng cấp trên, cùng loại hình.",
    )
    with_posts = forms.BooleanField(
        label="Chuyển vị trí của người dùng sang cơ quan kế thừa", required=False, initial=True
    )
    field_order = ["others", "into", "new_name", "since", "basis", "with_posts"]

    def clean(self):
        data = super().clean() or {}
        if not self.errors and bool(data.get("into")) == bool(data.get("new_name")):
            self.add_error("into", "Mời chọn một cơ quan đã có, hoặc ghi tên cơ quan mới.")
        return data

    def touched(self) -> list[Body]:
        return list(Body.objects.on(self.day).below(self.body, *self.cleaned_data["others"]))

    def change(self, *, by, basis: str) -> None:
        data = self.cleaned_data
        into = data["into"] or reorganising.found(new_body(data["new_name"], self.body, data["since"]), by=by)
        reorganising.merge(
            [self.body, *data["others"]],
            into,
            since=data["since"],
            by=by,
            basis=basis,
            with_posts=data["with_posts"],
        )


class SplitForm(ChangeForm):
    title, done = "Chia tách", "Đã chia tách."
    heirs = BodiesField(label="Cơ quan kế thừa đã có", required=False)
    new_names = NamesField(
        label="Cơ quan kế thừa mới", required=False, help_text="Mỗi dòng một tên; cùng cấp trên, cùng loại hình."
    )
    field_order = ["heirs", "new_names", "since", "basis"]

    def change(self, *, by, basis: str) -> None:
        data = self.cleaned_data
        new = [reorganising.found(new_body(name, self.body, data["since"]), by=by) for name in data["new_names"]]
        reorganising.split(self.body, [*data["heirs"], *new], since=data["since"], by=by, basis=basis)


class SucceedForm(ChangeForm):
    title, done = "Ghi cơ quan kế thừa", "Đã ghi cơ quan kế thừa."
    heir = BodyField(label="Cơ quan kế thừa")
    kind = forms.ChoiceField(label="Hình thức", choices=BodySuccession.Kind.choices)
    field_order = ["heir", "kind", "since", "basis"]

    def __init__(self, *args, body: Body, reach, **kwargs):
        super().__init__(*args, body=body, reach=reach, **kwargs)
        if body.valid_to:
            self.initial["since"] = body.valid_to + reorganising.ONE_DAY

    def change(self, *, by, basis: str) -> None:
        data = self.cleaned_data
        reorganising.succeed(self.body, data["heir"], kind=data["kind"], since=data["since"], by=by, basis=basis)


def new_body(name: str, like: Body, since: datetime.date) -> Body:
    """A body that takes another's place begins as that one was."""
    return Body(
        name=NAME.clean(name, None),
        kind=like.kind,
        level=like.level,
        parent=like.parent,
        province=like.province,
        is_committee=like.is_committee,
        notation=like.notation,
        valid_from=since,
    )
