"""Draws charts by Vega-Lite, in a process of its own (`python -m` and this module's name).

Reads one job a line from standard input, JSON: `{"file": …, "plan": …}`; writes the SVG and
answers with the file's name, or with what went wrong. Knows nothing of Django: whoever asks has
already put every name in the plan. What draws (a whole JavaScript engine) goes away with it.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

INK, SOFT, RULE, GROUND = "#1b2733", "#4a5663", "#ddd4c4", "#ffffff"
_SERIES = ("#b4430f", "#0b5fa5", "#00704f", "#5a3ea6")
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
_FONT = "Titillium Web"
_LOCALES: dict[str, dict[str, Any]] = {
    "it": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " €"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""]},
}
_OPACITIES = (0.1, 0.24, 0.4, 0.78, 1.0)
_DARK_FROM = 0.7
# The page says in words what the whole picture shows: its parts say nothing by themselves.
_UNSAID = re.compile(r' (?:role|class|aria-[a-z]+)="[^"]*"')
_ROW, _HEAT_ROW, _HEIGHT = 24, 28, 260
_WIDE_FROM = 500
_DOWN, _LETTER = 230, 7


def spec(plan: dict[str, Any]) -> dict[str, Any]:
    """Return the Vega-Lite specification of a plan."""
    from altair.utils.schemapi import debug_mode

    # Our own specifications hold: seeing to it again for each picture takes as long as drawing it.
    with debug_mode(False):
        made = {"line": _line, "lines": _lines, "bars": _bars, "heat": _heat}[plan["kind"]](plan)
        told: dict[str, Any] = _dressed(made, plan).to_dict(validate=False)
    return told


def svg(plan: dict[str, Any]) -> str:
    """Return the picture of a plan as SVG without scripts and without style attributes."""
    import vl_convert

    locale = _LOCALES.get(plan["language"], _LOCALES["en"])
    drawn: str = vl_convert.vegalite_to_svg(spec(plan), format_locale=locale)
    return _UNSAID.sub("", re.sub(r"\n\s*", "", drawn))


def _data(plan: dict[str, Any]) -> Any:
    import altair as alt

    return alt.Chart(alt.InlineData(values=plan["marks"]))


def _numbers(channel: Any, plan: dict[str, Any]) -> Any:
    """Return the axis of numbers, which says what they count and begins at zero."""
    import altair as alt

    return channel("value:Q", title=plan["unit"], axis=alt.Axis(tickCount=5, format=",.10~g"))


def _times(plan: dict[str, Any]) -> Any:
    import altair as alt

    every = max(1, -(-len(plan["xs"]) // (12 if plan["width"] > _WIDE_FROM else 4)))
    axis = alt.Axis(labelAngle=0, values=plan["xs"][::-1][::every], labelOverlap=True)
    scale = alt.Scale(domain=plan["xs"])
    return alt.X("x:N", title=None, scale=scale, sort=plan["xs"], axis=axis)


def _line(plan: dict[str, Any]) -> Any:
    import altair as alt

    base = _data(plan).encode(x=_times(plan), y=_numbers(alt.Y, plan))
    line = base.mark_line(color=plan["colour"], strokeWidth=2.5)
    points = base.mark_point(color=plan["colour"], filled=True, size=60, opacity=1)
    ranges = base.mark_rule(color=plan["colour"], strokeWidth=1.5).encode(
        y=alt.Y("low:Q"), y2="high:Q"
    )
    words = base.mark_text(dy=-12, color=INK).encode(text="said:N")
    return alt.layer(line, *_if_told(ranges, plan), points, words).properties(height=_HEIGHT)


def _lines(plan: dict[str, Any]) -> Any:
    """Draw a few lines: told apart by colour and by dashes, named below."""
    import altair as alt

    below = alt.Legend(title=None, orient="bottom", symbolStrokeWidth=2.5, columns=_columns(plan))
    colours = alt.Scale(domain=plan["ys"], range=list(_SERIES))
    dashes = alt.Scale(domain=plan["ys"], range=list(_DASHES))
    base = _data(plan).encode(
        x=_times(plan),
        y=_numbers(alt.Y, plan),
        color=alt.Color("y:N", scale=colours, legend=below),
        strokeDash=alt.StrokeDash("y:N", scale=dashes, legend=below),
    )
    points = base.mark_point(filled=True, size=45, opacity=1).encode(strokeDash=alt.value([1, 0]))
    made = alt.layer(base.mark_line(strokeWidth=2.5), points)
    return made.properties(height=_HEIGHT)


def _columns(plan: dict[str, Any]) -> int:
    return len(plan["ys"]) if plan["width"] > _WIDE_FROM else 1


def _bars(plan: dict[str, Any]) -> Any:
    import altair as alt

    wide = plan["width"] > _WIDE_FROM
    axis = alt.Axis(labelLimit=220 if wide else 120, ticks=False, domain=False, labelPadding=6)
    base = _data(plan).encode(
        y=alt.Y("y:N", title=None, scale=alt.Scale(domain=plan["ys"]), sort=plan["ys"], axis=axis),
        x=_numbers(alt.X, plan),
    )
    bars = base.mark_bar(color=plan["colour"], height=14)
    ranges = base.mark_rule(color=INK, strokeWidth=1.5).encode(x=alt.X("low:Q"), x2="high:Q")
    words = base.mark_text(align="left", dx=5, color=INK).encode(text="said:N")
    made = alt.layer(bars, *_if_told(ranges, plan), words)
    return made.properties(height=_ROW * len(plan["ys"]))


def _if_told(ranges: Any, plan: dict[str, Any]) -> tuple[Any, ...]:
    """Return the layer of intervals, or nothing when the table has none."""
    return (ranges,) if any(mark["low"] is not None for mark in plan["marks"]) else ()


def _heat(plan: dict[str, Any]) -> Any:
    """Draw a table in five steps of one colour with its numbers written in it."""
    import altair as alt

    wide = plan["width"] > _WIDE_FROM
    ordered = sorted(mark["value"] for mark in plan["marks"])
    cuts = [ordered[-(-len(ordered) * step // 5) - 1] for step in range(1, 6)]
    for mark in plan["marks"]:
        step = next(place for place, cut in enumerate(cuts) if mark["value"] <= cut)
        mark["strength"] = _OPACITIES[step]
    room = (plan["width"] - _DOWN) / max(len(plan["xs"]), 1)
    fits = max(map(len, plan["xs"]), default=0) * _LETTER < room
    across = alt.Axis(
        labelAngle=0 if fits else -40, labelLimit=170, orient="top", ticks=False, domain=False
    )
    down = alt.Axis(labelLimit=220 if wide else 100, ticks=False, domain=False)
    xs, ys = alt.Scale(domain=plan["xs"]), alt.Scale(domain=plan["ys"])
    base = _data(plan).encode(
        x=alt.X("x:N", title=plan["x_title"], scale=xs, sort=plan["xs"], axis=across),
        y=alt.Y("y:N", title=None, scale=ys, sort=plan["ys"], axis=down),
    )
    cells = base.mark_rect(color=plan["colour"], stroke=RULE).encode(
        fillOpacity=alt.Opacity("strength:Q", scale=None, legend=None)
    )
    light = alt.value(GROUND)
    ink = alt.condition(f"datum.strength > {_DARK_FROM}", light, alt.value(INK))
    words = base.mark_text().encode(text="said:N", color=ink)
    made = alt.layer(cells, words)
    return made.properties(height=_HEAT_ROW * len(plan["ys"]))


def _dressed(made: Any, plan: dict[str, Any]) -> Any:
    """Return the chart with the product's letters and lines, as wide as asked for in all."""
    axis = {
        "labelColor": INK,
        "titleColor": SOFT,
        "gridColor": RULE,
        "domainColor": SOFT,
        "tickColor": SOFT,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
    }
    return (
        made.properties(
            width=plan["width"],
            autosize={"type": "fit-x", "contains": "padding"},
            padding=4,
        )
        .configure(font=_FONT, background="transparent", aria=False)
        .configure_axis(**axis)
        .configure_legend(labelColor=INK, labelFontSize=13, labelLimit=plan["width"] - 40)
        .configure_text(fontSize=13)
        .configure_view(stroke=None)
    )


def write(file: Path, text: str) -> None:
    """Put a picture where it is asked for, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(f".{os.getpid()}.new")
    fresh.write_text(text)
    fresh.replace(file)


def main() -> int:
    """Draw every job told on standard input; return 1 when some picture could not be drawn."""
    failed = 0
    for line in sys.stdin:
        job = json.loads(line)
        told = {"file": job["file"]}
        try:
            write(Path(job["file"]), svg(job["plan"]))
        except (ValueError, OSError, KeyError) as error:
            failed, told["problem"] = 1, f"{type(error).__name__}: {error}"
        print(json.dumps(told), flush=True)  # noqa: T201 its answer
    return failed


if __name__ == "__main__":
    sys.exit(main())
