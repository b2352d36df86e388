"""How does nothing typed get lost: between two saves, over a closed tab, through an ended session?"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from directives.models import Attachment, Draft, DraftFile
from provinces.secrecy import is_secret
from provinces.uploads import admit
from provinces.vietnamese import clean

NOT_KEPT = {"csrfmiddlewaretoken", "key", "confirmed"}
MOST_CHARACTERS = 1_500_000


def typed(post: QueryDict) -> dict[str, list[str]]:
    return {name: [clean(value) for value in post.getlist(name)] for name in post if name not in NOT_KEPT}


def keep(user, key: str, fields: dict[str, list[str]], directive=None, about: str = "") -> Draft | None:
    """Saves the fields under the form's key; None if there is too much. Of a secret dispatch nothing is kept at all."""
    if is_secret(fields):
        discard(user, key)
        return Draft(updated_at=timezone.now())
    size = sum(len(value) for values in fields.values() for value in values)
    if not (0 < len(key) <= 64) or size > MOST_CHARACTERS:
        return None
    with transaction.atomic():
        facts = {"fields": fields, "directive": directive, "about": about, "label": label_of(fields)}
        draft, _ = Draft.objects.update_or_create(user=user, key=key, defaults=facts)
    return draft


def label_of(fields: dict[str, list[str]]) -> str:
    """What the list of drafts calls it: number, notation and subject as far as they are typed."""

    def value(name: str) -> str:
        return (fields.get(name) or [""])[-1].strip()

    code = "-".join(part for part in (value("number"), value("notation")) if part)
    return " · ".join(part for part in (code, value("subject") or value("text")[:80]) if part)[:200]


def discard(user, key: str) -> None:
    """With the bytes of its files: those of a dispatch that became secret may not stay either."""
    files = [row.file for row in files_of(user, key)]
    Draft.objects.filter(user=user, key=key).delete()
    for file in files:
        transaction.on_commit(partial(file.delete, save=False))


def keep_file(draft: Draft, upload) -> DraftFile:
    row = DraftFile(draft=draft, uploaded_by=draft.user)
    row.fill(upload)
    row.save()
    return row


def files_of(user, key: str) -> list[DraftFile]:
    return list(DraftFile.objects.filter(draft__user=user, draft__key=key))


def new_files(uploads: Iterable, kept: Iterable[DraftFile]) -> list[DraftFile]:
    """Files that came with a form that is shown again, not yet kept; what may not come in is left to the form to refuse."""
    rows: dict[str, DraftFile] = {}
    for upload in uploads:
        with contextlib.suppress(ValidationError):
            admit(upload)
            row = DraftFile()
            row.fill(upload)
            rows.setdefault(row.sha256, row)
    known = {row.sha256 for row in kept}
    return [row for sha256, row in rows.items() if sha256 not in known]


def keep_files(user, key: str, fields: dict[str, list[str]], directive, files: Iterable[DraftFile]) -> None:
    draft = keep(user, key, fields, directive)
    if draft is None or draft.pk is None:  # too much, or secret
        return
    for row in files:
        row.draft, row.uploaded_by = draft, user
        row.save()


def hand_over_files(user, post: QueryDict, directive) -> None:
    """The files of a draft become attachments of the dispatch that it became: the same bytes, not read again."""
    standing = set(directive.attachments.values_list("sha256", flat=True))
    for file in files_of(user, post.get("key", "")):
        if file.sha256 not in post.getlist("drop") and file.sha256 not in standing:
            Attachment.objects.create(directive=directive, **file.facts())
            file.delete()


def of(user, directive=None, about: str = ""):
    """The person's open drafts: of new dispatches, of the amendment of one, or of something else that is named."""
    return Draft.objects.filter(user=user, directive=directive, about=about)
