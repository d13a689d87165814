"""Whole installations for tests that need real commits: commands in processes of their own.

Each has its own AIA_HOME and, under PostgreSQL, its own database; an installation that is made
ready once is the template of all others.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest

AIA = Path(sys.executable).with_name("aia")
_SERVER = os.environ.get("DATABASE_URL", "")


@dataclass
class Installation:
    """One AIA_HOME with its database."""

    home: Path
    database: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        """Return the environment in which its commands run."""
        env = {key: value for key, value in os.environ.items() if not key.startswith("AIA_")}
        env.pop("DJANGO_SETTINGS_MODULE", None)
        env |= {"AIA_HOME": str(self.home), "DATABASE_URL": self.database, **self.environment}
        return env

    def aia(self, *words: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run one command and hold it to its exit code."""
        return self._run([AIA, *words], code)

    def python(self, program: str) -> str:
        """Run a program with the installation's settings loaded; return what it prints."""
        start = "import django; django.setup()\n"
        env = {"DJANGO_SETTINGS_MODULE": "aia.config.settings", "AIA_HORIZON": "*"}
        return self._run([sys.executable, "-c", start + program], 0, env).stdout.strip()

    def start(self, *words: str | Path) -> subprocess.Popen[str]:
        """Start a command and leave it running in a process group of its own."""
        return subprocess.Popen(
            [AIA, *words],
            env=self.env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def contents(self) -> str:
        """Return a sum of everything that the database holds, without starting the product.

        Only where it is one SQLite file; elsewhere the product itself must be asked.
        """
        told = sha256()
        with closing(sqlite3.connect(f"file:{self.home}/aia.sqlite3?mode=ro", uri=True)) as opened:
            for line in opened.iterdump():
                told.update(line.encode())
        return told.hexdigest()

    def entries(self) -> int:
        """Return how many entries the ledger has."""
        if self.database:
            with psycopg.connect(self.database) as connection:
                connection.execute("SELECT set_config('aia.districts', '*', false)")
                counted = connection.execute("SELECT count(*) FROM trace_entry").fetchone()
            return int(counted[0]) if counted else 0
        with closing(sqlite3.connect(f"file:{self.home}/aia.sqlite3?mode=ro", uri=True)) as opened:
            found = opened.execute("SELECT count(*) FROM trace_entry").fetchone()
        return int(found[0])

    def copy(self, into: Path) -> Installation:
        """Return a copy of the installation as it stands, in a directory under `into`."""
        home = into / f"home-{uuid4().hex[:6]}"
        shutil.copytree(self.home, home)
        return Installation(home, _new_database(self.database) if self.database else "")

    def _run(
        self, command: list[str | Path], code: int, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command,
            env=self.env | (env or {}),
            text=True,
            capture_output=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == code, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done


Maker = Callable[[], Installation]


@pytest.fixture(scope="session")
def ready_installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation that was made ready and holds nothing; only ever copied."""
    made = Installation(tmp_path_factory.mktemp("ready") / "home", _new_database())
    made.aia("trace", "verify")
    return made


@pytest.fixture
def make_installation(ready_installation: Installation, tmp_path: Path) -> Maker:
    """Return a function that makes one more installation, ready and empty."""
    return lambda: ready_installation.copy(tmp_path)


@pytest.fixture
def installation(make_installation: Maker) -> Installation:
    """One installation, ready and empty."""
    return make_installation()


def _new_database(template: str = "") -> str:
    """Return the address of a new database of the test's cluster; empty where SQLite is used."""
    if not _SERVER:
        return ""
    import psycopg

    name = f"aia_{uuid4().hex[:12]}"
    copied = f" TEMPLATE {urlsplit(template).path.lstrip('/')}" if template else ""
    with psycopg.connect(_SERVER, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}{copied}".encode())
    return urlunsplit(urlsplit(_SERVER)._replace(path=f"/{name}"))
