"""Sensors join the network, rest, come back and leave it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.pathways.terms import Refused
from aia.people import queries as people
from aia.sensing import permissions
from aia.sensing.actions.locking import locked_sensor
from aia.sensing.models import Sensor
from aia.sensing.rules import values
from aia.sensing.terms import Formality, SensorCloseReason, SensorKind, SensorState
from aia.sensing.verbs import sensors as verbs
from aia.territory.queries import UnknownMunicipality, current_code, place_list
from aia.trace.actions import record

# No letter or digit that is taken for another when it is read aloud or copied by hand.
_CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_CODE_LENGTH = 8
_FEWEST_CORNERS, _MOST_CORNERS = 3, 200
_LATITUDES, _LONGITUDES = Decimal(90), Decimal(180)

Corner = tuple[float, float]
"""A corner of a home area: latitude and longitude in degrees (WGS 84)."""


@transaction.atomic
def register_sensor(
    *,
    actor: Actor,
    district: str,
    kind: str,
    formality: str,
    name: str,
    municipality: str,
    about: str = "",
    place_id: UUID | None = None,
    organisation_id: UUID | None = None,
    person_id: UUID | None = None,
    area: Sequence[Corner] = (),
    at: datetime,
) -> Sensor:
    """Let a place, an organisation or somebody with a role in daily life join the network.

    `municipality` is an ISTAT code. The page's code is drawn here. Raises Forbidden, Refused.
    """
    sensor = Sensor(district=district)
    permissions.demand(actor, "sensor.registered", sensor, at=at)
    sensor.name = values.text(name, "name", required=True, longest=values.LONGEST_NAME)
    sensor.about = values.text(about, "about", longest=values.LONGEST_LINE)
    facts = verbs.SensorRegistered(
        kind=values.code(kind, SensorKind, "kind"),
        formality=values.code(formality, Formality, "formality"),
        place=_place(place_id, district),
        organisation=people.get_organisation(actor, organisation_id).id
        if organisation_id
        else None,
        person=people.get_person(actor, person_id, at=at).id if person_id else None,
        municipality=_municipality(municipality),
        area=_corners(area),
        code=_new_code(),
        registered_at=at,
    )
    return record(sensor, facts, actor=actor, at=at)


@transaction.atomic
def change_sensor(
    *,
    actor: Actor,
    sensor_id: UUID,
    name: str,
    formality: str,
    municipality: str,
    about: str = "",
    area: Sequence[Corner] = (),
    seen: int | None = None,
    at: datetime,
) -> Sensor:
    """Change what is known of a sensor. Raises Forbidden, RowChanged, Refused."""
    sensor = locked_sensor(sensor_id, seen=seen)
    permissions.demand(actor, "sensor.changed", sensor, at=at)
    sensor.name = values.text(name, "name", required=True, longest=values.LONGEST_NAME)
    sensor.about = values.text(about, "about", longest=values.LONGEST_LINE)
    facts = verbs.SensorChanged(
        formality=values.code(formality, Formality, "formality"),
        municipality=_municipality(municipality),
        area=_corners(area),
    )
    return record(sensor, facts, actor=actor, at=at)


@transaction.atomic
def renew_sensor_code(
    *, actor: Actor, sensor_id: UUID, seen: int | None = None, at: datetime
) -> Sensor:
    """Give the sensor's page another address: posters with the old one no longer work.

    Raises Forbidden, RowChanged.
    """
    sensor = locked_sensor(sensor_id, seen=seen)
    permissions.demand(actor, "sensor.coded", sensor, at=at)
    return record(sensor, verbs.SensorCoded(code=_new_code()), actor=actor, at=at)


@transaction.atomic
def pause_sensor(
    *,
    actor: Actor,
    sensor_id: UUID,
    until: date | None = None,
    seen: int | None = None,
    at: datetime,
) -> Sensor:
    """Let a sensor rest until a day, or until it says so. Raises Forbidden, RowChanged, Refused."""
    sensor = locked_sensor(sensor_id, seen=seen)
    permissions.demand(actor, "sensor.paused", sensor, at=at)
    _check_not_closed(sensor)
    if until is not None and until <= timezone.localdate(at):
        raise Refused(_("Choose a day that is still to come."), field="until")
    return record(sensor, verbs.SensorPaused(paused_until=until), actor=actor, at=at)


@transaction.atomic
def resume_sensor(
    *, actor: Actor, sensor_id: UUID, seen: int | None = None, at: datetime
) -> Sensor:
    """Let a sensor that rested or had closed take notices again.

    Raises Forbidden, RowChanged; for a closed one only the office may.
    """
    sensor = locked_sensor(sensor_id, seen=seen)
    verb = "sensor.registered" if sensor.state == SensorState.CLOSED else "sensor.resumed"
    permissions.demand(actor, verb, sensor, at=at)
    if sensor.state == SensorState.ACTIVE:
        return sensor
    return record(sensor, verbs.SensorResumed(), actor=actor, at=at)


@transaction.atomic
def close_sensor(
    *, actor: Actor, sensor_id: UUID, reason: str, seen: int | None = None, at: datetime
) -> Sensor:
    """Let a sensor leave the network. Raises Forbidden, RowChanged, Refused."""
    sensor = locked_sensor(sensor_id, seen=seen)
    permissions.demand(actor, "sensor.closed", sensor, at=at)
    _check_not_closed(sensor)
    facts = verbs.SensorClosed(
        closed_at=at, close_reason=values.code(reason, SensorCloseReason, "reason")
    )
    return record(sensor, facts, actor=actor, at=at)


def _check_not_closed(sensor: Sensor) -> None:
    if sensor.state == SensorState.CLOSED:
        raise Refused(_("This sensor has left the network: let it come back first."))


def _municipality(istat: str) -> str:
    try:
        return current_code(istat)
    except UnknownMunicipality as error:
        raise Refused(_("Choose a municipality from the list."), field="municipality") from error


def _place(place_id: UUID | None, district: str) -> UUID | None:
    if place_id is not None and not place_list(district).filter(pk=place_id).exists():
        raise Refused(_("Choose a place from the list."), field="place_id")
    return place_id


def _corners(area: Sequence[Corner]) -> tuple[str, ...]:
    """Return the corners as codes "latitude:longitude", five decimals (about a metre)."""
    if area and not _FEWEST_CORNERS <= len(area) <= _MOST_CORNERS:
        raise Refused(
            _("An area has from 3 to %(most)s corners.") % {"most": _MOST_CORNERS}, field="area"
        )
    return tuple(f"{_degrees(n, _LATITUDES)}:{_degrees(e, _LONGITUDES)}" for n, e in area)


def _degrees(told: float, most: Decimal) -> str:
    try:
        exact = Decimal(str(told)).quantize(Decimal("0.00001"))
    except InvalidOperation as error:
        raise Refused(_("A corner of the area is not on Earth."), field="area") from error
    if exact.is_nan() or not -most <= exact <= most:
        raise Refused(_("A corner of the area is not on Earth."), field="area")
    return format(exact.normalize(), "f")


def _new_code() -> str:
    """Return a page's code that no sensor has: nobody can guess one from another."""
    while True:
        code = "".join(secrets.choice(_CODE_LETTERS) for _letter in range(_CODE_LENGTH))
        if not Sensor.objects.filter(code=code).exists():
            return code
