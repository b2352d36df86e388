"""Which files came with the dispatch?"""

from django.db import models

from directives.models.directives import Directive
from provinces.models.files import StoredFile, random_name

__all__ = ["Attachment", "DraftFile", "random_name"]  # migrations call random_name by its first address


class DraftFile(StoredFile):
    """The file from which a draft was read: it becomes an attachment when the draft is registered."""

    draft = models.ForeignKey("directives.Draft", on_delete=models.CASCADE, related_name="files")

    class Meta(StoredFile.Meta):
        verbose_name = "tệp của bản nháp"


class Attachment(StoredFile):
    """Tệp đính kèm của văn bản."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="attachments")

    class Meta(StoredFile.Meta):
        verbose_name = "tệp đính kèm"
