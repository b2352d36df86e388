"""What must be said of a person and of the posts a person holds?"""

from __future__ import annotations

from django import forms

from provinces.forms.body_field import BodyField
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
    body = BodyField(label="Cơ quan")

    class Meta:
        model = Post
        fields = ["role", "body", "valid_from"]

    def __init__(self, *args, reach, verb, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = reach.rows(Body.objects.on(reach.on), verb)
        self.fields["body"].within(bodies, home=reach.home)  # type: ignore[attr-defined]
