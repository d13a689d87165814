"""Every write of sensing."""

from aia.sensing.actions.media import Media, remove_media
from aia.sensing.actions.receiving import Received, receive_notice
from aia.sensing.actions.sensors import (
    change_sensor,
    close_sensor,
    pause_sensor,
    register_sensor,
    renew_sensor_code,
    resume_sensor,
)

__all__ = [
    "Media",
    "Received",
    "change_sensor",
    "close_sensor",
    "pause_sensor",
    "receive_notice",
    "register_sensor",
    "remove_media",
    "renew_sensor_code",
    "resume_sensor",
]
