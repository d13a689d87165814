"""Needs of many become one; nobody is told of by being few."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.community import actions, queries
from aia.community.models import CollectiveNeed, PooledNeed
from aia.community.terms import Refused
from aia.community.tests.conftest import Meet, needing
from aia.pathways.models import Need, Plan
from aia.pathways.queries import beside
from aia.people.actions import form_household

pytestmark = pytest.mark.django_db
ALONE = "ties.solitude"
NAMES = ("Ada", "Bice", "Cleo", "Dora", "Emma", "Fede")


@pytest.fixture
def five(sara: Persona, meet: Meet) -> list[Need]:
    """Five people for whom the afternoon is long."""
    return [needing(sara, meet(name, "Rossi")) for name in NAMES[:5]]


def pooled(who: Persona, **told: str) -> CollectiveNeed:
    facts = {"district": DISTRICT, "category": ALONE, "title": "Pomeriggi lunghi", **told}
    return actions.pool_needs(actor=who.actor, at=MOMENT, **facts)


def test_five_who_look_for_the_same_become_one_need_of_the_community(
    five: list[Need], sara: Persona, piero: Persona, gelsa: Persona
) -> None:
    [common] = queries.in_common(piero.actor, DISTRICT, at=MOMENT)
    assert (common.category, common.at_least, common.municipality) == (ALONE, 5, None)
    with pytest.raises(Forbidden):
        pooled(piero)
    collective = pooled(sara)
    assert collective.need is not None
    assert collective.need.pathway.kind == "community"
    assert (collective.state, collective.need.category) == ("recognised", ALONE)
    assert queries.collectives(gelsa.actor) == [collective]
    assert queries.told_size(collective) == "At least 5 people."


def test_four_are_too_few(sara: Persona, piero: Persona, meet: Meet) -> None:
    for name in NAMES[:4]:
        needing(sara, meet(name, "Rossi"))
    assert queries.in_common(piero.actor, DISTRICT, at=MOMENT) == []
    with pytest.raises(Refused, match="too few"):
        pooled(sara)


def test_who_lives_together_is_one_home(sara: Persona, meet: Meet) -> None:
    people = [meet(name, "Rossi") for name in NAMES[:5]]
    form_household(
        actor=sara.actor,
        district=DISTRICT,
        since=date(2025, 1, 1),
        members=[(people[0], "reference"), (people[1], "relative")],
        at=MOMENT,
    )
    for person in people:
        needing(sara, person)
    with pytest.raises(Refused, match="too few"):
        pooled(sara)


def test_who_is_protected_is_not_counted(sara: Persona, meet: Meet) -> None:
    for name in NAMES[:5]:
        needing(sara, meet(name, "Rossi", protected=name == "Ada"))
    with pytest.raises(Refused, match="too few"):
        pooled(sara)


def test_what_could_hurt_is_never_pooled_by_others(sara: Persona, meet: Meet) -> None:
    for name in NAMES:
        needing(sara, meet(name, "Rossi"), "functioning.safety")
    assert queries.in_common(sara.actor, DISTRICT, at=MOMENT) == []
    with pytest.raises(Refused, match="stay with whom"):
        pooled(sara, category="functioning.safety")


def test_two_who_agree_are_enough(sara: Persona, omar: Persona, meet: Meet) -> None:
    ada, bice = (needing(sara, meet(name, "Rossi")) for name in NAMES[:2])
    with pytest.raises(Forbidden):
        actions.gather_with(actor=omar.actor, need_id=ada.id, title="Insieme", at=MOMENT)
    gathered = actions.gather_with(actor=sara.actor, need_id=ada.id, title="Insieme", at=MOMENT)
    with pytest.raises(Refused, match="too few"):
        actions.recognise_collective(actor=sara.actor, collective_id=gathered.id, at=MOMENT)
    joined: dict[str, Any] = {"actor": sara.actor, "collective_id": gathered.id}
    actions.join_gathering(need_id=bice.id, at=MOMENT, **joined)
    with pytest.raises(Refused, match="already there"):
        actions.join_gathering(need_id=bice.id, at=MOMENT, **joined)
    actions.recognise_collective(at=MOMENT, **joined)
    assert PooledNeed.objects.filter(agreed=True).count() == 2
    gathered.refresh_from_db()
    assert queries.told_size(gathered) == "Fewer than 5 people, who agreed to it."


def test_beside_a_plan_three_others_are_told_and_two_are_not(
    plan: Plan, sara: Persona, meet: Meet
) -> None:
    person = plan.pathway.person
    assert person is not None
    needing(sara, person)
    for name in NAMES[:2]:
        needing(sara, meet(name, "Rossi"))
    [told, _passages] = beside("plan", plan, works=True, at=MOMENT)
    assert told.sentences == []
    needing(sara, meet(NAMES[2], "Rossi"))
    [told, _passages] = beside("plan", plan, works=True, at=MOMENT)
    [sentence] = told.sentences
    assert "at least 3 others in the district" in sentence
    needing(sara, meet(NAMES[3], "Rossi"))
    [again, _passages] = beside("plan", plan, works=True, at=MOMENT)
    assert again.sentences == [sentence]
