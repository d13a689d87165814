"""What only cryptography can give a person: runs in a process of its own, apart from the database.

Nothing of Django's models is imported before `prepare` has set it up.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from aia.kit.crypto import new_key
from aia.kit.ids import new_id
from aia.people.terms import Identity


@dataclass(frozen=True)
class Sketch:
    """An invented person before they are registered."""

    identity: Identity
    sex: str
    role: str
    municipality: str
    town: str
    code: str


@dataclass(frozen=True)
class Ready:
    """A person with their id, data key, sealed identity and search tokens."""

    sketch: Sketch
    id: UUID
    key: bytes
    sealed: bytes
    tokens: list[bytes]


def prepare() -> None:
    """Begin a process that makes persons ready."""
    import django

    # Ctrl-C is for the process that gives the work.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aia.config.settings")
    django.setup()


def make_ready(sketches: Sequence[Sketch]) -> list[Ready]:
    """Return the persons with what only cryptography can give them."""
    from django.apps import apps

    from aia.people.actions import identity_tokens, sealed_identity

    person = apps.get_model("people", "Person")()
    made = []
    for one in sketches:
        key, person.id = new_key(), new_id()
        codes = [one.code] if one.code else []
        tokens = identity_tokens(one.identity, codes, sex=one.sex, town=one.town)
        sealed = sealed_identity(key, person, one.identity)
        made.append(Ready(one, person.id, key, sealed, tokens))
    return made
