"""A resource as pages tell it: in words, and never who a person is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from aia.commons.forms.openings import hours_shown
from aia.commons.models import Resource
from aia.commons.rules import calendar
from aia.commons.rules.eligibility import sentences
from aia.commons.terms import ResourceState
from aia.territory.queries import municipalities_of

_TONES = {
    ResourceState.OFFERED: "good",
    ResourceState.PAUSED: "care",
    ResourceState.WITHDRAWN: "neutral",
}
_DAYS_AHEAD = 14
# A Monday, from which the names of the weekdays are taken.
_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True)
class Shown:
    """What a page says of a resource."""

    row: Resource
    keeper: str
    tone: str
    rests: bool
    for_whom: list[str]
    week: list[tuple[str, str]]
    coming: list[tuple[date, str]]


def shown(resource: Resource, *, at: datetime) -> Shown:
    """Return what the page of a resource says: also when it is open in the coming days."""
    names = dict(municipalities_of(resource.district).values_list("istat", "name"))
    days = calendar.of(resource, resource.municipality.province)
    today = timezone.localdate(at)
    ahead = [today + timedelta(days=number) for number in range(_DAYS_AHEAD)]
    return Shown(
        row=resource,
        keeper=keeper_words(resource),
        tone=_TONES[ResourceState(resource.state)],
        rests=rests(resource, today),
        for_whom=sentences(resource, names),
        week=_week(resource),
        coming=[(day, _day(days, day)) for day in ahead] if resource.hours else [],
    )


def shown_all(resources: Iterable[Resource], *, at: datetime) -> list[Shown]:
    """Return what a list says of each: its names were read with it."""
    today = timezone.localdate(at)
    return [
        Shown(
            row=one,
            keeper=keeper_words(one),
            tone=_TONES[ResourceState(one.state)],
            rests=rests(one, today),
            for_whom=[],
            week=[],
            coming=[],
        )
        for one in resources
    ]


def keeper_words(resource: Resource) -> str:
    """Return who keeps it, as anybody may know: of a person, only that it is one."""
    if resource.organisation_id is None or resource.organisation is None:
        return _("a person of the district")
    return resource.organisation.name


def rests(resource: Resource, today: date) -> bool:
    """Say whether it rests on a day."""
    until = resource.paused_until
    return resource.state == ResourceState.PAUSED and (until is None or today < until)


def _week(resource: Resource) -> list[tuple[str, str]]:
    if not resource.hours:
        return []
    found = []
    for number in range(7):
        name = formats.date_format(_MONDAY + timedelta(days=number), "l")
        found.append((name, hours_shown(resource.hours, number + 1) or _("closed")))
    return found


def _day(days: calendar.Calendar, day: date) -> str:
    spans = calendar.openings(days, day)
    if not spans:
        return _("closed")
    return ", ".join(
        f"{formats.time_format(timezone.localtime(begin).time(), 'H:i')}–"
        f"{formats.time_format(timezone.localtime(end).time(), 'H:i')}"
        for begin, end in spans
    )
