"""The diary: notes of the team, newest first, beside the appointments."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import account_names, request_actor
from aia.access.terms import Actor
from aia.kit.clock import now
from aia.pathways.forms.diary import NoteForm
from aia.pathways.forms.line import ConfirmForm
from aia.pathways.models import Note
from aia.pathways.queries.appointments import appointments_of
from aia.pathways.queries.notes import notes_of
from aia.pathways.queries.paging import Page
from aia.pathways.queries.parts import FilePart
from aia.pathways.queries.shared import NoteText
from aia.pathways.rules import Refused
from aia.pathways.terms import State
from aia.pathways.views.files import or_known
from aia.pathways.views.parts import DIARY, NewInPart, OnPartRow, asked_part, part_page
from aia.web.lists import keyset_urls


@require_safe
@or_known
def diary_page(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show the notes a page at a time, and every appointment."""
    actor, at = request_actor(request), now()
    part = asked_part(request, subject, at=at)
    notes = _notes(request, actor, part, at)
    appointments = appointments_of(actor, part.pathway.id, at=at)
    names = account_names({one.appointment.account for one in appointments})
    working = part.pathway.state == State.OPEN
    context = {
        "notes": notes.items,
        "appointments": [
            {"one": one, "row": one.appointment, "who": names.get(one.appointment.account, "")}
            for one in appointments
        ],
        "now": at,
        "writes": part.may("note.written"),
        "shares": part.may("note.shared"),
        "fixes": working and part.may("appointment.fixed"),
        "settles": part.may("appointment.held"),
        **keyset_urls(request, notes.next_cursor),
    }
    return part_page(request, "diary.html", part, DIARY, context)


def _notes(request: HttpRequest, actor: Actor, part: FilePart, at: datetime) -> Page[NoteText]:
    """Return the page of the diary that the address asks for; the first for one that is not."""
    try:
        return notes_of(actor, part.pathway.id, after=request.GET.get("after"), at=at)
    except Refused:
        return notes_of(actor, part.pathway.id, at=at)


class WriteNote(NewInPart):
    """Write a note."""

    tab, verb, action = DIARY, "note.written", "write_note"
    form_class = NoteForm
    heading = _("A note")
    submit = _("Keep the note")
    done = _("The note is in the diary.")


class _OnNote(OnPartRow):
    """Base of the acts on a note."""

    tab, model, argument = DIARY, Note, "note_id"
    form_class = ConfirmForm

    def after(self, result: Any) -> str:
        return f"{super().after(result)}#note-{self.row.pk}"


class ShareNote(_OnNote):
    """Let the person read a note."""

    verb, action = "note.shared", "share_note"
    heading = _("Share the note")
    lead = _("The person finds it in “My path” and can read every word of it.")
    submit = _("Share it")
    done = _("The person can read it now.")


class UnshareNote(_OnNote):
    """Keep a note to the team again."""

    verb, action = "note.unshared", "unshare_note"
    heading = _("Stop sharing the note")
    lead = _(
        "The person no longer finds it. If they have read it already, it is better to tell them."
    )
    submit = _("Stop sharing it")
    done = _("The note is the team’s again.")
