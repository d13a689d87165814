"""A review: the recipient's view first, then the worker's, and what is done now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.kit.clock import now
from aia.pathways import actions
from aia.pathways.actions.parts import open_row
from aia.pathways.forms import reviews as forms
from aia.pathways.models import Pathway, Review
from aia.pathways.queries.beside import beside
from aia.pathways.queries.parts import FilePart
from aia.pathways.queries.plans import PlanText, ReviewText, get_review
from aia.pathways.rules.reviews import REVIEW_MOVES, voices_of
from aia.pathways.terms import ReviewState, State
from aia.pathways.views.parts import PLAN, Act, OnPartRow, part_page, row_act
from aia.web.terms import GoalRating


@require_safe
def review_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Show a review: what the person says, what the worker says, how far apart they stand."""
    actor, at = request_actor(request), now()
    try:
        review, part = open_row(actor=actor, model=Review, row_id=row_id, at=at)
    except Review.DoesNotExist as error:
        raise Http404 from error
    plan, text = get_review(actor, row_id, at=at)
    day = date_format(review.planned_on, "DATE_FORMAT")
    context = {
        "plan": plan,
        "text": text,
        "review": review,
        "ratings": goal_ratings(plan, text),
        "main_act": _next_act(review, part),
        "acts": _other_acts(review, part),
        "beside": beside("review", plan.plan, works=False, at=at),
        "here_label": _now("Review of %(day)s") % {"day": day},
    }
    return part_page(request, "review.html", part, PLAN, context)


def goal_ratings(plan: PlanText, text: ReviewText) -> list[GoalRating]:
    """Return each goal's ratings, with those of the last review held before this one."""
    before = {pair.goal: pair for pair in _held_before(plan, text.review.planned_on)}
    here = {pair.goal: pair for pair in text.ratings}
    found = []
    for one in plan.goals:
        then, today = before.get(one.goal.id), here.get(one.goal.id)
        found.append(
            GoalRating(
                goal=one.result,
                recipient_before=then.recipient if then else None,
                recipient_after=today.recipient if today else None,
                worker_before=then.worker if then else None,
                worker_after=today.worker if today else None,
            )
        )
    return found


def _held_before(plan: PlanText, day: date) -> Sequence[Any]:
    held = [
        one
        for one in plan.reviews
        if one.review.state == ReviewState.HELD and one.review.planned_on < day
    ]
    return held[-1].ratings if held else ()


def _next_act(review: Review, part: FilePart) -> Act | None:
    if part.pathway.state != State.OPEN:
        return None
    if review.state == ReviewState.PLANNED and part.may("review.recipient_heard"):
        return row_act(_("Write down what the person says"), "hear_recipient", review)
    if review.state == ReviewState.RECIPIENT and part.may("review.held"):
        return row_act(_("Now your view"), "hold_review", review)
    return None


def _other_acts(review: Review, part: FilePart) -> list[Act]:
    if part.pathway.state != State.OPEN or not part.may("review.held"):
        return []
    acts = []
    if review.state == ReviewState.PLANNED:
        acts.append(row_act(_("The person could not be heard"), "hold_review", review))
    if review.state == ReviewState.RECIPIENT:
        acts.append(row_act(_("Write the person’s view again"), "hear_recipient", review))
    if review.state in REVIEW_MOVES["move"]:
        acts.append(row_act(_("Move it to another day"), "move_review", review))
    return acts


class _OnReview(OnPartRow):
    """Base of the acts on a review."""

    tab, model, argument = PLAN, Review, "review_id"
    template_name = "pathways/act_on_review.html"
    row: Review
    plan: PlanText
    text: ReviewText

    def load(self, row_id: UUID, **ids: Any) -> None:
        super().load(row_id=row_id, **ids)
        self.plan, self.text = get_review(self.actor, row_id, at=self.at)

    def after(self, result: Any) -> str:
        return reverse("pathways:review", args=[self.row.pk])

    def goals(self) -> list[tuple[UUID, str]]:
        """Return the goals to be rated, with their words."""
        return [(one.goal.id, one.result) for one in self.plan.goals]


class HearRecipient(_OnReview):
    """Write down how the person judges the goals."""

    verb, action = "review.recipient_heard", "give_recipient_view"
    form_class = forms.RecipientForm
    heading = _("What the person says")
    lead = _("The first to say how it went is whoever received the help.")
    submit = _("Keep their view")
    done = _("Their view is kept. Now yours.")

    def form_arguments(self) -> dict[str, Any]:
        pathway: Pathway = self.part.pathway
        return {"goals": self.goals(), "voices": voices_of(pathway.kind)}

    def initial(self) -> dict[str, Any]:
        told = {f"goal_{pair.goal.hex}": pair.recipient for pair in self.text.ratings}
        voice = self.row.recipient_voice or voices_of(self.part.pathway.kind)[0]
        return {**told, "voice": voice, "words": self.text.recipient_words}

    def perform_form(self, form: Any) -> Any:
        told = form.cleaned_data
        return actions.give_recipient_view(
            actor=self.actor,
            review_id=self.row.pk,
            ratings=form.ratings(),
            words=told["words"],
            voice=told["voice"],
            seen=told["seen"],
            at=self.at,
        )


class HoldReview(_OnReview):
    """Say, as the worker, how far each goal was reached and what is done now."""

    verb, action = "review.held", "hold_review"
    form_class = forms.HoldForm
    heading = _("Your view, and what is done now")
    submit = _("Hold the review")
    done = _("The review is held.")

    def form_arguments(self) -> dict[str, Any]:
        return {"goals": self.goals(), "heard": self.row.state == ReviewState.RECIPIENT}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "text": self.text, "said": self._said()}

    def _said(self) -> list[tuple[str, Any]]:
        """Return what the person said of each goal, in words."""
        ratings = {pair.goal: pair.recipient for pair in self.text.ratings}
        told = [(words, ratings.get(goal)) for goal, words in self.goals()]
        return [(words, forms.ATTAINED[rating]) for words, rating in told if rating is not None]

    def perform_form(self, form: Any) -> Any:
        told = form.cleaned_data
        return actions.hold_review(
            actor=self.actor,
            review_id=self.row.pk,
            ratings=form.ratings(),
            outcome=told["outcome"],
            words=told["words"],
            unheard=told.get("unheard"),
            seen=told["seen"],
            at=self.at,
        )


class MoveReview(_OnReview):
    """Put a review on another day."""

    verb, action = "review.moved", "move_review"
    form_class = forms.MoveReviewForm
    heading = _("Move the review")
    submit = _("Move it")
    done = _("The review is moved.")

    def initial(self) -> dict[str, Any]:
        return {"planned_on": self.row.planned_on}
