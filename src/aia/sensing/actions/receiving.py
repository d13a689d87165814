"""A notice comes in: exactly once, with its receipt, routed and dated, its words sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.kit import crypto
from aia.kit.ids import derived_id
from aia.pathways.queries import taxonomy
from aia.pathways.terms import Refused
from aia.people.actions import save_keys, sealed_text
from aia.people.terms import AgeBand
from aia.sensing import deadlines, permissions
from aia.sensing.actions import media as files
from aia.sensing.actions.media import Media
from aia.sensing.actions.routing import route_for
from aia.sensing.danger import found as dangers
from aia.sensing.models import Notice, Sensor
from aia.sensing.rules import clocks, receipts, values
from aia.sensing.rules.routing import Told
from aia.sensing.tasks import suggest_soon
from aia.sensing.terms import Awareness, NoticeDoor, SensorState, Urgency
from aia.sensing.verbs import notices as verbs
from aia.territory.queries import UnknownMunicipality, current_code, place_list
from aia.trace.actions import record

_DOORS_OF_REPORTERS = (NoticeDoor.SENSOR, NoticeDoor.CITIZEN)


@dataclass(frozen=True)
class Received:
    """What came of sending a notice. `receipt_code` is sixteen digits, shown to the sender only.

    `already_there` says that the same sending had come in before: nothing was added by this one.
    """

    notice: Notice
    receipt_code: str | None
    already_there: bool


@dataclass(frozen=True)
class _Words:
    """The parts of a notice that are sealed."""

    text: str
    place: str
    contact: str


@dataclass(frozen=True)
class _Sending:
    """One sending, checked: who, by which door, what it tells."""

    actor: Actor
    district: str
    door: str
    sensor: Sensor | None
    origin: UUID
    words: _Words
    told: dict[str, Any] = field(default_factory=dict)
    receipt: str | None = None
    receipt_hash: bytes = b""


def receive_notice(
    *,
    actor: Actor,
    district: str,
    door: str,
    client_key: str,
    text: str,
    urgency: str = Urgency.LOW,
    awareness: str = Awareness.UNSAID,
    age_band: str = AgeBand.UNKNOWN,
    sensor_id: UUID | None = None,
    municipality: str | None = None,
    place_id: UUID | None = None,
    place_words: str = "",
    contact: str = "",
    language: str = "it",
    category: str | None = None,
    seen_at: datetime | None = None,
    media: Sequence[Media] = (),
    with_receipt: bool = False,
    at: datetime,
) -> Received:
    """Take in a notice; the same `client_key` from the same sender changes nothing the second time.

    `municipality` is an ISTAT code, the sensor's when none is told. `text` may be empty only when
    something else comes with it. With a receipt the code is worked out from `client_key`, so a
    repeated sending gets it again. No address and no device is asked for or kept. Raises
    Forbidden; Refused naming the field.
    """
    permissions.demand_door(actor, values.code(door, NoticeDoor, "door"), district)
    key = values.client_key(client_key, secret=with_receipt)
    sensor = _sensor(sensor_id, district, seen_at, at)
    origin = _origin(actor, district, door, sensor, key)
    receipt = _receipt(origin, key) if with_receipt else None
    there = Notice.objects.filter(origin=origin).first()
    if there is not None:
        return Received(there, receipt if there.receipt_hash else None, already_there=True)
    moment, doubt = clocks.seen(seen_at, at)
    sending = _Sending(
        actor=actor,
        district=district,
        door=door,
        sensor=sensor,
        origin=origin,
        words=_words(text, place_words, contact, required=not media),
        told={
            "municipality": _municipality(municipality, sensor),
            "place": _place(place_id, sensor, district),
            "age_band": values.code(age_band, AgeBand, "age_band"),
            "urgency": values.code(urgency, Urgency, "urgency"),
            "awareness": values.code(awareness, Awareness, "awareness"),
            "language": values.language(language),
            "seen_at": moment,
            "seen_doubt": doubt,
            **_kind(category, at),
        },
        receipt=receipt,
        # Before the transaction: nobody waits for a hash that is slow on purpose.
        receipt_hash=receipts.hashed(receipt) if receipt else b"",
    )
    return _keep(sending, media, at)


def _keep(sending: _Sending, media: Sequence[Media], at: datetime) -> Received:
    """Save the notice with what comes with it, or find that another sending was quicker."""
    try:
        with transaction.atomic():
            notice, key = _recorded(sending, at)
            files.keep_all(notice, key, media, actor=sending.actor, at=at)
            suggest_soon(notice)
    except IntegrityError:
        there = Notice.objects.filter(origin=sending.origin).first()
        if there is None:
            raise
        return Received(there, sending.receipt, already_there=True)
    return Received(notice, sending.receipt, already_there=False)


def _recorded(sending: _Sending, at: datetime) -> tuple[Notice, bytes]:
    """Record the notice under a key of its own; return both."""
    notice = Notice(district=sending.district)
    key = crypto.new_key()
    save_keys({notice.id: key})
    notice.sealed_text = sealed_text(key, notice, "sealed_text", sending.words.text)
    notice.sealed_place = sealed_text(key, notice, "sealed_place", sending.words.place)
    notice.sealed_contact = sealed_text(key, notice, "sealed_contact", sending.words.contact)
    if sending.receipt:
        notice.receipt_tag = receipts.tag(settings.AIA_SEARCH_KEY(), sending.receipt)
        notice.receipt_hash = sending.receipt_hash
    told = sending.told
    asked = ("municipality", "urgency", "age_band", "language", "domain", "category")
    route = route_for(
        sending.district, Told(door=sending.door, **{name: told[name] for name in asked})
    )
    danger = bool(dangers(sending.words.text))
    due = deadlines.due(
        deadlines.LOOK,
        at,
        sending.district,
        urgency=told["urgency"],
        category=told["category"],
        domain=told["domain"],
        danger=danger,
    )
    facts = verbs.NoticeReceived(
        door=sending.door,
        origin=sending.origin,
        sensor=sending.sensor.id if sending.sensor else None,
        reporter=None if sending.actor.service else _reporter(sending),
        received_at=at,
        danger=danger,
        due_on=due.on,
        due_rule=due.rule,
        assigned_to=route.account,
        route=route.rule,
        route_version=route.version,
        route_because=route.because,
        **told,
    )
    return record(notice, facts, actor=sending.actor, at=at), key


def _reporter(sending: _Sending) -> UUID | None:
    """Return the account that may come back to its notice; an operator writes for somebody else."""
    return sending.actor.id if sending.door in _DOORS_OF_REPORTERS else None


def _sensor(
    sensor_id: UUID | None, district: str, seen_at: datetime | None, at: datetime
) -> Sensor | None:
    """Return the sensor, when it takes notices: also what was written before it closed."""
    if sensor_id is None:
        return None
    sensor = Sensor.objects.filter(pk=sensor_id, district=district).first()
    if sensor is None:
        raise Refused(_("There is no such sensor."), field="sensor")
    waited = sensor.closed_at is not None and seen_at is not None and seen_at <= sensor.closed_at
    if sensor.state == SensorState.CLOSED and not (waited and clocks.seen(seen_at, at)[1] is None):
        raise Refused(
            _(
                "This page no longer takes notices. Tell the social services of your municipality,"
                " or use the district’s own page."
            ),
            field="sensor",
        )
    return sensor


def _origin(actor: Actor, district: str, door: str, sensor: Sensor | None, client_key: str) -> UUID:
    """Return what stands for this sender's key: the same key from another sender is another."""
    source = sensor.code if sensor else ("" if actor.service else actor.id.hex)
    return derived_id("notice", district, door, source, client_key)


def _receipt(origin: UUID, client_key: str) -> str:
    return receipts.code_for(settings.AIA_SEARCH_KEY(), origin.hex, client_key)


def _words(text: str, place: str, contact: str, *, required: bool) -> _Words:
    return _Words(
        text=values.text(text, "text", required=required),
        place=values.text(place, "place_words", longest=values.LONGEST_LINE),
        contact=values.text(contact, "contact", longest=values.LONGEST_LINE),
    )


def _municipality(told: str | None, sensor: Sensor | None) -> str | None:
    if not told:
        return sensor.municipality_id if sensor else None
    try:
        return current_code(told)
    except UnknownMunicipality as error:
        raise Refused(_("Choose a municipality from the list."), field="municipality") from error


def _place(told: UUID | None, sensor: Sensor | None, district: str) -> UUID | None:
    if told is None:
        return sensor.place_id if sensor else None
    if not place_list(district).filter(pk=told).exists():
        raise Refused(_("Choose a place from the list."), field="place_id")
    return told


def _kind(category: str | None, at: datetime) -> dict[str, str | None]:
    """Return the category as it is called today, with its domain. Raises Refused."""
    if not category:
        return {"category": None, "domain": None}
    found = taxonomy().in_use(category, timezone.localdate(at))
    if found is None:
        raise Refused(_("Choose a category of need from the list."), field="category")
    return {"category": found.code, "domain": found.domain}
