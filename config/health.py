"""Is the program able to serve? For the balancer and the person on duty."""

import shutil

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from assignments import mailing


@login_not_required
@require_safe
def healthz(request):
    """200 while the database answers, no migration is pending and the disk has room; 503 says which of them fails.

    Letters that could not be sent are told too: they are for the administrators, and no reason to send people elsewhere.
    """
    checks = {"database": database_answers(), "migrations": migrations_applied(), "disk": disk_has_room()}
    told = {"undelivered_mail": mailing.laid_aside().count()} if all(checks.values()) else {}
    return JsonResponse({**checks, **told}, status=200 if all(checks.values()) else 503)


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def disk_has_room() -> bool:
    usage = shutil.disk_usage(settings.DATA_DIR)
    return usage.free > usage.total * 0.05
