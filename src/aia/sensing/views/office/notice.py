"""One notice as the office reads it: words, why it is here, what it may be, what can be done."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Actor
from aia.kit.clock import now
from aia.pathways.queries import taxonomy
from aia.sensing.models import Notice, NoticeMedia
from aia.sensing.permissions import Standing
from aia.sensing.queries import (
    Named,
    NoticeDetail,
    history_of,
    likely_duplicates,
    media_content,
    notice_of,
)
from aia.sensing.rules.moves import OPEN
from aia.sensing.terms import NoticeState, Urgency
from aia.web.terms import Crumb, TimelineEvent

if TYPE_CHECKING:
    from datetime import datetime

STATE_TONES = {
    NoticeState.RECEIVED: "care",
    NoticeState.IN_CHARGE: "info",
    NoticeState.PASSED_ON: "info",
    NoticeState.SETTLED: "good",
    NoticeState.MERGED: "neutral",
    NoticeState.SPLIT: "neutral",
}
URGENCY_TONES = {Urgency.NOW: "alert", Urgency.SOON: "care", Urgency.LOW: "neutral"}
_MOST_WORDS, _MOST_EXAMPLES = 6, 2
_LEAST_SHOWN = Decimal("0.05")


@require_safe
def notice_page(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Show one notice to the office, or to the body that it was passed on to."""
    actor, at = request_actor(request), now()
    try:
        detail = notice_of(actor, notice_id, at=at)
    except Notice.DoesNotExist as error:
        raise Http404(str(error)) from error
    notice = detail.notice
    may = _can(detail)
    context = {
        "detail": detail,
        "notice": notice,
        "title": title_of(detail),
        "state_tone": STATE_TONES[NoticeState(notice.state)],
        "urgency_tone": URGENCY_TONES[Urgency(notice.urgency)],
        "can": may,
        "suggestion": detail.suggestion if may["work"] else None,
        "named": _named(detail, at),
        "decided": _decided(notice),
        "alike": _alike(actor, notice, at) if may["settle"] else [],
        "events": [
            TimelineEvent(at=one.at, title=one.said, who=one.who) for one in history_of(notice)
        ],
        "crumbs": crumbs(detail)[:1],
    }
    return render(request, "sensing/notice.html", context)


@require_safe
def media_file(request: HttpRequest, media_id: UUID) -> HttpResponse:
    """Hand out a photo or voice note, opened, to who may read the notice."""
    try:
        row, content = media_content(request_actor(request), media_id, at=now())
    except NoticeMedia.DoesNotExist as error:
        raise Http404(str(error)) from error
    answer = HttpResponse(content, content_type=row.media_type)
    answer["Content-Disposition"] = "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def title_of(detail: NoticeDetail) -> str:
    """Return what a page about a notice is called: its kind, or when it came."""
    notice = detail.notice
    return _decided(notice) or gettext("A notice still to be read")


def _decided(notice: Notice) -> str:
    """Return what a human decided that it is about, called as it was then; empty before that."""
    if not notice.category:
        return ""
    day = timezone.localdate(notice.settled_at or notice.received_at)
    return taxonomy().as_told(notice.category, day)


def crumbs(detail: NoticeDetail, *here: str) -> list[Crumb]:
    """Return the places from the list of notices to a page under one of them."""
    receives = Standing.RECEIVER in detail.standing and Standing.OFFICE not in detail.standing
    above = (
        Crumb(gettext("Notices passed on to us"), reverse("sensing:passed"))
        if receives
        else Crumb(gettext("Notices"), reverse("sensing:queue"))
    )
    own = Crumb(title_of(detail), reverse("sensing:notice", args=[detail.notice.id]))
    return [above, own, *(Crumb(label) for label in here)]


def _can(detail: NoticeDetail) -> dict[str, bool]:
    """Return which buttons the reader sees here."""
    state = NoticeState(detail.notice.state)
    works = detail.may("notice.taken")
    open_here = works and state in (NoticeState.RECEIVED, NoticeState.IN_CHARGE)
    return {
        "work": works,
        "take": state == NoticeState.RECEIVED,
        "settle": open_here,
        "decide": open_here,
        "say": works and state != NoticeState.MERGED,
        "answer": detail.may("notice.taken_over") and state == NoticeState.PASSED_ON,
        "reopen": works and state == NoticeState.SETTLED,
        "unmerge": works and state == NoticeState.MERGED,
        "open": state in OPEN,
    }


def _named(detail: NoticeDetail, at: datetime) -> list[dict[str, Any]]:
    """Return what was suggested, each with how sure and why; what can still be chosen is said."""
    if detail.suggestion is None:
        return []
    offered = taxonomy().categories
    return [
        {
            "named": one,
            "percent": round(float(one.confidence) * 100),
            "words": _texts(one, "words")[:_MOST_WORDS],
            "examples": _texts(one, "examples")[:_MOST_EXAMPLES],
            "offered": one.code in offered and offered[one.code].retired is None,
        }
        for one in sorted(detail.suggestion.named, key=lambda named: -named.confidence)
        if one.confidence >= _LEAST_SHOWN
    ]


def _texts(named: Named, key: str) -> list[str]:
    """Return the words or examples of a reason, whether told alone or with their weights."""
    found = named.why.get(key, ())
    return [
        str(one.get("text") or one.get("word")) if isinstance(one, dict) else str(one)
        for one in found
    ]


def _alike(actor: Actor, notice: Notice, at: datetime) -> list[dict[str, Any]]:
    """Return the notices that may be about the same thing, with the reason in words."""
    return [
        {
            "other": one.notice,
            "beginning": one.beginning,
            "because": ", ".join(str(why.label) for why in one.why),
        }
        for one in likely_duplicates(actor, notice, at=at)
    ]
