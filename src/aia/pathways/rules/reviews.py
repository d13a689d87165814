"""When a plan is looked at, and who speaks first: pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from aia.kit.refusals import Refused
from aia.pathways.rules.moves import Moves
from aia.pathways.terms import ReviewState, Voice
from aia.people.terms import Subject

REVIEW_MOVES: Moves = {
    "move": frozenset({ReviewState.PLANNED}),
    "hear": frozenset({ReviewState.PLANNED, ReviewState.RECIPIENT}),
    "hold": frozenset({ReviewState.PLANNED, ReviewState.RECIPIENT}),
}
_SCALE = range(-2, 3)


def check_review(act: str, state: str) -> None:
    """Raise Refused when a review in that state does not allow the act."""
    if state not in REVIEW_MOVES[act]:
        raise Refused(
            _("This review is “%(state)s”: it can no longer be changed.")
            % {"state": ReviewState(state).label}
        )


def review_dates(signed_on: date, ends_on: date, review_days: int) -> tuple[date, ...]:
    """Return the days on which a plan is looked at: every `review_days`, and on its last day.

    A regular day closer to the last than half an interval gives way to it. A plan that ends on
    or before the day it was signed has its last day only.
    """
    days = []
    day = signed_on + timedelta(days=review_days)
    while (ends_on - day).days * 2 >= review_days:
        days.append(day)
        day += timedelta(days=review_days)
    return (*days, ends_on)


@dataclass(frozen=True)
class Replanning:
    """What to do so that the planned reviews are those that the plan's dates ask for."""

    to_plan: tuple[date, ...]
    to_cancel: tuple[date, ...]


def replan(
    wanted: Iterable[date], *, planned: Iterable[date], looked_at: Iterable[date], today: date
) -> Replanning:
    """Compare the days wanted with the reviews there are.

    `planned` are reviews still waiting, `looked_at` those the recipient or the worker has begun:
    these stand, and no day up to the last of them is asked for again. No review is planned in
    the past. Doing what it says and asking again gives nothing more to do.
    """
    floor = max([*looked_at], default=date.min)
    asked = {day for day in wanted if day > floor}
    there = set(planned)
    return Replanning(
        to_plan=tuple(sorted(day for day in asked - there if day >= today)),
        to_cancel=tuple(sorted(there - asked)),
    )


def check_ratings(
    given: Mapping[UUID, int | None], goals: Collection[UUID], *, whole: bool
) -> dict[UUID, int]:
    """Return the ratings that were given, -2 … +2 by goal.

    Raises Refused for a number outside the scale, a goal that is not the plan's, or, when
    `whole`, a goal left without a rating.
    """
    told = {goal: rating for goal, rating in given.items() if rating is not None}
    if not told.keys() <= set(goals):
        raise Refused(
            _("One of the goals rated is not in this plan: reload the page."), field="ratings"
        )
    if any(isinstance(rating, bool) or rating not in _SCALE for rating in told.values()):
        raise Refused(
            _("A goal is rated from -2 (much less than hoped) to +2 (much more)."), field="ratings"
        )
    if whole and len(told) < len(set(goals)):
        raise Refused(_("Rate every goal of the plan before holding the review."), field="ratings")
    return told


def check_something_said(words: str, ratings: Mapping[UUID, int]) -> None:
    """Raise Refused when the recipient's view holds neither words nor a rating."""
    if not words and not ratings:
        raise Refused(_("Write a few words, or rate at least one goal."), field="words")


def check_recipient_first(*, heard: bool, unheard: str | None) -> None:
    """Raise Refused when the worker would speak first without saying why.

    Also when a reason is given although the recipient has spoken.
    """
    if not heard and unheard is None:
        raise Refused(
            _("The person speaks first: write down their view, or say why it could not be heard."),
            field="unheard",
        )
    if heard and unheard is not None:
        raise Refused(
            _("The person has given their view: no reason for its absence is needed."),
            field="unheard",
        )


def check_day(planned_on: date, *, ends_on: date, today: date) -> None:
    """Raise Refused when a review would be moved to the past or beyond the plan's end."""
    if planned_on < today:
        raise Refused(_("Choose a day from today on."), field="planned_on")
    if planned_on > ends_on:
        raise Refused(
            _("The plan ends on %(end)s: choose a day before.") % {"end": ends_on.isoformat()},
            field="planned_on",
        )


def voices_of(kind: str) -> tuple[Voice, ...]:
    """Return who may speak for the recipient of that kind (`Subject`), themself first.

    For a person or household they, the family or a guardian; for an organisation or a community
    whoever belongs to it.
    """
    if kind in {Subject.PERSON, Subject.HOUSEHOLD}:
        return Voice.PERSON, Voice.FAMILY, Voice.GUARDIAN
    return Voice.PERSON, Voice.PARTNER, Voice.NEIGHBOUR


def check_recipient_voice(kind: str, voice: str) -> None:
    """Raise Refused when the recipient's view would not be the recipient's."""
    if voice not in voices_of(kind):
        raise Refused(_("Write whose view this is: it is not the service’s."), field="voice")
