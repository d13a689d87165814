"""Recognising a need, wording and weighing it, and following it until it is closed."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.actions.advancing import awaited_by
from aia.pathways.actions.locking import check_workable, locked_need, locked_pathway
from aia.pathways.actions.texts import seal_texts
from aia.pathways.deadlines import Wait, due_on
from aia.pathways.models import Answer, Need, Pathway, Referral
from aia.pathways.rules import Refused, moves, values
from aia.pathways.rules.going_on import check_nothing_live
from aia.pathways.taxonomy import taxonomy
from aia.pathways.terms import CloseReason, Severity, Step, SuspendReason, UnvoicedReason, Voice
from aia.pathways.verbs import line as verbs
from aia.people import queries as people
from aia.people.terms import AgeBand, Sex
from aia.trace.actions import record
from aia.trace.traced import Traced


@transaction.atomic
def recognise_need(
    *,
    actor: Actor,
    pathway_id: UUID,
    category: str,
    severity: int,
    words_of: str,
    expressed: bool,
    words: str = "",
    caused_by: Traced | None = None,
    at: datetime,
) -> Need:
    """Recognise a need on an open pathway: what sort, how heavy, in whose words, expressed or not.

    Where the person lives, their age band and sex are kept as they are now, so that later
    readings need no identity. `caused_by` is the row it was recognised from, if any. Raises
    Forbidden, or Refused naming the field.
    """
    pathway = locked_pathway(pathway_id)
    permissions.demand(actor, "need.recognised", pathway, at=at)
    moves.check_pathway("work", pathway.state)
    sort = values.category(category, taxonomy(), timezone.localdate(at))
    who = _snapshot(pathway, at)
    need = Need(district=pathway.district, pathway=pathway)
    seal_texts(pathway, need, sealed_words=values.text(words, "words"))
    facts = verbs.NeedRecognised(
        pathway=pathway.id,
        category=sort.code,
        domain=sort.domain,
        severity=values.grade(severity, Severity, "severity"),
        expressed=expressed,
        words_of=values.code(words_of, Voice, "words_of"),
        municipality=who.municipality,
        age_band=who.age_band,
        sex=who.sex,
        recognised_at=at,
        step_at=at,
        due_on=awaited_by(Step.NEED, at, pathway.district),
    )
    return record(need, facts, actor=actor, at=at, caused_by=caused_by)


@transaction.atomic
def reword_need(
    *,
    actor: Actor,
    need_id: UUID,
    words: str,
    words_of: str,
    expressed: bool,
    seen: int | None = None,
    at: datetime,
) -> Need:
    """Put other words to a need. Raises Forbidden, RowChanged, Refused."""
    need = _amended(need_id, "need.reworded", actor, at, seen)
    seal_texts(need.pathway, need, sealed_words=values.text(words, "words"))
    facts = verbs.NeedReworded(
        words_of=values.code(words_of, Voice, "words_of"), expressed=expressed
    )
    return record(need, facts, actor=actor, at=at)


@transaction.atomic
def regrade_need(
    *, actor: Actor, need_id: UUID, severity: int, seen: int | None = None, at: datetime
) -> Need:
    """Say that a need weighs more or less than before. Raises Forbidden, RowChanged, Refused."""
    need = _amended(need_id, "need.regraded", actor, at, seen)
    facts = verbs.NeedRegraded(severity=values.grade(severity, Severity, "severity"))
    return record(need, facts, actor=actor, at=at)


@transaction.atomic
def reclassify_need(
    *, actor: Actor, need_id: UUID, category: str, seen: int | None = None, at: datetime
) -> Need:
    """Say that it is another sort of need. Raises Forbidden, RowChanged, Refused."""
    need = _amended(need_id, "need.reclassified", actor, at, seen)
    sort = values.category(category, taxonomy(), timezone.localdate(at))
    facts = verbs.NeedReclassified(category=sort.code, domain=sort.domain)
    return record(need, facts, actor=actor, at=at)


@transaction.atomic
def mark_unvoiced(
    *, actor: Actor, need_id: UUID, reason: str, seen: int | None = None, at: datetime
) -> Need:
    """Say why a need did not become a demand; it comes back to be looked at again.

    Raises Forbidden, RowChanged; Refused when it already became one.
    """
    need = locked_need(need_id, seen=seen)
    permissions.demand(actor, "need.left_unvoiced", need, at=at)
    check_workable(need)
    if need.step != Step.NEED:
        raise Refused(_("This need already became a demand: withdraw the demand instead."))
    facts = verbs.NeedLeftUnvoiced(
        unvoiced=values.code(reason, UnvoicedReason, "reason"),
        due_on=due_on(Wait.LOOK_AGAIN, at, need.district),
    )
    return record(need, facts, actor=actor, at=at)


@transaction.atomic
def suspend_need(
    *,
    actor: Actor,
    need_id: UUID,
    reason: str,
    until: date | None = None,
    seen: int | None = None,
    at: datetime,
) -> Need:
    """Let a need rest, to be looked at again on `until` or after the usual term.

    Raises Forbidden, RowChanged, Refused.
    """
    need = locked_need(need_id, seen=seen)
    permissions.demand(actor, "need.suspended", need, at=at)
    moves.check_need("suspend", need.state)
    if until is not None and until <= timezone.localdate(at):
        raise Refused(_("Choose a day that is still to come."), field="until")
    facts = verbs.NeedSuspended(
        suspend_reason=values.code(reason, SuspendReason, "reason"),
        due_on=until or due_on(Wait.RESUME, at, need.district),
    )
    return record(need, facts, actor=actor, at=at)


@transaction.atomic
def resume_need(*, actor: Actor, need_id: UUID, seen: int | None = None, at: datetime) -> Need:
    """Follow a suspended need again. Raises Forbidden, RowChanged, Refused."""
    need = locked_need(need_id, seen=seen)
    permissions.demand(actor, "need.resumed", need, at=at)
    moves.check_need("resume", need.state)
    moves.check_pathway("work", need.pathway.state)
    facts = verbs.NeedResumed(due_on=awaited_by(need.step, at, need.district))
    return record(need, facts, actor=actor, at=at)


@transaction.atomic
def close_need(
    *, actor: Actor, need_id: UUID, reason: str, seen: int | None = None, at: datetime
) -> Need:
    """Stop following a need, and say why.

    Raises Forbidden, RowChanged; Refused while an answer or a referral is still going on.
    """
    need = locked_need(need_id, seen=seen)
    permissions.demand(actor, "need.closed", need, at=at)
    moves.check_need("close", need.state)
    check_nothing_live(
        answers=Answer.objects.filter(need=need, state__in=moves.LIVE_ANSWERS).exists(),
        referrals=Referral.objects.filter(need=need, state__in=moves.LIVE_REFERRALS).exists(),
    )
    facts = verbs.NeedClosed(closed_at=at, close_reason=values.code(reason, CloseReason, "reason"))
    return record(need, facts, actor=actor, at=at)


@transaction.atomic
def reopen_need(*, actor: Actor, need_id: UUID, seen: int | None = None, at: datetime) -> Need:
    """Follow a closed need again, from the step that it had reached.

    Raises Forbidden, RowChanged, Refused.
    """
    need = locked_need(need_id, seen=seen)
    permissions.demand(actor, "need.reopened", need, at=at)
    moves.check_need("reopen", need.state)
    moves.check_pathway("work", need.pathway.state)
    facts = verbs.NeedReopened(
        reopened=need.reopened + 1, due_on=awaited_by(need.step, at, need.district)
    )
    return record(need, facts, actor=actor, at=at)


def _amended(need_id: UUID, verb: str, actor: Actor, at: datetime, seen: int | None) -> Need:
    need = locked_need(need_id, seen=seen)
    permissions.demand(actor, verb, need, at=at)
    moves.check_need("amend", need.state)
    return need


class _Snapshot(NamedTuple):
    municipality: str | None
    age_band: str
    sex: str


def _snapshot(pathway: Pathway, at: datetime) -> _Snapshot:
    """Return what is so of the subject now, coarse enough for the ledger."""
    if pathway.person is None:
        return _Snapshot(pathway.municipality_id, AgeBand.UNKNOWN, Sex.UNKNOWN)
    identity = people.identity_of(pathway.person)
    return _Snapshot(
        pathway.person.municipality_id,
        people.age_band(identity, timezone.localdate(at)),
        pathway.person.sex,
    )
