"""Counts week by week as SVG: a bar a week, what is usual as a line, the limit as a dashed line.

The weeks that matter have a look of their own (and say so in their title): colour is never the
only sign, they are also told in the text and in the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

_HEIGHT = 150
_TOP = 22
_FOOT = 24
_LEFT = 34
_WIDTH = 480
_LABELS = 5


@dataclass(frozen=True)
class Week:
    """One bar: the week's Monday, its count, what is usual and the limit (None: not known yet).

    `few` stands for a count that is kept back: the bar is drawn as high as the most it may be.
    """

    monday: date
    count: int
    few: bool = False
    usual: float | None = None
    limit: float | None = None
    marked: bool = False
    words: str = ""


def weeks_chart(weeks: Sequence[Week], title: str, unit: str) -> SafeString:
    """Return the chart. `unit` names the vertical axis ("notices a week")."""
    top = max([1.0, *(v for w in weeks for v in (w.count, w.usual, w.limit) if v is not None)])
    scale = _Scale(len(weeks), top)
    return format_html(
        '<svg class="aia-weeks" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}{}</svg>',
        _WIDTH,
        _HEIGHT + _TOP + _FOOT,
        title,
        _axis(scale, unit),
        _bars(weeks, scale),
        _line(((i, week.usual) for i, week in enumerate(weeks)), scale, "aia-usual"),
        _line(((i, week.limit) for i, week in enumerate(weeks)), scale, "aia-limit"),
        _months(weeks, scale),
    )


@dataclass(frozen=True)
class _Scale:
    """Where weeks and counts stand in the drawing."""

    weeks: int
    top: float

    @property
    def step(self) -> float:
        return (_WIDTH - _LEFT - 4) / max(self.weeks, 1)

    def x(self, week: float) -> float:
        return _LEFT + week * self.step

    def y(self, count: float) -> float:
        return _TOP + _HEIGHT * (1 - count / self.top)


def _axis(scale: _Scale, unit: str) -> SafeString:
    tops = sorted({0, round(scale.top / 2), round(scale.top)})
    lines = format_html_join(
        "",
        '<line class="aia-grid" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>'
        '<text class="aia-weeks-label" x="{3}" y="{4}" text-anchor="end">{5}</text>',
        ((_LEFT, _WIDTH, f"{scale.y(n):.1f}", _LEFT - 5, f"{scale.y(n) + 4:.1f}", n) for n in tops),
    )
    return format_html(
        '{}<text class="aia-weeks-label" x="{}" y="15">{}</text>', lines, _LEFT, unit
    )


def _bars(weeks: Sequence[Week], scale: _Scale) -> SafeString:
    return format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}: {}</title></rect>',
        (
            (
                _look(week),
                f"{scale.x(i) + 0.5:.1f}",
                f"{scale.y(week.count):.1f}",
                f"{max(scale.step - 1, 1):.1f}",
                f"{_TOP + _HEIGHT - scale.y(week.count):.1f}",
                date_format(week.monday, "DATE_FORMAT"),
                week.words or week.count,
            )
            for i, week in enumerate(weeks)
        ),
    )


def _look(week: Week) -> str:
    few = " aia-week-few" if week.few else ""
    return f"aia-week{' aia-week-marked' if week.marked else ''}{few}"


def _line(points: Iterator[tuple[int, float | None]], scale: _Scale, look: str) -> SafeString | str:
    """Return a line over the weeks whose value is known."""
    known = [(i, value) for i, value in points if value is not None]
    if not known:
        return ""
    path = " ".join(f"{scale.x(i + 0.5):.1f},{scale.y(value):.1f}" for i, value in known)
    return format_html('<polyline class="{}" points="{}"/>', look, path)


def _months(weeks: Sequence[Week], scale: _Scale) -> SafeString:
    """Return as many dates under the bars as are read easily."""
    every = max(1, -(-len(weeks) // _LABELS))
    return format_html_join(
        "",
        '<text class="aia-weeks-label" x="{}" y="{}">{}</text>',
        (
            (
                f"{scale.x(i):.1f}",
                _HEIGHT + _TOP + 18,
                date_format(week.monday, pgettext("date format", "j M")),
            )
            for i, week in enumerate(weeks)
            if i % every == 0 and scale.x(i) < _WIDTH - 40
        ),
    )
