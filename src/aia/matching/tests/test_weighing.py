"""One need held against the floor: what fits first, and each thing with its own reasons."""

from __future__ import annotations

from typing import Any

import pytest

from aia.matching.queries import Weighed, read_problem, weighed

HERE, FAR = {"lat": 45.13, "lon": 10.02}, {"lat": 45.13, "lon": 10.28}


def held(need: dict[str, Any], *resources: dict[str, Any], **more: Any) -> dict[Any, Weighed]:
    told = {
        "needs": [{"id": "anna", "urgency": 3, **need}],
        "resources": [{"id": number, "capacity": 1, **one} for number, one in enumerate(resources)],
        **more,
    }
    return {one.resource: one for one in weighed(read_problem(told), "anna")}


def test_what_fits_best_comes_first_and_says_why() -> None:
    found = held(
        {"place": HERE, "times": [{"day": 2, "from": "9:00", "to": "11:00"}], "languages": ["ar"]},
        {"place": FAR, "languages": ["it"]},
        {"place": HERE, "times": [{"day": 2, "from": "10:00", "to": "12:00"}], "languages": ["ar"]},
    )
    near, far = found[1], found[0]
    assert list(found) == [1, 0]
    assert (near.why, near.km, near.covered, near.shares_language) == ("possible", 0, 0.5, True)
    assert far.km == pytest.approx(20.4, abs=0.1)
    assert (far.covered, far.shares_language) == (None, False)


def test_words_that_come_near_count() -> None:
    found = held({"alike": {"1": 0.9, "2": 0.4}}, {}, {}, {})
    assert list(found) == [1, 2, 0]
    assert [one.cost for one in found.values()] == [-18, -8, 0]


def test_what_is_full_says_so_only_when_nothing_else_is_against_it() -> None:
    old = [{"fact": "age", "at_least": 65}]
    found = held({"facts": {"age": 40}}, {"capacity": 0}, {"capacity": 0, "rules": old})
    assert (found[0].why, found[1].why) == ("full", "rule_unmet")


def test_nobody_is_asked_for_what_would_not_help() -> None:
    rules = [{"fact": "lives_alone", "is": True}, {"fact": "age", "at_least": 65}]
    young, old = (
        held({"facts": {"age": 40}}, {"rules": rules}),
        held({"facts": {"age": 70}}, {"rules": rules}),
    )
    assert young[0].why == "rule_unmet"
    assert young[0].unmet is not None
    assert young[0].unmet.fact == "age"
    assert old[0].why == "fact_unknown"


def test_a_refusal_is_not_proposed_again_and_weighs_on_the_others() -> None:
    declined = [{"need": "anna", "resource": 0, "reason": "too_far"}]
    told = held({"place": HERE}, {"place": FAR}, {"place": FAR}, declined=declined)
    assert told[0].why == "declined"
    assert told[1].cost == pytest.approx(2 * (told[1].km or 0), abs=0.001)


def test_the_draw_among_equals_is_public_and_not_the_order_of_the_list() -> None:
    equal: list[dict[str, Any]] = [{} for _ in range(6)]
    assert list(held({}, *equal)) == list(held({}, *equal))
    assert list(held({}, *equal)) != list(range(6))
