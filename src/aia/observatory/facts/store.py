"""Where the facts lie, and the manifest that says which files of them count."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.conf import settings

from aia.observatory.facts.problems import Busy, FactsProblem

FORMAT = 1
_DIRECTORY, _FILE = 0o700, 0o600


@dataclass(frozen=True)
class Part:
    """One file of entries: whose, of which year, which numbers, and what its bytes must be."""

    file: str
    district: str
    year: int
    first: int
    last: int
    rows: int
    size: int
    digest: str


@dataclass
class Tables:
    """The tables of one district, as they stand after entry `upto` and for the day `as_of`.

    `files` are those of the last whole build and, where there is one, of the patch on it: rows of
    the `touched` units are taken from the patch alone. `left_out` are the protected pathways.
    """

    upto: int
    as_of: str
    built_at: str
    made_by: str
    base: dict[str, str]
    patch: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    touched: int = 0
    units: int = 0
    left_out: list[int] = field(default_factory=list)
    simulated: bool = False
    reference: str = ""


@dataclass
class Manifest:
    """Everything that counts. What is not named here is the rest of a killed build."""

    upto: int = 0
    copied_at: str = ""
    parts: list[Part] = field(default_factory=list)
    tables: dict[str, Tables] = field(default_factory=dict)

    def entries(self, district: str | None = None) -> int:
        """Return how many entries were copied, of one district or of all."""
        return sum(one.rows for one in self.parts if district in (None, one.district))


@dataclass(frozen=True)
class Store:
    """A directory of facts."""

    root: Path

    @classmethod
    def of_installation(cls) -> Store:
        """Return the facts of this installation."""
        return cls(Path(settings.HOME) / "observatory" / "facts")

    def path(self, file: str) -> Path:
        """Return where a file that the manifest names lies."""
        return self.root / file

    def manifest(self) -> Manifest:
        """Return what is here. Raises FactsProblem when the manifest cannot be read."""
        path = self.root / "manifest.json"
        if not path.exists():
            return Manifest()
        try:
            told = json.loads(path.read_text())
            if told.pop("format") != FORMAT:
                return Manifest()
            parts = [Part(**one) for one in told.pop("parts")]
            tables = {code: Tables(**one) for code, one in told.pop("tables").items()}
            return Manifest(parts=parts, tables=tables, **told)
        except (ValueError, KeyError, TypeError) as error:
            raise FactsProblem(
                f"{path} is damaged ({error}). Remove it and build again: everything is then"
                " copied anew from the ledger, and nothing is lost"
            ) from error

    def save(self, manifest: Manifest) -> None:
        """Put the manifest in the place of the former one, whole or not at all."""
        self.directory(".")
        written = self.root / "manifest.json.part"
        with written.open("w") as file:
            json.dump({"format": FORMAT, **asdict(manifest)}, file, separators=(",", ":"))
            file.flush()
            os.fsync(file.fileno())
        written.chmod(_FILE)
        written.replace(self.root / "manifest.json")

    def directory(self, name: str) -> Path:
        """Return a directory of the facts, made when it is not there, for the owner alone."""
        path = self.root / name
        path.mkdir(mode=_DIRECTORY, parents=True, exist_ok=True)
        return path

    @contextmanager
    def written(self, file: str) -> Iterator[Path]:
        """Give a path to write to, which becomes `file` when all went well and vanishes if not."""
        path = self.path(file)
        self.directory(str(path.parent.relative_to(self.root)))
        aside = path.with_name(path.name + ".part")
        try:
            yield aside
            aside.chmod(_FILE)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)

    def digest(self, path: Path) -> str:
        """Return the SHA-256 digest of a file."""
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()

    def sweep(self, manifest: Manifest) -> int:
        """Remove the files that no manifest names; return how many. Only for who holds `alone`."""
        kept = {self.path(file) for file in named(manifest)}
        found = [path for path in self.root.rglob("*.parquet*") if path not in kept]
        for path in found:
            path.unlink(missing_ok=True)
        return len(found)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the facts against other builds. Raises Busy when one is at work."""
        import fcntl

        self.directory(".")
        with (self.root / "lock").open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                file.seek(0)
                raise Busy(file.read().strip() or "?") from error
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield
            file.truncate(0)


def named(manifest: Manifest) -> Iterable[str]:
    """Yield every file that the manifest names."""
    yield from (one.file for one in manifest.parts)
    for tables in manifest.tables.values():
        yield from tables.base.values()
        yield from tables.patch.values()


def as_json(tables: Tables) -> dict[str, Any]:
    """Return what a status tells of a district's tables: nothing by which to find a pathway."""
    told = asdict(tables)
    told["left_out"] = len(tables.left_out)
    return {key: told[key] for key in told if key not in {"base", "patch"}}
