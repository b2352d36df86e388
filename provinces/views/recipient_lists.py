"""Recipient lists and their members, today and on any day."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces import journal
from provinces.forms.directory import InclusionForm, MemberForm, OnDayForm, RecipientListForm, RuleForm
from provinces.journal import Entry
from provinces.models import Body, RecipientList, RecipientListAlias
from provinces.models.bodies import as_they_were
from provinces.policy import Verb
from provinces.rolls import Roll
from provinces.submissions import once
from provinces.vietnamese import fold
from provinces.views.saving import save_form, shown_status

MOST_NAMED = 60  # of those that came to a list or left it


@require_safe
def recipient_lists(request):
    request.reach.require(Verb.CONSULT_DIRECTORY)
    rows = request.reach.rows(RecipientList.objects.select_related("committee"), Verb.CONSULT_DIRECTORY)
    if words := fold(request.GET.get("q", "")[:200]):
        aliases = RecipientListAlias.objects.filter(folded__contains=words)
        rows = rows.filter(Q(folded__contains=words) | Q(pk__in=aliases.values("recipient_list")))
    page = Paginator(rows.order_by("sort_key", "pk"), 50).get_page(request.GET.get("trang"))
    roll = Roll([row.pk for row in page], request.reach.on)
    for row in page:
        row.size = len(roll.members(row.pk))
    return render(
        request, "provinces/recipient_lists.html", {"page": page, "may_keep": request.reach.may(Verb.KEEP_LISTS)}
    )


@require_safe
def recipient_list(request, pk: int):
    row = fetch(request, pk)
    return show(request, row)


def fetch(request, pk: int) -> RecipientList:
    return request.reach.fetch(RecipientList.objects.select_related("committee"), Verb.CONSULT_DIRECTORY, pk=pk)


def show(request, row: RecipientList, **forms):
    """The list as of a day (today, unless another is chosen), and what was different on another day."""
    day_form = OnDayForm(request.GET if "ngay" in request.GET else None)
    chosen = day_form.cleaned_data if day_form.is_valid() else {}
    on, then = chosen.get("ngay") or request.reach.on, chosen.get("so_voi")
    roll = Roll([row.pk], on)
    members, by_rule = roll.members(row.pk), roll.by_rule(row.pk)
    by_hand = {membership.body_id: membership for membership in row.memberships.on(on)}
    page = Paginator(Body.objects.filter(pk__in=members).order_by("sort_key", "pk"), 50).get_page(
        request.GET.get("trang")
    )
    as_they_were(page, on)
    context = {
        "list": row,
        "page": page,
        "members": [(body, by_hand.get(body.pk), body.pk in by_rule) for body in page],
        "kept_off": list(row.memberships.on(on).filter(is_excluded=True).select_related("body")),
        "rules": list(row.rules.on(on).select_related("parent", "province")),
        "inclusions": list(row.inclusions.on(on).select_related("inner")),
        "included_in": list(row.included_in.on(on).select_related("outer")),
        "difference": difference(row, then, on, members) if then else [],
        "aliases": list(row.aliases.all()),
        "on": on,
        "then": then,
        "day_form": day_form,
        "member_form": forms.get("member") or MemberForm(recipient_list=row),
        "rule_form": forms.get("rule") or RuleForm(recipient_list=row),
        "inclusion_form": forms.get("inclusion") or InclusionForm(recipient_list=row),
        "may_keep": request.reach.covers(row, Verb.KEEP_LISTS),
        "trail": list(Entry.objects.about(row.journal_thread()).order_by("-pk")[:20]),
    }
    status = max((shown_status(form) for form in forms.values()), default=200)
    return render(request, "provinces/recipient_list.html", context, status=status)


def difference(
    row: RecipientList, then: datetime.date, on: datetime.date, now: frozenset[int]
) -> list[tuple[str, int, list[Body]]]:
    """Who came and who went between the two days, by the names of `on`: how many, and the first of them."""
    before = Roll([row.pk], then).members(row.pk)
    return [
        (words, len(keys), named_on(Body.objects.filter(pk__in=keys)[:MOST_NAMED], on))
        for words, keys in (("Thêm", now - before), ("Bớt", before - now))
        if keys
    ]


def named_on(rows, day: datetime.date) -> list[Body]:
    bodies = list(rows)
    as_they_were(bodies, day)
    return bodies


@require_http_methods(["GET", "HEAD", "POST"])
@once
def recipient_list_new(request):
    request.reach.require(Verb.KEEP_LISTS)
    return edit(request, RecipientList(), "Thêm danh sách nơi nhận")


@require_http_methods(["GET", "HEAD", "POST"])
@once
def recipient_list_edit(request, pk: int):
    row = fetch(request, pk)
    request.reach.require(Verb.KEEP_LISTS, row)
    return edit(request, row, f"Cập nhật danh sách {row}")


def edit(request, row: RecipientList, title: str):
    form = RecipientListForm(request.POST or None, instance=row, desks=request.reach.desks(Verb.KEEP_LISTS))
    if request.method == "POST" and form.is_valid():
        if save_form(form, Verb.KEEP_LISTS, by=request.reach, after=form.save_aliases):
            messages.success(request, f"Đã lưu danh sách {form.instance}.")
            return redirect("recipient_list", form.instance.pk)
    return render(
        request,
        "provinces/recipient_list_form.html",
        {"form": form, "title": title, "back": row.pk},
        status=shown_status(form),
    )


@require_POST
@once
def member_add(request, pk: int):
    """By hand: onto the list, or off it although a rule would take the body."""
    row = kept(request, pk)
    form = MemberForm(request.POST, recipient_list=row)
    if not form.is_valid():
        return show(request, row, member=form)
    membership = form.instance
    with transaction.atomic():
        membership.save()
        enter(row, request.reach, f"{'Loại trừ' if membership.is_excluded else 'Thêm thành viên'}: {membership.body}")
    messages.success(
        request,
        f"Đã loại {membership.body} khỏi danh sách."
        if membership.is_excluded
        else f"Đã thêm {membership.body} vào danh sách.",
    )
    return redirect("recipient_list", row.pk)


@require_POST
@once
def rule_add(request, pk: int):
    row = kept(request, pk)
    form = RuleForm(request.POST, recipient_list=row)
    if not form.is_valid():
        return show(request, row, rule=form)
    with transaction.atomic():
        rule = form.save()
        enter(row, request.reach, f"Thêm quy tắc: {rule}")
    messages.success(request, "Đã thêm quy tắc.")
    return redirect("recipient_list", row.pk)


@require_POST
@once
def inclusion_add(request, pk: int):
    row = kept(request, pk)
    form = InclusionForm(request.POST, recipient_list=row)
    if not form.is_valid():
        return show(request, row, inclusion=form)
    with transaction.atomic():
        inclusion = form.save()
        enter(row, request.reach, f"Gồm cả danh sách: {inclusion.inner}")
    messages.success(request, f"Danh sách này nay gồm cả {inclusion.inner}.")
    return redirect("recipient_list", row.pk)


@require_POST
@once
def member_end(request, pk: int, member: int):
    """The body stays on the list as of earlier days."""
    row = kept(request, pk)
    return stop(request, row, row.memberships.select_related("body"), member, "Thôi là thành viên từ")


@require_POST
@once
def rule_end(request, pk: int, rule: int):
    row = kept(request, pk)
    return stop(request, row, row.rules.select_related("parent", "province"), rule, "Bỏ quy tắc từ")


@require_POST
@once
def inclusion_end(request, pk: int, inclusion: int):
    row = kept(request, pk)
    return stop(request, row, row.inclusions.select_related("inner"), inclusion, "Thôi gồm danh sách từ")


def kept(request, pk: int) -> RecipientList:
    row = fetch(request, pk)
    request.reach.require(Verb.KEEP_LISTS, row)
    return row


def stop(request, row: RecipientList, parts, pk: int, words: str):
    """What makes up the list ends with yesterday; on earlier days it stays."""
    part = parts.filter(Q(valid_to=None), pk=pk).first()
    if part is None:
        raise Http404
    today = request.reach.on
    yesterday = today - datetime.timedelta(days=1)
    said = str(getattr(part, "body", None) or getattr(part, "inner", None) or part)
    with transaction.atomic():
        if part.valid_from and part.valid_from > yesterday:
            part.delete()
        else:
            part.valid_to = yesterday
            part.save(update_fields=["valid_to"])
        enter(row, request.reach, f"{words} {today:%d/%m/%Y}: {said}")
    messages.success(request, f"{words} {today:%d/%m/%Y}: {said}.")
    return redirect("recipient_list", row.pk)


def enter(row: RecipientList, by, note: str) -> None:
    journal.write(Verb.KEEP_LISTS, row, by=by, committee=row.committee, thread=row.journal_thread(), note=note)
