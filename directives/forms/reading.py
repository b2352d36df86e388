"""From what is a dispatch to be read: pasted words, or one file?"""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from directives import extracting
from provinces.uploads import MAGIC, admit
from provinces.vietnamese import clean


class ReadForm(forms.Form):
    text = forms.CharField(
        label="Dán nội dung văn bản",
        required=False,
        max_length=extracting.MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    file = forms.FileField(
        label="Hoặc chọn tệp",
        required=False,
        help_text="Word (.docx), PDF, văn bản (.txt) hoặc ảnh chụp PNG, JPG.",
        widget=forms.FileInput(attrs={"accept": ",".join(extracting.READABLE)}),
    )

    def __init__(self, *args, **kwargs):
        self.read_from_file, self.is_scan = "", False
        kwargs.setdefault("auto_id", "read_%s")  # stands beside the registration form, which has a text of its own
        super().__init__(*args, **kwargs)

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload is None:
            return None
        if not upload.name.lower().endswith(".txt"):
            admit(upload)
        try:
            self.read_from_file = clean(extracting.text_of(upload))
        except extracting.Unreadable as unreadable:
            self.is_scan = unreadable.reason == "scanned" and extracting.can_recognise()
            if not self.is_scan:
                words = extracting.WHY["no_ocr"] if unreadable.reason == "scanned" else ""
                raise ValidationError(f"{unreadable} {words}".strip()) from unreadable
        return upload

    def clean(self):
        data = super().clean() or {}
        if not self.errors and not data.get("file") and not (data.get("text") or "").strip():
            self.add_error("text", "Mời dán nội dung văn bản hoặc chọn một tệp.")
        return data

    @property
    def words(self) -> str:
        """The file's words if a file was given, else what was pasted."""
        return self.read_from_file if self.cleaned_data["file"] else clean(self.cleaned_data["text"])

    @property
    def attachable(self):
        """The file as an attachment; plain text needs none, it stands in the register itself."""
        upload = self.cleaned_data["file"]
        return upload if upload and any(upload.name.lower().endswith(suffix) for suffix in MAGIC) else None
