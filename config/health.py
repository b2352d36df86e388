"""Is the program able to serve? For the balancer and the person on duty."""

import shutil

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from assignments import daily, mailing


@login_not_required
@require_safe
def healthz(request):
    """200 while the database answers, no migration is pending and the disk has room; 503 says which of them fails.

    `status` is "degraded" when the daily work is behind: people are served all the same, so the balancer must not turn
    away from this machine, but somebody should look. So it is with letters that could not be sent.
    """
    checks = {"database": database_answers(), "migrations": migrations_applied(), "disk": disk_has_room()}
    if not all(checks.values()):
        return JsonResponse({"status": "failing", **checks}, status=503)
    last, undelivered = daily.last_finished(), mailing.laid_aside().count()
    told = {"daily_last_ran": last and last.isoformat(timespec="seconds"), "undelivered_mail": undelivered}
    return JsonResponse({"status": "degraded" if daily.is_behind(last) or undelivered else "ok", **checks, **told})


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
