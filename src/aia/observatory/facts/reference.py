"""The territory's rows: residents by band of age and sex, and every published series."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aia.people.terms import AgeBand, Sex
from aia.territory.queries import datasets, figures, last_year, municipalities_of, populations
from aia.territory.terms import DatasetCode

# The columns of `populations`, in the codes of the pathways.
_SEXES = (Sex.FEMALE, Sex.MALE)


def stamp(district: str) -> str:
    """Return what changes when figures are loaded anew or the district's municipalities change."""
    told = [f"{one.code}:{one.digest}" for one in datasets()]
    return "|".join([*told, *municipalities_of(district).values_list("istat", flat=True)])


def residents(district: str) -> Any:
    """Return the residents of each municipality, year, sex and band of age, as an Arrow table.

    Sexes and bands are coded as in the ledger (`people.terms`).
    """
    import pyarrow as pa

    rows = list(_residents(district))
    names = ("district", "municipality", "year", "sex", "age_band", "residents")
    kinds = (pa.string(), pa.string(), pa.int32(), pa.string(), pa.string(), pa.int64())
    return _table(rows, pa.schema(list(zip(names, kinds, strict=True))))


def series(district: str) -> Any:
    """Return every figure of the district's municipalities; `value` null: it was not published."""
    import pyarrow as pa

    istats = list(municipalities_of(district).values_list("istat", flat=True))
    rows = [
        (district, istat, one.year, code, one.breakdown, one.value)
        for code in datasets().values_list("code", flat=True)
        for istat, told in sorted(figures(code, istats).items())
        for one in told
    ]
    names = ("district", "municipality", "year", "dataset", "breakdown", "value")
    kinds = (
        pa.string(), pa.string(), pa.int32(), pa.string(), pa.string(), pa.decimal128(18, 2),
    )  # fmt: skip
    return _table(rows, pa.schema(list(zip(names, kinds, strict=True))))


def _residents(district: str) -> Iterator[tuple[str, str, int, str, str, int]]:
    istats = list(municipalities_of(district).values_list("istat", flat=True))
    first = datasets().filter(code=DatasetCode.POPULATION_AGE).values_list("first_year", flat=True)
    newest = last_year(DatasetCode.POPULATION_AGE)
    begins = first.first()
    if newest is None or begins is None:
        return
    for year in range(begins, newest + 1):
        for istat, counts in sorted(populations(istats, year).items()):
            for column, sex in enumerate(_SEXES):
                for band, low, high in _bands(len(counts)):
                    yield district, istat, year, sex, band, int(counts[low:high, column].sum())


def _bands(ages: int) -> Iterator[tuple[str, int, int]]:
    """Yield each band with its first age and the one after its last."""
    for band in AgeBand.values:
        if band.endswith("+"):
            yield band, int(band[:-1]), ages
        elif "-" in band:
            low, high = band.split("-")
            yield band, int(low), int(high) + 1


def _table(rows: list[tuple[Any, ...]], schema: Any) -> Any:
    import pyarrow as pa

    columns = list(zip(*rows, strict=True)) or [()] * len(schema.names)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, schema.types, strict=True)]
    return pa.table(arrays, schema=schema)
