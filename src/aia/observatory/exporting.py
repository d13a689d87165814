"""A log of the district's acts for other tools, published through the release ledger.

What leaves is a publication like any other: how many pathways went each way is an edition of the
table `process_log`, so that no two exports can be set against each other to find few.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from aia.access.terms import Actor
from aia.observatory import permissions
from aia.observatory.actions.releases import release_tables
from aia.observatory.disclosure.rule import FREQUENCY
from aia.observatory.disclosure.tables import About, ProtectedTable, ShownCell
from aia.observatory.facts.refreshing import closed_quarter
from aia.observatory.models import Release
from aia.observatory.process.acts import Act
from aia.observatory.process.leaving import LEAST, Shareable, Way, shareable
from aia.observatory.queries.acts import acts_of_the_line
from aia.observatory.queries.releases import published_before
from aia.trace.queries import newest_sequence

INDICATOR = "process_log"
_VERSION = 1
_BREAKDOWN = ("way",)
_BETWEEN = "-"


@dataclass(frozen=True)
class Exported:
    """What may leave, as of a day, and its edition in the release ledger (None: as before)."""

    log: Shareable
    as_of: date
    release: Release | None


def release_log(*, actor: Actor, district: str, at: datetime) -> Exported:
    """Publish the district's log as it stood at the end of the last closed quarter.

    A way whose count changed by fewer than LEAST pathways since an earlier edition is withheld.
    Raises Forbidden, LogProblem when nothing may leave, Refusal when the auditor objects.
    """
    permissions.demand(actor, "release.made", Release(district=district), at=at)
    zone = ZoneInfo(settings.TIME_ZONE)
    as_of = closed_quarter(at)
    acts = list(_until(acts_of_the_line(at=at, district=district), as_of, zone))
    earlier = [one.told() for one in published_before(district, INDICATOR)]
    found, withheld = _settled(acts, zone, earlier)
    about = About(
        "paths", as_of, newest_sequence(), simulated=any(one.simulated for one in found.acts)
    )
    table = ProtectedTable(
        indicator=INDICATOR,
        version=_VERSION,
        district=district,
        breakdown=_BREAKDOWN,
        about=about,
        kind=FREQUENCY,
        threshold=LEAST,
        cells=tuple(ShownCell((_code(way),), float(count)) for way, count in found.ways.items()),
    )
    made = release_tables(actor=actor, district=district, tables=[table], at=at)
    notes = (*found.notes, *_note(withheld))
    log = Shareable(found.acts, notes, found.ways)
    return Exported(log, as_of, made[0] if made else None)


def _settled(
    acts: Sequence[Act], zone: ZoneInfo, earlier: Sequence[Mapping[str, Any]]
) -> tuple[Shareable, frozenset[Way]]:
    """Return what may leave once every way that changed by few is withheld, and those ways."""
    withheld: frozenset[Way] = frozenset()
    while True:
        found = shareable(acts, zone, withheld=withheld)
        narrow = frozenset(changed_by_few(found.ways, earlier))
        if not narrow:
            return found, withheld
        withheld |= narrow


def changed_by_few(
    ways: Mapping[Way, int], earlier: Iterable[Mapping[str, Any]]
) -> Collection[Way]:
    """Return the ways whose count differs from an earlier edition's by fewer than LEAST."""
    found: set[Way] = set()
    for edition in earlier:
        before = {cell["of"]["way"]: cell["value"] for cell in edition["cells"]}
        for way, count in ways.items():
            known = before.get(_code(way))
            if known is not None and 0 < abs(count - known) < LEAST:
                found.add(way)
    return found


def _until(acts: Iterable[Act], as_of: date, zone: ZoneInfo) -> Iterable[Act]:
    """Give the acts up to the end of a day."""
    end = datetime.combine(as_of + timedelta(days=1), time(), zone)
    return (one for one in acts if one.at < end)


def _code(way: Way) -> str:
    return _BETWEEN.join(way)


def _note(withheld: Collection[Way]) -> Iterable[str]:
    if withheld:
        yield (
            f"withheld: {len(withheld)} ways whose numbers changed by fewer than {LEAST} since an"
            " earlier export"
        )
