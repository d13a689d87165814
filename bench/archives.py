"""The simulated districts that are measured: built once, kept for the next run.

`AIA_BENCH_CACHE` says where SQLite archives are kept (default: a directory of the system's
temporary one). A PostgreSQL archive lives as long as the throw-away cluster it is built in.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from tests.with_postgres import NoServer, cluster

AIA = str(Path(sys.executable).with_name("aia"))
SMALL, LARGE = 2_000, 200_000
QUICK_SMALL, QUICK_LARGE = 300, 1_500
NEEDS_A_PERSON = 5


@dataclass(frozen=True)
class Archive:
    """A simulated district of so many people, on SQLite or, with an address, on PostgreSQL."""

    people: int
    home: Path
    url: str = ""

    @property
    def needs(self) -> int:
        """Return how many needs it holds."""
        return self.people * NEEDS_A_PERSON

    @property
    def database(self) -> str:
        """Return what the database is called in a table."""
        return "PostgreSQL" if self.url else "SQLite"

    @property
    def env(self) -> dict[str, str]:
        """Return the environment in which programs use it."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("AIA_")}
        own = {"AIA_HOME": str(self.home), "DATABASE_URL": self.url}
        return {**kept, **own, "DJANGO_SETTINGS_MODULE": "aia.config.settings"}

    def ask(self, what: str, *words: str, module: str = "bench.inside") -> Any:
        """Run one program of the module on the archive and return the JSON of its last line."""
        command = [sys.executable, "-m", module, what, *words]
        done = subprocess.run(command, env=self.env, check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(done.stdout.splitlines()[-1])

    def start(self, what: str, *words: str) -> subprocess.Popen[str]:
        """Start one program of `bench.inside` that waits for a word."""
        command = [sys.executable, "-m", "bench.inside", what, *words]
        return subprocess.Popen(
            command, env=self.env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )


def sizes(quick: bool) -> tuple[int, int]:
    """Return how many people the small and the large archive have."""
    return (QUICK_SMALL, QUICK_LARGE) if quick else (SMALL, LARGE)


def on_sqlite(people: int) -> Archive:
    """Return the SQLite archive of so many people, building it when it is not there."""
    kept = os.environ.get("AIA_BENCH_CACHE") or Path(tempfile.gettempdir()) / "aia-bench"
    archive = Archive(people, Path(kept) / f"sqlite-{people}")
    if not (archive.home / "simulated.json").exists():
        shutil.rmtree(archive.home, ignore_errors=True)
        archive.home.parent.mkdir(parents=True, exist_ok=True)
        _build(archive)
    return archive


@contextmanager
def on_postgresql(*people: int) -> Iterator[list[Archive]]:
    """Give new PostgreSQL archives of these sizes; none where there is no server."""
    with tempfile.TemporaryDirectory(prefix="aia-bench-") as place:
        try:
            with cluster() as url:
                yield [_in_cluster(url, Path(place) / f"home-{size}", size) for size in people]
        except NoServer as missing:
            print(f"PostgreSQL was not measured: {missing}", file=sys.stderr)
            yield []


@contextmanager
def copied(archive: Archive) -> Iterator[Archive]:
    """Give a copy of a SQLite archive, for what writes."""
    with tempfile.TemporaryDirectory(prefix="aia-bench-") as place:
        home = Path(place) / "home"
        shutil.copytree(archive.home, home)
        yield Archive(archive.people, home)


def _in_cluster(url: str, home: Path, people: int) -> Archive:
    import psycopg

    name = f"aia_{people}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    archive = Archive(people, home, urlunsplit(urlsplit(url)._replace(path=f"/{name}")))
    _build(archive)
    return archive


def _build(archive: Archive) -> None:
    told = f"Building a district of {archive.people:,} people on {archive.database}…"
    print(told, file=sys.stderr, flush=True)
    command = [AIA, "demo", "--bulk", "--people", str(archive.people)]
    subprocess.run(command, env=archive.env, check=True, stdout=subprocess.DEVNULL)
