"""The needs of a district as the ledger tells their ways, for those who look after it."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any
from uuid import UUID

import numpy as np
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden, Role
from aia.observatory.process.acts import VERBS
from aia.observatory.process.log import arrange
from aia.observatory.process.problems import LogProblem
from aia.observatory.process.stops import STEP_OF, STEPS, Ways, codes_of
from aia.pathways.queries import protected_needs
from aia.trace.queries import entries_of_verbs, newest_sequence
from aia.trace.terms import Origin

LOOKING = (Role.PLANNER, Role.COORDINATOR)
_CHUNK = 10_000
_OPENS, _BACK, _CLOSES, _REOPENS = (
    "need.recognised",
    "need.returned",
    "need.closed",
    "need.reopened",
)


def may_look(actor: Actor, district: str) -> bool:
    """Say whether the actor may see the district's process, which is exact and not published."""
    return district in actor.districts(*LOOKING)


def ways_of_the_line(actor: Actor, district: str, *, at: datetime) -> Ways:
    """Return the ways of every need of the district, but of those whose person is protected.

    Read anew when something was recorded since, not all the time where that is slow. Raises
    Forbidden, LogProblem when there is no need.
    """
    if not actor.districts(*LOOKING):
        raise Forbidden(_("These pages are for those who plan and coordinate in the district."))
    if not may_look(actor, district):
        raise Forbidden(_("There is no such district."), hidden=True)
    newest = newest_sequence()
    sheltered = frozenset(protected_needs(at=at).values_list("pk", flat=True))
    kept = _kept.get(district)
    if kept is None or not kept.serves(newest, sheltered):
        begun = monotonic()
        ways = _read(district, sheltered)
        kept = _kept[district] = _Kept(ways, newest, sheltered, monotonic() - begun, monotonic())
    return kept.ways


_QUICK = 0.5
_PATIENCE = 60


@dataclass(frozen=True)
class _Kept:
    """The last reading of a district: up to which entry, how long it took, when (seconds)."""

    ways: Ways
    newest: int
    sheltered: frozenset[UUID]
    took: float
    read_at: float

    def serves(self, newest: int, sheltered: frozenset[UUID]) -> bool:
        """Say whether it may be shown again.

        Whoever is protected since then is taken out at once. New acts are waited for when reading
        is slow: a large archive is read again after sixty times what its reading took.
        """
        if sheltered != self.sheltered:
            return False
        fresh = monotonic() - self.read_at < _PATIENCE * self.took
        return newest == self.newest or (self.took > _QUICK and fresh)


_kept: dict[str, _Kept] = {}
"""A reading is some twenty bytes an act; a page asks for the same one several times."""


def _read(district: str, sheltered: frozenset[UUID]) -> Ways:
    entries = entries_of_verbs(VERBS).filter(district=district)
    fields = ("subject", "verb", "happened_at", "origin", "facts")
    codes = {verb: code for code, verb in enumerate(VERBS)}
    cases, acts, times = array("i"), array("i"), array("q")
    needs: dict[UUID, _Need] = {}
    for subject, verb, moment, origin, facts in entries.values_list(*fields).iterator(_CHUNK):
        if subject in sheltered:
            continue
        need = needs.get(subject)
        if need is None:
            need = needs[subject] = _Need(len(needs))
        need.take(verb, facts, origin)
        cases.append(need.number)
        acts.append(codes[verb])
        times.append(round(moment.timestamp() * 1_000_000))
    if not needs:
        raise LogProblem(_("No need was recognised in this district yet."))
    return _ways(
        list(needs.values()),
        np.frombuffer(cases, dtype=np.int32),
        np.frombuffer(acts, dtype=np.int32),
        np.frombuffer(times, dtype=np.int64),
    )


def _ways(needs: list[_Need], cases: Any, acts: Any, times: Any) -> Ways:
    """Return the ways; a need's number is its place in the log, which keeps the order of numbers"""
    municipality, municipalities = codes_of([one.municipality for one in needs])
    domain, domains = codes_of([one.domain for one in needs])
    return Ways(
        log=arrange(cases, acts, times, VERBS),
        standing=np.array([one.standing for one in needs], dtype=np.int32),
        closed=np.array([one.closed for one in needs], dtype=np.bool_),
        municipality=municipality,
        municipalities=municipalities,
        domain=domain,
        domains=domains,
        simulated=any(one.simulated for one in needs),
    )


class _Need:
    """What is known of one need while its entries are read, oldest first."""

    __slots__ = ("closed", "domain", "municipality", "number", "simulated", "standing")

    def __init__(self, number: int) -> None:
        self.number, self.standing = number, 0
        self.closed = self.simulated = False
        self.municipality: str | None = None
        self.domain: str | None = None

    def take(self, verb: str, facts: str, origin: str) -> None:
        """Follow the need through one entry."""
        self.simulated = self.simulated or origin == Origin.SIMULATED
        if verb == _OPENS:
            told = json.loads(facts)
            self.municipality, self.domain = told["municipality"], told["domain"]
        elif verb == _BACK:
            self.standing = STEPS.index(json.loads(facts)["step"])
        elif verb in STEP_OF:
            self.standing = STEPS.index(STEP_OF[verb])
        elif verb in {_CLOSES, _REOPENS}:
            self.closed = verb == _CLOSES
