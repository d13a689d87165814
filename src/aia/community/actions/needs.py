"""Needs of different people become one: pooled when they are enough, or when each agreed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.community import permissions
from aia.community.models import CollectiveNeed, PooledNeed
from aia.community.queries.needs import own_needs
from aia.community.rules import pooling, values
from aia.community.terms import CollectiveState, Refused
from aia.community.verbs import needs as verbs
from aia.pathways import actions as pathways
from aia.pathways.queries import alike_needs, homes_of, need_worked
from aia.pathways.terms import Severity, Voice
from aia.trace.actions import lock, record


@transaction.atomic
def pool_needs(
    *,
    actor: Actor,
    district: str,
    category: str,
    title: str,
    words: str = "",
    municipality: str | None = None,
    at: datetime,
) -> CollectiveNeed:
    """Make one need of the community out of the alike needs of at least five homes.

    Of one municipality, or of the whole district without one. Raises Forbidden, Refused.
    """
    collective = CollectiveNeed(district=district)
    permissions.demand(actor, "collective.gathered", collective, at=at)
    if category in pooling.KEPT_APART:
        raise Refused(_("These needs stay with whom they are of."), field="category")
    since = at - timedelta(days=pooling.MONTHS_DAYS)
    found = [
        one
        for one in alike_needs(district, since=since, categories=[category], at=at)
        if municipality in (None, one.municipality)
    ]
    pooling.check_enough((one.home for one in found), all_agreed=False)
    collective = _gathered(collective, category, municipality, title, words, actor, at)
    _pool(collective, (one.need for one in found), agreed=False, actor=actor, at=at)
    return _recognise(collective, actor=actor, at=at)


@transaction.atomic
def gather_with(
    *, actor: Actor, need_id: UUID, title: str, words: str = "", at: datetime
) -> CollectiveNeed:
    """Begin to gather needs that are one, from a person's who agreed to it.

    Only who follows the person writes that they agreed. Raises Forbidden, Refused.
    """
    need = need_worked(actor, need_id, at=at)
    collective = CollectiveNeed(district=need.district)
    permissions.demand(actor, "collective.gathered", collective, at=at)
    collective = _gathered(collective, need.category, need.municipality_id, title, words, actor, at)
    _pool(collective, [need.id], agreed=True, actor=actor, at=at)
    return collective


@transaction.atomic
def join_gathering(
    *, actor: Actor, collective_id: UUID, need_id: UUID, at: datetime
) -> CollectiveNeed:
    """Add the need of a person who agreed: they say so themselves, or to who follows them.

    Raises Forbidden, Refused.
    """
    collective = _locked(actor, "need.pooled", collective_id, at)
    own = own_needs(actor, at=at).get(need_id)
    need = own.need if own else need_worked(actor, need_id, at=at)
    if need.category != collective.category or need.district != collective.district:
        raise Refused(_("This need is of another sort."), field="collective_id")
    if collective.pooled.filter(need=need.id).exists():
        raise Refused(_("This need is already there."), field="collective_id")
    _pool(collective, [need.id], agreed=True, actor=actor, at=at)
    return collective


@transaction.atomic
def recognise_collective(
    *, actor: Actor, collective_id: UUID, seen: int | None = None, at: datetime
) -> CollectiveNeed:
    """Recognise a gathered need as the community's. Raises Forbidden, RowChanged, Refused."""
    collective = _locked(actor, "collective.recognised", collective_id, at, seen)
    if collective.state == CollectiveState.RECOGNISED:
        raise Refused(_("It is already the community’s."))
    ids = list(collective.pooled.values_list("need", flat=True))
    agreed = not collective.pooled.filter(agreed=False).exists()
    pooling.check_enough(homes_of(ids, at=at).values(), all_agreed=agreed)
    return _recognise(collective, actor=actor, at=at)


def _gathered(
    collective: CollectiveNeed,
    category: str,
    municipality: str | None,
    title: str,
    words: str,
    actor: Actor,
    at: datetime,
) -> CollectiveNeed:
    collective.title = values.text(title, "title", longest=values.LONGEST_NAME)
    collective.words = values.text(words, "words", required=False, longest=2_000)
    facts = verbs.CollectiveGathered(category=category, municipality=municipality, pooled_at=at)
    return record(collective, facts, actor=actor, at=at)


def _pool(
    collective: CollectiveNeed,
    need_ids: Iterable[UUID],
    *,
    agreed: bool,
    actor: Actor,
    at: datetime,
) -> None:
    for need_id in need_ids:
        row = PooledNeed(district=collective.district, collective=collective)
        facts = verbs.NeedPooled(collective=collective.id, need=need_id, agreed=agreed)
        record(row, facts, actor=actor, at=at, caused_by=collective)


def _recognise(collective: CollectiveNeed, *, actor: Actor, at: datetime) -> CollectiveNeed:
    """Put the need on the line, as a community's, with its own file."""
    pathway = pathways.open_pathway(
        actor=actor,
        title=collective.title,
        district=collective.district,
        municipality=collective.municipality_id,
        at=at,
    )
    need = pathways.recognise_need(
        actor=actor,
        pathway_id=pathway.id,
        category=collective.category,
        severity=Severity.MODERATE,
        words_of=Voice.WORKER,
        expressed=False,
        words=collective.words,
        caused_by=collective,
        at=at,
    )
    facts = verbs.CollectiveRecognised(need=need.id)
    return record(collective, facts, actor=actor, at=at, caused_by=need)


def _locked(
    actor: Actor, verb: str, collective_id: UUID, at: datetime, seen: int | None = None
) -> CollectiveNeed:
    rows = permissions.near(actor, CollectiveNeed.objects.all())
    collective = lock(rows, collective_id, seen=seen)
    permissions.demand(actor, verb, collective, at=at)
    return collective
