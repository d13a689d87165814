"""Pairs made from attributes: what is possible, what it costs, and why not, in words."""

from __future__ import annotations

from typing import Any

import pytest

from aia.matching.actions import solve
from aia.matching.explaining import Reasons
from aia.matching.fitting import WEIGHTS
from aia.matching.reading import problem_from
from aia.matching.terms import UNSERVED

CREMONA, CASALMAGGIORE = {"lat": 45.1332, "lon": 10.0227}, {"lat": 44.9866, "lon": 10.4158}
MORNING = [{"day": "mon", "from": "09:00", "to": "12:00"}]


def told(need: dict[str, Any], *resources: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "needs": [{"id": "anna", "urgency": 4, "waiting_days": 12, **need}],
        "resources": [
            {"id": f"r{at}", "capacity": 1, **resource} for at, resource in enumerate(resources)
        ],
        **more,
    }


def cost(need: dict[str, Any], resource: dict[str, Any], **more: Any) -> float | None:
    given = problem_from(told(need, resource, **more)).pairs.given
    return float(given[0]) if len(given) else None


def why_not(need: dict[str, Any], resource: dict[str, Any], language: str, **more: Any) -> str:
    problem = problem_from(told(need, resource, **more))
    solved = solve(problem)
    assert solved.chosen[0] == UNSERVED
    return Reasons(problem, solved.chosen, solved.stages, 0, language).of_pair(0, 0)


def test_distance_is_a_great_circle() -> None:
    near = cost({"place": CREMONA}, {"place": CASALMAGGIORE})
    assert near == pytest.approx(35.0, abs=0.5)
    assert cost({}, {"place": CREMONA}) == 0


def test_a_resource_that_does_not_reach_says_how_far_it_is() -> None:
    place = {"place": CASALMAGGIORE, "reach_km": 20}
    assert why_not({"place": CREMONA}, place, "it").endswith(
        "distano 34.9 km, la risorsa arriva a 20 km."
    )


@pytest.mark.parametrize(
    ("need", "resource", "said"),
    [
        (
            {"times": MORNING},
            {"times": [{"day": "tue", "from": "09:00", "to": "12:00"}]},
            "no time in common",
        ),
        ({"intensity": "proximity"}, {"intensity": "high"}, "too different"),
        (
            {"facts": {"age": 40}},
            {"rules": [{"fact": "age", "at_least": 65}]},
            "age is at least 65; told is 40",
        ),
        ({}, {"rules": [{"fact": "age", "at_least": 65}]}, "it was not told: it can be asked"),
        (
            {"facts": {"town": "Cremona"}},
            {"rules": [{"fact": "town", "one_of": ["Soresina", "Crema"]}]},
            "town is among Soresina, Crema",
        ),
    ],
)
def test_each_reason_is_told(need: dict[str, Any], resource: dict[str, Any], said: str) -> None:
    assert said in why_not(need, resource, "en")


@pytest.mark.parametrize(
    ("need", "resource", "expected"),
    [
        ({"times": MORNING}, {"times": MORNING}, 0),
        (
            {"times": MORNING},
            {"times": [{"day": "mon", "from": "10:30", "to": "18:00"}]},
            WEIGHTS.spare_time / 2,
        ),
        ({"times": MORNING}, {}, 0),
        ({"intensity": "medium"}, {"intensity": "high"}, WEIGHTS.intensity_step),
        ({"languages": ["ar"]}, {"languages": ["it"]}, WEIGHTS.no_common_language),
        ({"languages": ["ar", "it"]}, {"languages": ["it"]}, 0),
        ({"prefers": ["r0"]}, {}, WEIGHTS.preferred),
        ({"avoids": ["night"]}, {"tags": ["night"]}, WEIGHTS.avoided),
        (
            {"facts": {"garden": True}},
            {"prefers": [{"fact": "garden", "is": True}]},
            WEIGHTS.resource_prefers,
        ),
    ],
)
def test_each_trait_has_its_weight(
    need: dict[str, Any], resource: dict[str, Any], expected: float
) -> None:
    assert cost(need, resource) == expected


def test_a_refusal_changes_the_next_proposal() -> None:
    near = {"place": {"lat": 45.20, "lon": 10.02}, "intensity": "medium"}
    light = {"place": {"lat": 45.25, "lon": 10.02}, "intensity": "proximity"}
    far = {"place": {"lat": 45.28, "lon": 10.02}, "intensity": "medium"}
    need = {"place": CREMONA, "intensity": "medium"}
    first = problem_from(told(need, near, light, far))
    assert first.pairs.resource[solve(first).chosen].tolist() == [0]
    no = [{"need": "anna", "resource": "r0", "reason": "too_far"}]
    second = problem_from(told(need, near, light, far, declined=no))
    assert second.pairs.resource.tolist() == [1, 2]
    assert second.pairs.distance is not None
    doubled = second.pairs.distance[1] * WEIGHTS.per_km * 2
    assert second.pairs.given[1] == pytest.approx(doubled, abs=0.001)
    assert second.pairs.resource[solve(second).chosen].tolist() == [1 if doubled > 50 else 2]
    reasons = Reasons(second, solve(second).chosen, solve(second).stages, 0)
    assert "già rifiutata (troppo lontana)" in reasons.of_pair(0, 0)


def test_who_has_no_possible_resource_hears_why_for_all() -> None:
    problem = problem_from(
        told(
            {"place": CREMONA, "facts": {"age": 30}},
            {"place": CASALMAGGIORE, "reach_km": 1},
            {"rules": [{"fact": "age", "at_least": 65}]},
            {"rules": [{"fact": "age", "at_least": 70}]},
        )
    )
    solved = solve(problem)
    said = Reasons(problem, solved.chosen, solved.stages, 0, "en").why_unserved(0)
    assert said == (
        "None of the 3 resources is possible: 2 ask conditions that are not met, 1 too far."
    )
