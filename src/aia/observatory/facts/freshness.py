"""How fresh the facts of a district are, and what they leave out."""

from __future__ import annotations

from dataclasses import dataclass, field

from aia.observatory.building import Report, last_build
from aia.observatory.facts.store import Store
from aia.observatory.queries.releases import current_releases
from aia.trace.queries import settled


@dataclass(frozen=True)
class Freshness:
    """What there is to say of a district's facts; `built_at` None: they were never built.

    `behind`: entries of the ledger (of every district) that no build has read yet. `as_of`: the
    day as of which everything is read. `protected`: pathways left out because somebody is
    protected. `refused` and `failed`: indicators, and why each keeps an earlier edition or none.
    """

    district: str
    built_at: str | None
    as_of: str | None
    upto: int
    behind: int
    entries: int
    tables: int
    simulated: bool = False
    engine: str = ""
    seconds: float = 0.0
    rows: dict[str, int] = field(default_factory=dict)
    protected: int = 0
    mended: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """Return it in a few lines, for a terminal."""
        if self.built_at is None:
            return [f"{self.district}: never built; {self.behind:,} entries wait"]
        lines = [
            f"{self.district}: built {self.built_at} on {self.engine} in {self.seconds:.1f} s,"
            f" as things stood on {self.as_of}",
            f"  {self.entries:,} entries copied, {self.behind:,} not yet read;"
            f" {self.tables} tables published",
            f"  left out: {self.protected:,} protected pathways, what happened after {self.as_of}",
        ]
        lines += [f"  held back: {code}: {why}" for code, why in self.refused.items()]
        lines += [f"  not computed: {code}: {why}" for code, why in self.failed.items()]
        return lines


def freshness(district: str) -> Freshness:
    """Return how fresh the district's facts are. Raises FactsProblem for a damaged manifest."""
    store = Store.of_installation()
    manifest = store.manifest()
    report = last_build(store, district)
    published = current_releases(district).count()
    behind = settled() - manifest.upto
    entries = manifest.entries(district)
    if report is None:
        return Freshness(district, None, None, manifest.upto, behind, entries, published)
    return _of(report, behind=behind, entries=entries, published=published)


def _of(report: Report, *, behind: int, entries: int, published: int) -> Freshness:
    return Freshness(
        district=report.district,
        built_at=report.built_at,
        as_of=report.as_of,
        upto=report.upto,
        behind=behind,
        entries=entries,
        tables=published,
        simulated=report.simulated,
        engine=report.engine,
        seconds=sum(report.seconds.values()),
        rows=report.rows,
        protected=report.protected,
        mended=report.mended,
        refused=report.refused,
        failed=report.failed,
    )
