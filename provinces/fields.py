"""Columns that keep text clean, and columns derived from it, whichever way a row is written."""

from django.db import models

from provinces.vietnamese import clean, fold, sort_key


class CleanMixin:
    """Text enters the database composed and without unseen characters; so does what it is compared with."""

    def to_python(self, value):
        value = super().to_python(value)  # type: ignore[misc]
        return clean(value).strip() if isinstance(value, str) else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)  # type: ignore[misc]
        return clean(value) if isinstance(value, str) else value


class LineField(CleanMixin, models.CharField):
    """One line of text."""


class ProseField(CleanMixin, models.TextField):
    """Text of any length; a dispatch's source text is cleaned of unseen characters and otherwise never altered."""

    def to_python(self, value):
        value = models.TextField.to_python(self, value)
        return clean(value) if isinstance(value, str) else value


class DerivedField(models.CharField):
    """Filled from another column on every save, never by hand."""

    derive = staticmethod(fold)

    def __init__(self, source: str, **kwargs):
        self.source = source
        super().__init__(**{"max_length": 400, "editable": False, "blank": True, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.source, *args], kwargs

    def pre_save(self, model_instance, add):
        value = self.derive(getattr(model_instance, self.source) or "")[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value


class FoldedField(DerivedField):
    """The source without case and accents, for finding."""


class SortKeyField(DerivedField):
    """The source as digits that sort in the Vietnamese order."""

    derive = staticmethod(sort_key)
