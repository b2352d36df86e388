"""How does work go on that takes longer than a page may take? In a process of its own that tells its row how far it is.

The web processes hold nothing of it, so any of them may show it or stop it, and be restarted meanwhile.
"""

import subprocess
import sys

from django.conf import settings


def start(command: str, *args: object) -> None:
    """Starts that management command; it outlives this request and this web process."""
    words = [sys.executable, str(settings.BASE_DIR / "manage.py"), command, *map(str, args)]
    nowhere = subprocess.DEVNULL
    subprocess.Popen(words, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)  # noqa: S603
