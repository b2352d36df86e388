"""What waits for a decision: reports to accept or return, extensions to grant or refuse."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assignments import reporting
from assignments.forms import VerdictForm
from assignments.models import ExtensionRequest, Report
from assignments.paging import page_of
from provinces.policy import Verb
from provinces.submissions import once

VERDICTS = {"accept": Verb.ACCEPT, "return": Verb.RETURN}


@require_http_methods(["GET", "HEAD", "POST"])
@once
def checklist(request):
    """Báo cáo chờ duyệt: reports handed in that this person may accept or return, one or many at once."""
    reach = request.reach
    reach.require(Verb.ACCEPT)
    page = page_of(reporting.waiting_for(reach).for_lists().order_by("handed_in_on", "pk"), request)
    verb = VERDICTS.get(request.POST.get("verdict", ""), Verb.ACCEPT)
    form = VerdictForm(request.POST or None, waiting=list(page), verb=verb)
    if request.method == "POST" and form.is_valid():
        chosen = reach.rows(Report.objects.for_lists().filter(pk__in=form.cleaned_data["reports"]), verb)
        tell(request, verb, *reporting.decide(chosen.order_by("pk"), verb, by=reach, note=form.cleaned_data["note"]))
        return redirect("checklist")
    context = {"page": page, "form": form}
    return render(request, "assignments/checklist.html", context, status=422 if form.is_bound else 200)


def tell(request, verb: Verb, done: list[Report], refusals: list[str]) -> None:
    """Each row's outcome, in words."""
    if done:
        said = "Đã duyệt" if verb == Verb.ACCEPT else "Đã trả lại"
        messages.success(request, f"{said} {len(done)} báo cáo: {'; '.join(str(row.assignment) for row in done)}.")
    for refusal in refusals:
        messages.warning(request, f"Chưa thực hiện được. {refusal}")


@require_safe
def extension_requests(request):
    """Đề nghị gia hạn: what bodies asked for and the chief has not answered yet; the nearest deadline first."""
    request.reach.require(Verb.EXTEND)
    rows = request.reach.rows(ExtensionRequest.objects.waiting(), Verb.EXTEND)
    shown = rows.select_related("assignment__body", "assignment__requirement", "assignment__directive", "asked_by")
    shown = shown.defer("assignment__directive__text")
    context = {"page": page_of(shown.order_by("old_due_on", "pk"), request)}
    return render(request, "assignments/extension_requests.html", context)
