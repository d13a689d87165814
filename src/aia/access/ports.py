"""What this module asks of the layers above it, wired by name in the settings.

`access` lies below `people`, yet an emergency's note is sealed under the person's key and a
coordinator's list says whose file it was. The composition root names who answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from aia.access.terms import Actor
from aia.trace.traced import Traced


class Keyring(Protocol):
    """The data keys of some subjects (`people.sealing.Keyring` is one)."""

    def seal(self, subject: UUID, row: Traced, column: str, text: str) -> bytes: ...
    def open(self, subject: UUID, row: Traced, column: str) -> str: ...


def keyring(*subjects: UUID) -> Keyring:
    """Return the keys under which the notes about these subjects are sealed."""
    return cast("Keyring", import_string(settings.AIA_KEYRING)(*subjects))


def subject_names(actor: Actor, subjects: Iterable[UUID], *, at: datetime) -> Mapping[UUID, str]:
    """Return the names of the subjects that the actor may know of; the others are left out."""
    find = import_string(settings.AIA_SUBJECT_NAMES)
    return cast("Mapping[UUID, str]", find(actor, subjects, at=at))


def organisation_names(actor: Actor, *, at: datetime) -> Mapping[UUID, str]:
    """Return the names of the organisations of the districts where the actor has a role."""
    find = import_string(settings.AIA_ORGANISATION_NAMES)
    return cast("Mapping[UUID, str]", find(actor, at=at))
