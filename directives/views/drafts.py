"""Drafts: kept while the clerk types, thrown away when the clerk says so."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from directives import drafts
from directives.models import Directive
from provinces.policy import Verb
from provinces.submissions import key_of
from provinces.vietnamese import figure


@require_POST
def draft_save(request):
    """Answers the automatic save with the time that the page shows."""
    request.reach.require(Verb.REGISTER)
    directive = None
    if pk := request.POST.get("directive", ""):
        directive = request.reach.fetch(Directive.objects.all(), Verb.AMEND, pk=figure(pk) or 0)
    draft = drafts.keep(request.user, key_of(request), drafts.typed(request.POST), directive)
    if draft is None:
        return JsonResponse({"error": "Không lưu được bản nháp: nội dung quá dài."}, status=413)
    return JsonResponse({"saved_at": timezone.localtime(draft.updated_at).strftime("%H:%M")})


@require_POST
def draft_discard(request, key: str):
    request.reach.require(Verb.REGISTER)
    drafts.discard(request.user, key)
    return redirect("directive_new")
