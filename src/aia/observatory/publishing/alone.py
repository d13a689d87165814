"""A chart that leaves the page: with its title, what it counts, its day, its source, its address.

It carries its own colours, by day and by night, and says in words what it shows.
"""

from __future__ import annotations

import re
import textwrap
from html import escape

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from aia.observatory.publishing.figures import unit_name
from aia.observatory.publishing.tables import Table

_OPENING = re.compile(r"<svg[^>]*?viewBox=\"0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)\"[^>]*>")
_FONT = "Titillium Web, Arial, sans-serif"
_EDGE, _LINE, _LETTERS = 16, 18, 96
_SMALL, _LARGE = 12, 17


def alone(svg: str, table: Table, *, title: str, source: str, url: str, alt: str) -> str:
    """Return the chart as a picture that explains itself wherever it is put."""
    found = _OPENING.search(svg)
    if found is None:
        raise ValueError("a picture without a view box")
    width, height = float(found[1]), float(found[2])
    chart = svg[found.end() :].removesuffix("</svg>")
    heads = textwrap.wrap(title, 70)
    foot = textwrap.wrap(_("Source:") + f" {source} {_day(table)} {url}", _LETTERS)
    if table.simulated:
        foot.insert(0, _("Simulated data: nobody in it exists."))
    top = _EDGE + _LINE * (len(heads) + 2)
    whole = (width + 2 * _EDGE, top + height + _EDGE + _LINE * (len(foot) + 1))
    lines = [
        *_lines(heads, _EDGE + _LARGE, _LARGE, "#1b2733", bold=True),
        *_lines([unit_name(table.unit)], _EDGE + _LINE * len(heads) + _LARGE, 13, "#4a5663"),
        *_lines(foot, top + height + _EDGE + _SMALL, _SMALL, "#4a5663"),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole[0]:g} {whole[1]:g}"'
        f' width="{whole[0]:g}" height="{whole[1]:g}" role="img" aria-label="{escape(alt)}">'
        f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>"
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(lines)}'
        f'<g transform="translate({_EDGE},{top})">{chart}</g></svg>'
    )


def _lines(lines: list[str], y: float, size: int, colour: str, *, bold: bool = False) -> list[str]:
    weight = ' font-weight="600"' if bold else ""
    return [
        f'<text x="{_EDGE}" y="{y + i * _LINE:g}" font-family="{_FONT}" font-size="{size}"'
        f' fill="{colour}"{weight}>{escape(line)}</text>'
        for i, line in enumerate(lines)
    ]


def _day(table: Table) -> str:
    told = {"day": date_format(table.as_of, "DATE_FORMAT"), "edition": table.edition}
    return _("As of %(day)s, edition %(edition)s.") % told
