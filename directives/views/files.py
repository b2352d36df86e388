"""Attachments go out as attachments: never shown in place, never run."""

import io
import logging

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from directives.models import Attachment, Directive
from provinces.policy import Verb

log = logging.getLogger(__name__)


@require_safe
def attachment(request, pk: int):
    row = Attachment.objects.filter(pk=pk).select_related("directive").first()
    request.reach.fetch(Directive.objects.all(), Verb.READ, pk=row.directive_id if row else 0)
    return hand_out(row)


def hand_out(row) -> FileResponse:
    """A kept file, to be saved and never shown in place. One that is gone from the store is a matter for the person on
    duty: the reader is told that it is not there."""
    try:
        file = row.file.open("rb")
        return sandboxed(FileResponse(file, as_attachment=True, filename=row.name))
    except FileNotFoundError as gone:
        log.error("%s %s: %s is not in the store", type(row).__name__, row.pk, row.file.name)
        raise Http404 from gone


def as_file(content: bytes, name: str) -> FileResponse:
    """The same for a file that is made on demand."""
    return sandboxed(FileResponse(io.BytesIO(content), as_attachment=True, filename=name))


def sandboxed(response: FileResponse) -> FileResponse:
    response["Content-Type"] = "application/octet-stream"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
