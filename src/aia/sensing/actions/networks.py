"""Who speaks for a sensor, whom it knows, what its people learned."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.queries import account_names
from aia.access.terms import Actor
from aia.pathways.terms import Refused
from aia.sensing import permissions
from aia.sensing.actions.locking import locked_sensor
from aia.sensing.models import Sensor, SensorTie, SensorTraining, SensorVoice
from aia.sensing.models.sensors import OfSensor
from aia.sensing.rules import values
from aia.sensing.terms import DayPart, SensorState, TieKind
from aia.sensing.verbs import sensors as verbs
from aia.trace.actions import lock, record

_S = TypeVar("_S", bound=OfSensor)

PASSED_FROM = 80
"""Of 100: the share of the training's check that shows it was understood."""
VALID_YEARS = 2
_MOST_SCORE = 100


@transaction.atomic
def add_voice(*, actor: Actor, sensor_id: UUID, account: UUID, at: datetime) -> SensorVoice:
    """Let an account speak for a sensor; one that does already stays as it is.

    Raises Forbidden, Refused.
    """
    sensor = _open_sensor(sensor_id)
    permissions.demand(actor, "sensor_voice.added", sensor, at=at)
    if not account_names([account]):
        raise Refused(_("Choose an account from the list."), field="account")
    there = SensorVoice.objects.filter(sensor=sensor, account=account, until=None).first()
    if there is not None:
        return there
    voice = SensorVoice(district=sensor.district, sensor=sensor)
    facts = verbs.SensorVoiceAdded(sensor=sensor.id, account=account, since=timezone.localdate(at))
    return record(voice, facts, actor=actor, at=at)


@transaction.atomic
def remove_voice(
    *, actor: Actor, voice_id: UUID, seen: int | None = None, at: datetime
) -> SensorVoice:
    """Let an account no longer speak for a sensor. Raises Forbidden, RowChanged."""
    voice = _held(SensorVoice, voice_id, "sensor_voice.ended", actor, at, seen)
    if voice.until is not None:
        return voice
    return record(voice, verbs.SensorVoiceEnded(until=timezone.localdate(at)), actor=actor, at=at)


@transaction.atomic
def tie_sensors(
    *,
    actor: Actor,
    sensor_id: UUID,
    other_id: UUID,
    kind: str,
    covers: str = "",
    parts: Collection[str] = (),
    at: datetime,
) -> SensorTie:
    """Tie two sensors of one district into a network: who knows whom, who covers what and when.

    `covers` are streets in words, `parts` parts of the day (`DayPart`). Raises Forbidden, Refused.
    """
    if sensor_id == other_id:
        raise Refused(_("A sensor cannot be tied to itself."), field="other_id")
    sensor, other = _open_sensor(sensor_id), _open_sensor(other_id)
    permissions.demand(actor, "sensor_tie.tied", sensor, at=at)
    if sensor.district != other.district:
        raise Refused(_("The two sensors are of different districts."), field="other_id")
    told = values.code(kind, TieKind, "kind")
    if SensorTie.objects.filter(sensor=sensor, other=other, kind=told, until=None).exists():
        raise Refused(_("The two sensors are already tied in this way."), field="kind")
    tie = SensorTie(district=sensor.district, sensor=sensor)
    tie.covers = values.text(covers, "covers", longest=200)
    facts = verbs.SensorTieTied(
        sensor=sensor.id,
        other=other.id,
        kind=told,
        parts=values.codes(parts, DayPart, "parts"),
        since=timezone.localdate(at),
    )
    return record(tie, facts, actor=actor, at=at)


@transaction.atomic
def untie_sensors(
    *, actor: Actor, tie_id: UUID, seen: int | None = None, at: datetime
) -> SensorTie:
    """End a tie between two sensors. Raises Forbidden, RowChanged."""
    tie = _held(SensorTie, tie_id, "sensor_tie.untied", actor, at, seen)
    if tie.until is not None:
        return tie
    return record(tie, verbs.SensorTieUntied(until=timezone.localdate(at)), actor=actor, at=at)


@transaction.atomic
def record_training(
    *,
    actor: Actor,
    sensor_id: UUID,
    edition: int,
    score: int,
    account: UUID | None = None,
    at: datetime,
) -> SensorTraining:
    """Put the answers to the training's check on record: `score` of 100.

    From 80 it is passed, for two years. A worse later attempt takes nothing away. Raises
    Forbidden, Refused.
    """
    sensor = locked_sensor(sensor_id)
    permissions.demand(actor, "sensor_training.taken", sensor, at=at)
    if not 0 <= score <= _MOST_SCORE:
        raise Refused(_("The score goes from 0 to 100."), field="score")
    passed = score >= PASSED_FROM
    until = _years_after(timezone.localdate(at), VALID_YEARS) if passed else None
    training = SensorTraining(district=sensor.district, sensor=sensor)
    facts = verbs.SensorTrainingTaken(
        sensor=sensor.id,
        account=account,
        taken_at=at,
        edition=edition,
        score=score,
        passed=passed,
        valid_until=until,
    )
    record(training, facts, actor=actor, at=at)
    if until is not None and (sensor.trained_until is None or until > sensor.trained_until):
        trained = verbs.SensorTrained(trained_until=until)
        record(sensor, trained, actor=actor, at=at, caused_by=training)
    return training


def _open_sensor(sensor_id: UUID) -> Sensor:
    sensor = Sensor.objects.get(pk=sensor_id)
    if sensor.state == SensorState.CLOSED:
        raise Refused(_("This sensor has left the network: let it come back first."))
    return sensor


def _held(
    model: type[_S], row_id: UUID, verb: str, actor: Actor, at: datetime, seen: int | None
) -> _S:
    row = lock(model._default_manager.select_related("sensor"), row_id, seen=seen)
    permissions.demand(actor, verb, row, at=at)
    return row


def _years_after(day: date, years: int) -> date:
    """Return the same day some years later; 28 February for a 29th that is not there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
