"""Somebody is away: who stands in, from when to when."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from provinces import absences
from provinces.forms.absences import AbsenceForm
from provinces.models import Absence, User
from provinces.policy import Verb
from provinces.reorganising import NotPossible
from provinces.submissions import once
from provinces.views.saving import shown_status


@require_http_methods(["GET", "HEAD", "POST"])
@once
def own_absence(request):
    """For oneself: a colleague of the same body."""
    request.reach.require(Verb.DEPUTISE)
    return edit(request, request.user, "account")


@require_http_methods(["GET", "HEAD", "POST"])
@once
def person_absence(request, pk: int):
    """For anybody whose account the administrator's committee keeps."""
    request.reach.require(Verb.KEEP_PEOPLE)
    row = request.reach.fetch(User.objects.select_related("committee"), Verb.DEPUTISE, pk=pk)
    return edit(request, row, "person", row.pk)


def edit(request, person: User, *back):
    form = AbsenceForm(request.POST or None, instance=Absence(user=person), reach=request.reach)
    if request.method == "POST" and form.is_valid():
        try:
            made = absences.appoint(form.instance, form.cleaned_data["posts"], by=request.reach)
            messages.success(request, f"Đã ghi: {made}.")
            return redirect(*back)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "person": person, "is_own": person == request.user}
    return render(request, "provinces/absence_form.html", context, status=shown_status(form))


@require_POST
@once
def absence_end(request, pk: int):
    """By an administrator, or by the absent person who is back."""
    reached = request.reach.rows(Absence.objects.all(), Verb.DEPUTISE) | Absence.objects.filter(user=request.user)
    row = reached.select_related("user__committee", "deputy").filter(pk=pk).first()
    if row is None:
        raise Http404
    try:
        absences.end(row, by=request.reach)
        messages.success(request, f"{row.deputy} không còn thay {row.user}.")
    except NotPossible as refusal:  # it lapsed, or somebody else ended it, while the page was open
        messages.warning(request, str(refusal))
    return redirect("account") if row.user == request.user else redirect("person", row.user_id)
