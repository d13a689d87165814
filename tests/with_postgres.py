"""Run a command against a throw-away PostgreSQL cluster: `python -m tests.with_postgres pytest …`.

The cluster lives in a temporary directory, listens on a private Unix socket only, is started and
stopped by this run, and keeps nothing on disk longer than it must. Where no server's programs are
installed the command is not run; that is said loudly and is not a failure.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

SERVER_USER = "postgres"
_SUPERUSER = "root_of_the_cluster"
BANNER = """
{line}
  POSTGRESQL TESTS WERE NOT RUN: {reason}
  Install a server's programs (Debian, Ubuntu: the package "postgresql") and run this again.
{line}
"""
# Durability is worth nothing to a cluster that is thrown away; the checks are all still made.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


class NoServer(Exception):
    """No PostgreSQL server can be started here; the message says why."""


def programs() -> Path:
    """Return the directory of the newest server's programs. Raises NoServer when there is none."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found.sort(key=lambda path: float(path.parent.name))
    if found:
        return found[-1]
    for name in ("initdb", "postgres"):
        if on_path := shutil.which(name):
            return Path(on_path).resolve().parent
    raise NoServer("no initdb was found on this machine")


@contextmanager
def cluster(kept: Path | None = None) -> Iterator[str]:
    """Start a cluster, give its DATABASE_URL, and stop and remove it at the end.

    With a directory `kept`, its data stay there for the next run. Raises NoServer where the
    programs, or for root the user who may run them, are missing.
    """
    binaries = programs()
    run_as = _unprivileged()
    home = Path(tempfile.mkdtemp(prefix="aia-pg-"))
    place = kept or home
    try:
        place.mkdir(parents=True, exist_ok=True)
        if run_as:
            shutil.chown(home, SERVER_USER)
            shutil.chown(place, SERVER_USER)
        data = place / "data"
        control: list[str | Path] = [*run_as, binaries / "pg_ctl", "-D", data, "-w", "-s"]
        new = not data.exists()
        if new:
            initdb: list[str | Path] = [
                binaries / "initdb",
                "-D",
                data,
                "-A",
                "trust",
                "-U",
                _SUPERUSER,
            ]
            _quietly([*run_as, *initdb, "-E", "UTF8", "--no-sync", "--no-locale"])
        elif (data / "postmaster.pid").exists():
            # A run that was killed left its server behind.
            subprocess.run([*control, "-m", "immediate", "stop"], check=False)
        settings = ["listen_addresses=", f"unix_socket_directories={home}", *QUICK]
        options = " ".join(f"-c {setting}" for setting in settings)
        _quietly([*control, "-l", home / "log", "-o", options, "start"])
        try:
            if new:
                _make_role(home)
            yield f"postgres://aia@{quote(str(home), safe='')}/aia"
        finally:
            how = "fast" if kept else "immediate"
            subprocess.run([*control, "-m", how, "stop"], check=False)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _make_role(socket: Path) -> None:
    """Make the role that an installation uses: an owner whom row-level security holds."""
    import psycopg

    with psycopg.connect(
        host=str(socket), user=_SUPERUSER, dbname="postgres", autocommit=True
    ) as connection:
        connection.execute("CREATE ROLE aia LOGIN CREATEDB")
        connection.execute("CREATE DATABASE aia OWNER aia")


def _unprivileged() -> list[str]:
    """Return the words that run a command as the server's user: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam(SERVER_USER)
    except KeyError as error:
        raise NoServer(f"there is no user {SERVER_USER!r} to run it as") from error
    if shutil.which("runuser") is None:
        raise NoServer("there is no runuser, and PostgreSQL refuses to run as root")
    return ["runuser", "-u", SERVER_USER, "--"]


def _quietly(command: list[str | Path]) -> None:
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the cluster does not start: {done.stdout.strip()}")


def main(command: list[str]) -> int:
    """Run the command with DATABASE_URL set; return its exit code, 0 where there is no server."""
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with cluster() as url:
            done = subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False)
            return done.returncode
    except NoServer as missing:
        print(BANNER.format(line="!" * 78, reason=missing), file=sys.stderr)
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
