"""What must be said of a person and of the posts a person holds?"""

from __future__ import annotations

from django import forms

from provinces.forms.versioned import VersionedForm
from provinces.models import Body, Post, User


class PersonForm(VersionedForm):
    class Meta:
        model = User
        fields = ["full_name", "username", "email", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["is_active"]


class PostForm(forms.ModelForm):
    class Meta:
        model = Post
        fields = ["role", "body", "valid_from"]

    def __init__(self, *args, reach, verb, **kwargs):
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        body.queryset = reach.rows(Body.objects.on(reach.on), verb)  # type: ignore[attr-defined]
        body.empty_label = "Chọn cơ quan"  # type: ignore[attr-defined]
