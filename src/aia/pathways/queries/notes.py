"""The diary a page at a time, for who may read it: the person reads what is shared with them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from aia.access.queries import account_names
from aia.access.terms import Actor
from aia.kit.clock import from_micros, to_micros
from aia.pathways import permissions
from aia.pathways.models import Note, Pathway
from aia.pathways.queries.paging import Page
from aia.pathways.queries.shared import NoteText
from aia.pathways.rules import Refused
from aia.people import queries as people

NOTES_A_PAGE = 30


def notes_of(
    actor: Actor, pathway_id: UUID, *, after: str | None = None, at: datetime
) -> Page[NoteText]:
    """Return a page of the pathway's diary, the newest note first; `after` is a page's cursor.

    Raises Forbidden (hidden to strangers); Refused for a cursor that was not made here.
    """
    pathway = Pathway.objects.select_related("person").get(pk=pathway_id)
    rows = Note.objects.filter(pathway=pathway)
    if not permissions.may(actor, "note.read", pathway, at=at):
        permissions.demand(actor, "note.read_shared", pathway, at=at)
        rows = rows.filter(shared=True)
    found = list(_older(rows, after).order_by("-written_at", "-id")[: NOTES_A_PAGE + 1])
    notes, more = found[:NOTES_A_PAGE], len(found) > NOTES_A_PAGE
    subject = pathway.subject_id
    keys = people.keyring(subject)
    names = account_names({note.author for note in notes})
    return Page(
        items=[
            NoteText(note, keys.open(subject, note, "sealed_words"), names.get(note.author, ""))
            for note in notes
        ],
        next_cursor=_cursor(notes[-1]) if more else None,
    )


def _cursor(note: Note) -> str:
    return f"{to_micros(note.written_at)}_{note.id.hex}"


def _older(rows: QuerySet[Note], after: str | None) -> QuerySet[Note]:
    """Return the notes that come after the cursor's; written so that the index is walked."""
    if not after:
        return rows
    micros, _sign, row = after.partition("_")
    try:
        written_at, row_id = from_micros(int(micros)), UUID(hex=row)
    except (ValueError, OverflowError) as error:
        raise Refused(_("This page of the list does not exist."), field="after") from error
    return rows.filter(written_at__lte=written_at).exclude(written_at=written_at, id__gte=row_id)
