"""What the bulk writer records with: rows and verbs by name, and the keys of who is written about.

Rows are made by label ("pathways.Need"), facts by the verb's name, so that this writer knows the
shape of every table from the models themselves and needs no other way in.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from aia.people.actions import Sealer, wrapped_keys
from aia.trace.actions import Bulk, Columns, Sheet


@dataclass
class Book:
    """A batch that is being filled, with the data keys and search tokens that go with it."""

    bulk: Bulk
    keys: dict[str, bytes] = field(default_factory=dict)
    tokens: list[tuple[str, bytes]] = field(default_factory=list)

    def first(self, label: str, verb: str, *, row: Sheet | None = None, **told: object) -> Sheet:
        """Record the act that makes a row, and return the row."""
        return self.then(row or self.bulk.row(label), verb, **told)

    def then(self, row: Sheet, verb: str, **told: object) -> Sheet:
        """Record an act on a row: `actor`, `at`, perhaps its `cause`, and the verb's facts."""
        return self.bulk.record(row, verb, **told)  # type: ignore[arg-type]

    def worded(self, label: str, sealer: Sealer, **texts: str) -> Sheet:
        """Return a new row with its sealed columns set to these texts."""
        made = self.bulk.row(label)
        table = made.kind.model._meta.db_table
        for column, text in texts.items():
            made.put(column, sealer.text(table, column, made.id, text))
        return made

    def apart(self) -> list[Columns]:
        """Return the rows that no entry is about: data keys and search tokens."""
        keys = Columns("people.SubjectKey", ("subject", "wrapped", "master"), [])
        keys.rows.extend(wrapped_keys(self.keys))
        return [keys, Columns("people.SearchToken", ("person_id", "token"), self.tokens)]
