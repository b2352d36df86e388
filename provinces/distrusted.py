"""How is a file read that nobody vouches for? In a child process with little memory and little time."""

import json
import resource
import subprocess
import sys
from pathlib import Path

MOST_BYTES = 768 * 1024 * 1024
MOST_SECONDS = 20


class TooMuch(Exception):
    """The child was stopped by a limit, or never finished."""


def in_a_child(module: str, *args: str) -> dict:
    """What `python -m module args…` prints: one JSON object."""
    command = [sys.executable, "-m", module, *args]
    root = Path(__file__).parent.parent
    try:
        done = subprocess.run(command, capture_output=True, timeout=MOST_SECONDS * 3, cwd=root, check=False)  # noqa: S603
        return json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError) as failed:
        raise TooMuch from failed


def answer(main, *args: str) -> None:
    """The child's side: puts the limits on itself, then prints what `main` says."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 2))
    sys.stdout.write(json.dumps(main(*args)))
