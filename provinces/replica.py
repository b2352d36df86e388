"""Which database answers? The primary, but for the counting on pages that say so: a read replica, where one is named.

Who a person is and what that person may see is always asked of the primary: a post that ended a second ago is gone. What
an open transaction reads, and all that follows a write, comes from there as well. Cursors of their own
(directives/search) do not pass through here: they ask the primary.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, transaction

REPLICA = "replica"
COUNTED = {"directives", "assignments"}  # the apps whose rows grow; the rest is small and decides who may see

_from_replica: ContextVar[bool] = ContextVar("from_replica", default=False)


@contextmanager
def reading_from_replica() -> Iterator[None]:
    """`@reading_from_replica()` on a view: its page may lag some seconds behind. Without a replica it means nothing."""
    token = _from_replica.set(True)
    try:
        yield
    finally:
        _from_replica.reset(token)


class Router:
    """Asked by Django for every query, once REPLICA_URL is set."""

    def db_for_read(self, model, **hints) -> str:
        may_lag = _from_replica.get() and model._meta.app_label in COUNTED
        return REPLICA if may_lag and not transaction.get_connection().in_atomic_block else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints) -> str:
        """Whoever has written must see it: the rest of the page is read where it was written."""
        _from_replica.set(False)
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints) -> bool:
        """The rows are the same on both."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints) -> bool:
        """The replica receives its tables from the primary."""
        return db == DEFAULT_DB_ALIAS
