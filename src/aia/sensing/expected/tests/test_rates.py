"""No rate without a source; what is expected follows who lives there."""

import copy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from aia.pathways.queries import taxonomy
from aia.sensing.expected import rates

FILE = Path(rates.__file__).with_name("rates.yaml")


@pytest.fixture
def told() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def test_every_rate_is_of_a_category_of_need_and_says_where_it_comes_from() -> None:
    known = taxonomy().categories
    for rate in rates.rates().by_category.values():
        assert rate.category in known
        assert rate.read_at.startswith("http")
        assert 2000 < rate.year <= 2026
    assert set(rates.rates().whys) <= set(known)


@pytest.mark.parametrize("missing", ["publisher", "title", "year", "where", "seen", "read_at"])
def test_a_rate_without_its_source_is_not_shipped(told: dict[str, Any], missing: str) -> None:
    del told["rates"][0][missing]
    with pytest.raises(rates.RatesBroken, match=missing):
        rates.read(told)


def test_the_file_must_hold_together(told: dict[str, Any]) -> None:
    for spoil in (_twice, _no_percentage, _overlapping, _no_people, _both):
        broken = copy.deepcopy(told)
        spoil(broken)
        with pytest.raises(rates.RatesBroken):
            rates.read(broken)


def _twice(told: dict[str, Any]) -> None:
    told["rates"].append(told["rates"][0])


def _no_percentage(told: dict[str, Any]) -> None:
    told["rates"][0]["parts"][0]["percent"] = 140


def _overlapping(told: dict[str, Any]) -> None:
    told["rates"][0]["parts"].append({"sex": "f", "ages": [30, 40], "percent": 3})


def _no_people(told: dict[str, Any]) -> None:
    told["rates"][0]["parts"] = []


def _both(told: dict[str, Any]) -> None:
    told["without"].append({**told["without"][0], "category": told["rates"][0]["category"]})


def test_what_is_expected_is_the_rate_of_each_age_times_its_people() -> None:
    people = np.zeros((101, 2), int)
    people[10] = [100, 100]
    people[50] = [200, 0]
    people[80] = [0, 50]
    poverty = rates.rates().by_category["income.daily"]
    assert poverty.expected(people) == pytest.approx(200 * 0.138 + 200 * 0.094 + 50 * 0.062)
    autonomy = rates.rates().by_category["functioning.autonomy"]
    assert autonomy.expected(people) == pytest.approx(50 * 0.10)
