"""The pictures of the process: the line as a river that narrows, and two readings side by side.

They run from top to bottom, so that they read the same on a phone. Colours come from
`process.css`; every number stands in the table beside, too.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aia.observatory.process.stops import Stop
from aia.observatory.views.process_pages.shared import days_words, whole
from aia.web.terms import StepKind

_WIDTH, _ROW, _BAR, _TOP = 360, 104, 22, 24
_PAIR_ROW, _PAIR_BAR = 66, 16
_PAIR_LEFT = 300


def flow_picture(stops: Sequence[Stop], title: str) -> SafeString:
    """Draw each step as a bar as long as the needs that came so far; what goes on runs down."""
    most = max((one.reached for one in stops), default=0)
    rows = format_html_join(
        "",
        "{}",
        (
            (_row(one, stops[place + 1 : place + 2], place * _ROW, most),)
            for place, one in enumerate(stops)
        ),
    )
    return format_html(
        '<svg class="aia-flow" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<defs><pattern id="aia-still" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<path class="aia-flow-hatch" d="M-1 7 7 -1"/></pattern></defs>{}</svg>',
        _WIDTH,
        len(stops) * _ROW - 20,
        title,
        rows,
    )


def legend() -> SafeString:
    """Tell what the three parts of a bar are."""
    parts = (
        ("aia-flow-on", _("went on")),
        ("aia-flow-here", _("stand here today")),
        ("aia-flow-closed", _("closed here")),
    )
    items = format_html_join(
        "",
        '<li><svg class="aia-swatch" viewBox="0 0 16 16" aria-hidden="true">'
        '<rect class="{}" x="1" y="1" width="14" height="14"/></svg> {}</li>',
        parts,
    )
    return format_html('<ul class="aia-legend">{}</ul>', items)


def pair_picture(
    first: Sequence[Stop], second: Sequence[Stop], title: str, names: tuple[str, str]
) -> SafeString:
    """Draw, for each step, which part of the needs came so far in either reading."""
    rows = format_html_join(
        "",
        "{}",
        (
            (_pair(one, other, first[0].reached, second[0].reached, place * _PAIR_ROW),)
            for place, (one, other) in enumerate(zip(first, second, strict=True))
        ),
    )
    keys = format_html_join(
        "",
        '<li><svg class="aia-swatch" viewBox="0 0 16 16" aria-hidden="true">'
        '<rect class="{}" x="1" y="1" width="14" height="14"/></svg> {}</li>',
        (("aia-flow-first", names[0]), ("aia-flow-second", names[1])),
    )
    return format_html(
        '<svg class="aia-flow" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
        '<ul class="aia-legend">{}</ul>',
        _WIDTH,
        len(first) * _PAIR_ROW,
        title,
        rows,
        keys,
    )


def _row(one: Stop, after: Sequence[Stop], y: int, most: int) -> SafeString:
    """Draw one step: its name and number, its bar in three parts, what follows."""
    return format_html(
        '{}<text class="aia-flow-name" x="0" y="{}">{}</text>'
        '<text class="aia-flow-number" x="{}" y="{}">{}</text>{}'
        '<text class="aia-flow-note" x="0" y="{}">{}</text>'
        '<text class="aia-flow-note" x="0" y="{}">{}</text>',
        _river(one, y, most) if after else "",
        y + 16,
        StepKind(one.step).label,
        _WIDTH,
        y + 16,
        whole(one.reached),
        _bar(one, y + _TOP, most),
        y + _TOP + _BAR + 18,
        _rest_words(one),
        y + _TOP + _BAR + 36,
        _on_words(after[0]) if after else "",
    )


def _bar(one: Stop, y: int, most: int) -> SafeString:
    parts = (
        ("aia-flow-on", one.on),
        ("aia-flow-here", one.here),
        ("aia-flow-closed", one.closed),
    )
    drawn, x = [], 0.0
    for look, count in parts:
        width = _length(count, most)
        if count:
            drawn.append((look, f"{x:.1f}", y, f"{width:.1f}", _BAR))
            if look == "aia-flow-here":
                drawn.append(("aia-flow-still", f"{x:.1f}", y, f"{width:.1f}", _BAR))
        x += width
    shape = '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>'
    return format_html_join("", shape, drawn)


def _river(one: Stop, y: int, most: int) -> SafeString:
    """Draw what goes on: as wide as it is, down to the next bar, which is as long."""
    top = y + _TOP + _BAR
    return format_html(
        '<rect class="aia-flow-river" x="0" y="{}" width="{}" height="{}"/>',
        top,
        f"{_length(one.on, most):.1f}",
        _ROW + y + _TOP - top,
    )


def _rest_words(one: Stop) -> str:
    if not one.reached:
        return _("nobody has come so far yet")
    here = ngettext("%(count)s stands here today", "%(count)s stand here today", one.here) % {
        "count": whole(one.here)
    }
    closed = ngettext("%(count)s closed here", "%(count)s closed here", one.closed) % {
        "count": whole(one.closed)
    }
    return f"{here} · {closed}"


def _on_words(after: Stop) -> str:
    if not after.reached or after.times is None:
        return ""
    return _("to the next step: half within %(time)s") % {"time": days_words(after.times.median_s)}


def _pair(one: Stop, other: Stop, most: int, most_other: int, y: int) -> SafeString:
    bars = (
        ("aia-flow-first", one.reached, most, y + 22),
        ("aia-flow-second", other.reached, most_other, y + 22 + _PAIR_BAR + 3),
    )
    shapes = format_html_join(
        "",
        '<rect class="{}" x="0" y="{}" width="{}" height="{}"/>'
        '<text class="aia-flow-number" x="{}" y="{}">{}%</text>',
        (
            (
                look,
                top,
                f"{_PAIR_LEFT * count / whole_of if whole_of else 0:.1f}",
                _PAIR_BAR,
                _WIDTH,
                top + 13,
                round(100 * count / whole_of) if whole_of else 0,
            )
            for look, count, whole_of, top in bars
        ),
    )
    return format_html(
        '<text class="aia-flow-name" x="0" y="{}">{}</text>{}',
        y + 15,
        StepKind(one.step).label,
        shapes,
    )


def _length(count: int, most: int) -> float:
    return _WIDTH * count / most if most else 0.0
