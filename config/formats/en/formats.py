"""Where a library falls back to English, days still come before months."""

from config.formats.vi.formats import *  # noqa: F403
