"""A need in the words of who has it, and who may speak for whom."""

import pytest

from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.pathways import actions, queries
from aia.pathways.models import Need
from aia.pathways.rules import Refused
from aia.pathways.terms import AnswerEnd, Step, Voice
from aia.pathways.tests.story import Story, cause_of, entry_of
from aia.people.actions import form_household, give_consent, withdraw_consent
from aia.people.models import Consent, Person
from aia.people.terms import ConsentPurpose
from aia.trace.actions import RowChanged


def agree(sara: Persona, person: Person) -> Consent:
    return give_consent(
        actor=sara.actor, person=person.id, purpose=ConsentPurpose.DEMAND, at=MOMENT
    )


def test_a_demand_keeps_the_person_s_own_words(story: Story, sara: Persona) -> None:
    need = story.need()
    demand = story.demand(need, words="Ho paura che mi stacchino la luce.")
    detail = queries.need_detail(sara.actor, need.id, at=MOMENT)
    assert detail.demand(demand.id).words == "Ho paura che mi stacchino la luce."
    assert detail.file.need.step == Step.DEMAND
    assert cause_of(demand) == need.id
    assert cause_of(Need.objects.get(pk=need.id)) == demand.id


def test_a_demand_without_words_is_refused(story: Story) -> None:
    with pytest.raises(Refused) as refusal:
        story.demand(words="   ")
    assert refusal.value.field == "words"


def test_a_need_has_one_demand_at_a_time(story: Story) -> None:
    demand = story.demand()
    with pytest.raises(Refused):
        story.demand(demand.need)


def test_who_speaks_for_themselves_needs_no_consent(story: Story) -> None:
    assert story.demand().consent_id is None


def test_a_consent_that_was_given_is_cited(story: Story, sara: Persona, maria: Person) -> None:
    consent = agree(sara, maria)
    assert story.demand().consent_id == consent.id


@pytest.mark.parametrize("voice", [Voice.FAMILY, Voice.NEIGHBOUR, Voice.WORKER, Voice.PARTNER])
def test_somebody_else_speaks_only_with_consent(
    story: Story, sara: Persona, maria: Person, voice: str
) -> None:
    need = story.need()
    with pytest.raises(Refused, match="only with the person’s consent") as refusal:
        story.demand(need, voiced_by=voice)
    assert refusal.value.field == "voiced_by"
    consent = agree(sara, maria)
    assert story.demand(need, voiced_by=voice).consent_id == consent.id


def test_a_withdrawn_consent_is_no_consent(story: Story, sara: Persona, maria: Person) -> None:
    withdraw_consent(actor=sara.actor, consent=agree(sara, maria), at=MOMENT)
    with pytest.raises(Refused):
        story.demand(voiced_by=Voice.NEIGHBOUR)


def test_a_guardian_speaks_by_law(story: Story) -> None:
    assert story.demand(voiced_by=Voice.GUARDIAN).voiced_by == Voice.GUARDIAN


def test_a_household_speaks_through_its_members(sara: Persona, maria: Person) -> None:
    home = form_household(
        actor=sara.actor,
        district=DISTRICT,
        since=MOMENT.date(),
        members=[(maria, "reference")],
        at=MOMENT,
    )
    opened = actions.open_pathway(actor=sara.actor, household_id=home.id, at=MOMENT)
    story = Story(worker=sara, pathway=opened)
    assert story.demand(voiced_by=Voice.FAMILY).voiced_by == Voice.FAMILY
    with pytest.raises(Refused):
        story.demand(voiced_by=Voice.NEIGHBOUR)
    agree(sara, maria)
    assert story.demand(voiced_by=Voice.NEIGHBOUR).consent_id is not None


def test_a_citizen_writes_their_own_demand_and_nobody_else_s(
    story: Story, maria_herself: Persona
) -> None:
    need = story.need()
    with pytest.raises(Refused, match="speak for yourself"):
        actions.open_demand(
            actor=maria_herself.actor,
            need_id=need.id,
            words="Ci penso io.",
            voiced_by=Voice.GUARDIAN,
            at=MOMENT,
        )
    demand = actions.open_demand(
        actor=maria_herself.actor, need_id=need.id, words="Ci penso io.", at=MOMENT
    )
    assert entry_of(demand).actor == maria_herself.id


def test_a_demand_is_reworded_and_withdrawn(story: Story, sara: Persona) -> None:
    demand = story.demand()
    actions.reword_demand(
        actor=sara.actor, demand_id=demand.id, words="Mi basta una rata.", at=MOMENT
    )
    detail = queries.need_detail(sara.actor, demand.need_id, at=MOMENT)
    assert detail.demand(demand.id).words == "Mi basta una rata."
    gone = actions.withdraw_demand(
        actor=sara.actor, demand_id=demand.id, reason="changed_mind", at=MOMENT
    )
    need = Need.objects.get(pk=demand.need_id)
    assert (need.step, cause_of(need)) == (Step.NEED, gone.id)
    with pytest.raises(Refused, match="withdrawn"):
        actions.reword_demand(actor=sara.actor, demand_id=demand.id, words="No.", at=MOMENT)
    assert story.demand(need).id != demand.id, "the need may be voiced again"


def test_a_demand_with_an_answer_is_not_withdrawn(story: Story, sara: Persona) -> None:
    answer = story.answer()
    demand = answer.choice.demand
    with pytest.raises(Refused):
        actions.withdraw_demand(actor=sara.actor, demand_id=demand.id, reason="mistake", at=MOMENT)
    actions.end_answer(actor=sara.actor, answer_id=answer.id, reason=AnswerEnd.DONE, at=MOMENT)
    with pytest.raises(Refused):
        actions.withdraw_demand(actor=sara.actor, demand_id=demand.id, reason="mistake", at=MOMENT)


def test_two_at_once_the_second_is_told(story: Story) -> None:
    need = story.need()
    seen = need.last_entry_id
    actions.regrade_need(actor=story.actor, need_id=need.id, severity=4, at=MOMENT)
    with pytest.raises(RowChanged):
        story.demand(need, seen=seen)
