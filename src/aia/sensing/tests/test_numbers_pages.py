"""The pages of numbers: what may be read, by whom, and what stays behind."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from aia.access.terms import service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.pathways import actions as pathways
from aia.pathways.tests.pages import signed_in, statements_about, text_of
from aia.pathways.tests.story import Story
from aia.people.models import Person
from aia.sensing import actions, queries
from aia.sensing.models import Alarm, Sensor
from aia.sensing.silence.rules import Heard
from aia.sensing.tests.numbers import (
    CASTELVERDE,
    CREMONA,
    SORESINA,
    SPINADESCO,
    given_district,
    notices,
)
from aia.sensing.tests.story import Noticing


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Every page is read on the story's day."""
    for name in ("alarms", "expected", "outreach", "silence"):
        monkeypatch.setattr(f"aia.sensing.views.{name}.now", lambda: MOMENT)
    monkeypatch.setattr("aia.web.acts.now", lambda: MOMENT)
    return MOMENT


@pytest.fixture
def district(towns: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The district of Cremona with its people."""
    given_district(monkeypatch)


@pytest.fixture
def story(sara: Persona, maria: Person) -> Story:
    """Maria's pathway, followed by Sara."""
    return Story(sara, pathways.open_pathway(actor=sara.actor, person_id=maria.id, at=MOMENT))


@pytest.fixture
def cluster(district: None) -> Alarm:
    """A notice here and there for twenty weeks, then nine in two weeks beside the river."""
    for week in range(2, 22):
        notices({CREMONA: 3, SORESINA: week % 2, CASTELVERDE: week % 3 == 0}, weeks_ago=week)
    notices({CREMONA: 3, SPINADESCO: 9}, weeks_ago=1)
    raised = actions.look_in(DISTRICT, actor=service_actor("nightly"), at=MOMENT)
    (alarm,) = [one for one in raised if one.kind == "scan"]
    return alarm


def test_a_planted_cluster_is_told_once_with_its_map_and_weeks(
    cluster: Alarm, piero: Persona
) -> None:
    assert list(cluster.municipalities) == [SPINADESCO]
    assert (cluster.observed, cluster.domain) == (9, None)
    assert cluster.p is not None
    assert cluster.p <= 0.005
    again = actions.look_for_alarms(at=MOMENT + timedelta(days=1))
    assert again == "0 alarms raised"
    page = signed_in(piero).get(reverse("sensing:alarm", args=[cluster.id]))
    text = text_of(page)
    assert "Spinadesco" in text
    assert text.count("aia-map-alarm") == 2, "the shape and its line in the legend"
    assert "9 notices came in these days" in text
    assert "fewer than 5" in text
    assert "Say what it was" in text
    assert ">1<" not in text, "small weeks are kept back"


def test_the_planning_office_says_what_it_was(
    cluster: Alarm, piero: Persona, sara: Persona
) -> None:
    browser = signed_in(piero)
    address = reverse("sensing:close_alarm", args=[cluster.id])
    assert browser.post(address, {"seen": cluster.last_entry_id}).status_code == 400
    told = {"seen": cluster.last_entry_id, "verdict": "explained", "note": "La sagra di marzo."}
    answer = browser.post(address, told)
    assert answer.status_code == 302
    page = text_of(browser.get(answer["location"]))
    assert "La sagra di marzo." in page
    assert "Say what it was" not in page
    assert "Explained otherwise" in text_of(browser.get(reverse("sensing:alarms")))
    assert actions.look_for_alarms(at=MOMENT) == "0 alarms raised", "closed is not forgotten"
    assert signed_in(sara).get(address).status_code == 403


def test_numbers_are_for_those_who_plan_and_work_here(
    district: None, piero: Persona, sara: Persona, dino: Persona, ada: Persona, chiara: Persona
) -> None:
    for name in ("expected", "silence", "alarms"):
        address = reverse(f"sensing:{name}")
        assert signed_in(piero).get(address).status_code == 200
        assert signed_in(sara).get(address).status_code == 200
        assert signed_in(sara).get(f"{address}?district=crema").status_code == 404
        assert signed_in(dino).get(f"{address}?district={DISTRICT}").status_code == 404
        for stranger in (ada, chiara):
            assert signed_in(stranger).get(address).status_code == 403


def test_expected_need_comes_from_who_lives_here(
    district: None, story: Story, piero: Persona, carla: Persona
) -> None:
    """Nobody's need of one is printed, but everybody's expected number is."""
    story.demand(story.need("functioning.memory"))
    overview = queries.expected_overview(carla.actor, DISTRICT, at=MOMENT)
    by_category = {one.category: one for one in overview.rows}
    memory = by_category["functioning.memory"]
    assert memory.expected == pytest.approx(0.082 * _over_65(carla), rel=1e-6)
    assert memory.steps.voiced == 1
    assert by_category["ties.caring"].expected is None
    text = text_of(signed_in(piero).get(reverse("sensing:expected")))
    assert "fewer than 5" in text
    assert "Memory and bearings" in text
    assert "not for how many it is a burden" in text, "why there is no rate"


def _over_65(carla: Persona) -> int:
    from aia.territory.queries import municipalities_of, residents

    return sum(one.over_65 or 0 for one in residents(municipalities_of(DISTRICT)))


def test_one_category_town_by_town_names_its_source(
    district: None, story: Story, piero: Persona
) -> None:
    story.demand(story.need("functioning.memory"))
    browser = signed_in(piero)
    page = browser.get(reverse("sensing:expected_category", args=["functioning.memory"]))
    text = text_of(page)
    assert "ISTAT, Le condizioni di salute della popolazione anziana in Italia" in text
    assert "have it checked before any official use" in text
    assert len(page.context["rows"]) == 48
    assert {row[4] for row in page.context["rows"]} == {"fewer than 5"}
    assert {row[5] for row in page.context["rows"]} == {"—"}, "a level would give the count away"
    assert text.count("aia-map-like") == 49, "every municipality, and the legend"
    for unknown in ("ties.caring", "no.such"):
        address = reverse("sensing:expected_category", args=[unknown])
        assert browser.get(address).status_code == 404


def test_a_place_that_stopped_is_named_for_a_visit_and_persons_never_are(
    district: None, noticing: Noticing, sara: Persona, piero: Persona
) -> None:
    """The pharmacy sent two a week and stopped twelve weeks ago; the school goes on."""
    began = MOMENT - timedelta(weeks=40)
    places = {name: _sensor(sara, name, began) for name in ("Farmacia", "Scuola", "Oratorio")}
    someone = _sensor(sara, "La signora Pina", began, kind="person")
    for week in range(1, 40):
        for name, sensor in places.items():
            for _one in range(0 if name == "Farmacia" and week <= 13 else 2):
                noticing.sent(sensor_id=sensor.id, at=MOMENT - timedelta(weeks=week))
    found = queries.silent_places(sara.actor, DISTRICT, at=MOMENT)
    heard = {one.sensor.name: one.silence for one in found.sensors}
    assert heard["Farmacia"].heard == Heard.QUIET
    assert heard["Farmacia"].received == 0
    assert heard["Scuola"].heard == heard["Oratorio"].heard == Heard.AS_FORESEEN
    assert someone.name not in heard
    page = signed_in(sara).get(reverse("sensing:silence"))
    assert [one.sensor.name for one in page.context["quiet"]] == ["Farmacia"]
    assert "in no order of merit" in text_of(page)
    row = next(row for row in page.context["sensors"] if "Farmacia" in str(row[0]))
    assert row[3] == "0"
    planner = signed_in(piero).get(reverse("sensing:silence"))
    assert "fewer than 5" in text_of(planner)


def _sensor(sara: Persona, name: str, at: datetime, kind: str = "place") -> Sensor:
    return actions.register_sensor(
        actor=sara.actor,
        district=DISTRICT,
        kind=kind,
        formality="informal",
        name=name,
        municipality=CREMONA,
        at=at,
    )


def test_notices_about_protected_persons_are_in_no_count(
    district: None, noticing: Noticing, sara: Persona, lucia: Person, carla: Persona
) -> None:
    pathway = pathways.open_pathway(actor=sara.actor, person_id=lucia.id, at=MOMENT)
    kept, hidden = (noticing.sent(at=MOMENT - timedelta(days=7)) for _time in range(2))
    actions.decide_category(
        actor=sara.actor, notice_id=hidden.id, category="functioning.safety", at=MOMENT
    )
    actions.link_to_need(
        actor=sara.actor,
        notice_id=hidden.id,
        pathway_id=pathway.id,
        severity=3,
        at=MOMENT,
    )
    counts = queries.weekly_counts(carla.actor, DISTRICT, weeks=4, at=MOMENT)
    assert counts.whole().tolist() == [0, 0, 0, 1]
    assert kept.municipality_id in counts.places


def test_a_week_begins_on_monday_by_the_clock_of_the_place(
    district: None, noticing: Noticing, carla: Persona
) -> None:
    """In winter Rome is an hour ahead: Sunday 23:30 UTC is already the new week."""
    for at in (
        datetime(2026, 2, 22, 22, 30, tzinfo=UTC),
        datetime(2026, 2, 22, 23, 30, tzinfo=UTC),
    ):
        noticing.sent(at=at)
    noticing.sent(at=MOMENT)
    counts = queries.weekly_counts(carla.actor, DISTRICT, weeks=2, at=MOMENT)
    assert counts.mondays == (date(2026, 2, 16), date(2026, 2, 23))
    assert counts.whole().tolist() == [1, 1], "the week that has just begun is not whole"


def test_numbers_cost_the_same_however_many_places_there_are(
    district: None, noticing: Noticing, sara: Persona
) -> None:
    browser = signed_in(sara)
    noticing.sent(at=MOMENT - timedelta(days=7))
    before = _asked(browser)
    for number in range(6):
        sensor = _sensor(sara, f"Bar {number}", MOMENT - timedelta(weeks=30))
        noticing.sent(sensor_id=sensor.id, at=MOMENT - timedelta(days=14))
    after = _asked(browser)
    for name in _PAGES:
        more = sorted((Counter(after[name]) - Counter(before[name])).elements())
        assert len(after[name]) == len(before[name]), more


def _asked(browser: Client) -> dict[str, list[str]]:
    """Return what each page asks the database, after a first visit."""
    return {name: statements_about(browser, reverse(f"sensing:{name}")) for name in _PAGES}


_PAGES = ("expected", "silence", "alarms")
