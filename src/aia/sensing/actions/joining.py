"""Notices about the same thing are joined; one that speaks of several things is divided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.kit import crypto
from aia.kit.ids import derived_id
from aia.pathways.terms import Refused
from aia.people.actions import save_keys, sealed_text
from aia.people.queries import keyring
from aia.sensing import deadlines, permissions
from aia.sensing.actions.locking import locked_notice
from aia.sensing.actions.triage import due_of, kind
from aia.sensing.models import Notice
from aia.sensing.rules import moves, values
from aia.sensing.tasks import suggest_soon
from aia.sensing.terms import Urgency
from aia.sensing.verbs import notices as verbs
from aia.sensing.verbs import outcomes
from aia.trace.actions import record

FEWEST_PARTS, MOST_PARTS = 2, 10


@dataclass(frozen=True)
class Part:
    """One of the things that a notice speaks of; without an urgency it has the notice's own."""

    text: str
    category: str | None = None
    urgency: str | None = None


@transaction.atomic
def merge_notices(
    *,
    actor: Actor,
    kept_id: UUID,
    merged_id: UUID,
    seen: int | None = None,
    at: datetime,
) -> Notice:
    """Join a notice to another about the same thing: from now on it follows that one.

    Both stay as they were written; `seen` is of the one that is joined, which is returned. Raises
    Forbidden, RowChanged, Refused.
    """
    if kept_id == merged_id:
        raise Refused(_("A notice cannot be joined to itself."), field="kept_id")
    # Always in the same order, so that two colleagues who join the same two never wait forever.
    held = {
        one: locked_notice(one, seen=seen if one == merged_id else None)
        for one in sorted((kept_id, merged_id))
    }
    kept, merged = held[kept_id], held[merged_id]
    for notice in (kept, merged):
        permissions.demand(actor, "notice.merged", notice, at=at)
    if kept.district != merged.district:
        raise Refused(_("The two notices are of different districts."), field="kept_id")
    moves.check("receive_merged", kept.state)
    moves.check("merge", merged.state)
    facts = outcomes.NoticeMerged(merged_into=kept.id)
    return record(merged, facts, actor=actor, at=at, caused_by=kept)


@transaction.atomic
def unmerge_notice(
    *, actor: Actor, notice_id: UUID, seen: int | None = None, at: datetime
) -> Notice:
    """Take a joined notice apart again: it waits for the office as before.

    Raises Forbidden, RowChanged, Refused.
    """
    notice = locked_notice(notice_id, seen=seen)
    permissions.demand(actor, "notice.unmerged", notice, at=at)
    moves.check("unmerge", notice.state)
    due = due_of(notice, deadlines.AGAIN, at)
    facts = outcomes.NoticeUnmerged(
        state=moves.working_state(notice.taken_by), due_on=due.on, due_rule=due.rule
    )
    return record(notice, facts, actor=actor, at=at)


@transaction.atomic
def split_notice(
    *,
    actor: Actor,
    notice_id: UUID,
    parts: Sequence[Part],
    seen: int | None = None,
    at: datetime,
) -> list[Notice]:
    """Divide a notice into its parts; each goes its own way; who sent it reads of all.

    Each part has the words that the office gives it, sealed under a key of its own, and is as old
    as the notice. Raises Forbidden, RowChanged, Refused.
    """
    notice = locked_notice(notice_id, seen=seen)
    permissions.demand(actor, "notice.split", notice, at=at)
    moves.check("conclude", notice.state)
    if not FEWEST_PARTS <= len(parts) <= MOST_PARTS:
        raise Refused(
            _("Write from %(fewest)s to %(most)s parts.")
            % {"fewest": FEWEST_PARTS, "most": MOST_PARTS},
            field="parts",
        )
    record(notice, outcomes.NoticeSplit(settled_at=at), actor=actor, at=at)
    return [
        _part(notice, part, number, actor=actor, at=at)
        for number, part in enumerate(parts, start=1)
    ]


def _part(notice: Notice, part: Part, number: int, *, actor: Actor, at: datetime) -> Notice:
    """Record one part of a notice that was just divided, in charge of nobody or of who divided."""
    words = values.text(part.text, "parts", required=True)
    urgency = values.code(part.urgency or notice.urgency, Urgency, "parts")
    category, domain = kind(part.category, at) if part.category else (None, None)
    row, key = Notice(district=notice.district), crypto.new_key()
    save_keys({row.id: key})
    opened = keyring(notice.id)
    row.sealed_text = sealed_text(key, row, "sealed_text", words)
    for column in ("sealed_place", "sealed_contact"):
        kept = opened.open(notice.id, notice, column)
        setattr(row, column, sealed_text(key, row, column, kept))
    due = deadlines.due(
        deadlines.ANSWER,
        notice.received_at,
        notice.district,
        urgency=urgency,
        category=category,
        domain=domain,
    )
    facts = verbs.NoticeReceived(
        door=notice.door,
        origin=derived_id("part", notice.id.hex, str(notice.last_entry_id), str(number)),
        sensor=notice.sensor_id,
        reporter=notice.reporter,
        municipality=notice.municipality_id,
        place=notice.place_id,
        age_band=notice.age_band,
        urgency=urgency,
        awareness=notice.awareness,
        language=notice.language,
        seen_at=notice.seen_at,
        seen_doubt=notice.seen_doubt,
        received_at=notice.received_at,
        category=category,
        domain=domain,
        danger=notice.danger,
        due_on=due.on,
        due_rule=due.rule,
        assigned_to=notice.assigned_to,
        route=notice.route_id,
        route_version=notice.route_version,
        route_because=tuple(notice.route_because),
        part_of=notice.id,
    )
    record(row, facts, actor=actor, at=at, caused_by=notice)
    if category is None:
        suggest_soon(row)
    return row
