"""How an organisation's word comes: written by itself, or written down by who heard it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from aia.kit.refusals import Refused
from aia.pathways.rules import values
from aia.pathways.terms import ReplyChannel

LONGEST_NAME = 200


@dataclass(frozen=True)
class Heard:
    """How the word came and who said it; neither when the organisation wrote it itself."""

    channel: str | None
    said_by: str


def check_heard(channel: str | None, said_by: str, *, own: bool) -> Heard:
    """Return how the word came. `own` says that the organisation writes for itself.

    Raises Refused: a word written down for an organisation says how it came and who said it, so
    that it can be asked again; an organisation that writes for itself has nothing to say here.
    """
    if own:
        if channel or said_by.strip():
            raise Refused(
                _("You write for your organisation: leave out how it told and who said it."),
                field="channel",
            )
        return Heard(None, "")
    if not channel:
        raise Refused(
            _("You write down what the organisation said: say how it told you."), field="channel"
        )
    return Heard(
        values.code(channel, ReplyChannel, "channel"),
        values.text(said_by, "said_by", required=True, longest=LONGEST_NAME),
    )
