"""What can be done with a notice in which state."""

from django.utils.translation import gettext as _

from aia.pathways.terms import Refused
from aia.sensing.terms import NoticeState

_S = NoticeState
OPEN = frozenset({_S.RECEIVED, _S.IN_CHARGE, _S.PASSED_ON})
_WORKED = frozenset({_S.RECEIVED, _S.IN_CHARGE})
ENDED = frozenset({_S.SETTLED, _S.SPLIT, _S.MERGED})

_ALLOWED = {
    "take": _WORKED,
    "triage": _WORKED,
    "conclude": _WORKED,
    "merge": _WORKED,
    "receive_merged": OPEN | {_S.SETTLED},
    "answer_passed": frozenset({_S.PASSED_ON}),
    "unmerge": frozenset({_S.MERGED}),
    "reopen": ENDED,
}


def check(move: str, state: str) -> None:
    """Raise Refused when a notice in that state cannot make the move."""
    if state in _ALLOWED[move]:
        return
    if state in ENDED:
        raise Refused(_("This notice is concluded: reopen it first."))
    if state == NoticeState.PASSED_ON:
        raise Refused(_("This notice waits for another body: write down its answer first."))
    if move == "answer_passed":
        raise Refused(_("This notice does not wait for another body."))
    if move == "reopen":
        raise Refused(_("This notice is still open: there is nothing to reopen."))
    raise Refused(_("This cannot be done with this notice now."))


def working_state(taken_by: object) -> str:
    """Return the state of a notice that is the office's again."""
    return NoticeState.IN_CHARGE if taken_by else NoticeState.RECEIVED
