"""What is told to the planning office, and what was told before."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from aia.sensing.alarms import reading
from aia.sensing.alarms.looking import (
    CHART,
    EVERYTHING,
    SCAN,
    Finding,
    Notices,
    Told,
    findings,
    known,
)

RULES = reading.alarm_rules()
QUICK = replace(RULES, scan=replace(RULES.scan, replicas=199, level=0.01))
WEEKS = 60
LAST = date(2026, 2, 23)
TOWNS = tuple(f"0190{number:02d}" for number in range(20))


def quiet(seed: int = 1) -> Notices:
    """Return a district where nothing happens: about twelve notices a week, a third of income."""
    rng = np.random.default_rng(seed)
    level = np.outer(rng.lognormal(0, 0.6, len(TOWNS)), np.ones(WEEKS))
    level *= 12 / level[:, 0].sum()
    income, rest = rng.poisson(level / 3), rng.poisson(level * 2 / 3)
    none = np.zeros(WEEKS, int)
    return Notices(
        TOWNS,
        tuple(LAST - timedelta(weeks=WEEKS - 1 - week) for week in range(WEEKS)),
        {EVERYTHING: income + rest, "income": income},
        {EVERYTHING: none, "income": none},
        {town: (float(i % 5) * 6, float(i // 5) * 6) for i, town in enumerate(TOWNS)},
    )


def plant(notices: Notices, towns: tuple[int, ...], weeks: int, many: int) -> Notices:
    for cells in notices.cells.values():
        for town in towns:
            cells[town, -weeks:] += many
    return notices


def look(notices: Notices) -> list[Finding]:
    return findings(notices, QUICK, lambda _domain: np.random.default_rng(3))


def test_a_planted_cluster_is_told_once_with_its_places_and_weeks() -> None:
    """Three towns side by side, three weeks, three notices about income more in each."""
    found = look(plant(quiet(), (6, 7, 8), 3, 3))
    (cluster,) = [one for one in found if one.kind == SCAN]
    assert {TOWNS[6], TOWNS[7], TOWNS[8]} <= set(cluster.places)
    assert len(cluster.places) <= 5
    assert cluster.domain == "income", "the domain in which it is most unusual"
    assert cluster.until == date(2026, 3, 1)
    assert cluster.since == date(2026, 2, 9)
    assert cluster.observed > 2 * cluster.expected
    assert cluster.p is not None
    assert cluster.p <= 0.01


def test_where_nothing_happens_nothing_is_told() -> None:
    told = [one for seed in range(12) for one in look(quiet(seed))]
    assert len(told) <= 2, "twelve districts, each looked at once"


def test_a_rise_in_the_whole_district_is_the_charts_to_tell() -> None:
    notices = quiet(2)
    for cells in notices.cells.values():
        cells[:, -1] += 2
    (finding,) = look(notices)
    assert (finding.kind, finding.places) == (CHART, ())
    assert finding.observed > 40
    assert (finding.since, finding.until) == (LAST, LAST + timedelta(days=6))


def test_nothing_is_told_of_fewer_than_five() -> None:
    notices = quiet(1)
    for cells in (*notices.cells.values(), *notices.unplaced.values()):
        cells[:] = 0
    notices.cells[EVERYTHING][3, 0] = 1
    notices.cells[EVERYTHING][3, -1] = 4
    assert look(notices) == []


def test_a_network_that_began_last_month_is_given_time() -> None:
    notices = quiet(1)
    for cells in notices.cells.values():
        cells[:, :-5] = 0
    assert look(notices) == []


@pytest.fixture
def cluster() -> Finding:
    return Finding(
        SCAN, TOWNS[:3], "income", LAST, LAST + timedelta(days=6), 12, 3.0, 9.0, 0.001, "scan"
    )


def before(finding: Finding, **other: object) -> Told:
    told = Told(finding.kind, finding.places, finding.since, finding.until, closed=False)
    return replace(told, **other)  # type: ignore[arg-type]


def test_the_same_cluster_a_week_later_is_not_told_again(cluster: Finding) -> None:
    grown = replace(
        cluster, places=TOWNS[:4], until=cluster.until + timedelta(weeks=1), observed=20
    )
    assert known(cluster, [before(cluster)], RULES.same)
    assert known(grown, [before(cluster)], RULES.same)


def test_elsewhere_or_much_later_is_something_new(cluster: Finding) -> None:
    assert not known(cluster, [before(cluster, places=TOWNS[10:])], RULES.same)
    assert not known(cluster, [before(cluster, kind=CHART)], RULES.same)
    assert not known(cluster, [before(cluster, places=())], RULES.same)
    past = timedelta(weeks=6)
    long_ago = before(cluster, since=cluster.since - past, until=cluster.until - past)
    assert not known(cluster, [long_ago], RULES.same)
    assert not known(cluster, [], RULES.same)


def test_what_the_office_closed_is_told_again_only_when_it_goes_on(cluster: Finding) -> None:
    closed = before(cluster, closed=True)
    assert known(cluster, [closed], RULES.same)
    assert known(replace(cluster, until=cluster.until + timedelta(weeks=2)), [closed], RULES.same)
    longer = replace(cluster, until=cluster.until + timedelta(weeks=3))
    assert not known(longer, [closed], RULES.same)


def test_the_figures_must_hold_together() -> None:
    told = {
        "version": 1,
        "weeks": 104,
        "scan": dict(vars(RULES.scan)),
        "chart": dict(vars(RULES.chart)),
        "same": dict(vars(RULES.same)),
    }
    assert reading.read(told) == RULES
    for part, wrong in (
        ("scan", {"replicas": 99}),
        ("scan", {"longest": 30}),
        ("scan", {"unheard_of": 1}),
    ):
        broken = {**told, part: {**told[part], **wrong}}  # type: ignore[dict-item]
        with pytest.raises(reading.AlarmsBroken):
            reading.read(broken)
