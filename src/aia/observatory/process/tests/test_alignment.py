"""Exact alignment: equal to a plain table computed by hand, and to pm4py's optimal alignments."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.observatory.process.alignment import Conformance, conformance
from aia.observatory.process.log import Log, arrange
from aia.observatory.process.mined import mine
from aia.observatory.process.paths import DeclaredPath, Step, declared, parse_path
from aia.observatory.process.reading import read_log
from aia.observatory.process.tests.logs import pandas_log, real
from aia.observatory.process.variants import variants_of

LINE = declared("need", "demand", "choice", "answer")


def log_of(*cases: str) -> Log:
    """Return the log of these cases, each a text of steps with spaces, one second apart."""
    steps = [case.split() for case in cases]
    names = list(dict.fromkeys(step for case in steps for step in case))
    acts = np.array([names.index(step) for case in steps for step in case], dtype=np.int32)
    numbers = np.repeat(np.arange(len(steps)), [len(case) for case in steps])
    return arrange(numbers, acts, np.arange(len(acts), dtype=np.int64) * 1_000_000, names)


def read(path: DeclaredPath, *cases: str) -> Conformance:
    """Return how the cases keep to the path."""
    return conformance(variants_of(log_of(*cases)), path)


def told(found: Conformance) -> set[tuple[Any, ...]]:
    """Return the departures as plain tuples."""
    return {(one.kind, one.step, one.after, one.cases, one.times) for one in found.departures}


def test_a_case_that_keeps_to_the_line_costs_nothing() -> None:
    found = read(LINE, "need demand choice answer", "need demand choice answer")
    assert (found.fitting_cases, found.mean_cost, found.departures) == (2, 0.0, ())


def test_a_missing_step_is_told_after_the_one_before_it() -> None:
    found = read(LINE, "need demand answer", "need demand choice answer", "demand choice answer")
    assert found.fitting_cases == 1
    assert found.mean_cost == pytest.approx(2 / 3)
    assert told(found) == {
        ("missing", "choice", "demand", 1, 1),
        ("missing", "need", None, 1, 1),
    }


def test_a_step_that_the_path_does_not_know_counts_against_the_case() -> None:
    found = read(LINE, "need demand gossip gossip choice answer")
    assert (found.fitting_cases, found.mean_cost) == (0, 2.0)
    assert told(found) == {("unknown", "gossip", "demand", 1, 2)}


def test_an_extra_step_is_told_after_the_last_step_that_was_done() -> None:
    found = read(LINE, "need answer choice answer", "need demand choice answer need")
    assert told(found) == {
        ("extra", "answer", "need", 1, 1),
        ("missing", "demand", "need", 1, 1),
        ("extra", "need", "answer", 1, 1),
    }


def test_a_step_done_twice_is_extra_after_itself() -> None:
    assert told(read(LINE, "need demand demand choice answer")) == {
        ("extra", "demand", "demand", 1, 1)
    }


def test_nothing_in_common_costs_both_lengths() -> None:
    assert read(LINE, "a b").mean_cost == 6.0


def test_marks_allow_to_skip_and_to_repeat() -> None:
    path = parse_path("need\ndemand ?\nchoice +\nanswer *\nreview | look back")
    fitting = (
        "need choice review",
        "need demand choice choice look_back",
        "need demand choice answer answer review",
    )
    found = read(path, *(case.replace("look_back", "review") for case in fitting))
    assert found.fitting_cases == 3
    assert read(path, "need demand demand choice review").mean_cost == 1
    assert told(read(path, "need review")) == {("missing", "choice", "need", 1, 1)}


def test_what_lies_ahead_of_a_case_on_its_way_is_not_missing() -> None:
    path = parse_path("need\ndemand\nchoice\nclosed\n...")
    cases = ("need", "need demand", "need choice", "need closed", "need x", "x", "demand")
    found = read(path, *cases)
    assert found.costs.tolist() == [0, 0, 1, 2, 1, 1, 1]
    assert told(found) == {
        ("missing", "demand", "need", 2, 2),
        ("missing", "choice", "demand", 1, 1),
        ("unknown", "x", "need", 1, 1),
        ("unknown", "x", None, 1, 1),
        ("missing", "need", None, 1, 1),
    }


def by_hand(steps: list[str], path: DeclaredPath) -> int:
    """Return the cost from the whole table, cell by cell."""
    row = list(range(len(steps) + 1))
    ends = [row[-1]]
    for one in path.steps:
        before, row = row, [0] * len(row)
        for place in range(len(row)):
            fills = place > 0 and steps[place - 1] in one.names
            ways = [before[place] + (0 if one.optional else 1)]
            if place:
                ways.append(row[place - 1] + (0 if fills and one.repeatable else 1))
            if fills:
                ways.append(before[place - 1])
            row[place] = min(ways)
        ends.append(row[-1])
    on_its_way = path.on_the_way and steps[-1] not in path.steps[-1].names
    return min(ends) if on_its_way else ends[-1]


_names = st.sampled_from("abcde")
_steps = st.builds(
    Step,
    st.lists(_names, min_size=1, max_size=2, unique=True).map(tuple),
    st.booleans(),
    st.booleans(),
)
_cases = st.lists(st.lists(_names, min_size=1, max_size=9), min_size=1, max_size=6)


@given(cases=_cases, steps=st.lists(_steps, min_size=1, max_size=5), on_the_way=st.booleans())
def test_costs_are_least_and_departures_add_up(
    cases: list[list[str]], steps: list[Step], on_the_way: bool
) -> None:
    path = DeclaredPath(tuple(steps), on_the_way)
    found = read(path, *map(" ".join, cases))
    costs = [by_hand(case, path) for case in cases]
    assert found.mean_cost == pytest.approx(sum(costs) / len(costs))
    assert found.fitting_cases == costs.count(0)
    assert sum(one.times for one in found.departures) == sum(costs)
    assert all(one.cases <= min(one.times, len(cases)) for one in found.departures)


def test_long_variants_in_several_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = ["need demand choice answer", "need " * 40, "answer choice", "x " * 100 + "need"]
    whole = read(LINE, *cases)
    monkeypatch.setattr("aia.observatory.process.alignment._CELLS", 30)
    parts = read(LINE, *cases)
    assert parts.costs.tolist() == whole.costs.tolist() == [0, 42, 4, 103]
    assert parts.departures == whole.departures


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
@pytest.mark.parametrize(
    ("name", "steps"),
    [
        (
            "eventlogs-public/receipt.csv",
            (
                "Confirmation of receipt",
                "T02 Check confirmation of receipt",
                "T04 Determine confirmation of receipt",
                "T05 Print and send confirmation of receipt",
                "T06 Determine necessity of stop advice",
                "T10 Determine necessity to stop indication",
            ),
        ),
        (
            "eventlogs-public/running-example.xes",
            ("register request", "check ticket", "decide", "reject request"),
        ),
        (
            "eventlog-terremotocentro/log.csv",
            ("segnalazione ricevuta", "verificata e pubblicata", "aggiornata", "chiusa"),
        ),
    ],
)
def test_costs_equal_to_pm4pys_alignments(name: str, steps: tuple[str, ...]) -> None:
    path = real(name)
    found = mine(read_log(path), declared(*steps)).conformance
    assert found is not None
    aligned = _aligned(pandas_log(path), steps)
    assert found.fitting_cases == sum(cost == 0 for cost in aligned)
    assert found.mean_cost == pytest.approx(sum(aligned) / len(aligned))


def _aligned(log: Any, steps: tuple[str, ...]) -> list[int]:
    """Return pm4py's optimal cost of each case on the net that is the sequence of steps."""
    import pm4py  # type: ignore[import-untyped]
    from pm4py.objects.petri_net.obj import Marking, PetriNet  # type: ignore[import-untyped]
    from pm4py.objects.petri_net.utils.petri_utils import (  # type: ignore[import-untyped]
        add_arc_from_to,
    )

    net = PetriNet("line")
    places = [PetriNet.Place(f"place {n}") for n in range(len(steps) + 1)]
    net.places.update(places)
    for number, step in enumerate(steps):
        move = PetriNet.Transition(f"step {number}", step)
        net.transitions.add(move)
        add_arc_from_to(places[number], move, net)
        add_arc_from_to(move, places[number + 1], net)
    aligned = pm4py.conformance_diagnostics_alignments(
        log, net, Marking({places[0]: 1}), Marking({places[-1]: 1})
    )
    # A visible move of either side costs 10,000 there.
    return [round(one["cost"] / 10_000) for one in aligned]
