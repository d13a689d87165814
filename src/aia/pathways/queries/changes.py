"""What happened to a row since somebody looked at it: told to whoever came second."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from aia.pathways.queries.trace import names_in, sentence
from aia.trace.queries import entries_about
from aia.trace.traced import Traced


@dataclass(frozen=True)
class Changes:
    """Who made the last change and when, and every change since, in sentences, oldest first."""

    who: str
    at: datetime | None
    sentences: Sequence[str]


def told_since(row: Traced, seen: int | None) -> Changes:
    """Return what happened to a row after its entry `seen` (from the beginning when None)."""
    entries = list(entries_about(row.id).filter(sequence__gt=seen or 0))
    told = [(entry, json.loads(entry.facts)) for entry in entries]
    names = names_in((entry.actor for entry in entries), [facts for _, facts in told])
    return Changes(
        who=names.get(entries[-1].actor, "") if entries else "",
        at=entries[-1].happened_at if entries else None,
        sentences=[
            sentence(e.verb, facts, names, who=e.actor, on=timezone.localdate(e.happened_at))
            for e, facts in told
        ],
    )
