"""The end of a dispatch: revoked, or replaced by another."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from directives import registering
from directives.forms.life import RevokeForm, SupersedeForm
from directives.models import Directive
from provinces.policy import Verb
from provinces.submissions import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def revoke(request, pk: int):
    directive = in_force(request, Verb.REVOKE, pk)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        registering.revoke(directive, form.cleaned_data["note"], request.reach)
        messages.success(request, f"Đã thu hồi văn bản {directive}.")
        return redirect(directive)
    return render(
        request, "directives/directive_revoke.html", {"directive": directive, "form": form}, status=status(form)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def supersede(request, pk: int):
    directive = in_force(request, Verb.SUPERSEDE, pk)
    successors = Directive.objects.in_force().filter(committee=directive.committee).exclude(pk=directive.pk)
    form = SupersedeForm(
        request.POST or None, successors=successors.newest_first()[:200] if request.method == "GET" else successors
    )
    if request.method == "POST" and form.is_valid():
        registering.supersede(directive, form.cleaned_data["successor"], form.cleaned_data["note"], request.reach)
        messages.success(request, f"Đã ghi: {directive} được thay thế bởi {form.cleaned_data['successor']}.")
        return redirect(directive)
    context = {"directive": directive, "form": form}
    return render(request, "directives/directive_supersede.html", context, status=status(form))


def in_force(request, verb: str, pk: int) -> Directive:
    """The dispatch, if this person sees it (else 404) and may do this to it (else 403), and it still holds (else 404)."""
    directive = request.reach.fetch(Directive.objects.in_force(), Verb.READ, pk=pk)
    request.reach.require(verb, directive)
    return directive


def status(form) -> int:
    """A form that is shown again with its faults is not a success."""
    return 422 if form.is_bound else 200
