"""Photos and voice notes that come with a notice: sealed, and kept outside the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.pathways.terms import Refused
from aia.people.actions import sealed_content
from aia.sensing import media_store, permissions
from aia.sensing.models import Notice, NoticeMedia
from aia.sensing.rules import values
from aia.sensing.terms import MediaKind
from aia.sensing.verbs import notices as verbs
from aia.trace.actions import lock, record

CONTENT = "content"
MOST_MEDIA = 3


@dataclass(frozen=True)
class Media:
    """A photo or a voice note, already checked and cleaned by the door it came through."""

    kind: str
    media_type: str
    content: bytes
    seconds: int | None = None


def keep_all(
    notice: Notice, key: bytes, media: Sequence[Media], *, actor: Actor, at: datetime
) -> None:
    """Keep what comes with a notice, under its key, in the notice's own transaction.

    Each file is written before its row is committed, and taken away again when it is not. Raises
    Refused for more than three; NotStored when the disk is full or fails.
    """
    if len(media) > MOST_MEDIA:
        raise Refused(
            _("At most %(most)s photos or voice notes can be sent.") % {"most": MOST_MEDIA},
            field="media",
        )
    written: list[UUID] = []
    try:
        for one in media:
            row = NoticeMedia(district=notice.district)
            sealed = sealed_content(key, row, CONTENT, one.content)
            media_store.write(row.id, sealed)
            written.append(row.id)
            facts = verbs.NoticeMediaAdded(
                notice=notice.id,
                kind=values.code(one.kind, MediaKind, "media"),
                media_type=one.media_type,
                size=len(one.content),
                digest=sha256(sealed).hexdigest(),
                seconds=one.seconds,
                added_at=at,
            )
            record(row, facts, actor=actor, at=at, caused_by=notice)
    except BaseException:
        for media_id in written:
            media_store.delete(media_id)
        raise


@transaction.atomic
def remove_media(
    *, actor: Actor, media_id: UUID, seen: int | None = None, at: datetime
) -> NoticeMedia:
    """Delete a photo or a voice note for good; that it was there stays on record.

    Raises Forbidden for anybody but a coordinator; RowChanged.
    """
    row = lock(NoticeMedia.objects.select_related("notice"), media_id, seen=seen)
    permissions.demand(actor, "notice_media.removed", row, at=at)
    if row.removed_at is not None:
        return row
    record(row, verbs.NoticeMediaRemoved(removed_at=at), actor=actor, at=at)
    # Only after the commit: a rolled back removal must find its content where it was.
    transaction.on_commit(partial(media_store.delete, row.id))
    return row
