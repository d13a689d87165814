"""Attachments: their list, and their content, which only the policy lets out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from uuid import UUID

from django.utils.translation import gettext as _

from aia.access.actions import note_reading
from aia.access.queries import scope_kind
from aia.access.terms import Actor, Forbidden, ReadingKind, ReadingWhy
from aia.pathways import file_store, permissions
from aia.pathways.models import Attachment, Pathway
from aia.pathways.terms import AttachmentState
from aia.people import queries as people

CONTENT = "content"


@dataclass(frozen=True)
class AttachmentText:
    """An attachment and the name of its file."""

    attachment: Attachment
    name: str


@dataclass(frozen=True)
class AttachmentContent:
    """A file as it was given: doors serve it as a download, never inline as a page."""

    name: str
    media_type: str
    content: bytes


def attachments_of(actor: Actor, pathway_id: UUID, *, at: datetime) -> list[AttachmentText]:
    """Return the attachments that the actor may open, the newest first; removed ones too.

    The person sees those that are shared with them. Raises Forbidden (hidden to strangers).
    """
    pathway = Pathway.objects.select_related("person").get(pk=pathway_id)
    rows = Attachment.objects.filter(pathway=pathway)
    if not permissions.may(actor, "attachment.read", pathway, at=at):
        permissions.demand(actor, "attachment.read_shared", pathway, at=at)
        rows = rows.filter(shared=True)
    subject = pathway.subject_id
    keys = people.keyring(subject)
    return [
        AttachmentText(row, keys.open(subject, row, "sealed_name"))
        for row in rows.order_by("-added_at", "-id")
    ]


def attachment_content(actor: Actor, attachment_id: UUID, *, at: datetime) -> AttachmentContent:
    """Return an attachment's content, and record that the actor opened it.

    Raises Attachment.DoesNotExist; Forbidden (hidden for what is not shared with the person);
    ContentMissing when the file is gone or is not what was stored.
    """
    row = Attachment.objects.select_related("pathway__person").get(pk=attachment_id)
    pathway = row.pathway
    verb = "attachment.read_shared" if row.shared else "attachment.read"
    permissions.demand(actor, verb, pathway, at=at)
    if row.state != AttachmentState.KEPT:
        raise Forbidden(_("This attachment was removed."), hidden=True)
    subject = pathway.subject_id
    sealed = file_store.read(row.id)
    if not compare_digest(sha256(sealed).hexdigest(), row.digest):
        raise file_store.ContentMissing(
            _("The content of this attachment is not what was stored: tell the administrator.")
        )
    keys = people.keyring(subject)
    if keys.erased(subject):
        raise Forbidden(_("The data of this person were erased."), hidden=True)
    opened = AttachmentContent(
        name=keys.open(subject, row, "sealed_name"),
        media_type=row.media_type,
        content=keys.open_bytes(subject, row, CONTENT, sealed),
    )
    note_reading(
        actor=actor,
        subject=subject,
        district=pathway.district,
        kind=ReadingKind.ATTACHMENT,
        why=grounds(actor, subject, at=at),
        at=at,
    )
    return opened


def grounds(actor: Actor, subject: UUID, *, at: datetime) -> str:
    """Return on what grounds an actor whom the policy let in opens the file (`ReadingWhy`).

    Without a scope of their own, only the coordinator's role lets somebody in.
    """
    if actor.service:
        return ReadingWhy.SERVICE
    return scope_kind(actor, subject, at=at) or ReadingWhy.COORDINATOR
