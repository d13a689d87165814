"""One need from the first look to the give-back, and what the ledger says of it."""

from datetime import timedelta

from aia.pathways import actions
from aia.pathways.models import Need
from aia.pathways.terms import AnswerEnd, OptionState, Step
from aia.pathways.tests.story import Story, cause_of, verbs_of
from aia.trace.models import Entry


def test_a_need_becomes_demand_choice_answer_and_give_back(story: Story) -> None:
    need = story.need()
    demand = story.demand(need)
    choice = story.choice(demand)
    answer = story.answer(choice)
    story.later(30)
    actions.end_answer(actor=story.actor, answer_id=answer.id, reason=AnswerEnd.DONE, at=story.at)
    given = actions.give_back(
        actor=story.actor, pathway_id=story.pathway.id, kind="time", need_id=need.id, at=story.at
    )

    need.refresh_from_db()
    assert need.step == Step.ANSWER, "a give-back never hides that a review is still awaited"
    assert cause_of(demand) == need.id
    assert cause_of(choice) == demand.id
    assert cause_of(given) == need.id
    assert verbs_of(story.pathway) == [
        "pathway.opened",
        "need.recognised",
        "demand.opened",
        "need.voiced",
        "option.offered",
        "option.offered",
        "choice.made",
        "option.declined",
        "option.taken",
        "need.chosen",
        "answer.planned",
        "need.rescheduled",
        "answer.started",
        "need.answered",
        "answer.ended",
        "give_back.given",
    ]


def test_every_step_of_the_need_names_what_made_it_advance(story: Story) -> None:
    answer = story.answer()
    advances = Entry.objects.filter(subject=answer.need_id).order_by("position")
    causes = {e.verb: e.caused_by.verb for e in advances if e.caused_by}
    assert causes == {
        "need.voiced": "demand.opened",
        "need.chosen": "choice.made",
        "need.rescheduled": "answer.planned",
        "need.answered": "answer.started",
    }


def test_declined_options_stay_with_their_reason(story: Story) -> None:
    story.choice()
    taken, left = (o for o in story.options)
    taken.refresh_from_db()
    left.refresh_from_db()
    assert (taken.state, taken.declined_for) == (OptionState.TAKEN, None)
    assert (left.state, left.declined_for) == (OptionState.DECLINED, "too_far")


def test_a_running_answer_is_looked_at_together_after_ninety_days(story: Story) -> None:
    answer = story.answer()
    need = Need.objects.get(pk=answer.need_id)
    assert need.due_on == story.at.date() + timedelta(days=90)
