"""Lists of pathways, checks, and a caseload that changes hands, at the browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from aia.access.tests.personas import MOMENT, MakePersona, Persona
from aia.pathways import actions
from aia.pathways.models import Pathway
from aia.pathways.tests.pages import signed_in, statements, text_of
from aia.pathways.tests.story import Story
from aia.people.models import Person

MOST_ON_A_LIST = 15
LONG_AGO = MOMENT.date() + timedelta(days=30)
LIST = "pathways:list"


def test_a_worker_lists_what_they_follow(story: Story, sara: Persona, omar: Persona) -> None:
    assert "Maria Rossi" in text_of(signed_in(sara).get(reverse(LIST)))
    assert "Maria Rossi" not in text_of(signed_in(omar).get(reverse(LIST)))
    asked = signed_in(omar).get(reverse(LIST), {"whose": "district"})
    assert "Maria Rossi" not in text_of(asked), "the district's list is the coordinator's"


def test_the_coordinator_filters_by_lead_and_state(
    story: Story, sheltered: Story, sara: Persona, omar: Persona, carla: Persona
) -> None:
    browser = signed_in(carla)
    whole = text_of(browser.get(reverse(LIST), {"whose": "district"}))
    assert "Maria Rossi" in whole
    assert "Lucia" not in whole
    of_omar = browser.get(reverse(LIST), {"whose": "district", "lead": str(omar.id)})
    assert "Maria Rossi" not in text_of(of_omar)
    of_sara = browser.get(reverse(LIST), {"whose": "district", "lead": str(sara.id)})
    assert "Maria Rossi" in text_of(of_sara)
    closed = browser.get(reverse(LIST), {"whose": "district", "state": "closed"})
    assert "Maria Rossi" not in text_of(closed)


def test_the_list_costs_the_same_however_long(story: Story, sara: Persona) -> None:
    browser = signed_in(sara)
    few = statements(browser, reverse(LIST))
    for title in ("I cortili", "Il quartiere", "La piazza"):
        actions.open_pathway(actor=sara.actor, title=title, district="cremona", at=MOMENT)
    assert statements(browser, reverse(LIST)) <= few + 1 <= MOST_ON_A_LIST, "one kind more"


def test_checks_say_what_to_look_at_and_where(story: Story, sara: Persona, carla: Persona) -> None:
    story.answer(ends_on=LONG_AGO)
    browser = signed_in(carla)
    page = text_of(browser.get(reverse("pathways:checks")))
    assert reverse("pathways:person", args=[story.pathway.subject]) in page
    assert "questions found nothing" in page


def test_checks_leave_the_protected_out(sheltered: Story, carla: Persona) -> None:
    sheltered.answer(ends_on=LONG_AGO)
    page = text_of(signed_in(carla).get(reverse("pathways:checks")))
    assert "Lucia" not in page
    assert str(sheltered.pathway.subject) not in page


def test_a_caseload_passes_in_one_act(
    story: Story, sara: Persona, omar: Persona, carla: Persona
) -> None:
    browser = signed_in(carla)
    address = f"{reverse('pathways:hand_over')}?leaver={sara.id}"
    page = text_of(browser.get(address))
    assert "Sara Conti leads 1 pathway" in page
    assert "0 of 20" in page, "Omar's figures"
    nobody = browser.post(address, {})
    assert "Choose at least one colleague." in text_of(nobody)
    done = browser.post(address, {"receivers": [str(omar.id)]}, follow=True)
    assert "Omar Haddad" in text_of(done)
    assert "1 pathway that Sara Conti led" in text_of(done)
    story.pathway.refresh_from_db()
    assert story.pathway.lead == omar.id


def test_a_protected_file_passes_without_being_told_of(
    sheltered: Story, sara: Persona, omar: Persona, carla: Persona
) -> None:
    browser = signed_in(carla)
    address = f"{reverse('pathways:hand_over')}?leaver={sara.id}"
    assert "Sara Conti leads 0 pathways" in text_of(browser.get(address))
    done = browser.post(address, {"receivers": [str(omar.id)]}, follow=True)
    assert "Lucia" not in text_of(done)
    assert Pathway.objects.get().lead == omar.id


@pytest.mark.parametrize("name", ["hand_over", "handed_over"])
def test_only_a_coordinator_hands_over(sara: Persona, piero: Persona, name: str) -> None:
    for persona in (sara, piero):
        assert signed_in(persona).get(reverse(f"pathways:{name}")).status_code == 403


def test_every_role_has_a_home(
    persona: MakePersona, maria: Person, sara: Persona, carla: Persona, piero: Persona, ada: Persona
) -> None:
    chiara = persona("Chiara Moro", "citizen", person=maria.id)
    homes = {
        sara: "pathways:worklist",
        carla: "pathways:worklist",
        piero: "territory:index",
        ada: "access:colleagues",
        chiara: "pathways:mine",
    }
    for who, home in homes.items():
        answer = signed_in(who).get(reverse("web:home"))
        assert answer.headers["Location"] == reverse(home)
