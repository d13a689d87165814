"""What is done because of a choice, from its plan to its end."""

from datetime import timedelta
from decimal import Decimal

import pytest

from aia.access.tests.personas import MOMENT
from aia.pathways import actions
from aia.pathways.models import Answer, Need
from aia.pathways.rules import Refused
from aia.pathways.terms import AnswerEnd, AnswerState, ChoiceReason, Intensity, Step
from aia.pathways.tests.story import TODAY, Story, cause_of, verbs_of


def need_of(answer: Answer) -> Need:
    return Need.objects.get(pk=answer.need_id)


def end(story: Story, answer: Answer, reason: str = AnswerEnd.DONE) -> Answer:
    return actions.end_answer(actor=story.actor, answer_id=answer.id, reason=reason, at=story.at)


def test_a_planned_answer_moves_the_day_it_is_awaited(story: Story) -> None:
    starts = TODAY + timedelta(days=40)
    answer = story.planned(starts_on=starts, hours=Decimal("2.5"), cost=Decimal("120"))
    need = need_of(answer)
    assert (need.step, need.due_on) == (Step.CHOICE, starts)
    assert (answer.state, answer.hours, answer.cost) == ("planned", Decimal("2.50"), Decimal(120))
    assert cause_of(answer) == answer.choice_id


def test_a_started_answer_carries_the_need_on(story: Story) -> None:
    answer = story.answer()
    need = need_of(answer)
    assert (answer.state, need.step) == (AnswerState.RUNNING, Step.ANSWER)
    assert cause_of(need) == answer.id


def test_an_answer_takes_the_organisation_of_its_option(story: Story, cooperative: object) -> None:
    demand = story.demand()
    option = story.option(demand, organisation_id=cooperative.id)  # type: ignore[attr-defined]
    answer = story.planned(story.choose(demand, option.id, {}))
    assert answer.organisation_id == cooperative.id  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"ends_on": TODAY - timedelta(days=1)}, "ends_on"),
        ({"hours": Decimal(169)}, "hours"),
        ({"cost": Decimal(-1)}, "cost"),
        ({"cost": Decimal("NaN")}, "cost"),
        ({"intensity": "huge"}, "intensity"),
        ({"provider_kind": "friends"}, "provider_kind"),
    ],
)
def test_what_does_not_hold_is_refused_by_field(
    story: Story, told: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        story.planned(**told)  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_a_choice_of_none_has_no_answer(story: Story) -> None:
    demand = story.demand()
    option = story.option(demand)
    choice = story.choose(demand, None, {option.id: ChoiceReason.TIMES})
    with pytest.raises(Refused, match="None of the options"):
        story.planned(choice)


def test_an_answer_does_not_begin_tomorrow_today(story: Story) -> None:
    planned = story.planned()
    with pytest.raises(Refused) as refusal:
        actions.start_answer(
            actor=story.actor,
            answer_id=planned.id,
            on=TODAY + timedelta(days=1),
            at=MOMENT,
        )
    assert refusal.value.field == "on"


def test_an_answer_is_adjusted_suspended_resumed_and_ended(story: Story) -> None:
    answer, by = story.answer(), story.actor
    actions.adjust_answer(
        actor=by, answer_id=answer.id, hours=Decimal(6), cost=None, ends_on=None, at=story.at
    )
    actions.suspend_answer(actor=by, answer_id=answer.id, reason="health", at=story.at)
    with pytest.raises(Refused):
        actions.suspend_answer(actor=by, answer_id=answer.id, reason="health", at=story.at)
    actions.resume_answer(actor=by, answer_id=answer.id, at=story.at)
    over = end(story.later(10), answer)
    assert (over.state, over.end_reason, over.hours) == ("ended", "done", Decimal(6))
    assert over.ends_on == TODAY + timedelta(days=10)
    assert need_of(answer).step == Step.ANSWER, "what changed is still to be looked at"
    with pytest.raises(Refused):
        end(story, answer)


@pytest.mark.parametrize("reason", [AnswerEnd.PERSON_LEFT, AnswerEnd.PROVIDER_LEFT, "resources"])
def test_an_answer_that_breaks_off_leaves_the_need_waiting_again(story: Story, reason: str) -> None:
    answer = story.answer()
    end(story, answer, reason)
    need = need_of(answer)
    assert (need.step, cause_of(need)) == (Step.CHOICE, answer.id)
    assert need.due_on is not None


def test_another_answer_still_carries_the_need(story: Story) -> None:
    choice = story.choice()
    first, second = story.answer(choice), story.answer(choice)
    end(story, first, AnswerEnd.PROVIDER_LEFT)
    assert need_of(second).step == Step.ANSWER
    end(story, second, AnswerEnd.PROVIDER_LEFT)
    assert need_of(second).step == Step.CHOICE


def test_a_planned_answer_may_be_called_off(story: Story) -> None:
    answer = story.planned()
    end(story, answer, AnswerEnd.PROVIDER_LEFT)
    assert need_of(answer).step == Step.CHOICE


def test_high_intensity_passes_into_light_proximity(story: Story) -> None:
    heavy = story.answer()
    light = actions.pass_answer(
        actor=story.actor,
        answer_id=heavy.id,
        intensity=Intensity.LIGHT,
        provider_kind="informal",
        words="La vicina passa ogni mattina.",
        at=story.later(30).at,
    )
    heavy.refresh_from_db()
    assert (heavy.state, heavy.end_reason) == (AnswerState.ENDED, AnswerEnd.PASSED)
    assert (light.state, light.follows_id, light.starts_on) == (
        AnswerState.RUNNING,
        heavy.id,
        heavy.ends_on,
    )
    assert cause_of(light) == heavy.id
    assert need_of(light).step == Step.ANSWER
    assert verbs_of(story.pathway)[-2:] == ["answer.ended", "answer.continued"]


def test_passing_on_changes_the_intensity(story: Story) -> None:
    answer = story.answer()
    with pytest.raises(Refused) as refusal:
        actions.pass_answer(
            actor=story.actor,
            answer_id=answer.id,
            intensity=Intensity.HIGH,
            provider_kind="public",
            at=story.at,
        )
    assert refusal.value.field == "intensity"
    with pytest.raises(Refused, match="pass the answer on"):
        end(story, answer, AnswerEnd.PASSED)
