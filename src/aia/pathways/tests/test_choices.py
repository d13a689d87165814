"""Options put before the person, the one taken, the ones left."""

from typing import Any

import pytest

from aia.access.tests.personas import MOMENT, Persona
from aia.pathways import actions, queries
from aia.pathways.models import Choice, Demand, Need, Option
from aia.pathways.rules import Refused
from aia.pathways.terms import AnswerEnd, ChoiceReason, OptionState, Step, Voice
from aia.pathways.tests.story import Story, cause_of, entry_of
from aia.people.actions import close_organisation
from aia.people.models import Organisation
from aia.trace.actions import RowChanged


def state_of(option: Option) -> tuple[str, str | None]:
    option.refresh_from_db()
    return option.state, option.declined_for


def need_of(demand: Demand) -> Need:
    return Need.objects.get(pk=demand.need_id)


def test_an_option_says_what_it_is_and_what_it_asks(
    story: Story, sara: Persona, cooperative: Organisation
) -> None:
    demand = story.demand()
    option = story.option(demand, organisation_id=cooperative.id, intensity="light", kind="money")
    (file,) = queries.need_detail(sara.actor, demand.need_id, at=MOMENT).demand(demand.id).options
    assert (file.words, file.asks) == ("Un educatore finanziario.", "Un incontro al mese.")
    assert file.organisation == "Cooperativa Il Gelso"
    assert cause_of(option) == demand.id


def test_a_closed_organisation_offers_nothing(
    story: Story, sara: Persona, cooperative: Organisation
) -> None:
    close_organisation(
        actor=sara.actor, organisation=cooperative, closed_on=MOMENT.date(), at=MOMENT
    )
    with pytest.raises(Refused) as refusal:
        story.option(story.demand(), organisation_id=cooperative.id)
    assert refusal.value.field == "organisation"


def test_the_choice_keeps_who_why_and_what_was_left(story: Story) -> None:
    choice = story.choice(made_by=Voice.FAMILY, reason=ChoiceReason.TRUST)
    taken, left = story.options
    assert (choice.made_by, choice.reason, choice.option_id) == ("family", "trust", taken.id)
    assert state_of(taken) == (OptionState.TAKEN, None)
    assert state_of(left) == (OptionState.DECLINED, "too_far")
    assert cause_of(left) == choice.id == cause_of(taken)


def test_every_option_left_needs_its_reason(story: Story) -> None:
    demand = story.demand()
    taken, _left = story.option(demand), story.option(demand)
    with pytest.raises(Refused) as refusal:
        story.choose(demand, taken.id, {})
    assert refusal.value.field == "declined"
    assert not Choice.objects.exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"reason": ChoiceReason.TOO_FAR}, "reason"),
        ({"made_by": Voice.WORKER}, "made_by"),
        ({"made_by": Voice.PARTNER}, "made_by"),
        ({"made_by": "nobody"}, "made_by"),
    ],
)
def test_a_choice_that_is_none_is_refused(story: Story, told: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        story.choice(**told)
    assert refusal.value.field == field


def test_one_cannot_choose_what_was_never_offered(story: Story) -> None:
    first, second = story.demand(), story.demand()
    elsewhere = story.option(second)
    with pytest.raises(Refused):
        story.choose(first, None, {})
    story.option(first)
    with pytest.raises(Refused):
        story.choose(first, elsewhere.id, {})


def test_none_of_these_leaves_the_need_waiting_for_other_options(story: Story) -> None:
    demand = story.demand()
    option = story.option(demand)
    due = need_of(demand).due_on
    choice = story.later(5).choose(demand, None, {option.id: ChoiceReason.ASKS_TOO_MUCH})
    need = need_of(demand)
    assert choice.option_id is None
    assert state_of(option) == (OptionState.DECLINED, "asks_too_much")
    assert need.step == Step.DEMAND
    assert need.due_on is not None
    assert due is not None
    assert need.due_on > due
    with pytest.raises(Refused, match="change it instead"):
        story.choose(demand, option.id, {})


def test_a_later_choice_replaces_and_both_stay(story: Story) -> None:
    first = story.choice()
    taken, left = story.options
    second = actions.change_choice(
        actor=story.actor,
        choice_id=first.id,
        option_id=left.id,
        reason=ChoiceReason.NEAR,
        declined={taken.id: ChoiceReason.TIMES},
        at=story.later(3).at,
    )
    first.refresh_from_db()
    assert first.changed_at is not None
    assert cause_of(first) == second.id
    assert state_of(taken) == (OptionState.DECLINED, "times")
    assert state_of(left) == (OptionState.TAKEN, None)
    assert need_of(second.demand).step == Step.CHOICE
    with pytest.raises(Refused, match="chosen again"):
        actions.change_choice(
            actor=story.actor,
            choice_id=first.id,
            option_id=taken.id,
            reason=ChoiceReason.FITS,
            declined={},
            at=story.at,
        )


def test_who_changes_their_mind_may_want_none(story: Story) -> None:
    first = story.choice()
    taken, _left = story.options
    actions.change_choice(
        actor=story.actor,
        choice_id=first.id,
        option_id=None,
        reason=ChoiceReason.PREFERS_ALONE,
        declined={taken.id: ChoiceReason.PREFERS_ALONE},
        at=story.at,
    )
    assert need_of(first.demand).step == Step.DEMAND


def test_the_choice_is_not_changed_under_a_running_answer(story: Story) -> None:
    answer = story.answer()
    taken, left = story.options
    facts: dict[str, Any] = {
        "choice_id": answer.choice_id,
        "option_id": left.id,
        "reason": ChoiceReason.NEAR,
        "declined": {taken.id: ChoiceReason.TIMES},
    }
    with pytest.raises(Refused, match="answer is still going on"):
        actions.change_choice(actor=story.actor, at=story.at, **facts)
    actions.end_answer(
        actor=story.actor, answer_id=answer.id, reason=AnswerEnd.PERSON_LEFT, at=story.at
    )
    again = actions.change_choice(actor=story.actor, at=story.at, **facts)
    assert need_of(again.demand).step == Step.CHOICE


def test_an_option_no_longer_available_brings_the_need_back(story: Story) -> None:
    choice = story.choice()
    taken, left = story.options
    actions.withdraw_option(actor=story.actor, option_id=taken.id, at=story.at)
    need = need_of(choice.demand)
    assert (need.step, cause_of(need)) == (Step.DEMAND, taken.id)
    with pytest.raises(Refused, match="no longer available"):
        story.planned(choice)
    actions.change_choice(
        actor=story.actor,
        choice_id=choice.id,
        option_id=left.id,
        reason=ChoiceReason.ONLY_ONE,
        declined={},
        at=story.at,
    )
    assert need_of(choice.demand).step == Step.CHOICE


def test_the_citizen_makes_their_own_choice(story: Story, maria_herself: Persona) -> None:
    demand = story.demand()
    option = story.option(demand)
    choice = actions.make_choice(
        actor=maria_herself.actor,
        demand_id=demand.id,
        option_id=option.id,
        reason=ChoiceReason.FITS,
        declined={},
        words="Questa va bene.",
        at=MOMENT,
    )
    assert entry_of(choice).actor == maria_herself.id
    assert choice.made_by == Voice.PERSON


def test_two_choose_at_once_the_second_is_told(story: Story, sara: Persona) -> None:
    demand = story.demand()
    option = story.option(demand)
    seen = need_of(demand).last_entry_id
    story.choose(demand, option.id, {}, seen=seen)
    with pytest.raises(RowChanged):
        story.choose(demand, option.id, {}, seen=seen)
