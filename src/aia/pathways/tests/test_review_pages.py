"""A review in the browser: the person first, then the worker, in words and side by side."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from aia.access.tests.personas import Persona
from aia.pathways.models import Rating, Review
from aia.pathways.tests.pages import seen_on, signed_in, statements, text_of
from aia.pathways.tests.parts import MOST_ON_A_PART, at, filled_in, lasting, refusals
from aia.pathways.tests.planning import Planning, first_review


@pytest.fixture
def review(planning: Planning) -> Review:
    """The first review of a signed plan with one goal."""
    return first_review(planning.signed(lasting(planning)))


def rated(review: Review, rating: str, **told: Any) -> dict[str, Any]:
    goals = review.plan.goals.filter(dropped_at=None)
    return {**{f"goal_{goal.id.hex}": rating for goal in goals}, **told}


def test_the_person_is_heard_then_the_worker_says_theirs(review: Review, sara: Persona) -> None:
    page = signed_in(sara).get(at("review", review.id))
    assert page.context["main_act"].url == at("hear_recipient", review.id)
    filled_in(
        sara,
        at("hear_recipient", review.id),
        **rated(review, "1", voice="person", words="Dormo la notte."),
    )
    page = signed_in(sara).get(at("review", review.id))
    assert page.context["main_act"].url == at("hold_review", review.id)
    assert "Dormo la notte." in text_of(page)
    asked = signed_in(sara).get(at("hold_review", review.id))
    assert "Dormo la notte." in text_of(asked), "the worker reads the person before rating"
    assert "unheard" not in asked.context["form"].fields
    filled_in(
        sara,
        at("hold_review", review.id),
        **rated(review, "-1", outcome="change", words="Si cambia passo."),
    )
    review.refresh_from_db()
    assert (review.state, review.outcome) == ("held", "change")
    rating = Rating.objects.get()
    assert (rating.recipient, rating.worker) == (1, -1)
    page = signed_in(sara).get(at("review", review.id))
    (shown,) = page.context["ratings"]
    assert (shown.recipient_after, shown.worker_after) == (1, -1)
    assert "aia-goal-picture" in text_of(page)
    assert page.context["main_act"] is None


def test_a_worker_who_speaks_first_says_why(review: Review, sara: Persona) -> None:
    told = rated(review, "0", outcome="continue")
    refused = filled_in(sara, at("hold_review", review.id), **told)
    assert refused.status_code == 400
    assert "unheard" in refused.context["form"].errors
    filled_in(sara, at("hold_review", review.id), **told, unheard="unreached")
    page = text_of(signed_in(sara).get(at("review", review.id)))
    assert "Not heard: The person could not be reached" in page


def test_every_goal_is_rated_by_the_worker_and_none_by_force_by_the_person(
    review: Review, sara: Persona
) -> None:
    heard = filled_in(sara, at("hear_recipient", review.id), voice="family", words="Non sa ancora.")
    assert heard.status_code == 302
    held = filled_in(sara, at("hold_review", review.id), outcome="continue")
    assert held.status_code == 400
    assert "outcome" not in held.context["form"].errors
    assert len(held.context["form"].errors) == 1


def test_a_review_is_moved_within_the_plan(review: Review, sara: Persona) -> None:
    beyond = review.plan.ends_on + timedelta(days=1)
    refused = filled_in(sara, at("move_review", review.id), planned_on=beyond.isoformat())
    assert refused.status_code == 400
    tomorrow = timezone.localdate() + timedelta(days=1)
    filled_in(sara, at("move_review", review.id), planned_on=tomorrow.isoformat())
    review.refresh_from_db()
    assert review.planned_on == tomorrow


def test_what_the_person_wrote_meanwhile_is_told_and_the_words_typed_stay(
    planning: Planning, review: Review, sara: Persona
) -> None:
    browser = signed_in(sara)
    address = at("hold_review", review.id)
    seen = seen_on(browser.get(address))
    planning.heard(review)
    told = rated(review, "0", outcome="continue", words="Le mie parole.", unheard="unreached")
    answer = browser.post(address, {"seen": seen, **told})
    assert answer.status_code == 409
    assert "Le mie parole." in text_of(answer)
    again = browser.post(address, {**told, "seen": seen_on(answer)})
    assert again.status_code == 302


def test_who_may_not_read_the_file_reads_no_review(
    review: Review, omar: Persona, dino: Persona, gelsomina: Persona, maria_herself: Persona
) -> None:
    for name in ("review", "hold_review", "move_review"):
        assert refusals(at(name, review.id), omar, dino, gelsomina, maria_herself) == [
            403,
            404,
            404,
            403,
        ]


def test_the_page_costs_the_same_however_many_goals(planning: Planning, sara: Persona) -> None:
    def looked_at(goals: int) -> int:
        plan = lasting(planning)
        for _goal in range(goals):
            planning.goal(plan, monitor_on=plan.ends_on)
        review = first_review(planning.signed(plan))
        planning.heard(review)
        planning.held(review)
        return statements(signed_in(sara), at("review", review.id))

    assert looked_at(1) == looked_at(5) <= MOST_ON_A_PART
