"""Blanking words that should not have been kept. The act stays on record, the words do not."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.models import (
    Answer,
    Appointment,
    Assessment,
    Choice,
    Commitment,
    Demand,
    GiveBack,
    Goal,
    Need,
    Note,
    Option,
    Plan,
    Referral,
    Review,
    SourceEvent,
    Support,
)
from aia.pathways.models.line import OnPathway
from aia.pathways.rules import Refused, values
from aia.pathways.terms import RedactReason
from aia.pathways.verbs import imports
from aia.pathways.verbs import redaction as verbs
from aia.trace.actions import lock, record
from aia.trace.terms import Facts

REDACTED: dict[str, tuple[type[OnPathway], Callable[..., Facts]]] = {
    "need": (Need, verbs.NeedRedacted),
    "demand": (Demand, verbs.DemandRedacted),
    "option": (Option, verbs.OptionRedacted),
    "choice": (Choice, verbs.ChoiceRedacted),
    "answer": (Answer, verbs.AnswerRedacted),
    "referral": (Referral, verbs.ReferralRedacted),
    "give_back": (GiveBack, verbs.GiveBackRedacted),
    "note": (Note, verbs.NoteRedacted),
    "assessment": (Assessment, verbs.AssessmentRedacted),
    "appointment": (Appointment, verbs.AppointmentRedacted),
    "plan": (Plan, verbs.PlanRedacted),
    "goal": (Goal, verbs.GoalRedacted),
    "commitment": (Commitment, verbs.CommitmentRedacted),
    "support": (Support, verbs.SupportRedacted),
    "review": (Review, verbs.ReviewRedacted),
    "source_event": (SourceEvent, imports.SourceEventRedacted),
}
"""By kind of row: where the words are, and the verb that says that they were blanked."""


@transaction.atomic
def redact_text(
    *,
    actor: Actor,
    kind: str,
    row_id: UUID,
    reason: str,
    columns: Collection[str] = (),
    seen: int | None = None,
    at: datetime,
) -> OnPathway:
    """Blank the words of a row: every sealed column, or only those named.

    Raises Forbidden for anybody but a coordinator who may open the file; RowChanged, Refused.
    """
    if kind not in REDACTED:
        raise Refused(_("There is no text to blank here."), field="kind")
    model, verb = REDACTED[kind]
    row = lock(model._default_manager.select_related("pathway__person"), row_id, seen=seen)
    permissions.demand(actor, verb.VERB, row, at=at)  # type: ignore[attr-defined]
    sealed = sorted(type(row).APART)
    wanted = [name for name in sealed if not columns or name in columns]
    if not wanted:
        raise Refused(_("There is no text to blank here."), field="columns")
    for name in wanted:
        setattr(row, name, b"")
    facts = verb(redacted_for=values.code(reason, RedactReason, "reason"))
    return record(row, facts, actor=actor, at=at)
