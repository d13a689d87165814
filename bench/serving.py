"""The real server on a free port, for measurements that ask it as readers do."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psutil

from bench.archives import AIA

PATIENCE_SECONDS = 60


@contextmanager
def served(env: Mapping[str, str], workers: int) -> Iterator[tuple[int, psutil.Process]]:
    """Serve the installation of an environment; give the port and the server's process.

    Without the night's duties: in an archive that was never served they are all still due.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [AIA, "run", "--no-work", "--port", str(port), "--workers", str(workers)]
    running = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port, psutil.Process(running.pid)
    finally:
        running.terminate()
        running.wait(PATIENCE_SECONDS)


def _wait(port: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
