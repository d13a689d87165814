"""The product served as in production, in an installation of its own, for tests that need it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

_PATIENCE_SECONDS = 60


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Prepare the installation in `home`, serve it, and give its address."""
    environment = {**os.environ, "AIA_HOME": str(home), "DJANGO_SETTINGS_MODULE": _SETTINGS}
    for command in (["migrate"], ["collectstatic", "--no-input"]):
        subprocess.run(
            [sys.executable, "-m", "django", *command, "--verbosity=0"], env=environment, check=True
        )
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    program = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(
            [*program, "aia.config.wsgi:application"], env=environment, stdout=log, stderr=log
        )
        try:
            _wait_for(f"{address}/health", server, home / "server.log")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=_PATIENCE_SECONDS)


_SETTINGS = "aia.config.settings"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the server stopped by itself:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not answer:\n{log.read_text()}")
