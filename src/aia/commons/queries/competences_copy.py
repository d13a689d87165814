"""What competences say of a person, for their own copy (GDPR art. 15 and 20)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from aia.commons.models import Badge, Competence, Endorsement
from aia.people.queries import keyring
from aia.trace.terms import encode

_TOLD = ("learnt_from", "esco", "isco", "state", "claimed_at", "withdrawn_at")
_GIVEN = ("relation", "named", "given_at", "withdrawn_at")
_SIGNED = ("state", "issued_at", "valid_until", "revoked_at", "reason")


def export_section(person_ids: tuple[UUID, ...], at: datetime) -> dict[str, Any]:
    """Return what the person can do, what others say of it, and what they vouch for."""
    rows = Competence.objects.filter(person__in=person_ids).order_by("claimed_at", "id")
    given = Endorsement.objects.filter(person__in=person_ids).select_related("competence")
    return {
        "told": [_told(row) for row in rows],
        "vouched_for": [_voice(row) for row in given.order_by("given_at", "id")],
    }


def _told(row: Competence) -> dict[str, Any]:
    ring = keyring(row.who)
    coded = {name: encode(getattr(row, name)) for name in _TOLD}
    return coded | {
        "title": ring.open(row.who, row, "sealed_title"),
        "about": ring.open(row.who, row, "sealed_about"),
        "voices": [_voice(one) for one in row.endorsements.order_by("given_at", "id")],
        "badges": [_badge(one) for one in row.badges.order_by("issued_at", "id")],
    }


def _voice(row: Endorsement) -> dict[str, Any]:
    who = row.competence.who
    words = keyring(who).open(who, row, "sealed_words")
    return {name: encode(getattr(row, name)) for name in _GIVEN} | {"words": words}


def _badge(row: Badge) -> dict[str, Any]:
    who = row.competence.who
    signed = keyring(who).open(who, row, "sealed_token")
    return {name: encode(getattr(row, name)) for name in _SIGNED} | {"signed": signed}
