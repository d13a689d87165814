"""Looking together at what changed: the recipient speaks first."""

from datetime import timedelta

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import Persona
from aia.pathways import actions
from aia.pathways.models import Goal, Rating, Review
from aia.pathways.queries.plans import get_review
from aia.pathways.rules import Refused
from aia.pathways.terms import ReviewOutcome, ReviewState, Step, UnheardReason, Voice
from aia.pathways.tests.planning import ENDS, Planning, first_review, in_days
from aia.pathways.tests.story import Story, cause_of, verbs_of
from aia.trace.models import Entry


@pytest.fixture
def review(planning: Planning) -> Review:
    """The first review of Maria's signed plan, sixty days later."""
    found = first_review(planning.signed())
    planning.story.later(60)
    return found


def test_the_recipient_first_then_the_worker(
    planning: Planning, story: Story, review: Review
) -> None:
    planning.heard(review, 2)
    held = planning.held(review, -1)
    goal = Goal.objects.get()
    _plan, text = get_review(story.actor, held.id, at=story.at)

    assert held.state == ReviewState.HELD
    assert text.recipient_words == "Va meglio, dormo la notte."
    assert text.worker_words == "Si continua."
    assert text.distances == {goal.id: -3}, "the worker sees three steps less than Maria"
    rating = Rating.objects.get()
    entries = Entry.objects.filter(subject=rating.id).order_by("sequence")
    assert [e.verb for e in entries] == ["rating.given", "rating.answered"]
    assert all(e.caused_by and e.caused_by.subject == review.id for e in entries)


def test_the_worker_never_speaks_first(planning: Planning, review: Review) -> None:
    with pytest.raises(Refused) as refused:
        planning.held(review)
    assert refused.value.field == "unheard"
    assert not Rating.objects.exists()


@pytest.mark.parametrize("reason", list(UnheardReason))
def test_without_the_recipient_the_reason_is_recorded(
    planning: Planning, review: Review, reason: UnheardReason
) -> None:
    held = planning.held(review, 1, unheard=reason)
    assert held.unheard == reason
    rating = Rating.objects.get()
    assert (rating.recipient, rating.worker) == (None, 1)


def test_no_reason_is_given_for_somebody_who_has_spoken(planning: Planning, review: Review) -> None:
    planning.heard(review)
    with pytest.raises(Refused):
        planning.held(review, unheard=UnheardReason.UNREACHED)


def test_the_citizen_writes_their_own_view(
    story: Story, review: Review, maria_herself: Persona
) -> None:
    goal = Goal.objects.get()
    heard = actions.give_recipient_view(
        actor=maria_herself.actor_at(story.at),
        review_id=review.id,
        ratings={goal.id: 1},
        at=story.at,
    )
    assert (heard.state, heard.recipient_voice) == (ReviewState.RECIPIENT, Voice.PERSON)
    assert Entry.objects.get(sequence=heard.last_entry_id).actor == maria_herself.id


def test_the_citizen_neither_speaks_for_others_nor_holds_the_review(
    story: Story, review: Review, maria_herself: Persona
) -> None:
    actor = maria_herself.actor_at(story.at)
    with pytest.raises(Refused):
        actions.give_recipient_view(
            actor=actor, review_id=review.id, ratings={}, words="Sì.", voice="family", at=story.at
        )
    with pytest.raises(Forbidden):
        actions.hold_review(
            actor=actor,
            review_id=review.id,
            ratings={},
            outcome=ReviewOutcome.CONTINUE,
            unheard=UnheardReason.UNREACHED,
            at=story.at,
        )


def test_the_worker_cannot_pass_their_view_off_as_the_recipients(
    planning: Planning, review: Review
) -> None:
    with pytest.raises(Refused) as refused:
        planning.heard(review, voice=Voice.WORKER)
    assert refused.value.field == "voice"


def test_the_recipient_may_think_again_until_the_review_is_held(
    planning: Planning, review: Review
) -> None:
    planning.heard(review, -2)
    planning.heard(review, 1)
    rating = Rating.objects.get()
    assert rating.recipient == 1
    planning.heard(review, None, words="Non so dire un numero.")
    rating.refresh_from_db()
    assert rating.recipient is None
    planning.held(review, 0)
    with pytest.raises(Refused):
        planning.heard(review, 2)


@pytest.mark.parametrize("rating", [3, -3, 99])
def test_a_rating_outside_the_scale_is_refused(
    planning: Planning, review: Review, rating: int
) -> None:
    with pytest.raises(Refused) as refused:
        planning.heard(review, rating)
    assert refused.value.field == "ratings"
    review.refresh_from_db()
    assert review.state == ReviewState.PLANNED


def test_an_empty_view_is_no_view(planning: Planning, review: Review) -> None:
    with pytest.raises(Refused):
        planning.heard(review, None, words=" ")


def test_the_worker_rates_every_goal(planning: Planning, story: Story, review: Review) -> None:
    planning.heard(review)
    with pytest.raises(Refused) as refused:
        planning.held(review, None)
    assert refused.value.field == "ratings"


def test_holding_the_review_advances_the_needs_that_have_an_answer(
    planning: Planning, story: Story
) -> None:
    answered = story.answer().need
    only_recognised = story.need()
    plan = planning.draft()
    planning.goal(plan, need_id=answered.id)
    planning.goal(plan, need_id=only_recognised.id)
    planning.commitment(plan)
    review = first_review(planning.signed(plan))
    story.later(60)
    planning.heard(review)
    planning.held(review)
    answered.refresh_from_db()
    only_recognised.refresh_from_db()
    assert answered.step == Step.REVIEW
    assert cause_of(answered) == review.id
    assert only_recognised.step == Step.NEED, "a need without answer has nothing to review"


def test_a_review_can_be_moved_within_the_plan(
    planning: Planning, story: Story, review: Review
) -> None:
    moved = actions.move_review(
        actor=story.actor, review_id=review.id, planned_on=in_days(75), at=story.at
    )
    assert moved.planned_on == in_days(75)
    for day in (in_days(59), ENDS + timedelta(days=1)):
        with pytest.raises(Refused):
            actions.move_review(actor=story.actor, review_id=review.id, planned_on=day, at=story.at)


def test_strangers_give_no_view(
    story: Story, review: Review, omar: Persona, chiara: Persona, dino: Persona
) -> None:
    for stranger in (omar, chiara, dino):
        with pytest.raises(Forbidden):
            actions.give_recipient_view(
                actor=stranger.actor_at(story.at),
                review_id=review.id,
                ratings={},
                words="Va tutto bene.",
                at=story.at,
            )
    assert "review.recipient_heard" not in verbs_of(story.pathway)


def test_no_words_of_a_review_reach_the_ledger(
    planning: Planning, story: Story, review: Review
) -> None:
    planning.heard(review)
    planning.held(review)
    facts = "".join(Entry.objects.filter(stream=story.pathway.id).values_list("facts", flat=True))
    assert "dormo" not in facts
    assert "continua" not in facts
