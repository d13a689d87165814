"""What pages hand to the drawings: plain values, no model and no query.

A page's query makes these from what it has already read; the template tags of `web` draw them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class StepKind(models.TextChoices):
    """A step of the line, with the shape and colour that it has everywhere."""

    NOTICE = "notice", _("Notice")
    NEED = "need", _("Need")
    DEMAND = "demand", _("Demand")
    CHOICE = "choice", _("Choice")
    PLAN = "plan", _("Plan")
    ANSWER = "answer", _("Answer")
    REVIEW = "review", _("Review")
    GIVE_BACK = "give_back", _("Give-back")


class StepState(models.TextChoices):
    """How a step went. Declined options are drawn as side branches of the choice before them."""

    DONE = "done", _("done")
    DECLINED = "declined", _("declined")
    SUSPENDED = "suspended", _("suspended")
    MISSED = "missed", _("missed")


class Tone(models.TextChoices):
    """What a badge or a notice wants to say; always with its words, never by colour alone."""

    NEUTRAL = "neutral", _("neutral")
    INFO = "info", _("information")
    GOOD = "good", _("going well")
    CARE = "care", _("needs care")
    ALERT = "alert", _("alarm")


@dataclass(frozen=True)
class StrandStep:
    """One dated mark on a strand.

    `label` says it in a few words ("Rent support asked for"); the step's own name is added.
    `at` is an aware moment or a day. `url` makes the mark a link.
    """

    kind: str
    at: datetime | date
    label: str = ""
    url: str = ""
    state: str = StepState.DONE


@dataclass(frozen=True)
class Strand:
    """One need, from the day it was recognised to where it has come.

    `stopped_at` is the step that is awaited ("choice") when the strand does not go on, and
    `waiting_days` for how many days. `closed` is the day on which it was closed, if it was.
    `category` is the need's domain or category in words. Steps may come in any order.
    """

    label: str
    category: str = ""
    url: str = ""
    steps: Sequence[StrandStep] = ()
    stopped_at: str = ""
    waiting_days: int = 0
    closed: datetime | date | None = None
    closed_label: str = ""


@dataclass(frozen=True)
class GoalRating:
    """How far one goal was reached, −2 … +2, told by the recipient and by the worker.

    `None` means that they have not said.
    """

    goal: str
    recipient_before: int | None = None
    recipient_after: int | None = None
    worker_before: int | None = None
    worker_after: int | None = None


@dataclass(frozen=True)
class ChangeRow:
    """The levels of one domain at each assessment, in the order of the chart's days."""

    domain: str
    levels: Sequence[int | None]


@dataclass(frozen=True)
class ChangeChart:
    """Assessments of the same person over time: domains by days, each a level from 1 to `top`.

    `level_labels` names the levels from 1 up, when they have names.
    """

    days: Sequence[date]
    rows: Sequence[ChangeRow]
    top: int = 5
    level_labels: Sequence[str] = ()


@dataclass(frozen=True)
class TimelineEvent:
    """One dated line of a history: what happened, who did it, and where to read more."""

    at: datetime | date
    title: str
    kind: str = ""
    who: str = ""
    detail: str = ""
    url: str = ""


class Definition(NamedTuple):
    """A term and its value in a list of facts; `value` may be safe HTML."""

    term: str
    value: object


@dataclass(frozen=True)
class StepperStep:
    """One page of a form in several pages: `state` is done, current or to_do."""

    label: str
    state: str
    url: str = ""


@dataclass(frozen=True)
class FieldChange:
    """What somebody else changed while a form was open."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """Who made the last change to a row and when, and every change, in sentences, oldest first."""

    who: str = ""
    at: datetime | None = None
    sentences: Sequence[str] = ()


@dataclass(frozen=True)
class Conflict:
    """Two people acted on the same thing: who came first, when, and what they changed.

    `kept` are the words the reader had typed, by field label; they are shown to be copied.
    """

    who: str = ""
    at: datetime | None = None
    changes: Sequence[FieldChange] = ()
    kept: Sequence[Definition] = field(default_factory=tuple)
    reload_url: str = ""


@dataclass(frozen=True)
class Crumb:
    """One place above the page being read."""

    label: str
    url: str = ""


STEP_MEANINGS = {
    StepKind.NOTICE: _("Somebody noticed something. It is not yet a need."),
    StepKind.NEED: _("It is recognised and named, whether or not it has been said aloud."),
    StepKind.DEMAND: _(
        "The need in the words of whoever has it and with their consent, "
        "or the dated reason why it has not been voiced."
    ),
    StepKind.CHOICE: _(
        "The options that were put before the person, the one they took and why. "
        "The ones they declined stay on record."
    ),
    StepKind.PLAN: _("What was agreed: goals, who does what, and when to look at it again."),
    StepKind.ANSWER: _(
        "A service, a shared resource or a community project, done by somebody, between two dates."
    ),
    StepKind.REVIEW: _("What changed. The first to say so is whoever received the answer."),
    StepKind.GIVE_BACK: _(
        "What the person or the answer puts back on the floor: always voluntary, "
        "never tied to a benefit or a sanction."
    ),
}
