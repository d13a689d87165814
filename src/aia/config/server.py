"""The production server: Granian, serving the WSGI application from a few worker processes."""

from __future__ import annotations

import errno
import socket
import sys
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, connections

from aia.config import lifeline
from aia.config.companion import companion
from aia.kit.clock import now
from aia.trace import policies
from aia.trace.actions import keep_outside, make_checkpoint
from aia.web.simulation import demonstration_accounts

# Pages are mostly Python, and threads of one process take turns at it: with two, one reads the
# database while the other renders; with four, a worker served a third fewer pages.
_THREADS = 2
_SECONDS_TO_STOP = 10


class CannotServe(Exception):
    """The server cannot start; the message says why and what to do."""


def serve(*, host: str, port: int, workers: int, with_work: bool) -> None:
    """Serve until SIGINT or SIGTERM, with a worker for the background beside it if so asked.

    Raises CannotServe when the address is not to be had.
    """
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    _reserve(host, port)
    collect_static()
    sign_ledger()
    _look_at_role()
    connections.close_all()
    lifeline.begin()
    server = Server(
        "aia.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=_THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=_SECONDS_TO_STOP,
    )
    server.on_startup(lambda: _greet(host, port))
    with companion() if with_work else nullcontext():
        server.serve()


def collect_static() -> bool:
    """Put the files that pages use under AIA_HOME, unless these very ones are there already."""
    root = Path(settings.STATIC_ROOT)
    stamp, wanted = root / ".collected", _static_fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)
    return True


def sign_ledger() -> None:
    """Sign the ledger as it stands; say it loudly when the last signed state was altered."""
    directory = Path(settings.HOME) / "checkpoints"
    try:
        make_checkpoint(private=settings.AIA_CHECKPOINT_KEY(), at=now())
        keep_outside(directory)
    except ValueError as error:
        sys.stderr.write(f"aia: WARNING: {error}\n")


def _look_at_role() -> None:
    """Say it when the database's second lock does not hold the role that Aia signs in as."""
    if role := policies.unheld(connection):
        sys.stderr.write(
            f"aia: WARNING: the role {role!r} of DATABASE_URL is a superuser or has BYPASSRLS:"
            " row-level security on the district does not hold it. Use a role without either\n"
        )


def _static_fingerprint() -> str:
    lines = []
    for finder in get_finders():
        for path, storage in finder.list(None):
            stat = Path(storage.path(path)).stat()
            lines.append(f"{path} {stat.st_size} {stat.st_mtime_ns}")
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _reserve(host: str, port: int) -> None:
    """See that the address is free before anything is written."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(
                f"port {port} on {host} is taken by another program: stop it, or choose another"
                " (`aia run --port 8001`, `PORT=8001 make run`)"
            ) from error
        raise CannotServe(f"{host}:{port} cannot be served: {error.strerror}") from error


def _greet(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    lines = [f"Aia is at http://{shown}:{port}", ""]
    if accounts := demonstration_accounts():
        lines += ["Everything in it is SIMULATED. Sign in as:"]
        first = {a.role: a for a in reversed(accounts)}
        lines += [f"  {a.role:<18}{a.email:<34}{a.password}" for a in first.values()]
        lines += [""]
    sys.stdout.write("\n".join([*lines, "Ctrl-C stops it.\n"]))
    sys.stdout.flush()
