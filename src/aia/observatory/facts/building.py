"""Tables built from the copied entries: of the whole district, or of what went on since.

A table is what a whole build wrote, but for the units (pathways, notices) that went on since then:
their rows are taken from the patch, which is written anew by every build until it grows too large.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings

from aia.observatory.facts import reference
from aia.observatory.facts.duck import connected, parquet
from aia.observatory.facts.folding import MACROS, fold, verbs_read
from aia.observatory.facts.kinds import KINDS
from aia.observatory.facts.layout import AROUND, REFERENCE, TABLES, made_by
from aia.observatory.facts.problems import disk_watched
from aia.observatory.facts.store import Manifest, Store, Tables

# Beyond this share of all units a patch costs more than a whole build.
_LARGEST_PATCH = 0.1
_TOUCHED = "touched"
_SENSED = "CREATE TEMP TABLE sensed AS SELECT need FROM notice_rows WHERE need IS NOT NULL {others}"


@dataclass(frozen=True)
class Around:
    """What the tables need to know that no entry tells.

    `left_out`: the numbers of protected pathways. `heirs`: for municipalities that ceased, what
    they are part of today. `questions`: the domain of each question of the scale of autonomy.
    """

    left_out: tuple[int, ...]
    heirs: Mapping[str, str]
    questions: Mapping[str, str]


def build_tables(
    store: Store, district: str, around: Around, *, as_of: date, at: datetime,
    tell: Callable[[str], None],
) -> Tables:  # fmt: skip
    """Bring a district's tables up to the copied entries, as things stood at the end of `as_of`.

    Needs `store.alone()`. Raises FactsProblem when the disk is full: the former tables stay.
    """
    with disk_watched(), connected() as duck:
        manifest = store.manifest()
        builder = _Builder(store, manifest, district, around, as_of, at, duck)
        tables = builder.built(tell)
        manifest.tables[district] = tables
        store.save(manifest)
        store.sweep(manifest)
    return tables


class _Builder:
    """One build of one district's tables, with a DuckDB of its own."""

    def __init__(
        self, store: Store, manifest: Manifest, district: str, around: Around, as_of: date,
        at: datetime, duck: Any,
    ) -> None:  # fmt: skip
        self.store, self.manifest, self.district = store, manifest, district
        self.around, self.as_of, self.at, self.duck = around, as_of, at, duck
        self.former = manifest.tables.get(district)
        self._prepare()

    def built(self, tell: Callable[[str], None]) -> Tables:
        base = self._still_good()
        touched = self._touched(base) if base else None
        if base is None or touched is None:
            tell(f"building the tables of {self.district}")
            return self._whole()
        if not touched:
            again = replace(base, upto=self.manifest.upto, built_at=self.at.isoformat())
            return self._with_reference(again)
        tell(f"building what went on in {self.district}: {len(touched):,} ways")
        return self._patched(base, touched)

    def _prepare(self) -> None:
        """Give DuckDB what is known around, and the entries as they stood at the day."""
        for macro in MACROS:
            self.duck.execute(macro)
        self._register("left_out", "pathway BIGINT", [(one,) for one in self.around.left_out])
        self._register("heirs", "code VARCHAR, heir VARCHAR", self.around.heirs.items())
        asked = self.around.questions.items()
        self._register("questions", "question VARCHAR, domain VARCHAR", asked)
        parts = [one for one in self.manifest.parts if one.district == self.district]
        self._view("every_act", [self.store.path(one.file) for one in parts])

    def _view(self, name: str, files: list[Any]) -> None:
        if not files:
            self.duck.execute(
                f"CREATE VIEW {name} AS SELECT 0 AS sequence, 0::BIGINT AS stream, 0::BIGINT AS"
                " subject, '' AS verb, '' AS origin, NULL::DATE AS happened_on, '' AS facts"
                " WHERE false"
            )
            return
        verbs = ", ".join(f"'{one}'" for one in verbs_read())
        happened = f"timezone('{settings.TIME_ZONE}', make_timestamptz(happened_at))::DATE"
        self.duck.execute(
            f"CREATE VIEW {name} AS SELECT * FROM (SELECT sequence, stream, subject, verb, origin,"
            f" {happened} AS happened_on, facts FROM {parquet(files)} WHERE verb IN ({verbs}))"
            f" WHERE happened_on <= '{self.as_of.isoformat()}'"
        )

    def _register(self, name: str, columns: str, rows: Collection[tuple[Any, ...]]) -> None:
        self.duck.execute(f"CREATE TEMP TABLE {name} ({columns})")
        if rows:
            marks = ", ".join("?" * len(columns.split(",")))
            self.duck.executemany(f"INSERT INTO {name} VALUES ({marks})", list(rows))

    def _still_good(self) -> Tables | None:
        """Return the former tables when they can be gone on from."""
        former = self.former
        if former is None or former.made_by != self._stamp() or former.as_of != str(self.as_of):
            return None
        if former.left_out != sorted(self.around.left_out) or former.upto > self.manifest.upto:
            return None
        files = [*former.base.values(), *former.patch.values()]
        return former if all(self.store.path(one).exists() for one in files) else None

    def _stamp(self) -> str:
        return f"{made_by()}:{settings.TIME_ZONE}:{sorted(self.around.heirs.items())}"

    def _touched(self, base: Tables) -> list[int] | None:
        """Return the units that went on since the whole build; None when they are too many."""
        parts = [p for p in self.manifest.parts if p.district == self.district]
        self._view("new_act", [self.store.path(p.file) for p in parts if p.last > base.upto])
        self.duck.execute(
            "CREATE TEMP TABLE touched AS SELECT DISTINCT stream AS unit FROM new_act"
            f" WHERE sequence > {base.upto}"
        )
        # A need is built anew with the notice that led to it.
        needs = self.store.path(base.base["needs"])
        self.duck.execute(
            "INSERT INTO touched SELECT DISTINCT n.pathway FROM new_act a"
            f" JOIN {parquet([needs])} n ON n.need = as_id(json_extract(a.facts, '$.need'))"
            f" WHERE a.verb = 'notice.became_need' AND a.sequence > {base.upto}"
        )
        if base.patch:
            former = parquet([self.store.path(base.patch[_TOUCHED])])
            self.duck.execute(f"INSERT INTO touched SELECT unit FROM {former}")
            if not self._rows(f"new_act WHERE sequence > {base.upto}"):
                return []
        found = self.duck.execute("SELECT DISTINCT unit FROM touched").fetchall()
        return None if len(found) > _LARGEST_PATCH * base.units else [unit for (unit,) in found]

    def _rows(self, of: str) -> int:
        (found,) = self.duck.execute(f"SELECT count(*) FROM {of}").fetchone()
        return int(found)

    def _whole(self) -> Tables:
        self.duck.execute("CREATE VIEW acts AS SELECT * FROM every_act")
        self._fold()
        self.duck.execute(_SENSED.format(others=""))
        base = {name: self._written(name, "whole") for name in TABLES}
        rows = {name: self._rows(parquet([self.store.path(base[name])])) for name in TABLES}
        tables = Tables(
            upto=self.manifest.upto,
            as_of=str(self.as_of),
            built_at=self.at.isoformat(),
            made_by=self._stamp(),
            base=base,
            rows=rows,
            units=rows["pathways"] + rows["notices"],
            left_out=sorted(self.around.left_out),
            simulated=self._simulated(),
        )
        return self._with_reference(tables)

    def _patched(self, base: Tables, touched: list[int]) -> Tables:
        self.duck.execute(
            "CREATE TEMP TABLE acts AS SELECT * FROM every_act"
            " WHERE stream IN (SELECT DISTINCT unit FROM touched)"
        )
        self._fold()
        notices = parquet([self.store.path(base.base["notices"])])
        self.duck.execute(_SENSED.format(others=f"UNION SELECT need FROM {notices}"))
        patch = {name: self._written(name, "patch") for name in TABLES}
        patch[_TOUCHED] = self._put(_TOUCHED, "patch", "SELECT DISTINCT unit FROM touched")
        tables = replace(
            base,
            upto=self.manifest.upto,
            built_at=self.at.isoformat(),
            patch=patch,
            touched=len(touched),
            simulated=base.simulated or self._simulated(),
        )
        return self._with_reference(tables)

    def _fold(self) -> None:
        for name in KINDS:
            statement = fold(name)
            # A sensor is no unit: what is known of it is needed wherever a notice came by it.
            relation = "every_act" if name == "sensor" else "acts"
            self.duck.execute(statement.replace("FROM acts", f"FROM {relation}"))
        self.duck.execute(
            "CREATE TEMP VIEW sensors AS SELECT id AS sensor, formality FROM sensor_rows"
        )
        for statement in AROUND:
            self.duck.execute(statement)

    def _written(self, name: str, how: str) -> str:
        return self._put(name, how, TABLES[name])

    def _put(self, name: str, how: str, statement: str) -> str:
        file = f"tables/{name}/district={self.district}/{self.manifest.upto:012d}-{how}.parquet"
        district = f"'{self.district}'"
        with self.store.written(file) as path:
            self.duck.execute(
                f"COPY ({statement.replace('$district', district)}) TO '{path}'"
                " (FORMAT parquet, COMPRESSION snappy)"
            )
        return file

    def _with_reference(self, tables: Tables) -> Tables:
        """Write residents and series, unless nothing of them changed."""
        stamp = reference.stamp(self.district)
        former = self.former
        if former is not None and former.reference == stamp and set(REFERENCE) <= set(former.base):
            kept = {name: former.base[name] for name in REFERENCE}
            rows = {name: former.rows[name] for name in REFERENCE}
            if all(self.store.path(file).exists() for file in kept.values()):
                return replace(
                    tables, base=tables.base | kept, rows=tables.rows | rows, reference=stamp
                )
        made, rows = dict(tables.base), dict(tables.rows)
        for name in REFERENCE:
            found = getattr(reference, name)(self.district)
            self.duck.register(f"{name}_rows", found)
            made[name] = self._put(name, "whole", f"SELECT * FROM {name}_rows")
            rows[name] = found.num_rows
        return replace(tables, base=made, rows=rows, reference=stamp)

    def _simulated(self) -> bool:
        return bool(self._rows("acts WHERE origin = 'simulated'"))
