"""Reading the ledger for the observatory: coded facts only, never an identity."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from aia.observatory.process.acts import VERBS, Act
from aia.pathways.queries import protected_needs
from aia.trace.queries import entries_of_verbs
from aia.trace.terms import Origin

_ANSWERS = ("answer.planned", "answer.continued")
_CHUNK = 10_000


def acts_of_the_line(*, at: datetime, district: str | None = None) -> Iterator[Act]:
    """Give every act on a need, as recorded, oldest first; of one district, or of all.

    The needs of whoever is protected at `at` are left out. An act that an answer caused names the
    organisation that gives it.
    """
    sheltered = set(protected_needs(at=at).values_list("pk", flat=True))
    givers = _givers()
    entries = entries_of_verbs(VERBS)
    if district is not None:
        entries = entries.filter(district=district)
    fields = ("subject", "stream", "verb", "happened_at", "origin", "caused_by__subject")
    for need, pathway, verb, moment, origin, cause in entries.values_list(*fields).iterator(_CHUNK):
        if need not in sheltered:
            yield Act(need, pathway, verb, moment, givers.get(cause), origin == Origin.SIMULATED)


def _givers() -> dict[UUID | None, UUID]:
    """Return the organisation of each answer that has one."""
    found: dict[UUID | None, UUID] = {}
    entries = entries_of_verbs(_ANSWERS).values_list("subject", "facts")
    for answer, facts in entries.iterator(_CHUNK):
        if organisation := json.loads(facts).get("organisation"):
            found[answer] = UUID(organisation)
    return found
