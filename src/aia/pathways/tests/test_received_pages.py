"""What an organisation was asked, as its operator meets it at the browser."""

from __future__ import annotations

import pytest
from django.urls import reverse

from aia.access.models import Reading
from aia.access.tests.personas import Persona
from aia.pathways import actions
from aia.pathways.models import Referral
from aia.pathways.terms import ReferralState
from aia.pathways.tests.pages import seen_on, signed_in, statements, text_of
from aia.pathways.tests.story import Story
from aia.people import actions as people
from aia.people.models import Consent, Household, Organisation, Person
from aia.people.queries import identity_of

MOST_ON_A_LIST = 15
LIST = "pathways:received"


@pytest.fixture
def referral(story: Story, sharing: Organisation) -> Referral:
    """Sara asks the cooperative, sixty days late by the time anybody looks."""
    return story.referral(sharing.id, words="Serve qualcuno per la spesa.")


def page_of(referral: Referral) -> str:
    return reverse("pathways:received_referral", args=[referral.id])


def act(referral: Referral, name: str) -> str:
    return reverse(f"pathways:{name}_referral", args=[referral.id])


def test_the_list_bears_the_organisation_and_says_what_is_late(
    referral: Referral, gelsomina: Persona, cooperative: Organisation
) -> None:
    page = text_of(signed_in(gelsomina).get(reverse(LIST)))
    assert cooperative.name in page
    assert "Maria Rossi" in page
    assert "days late" in page
    assert "Serve qualcuno" not in page, "words are read by opening the referral"


def test_the_page_shows_what_is_shared_and_nothing_else(
    story: Story, referral: Referral, gelsomina: Persona
) -> None:
    story.need("housing.losing", words="Teme lo sfratto.")
    page = text_of(signed_in(gelsomina).get(page_of(referral)))
    assert "Serve qualcuno per la spesa." in page
    assert "Teme lo sfratto" not in page
    assert "Bollette" not in page
    assert Reading.objects.filter(account=gelsomina.id, why="referral").count() == 1
    assert reverse("pathways:person", args=[story.pathway.subject]) not in page


def test_declining_asks_for_the_reason_and_closes_the_file(
    referral: Referral, gelsomina: Persona
) -> None:
    browser = signed_in(gelsomina)
    refused = browser.post(act(referral, "decline"), {"words": "Proviamo a settembre"})
    assert refused.status_code == 400
    assert "Proviamo a settembre" in text_of(refused), "nothing typed is lost"
    browser.post(act(referral, "decline"), {"reason": "no_place", "words": "A settembre sì."})
    referral.refresh_from_db()
    assert (referral.state, referral.decline_reason) == (ReferralState.DECLINED, "no_place")
    closed = text_of(browser.get(page_of(referral)))
    assert "Maria" not in closed
    assert "no place free" in closed


def test_accepting_starting_and_ending(referral: Referral, gelsomina: Persona) -> None:
    browser = signed_in(gelsomina)
    for name, told in (
        ("accept", {"words": "Da lunedì."}),
        ("start", {"on": "2026-03-03"}),
        ("end", {"on": "2026-03-20", "words": "Ora va da sola."}),
    ):
        seen = seen_on(browser.get(act(referral, name)))
        assert browser.post(act(referral, name), {**told, "seen": seen}).status_code == 302
    referral.refresh_from_db()
    assert referral.state == ReferralState.ENDED


def test_when_the_worker_withdrew_it_meanwhile_the_words_stay(
    story: Story, referral: Referral, gelsomina: Persona
) -> None:
    browser = signed_in(gelsomina)
    seen = seen_on(browser.get(act(referral, "accept")))
    actions.withdraw_referral(
        actor=story.actor, referral_id=referral.id, reason="mistake", at=story.at
    )
    answer = browser.post(act(referral, "accept"), {"words": "Volentieri!", "seen": seen})
    assert answer.status_code == 409
    assert "Volentieri!" in text_of(answer)


def test_a_withdrawn_consent_closes_it_at_once(
    referral: Referral, gelsomina: Persona, maria_herself: Persona
) -> None:
    people.withdraw_consent(
        actor=maria_herself.actor, consent=Consent.objects.get(), at=referral.sent_at
    )
    browser = signed_in(gelsomina)
    assert "Maria" not in text_of(browser.get(reverse(LIST)))
    assert "Serve qualcuno" not in text_of(browser.get(page_of(referral)))


def test_another_organisation_and_everybody_else_find_nothing(
    referral: Referral, paola: Persona, carla: Persona, maria_herself: Persona
) -> None:
    assert "Maria" not in text_of(signed_in(paola).get(reverse(LIST)))
    for name in ("accept", "decline", "start", "end"):
        assert signed_in(paola).get(act(referral, name)).status_code == 404
    assert signed_in(paola).get(page_of(referral)).status_code == 404
    for persona in (carla, maria_herself):
        assert signed_in(persona).get(reverse(LIST)).status_code == 403


def test_an_operator_opens_no_file_and_no_trace(referral: Referral, gelsomina: Persona) -> None:
    subject = referral.pathway.subject
    browser = signed_in(gelsomina)
    for name in ("person", "trace", "team", "break_glass"):
        answer = browser.get(reverse(f"pathways:{name}", args=[subject]))
        assert answer.status_code in {403, 404}
        assert "Maria Rossi" not in text_of(answer)


def test_it_is_the_operator_s_home(referral: Referral, gelsomina: Persona) -> None:
    answer = signed_in(gelsomina).get(reverse("web:home"))
    assert answer.headers["Location"] == reverse(LIST)


def test_the_list_costs_the_same_however_long(
    story: Story, referral: Referral, sharing: Organisation, gelsomina: Persona
) -> None:
    browser = signed_in(gelsomina)
    few = statements(browser, reverse(LIST))
    for category in ("housing.losing", "income.debt", "income.food"):
        story.referral(sharing.id, story.need(category))
    assert statements(browser, reverse(LIST)) == few <= MOST_ON_A_LIST


def test_who_was_asked_knows_what_it_takes_to_meet_the_person_and_no_more(
    referral: Referral, gelsomina: Persona, sara: Persona, maria: Person, home: Household
) -> None:
    address = reverse("people:identity", args=[maria.id])
    known = identity_of(maria)
    assert known.birth_date is not None
    whole = signed_in(sara).get(address).content.decode()
    narrow = text_of(signed_in(gelsomina).get(address))
    assert known.full_name in narrow
    assert str(known.birth_date.year) in narrow
    assert reverse("people:household", args=[home.id]) in whole
    for hidden in ("Place of birth", "Codes", "Household", "Citizenship"):
        assert hidden not in narrow, hidden
    answer = signed_in(gelsomina).get(reverse("people:household", args=[home.id]))
    assert answer.status_code == 403
