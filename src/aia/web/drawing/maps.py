"""Maps of a district's municipalities as SVG: each shape by what is said of it, with its words.

Colours come from classes (`territory.css`, and the page's own); the words of each shape are in
its title, and the same always stands in a table beside the map.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_SWATCH = 16


@dataclass(frozen=True)
class Area:
    """One municipality of the map: its name, its class of colour, and what is said of it."""

    name: str
    look: str
    words: str


@dataclass(frozen=True)
class Key:
    """One line of the legend: a class of colour and what it means."""

    look: str
    words: str


def areas_map(
    paths: Mapping[str, str],
    size: tuple[float, float],
    areas: Mapping[str, Area],
    keys: Sequence[Key],
    title: str,
) -> SafeString:
    """Return the map with its legend. `paths` are SVG path data by ISTAT code in a box of `size`.

    Municipalities that nothing is said of are drawn plain. Those in `areas` are drawn last, so
    that their borders lie on top.
    """
    drawn = sorted(paths, key=lambda istat: istat in areas)
    plain = Area("", "aia-map-none", "")
    shapes = format_html_join(
        "",
        '<path class="aia-map-shape {}" d="{}">{}</path>',
        ((areas.get(istat, plain).look, paths[istat], _said(areas.get(istat))) for istat in drawn),
    )
    width, height = size
    return format_html(
        '<svg class="aia-map" viewBox="-2 -2 {} {}" role="img" aria-label="{}">{}</svg>{}',
        width + 4,
        height + 4,
        title,
        shapes,
        _legend(keys),
    )


def _said(area: Area | None) -> SafeString | str:
    return format_html("<title>{}: {}</title>", area.name, area.words) if area else ""


def _legend(keys: Sequence[Key]) -> SafeString:
    swatch = (
        '<li><svg class="aia-swatch" viewBox="0 0 {0} {0}" aria-hidden="true">'
        '<rect class="aia-map-shape {1}" x="1" y="1" width="{2}" height="{2}"></rect>'
        "</svg> {3}</li>"
    )
    rows = ((_SWATCH, key.look, _SWATCH - 2, key.words) for key in keys)
    return format_html('<ul class="aia-legend">{}</ul>', format_html_join("", swatch, rows))
