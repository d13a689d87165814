"""The pictures of the territory's pages: a map of the district and an age pyramid, as SVG.

No style attribute and no script: classes are coloured by `territory.css`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from aia.territory.models import Place
from aia.territory.outlines import Drawing
from aia.territory.rules import class_of, classes

BAND = 5
_BAR, _GAP, _HALF, _MIDDLE = 13, 2, 250, 60
_SWATCH = 16


@dataclass(frozen=True)
class Shaded:
    """One shape of the map: its name, its value (None: not known), and whether it is certain."""

    name: str
    value: float | None
    certain: bool


def percent(value: float | None) -> str:
    """Return a percentage as people write it, with one decimal."""
    return "—" if value is None else f"{number_format(value, 1)}%"


def whole(value: float | None) -> str:
    """Return a whole number with its thousands grouped."""
    return "—" if value is None else number_format(value, 0, use_l10n=True, force_grouping=True)


def district_map(
    drawing: Drawing, shades: Mapping[str, Shaded], places: Iterable[Place], title: str
) -> SafeString:
    """Return the map, each municipality in the colour of its class, with places and legend."""
    bounds = classes([shade.value for shade in shades.values() if shade.value is not None])
    shapes = format_html_join(
        "",
        '<path class="aia-map-shape {}{}" d="{}"><title>{}: {}</title></path>',
        (
            (
                _class(shades[istat].value, bounds),
                "" if shades[istat].certain else " aia-map-deduced",
                path,
                shades[istat].name,
                percent(shades[istat].value),
            )
            for istat, path in drawing.paths.items()
            if istat in shades
        ),
    )
    return format_html(
        '<svg class="aia-map" viewBox="-2 -2 {} {}" role="img" aria-label="{}">{}{}</svg>{}',
        drawing.width + 4,
        drawing.height + 4,
        title,
        shapes,
        _dots(drawing, places),
        _legend(bounds, any(not shade.certain for shade in shades.values())),
    )


def _dots(drawing: Drawing, places: Iterable[Place]) -> SafeString:
    """Return a dot for each place, with its name."""
    return format_html_join(
        "",
        '<circle class="aia-map-place" cx="{}" cy="{}" r="4"><title>{}: {}</title></circle>',
        (
            (f"{x:.1f}", f"{y:.1f}", place.get_kind_display(), place.name)
            for place in places
            for x, y in [drawing.projection.point(float(place.longitude), float(place.latitude))]
        ),
    )


def age_pyramid(counts: NDArray[np.int64], title: str) -> SafeString:
    """Return men to the left and women to the right, by bands of five years, oldest on top."""
    bands = age_bands(counts)
    most = max((max(women, men) for _name, women, men in bands), default=0) or 1
    rows = ((row * (_BAR + _GAP), band) for row, band in enumerate(reversed(bands)))
    heads = format_html(
        '<text class="aia-age" x="{}" y="-6" text-anchor="end">{}</text>'
        '<text class="aia-age" x="{}" y="-6">{}</text>',
        _HALF,
        _("Men"),
        _HALF + _MIDDLE,
        _("Women"),
    )
    return format_html(
        '<svg class="aia-pyramid" viewBox="0 -22 {} {}" role="img" aria-label="{}">{}{}</svg>',
        2 * _HALF + _MIDDLE,
        len(bands) * (_BAR + _GAP) + 22,
        title,
        heads,
        format_html_join("", "{}", ((_bars(y, band, most),) for y, band in rows)),
    )


def _bars(y: int, band: tuple[str, int, int], most: int) -> SafeString:
    """Return one row of the pyramid: men, ages, women."""
    ages, women, men = band
    return format_html(
        '<rect class="aia-men" x="{}" y="{y}" width="{}" height="{height}"></rect>'
        '<text class="aia-age" x="{}" y="{}" text-anchor="middle">{}</text>'
        '<rect class="aia-women" x="{}" y="{y}" width="{}" height="{height}"></rect>',
        f"{_HALF - _HALF * men / most:.1f}",
        f"{_HALF * men / most:.1f}",
        _HALF + _MIDDLE // 2,
        y + _BAR - 2,
        ages,
        _HALF + _MIDDLE,
        f"{_HALF * women / most:.1f}",
        y=y,
        height=_BAR,
    )


def age_bands(counts: NDArray[np.int64]) -> list[tuple[str, int, int]]:
    """Return (ages, women, men) by bands of five years, youngest first; the last is 100+."""
    found = []
    for first in range(0, len(counts), BAND):
        women, men = (int(n) for n in counts[first : first + BAND].sum(axis=0))
        last = first + BAND - 1
        found.append((f"{first}–{last}" if last < len(counts) else f"{first}+", women, men))
    return found


def _class(value: float | None, bounds: list[float]) -> str:
    return "aia-map-none" if value is None else f"aia-map-{class_of(value, bounds)}"


def _legend(bounds: list[float], some_deduced: bool) -> SafeString:
    told = [
        (f"aia-map-{step}", _("up to %(share)s") % {"share": percent(bound)})
        for step, bound in enumerate(bounds)
    ]
    if some_deduced:
        told.append(("aia-map-deduced", _("dashed border: membership to be checked")))
    swatch = (
        '<li><svg class="aia-swatch" viewBox="0 0 {0} {0}" aria-hidden="true">'
        '<rect class="aia-map-shape {1}" x="1" y="1" width="{2}" height="{2}"></rect>'
        "</svg> {3}</li>"
    )
    items = format_html_join(
        "", swatch, ((_SWATCH, name, _SWATCH - 2, text) for name, text in told)
    )
    return format_html('<ul class="aia-legend">{}</ul>', items)
