"""What becomes of a notice: a need, an answer, another body's work, or an end with its reason.

Who sent it is told in plain words each time; `reply` are the office's own, besides.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.pathways import actions as pathways
from aia.pathways import queries as files
from aia.pathways.terms import Refused, Severity, Voice
from aia.people.queries import get_organisation
from aia.people.terms import Subject
from aia.sensing import deadlines, permissions
from aia.sensing.actions.dialogue import check_receipt, reply_with, say
from aia.sensing.actions.judging import judge_suggestion
from aia.sensing.actions.locking import locked_notice
from aia.sensing.actions.triage import due_of
from aia.sensing.models import Notice
from aia.sensing.rules import moves, values
from aia.sensing.terms import NoticeCloseReason, NoticeState, Outcome, PassedDecline, WordSide
from aia.sensing.verbs import outcomes as verbs
from aia.trace.actions import record

if TYPE_CHECKING:
    from aia.pathways.models import Need


@transaction.atomic
def link_to_need(
    *,
    actor: Actor,
    notice_id: UUID,
    need_id: UUID | None = None,
    pathway_id: UUID | None = None,
    category: str = "",
    severity: int = Severity.MODERATE,
    words_of: str = Voice.NEIGHBOUR,
    words: str = "",
    expressed: bool = False,
    reply: str = "",
    seen: int | None = None,
    at: datetime,
) -> Notice:
    """Lead a notice to a need of a person, a household or an organisation.

    To one that is there already (`need_id`), or to one recognised now on `pathway_id`, caused by
    the notice; without a `category` it is the one decided on the notice. From now on the notice's
    words are read by who may open that file. Raises Forbidden (also when the pathway is not the
    actor's to write on), RowChanged, Refused.
    """
    notice = _worked(notice_id, "notice.became_need", actor, at, seen)
    if need_id is None:
        if pathway_id is None:
            raise Refused(_("Choose a need, or the pathway on which to recognise it."))
        need = pathways.recognise_need(
            actor=actor,
            pathway_id=pathway_id,
            category=category or notice.category or "",
            severity=severity,
            words_of=words_of,
            expressed=expressed,
            words=words,
            caused_by=notice,
            at=at,
        )
    else:
        need = files.need_detail(actor, need_id, at=at).file.need
    if need.pathway.kind == Subject.COMMUNITY:
        return _became(notice, need, Outcome.COMMUNITY_NEED, reply, actor=actor, at=at)
    return _became(notice, need, Outcome.PERSON_NEED, reply, actor=actor, at=at)


@transaction.atomic
def pool_for_community(
    *,
    actor: Actor,
    notice_id: UUID,
    need_id: UUID | None = None,
    pathway_id: UUID | None = None,
    title: str = "",
    category: str = "",
    severity: int = Severity.MODERATE,
    words: str = "",
    reply: str = "",
    seen: int | None = None,
    at: datetime,
) -> Notice:
    """Lead a notice to a need of the community, which is of no person.

    To one that is there (`need_id`), to one recognised on a community's pathway, or to one on a
    community pathway opened now with this `title`. Raises as `link_to_need` does.
    """
    if need_id is None and pathway_id is None:
        held = _worked(notice_id, "notice.became_need", actor, at, seen)
        pathway = pathways.open_pathway(
            actor=actor,
            title=title,
            district=held.district,
            municipality=held.municipality_id,
            at=at,
        )
        pathway_id = pathway.id
    notice = link_to_need(
        actor=actor,
        notice_id=notice_id,
        need_id=need_id,
        pathway_id=pathway_id,
        category=category,
        severity=severity,
        words_of=Voice.NEIGHBOUR,
        words=words,
        reply=reply,
        seen=seen,
        at=at,
    )
    if notice.outcome != Outcome.COMMUNITY_NEED:
        raise Refused(_("This need is somebody’s own, not the community’s."), field="need_id")
    return notice


@transaction.atomic
def answer_with_information(
    *, actor: Actor, notice_id: UUID, words: str, seen: int | None = None, at: datetime
) -> Notice:
    """Answer a notice with information, in words that who sent it reads.

    Raises Forbidden, RowChanged, Refused.
    """
    notice = _worked(notice_id, "notice.informed", actor, at, seen)
    word = say(notice, words, side=WordSide.OFFICE, language="it", actor=actor, at=at)
    return record(notice, verbs.NoticeInformed(settled_at=at), actor=actor, at=at, caused_by=word)


@transaction.atomic
def close_notice(
    *,
    actor: Actor,
    notice_id: UUID,
    reason: str,
    reply: str = "",
    seen: int | None = None,
    at: datetime,
) -> Notice:
    """End a notice with a reason. Raises Forbidden, RowChanged, Refused."""
    notice = _worked(notice_id, "notice.closed", actor, at, seen)
    closing = values.code(reason, NoticeCloseReason, "reason")
    reply_with(notice, reply, actor=actor, at=at)
    return record(
        notice, verbs.NoticeClosed(close_reason=closing, settled_at=at), actor=actor, at=at
    )


@transaction.atomic
def pass_on(
    *,
    actor: Actor,
    notice_id: UUID,
    organisation_id: UUID,
    reply: str = "",
    seen: int | None = None,
    at: datetime,
) -> Notice:
    """Ask another body to take a notice over: from now on its operators read it and answer.

    Raises Forbidden, RowChanged, Refused.
    """
    notice = _worked(notice_id, "notice.passed_on", actor, at, seen)
    body = get_organisation(actor, organisation_id)
    if body.closed_on is not None:
        raise Refused(_("This body has closed: choose another."), field="organisation_id")
    reply_with(notice, reply, actor=actor, at=at)
    due = due_of(notice, deadlines.PASSED, at)
    facts = verbs.NoticePassedOn(passed_to=body.id, due_on=due.on, due_rule=due.rule)
    return record(notice, facts, actor=actor, at=at)


@transaction.atomic
def accept_passed_on(
    *, actor: Actor, notice_id: UUID, reply: str = "", seen: int | None = None, at: datetime
) -> Notice:
    """Put it on record that the other body takes a notice over: by its own operator or the office.

    Raises Forbidden, RowChanged, Refused.
    """
    notice = locked_notice(notice_id, seen=seen)
    permissions.demand(actor, "notice.taken_over", notice, at=at)
    moves.check("answer_passed", notice.state)
    reply_with(notice, reply, actor=actor, at=at)
    return record(notice, verbs.NoticeTakenOver(settled_at=at), actor=actor, at=at)


@transaction.atomic
def decline_passed_on(
    *,
    actor: Actor,
    notice_id: UUID,
    reason: str,
    seen: int | None = None,
    at: datetime,
) -> Notice:
    """Put it on record that the other body says no: the notice is the office's again.

    Raises Forbidden, RowChanged, Refused.
    """
    notice = locked_notice(notice_id, seen=seen)
    permissions.demand(actor, "notice.turned_down", notice, at=at)
    moves.check("answer_passed", notice.state)
    due = due_of(notice, deadlines.AGAIN, at)
    facts = verbs.NoticeTurnedDown(
        passed_decline=values.code(reason, PassedDecline, "reason"),
        state=moves.working_state(notice.taken_by),
        due_on=due.on,
        due_rule=due.rule,
    )
    return record(notice, facts, actor=actor, at=at)


def reopen_notice(
    *,
    actor: Actor,
    notice_id: UUID,
    words: str = "",
    receipt: str | None = None,
    language: str = "it",
    seen: int | None = None,
    at: datetime,
) -> Notice:
    """Say that what a notice told of is not solved: the office looks again.

    By who sent it (with the `receipt` when they have no account) or by the office. One that had
    been joined to another stands by itself again. Raises Forbidden, RowChanged, Refused.
    """
    check_receipt(actor, notice_id, receipt)
    with transaction.atomic():
        notice = locked_notice(notice_id, seen=seen)
        standing = permissions.demand(actor, "notice.reopened", notice, at=at)
        moves.check("reopen", notice.state)
        due = due_of(notice, deadlines.AGAIN, at)
        facts = verbs.NoticeReopened(
            reopened=notice.reopened + 1,
            state=NoticeState.RECEIVED,
            due_on=due.on,
            due_rule=due.rule,
        )
        record(notice, facts, actor=actor, at=at)
        if words.strip():
            by_office = permissions.Standing.OFFICE in standing and not actor.service
            side = WordSide.OFFICE if by_office else WordSide.REPORTER
            say(notice, words, side=side, language=language, actor=actor, at=at)
        return notice


def _became(
    notice: Notice, need: Need, outcome: str, reply: str, *, actor: Actor, at: datetime
) -> Notice:
    reply_with(notice, reply, actor=actor, at=at)
    facts = verbs.NoticeBecameNeed(
        need=need.id,
        category=need.category,
        domain=need.domain,
        outcome=outcome,
        settled_at=at,
    )
    record(notice, facts, actor=actor, at=at, caused_by=need)
    judge_suggestion(notice, need.category, actor=actor, at=at)
    return notice


def _worked(notice_id: UUID, verb: str, actor: Actor, at: datetime, seen: int | None) -> Notice:
    notice = locked_notice(notice_id, seen=seen)
    permissions.demand(actor, verb, notice, at=at)
    moves.check("conclude", notice.state)
    return notice
