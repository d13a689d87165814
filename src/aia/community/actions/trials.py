"""A passage is tried: started, looked at by those concerned, kept, or taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from aia.access.actions import note_reading
from aia.access.terms import Actor, ReadingKind
from aia.community.actions.passages import locked_passage
from aia.community.actions.sealing import seal_words
from aia.community.models import Passage, TrialLook
from aia.community.queries.passages import PassageSeen, passage_seen
from aia.community.rules import passages as rules
from aia.community.rules import values
from aia.community.terms import BackReason, PassageVoice, TrialGoing
from aia.community.verbs import passages as verbs
from aia.trace.actions import record


def open_passage(*, actor: Actor, passage_id: UUID, at: datetime) -> PassageSeen:
    """Return a passage with its words, and record that the actor opened that part of the file.

    Raises Forbidden, Passage.DoesNotExist.
    """
    seen = passage_seen(actor, passage_id, at=at)
    note_reading(
        actor=actor,
        subject=seen.around.stood.pathway.subject_id,
        district=seen.row.district,
        kind=ReadingKind.FILE,
        why=seen.around.why,
        at=at,
    )
    return seen


@transaction.atomic
def start_trial(
    *,
    actor: Actor,
    passage_id: UUID,
    on: date | None = None,
    seen: int | None = None,
    at: datetime,
) -> Passage:
    """Write that the handover was made, today or `on`: the days of the trial run from there.

    Raises Forbidden, RowChanged, Refused.
    """
    passage, _found = locked_passage(actor, "passage.started", passage_id, seen=seen, at=at)
    rules.check_move("start", passage.state, back=passage.back_of_id is not None)
    today = timezone.localdate(at)
    day = rules.check_made(on or today, timezone.localdate(passage.proposed_at), today)
    until = rules.trial_until(day, passage.trial_days)
    facts = verbs.PassageStarted(started_on=day, trial_until=until)
    return record(passage, facts, actor=actor, at=at)


@transaction.atomic
def look_at_trial(
    *,
    actor: Actor,
    passage_id: UUID,
    voice: str,
    going: str,
    words: str = "",
    at: datetime,
) -> TrialLook:
    """Say how the trial goes, or write down how one of those concerned sees it.

    Raises Forbidden, Refused.
    """
    passage, found = locked_passage(actor, "trial_look.taken", passage_id, at=at)
    rules.check_move("look", passage.state, back=passage.back_of_id is not None)
    whose = PassageVoice(values.code(voice, PassageVoice, "voice"))
    rules.check_voice(whose, found.own, team=found.team)
    look = TrialLook(district=passage.district, pathway=passage.pathway, passage=passage)
    told = values.text(words, "words", required=False, longest=values.LONGEST_TEXT)
    seal_words(found.stood.pathway.subject_id, look, sealed_words=told)
    facts = verbs.TrialLookTaken(
        pathway=passage.pathway_id,
        passage=passage.id,
        voice=whose.value,
        going=values.code(going, TrialGoing, "going"),
        looked_on=timezone.localdate(at),
    )
    return record(look, facts, actor=actor, at=at, caused_by=passage)


@transaction.atomic
def keep_passage(
    *, actor: Actor, passage_id: UUID, words: str = "", seen: int | None = None, at: datetime
) -> Passage:
    """Keep what was tried, when who passes has said how it goes; or write that they are back.

    Raises Forbidden, RowChanged, Refused.
    """
    passage, found = locked_passage(actor, "passage.kept", passage_id, seen=seen, at=at)
    is_back = passage.back_of_id is not None
    rules.check_move("keep", passage.state, back=is_back)
    if not is_back:
        rules.check_looked(set(passage.triallooks.values_list("voice", flat=True)))
    told = values.text(words, "words", required=False, longest=values.LONGEST_TEXT)
    seal_words(found.stood.pathway.subject_id, passage, sealed_end=told)
    return record(passage, verbs.PassageKept(ended_on=timezone.localdate(at)), actor=actor, at=at)


@transaction.atomic
def go_back(
    *,
    actor: Actor,
    passage_id: UUID,
    reason: str,
    words: str = "",
    seen: int | None = None,
    at: datetime,
) -> Passage:
    """Take the way back out of a trial; return the passage back, as it was agreed beforehand.

    Who takes them back has the days that were said. Raises Forbidden, RowChanged, Refused.
    """
    passage, found = locked_passage(actor, "passage.left", passage_id, seen=seen, at=at)
    rules.check_move("go_back", passage.state, back=passage.back_of_id is not None)
    today, subject = timezone.localdate(at), found.stood.pathway.subject_id
    told = values.text(words, "words", required=False, longest=values.LONGEST_TEXT)
    seal_words(subject, passage, sealed_end=told)
    why = values.code(reason, BackReason, "reason")
    record(passage, verbs.PassageLeft(ended_on=today, back_reason=why), actor=actor, at=at)
    back = Passage(district=passage.district, pathway=passage.pathway)
    by = today + timedelta(days=passage.back_days)
    facts = verbs.PassageTurnedBack(
        pathway=passage.pathway_id,
        need=passage.need_id,
        back_of=passage.id,
        from_intensity=passage.to_intensity,
        to_intensity=passage.from_intensity,
        giving=passage.receiving_id,
        receiving=passage.back_to_id,
        planned_on=by,
        trial_until=by,
        back_voice=passage.back_voice,
        proposed_at=at,
    )
    return record(back, facts, actor=actor, at=at, caused_by=passage)
