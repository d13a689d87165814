"""What was noticed in the two districts: notices, sensors and rules that the matrix asks about."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from aia.access.tests.personas import MOMENT, Persona
from aia.kit.ids import new_id
from aia.pathways.actions import recognise_need
from aia.people.models import Organisation
from aia.sensing import actions, own_links
from aia.sensing.models import Alarm, Notice, NoticeMedia, Sensor
from aia.sensing.verbs import following as verbs
from aia.trace.actions import record
from tests.matrix.commons import floor
from tests.matrix.people import Subject

_TOWNS = {"own": "019036", "protected": "019036", "elsewhere": "019035"}


def noticed(
    subject: Subject, lead: Persona, chief: Persona, voice: Persona, body: Organisation
) -> None:
    """Register a sensor, send notices from it, and lead one of the protected to her need."""
    sensors = [_sensor(subject, lead, body, number) for number in (1, 2)]
    tie = actions.tie_sensors(
        actor=lead.actor, sensor_id=sensors[0], other_id=sensors[1], kind="knows", at=MOMENT
    )
    spoken = actions.add_voice(actor=lead.actor, sensor_id=sensors[0], account=voice.id, at=MOMENT)
    rule = actions.add_routing_rule(
        actor=chief.actor, district=chief.district, name="Casa", domains=["housing"], at=MOMENT
    )
    first, second = (_notice(subject, lead, sensors[0], number) for number in (1, 2))
    if subject.key == "protected":
        actions.link_to_need(
            actor=lead.actor, notice_id=first.id, need_id=subject.rows["need"], at=MOMENT
        )
    photo = NoticeMedia.objects.get(notice=first)
    subject.around |= {
        "notice": first.id,
        "other": second.id,
        "tie": tie.id,
        "voice": spoken.id,
        "rule": rule.id,
        "media": photo.id,
        "sensor": sensors[0],
        **_addresses(sensors[0]),
        "alarm": _alarm(subject, chief).id,
        "outreach": _outreach(subject, lead),
    }
    floor(subject, lead, body, _TOWNS[subject.key])


def _addresses(sensor_id: UUID) -> dict[str, str]:
    """Return the parts of the addresses of a sensor's own pages."""
    sensor = Sensor.objects.get(pk=sensor_id)
    return {"sensor_code": sensor.code, "own_key": own_links.key_of(sensor)}


def _sensor(subject: Subject, lead: Persona, body: Organisation, number: int) -> UUID:
    sensor = actions.register_sensor(
        actor=lead.actor,
        district=lead.district,
        kind="organisation",
        formality="informal",
        name=f"Sensore {subject.key} {number}",
        municipality=_TOWNS[subject.key],
        organisation_id=body.id,
        at=MOMENT,
    )
    return UUID(str(sensor.id))


def _notice(subject: Subject, lead: Persona, sensor: UUID, number: int) -> Notice:
    return actions.receive_notice(
        actor=lead.actor,
        district=lead.district,
        door="operator",
        client_key=f"matrix-{subject.key}-{number}",
        text=subject.words if subject.key == "protected" and number == 1 else "Serve una mano.",
        sensor_id=sensor,
        media=[actions.Media("photo", "image/png", b"a photo")] if number == 1 else (),
        at=MOMENT,
    ).notice


def _alarm(subject: Subject, chief: Persona) -> Alarm:
    facts = verbs.AlarmRaised(
        kind="scan",
        municipalities=(_TOWNS[subject.key],),
        domain="income",
        category=None,
        since=MOMENT.date(),
        until=MOMENT.date(),
        observed=9,
        expected=Decimal("2.500"),
        statistic=Decimal("6.1000"),
        p=Decimal("0.002000"),
        method="scan.permutation",
        origin=new_id(),
        raised_at=MOMENT,
    )
    return record(Alarm(district=chief.district), facts, actor=chief.actor, at=MOMENT)


def _outreach(subject: Subject, lead: Persona) -> UUID:
    """Recognise a need that nobody voices, and let its lead begin to reach the person."""
    need = recognise_need(
        actor=lead.actor,
        pathway_id=subject.rows["pathway"],
        category="ties.solitude",
        severity=2,
        words_of="worker",
        expressed=False,
        words=subject.words,
        at=MOMENT,
    )
    begun = actions.open_outreach(actor=lead.actor, need_id=need.id, next_how="phone", at=MOMENT)
    return UUID(str(begun.id))
