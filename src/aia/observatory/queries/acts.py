"""Reading the ledger for the observatory: coded facts only, never an identity."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from aia.observatory.process.acts import VERBS, Act
from aia.pathways.queries import protected_needs
from aia.trace.queries import entries_of_verbs
from aia.trace.terms import Origin

_ANSWERS = ("answer.planned", "answer.continued")
_CHUNK = 10_000


@dataclass(frozen=True)
class _Given:
    """What is known of an answer: who gives it, and of which sort it is."""

    organisation: UUID | None
    resource: str | None


_NOTHING = _Given(None, None)


def acts_of_the_line(*, at: datetime, district: str | None = None) -> Iterator[Act]:
    """Give every act on a need, as recorded, oldest first; of one district, or of all.

    The needs of whoever is protected at `at` are left out. An act that an answer caused names the
    organisation that gives it and the sort of resource; a need's first act the notice that led to
    it, if one did.
    """
    sheltered = set(protected_needs(at=at).values_list("pk", flat=True))
    given, notices = _given(), _notices()
    entries = entries_of_verbs(VERBS)
    if district is not None:
        entries = entries.filter(district=district)
    fields = ("subject", "stream", "verb", "happened_at", "origin", "caused_by__subject")
    for need, pathway, verb, moment, origin, cause in entries.values_list(*fields).iterator(_CHUNK):
        if need in sheltered:
            continue
        answer = given.get(cause, _NOTHING)
        yield Act(
            need,
            pathway,
            verb,
            moment,
            organisation=answer.organisation,
            simulated=origin == Origin.SIMULATED,
            notice=notices.get(need) if verb == "need.recognised" else None,
            resource=answer.resource,
        )


def _given() -> dict[UUID | None, _Given]:
    """Return who gives each answer, and its sort: kind of the option taken, and intensity."""
    kinds: dict[UUID | None, Any] = dict(_facts(("option.offered",), "kind"))
    taken: dict[UUID | None, Any] = dict(_facts(("choice.made",), "option"))
    found: dict[UUID | None, _Given] = {}
    entries = entries_of_verbs(_ANSWERS).values_list("subject", "facts")
    for answer, facts in entries.iterator(_CHUNK):
        told = json.loads(facts)
        kind = kinds.get(_uuid(taken.get(_uuid(told["choice"]))))
        organisation = _uuid(told.get("organisation"))
        found[answer] = _Given(organisation, f"{kind}.{told['intensity']}" if kind else None)
    return found


def _notices() -> dict[UUID, UUID]:
    """Return the notice in which each need was recognised; the last, where there were several."""
    return {
        need: notice
        for notice, told in _facts(("notice.became_need",), "need")
        if (need := _uuid(told)) is not None
    }


def _facts(verbs: tuple[str, ...], name: str) -> Iterator[tuple[UUID, Any]]:
    """Give one fact of each entry of some verbs, with its subject."""
    entries = entries_of_verbs(verbs).values_list("subject", "facts")
    for subject, facts in entries.iterator(_CHUNK):
        yield subject, json.loads(facts).get(name)


def _uuid(told: Any) -> UUID | None:
    return UUID(told) if told else None
