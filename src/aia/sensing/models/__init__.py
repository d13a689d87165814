"""The tables of sensing. What belongs to a notice lies on the notice's own chain."""

from aia.sensing.models.following import Alarm, Outreach, OutreachAttempt
from aia.sensing.models.notices import Notice, NoticeMedia, NoticeWord
from aia.sensing.models.sensors import Sensor, SensorTie, SensorTraining, SensorVoice
from aia.sensing.models.triage import RoutingRule, Suggestion

__all__ = [
    "Alarm",
    "Notice",
    "NoticeMedia",
    "NoticeWord",
    "Outreach",
    "OutreachAttempt",
    "RoutingRule",
    "Sensor",
    "SensorTie",
    "SensorTraining",
    "SensorVoice",
    "Suggestion",
]
