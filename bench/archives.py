"""The simulated districts that are measured: built once, kept for the next run.

`AIA_BENCH_CACHE` says where (default: a directory of the system's temporary one). There, too, are
the data of a PostgreSQL server that runs only while something is measured.
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
        own = {"AIA_HOME": str(self.home), "DATABASE_URL": self.url, "AIA_HORIZON": "*"}
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


def prepare(*, quick: bool = False) -> int:
    """Build every archive that is not there yet."""
    for people in sizes(quick):
        on_sqlite(people)
        with on_postgresql(people):
            print(f"There is a district of {people:,} people.", file=sys.stderr, flush=True)
    return 0


def cache() -> Path:
    """Return the directory in which archives are kept."""
    named = os.environ.get("AIA_BENCH_CACHE")
    return Path(named) if named else Path(tempfile.gettempdir()) / "aia-bench"


def on_sqlite(people: int) -> Archive:
    """Return the SQLite archive of so many people, building it when it is not there."""
    archive = Archive(people, cache() / f"sqlite-{people}")
    _ready(archive)
    return archive


@contextmanager
def on_postgresql(*people: int) -> Iterator[list[Archive]]:
    """Give the PostgreSQL archives of these sizes; none where there is no server."""
    try:
        with cluster(cache() / "postgresql") as url:
            found = [_in_cluster(url, size) for size in people]
            for archive in found:
                _ready(archive)
            yield found
    except NoServer as missing:
        print(f"PostgreSQL was not measured: {missing}", file=sys.stderr)
        yield []


@contextmanager
def copied(archive: Archive) -> Iterator[Archive]:
    """Give a copy of an archive, for what writes."""
    with tempfile.TemporaryDirectory(prefix="aia-bench-") as place:
        home = Path(place) / "home"
        shutil.copytree(archive.home, home)
        if not archive.url:
            yield Archive(archive.people, home)
            return
        name, kept = "aia_copy", _name(archive.url)
        _administer(
            archive.url,
            f"DROP DATABASE IF EXISTS {name}",
            f"CREATE DATABASE {name} TEMPLATE {kept}",
        )
        yield Archive(archive.people, home, _in(archive.url, name))
        _administer(archive.url, f"DROP DATABASE {name} WITH (FORCE)")


def _in_cluster(url: str, people: int) -> Archive:
    return Archive(people, cache() / f"postgresql-{people}", _in(url, f"aia_{people}"))


def _in(url: str, name: str) -> str:
    """Return the address of another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


def _administer(url: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(_in(url, "postgres"), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def _ready(archive: Archive) -> None:
    """Bring the archive to this version's tables; build it when it is not there or too old."""
    if (archive.home / "simulated.json").exists():
        ready = [AIA, "trace", "guard"]
        if subprocess.run(ready, env=archive.env, check=False, capture_output=True).returncode == 0:
            return
    told = f"Building a district of {archive.people:,} people on {archive.database}…"
    print(told, file=sys.stderr, flush=True)
    shutil.rmtree(archive.home, ignore_errors=True)
    archive.home.parent.mkdir(parents=True, exist_ok=True)
    if archive.url:
        name = _name(archive.url)
        _administer(archive.url, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    command = [AIA, "demo", "--bulk", "--people", str(archive.people)]
    subprocess.run(command, env=archive.env, check=True, stdout=subprocess.DEVNULL)
