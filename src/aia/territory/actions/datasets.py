"""The traced row of each set of figures: one entry a load, never one a figure."""

from datetime import datetime

from aia.kit.ids import derived_id
from aia.territory.models import Dataset
from aia.territory.permissions import Keeper
from aia.territory.terms import DATASETS, ITALY, ImportReport
from aia.territory.verbs import DatasetImported
from aia.trace.actions import record


def locked_dataset(code: str) -> Dataset:
    """Return the dataset's row, locked. One that was never read is not saved yet: the entry of its
    first load comes after its figures, and the database checks the reference at commit.
    """
    dataset = Dataset.objects.select_for_update().filter(code=code).first()
    return dataset or Dataset(id=derived_id("dataset", code), district=ITALY, code=code)


def record_load(
    dataset: Dataset,
    report: ImportReport,
    years: set[int],
    *,
    digest: str,
    actor: Keeper,
    at: datetime,
) -> Dataset:
    """Record what one load brought into the dataset."""
    known = {year for year in (dataset.first_year, dataset.last_year) if year}
    facts = _facts(dataset.code, digest, report, tuple(sorted(known | years)))
    return record(dataset, facts, actor=actor, at=at)


def _facts(code: str, digest: str, report: ImportReport, years: tuple[int, ...]) -> DatasetImported:
    about = DATASETS[code]
    return DatasetImported(
        code=code,
        unit=about.unit.value,
        source=about.source.value,
        licence=about.licence.value,
        digest=digest,
        rows=report.rows,
        imported=report.imported,
        rejected=len(report.rejected),
        suppressed=report.suppressed,
        first_year=years[0] if years else None,
        last_year=years[-1] if years else None,
    )
