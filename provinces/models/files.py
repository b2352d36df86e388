"""How is a file kept that somebody handed in?"""

import hashlib
import secrets
from pathlib import PurePosixPath

from django.db import models

from provinces.fields import LineField
from provinces.models.people import User


def random_name(instance, filename: str) -> str:
    """Files lie under names of our own making, in folders by their first letters, outside the static tree."""
    token = secrets.token_hex(16)
    suffix = PurePosixPath(filename).suffix.lower()[:6]
    return f"{type(instance).__name__.lower()}/{token[:2]}/{token}{suffix}"


class StoredFile(models.Model):
    """A file as it was handed in: never changed, known by its SHA-256, given out as an attachment only."""

    file = models.FileField(upload_to=random_name, max_length=200)
    name = LineField("tên tệp", max_length=200)
    size = models.PositiveBigIntegerField("dung lượng")
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def fill(self, upload) -> None:
        """Takes an upload that provinces.uploads has let in."""
        digest = hashlib.sha256()
        for chunk in upload.chunks():
            digest.update(chunk)
        upload.seek(0)
        self.file, self.name, self.size, self.sha256 = upload, upload.name, upload.size, digest.hexdigest()

    def facts(self) -> dict:
        """For another row that keeps the same bytes: they are not read again."""
        return {name: getattr(self, name) for name in ("file", "name", "size", "sha256", "uploaded_by")}
