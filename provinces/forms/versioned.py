"""How does a form notice that somebody else saved the same row meanwhile?"""

from __future__ import annotations

from django import forms

from provinces.models.versioned import StaleVersion


class VersionedForm(forms.ModelForm):
    """Carries the version that was opened. `theirs` is the row as it stands, when another save came first."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.theirs = None
        if self.instance.pk:
            self.initial["version"] = self.instance.version

    def claim(self) -> bool:
        """Takes the row for this save; False if it was changed since it was opened."""
        try:
            self.instance.claim(self.cleaned_data.get("version") or 0)
        except StaleVersion:
            self.theirs = type(self.instance)._default_manager.get(pk=self.instance.pk)
            self.add_error(None, "Người khác vừa cập nhật mục này. Mời xem nội dung ghi dưới từng ô rồi lưu lại.")
            self.data = {**self.data.dict(), self.add_prefix("version"): str(self.theirs.version)}  # type: ignore[attr-defined]
            return False
        return True
