"""The district's own acts: read as a log, and what of them may leave the house."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.observatory.process.acts import (
    LINE,
    VERBS,
    Act,
    as_log,
    as_object_log,
    event_table,
)
from aia.observatory.process.leaving import shareable
from aia.observatory.process.mapping import LogMap
from aia.observatory.process.mined import mine
from aia.observatory.process.problems import LogProblem
from aia.observatory.process.reading import read_log
from aia.observatory.process.writing.ocel_sqlite import write_ocel_sqlite
from aia.observatory.process.writing.xes import write_xes

ROME = ZoneInfo("Europe/Rome")
MARCH = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
WHOLE = ("recognised", "voiced", "chosen", "answered", "reviewed")


def way(need: str, *steps: str, pathway: str = "", by: str | None = None) -> list[Act]:
    """Return the acts of one need, a day apart, answered by that organisation."""
    return [
        Act(
            need,
            pathway or f"path of {need}",
            f"need.{step}",
            MARCH + timedelta(days=day),
            by if step == "answered" else None,
        )
        for day, step in enumerate(steps)
    ]


def many(count: int, name: str, *steps: str, by: str | None = None) -> list[Act]:
    """Return the acts of several needs that go the same way."""
    return [act for n in range(count) for act in way(f"{name} {n}", *steps, by=by)]


def test_needs_are_cases_and_the_line_is_their_path() -> None:
    acts = many(3, "whole", *WHOLE) + way("jumped", "recognised", "chosen")
    process = mine(as_log(acts), LINE)
    assert (process.cases, process.conformance and process.conformance.fitting_cases) == (4, 3)
    assert set(process.activities) <= set(VERBS)
    with pytest.raises(LogProblem, match="no event"):
        as_log([])


def test_a_way_that_few_went_stays_behind_and_is_told() -> None:
    acts = many(6, "whole", *WHOLE, by="parish") + many(2, "rare", "recognised", "closed")
    found = shareable(acts, ROME)
    assert len({one.need for one in found.acts}) == 6
    assert found.notes[0] == "withheld, done on fewer than 5 pathways: need.closed"
    # Without the rare verb, the two needs would be the only ones that stop at once.
    assert found.notes[1] == "withheld: fewer than 5 needs whose way fewer than 5 pathways went"


def test_an_organisation_or_pathway_that_would_single_out_is_left_out() -> None:
    acts = many(5, "a", *WHOLE, by="parish") + many(4, "b", *WHOLE, by="barber")
    acts += way("c 1", *WHOLE, pathway="two needs") + way("c 2", *WHOLE, pathway="two needs")
    found = shareable(acts, ROME)
    needs = {one.need: one for one in found.acts}
    assert len(needs) == 11
    assert Counter(one.organisation for one in found.acts if one.organisation) == {
        next(one.organisation for one in found.acts if one.organisation): 5
    }
    assert sum(one.pathway is None for one in needs.values()) == 2


def test_ids_say_nothing_and_change_with_every_export() -> None:
    acts = many(5, "whole", *WHOLE)
    first, second = (shareable(acts, ROME).acts for _ in range(2))
    assert not {one.need for one in first} & {one.need for one in second}
    assert not {one.need for one in first} & {one.need for one in acts}
    assert {one.at.astimezone(ROME).strftime("%H:%M:%S") for one in first} == {"00:00:00"}


def test_nobody_is_found_by_a_day_and_times_stay_true() -> None:
    late = [replace(act, at=act.at + timedelta(days=20)) for act in many(5, "late", *WHOLE)]
    found = shareable(many(5, "whole", *WHOLE) + late, ROME).acts
    days = [one.at.astimezone(ROME).date() for one in found]
    assert {day.day for day, one in zip(days, found, strict=True) if "recognised" in one.verb} == {
        1
    }
    process = mine(as_log(found))
    assert {flow.median_s for flow in process.directly_follows} == {86_400}


def test_a_notice_is_told_only_where_enough_needs_began_so() -> None:
    noticed = [
        replace(act, notice=f"notice of {act.need}") if "recognised" in act.verb else act
        for act in many(5, "seen", *WHOLE)
    ]
    rare = [replace(act, notice="n") for act in way("rare", "recognised")]
    whole = shareable(many(6, "whole", *WHOLE) + noticed + rare, ROME)
    assert len({one.need for one in whole.acts}) == 11
    assert len({one.notice for one in whole.acts if one.notice}) == 5
    assert sorted(whole.ways.values()) == [5, 6]
    log = as_object_log(whole.acts)
    assert Counter(log.objects["type"].to_pylist())["notice"] == 5
    assert Counter(log.relations["qualifier"].to_pylist())["led to"] == 5


def test_what_answers_is_told_before_who_where_both_would_be_rare() -> None:
    def given(count: int, name: str, resource: str) -> list[Act]:
        return [
            replace(act, resource=resource) if act.organisation else act
            for act in many(count, name, *WHOLE, by="parish")
        ]

    found = shareable(given(5, "a", "service.light") + given(2, "b", "money.high"), ROME).acts
    assert {one.resource for one in found} == {None, "service.light"}
    assert len([one for one in found if one.organisation]) == 5 + 0
    more = shareable(
        given(5, "a", "service.light") + given(2, "b", "money.high") + given(3, "c", "own.light"),
        ROME,
    ).acts
    assert len([one for one in more if one.organisation]) == 10
    assert len([one for one in more if one.resource]) == 5


def test_a_way_can_be_withheld() -> None:
    acts = many(6, "whole", *WHOLE) + many(5, "half", *WHOLE[:2])
    half = tuple(f"need.{step}" for step in WHOLE[:2])
    found = shareable(acts, ROME, withheld={half})
    assert len({one.need for one in found.acts}) == 6
    assert list(found.ways.values()) == [6]


def test_nothing_may_leave_of_few_pathways() -> None:
    one_person = [act for n in range(9) for act in way(f"n{n}", *WHOLE, pathway="Maria's")]
    with pytest.raises(LogProblem, match="no way is shared"):
        shareable(one_person, ROME)
    with pytest.raises(LogProblem, match="no way is shared by 5 pathways"):
        shareable(many(4, "whole", *WHOLE), ROME)


_ways = st.lists(st.sampled_from(WHOLE), min_size=1, max_size=4)


@given(st.lists(_ways, max_size=40), st.integers(2, 6))
def test_whatever_leaves_is_shared_by_enough_pathways(ways: list[list[str]], least: int) -> None:
    acts = [
        act for n, steps in enumerate(ways) for act in way(f"n{n}", *steps, pathway=f"p{n // 2}")
    ]
    try:
        found = shareable(acts, ROME, least).acts
    except LogProblem:
        return
    process = mine(as_log(found))
    # Two needs of one pathway count once, so a way that leaves may have more needs than asked.
    assert min(cases for _, cases in process.variants) >= least
    of_verb = {verb: {one.need for one in found if one.verb == verb} for verb in VERBS}
    assert all(len(needs) >= least for needs in of_verb.values() if needs)


def test_written_and_read_again(tmp_path: Path) -> None:
    found = shareable(many(5, "whole", *WHOLE, by="parish"), ROME).acts
    write_ocel_sqlite(as_object_log(found), tmp_path / "log.sqlite")
    write_xes(event_table(found).drop_columns(["id"]), tmp_path / "log.xes")
    ways = {tuple(f"need.{step}" for step in WHOLE): 5}
    for kind in ("need", "pathway"):
        ocel = mine(read_log(tmp_path / "log.sqlite", LogMap(object_type=kind)))
        assert dict(ocel.variants) == ways
    assert dict(mine(read_log(tmp_path / "log.xes")).variants) == ways
    organisation = mine(read_log(tmp_path / "log.sqlite", LogMap(object_type="organisation")))
    assert organisation.activities == {"need.answered": 5}
