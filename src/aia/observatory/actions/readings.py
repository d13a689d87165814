"""What partners read in a published table, and the need of a community that it may become."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.kit.refusals import Refusal
from aia.observatory import permissions, verbs
from aia.observatory.models import Reading, Release
from aia.observatory.terms import ReadingState, ReleaseState
from aia.pathways.actions import open_pathway, recognise_need
from aia.pathways.terms import Voice
from aia.trace.actions import lock, record

LONGEST = 5_000


@transaction.atomic
def write_reading(
    *,
    actor: Actor,
    release_id: UUID,
    organisation_id: UUID | None = None,
    words: str,
    at: datetime,
) -> Reading:
    """Write what one reads in an edition, for an organisation or for the district's office.

    The words and the name under them are public. Raises Forbidden; Refusal for words that are
    missing, too long or cannot be kept, and for an edition that was withdrawn.
    """
    release = lock(Release.objects.all(), release_id)
    row = Reading(
        district=release.district,
        words=_words(words),
        signature=actor.name,
        organisation_id=organisation_id,
    )
    permissions.demand(actor, "reading.written", row, at=at)
    if release.state == ReleaseState.WITHDRAWN:
        raise Refusal(_("This edition was withdrawn: read the one in force."))
    facts = verbs.ReadingWritten(
        release=release.id, organisation=organisation_id, author=actor.id, written_at=at
    )
    return record(row, facts, actor=actor, at=at, caused_by=release)


def withdraw_reading(
    *, actor: Actor, reading_id: UUID, seen: int | None = None, at: datetime
) -> Reading:
    """Take back what one wrote: the words and the name are blanked, the act stays on record.

    Raises Forbidden, RowChanged, Refusal when it was taken back already.
    """
    return _end("reading.withdrawn", ReadingState.WITHDRAWN, actor, reading_id, seen, at)


def redact_reading(
    *, actor: Actor, reading_id: UUID, seen: int | None = None, at: datetime
) -> Reading:
    """Blank a reading that must not stand, as the coordinator. Raises as `withdraw_reading`."""
    return _end("reading.redacted", ReadingState.REDACTED, actor, reading_id, seen, at)


@transaction.atomic
def found_need(
    *,
    actor: Actor,
    reading_id: UUID,
    title: str,
    category: str,
    severity: int,
    municipality: str | None = None,
    seen: int | None = None,
    at: datetime,
) -> Reading:
    """Recognise a need of the community from a reading; `title` names the community.

    The reading's words are the need's. Raises Forbidden, RowChanged, Refusal.
    """
    row = lock(Reading.objects.all(), reading_id, seen=seen)
    permissions.demand(actor, "reading.became_need", row, at=at)
    if row.state != ReadingState.SHOWN:
        raise Refusal(_("This reading was taken back."))
    if row.need_id is not None:
        raise Refusal(_("This reading has already become a need."))
    pathway = open_pathway(
        actor=actor, title=title, district=row.district, municipality=municipality, at=at
    )
    need = recognise_need(
        actor=actor,
        pathway_id=pathway.id,
        category=category,
        severity=severity,
        words_of=Voice.PARTNER,
        expressed=True,
        words=row.words,
        caused_by=row,
        at=at,
    )
    facts = verbs.ReadingBecameNeed(need=need.id)
    return record(row, facts, actor=actor, at=at, caused_by=need)


@transaction.atomic
def _end(
    verb: str, state: ReadingState, actor: Actor, reading_id: UUID, seen: int | None, at: datetime
) -> Reading:
    row = lock(Reading.objects.all(), reading_id, seen=seen)
    permissions.demand(actor, verb, row, at=at)
    if row.state != ReadingState.SHOWN:
        raise Refusal(_("This reading was taken back."))
    row.words = row.signature = ""
    return record(row, verbs.ReadingEnded(state=state, ended_at=at), actor=actor, at=at)


def _words(words: str) -> str:
    words = words.strip()
    if not words:
        raise Refusal(_("Write a few words here."))
    if len(words) > LONGEST:
        raise Refusal(
            _("The text has %(length)s characters: write at most %(longest)s.")
            % {"length": len(words), "longest": LONGEST}
        )
    if "\x00" in words or any("\ud800" <= sign <= "\udfff" for sign in words):
        raise Refusal(_("The text holds a character that cannot be kept."))
    return words
