"""The server that `aia run` starts."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from aia.config.tests.stories import grant_roles
from tests.browser import answers, free_port, wait_until
from tests.installation import Installation


@contextmanager
def served(installation: Installation, *words: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    server = installation.start("run", "--port", str(port), "--workers", "1", *words)
    try:
        wait_until(True, port)
        yield server, port
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        server.communicate()


def test_it_tells_its_address_and_stops_gracefully_on_ctrl_c(installation: Installation) -> None:
    with served(installation) as (server, port):
        server.send_signal(signal.SIGINT)
        told, _ = server.communicate(timeout=60)
        assert f"Aia is at http://127.0.0.1:{port}" in told
        assert "Traceback" not in told
        assert server.returncode == 0
        assert not answers(port)


def test_a_demonstration_tells_its_accounts(installation: Installation) -> None:
    (installation.home / "simulated.json").write_text(
        '[{"name": "Ada Corti", "role": "planner", "email": "ada@example.org",'
        ' "password": "a-demonstration"}]'
    )
    with served(installation) as (server, _):
        server.send_signal(signal.SIGTERM)
        told, _ = server.communicate(timeout=60)
    assert "SIMULATED" in told
    assert "ada@example.org" in told
    assert "a-demonstration" in told


def test_a_taken_port_is_told(installation: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        told = installation.aia("run", "--port", port, code=1).stderr
    assert f"port {port} on 127.0.0.1 is taken by another program" in told


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_a_port_that_is_none_is_told(installation: Installation, port: str) -> None:
    assert (
        "--port must be between 1 and 65535"
        in installation.aia("run", "--port", port, code=1).stderr
    )


def test_the_ledger_is_signed_at_the_start(installation: Installation) -> None:
    installation.python(grant_roles(2))
    with served(installation):
        assert [path.name for path in (installation.home / "checkpoints").iterdir()] == [
            "000000000002.json"
        ]


def test_workers_do_not_outlive_a_killed_server(installation: Installation) -> None:
    with served(installation) as (server, port):
        server.kill()
        wait_until(False, port)
