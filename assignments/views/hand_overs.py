"""The open work of bodies that are gone, waiting for those who take it over."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assignments import handing_over
from assignments.forms import HandOverBodyForm
from assignments.models import Assignment
from provinces.models import Body
from provinces.policy import Verb
from provinces.submissions import once


@require_safe
def hand_overs(request):
    """Bàn giao nhiệm vụ: each ended body with its open work and the proposed heirs."""
    reach = request.reach
    reach.require(Verb.HAND_OVER)
    page = Paginator(handing_over.bodies_waiting(reach), 20).get_page(request.GET.get("trang"))
    heirs = handing_over.heirs(page, reach.on)
    counts = Counter(handing_over.waiting(reach).filter(body__in=list(page)).values_list("body", flat=True))
    for body in page:
        body.heirs, body.waiting = heirs[body.pk], counts[body.pk]
    return render(request, "assignments/hand_overs.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def hand_over_body(request, pk: int):
    """All or some of one body's open work, to one heir or several."""
    body, tasks = waiting_at(request, pk)
    heirs = handing_over.heirs([body], request.reach.on)[body.pk]
    form = HandOverBodyForm(request.POST or None, body=body, heirs=heirs, tasks=tasks, reach=request.reach)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with transaction.atomic():
            outcome = handing_over.hand_over(data["tasks"], data["to"], by=request.reach, note=data["note"])
        tell(request, *outcome)
        return redirect("hand_overs")
    context = {"body": body, "form": form, "tasks": tasks, "heirs": heirs}
    return render(request, "assignments/hand_over_body.html", context, status=422 if form.is_bound else 200)


def waiting_at(request, pk: int) -> tuple[Body, list[Assignment]]:
    request.reach.require(Verb.HAND_OVER)
    body = request.reach.fetch(Body.objects.select_related("committee"), Verb.HAND_OVER, pk=pk)
    rows = handing_over.waiting(request.reach).filter(body=body).for_lists().most_pressing_first()
    return body, list(rows[: handing_over.MOST_AT_ONCE])


@require_POST
@once
def hand_over_everything(request):
    """Everything that has a proposed heir goes to its proposed heirs."""
    reach = request.reach
    reach.require(Verb.HAND_OVER)
    tasks = list(handing_over.waiting(reach).for_lists().order_by("body", "pk")[: handing_over.MOST_AT_ONCE])
    heirs = handing_over.heirs({task.body_id: task.body for task in tasks}.values(), reach.on)
    done = 0
    refusals: list[str] = []
    with transaction.atomic():
        for task in tasks:
            if to := handing_over.proposed(heirs[task.body_id]):
                one, why = handing_over.hand_over([task], to, by=reach)
                done, refusals = done + one, refusals + why
    tell(request, done, refusals)
    return redirect("hand_overs")


def tell(request, done: int, refusals: list[str]) -> None:
    if done:
        messages.success(request, f"Đã bàn giao {done} nhiệm vụ.")
    for why in refusals[:5]:
        messages.warning(request, why)
    if len(refusals) > 5:
        messages.warning(request, f"Còn {len(refusals) - 5} nhiệm vụ khác chưa bàn giao được.")
