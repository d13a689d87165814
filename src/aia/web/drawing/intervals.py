"""A value with its interval beside the usual one, as small as a cell of a table."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

_WIDTH = 160
_EDGE = 6


def interval_picture(
    low: float, middle: float, high: float, usual: float, top: float
) -> SafeString:
    """Draw the interval as a line, the value as a dot, the usual value as a stroke across.

    All lie between 0 and `top`; the numbers stand in the cells beside.
    """

    def x(value: float) -> str:
        part = min(max(value / top, 0.0), 1.0) if top else 0.0
        return f"{_EDGE + (_WIDTH - 2 * _EDGE) * part:.1f}"

    return format_html(
        '<svg class="aia-interval" viewBox="0 0 {} 20" aria-hidden="true">'
        '<line class="aia-grid" x1="{}" x2="{}" y1="10" y2="10"/>'
        '<line class="aia-usual" x1="{}" x2="{}" y1="2" y2="18"/>'
        '<line class="aia-way" x1="{}" x2="{}" y1="10" y2="10"/>'
        '<circle class="aia-after" cx="{}" cy="10" r="4"/></svg>',
        _WIDTH,
        _EDGE,
        _WIDTH - _EDGE,
        x(usual),
        x(usual),
        x(low),
        x(high),
        x(middle),
    )


def bar_picture(value: float, top: float, look: str) -> SafeString:
    """Draw a bar from the left, as long as `value` is of `top`; its number stands beside it."""
    width = 100 * min(max(value / top, 0.0), 1.0) if top else 0.0
    return format_html(
        '<svg class="aia-bar {}" viewBox="0 0 100 10" preserveAspectRatio="none"'
        ' aria-hidden="true">'
        '<rect x="0" y="0" width="{}" height="10"/></svg>',
        look,
        f"{width:.1f}",
    )
