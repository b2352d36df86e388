"""The settings of an installation, but for what a test run must keep apart: its files, and the cost of a password."""

import os
import tempfile

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="so-chi-dao-test-")
os.environ["SITE_URL"] = "http://127.0.0.1:8000"

from config.settings import *  # noqa: F403
from config.settings import ALLOWED_HOSTS, STATICFILES_DIRS, STORAGES

ALLOWED_HOSTS += ["testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SENDS_MAIL = True
STATIC_ROOT = STATICFILES_DIRS[0]
SILENCED_SYSTEM_CHECKS = ["staticfiles.E002"]  # as above, on purpose: nothing is collected, commands run all the same
