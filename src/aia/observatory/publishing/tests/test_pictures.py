"""Charts are drawn once, elsewhere, and stand in the page in its own colours and in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation

from aia.access.tests.personas import MOMENT
from aia.observatory.publishing import pictures
from aia.observatory.publishing.alone import alone
from aia.observatory.publishing.labels import Labels
from aia.observatory.publishing.plans import NARROW, WIDE, Plan, plan_of
from aia.observatory.publishing.tables import Cell, Table

pytestmark = pytest.mark.django_db
QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3")


def table(breakdown: tuple[str, ...], values: dict[tuple[str, ...], float], **more: Any) -> Table:
    told: dict[str, Any] = {
        "id": UUID(int=1),
        "indicator": "needs_recognised",
        "version": 1,
        "district": "cremona",
        "unit": "needs",
        "as_of": date(2026, 9, 30),
        "edition": 1,
        "released_at": MOMENT,
        "digest": "0" * 64,
        "simulated": True,
        "rounded_to": None,
        "threshold": 5,
        "state": "current",
    }
    cells = tuple(Cell(of, value) for of, value in values.items())
    return Table(**(told | more), breakdown=breakdown, cells=cells)


def planned(one: Table, **how: Any) -> Plan:
    with translation.override("en"):
        plan = plan_of(one, Labels("cremona"), colour="#b4430f", **how)
    assert plan is not None
    return plan


@pytest.fixture
def drawn(settings: Any, tmp_path: Path) -> Callable[[Plan], str]:
    """Draw one plan in the process that draws, and read the picture."""
    settings.HOME = tmp_path

    def draw(plan: Plan) -> str:
        assert pictures.draw_missing([("cremona", plan)]) == 1
        return pictures.drawn("cremona", plan) or ""

    return draw


OVER_TIME = table(("quarter",), {(code,): 10.0 * i for i, code in enumerate(QUARTERS, 1)})
BY_DOMAIN = table(("domain",), {("housing",): 12.0, ("work",): 7.0})
BY_TWO = table(("domain", "age_band"), {("housing", "75-84"): 12.0, ("work", "30-44"): 7.0})
BY_SEX = table(("sex", "quarter"), {("F", code): 5.0 + i for i, code in enumerate(QUARTERS)})


@pytest.mark.parametrize(
    ("one", "kind"),
    [(OVER_TIME, "line"), (BY_DOMAIN, "bars"), (BY_TWO, "heat"), (BY_SEX, "lines")],
)
def test_each_kind_of_table_has_its_chart(
    drawn: Callable[[Plan], str], one: Table, kind: str
) -> None:
    plan = planned(one)
    assert plan.kind == kind
    svg = drawn(plan)
    assert svg.startswith("<svg")
    assert "<script" not in svg
    assert "style=" not in svg
    assert 'width="720"' in svg


def test_the_same_picture_is_drawn_once_and_a_changed_number_asks_for_another(
    drawn: Callable[[Plan], str],
) -> None:
    plan = planned(OVER_TIME)
    drawn(plan)
    assert pictures.draw_missing([("cremona", plan)]) == 0
    changed = table(("quarter",), {("2026-Q1",): 11.0})
    assert planned(changed).digest != plan.digest
    assert planned(OVER_TIME, width=NARROW).digest != planned(OVER_TIME, width=WIDE).digest
    assert pictures.forget_others("cremona", [planned(changed)]) == 1
    assert pictures.drawn("cremona", plan) is None


def test_a_missing_quarter_is_a_gap_and_a_missing_domain_an_empty_row() -> None:
    gap = table(("quarter",), {("2026-Q1",): 1.0, ("2026-Q3",): 3.0})
    assert planned(gap).xs == ("Q1 2026", "Q2 2026", "Q3 2026")
    assert len(planned(BY_DOMAIN).ys) == 6


def test_nothing_is_drawn_of_one_number_or_of_none() -> None:
    with translation.override("en"):
        labels = Labels("cremona")
        assert plan_of(table((), {(): 5.0}), labels, colour="#000000") is None
        assert plan_of(table(("sex",), {}), labels, colour="#000000") is None


def test_a_picture_in_a_page_takes_its_colours_and_says_what_it_shows(
    drawn: Callable[[Plan], str],
) -> None:
    html = pictures.inline(drawn(planned(OVER_TIME)), alt="Da 10 a <30>", look="aia-chart-wide")
    assert 'role="img" aria-label="Da 10 a &lt;30&gt;"' in html
    assert "var(--aia-need)" in html
    assert not re.search("#b4430f|#1b2733", html, flags=re.IGNORECASE)
    assert len(re.findall(r"\srole=", html)) == 1


def test_a_name_that_looks_like_markup_stays_a_name(drawn: Callable[[Plan], str]) -> None:
    svg = drawn(planned(table(("provider",), {("<b onload=x>",): 3.0})))
    assert "<b " not in svg
    assert "&lt;b onload" in svg


def test_a_chart_that_leaves_the_page_carries_title_unit_day_source_and_address(
    drawn: Callable[[Plan], str],
) -> None:
    with translation.override("en"):
        told = alone(
            drawn(planned(OVER_TIME)),
            OVER_TIME,
            title="Bisogni <nel tempo>",
            source="Atti registrati in Aia.",
            url="https://example.org/o/",
            alt="Una linea",
        )
    for words in ("Bisogni &lt;nel tempo&gt;", ">needs<", "Atti registrati", "edition 1"):
        assert words in told
    assert "Simulated data" in told
    assert "https://example.org/o/" in told


def test_a_picture_that_cannot_be_drawn_leaves_the_others(
    settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.HOME = tmp_path
    good = planned(BY_DOMAIN)
    bad = Plan(**{**good.__dict__, "kind": "spiral"})
    assert pictures.draw_missing([("cremona", bad), ("cremona", good)]) == 1
    assert "not drawn" in caplog.text
