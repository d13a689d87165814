"""The worklist, a person's page and the acts of the line, as somebody at the browser meets them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aia.access.models import Reading
from aia.access.tests.personas import Persona
from aia.pathways import actions
from aia.pathways.models import Choice, Demand, Need, Option
from aia.pathways.terms import Step
from aia.pathways.tests.story import Story
from aia.people.models import Organisation

MOST_ON_A_LIST = 15
MOST_ON_A_FILE = 25


@pytest.fixture
def browse(client: Client) -> Callable[[Persona], Client]:
    """Sign somebody in, reading English."""

    def sign_in(who: Persona) -> Client:
        client.force_login(who.account)
        client.cookies["django_language"] = "en"
        return client

    return sign_in


def statements(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def person_page(story: Story) -> str:
    return reverse("pathways:person", args=[story.pathway.subject])


def test_the_worklist_shows_who_waits_for_what(
    browse: Callable[[Persona], Client], sara: Persona, story: Story
) -> None:
    story.demand()
    page = browse(sara).get(reverse("pathways:worklist")).content.decode()
    assert "Maria Rossi" in page
    assert "Demands without a choice" in page


def test_the_worklist_costs_the_same_however_long_it_is(
    browse: Callable[[Persona], Client], sara: Persona, story: Story
) -> None:
    story.need()
    few = statements(browse(sara), reverse("pathways:worklist"))
    for category in ("income.utilities", "housing.losing", "functioning.health"):
        story.need(category)
        story.demand()
    many = statements(browse(sara), reverse("pathways:worklist"))
    assert few == many <= MOST_ON_A_LIST


def test_a_planner_has_no_worklist(
    browse: Callable[[Persona], Client], piero: Persona, story: Story
) -> None:
    assert browse(piero).get(reverse("pathways:worklist")).status_code == 403


def test_the_file_draws_the_trace_and_records_the_reading(
    browse: Callable[[Persona], Client], sara: Persona, story: Story
) -> None:
    story.choice()
    page = browse(sara).get(person_page(story)).content.decode()
    assert "<svg" in page
    assert "Plan the answer" in page
    reading = Reading.objects.get()
    assert (reading.account, reading.subject) == (sara.id, story.pathway.subject)


def test_the_file_costs_the_same_however_many_needs(
    browse: Callable[[Persona], Client], sara: Persona, story: Story
) -> None:
    story.answer()
    few = statements(browse(sara), person_page(story))
    story.answer()
    story.choice()
    many = statements(browse(sara), person_page(story))
    assert few == many <= MOST_ON_A_FILE


def test_a_colleague_learns_only_that_the_path_exists(
    browse: Callable[[Persona], Client], omar: Persona, story: Story
) -> None:
    story.demand()
    answer = browse(omar).get(person_page(story))
    assert answer.status_code == 403
    assert "Sara" in answer.content.decode()
    assert "<blockquote" not in answer.content.decode()


def test_a_protected_person_does_not_exist_for_a_colleague(
    browse: Callable[[Persona], Client], omar: Persona, sheltered: Story
) -> None:
    assert browse(omar).get(person_page(sheltered)).status_code == 404


def test_from_the_need_to_the_answer_by_the_pages(
    browse: Callable[[Persona], Client], sara: Persona, story: Story
) -> None:
    client, subject = browse(sara), story.pathway.subject
    told = {
        "category": "income.utilities",
        "expressed": "yes",
        "words_of": "person",
        "words": "Non riesco a pagare la luce.",
        "severity": "3",
    }
    assert client.post(reverse("pathways:recognise_need", args=[subject]), told).status_code == 302
    need = Need.objects.get()
    asked = {"words": "Vorrei non restare al buio.", "voiced_by": "person"}
    client.post(reverse("pathways:open_demand", args=[need.id]), asked)
    demand = Demand.objects.get()
    for words in ("Contributo per le bollette", "Aiuto per i conti"):
        offer = {"kind": "service", "source": "worker", "words": words, "intensity": "light"}
        client.post(reverse("pathways:offer_option", args=[demand.id]), offer)
    taken, left = Option.objects.order_by("offered_at", "id")
    chosen = {
        "option": str(taken.id),
        "reason": "fits",
        "made_by": "person",
        f"declined_{left.id}": "times",
    }
    assert client.post(reverse("pathways:make_choice", args=[demand.id]), chosen).status_code == 302
    left.refresh_from_db()
    assert (left.state, left.declined_for) == ("declined", "times")
    answer = {"provider_kind": "public", "intensity": "light", "starts_on": "2026-11-20"}
    choice = Choice.objects.get()
    client.post(reverse("pathways:plan_answer", args=[choice.id]), answer)
    need.refresh_from_db()
    assert need.step in (Step.CHOICE, Step.ANSWER)
    assert need.answers.count() == 1


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    browse: Callable[[Persona], Client], sara: Persona, story: Story
) -> None:
    url = reverse("pathways:recognise_need", args=[story.pathway.subject])
    answer = browse(sara).post(url, {"words": "Parole da non perdere.", "expressed": "yes"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Parole da non perdere." in page
    assert "aria-invalid" in page
    assert not Need.objects.exists()


def test_who_comes_second_is_told_and_keeps_the_words(
    browse: Callable[[Persona], Client], sara: Persona, story: Story
) -> None:
    need = story.need()
    seen = need.last_entry_id
    actions.regrade_need(actor=sara.actor, need_id=need.id, severity=4, at=story.at)
    url = reverse("pathways:reword_need", args=[need.id])
    told = {"words": "Parole nuove.", "words_of": "person", "expressed": "yes", "seen": str(seen)}
    answer = browse(sara).post(url, told)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Sara" in page
    assert "Parole nuove." in page
    need.refresh_from_db()
    again = browse(sara).post(url, {**told, "seen": str(need.last_entry_id)})
    assert again.status_code == 302


def test_ten_megabytes_of_words_are_refused_whole(
    browse: Callable[[Persona], Client], sara: Persona, story: Story
) -> None:
    url = reverse("pathways:recognise_need", args=[story.pathway.subject])
    answer = browse(sara).post(url, {"words": "a" * 10_000_000})
    assert answer.status_code in (400, 413)
    assert not Need.objects.exists()


def test_markup_in_words_stays_words(
    browse: Callable[[Persona], Client], sara: Persona, story: Story
) -> None:
    need = story.need()
    actions.open_demand(
        actor=sara.actor, need_id=need.id, words="<script>alert(1)</script>", at=story.at
    )
    page = browse(sara).get(person_page(story)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_referral_asks_for_the_consent_first(
    browse: Callable[[Persona], Client],
    sara: Persona,
    story: Story,
    cooperative: Organisation,
) -> None:
    need = story.need()
    url = reverse("pathways:send_referral", args=[need.id])
    told = {"organisation_id": str(cooperative.id), "words": "Potete incontrarla?"}
    answer = browse(sara).post(url, told)
    assert answer.status_code == 400
    assert need.referrals.count() == 0


@pytest.mark.parametrize("name", ["open_demand", "close_need", "send_referral"])
def test_a_need_that_does_not_exist_is_not_found(
    browse: Callable[[Persona], Client], sara: Persona, name: str
) -> None:
    assert browse(sara).get(reverse(f"pathways:{name}", args=[uuid4()])).status_code == 404
