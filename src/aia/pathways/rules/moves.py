"""From which state each act may start: one table for each kind of row."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext as _

from aia.kit.refusals import Refused
from aia.pathways.terms import AnswerState, OptionState, ReferralState, State

Moves = Mapping[str, frozenset[str]]

PATHWAY_MOVES: Moves = {
    "work": frozenset({State.OPEN}),
    "lead": frozenset({State.OPEN, State.SUSPENDED}),
    "suspend": frozenset({State.OPEN}),
    "resume": frozenset({State.SUSPENDED}),
    "close": frozenset({State.OPEN, State.SUSPENDED}),
    "reopen": frozenset({State.CLOSED}),
}
NEED_MOVES: Moves = {
    "work": frozenset({State.OPEN}),
    "amend": frozenset({State.OPEN, State.SUSPENDED}),
    "suspend": frozenset({State.OPEN}),
    "resume": frozenset({State.SUSPENDED}),
    "close": frozenset({State.OPEN, State.SUSPENDED}),
    "reopen": frozenset({State.CLOSED}),
}
OPTION_MOVES: Moves = {
    "take": frozenset({OptionState.OFFERED, OptionState.DECLINED}),
    "decline": frozenset({OptionState.OFFERED, OptionState.TAKEN}),
    "withdraw": frozenset({OptionState.OFFERED, OptionState.TAKEN}),
}
ANSWER_MOVES: Moves = {
    "start": frozenset({AnswerState.PLANNED}),
    "adjust": frozenset({AnswerState.PLANNED, AnswerState.RUNNING, AnswerState.SUSPENDED}),
    "suspend": frozenset({AnswerState.RUNNING}),
    "resume": frozenset({AnswerState.SUSPENDED}),
    "end": frozenset({AnswerState.PLANNED, AnswerState.RUNNING, AnswerState.SUSPENDED}),
    "pass": frozenset({AnswerState.RUNNING, AnswerState.SUSPENDED}),
}
REFERRAL_MOVES: Moves = {
    "accept": frozenset({ReferralState.SENT}),
    "decline": frozenset({ReferralState.SENT}),
    "start": frozenset({ReferralState.ACCEPTED}),
    "end": frozenset({ReferralState.STARTED}),
    "withdraw": frozenset({ReferralState.SENT, ReferralState.ACCEPTED, ReferralState.STARTED}),
}

LIVE_ANSWERS = frozenset({AnswerState.PLANNED, AnswerState.RUNNING, AnswerState.SUSPENDED})
"""Answers that are still somebody's work."""

LIVE_REFERRALS = frozenset({ReferralState.SENT, ReferralState.ACCEPTED, ReferralState.STARTED})
"""Referrals that are still in somebody's hands: while one is live, its organisation may read."""


def check_pathway(act: str, state: str) -> None:
    """Raise Refused when a pathway in that state does not allow the act."""
    if state in PATHWAY_MOVES[act]:
        return
    if state == State.CLOSED:
        raise Refused(_("This pathway is closed. Reopen it to go on."))
    if state == State.SUSPENDED:
        raise Refused(_("This pathway is suspended. Resume it to go on."))
    raise Refused(_("This pathway is already open."))


def check_need(act: str, state: str) -> None:
    """Raise Refused when a need in that state does not allow the act."""
    if state in NEED_MOVES[act]:
        return
    if state == State.CLOSED:
        raise Refused(_("This need is closed. Reopen it to go on."))
    if state == State.SUSPENDED:
        raise Refused(_("This need is suspended. Resume it to go on."))
    raise Refused(_("This need is already open."))


def check_option(act: str, state: str) -> None:
    """Raise Refused when an option in that state does not allow the act."""
    if state not in OPTION_MOVES[act]:
        raise Refused(
            _("This option is “%(state)s”: choose another one, or offer it again.")
            % _told(OptionState, state),
            field="option",
        )


def check_answer(act: str, state: str) -> None:
    """Raise Refused when an answer in that state does not allow the act."""
    if state not in ANSWER_MOVES[act]:
        raise Refused(
            _("This answer is “%(state)s”: reload the page to see what can be done now.")
            % _told(AnswerState, state)
        )


def check_referral(act: str, state: str) -> None:
    """Raise Refused when a referral in that state does not allow the act."""
    if state not in REFERRAL_MOVES[act]:
        raise Refused(
            _("This referral is “%(state)s”: reload the page to see what can be done now.")
            % _told(ReferralState, state)
        )


def _told(terms: type[models.TextChoices], state: str) -> dict[str, str]:
    return {"state": str(terms(state).label)}
