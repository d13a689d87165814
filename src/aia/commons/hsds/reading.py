"""A package is opened: a folder, a zip or a datapackage.json of CSV files, or a JSON document."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from aia.commons.hsds import nested
from aia.commons.hsds.schema import ASIDE, earlier, tables
from aia.commons.hsds.terms import Defect, Finding, Package, Row
from aia.kit.csvfile import FileProblem, read_table

_DESCRIPTOR = "datapackage.json"
_LARGEST = 512 * 1024 * 1024
_MOST_FILES = 200
# Columns and tables that only versions 1 and 2 have.
_OLD_TABLES = frozenset(earlier()) - frozenset(tables())
_OLD_FILES = {"services_taxonomy": "service_taxonomy", "postal_addresses": "postal_address"}


def read_package(path: Path, *, source: str = "") -> Package:
    """Return the rows of a package with what is wrong with its files. Raises FileProblem."""
    source = source or path.resolve().stem
    try:
        with _opened(path) as folder:
            if folder.is_file():
                return nested.read(_document(folder), source)
            return _tabular(folder, source)
    except OSError as error:
        raise FileProblem(f"{path}: {error.strerror}") from error


@contextmanager
def _opened(path: Path) -> Iterator[Path]:
    """Give the folder of a tabular package, or the file of a JSON document."""
    if path.name == _DESCRIPTOR:
        yield path.parent
    elif zipfile.is_zipfile(path):
        with tempfile.TemporaryDirectory() as name:
            _unpack(path, Path(name))
            yield Path(name)
    elif path.is_dir() or path.suffix == ".json":
        yield path
    else:
        raise FileProblem(
            f"{path}: "
            + _("give a folder, a zip, a datapackage.json or a JSON document of services")
        )


def _unpack(path: Path, folder: Path) -> None:
    """Lay the files of a zip side by side, whatever folders it names."""
    with zipfile.ZipFile(path) as archive:
        members = [one for one in archive.infolist() if not one.is_dir()]
        if len(members) > _MOST_FILES or sum(one.file_size for one in members) > _LARGEST:
            raise FileProblem(f"{path}: " + _("too large for a package of services"))
        for one in members:
            (folder / Path(one.filename).name).write_bytes(archive.read(one))


def _document(path: Path) -> Any:
    try:
        # Numbers stay as they were written: what came is given back to the letter.
        return json.loads(path.read_text("utf-8-sig"), parse_int=str, parse_float=str)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise FileProblem(f"{path}: " + _("this is not JSON: %(error)s") % {"error": error}) from (
            error
        )


def _tabular(folder: Path, source: str) -> Package:
    descriptor = folder / _DESCRIPTOR
    told = _document(descriptor) if descriptor.exists() else {}
    if not isinstance(told, dict):
        raise FileProblem(f"{descriptor}: " + _("expected an object with “resources”"))
    package = Package(source, version=3, tabular=True)
    files = _listed(told, folder, package)
    if not files:
        raise FileProblem(f"{folder}: " + _("no table of services is here"))
    for table, path in files.items():
        _read_file(path, table, package)
    package.version = _version(str(told.get("version", "")), package)
    return package


def _listed(told: dict[str, Any], folder: Path, package: Package) -> dict[str, Path]:
    """Return the file of each table: those the package names, and those that are there anyhow."""
    found: dict[str, Path] = {}
    for one in told.get("resources", []):
        name, where = str(one.get("name", "")), str(one.get("path", ""))
        path = _file(folder, where)
        if path is None:
            package.findings.append(Finding(Defect.NO_FILE, name, value=where))
        else:
            if path != (folder / where).resolve():
                package.findings.append(Finding(Defect.ELSEWHERE, name, value=where))
            found[name] = path
    for path in sorted(folder.resolve().rglob("*.csv")):
        if path not in found.values():
            table = _table_of(path)
            if told:
                package.findings.append(Finding(Defect.UNLISTED, table, value=path.name))
            found.setdefault(table, path)
    return found


def _file(folder: Path, where: str) -> Path | None:
    """Return the file a package names, there or in a folder below; never outside of it."""
    home = folder.resolve()
    exact = (home / where).resolve()
    if where and exact.is_file() and exact.is_relative_to(home):
        return exact
    name = Path(where).name
    return next((one for one in sorted(home.rglob("*.csv")) if one.name == name), None)


def _table_of(path: Path) -> str:
    """Return the table of a file that no descriptor names."""
    for name, table in tables().items():
        if path.name == table.file:
            return name
    stem = path.stem
    known = {*tables(), *earlier(), ASIDE}
    tried = (stem, _OLD_FILES.get(stem, ""), stem.removesuffix("s"), stem.removesuffix("es"))
    return next((one for one in tried if one in known), stem)


def _read_file(path: Path, table: str, package: Package) -> None:
    encoding = "utf-8"
    try:
        path.read_bytes().decode()
    except UnicodeDecodeError:
        encoding = "cp1252"
        package.findings.append(Finding(Defect.ENCODING, table, value=path.name))
    read = read_table(path, encoding=encoding)
    for bad in read.rejected:
        package.findings.append(Finding(Defect.UNREADABLE, table, bad.line, value=bad.reason))
    for record in read.records:
        cells = zip(read.header, record.values, strict=True)
        package.rows.append(Row(table, record.line, {name: cell for name, cell in cells if cell}))


def _version(told: str, package: Package) -> int:
    """Return the major version: as the package tells, else by the tables it has."""
    if told[:1].isdigit():
        return int(told[0])
    old = any(
        row.table in _OLD_TABLES or ("taxonomy_id" in row.values and row.table == "service")
        for row in package.rows
    )
    return 1 if old else 3
