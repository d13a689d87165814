"""New entries of the ledger become Parquet files, by district and year; only new ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aia.observatory.facts.duck import connected
from aia.observatory.facts.problems import disk_watched
from aia.observatory.facts.store import Manifest, Part, Store
from aia.trace.queries import copied, settled

# A stretch is in memory as a whole; the manifest is saved after each.
STRETCH = 500_000
_ROWS_A_GROUP = 65_536
# The last 15 of 32 digits: 60 bits, all drawn at random, that tell rows apart.
_NUMBER = "('0x' || right({0}, 15))::BIGINT AS {0}"
# By verb: whoever reads a few of them skips the rest of the file.
_LAID_OUT = f"""
    SELECT sequence, {_NUMBER.format("stream")}, {_NUMBER.format("subject")}, verb, caused_by,
        district, origin, happened_at, recorded_at, facts
    FROM stretch
    WHERE district = $district AND year(make_timestamp(happened_at)) = $year
    ORDER BY verb, sequence
"""


@dataclass
class Copied:
    """What a copy did: entries that are new, files that were damaged, the rest of a killed one."""

    new: int = 0
    upto: int = 0
    mended: list[str] = field(default_factory=list)
    swept: int = 0


def copy_new(store: Store, *, at: datetime, tell: Callable[[str], None]) -> Copied:
    """Copy what the ledger has beyond the manifest; mend what is damaged. Needs `store.alone()`.

    Raises FactsProblem when the disk is full: what was finished is kept.
    """
    manifest = store.manifest()
    with disk_watched():
        done = Copied(upto=manifest.upto, swept=store.sweep(manifest))
        done.mended = mend(store, manifest, tell=tell)
        last = settled()
        while manifest.upto < last:
            upto = min(manifest.upto + STRETCH, last)
            tell(f"copying entries {manifest.upto + 1:,} to {upto:,} of {last:,}")
            parts = list(_parts(store, manifest.upto, upto))
            manifest.parts += parts
            manifest.upto, manifest.copied_at = upto, at.isoformat()
            store.save(manifest)
            done.new += sum(one.rows for one in parts)
        done.upto = manifest.upto
    return done


def mend(store: Store, manifest: Manifest, *, tell: Callable[[str], None]) -> list[str]:
    """Copy again every part whose file is missing or is not what was written; return their names.

    Tables that were built from it are as they were: only the copy was damaged.
    """
    mended = []
    for place, part in enumerate(manifest.parts):
        if _is_whole(store, part):
            continue
        tell(f"{part.file} is damaged: copying it again")
        found = copied(part.first - 1, part.last, district=part.district)
        (again,) = _written(store, found, part.first, part.last, only=part.year)
        manifest.parts[place] = again
        mended.append(part.file)
    if mended:
        store.save(manifest)
    return mended


def _is_whole(store: Store, part: Part) -> bool:
    path = store.path(part.file)
    if not path.exists() or path.stat().st_size != part.size:
        return False
    return store.digest(path) == part.digest


def _parts(store: Store, after: int, upto: int) -> Iterator[Part]:
    yield from _written(store, copied(after, upto), after + 1, upto)


def _written(
    store: Store, found: Any, first: int, last: int, only: int | None = None
) -> Iterator[Part]:
    """Write the entries of a stretch, a file for each district and year (or of one year `only`).

    Yields what was written.
    """
    with connected() as duck:
        duck.register("stretch", found)
        groups = duck.execute(
            "SELECT district, year(make_timestamp(happened_at)), count(*) FROM stretch"
            " GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        for district, year, rows in groups:
            if only not in (None, year):
                continue
            file = f"entries/district={district}/year={year}/{first:012d}-{last:012d}.parquet"
            with store.written(file) as path:
                duck.execute(
                    f"COPY ({_LAID_OUT}) TO '{path}'"
                    f" (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1,"
                    f" ROW_GROUP_SIZE {_ROWS_A_GROUP})",
                    {"district": district, "year": year},
                )
            path = store.path(file)
            size, digest = path.stat().st_size, store.digest(path)
            yield Part(file, district, year, first, last, rows, size, digest)
