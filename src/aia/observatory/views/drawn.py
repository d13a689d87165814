"""A table as a page shows it: its chart, its map, the same numbers in rows, its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aia.observatory.publishing import pictures
from aia.observatory.publishing.about import Indicator
from aia.observatory.publishing.alternatives import alternative
from aia.observatory.publishing.figures import (
    MISSING,
    count,
    plain,
    said,
    step_of,
    steps,
    unit_name,
)
from aia.observatory.publishing.labels import Labels, breakdown_name, dimension_head
from aia.observatory.publishing.plans import NARROW, WIDE, colour_of, plan_of
from aia.observatory.publishing.tables import MUNICIPALITY, QUARTER, Table
from aia.territory.queries import outline
from aia.web.drawing.maps import Area, Key, areas_map

FORMATS = ("csv", "excel.csv", "parquet", "json")
_SPARK_WIDTH, _SPARK_HEIGHT, _SPARK_EDGE = 120, 28, 4


@dataclass(frozen=True)
class Download:
    """One file of a table."""

    name: str
    url: str


@dataclass(frozen=True)
class Figure:
    """One table with everything a page shows of it.

    `missing`: the chart is not drawn yet. `names`: how many columns of a row are names.
    """

    id: str
    title: str
    note: str
    chart: SafeString | str
    map: SafeString | str
    missing: bool
    names: int
    head: list[str]
    rows: list[list[str]]
    picture: str
    downloads: list[Download]
    permanent: str
    embed: str
    table: Table


def figure(table: Table, indicator: Indicator, labels: Labels) -> Figure:
    """Return a table with its pictures, in the active language."""
    title = _("%(name)s, %(breakdown)s") % {
        "name": indicator.name,
        "breakdown": breakdown_name(table.breakdown),
    }
    said_alt = alternative(table, labels, title)
    chart = _chart(table, indicator, labels, said_alt)
    return Figure(
        id=table.code.replace(".", "-"),
        title=title,
        note=unit_name(table.unit),
        chart=chart,
        map=district_map(table, labels, title),
        missing=bool(table.breakdown) and not chart,
        names=max(len(table.breakdown), 1),
        head=head(table),
        rows=rows(table, labels),
        picture=address("picture", table) if chart else "",
        downloads=downloads(table),
        permanent=address("edition", table),
        embed=address("embed", table),
        table=table,
    )


def _chart(table: Table, indicator: Indicator, labels: Labels, alt: str) -> SafeString | str:
    """Return the chart twice, for a desk and for a phone: the page shows one of them."""
    found = []
    for width, look in ((WIDE, "aia-chart-wide"), (NARROW, "aia-chart-narrow")):
        colour = colour_of(indicator.part_of_line)
        plan = plan_of(table, labels, colour=colour, width=width)
        if svg := pictures.drawn(table.district, plan):
            found.append((pictures.inline(svg, alt=alt, look=look),))
    return format_html_join("", "{}", found)


def district_map(table: Table, labels: Labels, title: str) -> SafeString | str:
    """Return the map of a table by municipality; "" for other tables, or without boundaries."""
    if table.breakdown != (MUNICIPALITY,):
        return ""
    drawing = outline(table.district)
    if drawing is None:
        return ""
    values = {cell.of[0]: cell.value for cell in table.cells if cell.value is not None}
    bounds = steps(list(values.values()))
    areas = {
        istat: Area(
            labels.name(MUNICIPALITY, istat),
            f"aia-map-{step_of(value, bounds)}",
            said(value, table.unit),
        )
        for istat, value in values.items()
        if istat in drawing.paths
    }
    keys = [
        Key(f"aia-map-{i}", _("up to %(bound)s") % {"bound": plain(bound, table.unit)})
        for i, bound in enumerate(bounds)
    ]
    keys.append(Key("aia-map-none", _("no number")))
    return areas_map(drawing.paths, (drawing.width, drawing.height), areas, keys, title)


def head(table: Table) -> list[str]:
    """Return the heads of the columns: dimensions, the number, what it was made from."""
    names = [dimension_head(one) for one in table.breakdown] or [_("Where")]
    found = [*names, unit_name(table.unit)]
    if _has_parts(table):
        found += [_("How many"), _("Out of")]
    if _has_interval(table):
        found.append(_("Interval"))
    return found


def rows(table: Table, labels: Labels) -> list[list[str]]:
    """Return every row of a table with one breakdown; of two, those that some number is of."""
    if len(table.breakdown) == 1:
        (dimension,) = table.breakdown
        places: Sequence[tuple[str, ...]] = [(code,) for code in labels.codes(table, dimension)]
    else:
        places = [cell.of for cell in table.cells]
    return [_row(table, labels, place) for place in places]


def _row(table: Table, labels: Labels, place: tuple[str, ...]) -> list[str]:
    names = [labels.name(one, code) for one, code in zip(table.breakdown, place, strict=True)]
    cell = table.by_codes.get(place)
    found = [*(names or [_("The whole district")]), plain(cell.value if cell else None, table.unit)]
    if _has_parts(table):
        parts = (cell.numerator, cell.denominator) if cell else (None, None)
        found += [count(part) for part in parts]
    if _has_interval(table):
        told = cell is not None and cell.low is not None and cell.high is not None
        ends = (cell.low, cell.high) if cell and told else (None, None)
        found.append(
            _("%(low)s to %(high)s")
            % {"low": plain(ends[0], table.unit), "high": plain(ends[1], table.unit)}
            if told
            else MISSING
        )
    return found


def _has_parts(table: Table) -> bool:
    return any(cell.numerator is not None and cell.denominator is not None for cell in table.cells)


def _has_interval(table: Table) -> bool:
    return any(cell.low is not None and cell.high is not None for cell in table.cells)


def downloads(table: Table) -> list[Download]:
    """Return the files of a table's edition."""
    names = {
        "csv": "CSV",
        "excel.csv": _("CSV for spreadsheets"),
        "parquet": "Parquet",
        "json": "JSON-stat",
    }
    return [Download(names[kind], address("file", table, file_kind=kind)) for kind in FORMATS]


def address(name: str, table: Table, **more: str) -> str:
    """Return an address of a table's edition."""
    parts = {"district": table.district, "indicator_code": table.indicator}
    if name != "indicator":
        parts["breakdown"] = table.code
    if name not in {"indicator", "embed"}:
        parts["edition"] = str(table.edition)
    return reverse(f"observatory:{name}", kwargs={**parts, **more})


def spark(table: Table | None, labels: Labels) -> SafeString | str:
    """Return a table over time as a line as small as a word; its numbers stand elsewhere."""
    if table is None or table.breakdown != (QUARTER,):
        return ""
    codes = labels.codes(table, QUARTER)
    told = [(i, value) for i, code in enumerate(codes) if (value := table.value(code)) is not None]
    if len(told) < 2:  # noqa: PLR2004 a line has two ends
        return ""
    top = max(value for _i, value in told)
    low = min(0.0, *(value for _i, value in told))
    across = (_SPARK_WIDTH - 2 * _SPARK_EDGE) / max(len(codes) - 1, 1)
    down = (_SPARK_HEIGHT - 2 * _SPARK_EDGE) / ((top - low) or 1)
    points = [
        (_SPARK_EDGE + i * across, _SPARK_HEIGHT - _SPARK_EDGE - (value - low) * down)
        for i, value in told
    ]
    x, y = points[-1]
    return format_html(
        '<svg class="aia-spark" viewBox="0 0 {} {}" aria-hidden="true">'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="3"/></svg>',
        _SPARK_WIDTH,
        _SPARK_HEIGHT,
        " ".join(f"{px:.1f},{py:.1f}" for px, py in points),
        f"{x:.1f}",
        f"{y:.1f}",
    )


def pair(a: float | None, b: float | None, low: float, top: float) -> SafeString | str:
    """Return two values on one line, the first a dot and the second a diamond: numbers beside."""
    if a is None or b is None or top == low:
        return ""

    def x(value: float) -> float:
        across = _SPARK_WIDTH - 4 * _SPARK_EDGE
        return 2 * _SPARK_EDGE + across * (value - low) / (top - low)

    return format_html(
        '<svg class="aia-pair" viewBox="0 0 {} 20" aria-hidden="true">'
        '<line class="aia-pair-ground" x1="0" x2="{}" y1="10" y2="10"/>'
        '<line class="aia-pair-way" x1="{}" x2="{}" y1="10" y2="10"/>'
        '<circle class="aia-pair-a" cx="{}" cy="10" r="5"/>'
        '<path class="aia-pair-b" d="M{} 4l6 6-6 6-6-6Z"/></svg>',
        _SPARK_WIDTH,
        _SPARK_WIDTH,
        f"{x(a):.1f}",
        f"{x(b):.1f}",
        f"{x(a):.1f}",
        f"{x(b):.1f}",
    )
