"""The diary: notes of the team, some of them shared with the person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.actions.locking import locked_pathway
from aia.pathways.actions.texts import seal_texts
from aia.pathways.models import Note
from aia.pathways.rules import values
from aia.pathways.terms import NoteKind
from aia.pathways.verbs import around as verbs
from aia.trace.actions import lock, record


@transaction.atomic
def write_note(
    *,
    actor: Actor,
    pathway_id: UUID,
    kind: str,
    words: str,
    shared: bool = False,
    at: datetime,
) -> Note:
    """Write a diary note (`NoteKind`); a `shared` one can be read by the person too."""
    pathway = locked_pathway(pathway_id)
    permissions.demand(actor, "note.written", pathway, at=at)
    note = Note(district=pathway.district)
    seal_texts(pathway, note, sealed_words=values.text(words, "words", required=True))
    facts = verbs.NoteWritten(
        pathway=pathway.id,
        kind=values.code(kind, NoteKind, "kind"),
        written_at=at,
        author=actor.id,
        shared=shared,
    )
    return record(note, facts, actor=actor, at=at)


@transaction.atomic
def share_note(*, actor: Actor, note_id: UUID, seen: int | None = None, at: datetime) -> Note:
    """Let the person read the note. Shared already, it stays as it is."""
    note = _locked_note(note_id, seen=seen)
    permissions.demand(actor, "note.shared", note.pathway, at=at)
    return note if note.shared else record(note, verbs.NoteShared(), actor=actor, at=at)


@transaction.atomic
def unshare_note(*, actor: Actor, note_id: UUID, seen: int | None = None, at: datetime) -> Note:
    """Keep the note to the team again. Not shared, it stays as it is."""
    note = _locked_note(note_id, seen=seen)
    permissions.demand(actor, "note.unshared", note.pathway, at=at)
    return record(note, verbs.NoteUnshared(), actor=actor, at=at) if note.shared else note


def _locked_note(note_id: UUID, *, seen: int | None) -> Note:
    return lock(Note.objects.select_related("pathway"), note_id, seen=seen)
