"""How a need moves along the line, and what it then waits for.

    need → demand → choice → answer → review → give-back

A need goes one step forward at a time. It comes back when what carried it is gone: to `need` when
the demand is withdrawn, to `demand` when the option taken is no longer there or the person now
wants none of them, to `choice` when the answer broke off. Once an answer is over the person may
choose again, and after a review or a give-back a new answer may begin.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from aia.kit.refusals import Refused
from aia.pathways.deadlines import Wait
from aia.pathways.terms import AnswerEnd, Step

ADVANCES: Mapping[str, frozenset[str]] = {
    Step.DEMAND: frozenset({Step.NEED}),
    Step.CHOICE: frozenset({Step.DEMAND, Step.CHOICE, Step.ANSWER, Step.REVIEW, Step.GIVE_BACK}),
    Step.ANSWER: frozenset({Step.CHOICE, Step.ANSWER, Step.REVIEW, Step.GIVE_BACK}),
    Step.REVIEW: frozenset({Step.ANSWER, Step.REVIEW, Step.GIVE_BACK}),
    Step.GIVE_BACK: frozenset({Step.REVIEW, Step.GIVE_BACK}),
}
"""To each step, from which steps a need may come forward."""

RETURNS: Mapping[str, frozenset[str]] = {
    Step.NEED: frozenset({Step.DEMAND, Step.CHOICE}),
    Step.DEMAND: frozenset({Step.CHOICE, Step.ANSWER, Step.REVIEW, Step.GIVE_BACK}),
    Step.CHOICE: frozenset({Step.ANSWER}),
}
"""To each step, from which steps a need may come back."""

WAITS: Mapping[str, str | None] = {
    Step.NEED: Wait.DEMAND,
    Step.DEMAND: Wait.CHOICE,
    Step.CHOICE: Wait.ANSWER,
    Step.ANSWER: Wait.REVIEW,
    Step.REVIEW: None,
    Step.GIVE_BACK: None,
}
"""What a need at each step waits for. Nothing after the review: a give-back is never awaited."""

AWAITED: Mapping[str, str | None] = {
    Step.NEED: Step.DEMAND,
    Step.DEMAND: Step.CHOICE,
    Step.CHOICE: Step.ANSWER,
    Step.ANSWER: Step.REVIEW,
    Step.REVIEW: None,
    Step.GIVE_BACK: None,
}
"""The step that comes next and is awaited, where a strand that stops shows its gap."""

_BROKEN_OFF = frozenset(
    {AnswerEnd.PERSON_LEFT, AnswerEnd.PROVIDER_LEFT, AnswerEnd.RESOURCES, AnswerEnd.OTHER}
)


def may_advance(step: str, to: str) -> bool:
    """Say whether a need at `step` may go forward to `to`."""
    return step in ADVANCES[to]


def check_advance(step: str, to: str) -> None:
    """Raise Refused when a need at `step` may not go forward to `to`."""
    if not may_advance(step, to):
        raise Refused(
            _("This need is at “%(step)s”: it cannot pass to “%(to)s” now.")
            % {"step": Step(step).label, "to": Step(to).label}
        )


def check_return(step: str, to: str) -> None:
    """Raise Refused when a need at `step` may not come back to `to`."""
    if step not in RETURNS[to]:
        raise Refused(
            _("This need is at “%(step)s”: it cannot come back to “%(to)s”.")
            % {"step": Step(step).label, "to": Step(to).label}
        )


def broke_off(end_reason: str) -> bool:
    """Say whether an answer that ended so leaves the need waiting for another answer."""
    return end_reason in _BROKEN_OFF
