"""Needs without a voice: who tries next, what came of it, and who may know of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from aia.access.tests.personas import MOMENT, Persona
from aia.pathways import actions as pathways
from aia.pathways.models import Need
from aia.pathways.tests.pages import seen_on, signed_in, statements, text_of
from aia.pathways.tests.story import Story
from aia.people.models import Person
from aia.sensing.models import Outreach, OutreachAttempt, Sensor

LATER = MOMENT + timedelta(days=21)


@pytest.fixture(autouse=True)
def three_weeks_later(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Every page is read three weeks after the story began."""
    monkeypatch.setattr("aia.sensing.views.outreach.now", lambda: LATER)
    monkeypatch.setattr("aia.web.acts.now", lambda: LATER)
    return LATER


@pytest.fixture
def story(sara: Persona, maria: Person) -> Story:
    """Maria's pathway, followed by Sara."""
    return Story(sara, pathways.open_pathway(actor=sara.actor, person_id=maria.id, at=MOMENT))


@pytest.fixture
def need(story: Story) -> Need:
    """A need that Sara recognised and Maria has not voiced."""
    return story.need("ties.solitude")


def page_of(name: str, need: Need) -> str:
    """Return the address of an act: those on what is going on are named by it."""
    going_on = name in {"plan_outreach", "note_attempt", "end_outreach"}
    row = Outreach.objects.get(need=need) if going_on else need
    return reverse(f"sensing:{name}", args=[row.id])


LIST = "sensing:outreach"


def test_a_need_without_a_voice_is_there_with_its_days(need: Need, sara: Persona) -> None:
    text = text_of(signed_in(sara).get(reverse(LIST)))
    assert "Maria Rossi" in text
    assert "Loneliness" in text
    assert "for 21 days" in text
    assert "Nobody yet" in text


def test_a_need_that_found_its_voice_is_not_there(need: Need, story: Story, sara: Persona) -> None:
    story.demand(need)
    assert "Every need has found its voice" in text_of(signed_in(sara).get(reverse(LIST)))


def test_somebody_tries_notes_and_stops(need: Need, sara: Persona, pharmacy: Sensor) -> None:
    browser = signed_in(sara)
    begin = page_of("begin_outreach", need)
    told = {"next_how": "sensor", "through": str(pharmacy.id), "next_on": "2026-03-30"}
    assert browser.post(begin, told).status_code == 302
    text = text_of(browser.get(reverse(LIST)))
    assert "Through a social sensor, Sara Conti, with Farmacia della piazza, by 30 March" in text

    address = page_of("note_attempt", need)
    seen = seen_on(browser.get(address))
    words = "Ha aperto la porta, ha offerto il caffè."
    attempt = {"seen": seen, "how": "home", "result": "come_again", "words": words}
    assert browser.post(address, attempt).status_code == 302
    page = text_of(browser.get(page_of("outreach_need", need)))
    assert "A visit at home: They would like us to come again" in page
    assert words in page

    end = page_of("end_outreach", need)
    nothing = browser.post(end, {"seen": seen_on(browser.get(end))})
    assert nothing.status_code == 400, "it was not voiced: a reason is needed"
    told = {"seen": seen_on(browser.get(end)), "reason": "shame"}
    assert browser.post(end, told).status_code == 302
    need.refresh_from_db()
    assert need.unvoiced == "shame"
    assert Outreach.objects.get().state == "unvoiced"
    assert "Shame or fear of being judged" in text_of(browser.get(reverse(LIST)))


def test_who_tries_next_may_change(need: Need, sara: Persona, omar: Persona) -> None:
    browser = signed_in(sara)
    browser.post(page_of("begin_outreach", need), {"next_how": "phone"})
    address = page_of("plan_outreach", need)
    told = {"seen": seen_on(browser.get(address)), "next_how": "home", "next_by": str(omar.id)}
    assert browser.post(address, told).status_code == 302
    assert Outreach.objects.get().next_by == omar.id


def test_what_was_typed_is_kept_when_a_colleague_came_first(need: Need, sara: Persona) -> None:
    browser = signed_in(sara)
    browser.post(page_of("begin_outreach", need), {"next_how": "phone"})
    address = page_of("note_attempt", need)
    seen = seen_on(browser.get(address))
    told = {"seen": seen, "how": "phone", "result": "no_answer"}
    assert browser.post(address, told).status_code == 302
    late = browser.post(address, {**told, "words": "Richiamo lunedì."})
    assert late.status_code == 409
    assert "Richiamo lunedì." in text_of(late)
    assert OutreachAttempt.objects.count() == 1


def test_what_has_ended_is_not_gone_on_with(need: Need, sara: Persona) -> None:
    browser = signed_in(sara)
    browser.post(page_of("begin_outreach", need), {"next_how": "phone"})
    end = page_of("end_outreach", need)
    told = {"seen": seen_on(browser.get(end)), "reason": "not_yet"}
    assert browser.post(end, told).status_code == 302
    assert browser.get(page_of("note_attempt", need)).status_code == 404


def test_the_list_is_as_wide_as_the_worklist(
    need: Need, sara: Persona, omar: Persona, carla: Persona, dino: Persona, piero: Persona
) -> None:
    assert "Maria Rossi" in text_of(signed_in(carla).get(reverse(LIST)))
    assert "Maria Rossi" not in text_of(signed_in(omar).get(reverse(LIST)))
    assert signed_in(piero).get(reverse(LIST)).status_code == 403
    assert signed_in(carla).get(page_of("outreach_need", need)).status_code == 200
    assert signed_in(carla).get(page_of("begin_outreach", need)).status_code == 403
    assert signed_in(omar).get(page_of("outreach_need", need)).status_code == 403
    for stranger in (dino, piero):
        assert signed_in(stranger).get(page_of("outreach_need", need)).status_code in (403, 404)


def test_protected_persons_exist_only_for_who_follows_them(
    sara: Persona, carla: Persona, omar: Persona, lucia: Person
) -> None:
    pathway = pathways.open_pathway(actor=sara.actor, person_id=lucia.id, at=MOMENT)
    hidden = Story(sara, pathway).need()
    assert "Lucia Verdi" in text_of(signed_in(sara).get(reverse(LIST)))
    for colleague in (carla, omar):
        assert "Lucia" not in text_of(signed_in(colleague).get(reverse(LIST)))
        assert signed_in(colleague).get(page_of("outreach_need", hidden)).status_code == 404


def test_the_list_costs_the_same_however_long_it_is(
    need: Need, story: Story, sara: Persona
) -> None:
    browser = signed_in(sara)
    browser.post(page_of("begin_outreach", need), {"next_how": "phone"})
    before = statements(browser, reverse(LIST))
    for category in ("income.food", "housing.losing", "work.job"):
        more = story.need(category)
        browser.post(page_of("begin_outreach", more), {"next_how": "home"})
    assert statements(browser, reverse(LIST)) == before
