"""The directory of bodies: found, looked at, kept."""

from __future__ import annotations

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from provinces.forms.directory import BodyForm
from provinces.journal import Entry
from provinces.models import Body, BodyKind, Level, RecipientList
from provinces.policy import Verb
from provinces.rolls import Roll
from provinces.submissions import once
from provinces.vietnamese import clean, fold
from provinces.views.saving import save_form, shown_status

MOST_CHILDREN = 40  # on the page of the body above them; the directory lists all


@require_safe
def bodies(request):
    request.reach.require(Verb.CONSULT_DIRECTORY)
    rows = request.reach.rows(Body.objects.select_related("parent"), Verb.CONSULT_DIRECTORY)
    chosen = {name: request.GET.get(name, "") for name in ("q", "kind", "level", "ended", "parent")}
    if fold(chosen["q"][:200]):
        rows = rows.called(chosen["q"][:200])
    if chosen["kind"] in BodyKind.values:
        rows = rows.filter(kind=chosen["kind"])
    if chosen["level"] in Level.values:
        rows = rows.filter(level=chosen["level"])
    above = rows.filter(pk=chosen["parent"]).first() if re.fullmatch(r"[0-9]{1,9}", chosen["parent"]) else None
    if above:
        rows = rows.filter(parent=above)
    if not chosen["ended"]:
        rows = rows.on(request.reach.on)
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    context = {"page": page, "chosen": chosen, "above": above, "kinds": BodyKind.choices, "levels": Level.choices}
    return render(request, "provinces/bodies.html", {**context, "may_keep": request.reach.may(Verb.KEEP_BODIES)})


@require_safe
def body(request, pk: int):
    row = request.reach.fetch(
        Body.objects.select_related("parent", "province", "committee"), Verb.CONSULT_DIRECTORY, pk=pk
    )
    lists = RecipientList.objects.filter(pk__in=lists_of(row, request.reach.on))
    related = ("successor", "predecessor")
    context = {
        "body": row,
        "aliases": list(row.aliases.all()),
        "history": list(row.history.select_related("parent").order_by("-valid_to")),
        "heirs": list(row.successions.select_related(*related).order_by("-kind", "successor__sort_key", "pk")),
        "inherited": list(row.inheritances.select_related(*related).order_by("-kind", "predecessor__sort_key", "pk")),
        "children": list(row.children.order_by(F("valid_to").desc(nulls_first=True), "sort_key", "pk")[:MOST_CHILDREN]),
        "children_count": row.children.count(),
        "lists": list(request.reach.rows(lists, Verb.CONSULT_DIRECTORY)),
        "posts": list(row.posts.on(request.reach.on).select_related("user"))
        if row.holds_on(request.reach.on) and request.reach.covers(row, Verb.KEEP_PEOPLE)
        else [],  # of a body that has ended nobody holds a post any more
        "trail": list(Entry.objects.about(row.journal_thread()).order_by("-pk")[:20]),
        "may_keep": request.reach.covers(row, Verb.KEEP_BODIES),
    }
    return render(request, "provinces/body.html", context)


def lists_of(row: Body, day) -> list[int]:
    """The lists, of the committees above it, on which this body stands that day."""
    above = [int(key) for key in row.path.strip("/").split("/")]
    keys = list(RecipientList.objects.filter(committee__in=above).values_list("pk", flat=True))
    roll = Roll(keys, day, among=[row.pk])
    return [key for key in keys if roll.members(key)]


@require_http_methods(["GET", "HEAD", "POST"])
@once
def body_new(request):
    request.reach.require(Verb.KEEP_BODIES)
    name = clean(request.GET.get("name", ""))[:200]  # from a dispatch that names a body nobody knows yet
    return edit(request, Body(), "Thêm cơ quan, đơn vị", initial={"name": name})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def body_edit(request, pk: int):
    row = request.reach.fetch(Body.objects.select_related("parent"), Verb.CONSULT_DIRECTORY, pk=pk)
    request.reach.require(Verb.KEEP_BODIES, row)
    return edit(request, row, f"Cập nhật {row}")


def edit(request, row: Body, title: str, initial: dict | None = None):
    form = BodyForm(request.POST or None, instance=row, initial=initial, reach=request.reach, verb=Verb.KEEP_BODIES)
    if request.method == "POST" and form.is_valid():
        if save_form(form, Verb.KEEP_BODIES, by=request.reach, after=form.save_aliases):
            messages.success(request, f"Đã lưu {form.instance}.")
            return redirect("body", form.instance.pk)
    context = {"form": form, "title": title, "back": row.pk}
    return render(request, "provinces/body_form.html", context, status=shown_status(form))
