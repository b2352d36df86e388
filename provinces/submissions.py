"""How does a form that arrives twice do its work once?"""

import functools
import hashlib
import re
import uuid

from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from provinces.models.submissions import Submission

KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
NOT_PART_OF_WHAT_WAS_SAID = {"csrfmiddlewaretoken", "key"}


def new_key() -> str:
    """The hidden `key` of a form that creates something; templates print it with {% submission_key %}."""
    return uuid.uuid4().hex


def key_of(request) -> str:
    """The key that a form carries, if any. What is no key comes from no form of ours."""
    key = request.POST.get("key", "")
    if key and not KEY.fullmatch(key):
        raise BadRequest
    return key


def once(view):
    """A POST that carries a `key` takes effect once: the second time it answers as the first did.

    The same key with other data is refused (409): the first has been done, and this is something else.
    A view that re-shows its form has changed nothing, and its key stays free.
    """

    @functools.wraps(view)
    def guarded(request, *args, **kwargs):
        key = key_of(request)
        if request.method != "POST" or not key:
            return view(request, *args, **kwargs)
        fingerprint = said(request)
        try:
            with transaction.atomic():
                entry = Submission.objects.create(user=request.user, key=key, fingerprint=fingerprint, led_to="")
                response = view(request, *args, **kwargs)
                if response.status_code != 302:
                    raise NothingDone(response)
                Submission.objects.filter(pk=entry.pk).update(led_to=response["Location"])
                return response
        except NothingDone as nothing:
            return nothing.response
        except IntegrityError:
            first = Submission.objects.filter(user=request.user, key=key).first()
            if first is None:  # another rule refused: not ours to answer
                raise
            return answer_again(request, first, fingerprint)

    return guarded


class NothingDone(Exception):
    def __init__(self, response: HttpResponse):
        self.response = response


def answer_again(request, first: Submission, fingerprint: str) -> HttpResponse:
    if first.fingerprint != fingerprint:
        return render(request, "409.html", {"led_to": first.led_to}, status=409)
    return redirect(first.led_to)


def said(request) -> str:
    """What the form said, whatever its key and token: fields and the contents' sizes and names of its files."""
    fields = sorted(
        (name, request.POST.getlist(name)) for name in request.POST if name not in NOT_PART_OF_WHAT_WAS_SAID
    )
    files = sorted((name, [(file.name, file.size) for file in request.FILES.getlist(name)]) for name in request.FILES)
    return hashlib.sha256(repr((request.path, fields, files)).encode()).hexdigest()
