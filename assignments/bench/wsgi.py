"""The program as gunicorn serves it to the benchmark: with an empty page beside its own."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
settings.ROOT_URLCONF = "assignments.bench.urls"

application = get_wsgi_application()
