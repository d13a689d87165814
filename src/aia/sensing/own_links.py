"""The link that opens a sensor's own page to who has no account: signed, and only for that page.

It holds until the sensor's code is renewed.
"""

from __future__ import annotations

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from aia.sensing.models import Sensor

_SALT = "aia.sensing.own"
_LENGTH = 22


def key_of(sensor: Sensor) -> str:
    """Return the last part of the link."""
    return signing.Signer(salt=_SALT).signature(f"{sensor.id.hex}:{sensor.code}")[:_LENGTH]


def opens(sensor: Sensor, key: str) -> bool:
    """Say whether somebody holds the sensor's own link."""
    return constant_time_compare(key, key_of(sensor))


def own_link(sensor: Sensor) -> str:
    """Return the address to hand to who speaks for the sensor."""
    return reverse("doors:ours", args=[sensor.code, key_of(sensor)])
