"""WHO: provinces, bodies, recipient lists, terms, people, and what each of them may reach."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProvincesConfig(AppConfig):
    name = "provinces"
    verbose_name = "Địa phương, cơ quan, con người"

    def ready(self):
        from provinces import triggers

        # Altering a table on SQLite drops its triggers, so they are laid anew after every migration.
        post_migrate.connect(triggers.install, sender=self)
