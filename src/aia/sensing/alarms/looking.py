"""What is happening where, from counts by place and week: pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from aia.sensing.alarms import ears, scan, zones
from aia.sensing.alarms.reading import AlarmRules, SameRules

CHART, SCAN = "chart", "scan"
EVERYTHING = ""
_WEEK = timedelta(weeks=1)
_LAST_DAY = timedelta(days=6)

Cells = NDArray[np.int64]


@dataclass(frozen=True)
class Finding:
    """Something that may be happening: never about persons.

    `places` are ISTAT codes, empty for the whole district; `domain` is empty for all needs
    together; `since` and `until` are the first and the last day. `statistic` is the log likelihood
    ratio of a scan, the number of spreads of a chart; `p` the scan's only.
    """

    kind: str
    places: tuple[str, ...]
    domain: str
    since: date
    until: date
    observed: int
    expected: float
    statistic: float
    p: float | None
    method: str


@dataclass(frozen=True)
class Told:
    """What a finding is compared with: one told before, open or closed."""

    kind: str
    places: tuple[str, ...]
    since: date
    until: date
    closed: bool


@dataclass(frozen=True)
class Notices:
    """Counts by domain: (places, weeks), and where the places lie in kilometres.

    `unplaced` counts those of no known place, by domain: (weeks,).
    """

    places: tuple[str, ...]
    mondays: tuple[date, ...]
    cells: Mapping[str, Cells]
    unplaced: Mapping[str, Cells]
    centres: Mapping[str, tuple[float, float]]


def findings(
    notices: Notices, rules: AlarmRules, rng_for: Callable[[str], np.random.Generator]
) -> list[Finding]:
    """Return what may be happening, the most unusual first; each place and time is told once.

    Charts are drawn without the places of the clusters found: what these explain is not told as a
    rise of the whole district too. `rng_for` gives the chance of each domain's scan: with the same
    seed the same is told.
    """
    clusters = _once(_scans(notices, rules, rng_for), rules)
    explained = {place for one in clusters for place in one.places}
    return [*clusters, *_once(_charts(_without(notices, explained), rules), rules)]


def _once(found: Iterable[Finding], rules: AlarmRules) -> list[Finding]:
    """Return the findings, the most unusual first, without those that overlap one before."""
    kept: list[Finding] = []
    for one in sorted(found, key=lambda one: -one.statistic):
        if not any(_overlap(one, other, rules.same.part) for other in kept):
            kept.append(one)
    return kept


def _without(notices: Notices, places: set[str]) -> Notices:
    """Return the same counts without those of some places."""
    rows = [row for row, place in enumerate(notices.places) if place not in places]
    kept = tuple(notices.places[row] for row in rows)
    cells = {domain: table[rows] for domain, table in notices.cells.items()}
    return replace(notices, places=kept, cells=cells)


def known(finding: Finding, told: Iterable[Told], rules: SameRules) -> bool:
    """Say whether a finding was told before, and there is no reason to tell it anew."""
    for one in told:
        if one.kind != finding.kind or not _overlap(finding, one, rules.part):
            continue
        late = one.until + rules.weeks_after_closing * _WEEK
        if not one.closed or finding.until <= late:
            return True
    return False


def _overlap(one: Finding | Told, other: Finding | Told, part: float) -> bool:
    """Say whether two touch in time and share enough of the smaller one's places."""
    if one.since > other.until + timedelta(days=1) or other.since > one.until + timedelta(days=1):
        return False
    if not one.places or not other.places:
        return not one.places and not other.places
    both = len(set(one.places) & set(other.places))
    return both >= part * min(len(one.places), len(other.places))


def _charts(notices: Notices, rules: AlarmRules) -> Iterator[Finding]:
    """Yield the series whose last week lies beyond the limit.

    Looked at: the whole district, all needs together and each domain; each place, all together.
    """
    for domain, cells in notices.cells.items():
        yield from _chart((), domain, cells.sum(axis=0) + notices.unplaced[domain], notices, rules)
    for place, series in zip(notices.places, notices.cells[EVERYTHING], strict=True):
        yield from _chart((place,), EVERYTHING, series, notices, rules)


def _chart(
    places: tuple[str, ...], domain: str, series: Cells, notices: Notices, rules: AlarmRules
) -> Iterator[Finding]:
    lived = _lived(series)
    chart = ears.chart(series[lived:])
    if not chart.c2.size or np.isnan(chart.c2[-1]) or series[-1] < rules.chart.least:
        return
    if chart.c2[-1] > rules.chart.note:
        monday = notices.mondays[-1]
        yield Finding(
            CHART,
            places,
            domain,
            monday,
            monday + _LAST_DAY,
            int(series[-1]),
            float(chart.middle[-1]),
            float(chart.c2[-1]),
            None,
            "ears.c2",
        )


def _scans(
    notices: Notices, rules: AlarmRules, rng_for: Callable[[str], np.random.Generator]
) -> Iterator[Finding]:
    """Yield the clusters of each domain that chance alone would seldom make."""
    rows = [row for row, place in enumerate(notices.places) if place in notices.centres]
    centres = np.array([notices.centres[notices.places[row]] for row in rows]).reshape(-1, 2)
    for domain, cells in notices.cells.items():
        told = cells[rows][:, _lived(notices.cells[EVERYTHING].sum(axis=0)) :]
        if told.shape[1] < rules.scan.history or told.sum() < rules.scan.least:
            continue
        circles = zones.circles(
            centres, told.sum(axis=1), share=rules.scan.share, radius=rules.scan.radius
        )
        found = scan.by_habit(
            told,
            circles,
            longest=rules.scan.longest,
            rng=rng_for(domain),
            replicas=rules.scan.replicas,
        )
        names = [notices.places[row] for row in rows]
        yield from _clusters(found, names, domain, notices.mondays, rules)


def _clusters(
    found: Sequence[scan.Cluster],
    names: Sequence[str],
    domain: str,
    mondays: Sequence[date],
    rules: AlarmRules,
) -> Iterator[Finding]:
    for one in found:
        if one.p <= rules.scan.level and one.observed >= rules.scan.least:
            yield Finding(
                SCAN,
                tuple(name for name, inside in zip(names, one.zone, strict=True) if inside),
                domain,
                mondays[-one.weeks],
                mondays[-1] + _LAST_DAY,
                one.observed,
                one.expected,
                one.ratio,
                one.p,
                "scan.permutation",
            )


def _lived(series: Cells) -> int:
    """Return the first week in which anything was noticed: before it nobody was listening."""
    some = np.flatnonzero(series)
    return int(some[0]) if some.size else len(series)
