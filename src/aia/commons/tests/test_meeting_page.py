"""The page of a need face to face with the floor, and what the person then sees and chooses."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from aia.access.tests.personas import MOMENT, MakePersona, Persona
from aia.commons.rules.eligibility import ForWhom
from aia.commons.tests.conftest import Offer
from aia.pathways import actions as pathways
from aia.pathways.models import Demand, Option
from aia.pathways.tests.story import Story
from aia.people.models import Person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Persona], Client]


@pytest.fixture
def demand(sara: Persona, maria: Person) -> Demand:
    """Maria asks Sara for a ride to her visits."""
    pathway = pathways.open_pathway(actor=sara.actor, person_id=maria.id, at=MOMENT)
    story = Story(worker=sara, pathway=pathway)
    need = story.need("functioning.health")
    return story.demand(need, words="Vorrei un passaggio per le visite.")


def address(demand: Demand) -> str:
    return reverse("commons:meeting", args=[demand.need_id])


def test_from_the_persons_page_to_the_floor_and_back_with_options(
    demand: Demand, maria: Person, mary: Persona, sara: Persona, offer: Offer, browse: SignIn
) -> None:
    ride = offer(
        name="Passaggio amico", about="Alle visite.", sharing="shared_cost", cost_words="2 €"
    )
    worker, file = browse(sara), reverse("pathways:person", args=[maria.id])
    assert address(demand) in worker.get(file).content.decode()
    told = worker.get(address(demand)).content.decode()
    assert "Parole in comune: passaggio, visite." in told
    assert "Vorrei un passaggio per le visite." in told
    answer = worker.post(address(demand), {"resources": [str(ride.id)]})
    assert answer["Location"].startswith(file)
    mine = browse(mary).get(reverse("pathways:mine")).content.decode()
    assert "Passaggio amico" in mine
    assert "2 €" in mine
    behind = reverse("commons:of_option", args=[Option.objects.get().id])
    assert behind in mine
    for reader in (worker, browse(mary)):
        assert reader.get(behind)["Location"] == reverse("commons:resource", args=[ride.id])


def test_from_what_was_chosen_the_person_goes_on_to_its_page(
    demand: Demand, mary: Persona, sara: Persona, offer: Offer, browse: SignIn
) -> None:
    ride = offer(name="Passaggio amico", about="Alle visite.")
    browse(sara).post(address(demand), {"resources": [str(ride.id)]})
    option, browser = Option.objects.get(), browse(mary)
    told = {"option": str(option.id), "reason": "near"}
    browser.post(reverse("pathways:my_choice", args=[demand.id]), told)
    mine = browser.get(reverse("pathways:mine")).content.decode()
    chosen = mine.partition("La tua scelta")[2]
    assert reverse("commons:of_option", args=[option.id]) in chosen
    assert "Guardala sull’aia" in chosen


def test_what_must_be_asked_first_and_what_does_not_suit_are_told_apart(
    demand: Demand, sara: Persona, offer: Offer, browse: SignIn
) -> None:
    offer(name="Passaggio per chi è solo", for_whom=ForWhom(audience=("alone",)))
    offer(name="Passaggio per centenari", for_whom=ForWhom(min_age=100))
    told = browse(sara).get(address(demand)).content.decode()
    assert "È pensata per chi vive da solo: è questo il caso?" in told
    assert "Da 100 anni di età. La persona ha " in told
    known = browse(sara).get(address(demand), {"audience": "alone"}).content.decode()
    assert "è questo il caso?" not in known


def test_what_was_ticked_is_kept_when_something_was_taken_away_meanwhile(
    demand: Demand, sara: Persona, offer: Offer, browse: SignIn
) -> None:
    ride = offer(name="Passaggio")
    browser = browse(sara)
    nothing = browser.post(address(demand), {})
    assert nothing.status_code == HTTPStatus.BAD_REQUEST
    assert "Scegli almeno una cosa." in nothing.content.decode()
    browser.post(address(demand), {"resources": [str(ride.id)]})
    again = browser.post(address(demand), {"resources": [str(ride.id)]})
    assert again.status_code == HTTPStatus.BAD_REQUEST
    assert Option.objects.filter(demand=demand).count() == 1


@pytest.mark.parametrize("asked", ["far=x", "days=9", "part=noon", "intensity=x", "audience=x"])
def test_an_address_that_was_tampered_with_is_read_as_far_as_it_goes(
    demand: Demand, sara: Persona, offer: Offer, browse: SignIn, asked: str
) -> None:
    ride = offer(name="Passaggio")
    told = browse(sara).get(f"{address(demand)}?{asked}&words=passaggio")
    assert told.status_code == HTTPStatus.OK
    assert ride.name in told.content.decode()


def test_a_stranger_learns_nothing(demand: Demand, browse: SignIn, persona: MakePersona) -> None:
    other = browse(persona("Carlo Neri", "social_worker"))
    assert other.get(address(demand)).status_code == HTTPStatus.FORBIDDEN
    planner = browse(persona("Piero Gatti", "planner"))
    assert planner.get(address(demand)).status_code == HTTPStatus.NOT_FOUND
    assert planner.get(reverse("commons:of_option", args=[demand.id])).status_code == 404
