"""The end of a dispatch and of what it still asked: revoked, or replaced by another."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assignments import ending
from directives.forms.life import RevokeForm, SupersedeForm
from directives.models import Directive
from directives.registering import NotInForce
from provinces.policy import Verb
from provinces.sessions import typed_before
from provinces.submissions import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def revoke(request, pk: int):
    directive = in_force(request, Verb.REVOKE, pk)
    form = RevokeForm(request.POST or None, initial=typed_before(request))
    if request.method == "POST" and form.is_valid():
        if attempt(form, ending.revoke, directive, form.cleaned_data["note"], request.reach):
            messages.success(request, f"Đã thu hồi văn bản {directive}.")
            return redirect(directive)
    return show(request, "assignments/directive_revoke.html", directive, form)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def supersede(request, pk: int):
    directive = in_force(request, Verb.SUPERSEDE, pk)
    successors = Directive.objects.in_force().filter(committee=directive.committee).exclude(pk=directive.pk)
    form = SupersedeForm(
        request.POST or None, successors=successors.newest_first()[:200] if request.method == "GET" else successors
    )
    if request.method == "POST" and form.is_valid():
        successor = form.cleaned_data["successor"]
        if attempt(form, ending.supersede, directive, successor, form.cleaned_data["note"], request.reach):
            messages.success(request, f"Đã ghi: {directive} được thay thế bởi {successor}.")
            return redirect(directive)
    return show(request, "assignments/directive_supersede.html", directive, form)


def in_force(request, verb: str, pk: int) -> Directive:
    """The dispatch, if this person sees it (else 404) and may do this to it (else 403), and it still holds (else 404)."""
    directive = request.reach.fetch(Directive.objects.in_force(), Verb.READ, pk=pk)
    request.reach.require(verb, directive)
    return directive


def attempt(form, end: Callable, *facts) -> bool:
    """Ends the dispatch, unless somebody else did so a moment ago."""
    try:
        end(*facts)
    except NotInForce:
        form.add_error(None, "Văn bản vừa được người khác thu hồi hoặc ghi thay thế.")
        return False
    return True


def show(request, template: str, directive: Directive, form):
    """A form that is shown again with its faults is not a success; what the end will touch is said beforehand."""
    status = (409 if form.non_field_errors() else 422) if form.is_bound else 200
    context = {"directive": directive, "form": form, "open_count": directive.assignments.open().count()}
    return render(request, template, context, status=status)
