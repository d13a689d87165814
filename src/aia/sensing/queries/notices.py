"""One notice, as the office, another body or who sent it may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from aia.access.queries import account_names
from aia.access.terms import Actor, Forbidden
from aia.pathways import queries as pathways
from aia.people import queries as people
from aia.people.terms import Subject
from aia.sensing import media_store, permissions
from aia.sensing.models import Notice, NoticeMedia, NoticeWord, Suggestion
from aia.sensing.permissions import Standing
from aia.sensing.queries.routes import Why, why_here
from aia.sensing.queries.suggestions import SuggestionText, suggestion_text
from aia.sensing.rules import receipts


@dataclass(frozen=True, kw_only=True)
class WordText:
    """Some words of the dialogue; `author` is "" for who sent the notice."""

    word: NoticeWord
    words: str
    author: str


@dataclass(frozen=True, kw_only=True)
class NoticeDetail:
    """A notice with everything about it. `withheld`: its words are in a file the reader may not
    open, and are empty here."""

    notice: Notice
    standing: frozenset[Standing]
    text: str
    place_words: str
    contact: str
    withheld: bool
    words: Sequence[WordText]
    media: Sequence[NoticeMedia]
    suggestion: SuggestionText | None
    why: Why
    names: dict[UUID, str]
    parts: Sequence[Notice]
    merged: Sequence[Notice]

    def may(self, verb: str) -> bool:
        """Say whether the reader may do `verb` here: to show or hide a button."""
        return bool(permissions.allowing(verb) & self.standing)

    def name_of(self, account: UUID | None) -> str:
        """Return the name of an account that this notice tells of; "" for nobody."""
        return self.names.get(account, "") if account else ""


def notice_of(actor: Actor, notice_id: UUID, *, at: datetime) -> NoticeDetail:
    """Return one notice and all about it. Raises Forbidden, Notice.DoesNotExist.

    The words of a notice that became a person's need are shown to who may open that file.
    """
    rows = Notice.objects.select_related(
        "sensor", "municipality", "place", "route", "passed_to", "need__pathway"
    )
    notice = rows.get(pk=notice_id)
    standing = permissions.demand(actor, "notice.known", notice, at=at)
    withheld = not _may_read(actor, notice, at)
    keys = people.keyring(notice.id)
    said = list(NoticeWord.objects.filter(notice=notice).order_by("said_at", "id"))
    accounts = {notice.assigned_to, notice.taken_by, *(word.author for word in said)} - {None}
    names = account_names(one for one in accounts if one)
    suggestion = Suggestion.objects.filter(notice=notice).order_by("-id").first()

    def opened(column: str) -> str:
        return "" if withheld else keys.open(notice.id, notice, column)

    return NoticeDetail(
        notice=notice,
        standing=standing,
        text=opened("sealed_text"),
        place_words=opened("sealed_place"),
        contact=opened("sealed_contact"),
        withheld=withheld,
        words=[
            WordText(
                word=word,
                words="" if withheld else keys.open(notice.id, word, "sealed_words"),
                author=names.get(word.author, "") if word.author else "",
            )
            for word in said
        ],
        media=[] if withheld else list(_media(notice)),
        suggestion=suggestion_text(suggestion, keys, withheld=withheld) if suggestion else None,
        why=why_here(notice),
        names=names,
        parts=list(Notice.objects.filter(part_of=notice).order_by("received_at", "id")),
        merged=list(Notice.objects.filter(merged_into=notice).order_by("received_at", "id")),
    )


def notice_for_receipt(code: str) -> Notice | None:
    """Return the notice whose receipt somebody typed; None when there is none.

    A wrong code takes as long as a right one: the slow hash is worked out either way.
    """
    read = receipts.read(code)
    if read is None:
        receipts.matches_nobody("0" * receipts.DIGITS)
        return None
    tag = receipts.tag(settings.AIA_SEARCH_KEY(), read)
    candidates = list(Notice.objects.filter(receipt_tag=tag).order_by("id"))
    if not candidates:
        receipts.matches_nobody(read)
    found = [one for one in candidates if receipts.matches(read, bytes(one.receipt_hash))]
    return found[0] if found else None


def media_content(actor: Actor, media_id: UUID, *, at: datetime) -> tuple[NoticeMedia, bytes]:
    """Return a photo or voice note with its content, opened.

    Raises Forbidden, NoticeMedia.DoesNotExist, ContentMissing.
    """
    row = NoticeMedia.objects.select_related("notice__need__pathway").get(
        pk=media_id, removed_at=None
    )
    permissions.demand(actor, "notice.known", row, at=at)
    if not _may_read(actor, row.notice, at):
        raise Forbidden("", hidden=True)
    sealed = media_store.read(row.id)
    keys = people.keyring(row.notice_id)
    return row, keys.open_bytes(row.notice_id, row, "content", sealed)


def _media(notice: Notice) -> QuerySet[NoticeMedia]:
    return NoticeMedia.objects.filter(notice=notice, removed_at=None).order_by("added_at", "id")


def _may_read(actor: Actor, notice: Notice, at: datetime) -> bool:
    """Say whether the words are open to who may know of the notice.

    Once they led to somebody's own need they are, for good, as open as that person's file.
    """
    if notice.need is None or permissions.works_for_all(actor):
        return True
    if notice.need.pathway.kind == Subject.COMMUNITY:
        return True
    if notice.reporter is not None and notice.reporter == actor.id:
        return True
    try:
        pathways.need_detail(actor, notice.need.id, at=at)
    except Forbidden:
        return False
    return True
