"""What of the district's own acts may leave the house, and how it is told.

Counted are pathways, since several needs may be one person's. A way is the sequence of a need's
acts, together with whether a notice led to it: that is what somebody could know of a need.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aia.observatory.process.acts import Act
from aia.observatory.process.problems import LogProblem

LEAST = 5
Way = tuple[str, ...]
NOTICED = "notice"


@dataclass(frozen=True)
class Shareable:
    """Acts that may leave, and what stayed behind. `ways` counts the pathways of each way."""

    acts: tuple[Act, ...]
    notes: tuple[str, ...]
    ways: Mapping[Way, int]


def shareable(
    acts: Iterable[Act], zone: ZoneInfo, least: int = LEAST, withheld: Collection[Way] = ()
) -> Shareable:
    """Return the acts that may leave the house, but for those of the ways withheld.

    Left behind: verbs that fewer than `least` pathways have; needs whose way the needs of fewer
    than `least` pathways went; the pathway itself, where fewer than `least` pathways went its
    whole way; the organisation and the sort of resource where fewer than `least` pathways share
    them along the same way. Every id becomes a keyed hash whose key is thrown away. Days are kept
    apart as they were, but each pathway's begin on the first of their month: how long things
    took can be read, and nobody is found by a day.

    Raises LogProblem when nothing may leave.
    """
    every = sorted(acts, key=lambda one: one.at)
    left = set(withheld)
    ways = _ways(every, lambda one: one.need)
    kept = _common([one for one in every if ways[one.need] not in left], least)
    if not kept:
        raise LogProblem(
            f"nothing may leave: no way is shared by {least} pathways or more. Wait for more,"
            " or export several districts together"
        )
    found = tuple(_told(kept, zone, least))
    return Shareable(found, tuple(_notes(every, kept, least)), _counted(kept))


def _told(kept: list[Act], zone: ZoneInfo, least: int) -> Iterable[Act]:
    shared = _shared_ways(kept, least)
    back = _days_back(kept, zone)
    name = _Pseudonyms()
    for one in _without_rare_givers(kept, least):
        yield replace(
            one,
            need=name(one.need),
            pathway=name(one.pathway) if one.pathway in shared else None,
            at=_day(one.at, zone, back[one.pathway]),
            organisation=name(one.organisation) if one.organisation else None,
            notice=name(one.notice) if one.notice else None,
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


def _without_rare_givers(acts: list[Act], least: int) -> list[Act]:
    """Take away resources, then organisations, that too few pathways share along their way."""
    without: tuple[Callable[[Act], Act], ...] = (
        lambda one: replace(one, resource=None),
        lambda one: replace(one, organisation=None),
    )
    for taken_away in without:
        needs = {one.need: one.pathway for one in acts}
        givers = _givers(acts)
        ways = _ways(acts, lambda one: one.need)
        both = {need: (ways[need], givers[need]) for need in needs}
        common = _often(((both[need], pathway) for need, pathway in needs.items()), least)
        acts = [one if both[one.need] in common else taken_away(one) for one in acts]
    return acts


def _givers(acts: Iterable[Act]) -> dict[Hashable, tuple[Hashable, ...]]:
    """Return, for each need, who and what answers it, in order."""
    found: dict[Hashable, list[Hashable]] = defaultdict(list)
    for one in acts:
        found[one.need] += [one.organisation, one.resource]
    return {need: tuple(given) for need, given in found.items()}


def _ways(acts: Iterable[Act], of: Callable[[Act], Hashable]) -> dict[Hashable, Way]:
    ways: dict[Hashable, list[str]] = defaultdict(list)
    for one in acts:
        ways[of(one)] += [NOTICED, one.verb] if one.notice else [one.verb]
    return {key: tuple(way) for key, way in ways.items()}


def _counted(acts: list[Act]) -> dict[Way, int]:
    ways = _ways(acts, lambda one: one.need)
    pathways: dict[Way, set[Hashable]] = defaultdict(set)
    for one in acts:
        pathways[ways[one.need]].add(one.pathway)
    return {way: len(found) for way, found in pathways.items()}


def _often(pairs: Iterable[tuple[Hashable, Hashable]], least: int) -> set[Hashable]:
    """Return what comes with at least so many different pathways."""
    found: dict[Hashable, set[Hashable]] = defaultdict(set)
    for one, pathway in pairs:
        found[one].add(pathway)
    return {one for one, pathways in found.items() if len(pathways) >= least}


def _days_back(acts: Iterable[Act], zone: ZoneInfo) -> dict[Hashable, int]:
    """Return how many days each pathway is moved back, so that it begins on a first of month."""
    first: dict[Hashable, date] = {}
    for one in acts:
        day = one.at.astimezone(zone).date()
        first[one.pathway] = min(first.get(one.pathway, day), day)
    return {pathway: day.day - 1 for pathway, day in first.items()}


def _day(at: datetime, zone: ZoneInfo, back: int) -> datetime:
    day = at.astimezone(zone).date() - timedelta(days=back)
    return datetime.combine(day, time(), zone)


def _notes(every: list[Act], kept: list[Act], least: int) -> Iterable[str]:
    verbs = {one.verb for one in every} - {one.verb for one in kept}
    if verbs:
        yield f"withheld, done on fewer than {least} pathways: {', '.join(sorted(verbs))}"
    left = len({one.need for one in every} - {one.need for one in kept})
    if left:
        told = f"fewer than {least}" if left < least else f"{left}"
        yield f"withheld: {told} needs whose way fewer than {least} pathways went"
    yield (
        "ids are made for this file alone; each pathway begins on the first of its month, the days"
        " between its acts are the true ones"
    )


class _Pseudonyms:
    """Keyed hashes; the key is in nobody's hands and ends with the export."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def __call__(self, value: Hashable) -> str:
        return hashlib.blake2b(str(value).encode(), key=self._key, digest_size=12).hexdigest()
