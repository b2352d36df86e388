"""Changing a body: what it will touch is shown first, then it is made."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from assignments.impact import impact
from provinces.forms.reorganising import (
    ChangeForm,
    EndForm,
    MergeForm,
    MoveForm,
    RenameForm,
    SplitForm,
    SucceedForm,
)
from provinces.models import Body, BodySuccession
from provinces.models.versioned import StaleVersion
from provinces.policy import Verb
from provinces.reorganising import NotPossible, succeed
from provinces.submissions import once

FORMS: dict[str, type[ChangeForm]] = {
    "rename": RenameForm,
    "move": MoveForm,
    "end": EndForm,
    "merge": MergeForm,
    "split": SplitForm,
    "succeed": SucceedForm,
}


class OnlyTried(Exception):
    """Undoes a change that was made only to see whether it can be made."""


@require_http_methods(["GET", "HEAD", "POST"])
@once
def change(request, pk: int, what: str):
    """The first sending shows what the change will touch, the second (`confirm`) makes it."""
    row = fetch(request, pk)
    form = FORMS[what](request.POST or None, body=row, reach=request.reach)
    status, weighed = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            weighed = impact(form.touched(), form.day, request.reach)
            refusal = attempt(form, only_try="confirm" not in request.POST)
            if refusal is None and "confirm" in request.POST:
                messages.success(request, f"{form.done} {row}.")
                return redirect("body", row.pk)
            status = status_of(form, refusal)
    context = {"body": row, "form": form, "impact": weighed if status == 200 else None}
    return render(request, "assignments/body_change.html", context, status=status)


def fetch(request, pk: int) -> Body:
    row = request.reach.fetch(
        Body.objects.select_related("parent__committee", "committee"), Verb.CONSULT_DIRECTORY, pk=pk
    )
    request.reach.require(Verb.KEEP_BODIES, row)
    return row


def attempt(form: ChangeForm, only_try: bool) -> Exception | None:
    """Makes the change; with `only_try` undoes it at once. Returns why it cannot be made."""
    try:
        with transaction.atomic():
            form.make()
            if only_try:
                raise OnlyTried
    except OnlyTried:
        return None
    except (NotPossible, StaleVersion) as refusal:
        return refusal
    return None


def status_of(form: ChangeForm, refusal: Exception | None) -> int:
    if refusal is None:
        return 200
    if isinstance(refusal, StaleVersion):
        form.add_error(None, "Người khác vừa cập nhật cơ quan này. Mời mở lại trang và xem trước khi thay đổi.")
        return 409
    form.add_error(None, str(refusal))
    return 422


@require_POST
@once
def confirm_succession(request, pk: int, succession: int) -> HttpResponse:
    """What the data doubted, an administrator knows."""
    row = fetch(request, pk)
    known = request.reach.fetch(
        BodySuccession.objects.select_related("predecessor", "successor"), Verb.KEEP_BODIES, pk=succession
    )
    succeed(
        known.predecessor,
        known.successor,
        kind=known.kind,
        since=known.effective_on,
        basis=known.basis,
        by=request.reach,
    )
    messages.success(request, f"Đã xác nhận {known.successor} kế thừa {known.predecessor}.")
    return redirect("body", row.pk)
