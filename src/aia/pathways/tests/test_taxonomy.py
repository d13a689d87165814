"""The categories of need hold together, in two languages, and are never forgotten."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils import translation

from aia.access.tests.personas import MOMENT, Persona
from aia.pathways import taxonomy as module
from aia.pathways.queries import need_detail, readable_trace
from aia.pathways.rules import Refused, values
from aia.pathways.taxonomy import Taxonomy, TaxonomyBroken, read, taxonomy
from aia.pathways.terms import Domain
from aia.pathways.tests.story import Story

DAY = date(2026, 3, 2)


@pytest.fixture
def told() -> dict[str, Any]:
    file = Path(module.__file__).with_name("taxonomy.yaml")
    parsed: dict[str, Any] = yaml.safe_load(file.read_text())
    return parsed


def test_every_domain_has_categories_in_both_languages() -> None:
    known = taxonomy()
    assert 24 <= len(known.categories) <= 40
    assert set(known.by_domain(DAY)) == set(Domain.values)
    for category in known.categories.values():
        assert category.code.startswith(f"{category.domain}.")
        assert category.labels["it"] != category.labels["en"]
        with translation.override("it"):
            assert category.label == category.labels["it"]
        with translation.override("en-gb"):
            assert category.about == category.abouts["en"]
        with translation.override("fr"):
            assert category.label == category.labels["it"], "Italian for whoever reads neither"


def test_a_retired_category_keeps_reading_and_is_no_longer_offered(told: dict[str, Any]) -> None:
    entry = next(e for e in told["categories"] if e["code"] == "income.debt")
    entry["retired"], entry["instead"] = date(2026, 1, 1), "income.daily"
    known = read(told)
    assert known.label("income.debt") == "Debts"
    assert "income.debt" not in {c.code for c in known.offered(DAY)}
    assert "income.debt" in {c.code for c in known.offered(date(2025, 12, 31))}
    with pytest.raises(Refused, match="no longer used"):
        values.category("income.debt", known, DAY)


def renamed(told: dict[str, Any]) -> Taxonomy:
    """Let “Debts” have been called “Arrears” until 2026, and “Sums owed” until 2025."""
    entry = next(e for e in told["categories"] if e["code"] == "income.debt")
    entry["formerly"] = [
        {"until": date(2025, 1, 1), "it": "Somme dovute", "en": "Sums owed"},
        {"until": date(2026, 1, 1), "it": "Arretrati", "en": "Arrears"},
    ]
    return read(told)


def test_a_renamed_category_is_called_what_it_was_called_then(told: dict[str, Any]) -> None:
    known = renamed(told)
    assert known.label("income.debt") == "Debts"
    then = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    names = [known.label("income.debt", day) for day in then]
    assert names == ["Sums owed", "Arrears", "Arrears", "Debts"]
    assert known.as_told("income.debt", then[1]) == "Arrears (today “Debts”)"
    assert known.as_told("income.debt", DAY) == "Debts"
    with translation.override("it"):
        assert known.label("income.debt", then[0]) == "Somme dovute"


def test_an_old_need_reads_as_it_did(
    story: Story, sara: Persona, told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = next(e for e in told["categories"] if e["code"] == "income.utilities")
    entry["formerly"] = [{"until": date(2026, 6, 1), "it": "Luce e gas", "en": "Power and gas"}]
    later = read(told)
    monkeypatch.setitem(
        taxonomy().categories, "income.utilities", later.categories["income.utilities"]
    )
    need = story.need("income.utilities")
    file = need_detail(sara.actor, need.id, at=MOMENT).file
    assert file.category == "Power and gas (today “Utility bills”)"
    page = readable_trace(sara.actor, story.pathway.id, at=MOMENT)
    assert "recognised a need: Power and gas" in page.lines[0].sentence


def test_a_code_that_nobody_knows_is_shown_as_it_is() -> None:
    assert taxonomy().label("income.lottery") == "income.lottery"


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (lambda t: t["categories"].append(t["categories"][0]), "stands twice"),
        (lambda t: t["categories"][0].update(domain="joy"), "no domain 'joy'"),
        (lambda t: t["categories"][0].update(code="x" * 41), "1 to 40 characters"),
        (lambda t: t["categories"][0].update(it={"label": "Salute"}), "missing in 'it'"),
        (lambda t: t["categories"][0].update(instead="health"), "no category health"),
        (lambda t: t["categories"][0].update(formerly=[{"it": "A", "en": "B"}]), "until"),
        (
            lambda t: t["categories"][0].update(formerly=[{"until": DAY, "it": "Salute"}]),
            "told in every language",
        ),
        (
            lambda t: t["categories"][0].update(
                formerly=[{"until": DAY, "it": "A", "en": "B"}] * 2
            ),
            "order of their days",
        ),
        (
            lambda t: t.update(
                categories=[c for c in t["categories"] if c["domain"] != Domain.WORK]
            ),
            "no category for work",
        ),
    ],
)
def test_a_file_that_does_not_hold_together_says_where(
    told: dict[str, Any], fault: Any, says: str
) -> None:
    fault(told)
    with pytest.raises(TaxonomyBroken, match=says):
        read(told)
