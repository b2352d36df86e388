"""How does a test start a server of its own? On a free port, and it waits until the server answers."""

import contextlib
import http.client
import socket
import time


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(port: int, path: str) -> None:
    patience = time.monotonic() + 60
    while time.monotonic() < patience:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        with contextlib.closing(line), contextlib.suppress(OSError, http.client.HTTPException):
            line.request("GET", path)
            if line.getresponse().status == 200:
                return
        time.sleep(0.05)
    raise RuntimeError("the server does not answer")
