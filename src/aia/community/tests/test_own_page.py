"""What a person reads of the community beside their own plan, and may say for themselves."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from aia.access.terms import Forbidden
from aia.access.tests.personas import MOMENT, Persona
from aia.community import actions
from aia.community.models import PlanLink, PooledNeed, Project
from aia.community.tests.conftest import Meet, needing
from aia.pathways.models import Plan
from aia.pathways.queries import beside
from aia.people.models import Person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Persona], Client]


def test_what_came_of_a_project_is_read_beside_the_plan_and_on_ones_own_page(
    link: PlanLink,
    plan: Plan,
    project: Project,
    gelsa: Persona,
    mary: Persona,
    sara: Persona,
    browse: SignIn,
) -> None:
    own, file = reverse("pathways:my_plan"), reverse("pathways:plan", args=[plan.id])
    assert "Non se n’è ancora raccontato niente." in browse(mary).get(own).content.decode()
    told: dict[str, Any] = {"actor": gelsa.actor, "project_id": project.id, "at": MOMENT}
    actions.tell_result(words="Il cortile è aperto il martedì.", **told)
    for reader, page in ((mary, own), (sara, file)):
        shown = browse(reader).get(page).content.decode()
        assert "Il cortile è aperto il martedì." in shown
        assert project.title in shown


def test_a_person_says_for_themselves_that_their_need_stands_with_others(
    plan: Plan, maria: Person, mary: Persona, sara: Persona, meet: Meet, browse: SignIn
) -> None:
    need, other = needing(sara, maria), needing(sara, meet("Ada", "Rossi"))
    page = reverse("community:agree_myself", args=[need.id])
    assert page not in browse(mary).get(reverse("pathways:my_plan")).content.decode()
    gathered = actions.gather_with(
        actor=sara.actor, need_id=other.id, title="Pomeriggi lunghi", at=MOMENT
    )
    browser = browse(mary)
    assert page in browser.get(reverse("pathways:my_plan")).content.decode()
    answer = browser.post(page, {"collective_id": str(gathered.id)}, follow=True)
    shown = answer.content.decode()
    assert "Il tuo bisogno sta insieme a quelli di altri in «Pomeriggi lunghi»" in shown
    assert page not in shown
    pooled = PooledNeed.objects.get(need=need)
    assert pooled.agreed
    assert pooled.last_entry.actor == mary.id
    again = browser.post(page, {"collective_id": str(gathered.id)})
    assert again.status_code == HTTPStatus.BAD_REQUEST


def test_nobody_says_it_for_somebody_else(
    plan: Plan, maria: Person, mary: Persona, gelsa: Persona, sara: Persona, meet: Meet
) -> None:
    other = needing(sara, meet("Ada", "Rossi"))
    gathered = actions.gather_with(
        actor=sara.actor, need_id=needing(sara, maria).id, title="Pomeriggi lunghi", at=MOMENT
    )
    for who in (mary, gelsa):
        with pytest.raises(Forbidden):
            actions.join_gathering(
                actor=who.actor, collective_id=gathered.id, need_id=other.id, at=MOMENT
            )


def test_what_may_hurt_is_never_told_beside_ones_own_plan(
    plan: Plan, maria: Person, sara: Persona, meet: Meet
) -> None:
    apart = "functioning.safety"
    needing(sara, maria, apart)
    for name in ("Ada", "Bice", "Cleo", "Dora"):
        needing(sara, meet(name, "Rossi"), apart)
    assert beside("own", plan, works=True, at=MOMENT) == []
