"""The nightly build: from acts on the ledger to published tables, again and again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from aia.access.terms import Forbidden, service_actor
from aia.access.tests.personas import MOMENT, Persona
from aia.config import duties
from aia.observatory import building
from aia.observatory.building import Report, build_observatory
from aia.observatory.facts.freshness import freshness
from aia.observatory.facts.problems import Busy
from aia.observatory.facts.store import Store
from aia.observatory.indicators.loading import Definition, definition
from aia.observatory.queries import current_releases, release
from aia.pathways import actions
from aia.pathways.tests.story import Story
from aia.people.models import Person

pytestmark = pytest.mark.django_db

CODES = ("needs_recognised", "needs_voiced_share", "needs_rate", "equity_voice_sex")
LATER = MOMENT + timedelta(days=90)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """Build a few indicators only, in a home of the test's own."""
    settings.HOME = tmp_path
    use(monkeypatch, *(definition(code) for code in CODES))


def use(monkeypatch: pytest.MonkeyPatch, *asked: Definition) -> None:
    monkeypatch.setattr(building, "definitions", lambda: asked)


@pytest.fixture
def many(sara: Persona, meet: Callable[..., Person]) -> list[Story]:
    """Twelve people of Cremona, each with a need; half of them have put it into words."""
    found = []
    for number in range(12):
        person = meet(f"Ada{number}")
        opened = actions.open_pathway(actor=sara.actor, person_id=person.id, at=MOMENT)
        one = Story(worker=sara, pathway=opened)
        one.demand() if number < 6 else one.need()
        found.append(one)
    return found


def build(**told: Any) -> Report:
    facts = {"actor": service_actor("nightly"), "district": "cremona", "at": LATER}
    return build_observatory(**{**facts, **told})


def value(code: str, breakdown: tuple[str, ...] = ()) -> dict[str, Any]:
    found = release("cremona", code, breakdown)
    assert found is not None
    (cell,) = found.told()["cells"]
    return dict(cell)


def test_what_happened_is_counted_protected_and_published(many: list[Story]) -> None:
    report = build()
    assert (report.indicators, report.failed, report.refused) == (4, {}, {})
    assert report.as_of == "2026-03-31"
    assert value("needs_recognised")["value"] == 12
    assert value("needs_recognised", ("quarter",))["of"] == {"quarter": "2026-Q1"}
    assert value("needs_voiced_share")["value"] == 50
    # Nobody is known to live anywhere: no rate, and no crash.
    told = release("cremona", "needs_rate")
    assert told is None or all(cell["value"] is None for cell in told.told()["cells"])


def test_the_same_again_publishes_nothing_anew(many: list[Story]) -> None:
    assert build().released
    again = build()
    assert (again.released, again.unchanged) == (0, True)
    # What happens after the day is not read yet.
    many[0].later(60).need()
    after = build()
    assert after.copied
    assert after.unchanged
    assert value("needs_recognised")["value"] == 12


def test_another_quarter_is_another_edition(many: list[Story]) -> None:
    build()
    for one in many:
        one.later(60).need()
    done = build(at=LATER + timedelta(days=92))
    assert done.as_of == "2026-06-30"
    assert value("needs_recognised")["value"] == 24
    found = release("cremona", "needs_recognised")
    assert found is not None
    assert found.edition == 2


def test_an_indicator_that_fails_stops_no_other(
    many: list[Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = definition("needs_recognised")
    broken = replace(good, code="broken", table="nothing_of_the_kind")
    use(monkeypatch, broken, good)
    report = build()
    assert "nothing_of_the_kind" in report.failed["broken"]
    assert value("needs_recognised")["value"] == 12
    assert not build().unchanged


def test_few_are_not_told(many: list[Story]) -> None:
    build(as_of=date(2026, 3, 31))
    by_town = release("cremona", "needs_voiced_share", ("municipality",))
    assert by_town is not None
    assert all(
        cell["numerator"] is None or cell["numerator"] >= 5 for cell in by_town.told()["cells"]
    )


def test_whoever_may_not_publish_may_not_build(many: list[Story], sara: Persona) -> None:
    with pytest.raises(Forbidden):
        build(actor=sara.actor)


def test_a_second_build_meanwhile_is_told_so(many: list[Story]) -> None:
    with Store.of_installation().alone(), pytest.raises(Busy, match="at work"):
        build()


def test_the_night_builds_every_district(many: list[Story]) -> None:
    assert duties.build_readings(at=LATER) == "0 tables published anew"


def test_the_command_tells_what_it_did_and_how_fresh_it_is(
    many: list[Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert freshness("cremona").built_at is None
    build()
    told = freshness("cremona")
    assert told.as_of == "2026-03-31"
    assert told.tables == current_releases("cremona").count() > 0
    # The build's own editions are entries too, which the next build copies.
    assert told.behind > 0
    assert "left out: 0 protected pathways" in "\n".join(told.lines())


def test_an_unknown_district_is_told_so() -> None:
    with pytest.raises(CommandError, match="there is no district"):
        call_command("observatory", "status", district="atlantis")
    out = StringIO()
    call_command("observatory", "status", json=True, stdout=out)
    assert json.loads(out.getvalue()) == {}
