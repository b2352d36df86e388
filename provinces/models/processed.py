"""How far is the work of a process on a row, and is the process still there?"""

import datetime

from django.db import models
from django.utils import timezone

STALLED_AFTER = datetime.timedelta(minutes=1)


class Processed(models.Model):
    """A row on which a process of its own works and tells here how far it is (see provinces/background.py).

    `run` numbers these processes: one that finds a later number has been replaced and stops.
    """

    run = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    @property
    def has_stalled(self) -> bool:
        """The process that worked on it is gone: the machine was restarted, or it was killed."""
        return timezone.now() - self.updated_at > STALLED_AFTER

    def tell(self, **facts) -> bool:
        """How far it is, for whoever looks. False: another process has taken over."""
        for name, value in facts.items():
            setattr(self, name, value)
        mine = type(self)._default_manager.filter(pk=self.pk, run=self.run)
        return bool(mine.update(**facts, updated_at=timezone.now()))
