"""What many look for: never who, never fewer than can be told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden
from aia.community import permissions
from aia.community.models import CollectiveNeed
from aia.community.rules import pooling
from aia.community.terms import CollectiveState
from aia.pathways.queries import Alike, NeedFile, alike_needs, my_path, taxonomy
from aia.pathways.terms import State
from aia.territory.queries import municipalities_of, residents

_MOST = 200


@dataclass(frozen=True)
class Common:
    """A need that many have in one place: at least so many homes. No town: the whole district."""

    category: str
    label: str
    municipality: str | None
    place: str
    at_least: int


def in_common(actor: Actor, district: str, *, at: datetime) -> list[Common]:
    """Return the needs of at least five homes in one municipality, or else in the district.

    Raises Forbidden.
    """
    if district not in actor.districts(*permissions.OFFICE_ROLES):
        raise Forbidden(_("Here the social services see what many look for."))
    return _common(_recent(district, at), district, at)


def others_nearby(behind: Sequence[Alike], district: str, *, at: datetime) -> list[Common]:
    """Return what others look for too, of the needs behind a plan: nearby, or in the district.

    Nothing when they are few, and nothing of what stays with whom it is of.
    """
    own = {one.home for one in behind}
    sorts = {one.category for one in behind} - pooling.KEPT_APART
    if not sorts:
        return []
    others = [one for one in _recent(district, at, sorts) if one.home not in own]
    large = _large_places(district)
    towns = {one.municipality for one in behind} & set(large)
    found = []
    for sort in sorted(sorts):
        alike = [one for one in others if one.category == sort]
        near = [one for one in alike if one.municipality in towns]
        for group, place in ((near, _names(towns, large)), (alike, _("the district"))):
            told = pooling.at_least(len({one.home for one in group}))
            if told >= pooling.LEAST_OTHERS:
                found.append(Common(sort, _label(sort, at), None, place, told))
                break
    return found


def collectives(actor: Actor) -> list[CollectiveNeed]:
    """Return the needs in common of the actor's districts, the latest first. Raises Forbidden."""
    districts = actor.districts(*permissions.AROUND)
    if not districts:
        raise Forbidden(_("Here bodies and services see what many look for."))
    return list(_read().filter(district__in=districts).order_by("-pooled_at", "-id")[:_MOST])


def get_collective(actor: Actor, collective_id: UUID, verb: str, *, at: datetime) -> CollectiveNeed:
    """Return a need in common. Raises Forbidden, CollectiveNeed.DoesNotExist."""
    collective = permissions.near(actor, _read()).get(pk=collective_id)
    permissions.demand(actor, verb, collective, at=at)
    return collective


def own_needs(actor: Actor, *, at: datetime) -> dict[UUID, NeedFile]:
    """Return the open needs of the actor's own path, by id; none to who has no path."""
    path = my_path(actor, at=at)
    files = path.needs if path else []
    return {one.need.id: one for one in files if one.need.state == State.OPEN}


def gatherings_for(category: str, district: str) -> list[CollectiveNeed]:
    """Return the needs of a sort that are being gathered with who agrees."""
    rows = CollectiveNeed.objects.filter(
        category=category, district=district, state=CollectiveState.GATHERING
    )
    return list(rows.order_by("title", "id"))


def recognised_in(district: str) -> list[tuple[UUID, str]]:
    """Return the needs recognised as the community's, to choose from."""
    rows = CollectiveNeed.objects.filter(district=district, state=CollectiveState.RECOGNISED)
    return list(rows.order_by("-pooled_at", "-id").values_list("id", "title")[:_MOST])


def told_size(collective: CollectiveNeed) -> str:
    """Return how many needs are in it, in words that count nobody."""
    number = collective.pooled.count()
    if number < pooling.LEAST:
        return _("Fewer than %(least)s people, who agreed to it.") % {"least": pooling.LEAST}
    return _("At least %(number)s people.") % {"number": pooling.at_least(number)}


def label_of(category: str, *, at: datetime) -> str:
    """Return the name of a category of need."""
    return _label(category, at)


def _read() -> QuerySet[CollectiveNeed]:
    rows = CollectiveNeed.objects.select_related("municipality")
    return rows.defer("municipality__outline")


def _recent(district: str, at: datetime, sorts: Collection[str] = ()) -> list[Alike]:
    since = at - timedelta(days=pooling.MONTHS_DAYS)
    return alike_needs(district, since=since, categories=sorts, at=at)


def _common(told: Iterable[Alike], district: str, at: datetime) -> list[Common]:
    large = _large_places(district)
    homes: dict[tuple[str, str | None], set[UUID]] = {}
    for one in told:
        if one.category in pooling.KEPT_APART:
            continue
        homes.setdefault((one.category, None), set()).add(one.home)
        if one.municipality in large:
            homes.setdefault((one.category, one.municipality), set()).add(one.home)
    found = [
        Common(
            category,
            _label(category, at),
            town,
            large[town] if town else _("the district"),
            pooling.at_least(len(group)),
        )
        for (category, town), group in homes.items()
        if len(group) >= pooling.LEAST
    ]
    return sorted(found, key=lambda one: (-one.at_least, one.label, one.place))


def _large_places(district: str) -> dict[str, str]:
    """Return the names of the municipalities large enough to be told, by their ISTAT code."""
    return {
        one.municipality.istat: one.municipality.name
        for one in residents(municipalities_of(district))
        if (one.total or 0) >= pooling.LEAST_RESIDENTS
    }


def _names(towns: Iterable[str | None], large: dict[str, str]) -> str:
    return ", ".join(sorted(large[town] for town in towns if town))


def _label(category: str, at: datetime) -> str:
    return taxonomy().label(category, timezone.localdate(at))
