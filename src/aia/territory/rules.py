"""Pure decisions: what a written figure means, and whether a position can be right."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from aia.territory.outlines import Ring, box

_ITALIAN = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", re.ASCII)
_POINT = re.compile(r"[+-]?\d+\.\d{1,2}", re.ASCII)
_DEGREES = re.compile(r"-?\d{1,3}([.,]\d+)?", re.ASCII)
_LARGEST = Decimal(10) ** 15
_CENT = Decimal("0.01")
_MICRODEGREE = Decimal("0.000001")

ITALY_BOX = (6.0, 35.0, 19.0, 48.0)
"""West, south, east, north, in degrees, with the islands."""

_MARGIN = 0.02
"""How far outside the municipality's box a position may lie, in degrees (about two kilometres)."""


class NotAFigure(ValueError):
    """A cell holds something else than a figure; the message says what."""


class WrongPosition(ValueError):
    """A position cannot be right; the message says why."""


@dataclass(frozen=True)
class Position:
    """Degrees, WGS 84, to the sixth decimal (about ten centimetres)."""

    latitude: Decimal
    longitude: Decimal


def figure(text: str) -> Decimal | None:
    """Return the figure as Italian statistics write it; None for an empty cell (not published).

    "1.234,5" and "1234,5" are one thousand two hundred thirty-four and a half; "1.234" has a
    thousands point; "12.5" a decimal point. Raises NotAFigure for anything else.
    """
    text = text.strip().replace("\u00a0", "")
    if not text:
        return None
    if _ITALIAN.fullmatch(text):
        value = Decimal(text.replace(".", "").replace(",", "."))
    elif _POINT.fullmatch(text):
        value = Decimal(text)
    else:
        raise NotAFigure(_("“%(text)s” is not a figure") % {"text": text[:40]})
    if abs(value) >= _LARGEST:
        raise NotAFigure(_("“%(text)s” is too large to be right") % {"text": text[:40]})
    return value.quantize(_CENT)


def count(text: str) -> Decimal | None:
    """Return a count of people: a whole figure, zero or more; None for an empty cell."""
    value = figure(text)
    if value is not None and (value < 0 or value != value.to_integral_value()):
        raise NotAFigure(_("“%(text)s” is not a count of people") % {"text": text[:40]})
    return value


def position(latitude: str, longitude: str) -> Position:
    """Return the position written in degrees, with a decimal point or comma.

    Raises WrongPosition when it is not a position in Italy; says so when the two look swapped.
    """
    texts = latitude.strip()[:30], longitude.strip()[:30]
    if not all(_DEGREES.fullmatch(text) for text in texts):
        told = {"latitude": texts[0], "longitude": texts[1]}
        text = _("“%(latitude)s, %(longitude)s” are not degrees such as 45.1333, 10.0242")
        raise WrongPosition(text % told)
    lat, lon = (Decimal(text.replace(",", ".")).quantize(_MICRODEGREE) for text in texts)
    found = Position(lat, lon)
    if not lies_in(found, ITALY_BOX):
        if lies_in(Position(found.longitude, found.latitude), ITALY_BOX):
            raise WrongPosition(_("latitude and longitude look swapped"))
        raise WrongPosition(_("the position lies outside Italy"))
    return found


def check_near(found: Position, outline: list[Ring] | None, name: str) -> None:
    """Raise WrongPosition when the position is clearly not in the municipality."""
    if not outline:
        return
    west, south, east, north = box(outline)
    around = (west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN)
    if not lies_in(found, around):
        raise WrongPosition(_("the position does not lie in %(name)s") % {"name": name})


def lies_in(found: Position, around: tuple[float, float, float, float]) -> bool:
    """Say whether the position lies in the box west, south, east, north."""
    west, south, east, north = around
    return west <= found.longitude <= east and south <= found.latitude <= north


def share(part: int, whole: int) -> float | None:
    """Return the percentage; None when there is nobody."""
    return 100 * part / whole if whole else None


def classes(values: list[float], wanted: int = 5) -> list[float]:
    """Return the upper bounds of at most `wanted` classes of equal size, for colouring a map."""
    ordered = sorted(values)
    if not ordered:
        return []
    cuts = [ordered[-(-len(ordered) * step // wanted) - 1] for step in range(1, wanted + 1)]
    return [cut for cut, after in pairwise([*cuts, float("inf")]) if cut != after]


def class_of(value: float, bounds: list[float]) -> int:
    """Return in which class (from 0) a value lies."""
    return next((i for i, bound in enumerate(bounds) if value <= bound), len(bounds) - 1)
