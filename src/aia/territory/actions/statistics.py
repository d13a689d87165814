"""Loading figures: from the packages and from the files of ISTAT and of the Ministry."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from itertools import islice
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from aia.territory import explanations, figures, permissions, separated, tables
from aia.territory.actions.datasets import locked_dataset, record_load
from aia.territory.figures import Figure, Row
from aia.territory.models import Dataset, Municipality, Observation
from aia.territory.permissions import Keeper
from aia.territory.terms import DatasetCode, Flag, ImportReport, Rejected, Sex

_BATCH = 500
Progress = Callable[[int], None]


def _quiet(_rows: int) -> None:
    """Tell nobody."""


def import_population(
    *, actor: Keeper, path: Path, year: int, at: datetime, progress: Progress = _quiet
) -> ImportReport:
    """Import residents by age (or band) and sex on 1 January of `year`; twice changes nothing.

    Rows that cannot be used are reported and left out; the others are stored all together.
    Raises separated.FileProblem when the file is not such a table.
    """
    permissions.demand(actor, "import_population")
    required = ("istat", "age", "women", "men")
    file = separated.read(path, figures.POPULATION_COLUMNS, required)
    rows = figures.population_rows(file, year)
    return _import(rows, file.digest, file.notes, actor=actor, at=at, progress=progress)


def import_income(
    *, actor: Keeper, path: Path, at: datetime, progress: Progress = _quiet
) -> ImportReport:
    """Import taxpayers and declared amounts; an empty cell is kept as suppressed, never as zero.

    Rows that cannot be used are reported and left out; the others are stored all together.
    Raises separated.FileProblem when the file is not such a table.
    """
    permissions.demand(actor, "import_income")
    file = separated.read(path, figures.INCOME_COLUMNS, ("istat", "year", "taxpayers/"))
    rows = figures.income_rows(file)
    return _import(rows, file.digest, file.notes, actor=actor, at=at, progress=progress)


def import_package_population(
    *, actor: Keeper, municipalities: Iterable[str], year: int, at: datetime
) -> ImportReport:
    """Import the package's residents by age and sex for these municipalities (ISTAT codes).

    Those that the table of that year does not have are left out.
    """
    permissions.demand(actor, "import_population")
    codes = [code for code in municipalities if _has_population(code, year)]
    arrays = {code: tables.population_by_age_sex(code, year) for code in codes}
    digest = sha256(b"".join(code.encode() + arrays[code].tobytes() for code in codes)).hexdigest()
    rows = (
        Row(number, code, tuple(_package_figures(arrays[code].tolist(), year)))
        for number, code in enumerate(codes, start=1)
    )
    return _import(rows, digest, (), actor=actor, at=at, progress=_quiet)


def _has_population(istat: str, year: int) -> bool:
    try:
        tables.population_by_age_sex(istat, year)
    except tables.NoFigures:
        return False
    return True


def _package_figures(counts: list[list[int]], year: int) -> Iterator[Figure]:
    for age, pair in enumerate(counts):
        for sex, residents in zip((Sex.FEMALE, Sex.MALE), pair, strict=True):
            yield Figure(
                DatasetCode.POPULATION_AGE,
                year,
                f"{sex.value}.{age}",
                Decimal(residents),
                sex.value,
                age,
            )


@transaction.atomic
def _import(
    rows: Iterable[Row | Rejected],
    digest: str,
    notes: tuple[str, ...],
    *,
    actor: Keeper,
    at: datetime,
    progress: Progress,
) -> ImportReport:
    """Store the rows in one transaction and record one entry for each dataset that changed."""
    loading = _Loading(ImportReport(notes=list(notes)))
    stream = iter(rows)
    while batch := list(islice(stream, _BATCH)):
        loading.take(batch)
        progress(len(batch))
    loading.report.rejected.sort(key=lambda rejected: rejected.line)
    for code in sorted(loading.changed):
        record_load(
            loading.datasets[code],
            loading.report,
            loading.changed[code],
            digest=digest,
            actor=actor,
            at=at,
        )
    return loading.report


class _Loading:
    """One import under way."""

    def __init__(self, report: ImportReport) -> None:
        self.report = report
        self.datasets: dict[str, Dataset] = {}
        self.changed: dict[str, set[int]] = {}
        self._known = set(Municipality.objects.values_list("istat", flat=True))
        self._first_line: dict[tuple[str, int, str], int] = {}

    def take(self, batch: list[Row | Rejected]) -> None:
        """Store what is new or different in these rows."""
        self.report.rows += len(batch)
        rows = []
        for row in batch:
            problem = row if isinstance(row, Rejected) else self._problem(row)
            if problem:
                self.report.rejected.append(problem)
            elif isinstance(row, Row):
                rows.append(row)
        there = self._there(rows)
        fresh: list[tuple[Row, Figure]] = []
        for row in rows:
            new = [f for f in row.figures if there.get(self._key(row, f), _ABSENT) != f.value]
            fresh += [(row, figure) for figure in new]
            self.report.imported += bool(new)
            self.report.already_there += not new
            self.report.suppressed += sum(f.value is None for f in row.figures)
            for figure in new:
                self.changed.setdefault(figure.dataset, set()).add(figure.year)
        self._store(fresh)

    def _problem(self, row: Row) -> Rejected | None:
        """Say why a row cannot be taken: an unknown municipality, or the same row again."""
        if row.istat not in self._known:
            return Rejected(row.line, explanations.why_not(row.istat))
        first = row.figures[0]
        key = row.istat, first.year, first.dataset + first.breakdown
        earlier = self._first_line.setdefault(key, row.line)
        if earlier != row.line:
            text = _("it says again what line %(line)s says") % {"line": earlier}
            return Rejected(row.line, text)
        return None

    def _there(self, rows: list[Row]) -> dict[tuple[str, str, int, str], Decimal | None]:
        told = [figure for row in rows for figure in row.figures]
        found = Observation.objects.filter(
            dataset__in=[self._dataset(code).id for code in {figure.dataset for figure in told}],
            municipality__in={row.istat for row in rows},
            year__in={figure.year for figure in told},
        ).values_list("dataset__code", "municipality_id", "year", "breakdown", "value")
        return {(code, istat, year, about): value for code, istat, year, about, value in found}

    @staticmethod
    def _key(row: Row, figure: Figure) -> tuple[str, str, int, str]:
        return figure.dataset, row.istat, figure.year, figure.breakdown

    def _dataset(self, code: str) -> Dataset:
        if code not in self.datasets:
            self.datasets[code] = locked_dataset(code)
        return self.datasets[code]

    def _store(self, fresh: list[tuple[Row, Figure]]) -> None:
        """Insert or correct the figures, past the ORM: a file holds tens of thousands of them."""
        field = Observation._meta.get_field("dataset")
        key_of = {
            code: field.get_db_prep_save(dataset.id, connection)
            for code, dataset in self.datasets.items()
        }
        values = (
            (
                key_of[figure.dataset],
                row.istat,
                figure.year,
                figure.breakdown,
                figure.sex,
                figure.age,
                None if figure.value is None else str(figure.value),
                (Flag.SUPPRESSED if figure.value is None else Flag.OBSERVED).value,
            )
            for row, figure in fresh
        )
        with connection.cursor() as cursor:
            cursor.executemany(_UPSERT, list(values))


_COLUMNS = "dataset_id, municipality_id, year, breakdown, sex, age, value, flag"
_UPSERT = (
    f"INSERT INTO {Observation._meta.db_table} ({_COLUMNS})"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (dataset_id, municipality_id, year, breakdown) DO UPDATE"
    " SET sex = excluded.sex, age = excluded.age, value = excluded.value, flag = excluded.flag"
)

_ABSENT = Decimal("NaN")
"""Differs from every figure, also from a suppressed one."""
