"""What the machine said of a notice, and what a human then decided: kept side by side."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from aia.access.terms import Actor
from aia.sensing import deadlines, permissions
from aia.sensing.actions.locking import locked_notice
from aia.sensing.actions.routing import route_again
from aia.sensing.actions.texts import seal_texts
from aia.sensing.models import Notice, Suggestion
from aia.sensing.rules.verdicts import verdict
from aia.sensing.terms import NoticeState
from aia.sensing.verbs import notices as notice_verbs
from aia.sensing.verbs import triage as verbs
from aia.territory.queries import UnknownMunicipality, current_code
from aia.trace.actions import record

_THOUSANDTH = Decimal("0.001")


class SuggestedCategory(Protocol):
    """One category that the recogniser names; confidence from 0 to 1, why as JSON holds it."""

    @property
    def category(self) -> str: ...
    @property
    def domain(self) -> str | None: ...
    @property
    def confidence(self) -> float: ...
    @property
    def why(self) -> Any: ...


class Read(Protocol):
    """What the recogniser makes of one text."""

    @property
    def suggestions(self) -> tuple[SuggestedCategory, ...]: ...
    @property
    def abstained(self) -> bool: ...
    @property
    def urgent(self) -> bool: ...
    @property
    def urgent_words(self) -> tuple[str, ...]: ...
    @property
    def municipality(self) -> str | None: ...
    @property
    def taxonomy_version(self) -> int: ...


@transaction.atomic
def store_suggestion(
    *, actor: Actor, notice_id: UUID, reading: Read, model: str, at: datetime
) -> Suggestion:
    """Keep what the recogniser said of a notice. It decides nothing.

    A notice that nobody looked at yet is shown under the suggested domain and routed by it; words
    of danger bring its day forward, never back. The same suggestion twice is kept once. Raises
    Forbidden.
    """
    notice = locked_notice(notice_id)
    permissions.demand(actor, "suggestion.made", notice, at=at)
    last = Suggestion.objects.filter(notice=notice).order_by("-id").first()
    facts = _facts(notice, reading, model, at)
    if last is not None and _same(last, facts):
        return last
    suggestion = Suggestion(district=notice.district, notice=notice)
    seal_texts(notice, suggestion, sealed_why=_why(reading))
    record(suggestion, facts, actor=actor, at=at, caused_by=notice)
    _show(notice, suggestion, reading, actor=actor, at=at)
    if notice.category is not None:
        judge_suggestion(notice, notice.category, actor=actor, at=at)
    return suggestion


def judge_suggestion(notice: Notice, category: str, *, actor: Actor, at: datetime) -> None:
    """Put what was decided for a locked notice beside the last thing the machine had said."""
    last = Suggestion.objects.filter(notice=notice).order_by("-id").first()
    if last is None:
        return
    facts = verbs.SuggestionJudged(
        verdict=verdict(last.codes, category, abstained=last.abstained),
        decided=category,
        decided_at=at,
    )
    record(last, facts, actor=actor, at=at, caused_by=notice)


def _show(
    notice: Notice, suggestion: Suggestion, reading: Read, *, actor: Actor, at: datetime
) -> None:
    first = None if reading.abstained or not reading.suggestions else reading.suggestions[0]
    danger = notice.danger or reading.urgent
    due_on, due_rule = notice.due_on, notice.due_rule
    if danger and notice.state == NoticeState.RECEIVED and due_on is not None:
        sooner = deadlines.due(deadlines.LOOK, at, notice.district, danger=True)
        if sooner.on < due_on:
            due_on, due_rule = sooner.on, sooner.rule
    facts = notice_verbs.NoticeSuggested(
        suggested=first.category if first else None,
        domain=notice.domain if notice.category else (first.domain if first else None),
        danger=danger,
        due_on=due_on,
        due_rule=due_rule,
    )
    if all(getattr(notice, name) == getattr(facts, name) for name in facts.NAMES):
        return
    record(notice, facts, actor=actor, at=at, caused_by=suggestion)
    route_again(notice, actor=actor, at=at)


def _facts(notice: Notice, reading: Read, model: str, at: datetime) -> verbs.SuggestionMade:
    return verbs.SuggestionMade(
        notice=notice.id,
        taxonomy_version=reading.taxonomy_version,
        model=model,
        codes=tuple(one.category for one in reading.suggestions),
        confidences=tuple(_number(one.confidence) for one in reading.suggestions),
        abstained=reading.abstained,
        urgent=reading.urgent,
        municipality=_listed(reading.municipality),
        made_at=at,
    )


def _listed(istat: str | None) -> str | None:
    """Return a municipality that the text names as this installation lists it, if it does."""
    if istat is None:
        return None
    try:
        return current_code(istat)
    except UnknownMunicipality:
        return None


def _same(last: Suggestion, facts: verbs.SuggestionMade) -> bool:
    """Say whether the machine says again what it said last."""
    named = ("taxonomy_version", "model", "abstained", "urgent")
    return all(getattr(last, name) == getattr(facts, name) for name in named) and (
        (last.codes, last.confidences) == (list(facts.codes), list(facts.confidences))
    )


def _number(confidence: float) -> str:
    return format(Decimal(str(confidence)).quantize(_THOUSANDTH).normalize(), "f")


def _why(reading: Read) -> str:
    told = {
        "why": {one.category: one.why for one in reading.suggestions},
        "urgent_words": list(reading.urgent_words),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=str)
