"""What the bulk writer records with: models and verbs by name, one batch, one clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models.base import ModelState

from aia.access.terms import Actor
from aia.kit.ids import new_ids
from aia.people.actions import sealed_text
from aia.trace.actions import Batch
from aia.trace.terms import VERBS
from aia.trace.traced import Traced

_IDS_AT_ONCE = 1000


@dataclass
class Book:
    """A batch that is being filled in a district: each act becomes an entry and its row.

    Rows are made by label ("pathways.Need"), facts by the verb's name, so that this writer knows
    the shape of every table from the models themselves and needs no other way in.
    """

    batch: Batch
    district: str
    _first: dict[str, Any] = field(default_factory=dict)
    _ids: list[UUID] = field(default_factory=list)

    def first(
        self,
        label: str,
        verb: str,
        *,
        actor: Actor,
        at: datetime,
        cause: Traced | None = None,
        row: Traced | None = None,
        **facts: Any,
    ) -> Any:
        """Record the act that makes a row, and return the row."""
        return self.then(row or self.row(label), verb, actor=actor, at=at, cause=cause, **facts)

    def then(
        self, row: Any, verb: str, *, actor: Actor, at: datetime, cause: Any = None, **facts: Any
    ) -> Any:
        """Record a later act on a row of this batch."""
        told = VERBS[verb](**facts)
        return self.batch.record(row, told, actor=actor, at=at, caused_by=cause)

    def row(self, label: str, **values: Any) -> Any:
        """Return a new row of the district that nothing was recorded about yet.

        A copy of the first one made: Django takes longer to make a row than to save it.
        """
        if label not in self._first:
            self._first[label] = apps.get_model(label)(district=self.district)
        first = self._first[label]
        made = object.__new__(type(first))
        vars(made).update(vars(first) | {"_state": ModelState(), "id": self._next_id()} | values)
        return made

    def _next_id(self) -> UUID:
        if not self._ids:
            self._ids = new_ids(_IDS_AT_ONCE)[::-1]
        return self._ids.pop()

    def worded(self, label: str, key: bytes, **texts: str) -> Any:
        """Return a new row with its sealed columns set to these texts."""
        made = self.row(label)
        for column, text in texts.items():
            setattr(made, column, sealed_text(key, made, column, text))
        return made


@dataclass(frozen=True)
class Follower:
    """A worker who follows files in the simulation."""

    account: UUID
    actor: Actor
