"""What this module asks of the layers above it, wired by name in the settings.

`access` lies below `people`, yet an emergency's note is sealed under the person's key and a
coordinator's list says whose file it was. The composition root names who answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


def organisation_names(actor: Actor) -> Mapping[UUID, str]:
    """Return the names of the organisations of the districts where the actor has a role."""
    return cast("Mapping[UUID, str]", import_string(settings.AIA_ORGANISATION_NAMES)(actor))


def district_names() -> Mapping[str, str]:
    """Return the names of the installation's districts, by code."""
    return cast("Mapping[str, str]", import_string(settings.AIA_DISTRICT_NAMES)())


def competences() -> Sequence[tuple[str, str]]:
    """Return what a social worker can be good at: codes and labels."""
    return cast("Sequence[tuple[str, str]]", import_string(settings.AIA_COMPETENCES)())
