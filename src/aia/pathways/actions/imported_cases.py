"""One case of an event log, told event by event to its pathway and its need."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aia.access.terms import Actor
from aia.pathways.imports.logs import SourceLine
from aia.pathways.imports.mapping import Mapping
from aia.pathways.imports.rules import Standing, allows, begun
from aia.pathways.imports.terms import Act
from aia.pathways.models import Demand, Need, Pathway, SourceEvent
from aia.pathways.taxonomy import taxonomy
from aia.pathways.verbs import imports as verbs
from aia.pathways.verbs import line
from aia.people.terms import AgeBand, Sex, Subject
from aia.trace.terms import Facts

if TYPE_CHECKING:
    from aia.people.sealing import Keyring


class Case:
    """One case as its events are told, each by `write` (`record`, or a batch's)."""

    def __init__(
        self, actor: Actor, mapping: Mapping, keys: Keyring, write: Callable[..., Any]
    ) -> None:
        self._actor, self._mapping, self._keys, self._write = actor, mapping, keys, write
        self._need: Need | None = None
        self._since: datetime | None = None

    def open(self, pathway: Pathway, at: datetime) -> None:
        """Open the pathway of a case that is new."""
        facts = line.PathwayOpened(
            kind=Subject.COMMUNITY,
            subject=pathway.id,
            opened_at=at,
            source_key=pathway.source_key,
        )
        self._pathway = self._write(pathway, facts, actor=self._actor, at=at)

    def resume(self, pathway: Pathway, last: datetime) -> None:
        """Go on with a case; what happened before its last known act changes nothing any more."""
        self._pathway = pathway
        needs = Need.objects.select_for_update(no_key=True).filter(pathway=pathway)
        self._need = needs.order_by("recognised_at", "id").first()
        if self._need is not None:
            acted = (self._need.step_at, self._need.closed_at)
            last = max(last, *(moment for moment in acted if moment))
        self._since = last

    def tell(self, event: SourceLine) -> bool:
        """Record one event and what it does to the need; say whether its act was applicable."""
        first = self._need is None
        applied = self._allowed(event)
        row = self._event(event, applied)
        if first:
            self._recognise(row, event)
        if applied and event.act in _ACTS:
            _ACTS[event.act](self, row, event)
        return applied

    def _allowed(self, event: SourceLine) -> bool:
        if self._since is not None and event.at < self._since and event.act != Act.TELL:
            return False
        need = self._need
        if need is None:
            told = begun(self._mapping.need.category)
            return allows(None if event.act == Act.RECOGNISE else told, event.act, event.category)
        standing = Standing(self._pathway.state, need.state, need.step, need.category)
        return allows(standing, event.act, event.category)

    def _event(self, event: SourceLine, applied: bool) -> SourceEvent:
        row = SourceEvent(district=self._pathway.district, pathway=self._pathway)
        if event.detail:
            row.sealed_detail = self._keys.seal(
                self._pathway.id, row, "sealed_detail", event.detail
            )
        facts = verbs.SourceEventImported(
            pathway=self._pathway.id,
            activity=event.activity,
            happened_at=event.at,
            occurrence=event.occurrence,
            act=event.act,
            applied=applied,
        )
        self._write(row, facts, actor=self._actor, at=event.at)
        return row

    def _recognise(self, row: SourceEvent, event: SourceLine) -> None:
        told = self._mapping.need
        facts = line.NeedRecognised(
            pathway=self._pathway.id,
            category=told.category,
            domain=_domain(told.category),
            severity=told.severity,
            expressed=told.expressed,
            words_of=told.words_of,
            age_band=AgeBand.UNKNOWN,
            sex=Sex.UNKNOWN,
            recognised_at=event.at,
            step_at=event.at,
            due_on=None,
        )
        self._need = Need(district=self._pathway.district, pathway=self._pathway)
        self._on_need(facts, row, event)

    def _voice(self, row: SourceEvent, event: SourceLine) -> None:
        demand = Demand(district=self._pathway.district, pathway=self._pathway, need=self._need)
        facts = line.DemandOpened(
            pathway=self._pathway.id,
            need=demand.need_id,
            voiced_by=self._mapping.need.words_of,
            opened_at=event.at,
        )
        self._write(demand, facts, actor=self._actor, at=event.at, caused_by=self._need)
        self._on_need(line.NeedVoiced(step_at=event.at, due_on=None), demand, event)

    def _reclassify(self, row: SourceEvent, event: SourceLine) -> None:
        category = event.category or self._mapping.need.category
        facts = line.NeedReclassified(category=category, domain=_domain(category))
        self._on_need(facts, row, event)

    def _suspend(self, row: SourceEvent, event: SourceLine) -> None:
        reason = self._mapping.suspend_reason
        self._on_need(line.NeedSuspended(suspend_reason=reason, due_on=None), row, event)

    def _resume(self, row: SourceEvent, event: SourceLine) -> None:
        self._on_need(line.NeedResumed(due_on=None), row, event)

    def _close(self, row: SourceEvent, event: SourceLine) -> None:
        reason = self._mapping.close_reason
        self._on_need(line.NeedClosed(closed_at=event.at, close_reason=reason), row, event)

    def _reopen(self, row: SourceEvent, event: SourceLine) -> None:
        times = (self._need.reopened if self._need else 0) + 1
        self._on_need(line.NeedReopened(reopened=times, due_on=None), row, event)

    def _on_need(self, facts: Facts, cause: SourceEvent | Demand, event: SourceLine) -> None:
        self._write(self._need, facts, actor=self._actor, at=event.at, caused_by=cause)


_ACTS: dict[str, Callable[[Case, SourceEvent, SourceLine], None]] = {
    Act.VOICE: Case._voice,
    Act.RECLASSIFY: Case._reclassify,
    Act.SUSPEND: Case._suspend,
    Act.RESUME: Case._resume,
    Act.CLOSE: Case._close,
    Act.REOPEN: Case._reopen,
}


def _domain(category: str) -> str:
    return taxonomy().categories[category].domain
