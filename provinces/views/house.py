"""The journal, the policy, and the names that fields suggest."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from provinces import policy as table
from provinces.journal import Entry
from provinces.models import Body, BodyAlias, Level, RecipientList
from provinces.policy import Scope, Verb
from provinces.vietnamese import fold


class JournalFilter(forms.Form):
    since = forms.DateField(label="Từ ngày", required=False)
    until = forms.DateField(label="Đến ngày", required=False)
    verb = forms.ChoiceField(label="Việc", required=False, choices=[("", "Tất cả"), *Verb.choices])
    q = forms.CharField(label="Người hoặc đối tượng", required=False, max_length=100)


@require_safe
def journal(request):
    request.reach.require(Verb.READ_JOURNAL)
    form = JournalFilter(request.GET or None)
    rows = request.reach.rows(Entry.objects.order_by("-pk"), Verb.READ_JOURNAL)
    if form.is_bound:
        rows = chosen(rows, form.cleaned_data) if form.is_valid() else rows.none()
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    return render(request, "provinces/journal.html", {"page": page, "form": form})


def chosen(rows, data):
    if data["since"]:
        rows = rows.filter(on__gte=data["since"])
    if data["until"]:
        rows = rows.filter(on__lte=data["until"])
    if data["verb"]:
        rows = rows.filter(verb=data["verb"])
    if data["q"]:
        rows = rows.filter(actor__icontains=data["q"]) | rows.filter(label__icontains=data["q"])
    return rows


@require_safe
def policy(request):
    """The policy as a page: the very table that the code reads."""
    rows = [
        (Verb(verb).label, [far.label if far is not Scope.NONE else "" for far in cells])
        for verb, cells in table.ROWS.items()
    ]
    return render(request, "provinces/policy.html", {"roles": [role.label for role in table.COLUMNS], "rows": rows})


MOST_SUGGESTIONS = 12


@require_safe
def picker(request):
    """Names of bodies and lists that begin with, or hold, what was typed: exact and shortest first."""
    words = fold(request.GET.get("q", ""))[:100]
    if len(words) < 2 or not request.reach.may(Verb.CONSULT_DIRECTORY):
        return JsonResponse([], safe=False)
    bodies = request.reach.rows(Body.objects.on(request.reach.on), Verb.CONSULT_DIRECTORY) | Body.objects.filter(
        level=Level.CENTRAL
    )
    lists = request.reach.rows(RecipientList.objects.filter(closed_on=None), Verb.CONSULT_DIRECTORY)
    aliases = BodyAlias.objects.filter(folded__contains=words, body__in=bodies).select_related("body")
    found = {
        **{row.name: "danh sách" for row in lists.filter(folded__contains=words)[:40]},
        **{row.name: row.get_level_display() for row in bodies.filter(folded__contains=words)[:40]},
    }
    for alias in aliases[:20]:
        found.setdefault(alias.body.name, alias.name)
    ranked = sorted(found.items(), key=lambda pair: rank(pair[0], words))
    return JsonResponse([{"name": name, "hint": hint} for name, hint in ranked[:MOST_SUGGESTIONS]], safe=False)


def rank(name: str, words: str) -> tuple:
    folded = fold(name)
    return (folded != words, not folded.startswith(words), len(folded), folded)
