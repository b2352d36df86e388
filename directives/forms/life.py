"""What must be said to revoke or replace a dispatch?"""

from django import forms

from directives.models import Directive


class RevokeForm(forms.Form):
    note = forms.CharField(label="Lý do thu hồi", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class SupersedeForm(forms.Form):
    successor = forms.ModelChoiceField(
        label="Được thay thế bởi", queryset=Directive.objects.none(), empty_label="Chọn văn bản"
    )
    note = forms.CharField(label="Ghi chú", max_length=500, required=False)

    def __init__(self, *args, successors, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        field.queryset = successors  # type: ignore[attr-defined]
        field.label_from_instance = lambda directive: directive.title[:120]  # type: ignore[attr-defined]
