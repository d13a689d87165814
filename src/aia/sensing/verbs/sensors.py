"""The verbs of sensors and their networks."""

from datetime import date, datetime
from uuid import UUID

from aia.sensing.terms import SensorState
from aia.trace.terms import Facts, verb


@verb("sensor.registered", of="sensing.Sensor")
class SensorRegistered(Facts):
    """A sensor joined the network."""

    kind: str
    formality: str
    place: UUID | None
    organisation: UUID | None
    person: UUID | None
    municipality: str
    area: tuple[str, ...]
    code: str
    registered_at: datetime
    state: str = SensorState.ACTIVE


@verb("sensor.changed", of="sensing.Sensor")
class SensorChanged(Facts):
    """What is known of it changed; its name and what it says of itself stand apart."""

    formality: str
    municipality: str
    area: tuple[str, ...]


@verb("sensor.coded", of="sensing.Sensor")
class SensorCoded(Facts):
    """Its page has a new address: the old poster no longer works."""

    code: str


@verb("sensor.paused", of="sensing.Sensor")
class SensorPaused(Facts):
    """It rests; without a day, until it says so."""

    paused_until: date | None
    state: str = SensorState.PAUSED


@verb("sensor.resumed", of="sensing.Sensor")
class SensorResumed(Facts):
    """It takes notices again."""

    paused_until: None = None
    state: str = SensorState.ACTIVE
    closed_at: None = None
    close_reason: None = None


@verb("sensor.closed", of="sensing.Sensor")
class SensorClosed(Facts):
    """It left the network."""

    closed_at: datetime
    close_reason: str
    state: str = SensorState.CLOSED


@verb("sensor.trained", of="sensing.Sensor", cause="sensing.SensorTraining")
class SensorTrained(Facts):
    """Somebody of it went through the training."""

    trained_until: date | None


@verb("sensor_training.taken", of="sensing.SensorTraining")
class SensorTrainingTaken(Facts):
    """The check at the end of the training was answered."""

    sensor: UUID
    account: UUID | None
    taken_at: datetime
    edition: int
    score: int
    passed: bool
    valid_until: date | None


@verb("sensor_voice.added", of="sensing.SensorVoice")
class SensorVoiceAdded(Facts):
    """An account speaks for the sensor."""

    sensor: UUID
    account: UUID
    since: date


@verb("sensor_voice.ended", of="sensing.SensorVoice")
class SensorVoiceEnded(Facts):
    """It no longer does."""

    until: date


@verb("sensor_tie.tied", of="sensing.SensorTie")
class SensorTieTied(Facts):
    """Two sensors know of each other."""

    sensor: UUID
    other: UUID
    kind: str
    parts: tuple[str, ...]
    since: date


@verb("sensor_tie.untied", of="sensing.SensorTie")
class SensorTieUntied(Facts):
    """They no longer do."""

    until: date
