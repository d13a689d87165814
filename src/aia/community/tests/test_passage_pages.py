"""The pages of a passage: the team's, a side's, and those of who passes."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from aia.access.actions import open_scope
from aia.access.terms import ScopeKind
from aia.access.tests.personas import DISTRICT, Persona
from aia.community import actions
from aia.community.models import Passage, PassageAsk
from aia.community.tests.passing import Passing
from aia.community.tests.test_pages import page, sent
from aia.kit.clock import now
from aia.pathways import actions as pathways
from aia.pathways.models import Plan
from aia.people.actions import protect_person
from aia.people.models import Organisation, Person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Persona], Client]


@pytest.fixture
def passing(sara: Persona, maria: Person, cooperative: Organisation) -> Passing:
    opened = pathways.open_pathway(actor=sara.actor, person_id=maria.id, at=now())
    return Passing(worker=sara, pathway=opened.id, giving=cooperative.id, at=now())


def told(giving: UUID) -> dict[str, Any]:
    """Return what is typed to propose a passage."""
    return {
        "reason": "hospital",
        "from_intensity": "high",
        "to_intensity": "light",
        "giving": giving,
        "receiving": "team",
        "words": "Torna a casa lunedì.",
        "planned_on": f"{localdate()}",
        "trial_days": 30,
        "back_to": giving,
        "back_days": 2,
        "back_voice": "giving",
        "back_words": "Il letto resta suo.",
        "hours_quantity": "20",
        "hours_side": "giving",
        "hours_words": "Due ore al giorno",
    }


def refer(passing: Passing, by: Persona, person: Person) -> None:
    """Open to the cooperative what concerns it of somebody's file, as a referral does."""
    open_scope(
        actor=by.actor,
        subject=person.id,
        district=DISTRICT,
        kind=ScopeKind.REFERRAL,
        organisation=passing.giving,
        at=passing.at,
    )


def shown(browser: Client, name: str, row: UUID) -> str:
    return str(browser.get(page(name, row)).content.decode())


def test_a_passage_goes_from_the_plan_to_its_way_back(
    plan: Plan, cooperative: Organisation, sara: Persona, browse: SignIn
) -> None:
    browser, pathway = browse(sara), plan.pathway_id
    tab = browser.get(reverse("pathways:plan", args=[plan.id])).content.decode()
    assert page("propose_passage", pathway) in tab
    assert "Ancora nessun passaggio" in shown(browser, "passages", pathway)
    answer = sent(browser, "propose_passage", pathway, **told(cooperative.id))
    assert "Il letto resta suo." in answer
    assert "Chiesto, senza ancora risposta" in answer
    passage, ask = Passage.objects.get(), PassageAsk.objects.get()
    heard = {"channel": "phone", "said_by": "La caposala"}
    given = {f"granted_{ask.id}": "12"}
    assert "Si dà: 12" in sent(browser, "agree_giving", passage.id, **heard, **given)
    sent(browser, "agree_receiving", passage.id)
    assert "concordato" in sent(browser, "agree_person", passage.id, **heard).lower()
    assert "restano 30 giorni" in sent(browser, "start_trial", passage.id, on=f"{localdate()}")
    assert page("keep_passage", passage.id) not in shown(browser, "passage", passage.id)
    look = {"voice": "person", "going": "effort", "words": "La notte ho paura."}
    answer = sent(browser, "look_at_trial", passage.id, **look)
    assert "La notte ho paura." in answer
    assert page("keep_passage", passage.id) in answer
    answer = sent(browser, "go_back", passage.id, reason="alone", words="Pina sta male.")
    assert "Il passaggio che non ha tenuto" in answer
    back = Passage.objects.get(back_of=passage)
    sent(browser, "keep_passage", back.id, words="È nel suo letto.")
    assert "Tornata indietro" in shown(browser, "passages", pathway)


def test_what_is_wrong_is_said_in_its_place_and_nothing_typed_is_lost(
    passing: Passing, browse: SignIn, sara: Persona
) -> None:
    browser, address = browse(sara), page("propose_passage", passing.pathway)
    wrong = {**told(passing.giving), "back_to": "team", "hours_side": ""}
    answer = browser.post(address, wrong)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Torna a casa lunedì." in answer.content.decode()
    assert "La via del ritorno porta da qualcun altro" in answer.content.decode()
    answer = browser.post(address, {**wrong, "back_to": passing.giving})
    assert "Chiedilo a una delle due parti" in answer.content.decode()
    assert not Passage.objects.exists()


def test_who_passes_says_yes_and_how_it_goes_on_their_own_page(
    passing: Passing, mary: Persona, browse: SignIn
) -> None:
    passage = passing.proposed(planned_on=localdate())
    browser = browse(mary)
    listing = page("passages", passing.pathway)
    assert listing in browser.get(reverse("pathways:mine")).content.decode()
    assert page("passage", passage.id) in browser.get(listing).content.decode()
    answer = sent(browser, "agree_person", passage.id, words="Voglio le mie cose.")
    assert "Voglio le mie cose." in answer
    assert page("agree_giving", passage.id) not in answer
    passing.say(passage, "giving")
    passing.say(passage, "receiving")
    assert page("start_trial", passage.id) not in shown(browser, "passage", passage.id)
    assert browser.get(page("start_trial", passage.id)).status_code == HTTPStatus.FORBIDDEN


def test_a_side_s_operator_says_yes_while_the_file_is_open_to_their_body(
    passing: Passing, gelsa: Persona, maria: Person, sara: Persona, browse: SignIn
) -> None:
    passage = passing.proposed(planned_on=localdate())
    browser = browse(gelsa)
    address = page("passage", passage.id)
    assert browser.get(address).status_code == HTTPStatus.NOT_FOUND
    refer(passing, sara, maria)
    assert page("agree_giving", passage.id) in browser.get(address).content.decode()
    ask = passage.passageasks.get(side="giving")
    answer = sent(browser, "agree_giving", passage.id, **{f"refused_{ask.id}": "no_people"})
    assert "Non si dà: non c’è chi potrebbe" in answer


def test_the_trace_says_it_in_words(
    passing: Passing, sara: Persona, maria: Person, browse: SignIn
) -> None:
    passing.agreed(passing.proposed(planned_on=localdate()))
    address = reverse("pathways:trace", args=[maria.id])
    assert "hanno concordato il passaggio" in browse(sara).get(address).content.decode()


def test_what_is_under_way_is_listed_for_who_has_to_do_with_it(
    passing: Passing,
    maria: Person,
    sara: Persona,
    omar: Persona,
    gelsa: Persona,
    carla: Persona,
    browse: SignIn,
) -> None:
    passage = passing.proposed(planned_on=localdate())
    browsers = [browse(who) for who in (sara, omar, gelsa, carla)]

    def listed() -> list[bool]:
        pages = [one.get(page("passing")).content.decode() for one in browsers]
        return [page("passage", passage.id) in one for one in pages]

    assert listed() == [True, False, False, True]
    refer(passing, sara, maria)
    assert listed() == [True, False, True, True]
    told = browsers[0].get(page("passing")).content.decode()
    assert "In attesa di un sì" in told
    assert "Maria Rossi" in told
    passing.agreed(passage)
    trial = actions.start_trial(passage_id=passage.id, **passing.who)
    assert "Altre prove" in browsers[3].get(page("passing")).content.decode()
    actions.go_back(passage_id=trial.id, reason="wish", **passing.who)
    assert "entro due settimane" in browsers[2].get(page("passing")).content.decode()
    protect_person(actor=sara.actor, person=maria, at=passing.at)
    assert "Maria Rossi" in browsers[0].get(page("passing")).content.decode()
    assert "Maria Rossi" not in browsers[3].get(page("passing")).content.decode()
