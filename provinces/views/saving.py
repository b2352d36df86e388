"""One way to save what administrators keep: claim the version, save, journal the difference, in one transaction."""

from __future__ import annotations

from django.db import transaction
from django.forms.models import model_to_dict

from provinces import journal


def save_form(form, verb: str, *, by, committee=None, after=None) -> bool:
    """Saves a valid ModelForm. False if somebody else saved first: the form then shows both. `after(row)` saves what
    belongs to the row, in the same transaction."""
    fields = [name for name in form.Meta.fields if name in form.fields]
    with transaction.atomic():
        new = form.instance.pk is None
        before = {} if new else model_to_dict(type(form.instance)._default_manager.get(pk=form.instance.pk), fields)
        if not new and hasattr(form, "claim") and not form.claim():
            return False
        row = form.save()
        if after:
            after(row)
        journal.write(
            verb,
            row,
            by=by,
            committee=committee or row.committee,
            thread=row.journal_thread(),
            note="Thêm mới" if new else "Cập nhật",
            changes=journal.differences(before, model_to_dict(row, fields)),
        )
    return True


def shown_status(form) -> int:
    """409 when another save came first, 422 for a form shown again with its faults."""
    if getattr(form, "theirs", None):
        return 409
    return 422 if form.is_bound else 200
