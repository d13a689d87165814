"""What the layers above answer, in tests of this module alone."""

from uuid import UUID

from aia.access.tests.personas import PERSON
from aia.kit import crypto
from aia.trace.traced import Traced

_KEY = b"k" * crypto.KEY_BYTES


class StubKeyring:
    """One key for everybody, bound to row and column like the real one."""

    def seal(self, subject: UUID, row: Traced, column: str, text: str) -> bytes:
        return crypto.seal(_KEY, text.encode(), self._place(subject, row, column))

    def open(self, subject: UUID, row: Traced, column: str) -> str:
        sealed = bytes(getattr(row, column))
        if not sealed:
            return ""
        return crypto.unseal(_KEY, sealed, self._place(subject, row, column)).decode()

    def _place(self, subject: UUID, row: Traced, column: str) -> bytes:
        return f"{subject}{row.id}{column}".encode()


def keyring(*_: UUID) -> StubKeyring:
    """Stand for `people.queries.keyring`."""
    return StubKeyring()


def subject_names(*_: object, **__: object) -> dict[UUID, str]:
    """Let everybody know PERSON's name, and no other."""
    return {PERSON: "Chiara Moro"}


def no_names(*_: object, **__: object) -> dict[UUID, str]:
    """Let nobody know anybody's name: everybody is protected."""
    return {}
