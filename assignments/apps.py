"""BY WHOM, BY WHEN, DONE? Assignments, reports, receipts, dashboards."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AssignmentsConfig(AppConfig):
    name = "assignments"
    verbose_name = "Phân công và theo dõi"

    def ready(self):
        from assignments import triggers

        post_migrate.connect(triggers.install, sender=self)
