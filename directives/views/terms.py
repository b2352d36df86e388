"""The terms of a committee, and the number series that run in them."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from directives import terms as changing
from directives.models import Directive
from directives.series import series_of
from provinces.forms.terms import TermForm
from provinces.journal import Entry
from provinces.models import Body, Term
from provinces.policy import Verb
from provinces.reorganising import NotPossible
from provinces.submissions import once
from provinces.views.saving import shown_status

OUTSIDE = "0"  # in an address: the dispatches of days that no known term covers


@require_safe
def own_terms(request):
    """The menu's entry leads to the committee at whose desk the person sits."""
    request.reach.require(Verb.CONSULT_DIRECTORY)
    desk = next(iter(request.reach.desks(Verb.CONSULT_DIRECTORY)), None)
    if desk is None:
        raise Http404
    return redirect("terms", desk.pk)


def fetch(request, pk: int) -> Body:
    committees = Body.objects.committees().select_related("parent", "keeper")
    return request.reach.fetch(committees, Verb.CONSULT_DIRECTORY, pk=pk)


@require_safe
def terms(request, pk: int):
    """The terms are for whoever consults the directory; the series for whoever reads the committee's register."""
    committee = fetch(request, pk)
    known = list(committee.terms.all())
    running = next((term for term in known if is_running(term, request.reach.on)), None)
    context = {
        "committee": committee,
        "terms": known,
        "running": running,
        "may_keep": request.reach.covers(committee, Verb.KEEP_BODIES),
        "may_read": request.reach.covers(committee, Verb.READ),
        "trail": list(Entry.objects.about(f"terms/{committee.pk}").order_by("-pk")[:20]),
    }
    if context["may_read"]:
        outside = request.reach.rows(Directive.objects.filter(committee=committee, term=None, number__isnull=False))
        context["has_outside"] = outside.exists()
        context["chosen"] = chosen = chosen_of(request.GET.get("nhiem-ky", ""), known, running)
        context["series"] = series_of(committee, chosen)
    return render(request, "directives/terms.html", context)


def is_running(term: Term, today) -> bool:
    return (
        term.committee.holds_on(today) and term.starts_on <= today and (term.ends_on is None or today <= term.ends_on)
    )


def chosen_of(asked: str, known: list[Term], running: Term | None) -> Term | None:
    """The term asked for; otherwise the one that runs, or the last one."""
    if asked == OUTSIDE:
        return None
    found = next((term for term in known if str(term.pk) == asked), None)
    return found or running or next(iter(known), None)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def term_new(request, pk: int):
    committee = fetch(request, pk)
    request.reach.require(Verb.KEEP_BODIES, committee)
    return edit(request, Term(committee=committee), "Thêm nhiệm kỳ")


@require_http_methods(["GET", "HEAD", "POST"])
@once
def term_edit(request, pk: int):
    term = request.reach.fetch(Term.objects.select_related("committee"), Verb.CONSULT_DIRECTORY, pk=pk)
    request.reach.require(Verb.KEEP_BODIES, term)
    return edit(request, term, f"Cập nhật nhiệm kỳ {term}")


class OnlyTried(Exception):
    """Undoes a change that was made only to see what it brings with it."""


def edit(request, term: Term, title: str):
    """A change that brings others with it is shown first; the second sending (`confirm`) makes it."""
    form = TermForm(request.POST or None, instance=term)
    context = {"form": form, "committee": term.committee, "title": title, "change": None}
    if request.method == "POST" and form.is_valid():
        made, change = attempt(form, request.reach, confirmed="confirm" in request.POST)
        if made:
            messages.success(request, f"Đã lưu nhiệm kỳ {term}.")
            return redirect("terms", term.committee_id)
        context["change"] = change
    status = 200 if context["change"] else shown_status(form)
    return render(request, "directives/term_form.html", context, status=status)


def attempt(form: TermForm, by, confirmed: bool) -> tuple[bool, changing.Change | None]:
    """Whether the change was made, and what it brings with it; neither, with the reason on the form, if it cannot be."""
    change = None
    try:
        with transaction.atomic():
            if form.instance.pk and not form.claim():
                return False, None
            change = changing.save(form.instance, by=by)
            if change and not confirmed:
                raise OnlyTried
    except OnlyTried:
        return False, change
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return False, None
    return True, change
