"""The dialogue about a notice: the office asks and tells, who sent it answers, name or no name."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden
from aia.pathways.terms import RedactReason
from aia.sensing import permissions
from aia.sensing.actions.locking import locked_notice
from aia.sensing.actions.texts import seal_texts
from aia.sensing.models import Notice, NoticeWord, Suggestion
from aia.sensing.permissions import Standing
from aia.sensing.rules import receipts, values
from aia.sensing.terms import NoticeState, WordSide
from aia.sensing.verbs import notices as verbs
from aia.sensing.verbs.triage import SuggestionBlanked
from aia.trace.actions import lock, record


def add_words(
    *,
    actor: Actor,
    notice_id: UUID,
    words: str,
    receipt: str | None = None,
    language: str = "it",
    seen: int | None = None,
    at: datetime,
) -> NoticeWord:
    """Say something about a notice: the office to who sent it, or the other way round.

    Who has no account shows the `receipt`. Words of who sent a notice that was joined to another
    go to that one. Raises Forbidden, RowChanged, Refused.
    """
    check_receipt(actor, notice_id, receipt)
    with transaction.atomic():
        notice = locked_notice(notice_id, seen=seen)
        standing = permissions.demand(actor, "notice_word.said", notice, at=at)
        side = _side(actor, notice, standing)
        if side == WordSide.REPORTER and notice.state == NoticeState.MERGED:
            notice = locked_notice(followed(notice))
        return say(notice, words, side=side, language=language, actor=actor, at=at)


@transaction.atomic
def read_words(*, actor: Actor, notice_id: UUID, seen: int | None = None, at: datetime) -> Notice:
    """Put it on record that the office read the new words. Raises Forbidden, RowChanged."""
    notice = locked_notice(notice_id, seen=seen)
    permissions.demand(actor, "notice.read", notice, at=at)
    if not notice.unread:
        return notice
    return record(notice, verbs.NoticeRead(), actor=actor, at=at)


@transaction.atomic
def redact_notice(
    *, actor: Actor, notice_id: UUID, reason: str, seen: int | None = None, at: datetime
) -> Notice:
    """Blank the words of a notice, its place, its contact and every reason that quotes them.

    The act stays on record. Raises Forbidden for anybody but a coordinator; RowChanged, Refused.
    """
    notice = locked_notice(notice_id, seen=seen)
    permissions.demand(actor, "notice.redacted", notice, at=at)
    notice.sealed_text = notice.sealed_place = notice.sealed_contact = b""
    facts = verbs.NoticeRedacted(redacted_for=values.code(reason, RedactReason, "reason"))
    record(notice, facts, actor=actor, at=at)
    for suggestion in Suggestion.objects.select_for_update(no_key=True).filter(notice=notice):
        suggestion.sealed_why = b""
        record(suggestion, SuggestionBlanked(), actor=actor, at=at, caused_by=notice)
    return notice


@transaction.atomic
def redact_word(
    *, actor: Actor, word_id: UUID, reason: str, seen: int | None = None, at: datetime
) -> NoticeWord:
    """Blank some words of the dialogue. Raises as `redact_notice` does."""
    word = lock(NoticeWord.objects.select_related("notice"), word_id, seen=seen)
    permissions.demand(actor, "notice_word.redacted", word, at=at)
    word.sealed_words = b""
    facts = verbs.NoticeWordRedacted(redacted_for=values.code(reason, RedactReason, "reason"))
    return record(word, facts, actor=actor, at=at)


def check_receipt(actor: Actor, notice_id: UUID, receipt: str | None) -> None:
    """Raise Forbidden when who has no account does not show the notice's own receipt.

    Asked before the transaction: nobody waits for a hash that is slow on purpose.
    """
    if actor.service != permissions.REPORTER_SERVICE:
        return
    code = receipts.read(receipt or "")
    kept = Notice.objects.filter(pk=notice_id).values_list("receipt_hash", flat=True).first()
    if code is None or not kept or not receipts.matches(code, bytes(kept)):
        raise Forbidden(_("There is no notice with this receipt."), hidden=True)


def say(
    notice: Notice, words: str, *, side: str, language: str, actor: Actor, at: datetime
) -> NoticeWord:
    """Add words to a locked notice. Raises Refused: nothing was written, or too much."""
    word = NoticeWord(district=notice.district, notice=notice)
    seal_texts(notice, word, sealed_words=values.text(words, "words", required=True))
    said = verbs.NoticeWordSaid(
        notice=notice.id,
        side=side,
        author=None if actor.service else actor.id,
        language=values.language(language),
        said_at=at,
    )
    record(word, said, actor=actor, at=at)
    unread = side == WordSide.REPORTER
    if notice.unread != unread:
        facts = verbs.NoticeSpokenAbout(unread=unread)
        record(notice, facts, actor=actor, at=at, caused_by=word)
    return word


def reply_with(notice: Notice, reply: str, *, actor: Actor, at: datetime) -> NoticeWord | None:
    """Tell who sent a locked notice what followed, in the office's words, if there are any."""
    if not reply.strip():
        return None
    return say(notice, reply, side=WordSide.OFFICE, language="it", actor=actor, at=at)


def followed(notice: Notice) -> UUID:
    """Return the notice that one joined to another follows, through those joined after it."""
    while notice.merged_into is not None:
        notice = notice.merged_into
    return notice.id


def _side(actor: Actor, notice: Notice, standing: frozenset[Standing]) -> str:
    """Return on whose side somebody speaks: a colleague who sent it speaks as who sent it."""
    sent_it = notice.reporter is not None and notice.reporter == actor.id
    if actor.service == permissions.REPORTER_SERVICE or sent_it:
        return WordSide.REPORTER
    return WordSide.OFFICE if Standing.OFFICE in standing else WordSide.REPORTER
