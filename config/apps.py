"""The composition root as a Django app: templates tags, error pages and commands that belong to no single question."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Sổ Chỉ đạo"
