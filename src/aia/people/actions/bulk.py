"""What a bulk writer makes in memory for the people it invents: sealed columns and data keys.

The bytes are those that the acts make one by one; ids are 32 hexadecimal digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from aia.kit.crypto import Sealing, new_key
from aia.people import sealing
from aia.people.terms import Identity


class Sealer:
    """Seals what belongs to one new subject, under a data key made for them."""

    def __init__(self) -> None:
        self.key = new_key()
        self._seal = Sealing(self.key).seal

    def text(self, table: str, column: str, row_id: str, text: str) -> bytes:
        """Return the text sealed for that column of that row; empty text stays empty."""
        place = sealing.place(table, column, bytes.fromhex(row_id))
        return self._seal(text.encode(), place) if text else b""

    def identity(self, table: str, row_id: str, identity: Identity) -> bytes:
        """Return what a person's sealed identity holds."""
        return self.text(table, "sealed_identity", row_id, sealing.identity_text(identity))


def wrapped_keys(keys: Mapping[str, bytes]) -> list[tuple[str, bytes, str]]:
    """Return (subject, wrapped, master) for the key rows of new subjects."""
    rows = sealing.wrapped_all({UUID(subject): key for subject, key in keys.items()})
    return [(row.subject.hex, bytes(row.wrapped), row.master) for row in rows]
