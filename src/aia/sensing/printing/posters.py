"""What the poster and the card of a sensor say, in the languages asked for."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from aia.kit.typesetting import typeset
from aia.sensing.models import Sensor
from aia.sensing.speech import Speech
from aia.sensing.terms import SensorKind
from aia.trace.terms import Origin

_HERE = Path(__file__).parent
_FONTS = _HERE / "fonts"
A4, A6 = "poster.typ", "card.typ"
_LINES = ("headline", "promise", "scan", "reads", "danger")


@dataclass(frozen=True)
class Printed:
    """A PDF/UA-1 file and the name under which to save it."""

    name: str
    content: bytes


def print_poster(sensor: Sensor, languages: Sequence[Speech]) -> Printed:
    """Return the poster, A4: the first language large, the others below. Raises PrintFailed."""
    return Printed(f"aia-{sensor.code}-a4.pdf", _typeset(A4, sensor, languages))


def print_card(sensor: Sensor, languages: Sequence[Speech]) -> Printed:
    """Return the card, A6, in the first language. Raises PrintFailed."""
    return Printed(f"aia-{sensor.code}-a6.pdf", _typeset(A6, sensor, languages))


def page_address(sensor: Sensor) -> str:
    """Return the whole address of the sensor's page, as the code holds it."""
    return settings.PUBLIC_ADDRESS + reverse("doors:door", args=[sensor.code])


def _typeset(template: str, sensor: Sensor, languages: Sequence[Speech]) -> bytes:
    first, address = languages[0], page_address(sensor)
    simulated = sensor.last_entry.origin == Origin.SIMULATED
    data: dict[str, Any] = {
        "title": first.say("poster.headline"),
        "author": "Aia",
        "place": "" if sensor.kind == SensorKind.PERSON else _line(sensor.name),
        "address": address.partition("://")[2].rstrip("/"),
        "code": _code(address),
        "code_alt": f"{first.say('poster.scan')}: {address}",
        "unwatched": first.say("danger.unwatched"),
        "banners": [first.say("common.simulated_text")] if simulated else [],
        "languages": [_language(one) for one in languages],
    }
    return typeset(_HERE / template, data, fonts=_FONTS)


def _language(told: Speech) -> dict[str, str]:
    lines = {name: told.say(f"poster.{name}") for name in _LINES}
    return {"code": told.code, "direction": told.direction, "name": told.name, **lines}


def _code(address: str) -> str:
    """Return the QR code as SVG: a quarter of it may be torn or dirty and it still reads."""
    import segno

    written = io.BytesIO()
    made = segno.make(address, error="q", micro=False)
    made.save(written, kind="svg", border=2, dark="#16324a", xmldecl=False, nl=False)
    return written.getvalue().decode()


def _line(text: str) -> str:
    """Return the text without characters that cannot be printed."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
