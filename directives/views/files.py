"""Attachments go out as attachments: never shown in place, never run."""

import io

from django.http import FileResponse
from django.views.decorators.http import require_safe

from directives.models import Attachment, Directive
from provinces.policy import Verb


@require_safe
def attachment(request, pk: int):
    row = Attachment.objects.filter(pk=pk).select_related("directive").first()
    request.reach.fetch(Directive.objects.all(), Verb.READ, pk=row.directive_id if row else 0)
    return hand_out(row)


def hand_out(row) -> FileResponse:
    """A kept file, to be saved and never shown in place."""
    return sandboxed(FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name))


def as_file(content: bytes, name: str) -> FileResponse:
    """The same for a file that is made on demand."""
    return sandboxed(FileResponse(io.BytesIO(content), as_attachment=True, filename=name))


def sandboxed(response: FileResponse) -> FileResponse:
    response["Content-Type"] = "application/octet-stream"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
