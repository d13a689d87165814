"""What happened to a notice, read from its chain of the ledger, in plain words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aia.access.queries import account_names
from aia.pathways.queries import taxonomy
from aia.sensing.models import Notice
from aia.sensing.terms import (
    MovedFor,
    NoticeCloseReason,
    NoticeDoor,
    PassedDecline,
    Urgency,
    WordSide,
)
from aia.trace.queries import entries_of_stream

_SENTENCES: Mapping[str, str | Promise] = {
    "notice.received": gettext_lazy("It came in. %(door)s"),
    "notice.imported": gettext_lazy("It came in from another archive"),
    "notice.suggested": gettext_lazy("Aia suggested what kind of need it may be"),
    "notice.taken": gettext_lazy("Taken in charge"),
    "notice.routed": gettext_lazy("Sent where the rules say"),
    "notice.moved": gettext_lazy("Moved: %(moved_for)s"),
    "notice.placed": gettext_lazy("The place was put right"),
    "notice.decided": gettext_lazy("Decided: %(category)s"),
    "notice.regraded": gettext_lazy("The urgency was changed: %(urgency)s"),
    "notice.redacted": gettext_lazy("Its words were taken out"),
    "notice.became_need": gettext_lazy("It became a recognised need: %(category)s"),
    "notice.informed": gettext_lazy("Answered with information"),
    "notice.closed": gettext_lazy("Closed: %(close_reason)s"),
    "notice.passed_on": gettext_lazy("Another body was asked to take it over"),
    "notice.taken_over": gettext_lazy("The other body took it over"),
    "notice.turned_down": gettext_lazy("The other body said no: %(passed_decline)s"),
    "notice.merged": gettext_lazy("Joined to another notice about the same thing"),
    "notice.unmerged": gettext_lazy("Taken apart again: it was about something else"),
    "notice.split": gettext_lazy("Divided into its parts"),
    "notice.reopened": gettext_lazy("Reopened: it was not solved"),
    "notice_word.said": gettext_lazy("Words of: %(side)s"),
    "notice_word.redacted": gettext_lazy("Some words were taken out"),
    "notice_media.removed": gettext_lazy("A photo or voice note was removed"),
}
_TERMS = {
    "door": NoticeDoor,
    "moved_for": MovedFor,
    "urgency": Urgency,
    "close_reason": NoticeCloseReason,
    "passed_decline": PassedDecline,
    "side": WordSide,
}


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One thing that happened to a notice: when, who did it, what."""

    at: datetime
    who: str
    said: str


def history_of(notice: Notice) -> Sequence[Happened]:
    """Return what happened to a notice, the latest first, for whoever was already let in to it.

    What only goes with another entry (a photo that came in, a reading) is not told apart.
    """
    entries = [e for e in entries_of_stream(notice.id) if e.verb in _SENTENCES]
    names = account_names({entry.actor for entry in entries})
    return [
        Happened(
            at=entry.happened_at,
            who=names.get(entry.actor, _("Somebody")),
            said=_said(entry.verb, json.loads(entry.facts), timezone.localdate(entry.happened_at)),
        )
        for entry in reversed(entries)
    ]


def _said(verb: str, facts: Mapping[str, Any], on: date) -> str:
    told: dict[str, str] = {}
    for name, value in facts.items():
        if name == "category" and value:
            told[name] = taxonomy().label(value, on)
        elif name in _TERMS and value:
            told[name] = str(_TERMS[name](value).label)
        else:
            told[name] = str(value)
    return str(_SENTENCES[verb]) % told
