"""Envelope encryption: a data key per subject, itself wrapped under the installation's master key.

A sealed value is bound to its table, column and row, so that it opens nowhere else.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from aia.kit import crypto
from aia.people.models import SubjectKey
from aia.people.terms import Identity
from aia.trace.traced import Traced

_MASTER_NAME_BYTES = 8


class KeyLost(ValueError):
    """A subject's key is wrapped under a master key that this installation does not have."""


@lru_cache(maxsize=1)
def master_keys() -> dict[str, bytes]:
    """Return every master key by name; the first is the one that wraps new keys."""
    return {master_name(key): key for key in settings.AIA_MASTER_KEYS()}


def master_name(key: bytes) -> str:
    """Return the name by which a master key is known: a fingerprint, 16 hexadecimal digits."""
    return crypto.fingerprint(b"master" + key)[:_MASTER_NAME_BYTES].hex()


def wrapped(subject: UUID, key: bytes) -> SubjectKey:
    """Return the unsaved row that keeps `key` for `subject` under the current master key."""
    return next(wrapped_all({subject: key}))


def wrapped_all(keys: Mapping[UUID, bytes]) -> Iterator[SubjectKey]:
    """Yield the unsaved rows that keep the keys by subject, under the current master key."""
    # Read from its place every time: another process may just have replaced the master key.
    master_key = settings.AIA_MASTER_KEYS()[0]
    master = master_name(master_key)
    seal = crypto.Sealing(master_key).seal
    for subject, key in keys.items():
        sealed = seal(key, _key_place(subject))
        yield SubjectKey(subject=subject, master=master, wrapped=sealed)


def unwrap(row: SubjectKey) -> bytes:
    """Return the subject's data key. Raises KeyLost when its master key is not here."""
    master = master_keys().get(row.master)
    if master is None:
        # The master key was replaced since this process read it.
        master_keys.cache_clear()
        master = master_keys().get(row.master)
    if master is None:
        raise KeyLost(
            f"the data of {row.subject} is sealed under master key {row.master}, which is not in"
            " the keys directory nor in AIA_MASTER_KEY"
        )
    return crypto.unseal(master, bytes(row.wrapped), _key_place(row.subject))


class Keyring:
    """The data keys of some subjects, opened only when first used."""

    def __init__(self, subjects: Iterable[UUID]) -> None:
        wanted = set(subjects)
        self._rows = {row.subject: row for row in SubjectKey.objects.filter(subject__in=wanted)}
        self._keys: dict[UUID, bytes] = {}

    def erased(self, subject: UUID) -> bool:
        """Say whether the subject's key was destroyed (or never made)."""
        return subject not in self._rows

    def seal(self, subject: UUID, row: Traced, column: str, text: str) -> bytes:
        """Return `text` sealed for that column of that row; empty text stays empty.

        Raises KeyError when the subject has no key.
        """
        return crypto.seal(self._key(subject), text.encode(), _place(row, column)) if text else b""

    def open(self, subject: UUID, row: Traced, column: str) -> str:
        """Return the text of a sealed column; empty when nothing was written or it was erased."""
        sealed = bytes(getattr(row, column))
        if not sealed or self.erased(subject):
            return ""
        return crypto.unseal(self._key(subject), sealed, _place(row, column)).decode()

    def seal_bytes(self, subject: UUID, row: Traced, column: str, content: bytes) -> bytes:
        """Return a file's content sealed for that row."""
        return crypto.seal(self._key(subject), content, _place(row, column))

    def open_bytes(self, subject: UUID, row: Traced, column: str, sealed: bytes) -> bytes:
        """Return a file's content. Raises crypto.Unreadable when it was altered."""
        return crypto.unseal(self._key(subject), sealed, _place(row, column))

    def _key(self, subject: UUID) -> bytes:
        if subject not in self._keys:
            self._keys[subject] = unwrap(self._rows[subject])
        return self._keys[subject]


def seal_with(key: bytes, row: Traced, column: str, text: str) -> bytes:
    """Return `text` sealed under a data key just made, for that column of that row."""
    return crypto.seal(key, text.encode(), _place(row, column)) if text else b""


def seal_bytes_with(key: bytes, row: Traced, column: str, content: bytes) -> bytes:
    """Return a file's content sealed under a data key just made, for that row."""
    return crypto.seal(key, content, _place(row, column))


def identity_text(identity: Identity) -> str:
    """Return the identity as it is sealed: JSON with only what is known."""
    known = {name: value for name, value in asdict(identity).items() if value}
    return json.dumps(known, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def identity_from(text: str) -> Identity:
    """Return the identity that `identity_text` wrote; nothing known from an empty text."""
    known = json.loads(text) if text else {}
    if born := known.get("birth_date"):
        known["birth_date"] = date.fromisoformat(born)
    return Identity(**known)


def _key_place(subject: UUID) -> bytes:
    return b"key|" + subject.bytes


def place(table: str, column: str, row_id: bytes) -> bytes:
    """Return what a sealed value is bound to: it opens nowhere else."""
    return f"{table}|{column}|".encode() + row_id


def _place(row: Traced, column: str) -> bytes:
    return place(row._meta.db_table, column, row.id.bytes)
