"""What sensing knows about a person, for their own copy (GDPR art. 15 and 20)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from aia.access.queries import grants_in_force
from aia.kit.clock import now
from aia.pathways.terms import Step
from aia.people import queries as people
from aia.sensing.models import Notice, Outreach, OutreachAttempt
from aia.trace.terms import encode

# Who noticed is somebody else: nothing that leads to them is handed over.
_OF_OTHERS = ("received_at", "municipality_id", "age_band", "category", "domain", "outcome")
_OWN = (*_OF_OTHERS, "door", "urgency", "language", "seen_at", "state", "settled_at")
_OUTREACH = ("state", "opened_at", "ended_at", "attempts", "reason")
_SAID = ~Q(need__step=Step.NEED) | Q(need__expressed=True)


def export_section(person_ids: tuple[UUID, ...], at: datetime) -> dict[str, Any]:
    """Return what the person's own accounts sent, and what others' notices led to.

    Of a notice that somebody else sent only codes are told: its words could say who it was. Needs
    that the person has not said yet, and who tries to reach them, are talked about first.
    """
    return {
        "sent": [_sent(notice) for notice in _own_notices(person_ids, at)],
        "led_to_needs": [_coded(one, _OF_OTHERS) for one in _about(person_ids)],
        "outreach": [_reached(one) for one in _outreach(person_ids)],
    }


def keys_about(person_ids: tuple[UUID, ...]) -> set[UUID]:
    """Return the notices whose words speak of these persons: their keys go with the person's.

    Those that led to a need of theirs, what these were part of and what was joined to them, and
    what their own accounts sent.
    """
    about = Notice.objects.filter(need__pathway__person__in=person_ids)
    found = {id_ for pair in about.values_list("id", "part_of") for id_ in pair if id_}
    found |= {notice.id for notice in _own_notices(person_ids, now())}
    level = set(found)
    while level:
        joined = Notice.objects.filter(merged_into__in=level).exclude(pk__in=found)
        level = set(joined.values_list("id", flat=True))
        found |= level
    return found


def _own_notices(person_ids: Iterable[UUID], at: datetime) -> Iterable[Notice]:
    accounts = grants_in_force(at).filter(person__in=list(person_ids)).values("account")
    return Notice.objects.filter(reporter__in=accounts).order_by("received_at", "id")


def _about(person_ids: Iterable[UUID]) -> Iterable[Notice]:
    rows = Notice.objects.filter(_SAID, need__pathway__person__in=list(person_ids))
    return rows.order_by("received_at", "id")


def _outreach(person_ids: Iterable[UUID]) -> Iterable[Outreach]:
    rows = Outreach.objects.filter(_SAID, need__pathway__person__in=list(person_ids))
    return rows.order_by("opened_at", "id")


def _sent(notice: Notice) -> dict[str, Any]:
    keys = people.keyring(notice.id)
    return {
        **_coded(notice, _OWN),
        "text": keys.open(notice.id, notice, "sealed_text"),
        "place": keys.open(notice.id, notice, "sealed_place"),
        "contact": keys.open(notice.id, notice, "sealed_contact"),
    }


def _reached(outreach: Outreach) -> dict[str, Any]:
    keys = people.keyring(outreach.subject)
    tries = OutreachAttempt.objects.filter(outreach=outreach).order_by("tried_at", "id")
    return {
        **_coded(outreach, _OUTREACH),
        "tries": [
            {
                **_coded(one, ("how", "result", "tried_at")),
                "words": keys.open(outreach.subject, one, "sealed_words"),
            }
            for one in tries
        ],
    }


def _coded(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: encode(getattr(row, name)) for name in names}
