"""Passages between care and proximity: those of a file, and one with all that was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.community import passage_permissions as permissions
from aia.community.models import Passage, PassageAsk, PassageWord, TrialLook
from aia.community.passage_permissions import Around
from aia.community.rules import passages as rules
from aia.community.terms import AGREEING, PassageState, PassageVoice, PassageWay
from aia.pathways.queries import name_of
from aia.people import queries as people

if TYPE_CHECKING:
    from aia.people.models import Organisation


@dataclass(frozen=True)
class SideSeen:
    """A side of a passage: who it is, its yes when it said so, and what was asked of it."""

    side: PassageVoice
    name: str
    word: PassageWord | None
    words: str
    said_by: str
    asks: Sequence[tuple[PassageAsk, str]]
    speaks: bool


@dataclass(frozen=True)
class PassageSeen:
    """A passage with its words opened; `days` are left of its trial, or of its way back.

    `name` is whose it is; "" to that person themself.
    """

    row: Passage
    around: Around
    name: str
    way: PassageWay
    giving: str
    receiving: str
    back_to: str
    words: str
    back_words: str
    end_words: str
    sides: Sequence[SideSeen]
    looks: Sequence[tuple[TrialLook, str]]
    days: int | None
    way_back: UUID | None

    @property
    def is_back(self) -> bool:
        """Say whether it is the way back of another passage."""
        return self.row.back_of_id is not None

    @property
    def heard(self) -> bool:
        """Say whether who passes, or who is near them, said how the trial goes."""
        near = {PassageVoice.PERSON, PassageVoice.NEAR}
        return any(look.voice in near for look, _words in self.looks)


def passage_seen(actor: Actor, passage_id: UUID, *, at: datetime) -> PassageSeen:
    """Return one passage, for who is around it. Raises Forbidden, Passage.DoesNotExist."""
    row = _read().get(pk=passage_id)
    found = permissions.demand(actor, "passage.read", row.pathway_id, row, at=at)
    subject = found.stood.pathway.subject_id
    keys = people.keyring(subject)

    def opened(one: Any, column: str = "sealed_words") -> str:
        return keys.open(subject, one, column)

    looks = row.triallooks.order_by("looked_on", "id")
    back = Passage.objects.filter(back_of=row).values_list("id", flat=True).first()
    return PassageSeen(
        row=row,
        around=found,
        name="" if found.stood.own and not found.team else name_of(found.stood.pathway),
        way=rules.way_of(row.from_intensity, row.to_intensity),
        giving=_name(row.giving),
        receiving=_name(row.receiving),
        back_to=_name(row.back_to),
        words=opened(row),
        back_words=opened(row, "sealed_back"),
        end_words=opened(row, "sealed_end"),
        sides=_sides(row, found, opened),
        looks=[(look, opened(look)) for look in looks],
        days=days_left(row, timezone.localdate(at)),
        way_back=back,
    )


def passages_seen(
    actor: Actor, pathway_id: UUID, *, at: datetime
) -> tuple[Around, list[tuple[Passage, PassageWay]]]:
    """Return the passages of a file, the newest first, and how the actor stands towards it.

    Raises Forbidden; Pathway.DoesNotExist.
    """
    found = permissions.demand(actor, "passages.read", pathway_id, at=at)
    return found, passages_of(pathway_id)


def passages_of(pathway_id: UUID) -> list[tuple[Passage, PassageWay]]:
    """Return the passages of a pathway, the newest first, for who may read it: one statement."""
    rows = _read().filter(pathway=pathway_id).order_by("-proposed_at", "-id")
    return [(one, rules.way_of(one.from_intensity, one.to_intensity)) for one in rows]


def passage_for(
    actor: Actor, passage_id: UUID, verb: str, *, at: datetime
) -> tuple[Passage, Around]:
    """Return a passage for who may do `verb` to it. Raises Forbidden, Passage.DoesNotExist."""
    row = _read().get(pk=passage_id)
    return row, permissions.demand(actor, verb, row.pathway_id, row, at=at)


def passing_file(actor: Actor, pathway_id: UUID, *, at: datetime) -> Around:
    """Return the file in which a passage may be proposed. Raises Forbidden."""
    return permissions.demand(actor, "passage.proposed", pathway_id, at=at)


def days_left(row: Passage, today: date) -> int | None:
    """Return the days left of a trial, or to take somebody back; below zero when they are over."""
    trying = row.state == PassageState.TRIAL
    returning = row.back_of_id is not None and row.state == PassageState.AGREED
    return (row.trial_until - today).days if trying or returning else None


def _sides(row: Passage, found: Around, opened: Any) -> list[SideSeen]:
    words = {one.side: one for one in row.passagewords.all()}
    asks: dict[str, list[tuple[PassageAsk, str]]] = {}
    for one in row.passageasks.order_by("id"):
        asks.setdefault(one.side, []).append((one, opened(one)))
    names = {PassageVoice.GIVING: _name(row.giving), PassageVoice.RECEIVING: _name(row.receiving)}
    return [
        SideSeen(
            side=side,
            name=names.get(side, ""),
            word=(word := words.get(side)),
            words=opened(word) if word else "",
            said_by=opened(word, "sealed_said_by") if word else "",
            asks=asks.get(side, []),
            speaks=side in found.own or found.team,
        )
        for side in AGREEING
    ]


def _name(body: Organisation | None) -> str:
    return body.name if body is not None else _("the social services")


def _read() -> QuerySet[Passage]:
    return Passage.objects.select_related("pathway", "giving", "receiving", "back_to", "resource")
