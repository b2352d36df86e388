"""BY WHOM, BY WHEN, DONE? Assignments, reports, receipts, dashboards."""

from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    name = "assignments"
    verbose_name = "Phân công và theo dõi"
