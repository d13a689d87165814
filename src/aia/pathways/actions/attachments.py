"""Files of a pathway: checked, sealed, kept outside the database, removed for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from aia.access.terms import Actor
from aia.pathways import file_store, permissions
from aia.pathways.actions.locking import locked_pathway
from aia.pathways.actions.texts import seal_texts
from aia.pathways.models import Attachment, Pathway
from aia.pathways.rules import files, moves
from aia.pathways.terms import AttachmentState
from aia.pathways.verbs import around as verbs
from aia.people import queries as people
from aia.trace.actions import lock, record
from aia.trace.terms import Facts

CONTENT = "content"

_Facts = verbs.AttachmentAdded | verbs.AttachmentBrought
_Told = Callable[..., _Facts]


def add_attachment(
    *,
    actor: Actor,
    pathway_id: UUID,
    name: str,
    declared_type: str,
    content: bytes,
    shared: bool = False,
    at: datetime,
) -> Attachment:
    """Keep a file with a pathway; the person can open it only when it is `shared`.

    `declared_type` is what the browser said it is. Raises Forbidden; FileRefused when size, name,
    declared type and content do not hold together; NotStored when the disk is full or fails.
    The file is sealed and written before the transaction, so that nobody waits for the disk, and
    taken away again when the transaction does not go through.
    """
    pathway = Pathway.objects.select_related("person").get(pk=pathway_id)
    permissions.demand(actor, "attachment.added", pathway, at=at)
    checked = files.check_file(name, declared_type, content)
    added = partial(verbs.AttachmentAdded, shared=shared)
    return _store(pathway, checked, content, added, actor=actor, at=at)


def bring_attachment(
    *,
    actor: Actor,
    pathway_id: UUID,
    name: str,
    declared_type: str,
    content: bytes,
    at: datetime,
) -> Attachment:
    """Keep a file that the person brings to their own path; the team reads it, and so do they.

    The same checks and the same seal as `add_attachment`. Raises Forbidden for anybody but the
    person; FileRefused, NotStored; Refused when they keep as many as there is room for.
    """
    pathway = Pathway.objects.select_related("person").get(pk=pathway_id)
    permissions.demand(actor, "attachment.brought", pathway, at=at)
    mine = Attachment.objects.filter(pathway=pathway, brought=True, state=AttachmentState.KEPT)
    files.check_room(mine.count())
    checked = files.check_file(name, declared_type, content)
    return _store(pathway, checked, content, verbs.AttachmentBrought, actor=actor, at=at)


@transaction.atomic
def share_attachment(
    *, actor: Actor, attachment_id: UUID, seen: int | None = None, at: datetime
) -> Attachment:
    """Let the person open the attachment. Shared already, it stays as it is."""
    attachment = _locked_attachment(attachment_id, seen=seen)
    permissions.demand(actor, "attachment.shared", attachment.pathway, at=at)
    files.check_kept(attachment.state)
    if attachment.shared:
        return attachment
    return record(attachment, verbs.AttachmentShared(), actor=actor, at=at)


@transaction.atomic
def unshare_attachment(
    *, actor: Actor, attachment_id: UUID, seen: int | None = None, at: datetime
) -> Attachment:
    """Keep the attachment to the team again. Not shared, it stays as it is."""
    attachment = _locked_attachment(attachment_id, seen=seen)
    permissions.demand(actor, "attachment.unshared", attachment.pathway, at=at)
    files.check_kept(attachment.state)
    files.check_unshared(brought=attachment.brought)
    if not attachment.shared:
        return attachment
    return record(attachment, verbs.AttachmentUnshared(), actor=actor, at=at)


@transaction.atomic
def remove_attachment(
    *, actor: Actor, attachment_id: UUID, seen: int | None = None, at: datetime
) -> Attachment:
    """Delete an attachment's content for good; that it was there stays on record."""
    attachment = _locked_attachment(attachment_id, seen=seen)
    permissions.demand(actor, "attachment.removed", attachment.pathway, at=at)
    return _removed(attachment, verbs.AttachmentRemoved(removed_at=at), actor=actor, at=at)


@transaction.atomic
def take_back_attachment(
    *, actor: Actor, attachment_id: UUID, seen: int | None = None, at: datetime
) -> Attachment:
    """Delete for good a file that the person brought, when they want it back.

    Raises Forbidden for anybody but the person; Refused for what they did not bring.
    """
    attachment = _locked_attachment(attachment_id, seen=seen)
    permissions.demand(actor, "attachment.taken_back", attachment.pathway, at=at)
    files.check_own(brought=attachment.brought)
    return _removed(attachment, verbs.AttachmentTakenBack(removed_at=at), actor=actor, at=at)


def _removed(attachment: Attachment, facts: Facts, *, actor: Actor, at: datetime) -> Attachment:
    files.check_kept(attachment.state)
    record(attachment, facts, actor=actor, at=at)
    # Only after the commit: a rolled back removal must find its content where it was.
    transaction.on_commit(partial(file_store.delete, attachment.id))
    return attachment


def _store(
    pathway: Pathway,
    checked: files.CheckedFile,
    content: bytes,
    told: _Told,
    *,
    actor: Actor,
    at: datetime,
) -> Attachment:
    """Seal the content, write it and record what `told` makes of it."""
    attachment = Attachment(district=pathway.district)
    subject = pathway.subject_id
    sealed = people.keyring(subject).seal_bytes(subject, attachment, CONTENT, content)
    facts = told(
        pathway=pathway.id,
        media_type=checked.media_type,
        size=len(content),
        digest=sha256(sealed).hexdigest(),
        added_at=at,
    )
    file_store.write(attachment.id, sealed)
    try:
        return _keep(attachment, checked.name, facts, actor=actor, at=at)
    except BaseException:
        file_store.delete(attachment.id)
        raise


@transaction.atomic
def _keep(
    attachment: Attachment,
    name: str,
    facts: _Facts,
    *,
    actor: Actor,
    at: datetime,
) -> Attachment:
    pathway = locked_pathway(facts.pathway)
    moves.check_pathway("work", pathway.state)
    seal_texts(pathway, attachment, sealed_name=name)
    return record(attachment, facts, actor=actor, at=at)


def _locked_attachment(attachment_id: UUID, *, seen: int | None) -> Attachment:
    return lock(Attachment.objects.select_related("pathway"), attachment_id, seen=seen)
