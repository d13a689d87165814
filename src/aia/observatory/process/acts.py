"""The district's own acts as a log.

The line, as the ledger's verbs tell it, is `LINE`: a need is recognised, voiced, chosen, answered,
looked at together, closed; what is given back is always voluntary, and a need that is not closed
is still on its way.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from aia.observatory.process.log import Log, arrange
from aia.observatory.process.paths import parse_path

if TYPE_CHECKING:
    from aia.observatory.process.writing.object_log import ObjectLog

LINE = parse_path(
    """
    need.recognised
    need.left_unvoiced *
    need.voiced
    need.chosen
    need.answered
    need.reviewed +
    need.given_back *
    need.closed
    ...
    """
)
VERBS = (*sorted(LINE.names), "need.returned", "need.reopened")


@dataclass(frozen=True)
class Act:
    """One act on a need: ids as the ledger has them, the moment in UTC.

    `notice` is the one in which the need was recognised; `resource` the sort of what answers it
    (kind and intensity, codes): until resources have a register of their own, a need is known to
    be met by a sort, not by one resource.
    """

    need: Hashable
    pathway: Hashable
    verb: str
    at: datetime
    organisation: Hashable | None = None
    simulated: bool = False
    notice: Hashable | None = None
    resource: str | None = None


def as_log(acts: Iterable[Act]) -> Log:
    """Return the log in which each need is a case. Acts come as they were recorded.

    Raises LogProblem when there is none.
    """
    kept = list(acts)
    codes: dict[Hashable, int] = {}
    cases = np.array([codes.setdefault(one.need, len(codes)) for one in kept], dtype=np.int32)
    verbs = np.array([VERBS.index(one.verb) for one in kept], dtype=np.int32)
    times = np.array([round(one.at.timestamp() * 1_000_000) for one in kept], dtype=np.int64)
    notes = [f"{count} acts are simulated"] if (count := sum(a.simulated for a in kept)) else []
    return arrange(cases, verbs, times, VERBS, notes)


def as_object_log(acts: Iterable[Act]) -> ObjectLog:
    """Return the acts as an object-centric log.

    Objects are needs, pathways, organisations, resources and notices.
    """
    # Arrow is loaded where tables are made: pages only count.
    from aia.observatory.process.writing.object_log import ObjectLog

    kept = list(acts)
    objects: dict[str, str] = {}
    links: list[tuple[str, str, str]] = []
    relations: dict[tuple[str, str, str], None] = {}
    for number, one in enumerate(kept):
        for value, kind in _objects(one):
            if value is not None:
                objects[str(value)] = kind
                links.append((f"e{number}", str(value), kind))
        if one.pathway is not None:
            relations[str(one.pathway), str(one.need), "has"] = None
        if one.notice is not None:
            relations[str(one.notice), str(one.need), "led to"] = None
    return ObjectLog(
        events=event_table(kept).drop_columns(["case"]),
        objects=_table(("id", "type"), objects.items()),
        links=_table(("event", "object", "qualifier"), links),
        relations=_table(("source", "target", "qualifier"), relations),
    )


def _objects(one: Act) -> tuple[tuple[Hashable | None, str], ...]:
    return (
        (one.need, "need"),
        (one.pathway, "pathway"),
        (one.organisation, "organisation"),
        (one.resource, "resource"),
        (one.notice, "notice"),
    )


def event_table(acts: Iterable[Act]) -> Any:
    """Return the acts as a table of events: id, case (the need), activity, time, origin."""
    import pyarrow as pa

    kept = list(acts)
    return pa.table(
        {
            "id": [f"e{number}" for number in range(len(kept))],
            "case": [str(one.need) for one in kept],
            "activity": [one.verb for one in kept],
            "time": pa.array([one.at for one in kept], pa.timestamp("us", "UTC")),
            "origin": ["simulated" if one.simulated else None for one in kept],
        }
    )


def _table(names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Any:
    import pyarrow as pa

    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return pa.table(
        {name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)}
    )
