"""Who saved first? A row that two people may have open at once carries the number of its last change."""

from django.db import models
from django.db.models import F


class StaleVersion(Exception):
    """Somebody else saved the row after it was opened here."""


class Versioned(models.Model):
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def claim(self, version: int) -> None:
        """Takes the row for this change, or raises StaleVersion: of two who opened the same version, one wins."""
        taken = type(self)._default_manager.filter(pk=self.pk, version=version).update(version=F("version") + 1)
        if not taken:
            raise StaleVersion
        self.version = version + 1
