"""The nightly build: copy the ledger, lay out tables, compute, protect, publish.

Every step can be killed and done again: what is published is published, a copy goes on from where
it stopped, and an indicator that was not reached keeps its edition until the next build.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from aia import __version__
from aia.access.terms import Actor
from aia.observatory import permissions
from aia.observatory.actions.releases import Refusal, release_tables
from aia.observatory.disclosure.protect import protect
from aia.observatory.disclosure.tables import About, ProtectedTable, ShownCell, breakdown_code
from aia.observatory.engines import Engine, Wanted, opened
from aia.observatory.facts.problems import FactsProblem, disk_watched
from aia.observatory.facts.refreshing import Refreshed, closed_quarter, refresh
from aia.observatory.facts.store import Store
from aia.observatory.indicators.computing import Computed, Computing
from aia.observatory.indicators.equity import gap_content
from aia.observatory.indicators.loading import Definition, definitions
from aia.observatory.models import Release
from aia.observatory.queries.releases import published_before, release

Tell = Callable[[str], None]


@dataclass
class Report:
    """What a build did: counts, and what was left out and why. Nothing about a person.

    `refused`: indicators that the auditor holds back, which keep their earlier editions. `failed`:
    those that could not be computed. `seconds`: how long each step took. `stamp` tells what it was
    made of; `unchanged`: that was the same as the time before, so nothing was computed again.
    """

    district: str
    engine: str
    as_of: str
    built_at: str
    copied: int = 0
    upto: int = 0
    mended: list[str] = field(default_factory=list)
    patched: int = 0
    protected: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    simulated: bool = False
    indicators: int = 0
    tables: int = 0
    cells: int = 0
    released: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    stamp: str = ""
    unchanged: bool = False
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Add the time that the block takes to a step."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            took = self.seconds.get(step, 0.0) + time.perf_counter() - begun
            self.seconds[step] = round(took, 3)


def build_observatory(
    *,
    actor: Actor,
    district: str,
    engine: Wanted | None = None,
    at: datetime,
    as_of: date | None = None,
    tell: Tell = lambda what: None,
) -> Report:
    """Bring what is published of the district up to the ledger; return what was done.

    Read as things stood at the end of `as_of`: the last closed quarter, unless told. Raises
    Forbidden; Busy while another build is at work; FactsProblem when the disk is full or the
    engine does not answer: what was finished is kept, and the next build goes on from there.
    """
    permissions.demand(actor, "release.made", Release(district=district), at=at)
    wanted, day, store = engine or Wanted(), as_of or closed_quarter(at), Store.of_installation()
    report = Report(district, wanted.name, str(day), at.isoformat())
    with store.alone(), disk_watched():
        with report.timed("facts"):
            _tell_facts(report, refresh(store, district, as_of=day, at=at, tell=tell))
        before = last_build(store, district)
        if before is not None and before.stamp == report.stamp and not before.failed:
            _keep_what_was_made(report, before)
        else:
            with opened(wanted, [(store, [district])], as_of=day) as running:
                _Publishing(actor, running, report, at).publish(definitions(), tell)
        keep(store, report)
    return report


def _keep_what_was_made(report: Report, before: Report) -> None:
    """Tell what the last build made of the very same rows: nothing is published anew."""
    report.unchanged, report.refused = True, before.refused
    report.indicators, report.tables = before.indicators, before.tables
    report.cells = before.cells


def keep(store: Store, report: Report) -> None:
    """Keep the report of the district's last build beside its facts."""
    with store.written(f"builds/{report.district}.json") as path:
        path.write_text(json.dumps(asdict(report), ensure_ascii=False, indent=1))


def last_build(store: Store, district: str) -> Report | None:
    """Return the report of the district's last build that came to its end."""
    path = store.path(f"builds/{district}.json")
    if not path.exists():
        return None
    try:
        return Report(**json.loads(path.read_text()))
    except (ValueError, TypeError):
        # Written by another version: the next build writes it anew.
        return None


def _tell_facts(report: Report, done: Refreshed) -> None:
    report.copied, report.upto = done.copied.new, done.tables.upto
    report.mended, report.patched = done.copied.mended, done.tables.touched
    report.protected = len(done.tables.left_out)
    report.rows, report.simulated = done.tables.rows, done.tables.simulated
    files = sorted([*done.tables.base.values(), *done.tables.patch.values()])
    told = [__version__, done.tables.as_of, done.tables.made_by, *files, *map(repr, definitions())]
    report.stamp = sha256("|".join(told).encode()).hexdigest()


class _Publishing:
    """Computing, protecting and releasing, an indicator at a time."""

    def __init__(self, actor: Actor, engine: Engine, report: Report, at: datetime) -> None:
        self.actor, self.report, self.at = actor, report, at
        self.computing = Computing(engine, report.district)

    def publish(self, asked: Sequence[Definition], tell: Tell) -> None:
        # What is made of others' published tables comes after them.
        ordered = sorted(asked, key=lambda one: one.measure.derived)
        for place, definition in enumerate(ordered, 1):
            tell(f"indicator {place} of {len(ordered)}: {definition.code}")
            self._one(definition)

    def _one(self, definition: Definition) -> None:
        try:
            tables = self._gap(definition) if definition.measure.derived else self._made(definition)
        except FactsProblem as error:
            self.report.failed[definition.code] = str(error)
            return
        self.report.indicators += 1
        self.report.tables += len(tables)
        self.report.cells += sum(len(one.cells) for one in tables)
        with self.report.timed("releasing"):
            self._release(definition, tables)

    def _made(self, definition: Definition) -> Sequence[ProtectedTable]:
        with self.report.timed("computing"):
            exact = self.computing.compute(definition)
        with self.report.timed("protecting"):
            return self._protected(definition, exact, self._about(definition))

    def _about(self, definition: Definition) -> About:
        return About(
            unit=definition.unit,
            as_of=date.fromisoformat(self.report.as_of),
            facts_upto=self.report.upto,
            simulated=self.report.simulated and definition.disclosure.kind != "public",
        )

    def _protected(
        self, definition: Definition, exact: Sequence[Computed], about: About
    ) -> Sequence[ProtectedTable]:
        before = published_before(self.report.district, definition.code)
        earlier = [one.told() for one in before]
        return protect(exact, definition.disclosure, about=about, earlier=earlier)

    def _release(self, definition: Definition, tables: Sequence[ProtectedTable]) -> None:
        try:
            made = release_tables(
                actor=self.actor, district=self.report.district, tables=tables, at=self.at
            )
        except Refusal as error:
            self.report.refused[definition.code] = str(error)
        else:
            self.report.released += len(made)

    def _gap(self, definition: Definition) -> Sequence[ProtectedTable]:
        """Return the distances between groups, out of what is published already."""
        district, of = self.report.district, definition.measure.of
        by_group = release(district, of, breakdown_code((definition.measure.between,)))
        total = release(district, of)
        if by_group is None or total is None:
            return []
        told = gap_content(definition, by_group.told(), total.told())
        about = About(
            unit=definition.unit,
            as_of=date.fromisoformat(told["as_of"]),
            facts_upto=told["facts_upto"],
            simulated=told["simulated"],
        )
        return [_table(definition, told, about)]


def _table(definition: Definition, told: dict[str, Any], about: About) -> ProtectedTable:
    """Return a table that holds nothing but what other published tables tell."""
    breakdown = tuple(told["breakdown"])
    return ProtectedTable(
        indicator=definition.code,
        version=definition.version,
        district=told["district"],
        breakdown=breakdown,
        about=about,
        kind="public",
        threshold=0,
        cells=tuple(
            ShownCell(of=tuple(cell["of"][one] for one in breakdown), value=cell["value"])
            for cell in told["cells"]
        ),
    )
