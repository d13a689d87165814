"""Filling an assessment instrument, by the person or by the worker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.actions.locking import locked_pathway
from aia.pathways.actions.texts import seal_texts
from aia.pathways.instruments import answer_codes, get_instrument
from aia.pathways.models import Assessment
from aia.pathways.rules import assessments as rules
from aia.pathways.rules import moves, values
from aia.pathways.rules.voice import check_own_voice
from aia.pathways.terms import Voice
from aia.pathways.verbs import around as verbs
from aia.trace.actions import lock, record


@transaction.atomic
def record_assessment(
    *,
    actor: Actor,
    pathway_id: UUID,
    instrument: str,
    answers: Mapping[str, str | int | Iterable[str]],
    made_by: str,
    taken_on: date | None = None,
    words: str = "",
    at: datetime,
) -> Assessment:
    """Record one filling of an instrument's newest version, taken today unless told otherwise.

    `answers` holds a level (or several, where many may be chosen) by question; `made_by` is whose
    view it is (`Voice`). Raises UnknownInstrument, AnswersInvalid naming each question, or
    Refused.
    """
    pathway = locked_pathway(pathway_id)
    standing = permissions.demand(actor, "assessment.recorded", pathway, at=at)
    moves.check_pathway("work", pathway.state)
    form = get_instrument(instrument)
    if permissions.Standing.TEAM not in standing:
        check_own_voice(made_by)
    rules.check_filler(values.code(made_by, Voice, "made_by"), form.filled_by)
    today = timezone.localdate(at)
    values.not_ahead(taken_on or today, today, "taken_on")
    before = Assessment.objects.filter(
        pathway=pathway, instrument=form.id, made_by=made_by, withdrawn_at=None
    )
    rules.check_again(repeatable=form.repeatable, done=before.exists())
    assessment = Assessment(district=pathway.district)
    seal_texts(pathway, assessment, sealed_words=values.text(words, "words"))
    facts = verbs.AssessmentRecorded(
        pathway=pathway.id,
        instrument=form.id,
        version=form.version,
        made_by=made_by,
        answers=answer_codes(form, answers),
        taken_on=taken_on or today,
    )
    return record(assessment, facts, actor=actor, at=at)


@transaction.atomic
def withdraw_assessment(
    *, actor: Actor, assessment_id: UUID, seen: int | None = None, at: datetime
) -> Assessment:
    """Take back a filling recorded by mistake: it stays on record and no longer counts."""
    found = Assessment.objects.select_related("pathway")
    assessment = lock(found, assessment_id, seen=seen)
    permissions.demand(actor, "assessment.withdrawn", assessment.pathway, at=at)
    rules.check_counts(assessment.withdrawn_at)
    return record(assessment, verbs.AssessmentWithdrawn(withdrawn_at=at), actor=actor, at=at)
