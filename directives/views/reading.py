"""Reading a dispatch into a draft: the clerk pastes or drops it, and goes on with a form that is filled in."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directives import drafts, prefill
from directives.forms.reading import ReadForm
from directives.models import Scan
from provinces import background
from provinces.policy import Verb
from provinces.secrecy import bears_stamp
from provinces.sessions import typed_before
from provinces.submissions import new_key
from provinces.vietnamese import clean


@require_http_methods(["GET", "HEAD", "POST"])
def directive_read(request):
    request.reach.require(Verb.REGISTER)
    form = ReadForm(request.POST or None, request.FILES or None, initial=typed_before(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "directives/directive_read.html", {"form": form}, status=422 if form.is_bound else 200)
    key = new_key()
    if form.is_scan:
        start_scan(request.user, key, form.attachable)
        return redirect("directive_scan", key)
    typed = typed_from(request, form.words)
    if typed is None:
        return render(request, "directives/directive_read.html", {"form": ReadForm(), "secret": True}, status=422)
    draft = drafts.keep(request.user, key, typed)
    if draft and form.attachable:
        drafts.keep_file(draft, form.attachable)
    return redirect(f"{reverse('directive_new')}?nhap={key}")


def typed_from(request, words: str) -> dict[str, list[str]] | None:
    """The form's fields as read from the words; None for a secret dispatch, of which nothing may be kept."""
    committee = next(iter(request.reach.desks(Verb.REGISTER)))
    read = prefill.from_text(words, committee, request.reach.on)
    if read.facts.get("secrecy") or bears_stamp(words):
        return None
    return {**read.as_typed(), "read": ["1"]}


# Scans of several pages


def start_scan(user, key: str, upload) -> Scan:
    draft = drafts.keep(user, key, {"subject": [f"Bản chụp {upload.name}"]})
    if draft is None:
        raise Http404
    drafts.keep_file(draft, upload)
    scan = Scan.objects.create(draft=draft)
    recognise(scan)
    return scan


def recognise(scan: Scan) -> None:
    background.start("recognise_scan", scan.pk)


def scan_of(request, key: str) -> Scan:
    """One's own scan; anybody else's is not there."""
    request.reach.require(Verb.REGISTER)
    scan = Scan.objects.filter(draft__user=request.user, draft__key=key).select_related("draft").first()
    if scan is None:
        raise Http404
    return scan


@require_safe
def directive_scan(request, key: str):
    """How far the recognising is; when it is done, the form filled in."""
    scan = scan_of(request, key)
    if scan.state != Scan.State.DONE:
        return render(request, "directives/directive_scan.html", {"scan": scan})
    typed = typed_from(request, clean(scan.words))
    if typed is None:
        drafts.discard(request.user, key)
        return render(request, "directives/directive_read.html", {"form": ReadForm(), "secret": True}, status=422)
    drafts.keep(request.user, key, typed)
    scan.delete()
    return redirect(f"{reverse('directive_new')}?nhap={key}")


@require_POST
def scan_cancel(request, key: str):
    scan_of(request, key).end(Scan.State.CANCELLED)
    return redirect("directive_scan", key)


@require_POST
def scan_again(request, key: str):
    """After a stop or a failure: from the first page, with the same file."""
    scan = scan_of(request, key)
    if not scan.is_running or scan.has_stalled:
        scan.state, scan.done, scan.words, scan.reason = Scan.State.RUNNING, 0, "", ""
        scan.save()
        recognise(scan)
    return redirect("directive_scan", key)
