"""WHAT: the dispatch, what it says, what it asks for."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DirectivesConfig(AppConfig):
    name = "directives"
    verbose_name = "Văn bản chỉ đạo"

    def ready(self):
        from directives import search, triggers
        from directives.search import schema

        post_migrate.connect(triggers.install, sender=self)
        post_migrate.connect(schema.install, sender=self)
        post_migrate.connect(search.index_missing, sender=self)
