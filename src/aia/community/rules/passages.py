"""What a passage between care and proximity asks for: pure.

Nobody is sent anywhere: a passage is agreed by who passes and by both sides, what it needs is
answered before it begins, it is tried, and its way back is said from the first day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from aia.community.rules import values
from aia.community.terms import (
    AGREEING,
    AskKind,
    AskRefusal,
    OffReason,
    PassageReason,
    PassageState,
    PassageVoice,
    PassageWay,
    Refused,
)
from aia.pathways.terms import Intensity, ReplyChannel

LEAST_TRIAL, USUAL_TRIAL, MOST_TRIAL = 7, 30, 180
MOST_BACK = 30
MOST_AHEAD = 365
MOST_ASKS = 12
LONGEST_NAME = 200

_STRENGTH = {Intensity.LIGHT: 0, Intensity.MEDIUM: 1, Intensity.HIGH: 2}
_ONLY = {
    PassageReason.HOSPITAL: PassageWay.TO_PROXIMITY,
    PassageReason.RESIDENCE: PassageWay.TO_PROXIMITY,
    PassageReason.LESS: PassageWay.TO_PROXIMITY,
    PassageReason.WATCH: PassageWay.TO_CARE,
    PassageReason.FAMILY: PassageWay.TO_CARE,
    PassageReason.WORSE: PassageWay.TO_CARE,
}
_FROM = {
    "agree": (PassageState.PROPOSED,),
    "start": (PassageState.AGREED,),
    "look": (PassageState.TRIAL,),
    "keep": (PassageState.TRIAL,),
    "go_back": (PassageState.TRIAL,),
    "call_off": (PassageState.PROPOSED, PassageState.AGREED),
}
_FROM_BACK = {"keep": (PassageState.AGREED,)}


@dataclass(frozen=True)
class Given:
    """The answer to something asked for: a quantity, or the reason why it is refused."""

    granted: Decimal | None = None
    refused_for: str | None = None


@dataclass(frozen=True)
class Heard:
    """How a word came and who said it; neither when who writes it speaks for themself."""

    channel: str | None
    said_by: str


def way_of(from_intensity: str, to_intensity: str) -> PassageWay:
    """Return which way a passage leads. Raises Refused when both ends are the same."""
    first = _STRENGTH[Intensity(values.code(from_intensity, Intensity, "from_intensity"))]
    then = _STRENGTH[Intensity(values.code(to_intensity, Intensity, "to_intensity"))]
    if first == then:
        raise Refused(
            _("A passage leads to another intensity: choose another one."), field="to_intensity"
        )
    return PassageWay.TO_PROXIMITY if first > then else PassageWay.TO_CARE


def check_reason(reason: str, way: PassageWay) -> str:
    """Return the reason when it goes with the way. Raises Refused."""
    told = PassageReason(values.code(reason, PassageReason, "reason"))
    if told == PassageReason.RETURN:
        raise Refused(_("A way back is taken from its own passage."), field="reason")
    if _ONLY.get(told, way) != way:
        raise Refused(
            _("This reason does not go with a passage of this way: check the two intensities."),
            field="reason",
        )
    return told.value


def check_sides(giving: UUID | None, receiving: UUID | None, back_to: UUID | None) -> None:
    """Raise Refused unless there are two sides, and the way back leads away from the second."""
    if giving == receiving:
        raise Refused(_("A passage has two sides: choose another one here."), field="receiving")
    if back_to == receiving:
        raise Refused(
            _("The way back leads to somebody else than who welcomes them."), field="back_to"
        )


def trial_until(day: date, trial_days: int) -> date:
    """Return the last day of a trial of so many days. Raises Refused."""
    values.count(trial_days, "trial_days", least=LEAST_TRIAL, most=MOST_TRIAL)
    return day + timedelta(days=trial_days)


def check_planned(planned_on: date, today: date) -> None:
    """Raise Refused for a day that is past, or more than a year ahead."""
    values.not_before(planned_on, today, "planned_on")
    if (planned_on - today).days > MOST_AHEAD:
        raise Refused(_("Choose a day within a year."), field="planned_on")


def check_move(act: str, state: str, *, back: bool) -> None:
    """Raise Refused when the act cannot be done in this state; a way back is only arrived at."""
    allowed: tuple[PassageState, ...] = (_FROM_BACK if back else _FROM).get(act, ())
    if state not in allowed:
        raise Refused(
            _("The passage is at another point (%(state)s): this cannot be done now.")
            % {"state": PassageState(state).label}
        )


def check_answers(
    asked: Mapping[UUID, Decimal], answers: Mapping[UUID, Given]
) -> Mapping[UUID, Given]:
    """Return an answer for each quantity asked of a side. Raises Refused.

    Each is answered, none besides: given at most as much as was asked and more than nothing, or
    refused with a reason.
    """
    if set(answers) - set(asked):
        raise Refused(_("This was not asked of this side."))
    return {one: _answer(one, quantity, answers.get(one)) for one, quantity in asked.items()}


def _answer(one: UUID, quantity: Decimal, told: Given | None) -> Given:
    field = f"granted_{one}"
    if told is None or (told.granted is None and told.refused_for is None):
        raise Refused(_("Say how much of this is given, or why it is not."), field=field)
    if told.granted is not None and told.refused_for is not None:
        raise Refused(_("Either it is given or it is refused: leave one out."), field=field)
    if told.refused_for is not None:
        return Given(None, values.code(told.refused_for, AskRefusal, f"refused_{one}"))
    return Given(positive(told.granted or Decimal(0), field, most=quantity))


def positive(quantity: Decimal, field: str, *, most: Decimal) -> Decimal:
    """Return a quantity above nothing. Raises Refused: also for NaN."""
    exact = values.amount(quantity, field, most=most)
    if exact == 0:
        raise Refused(_("Write more than nothing."), field=field)
    return exact


def most_of(kind: AskKind) -> Decimal:
    """Return the most that can be asked of a kind: hours, or euro."""
    return values.MOST_EURO if kind == AskKind.MONEY else values.MOST_HOURS


def check_side(side: str, said: Collection[str]) -> PassageVoice:
    """Return the side that says yes, when it had not yet. Raises Refused."""
    told = PassageVoice(values.code(side, PassageVoice, "side"))
    if told not in AGREEING:
        raise Refused(_("A passage waits for both sides and for who passes."), field="side")
    if told in said:
        raise Refused(_("This side has already said yes."), field="side")
    return told


def all_agreed(said: Collection[str]) -> bool:
    """Say whether both sides and who passes have said yes."""
    return set(AGREEING) <= set(said)


def check_heard(channel: str | None, said_by: str, *, own: bool) -> Heard:
    """Return how a word came. Raises Refused.

    What is written down for somebody else says how it came and who said it; who speaks for
    themself (`own`) has nothing to say here.
    """
    if own:
        return Heard(None, "")
    if not channel:
        raise Refused(
            _("You write down what somebody else said: say how it came."), field="channel"
        )
    return Heard(
        values.code(channel, ReplyChannel, "channel"),
        values.text(said_by, "said_by", longest=LONGEST_NAME),
    )


def check_looked(voices: Collection[str]) -> None:
    """Raise Refused while who passes, or who is near them, has not said how the trial goes."""
    if not {PassageVoice.PERSON, PassageVoice.NEAR} & set(voices):
        raise Refused(
            _("First hear how it goes from who passes, or from who is near them: then keep it.")
        )


def check_made(day: date, proposed: date, today: date) -> date:
    """Return the day of a handover that was made: not ahead, nor before it was proposed."""
    if day > today:
        raise Refused(_("This day has not come yet: check the date."), field="on")
    return values.not_before(day, proposed, "on")


def check_voice(voice: PassageVoice, own: Collection[PassageVoice], *, team: bool) -> None:
    """Raise Refused when somebody would speak for another; the team writes down what others say."""
    if voice not in own and not team:
        raise Refused(_("Speak for yourself: the others say it themselves."), field="voice")


def check_off(reason: str, own: Collection[PassageVoice], *, team: bool) -> str:
    """Return why a passage is called off: somebody’s no is their own, or written by the team."""
    told = values.code(reason, OffReason, "reason")
    if told in PassageVoice.values:
        voice = PassageVoice(told)
        if voice not in own and not team:
            raise Refused(_("Speak for yourself: the others say it themselves."), field="reason")
    return told
