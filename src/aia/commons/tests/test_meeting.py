"""A person's demand meets the floor: options with reasons, what is declined changes the next."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from aia.access.terms import Forbidden, service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.commons import actions
from aia.commons.models import Proposal
from aia.commons.queries.meeting import Meeting, Met, meeting_of
from aia.commons.rules.eligibility import ForWhom
from aia.commons.rules.meeting import EVERYTHING, Wish
from aia.commons.terms import Refused
from aia.commons.tests.conftest import Offer
from aia.pathways import actions as pathways
from aia.pathways.models import Demand, Option
from aia.pathways.tests.story import Story
from aia.people.models import Organisation, Person
from aia.territory.actions import load_district
from aia.trace.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(sara: Persona, maria: Person) -> Story:
    """Maria, who is sixty, needs to get to her visits; Sara follows her."""
    pathway = pathways.open_pathway(actor=sara.actor, person_id=maria.id, at=MOMENT)
    return Story(worker=sara, pathway=pathway)


@pytest.fixture
def demand(story: Story) -> Demand:
    need = story.need("functioning.health", words="Salta le visite.")
    return story.demand(need, words="Vorrei un passaggio per le visite in ospedale.")


def met(story: Story, demand: Demand, wish: Wish = EVERYTHING) -> Meeting:
    return meeting_of(story.actor, demand.need_id, wish, at=story.at)


def by_name(meeting: Meeting) -> dict[str, Met]:
    return {one.resource.name: one for one in meeting.met}


def propose(story: Story, demand: Demand, *ids: UUID) -> list[Proposal]:
    return actions.propose_resources(
        actor=story.actor, need_id=demand.need_id, resource_ids=ids, at=story.at
    )


def test_the_floor_answers_with_what_is_near_in_words(
    story: Story, demand: Demand, offer: Offer
) -> None:
    offer(name="Furgone", about="Trasporto alle visite in ospedale e dal medico.")
    offer(name="Passaggio in paese", about="Un volontario con la sua auto.")
    offer(name="Sala prove", kind="space", about="Per suonare la sera.")
    found = met(story, demand)
    assert [one.resource.name for one in found.met] == ["Furgone", "Passaggio in paese"]
    assert set(found.met[0].words) == {"visite", "ospedale", "trasporto", "medico"}
    assert {one.how.why for one in found.met} == {"possible"}
    named = met(story, demand, Wish(words="sala"))
    assert "Sala prove" in by_name(named)


@pytest.mark.parametrize(
    ("for_whom", "why"),
    [
        (ForWhom(min_age=65), "rule_unmet"),
        (ForWhom(max_age=70), "possible"),
        (ForWhom(towns=("019098",)), "rule_unmet"),
        (ForWhom(audience=("alone",)), "fact_unknown"),
        (ForWhom(audience=("alone",), min_age=65), "rule_unmet"),
        (ForWhom(audience=("bodies",)), "rule_unmet"),
    ],
)
def test_for_whom_it_is_is_read_and_what_was_not_told_is_asked(
    story: Story, demand: Demand, offer: Offer, for_whom: ForWhom, why: str
) -> None:
    load_district(actor=service_actor("installation"), source=DISTRICT, at=MOMENT)
    offer(name="Passaggio", for_whom=for_whom)
    assert by_name(met(story, demand))["Passaggio"].how.why == why


def test_what_was_told_opens_what_was_only_to_be_asked(
    story: Story, demand: Demand, offer: Offer
) -> None:
    offer(name="Passaggio", for_whom=ForWhom(audience=("alone", "older")))
    told = met(story, demand, Wish(audience=("alone",)))
    assert by_name(told)["Passaggio"].how.why == "possible"


def test_hours_that_do_not_suit_are_said(story: Story, demand: Demand, offer: Offer) -> None:
    ride = offer(name="Passaggio")
    who: dict[str, Any] = {"actor": story.actor, "resource_id": ride.id, "at": MOMENT}
    actions.set_calendar(hours=["2:0900-1100"], exceptions=[], open_on_holidays=False, **who)
    on_tuesday = met(story, demand, Wish(days=(2,), part="morning"))
    assert by_name(on_tuesday)["Passaggio"].how.covered == pytest.approx(2 / 5)
    on_friday = met(story, demand, Wish(days=(5,)))
    assert by_name(on_friday)["Passaggio"].how.why == "no_common_time"


def test_what_is_booked_says_when_it_is_free(
    story: Story, demand: Demand, offer: Offer, cooperative: Organisation
) -> None:
    ride = offer(name="Passaggio")
    who: dict[str, Any] = {"actor": story.actor, "resource_id": ride.id, "at": MOMENT}
    actions.set_booking_rules(bookable=True, **who)
    start = MOMENT + timedelta(minutes=1)
    free = by_name(met(story, demand))["Passaggio"].free_at
    assert free is not None
    actions.book_resource(
        starts_at=start, ends_at=start + timedelta(days=20), organisation_id=cooperative.id, **who
    )
    found = by_name(met(story, demand))["Passaggio"]
    assert (found.free_at, found.how.why) == (None, "full")


def test_what_is_put_before_the_person_becomes_options_of_the_demand(
    story: Story, demand: Demand, offer: Offer
) -> None:
    van = offer(
        name="Furgone", about="Trasporto.", sharing="shared_cost", cost_words="2 € a viaggio"
    )
    ride = offer(name="Passaggio")
    first, second = propose(story, demand, ride.id, van.id)
    option = Option.objects.get(pk=first.option_id)
    assert (option.demand, option.kind, option.source) == (demand, "shared_resource", "catalogue")
    assert option.organisation_id == van.organisation_id
    assert Entry.objects.get(pk=first.last_entry_id).caused_by_id == option.last_entry_id
    assert {first.resource, second.resource} == {van, ride}
    assert all(one.standing for one in met(story, demand).met)
    with pytest.raises(Refused, match="already among the options"):
        propose(story, demand, van.id)


def test_a_declined_option_comes_back_with_its_reason_and_changes_the_next_proposal(
    story: Story, demand: Demand, offer: Offer
) -> None:
    dear = offer(name="Taxi", about="Visite.", sharing="shared_cost", cost_words="15 €")
    also_dear = offer(
        name="Passaggio", about="Visite in ospedale.", sharing="shared_cost", cost_words="10 €"
    )
    free = offer(name="Auto del quartiere", about="Visite.")
    before = [one.resource for one in met(story, demand).met if one.resource != dear]
    assert before == [also_dear, free]
    (proposal,) = propose(story, demand, dear.id)
    story.choose(demand, None, {proposal.option_id: "too_dear"}, reason="too_dear")
    after = met(story, demand)
    assert [one.resource for one in after.met if one.resource != dear] == [free, also_dear]
    taxi = by_name(after)["Taxi"]
    assert taxi.how.why == "declined"
    assert [(one.resource, one.option.declined_for) for one in after.declined] == [
        (dear, "too_dear")
    ]
    with pytest.raises(Refused, match="not proposed again"):
        propose(story, demand, dear.id)


def test_a_place_that_was_taken_is_not_there_for_the_next(
    story: Story, demand: Demand, offer: Offer
) -> None:
    group = offer(name="Gruppo di cammino", kind="place", about="Medico e benessere.")
    assert by_name(met(story, demand))[group.name].left == 1
    (proposal,) = propose(story, demand, group.id)
    story.choose(demand, proposal.option_id, {})
    again = story.demand(story.need("functioning.health"))
    found = by_name(met(story, again))[group.name]
    assert (found.left, found.how.why) == (0, "full")


@pytest.mark.parametrize("count", [0, 7])
def test_too_many_options_are_no_choice(
    story: Story, demand: Demand, offer: Offer, count: int
) -> None:
    things = [offer(name=f"Passaggio {number}").id for number in range(count)]
    with pytest.raises(Refused, match="from one to 6"):
        propose(story, demand, *things)


def test_first_the_demand_then_its_options(story: Story, offer: Offer) -> None:
    need = story.need()
    with pytest.raises(Refused, match="First the demand"):
        actions.propose_resources(
            actor=story.actor, need_id=need.id, resource_ids=[offer().id], at=MOMENT
        )


def test_who_does_not_follow_the_person_neither_looks_nor_proposes(
    story: Story, demand: Demand, offer: Offer, gelsa: Persona
) -> None:
    with pytest.raises(Forbidden):
        meeting_of(gelsa.actor, demand.need_id, at=MOMENT)
    with pytest.raises(Forbidden):
        actions.propose_resources(
            actor=gelsa.actor, need_id=demand.need_id, resource_ids=[offer().id], at=MOMENT
        )
