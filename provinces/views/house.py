"""The journal, the policy, and the names that fields suggest."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from provinces import finding
from provinces import policy as table
from provinces.journal import Entry
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
        rows = rows.filter(folded__contains=fold(data["q"]))
    return rows


@require_safe
def policy(request):
    """The policy as a page: the very table that the code reads."""
    rows = [
        (Verb(verb).label, [far.label if far is not Scope.NONE else "" for far in cells])
        for verb, cells in table.ROWS.items()
    ]
    return render(request, "provinces/policy.html", {"roles": [role.label for role in table.COLUMNS], "rows": rows})


@require_safe
def picker(request):
    """Names of bodies and lists for a field that suggests them. `co-quan`: no lists; `ket-thuc`: ended bodies too."""
    found = finding.suggest(
        request.reach,
        request.GET.get("q", ""),
        ended=bool(request.GET.get("ket-thuc")),
        only_bodies=bool(request.GET.get("co-quan")),
    )
    rows = [
        {"name": row.name, "hint": row.hint, "body": row.number if row.is_body else None, "near": row.near}
        for row in found
    ]
    return JsonResponse(rows, safe=False)
