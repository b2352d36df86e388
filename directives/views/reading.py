"""Reading a dispatch into a draft: the clerk pastes or drops it, and goes on with a form that is filled in."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from directives import drafts, prefill
from directives.forms.reading import ReadForm
from provinces.policy import Verb
from provinces.submissions import new_key
from provinces.vietnamese import fold

STAMPS = {"mat", "toi mat", "tuyet mat"}


def bears_secrecy_stamp(text: str) -> bool:
    """A line in capitals that says nothing but the stamp, wherever it stands: where secrecy is in doubt, nothing is kept."""
    return any(line.isupper() and fold(line).strip(" *[]().") in STAMPS for line in text.split("\n"))


@require_http_methods(["GET", "HEAD", "POST"])
def directive_read(request):
    request.reach.require(Verb.REGISTER)
    form = ReadForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "directives/directive_read.html", {"form": form}, status=422 if form.is_bound else 200)
    committee = next(iter(request.reach.desks(Verb.REGISTER)))
    read = prefill.from_text(form.words, committee, request.reach.on)
    if read.facts.get("secrecy") or bears_secrecy_stamp(form.words):
        return render(request, "directives/directive_read.html", {"form": ReadForm(), "secret": True}, status=422)
    key = new_key()
    draft = drafts.keep(request.user, key, {**read.as_typed(), "read": ["1"]})
    if draft and form.attachable:
        drafts.keep_file(draft, form.attachable)
    return redirect(f"{reverse('directive_new')}?nhap={key}")
