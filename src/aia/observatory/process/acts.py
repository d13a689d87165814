"""The district's own acts as a log, and what of them may leave the house.

The line, as the ledger's verbs tell it, is `LINE`: a need is recognised, voiced, chosen, answered,
looked at together, closed; what is given back is always voluntary, and a need that is not closed
is still on its way.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from aia.observatory.process.log import Log, arrange
from aia.observatory.process.paths import parse_path
from aia.observatory.process.problems import LogProblem
from aia.observatory.process.writing.object_log import ObjectLog

LEAST = 5
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
    """One act on a need: ids as the ledger has them, the moment in UTC."""

    need: Hashable
    pathway: Hashable
    verb: str
    at: datetime
    organisation: Hashable | None = None
    simulated: bool = False


@dataclass(frozen=True)
class Shareable:
    """Acts that may leave, ids replaced and moments cut to the day; and what stayed behind."""

    acts: tuple[Act, ...]
    notes: tuple[str, ...]


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


def shareable(acts: Iterable[Act], zone: ZoneInfo, least: int = LEAST) -> Shareable:
    """Return the acts that may leave the house.

    Counted are pathways, since several needs may be one person's. Left behind: verbs that fewer
    than `least` pathways have; needs whose way the needs of fewer than `least` pathways went; the
    pathway itself, where fewer than `least` pathways went its whole way; an organisation that
    answered fewer than `least` pathways. Every id becomes a keyed hash whose key is thrown away,
    every moment the beginning of its day in `zone`.

    Raises LogProblem when nothing may leave.
    """
    every = sorted(acts, key=lambda one: one.at)
    kept = _common(every, least)
    if not kept:
        raise LogProblem(
            f"nothing may leave: no way is shared by {least} pathways or more. Wait for more,"
            " or export several districts together"
        )
    pathways = _shared_ways(kept, least)
    answering = _often(((one.organisation, one.pathway) for one in kept), least) - {None}
    name = _Pseudonyms()
    found = (
        replace(
            one,
            need=name(one.need),
            pathway=name(one.pathway) if one.pathway in pathways else None,
            at=one.at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0),
            organisation=name(one.organisation) if one.organisation in answering else None,
        )
        for one in kept
    )
    return Shareable(tuple(found), tuple(_notes(every, kept, least)))


def as_object_log(acts: Iterable[Act]) -> ObjectLog:
    """Return the acts as an object-centric log of needs, pathways and organisations."""
    kept = list(acts)
    objects: dict[str, str] = {}
    links: list[tuple[str, str, str]] = []
    relations: dict[tuple[str, str, str], None] = {}
    for number, one in enumerate(kept):
        told = ((one.need, "need"), (one.pathway, "pathway"), (one.organisation, "organisation"))
        for value, kind in told:
            if value is not None:
                objects[str(value)] = kind
                links.append((f"e{number}", str(value), kind))
        if one.pathway is not None:
            relations[str(one.pathway), str(one.need), "has"] = None
    return ObjectLog(
        events=event_table(kept).drop_columns(["case"]),
        objects=_table(("id", "type"), objects.items()),
        links=_table(("event", "object", "qualifier"), links),
        relations=_table(("source", "target", "qualifier"), relations),
    )


def event_table(acts: Iterable[Act]) -> Any:
    """Return the acts as a table of events: id, case (the need), activity, time, origin."""
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


def _common(acts: list[Act], least: int) -> list[Act]:
    """Return the acts of frequent verbs on frequent ways; each removal may call for another."""
    while True:
        verbs = _often(((one.verb, one.pathway) for one in acts), least)
        kept = [one for one in acts if one.verb in verbs]
        ways = _ways(kept, lambda one: one.need)
        common = _often(((ways[one.need], one.pathway) for one in kept), least)
        kept = [one for one in kept if ways[one.need] in common]
        if len(kept) == len(acts):
            return kept
        acts = kept


def _shared_ways(acts: list[Act], least: int) -> set[Hashable]:
    """Return the pathways whose acts, over all their needs, are those of enough pathways."""
    ways = _ways(acts, lambda one: one.pathway)
    common = _often(((way, pathway) for pathway, way in ways.items()), least)
    return {pathway for pathway, way in ways.items() if way in common}


def _ways(acts: list[Act], of: Callable[[Act], Hashable]) -> dict[Hashable, tuple[str, ...]]:
    ways: dict[Hashable, list[str]] = defaultdict(list)
    for one in acts:
        ways[of(one)].append(one.verb)
    return {key: tuple(way) for key, way in ways.items()}


def _often(pairs: Iterable[tuple[Hashable, Hashable]], least: int) -> set[Hashable]:
    """Return what comes with at least so many different pathways."""
    found: dict[Hashable, set[Hashable]] = defaultdict(set)
    for one, pathway in pairs:
        found[one].add(pathway)
    return {one for one, pathways in found.items() if len(pathways) >= least}


def _notes(every: list[Act], kept: list[Act], least: int) -> Iterable[str]:
    verbs = {one.verb for one in every} - {one.verb for one in kept}
    if verbs:
        yield f"withheld, done on fewer than {least} pathways: {', '.join(sorted(verbs))}"
    left = len({one.need for one in every} - {one.need for one in kept})
    if left:
        told = f"fewer than {least}" if left < least else f"{left}"
        yield f"withheld: {told} needs whose way fewer than {least} pathways went"
    yield "ids are made for this file alone; moments are cut to the day"


class _Pseudonyms:
    """Keyed hashes; the key is in nobody's hands and ends with the export."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def __call__(self, value: Hashable) -> str:
        return hashlib.blake2b(str(value).encode(), key=self._key, digest_size=12).hexdigest()


def _table(names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Any:
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return pa.table(
        {name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)}
    )
