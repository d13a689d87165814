"""The line as a river, for everybody: how many needs came to each step, and how many rest there.

Made of two released tables only, all needs and the needs by step. Where a step is not told because
few rest there, the river ends: what comes after could be worked out from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aia.observatory.process.stops import STEPS
from aia.observatory.publishing.figures import count
from aia.observatory.publishing.tables import TOTAL, Table
from aia.web.terms import StepKind

INDICATOR, STEP = "how_far_needs_came", "step"
_WIDTH, _ROW, _BAR, _TOP = 360, 82, 22, 24


@dataclass(frozen=True)
class Reach:
    """A step of the line: how many needs came so far; how many rest there, None when not told."""

    step: str
    came: float
    rest: float | None

    @property
    def name(self) -> str:
        """Return the step's name."""
        return str(StepKind(self.step).label)

    @property
    def told(self) -> tuple[str, str, str]:
        """Return the row of the table beside the picture."""
        return self.name, count(self.came), "–" if self.rest is None else count(self.rest)


def reaches(tables: Mapping[tuple[str, str], Table]) -> list[Reach]:
    """Return the steps, as far as they are told in whole numbers; none when nothing is."""
    whole, parts = tables.get((INDICATOR, TOTAL)), tables.get((INDICATOR, STEP))
    if whole is None or parts is None or parts.rounded_to or parts.as_of != whole.as_of:
        return []
    came = whole.value()
    return list(_down(came, parts)) if came else []


def _down(came: float, parts: Table) -> Iterator[Reach]:
    for step in STEPS:
        rest = parts.value(step)
        yield Reach(step, came, rest)
        if rest is None or rest >= came:
            return
        came -= rest


def river(steps: Sequence[Reach], title: str) -> SafeString:
    """Draw the steps from top to bottom, each bar as long as the needs that came so far."""
    most = steps[0].came if steps else 0.0
    rows = format_html_join(
        "", "{}", ((_row(one, place * _ROW, most),) for place, one in enumerate(steps))
    )
    return format_html(
        '<svg class="aia-river" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        _WIDTH,
        len(steps) * _ROW,
        title,
        rows,
    )


def _row(one: Reach, y: int, most: float) -> SafeString:
    length, top = _WIDTH * one.came / most, y + _TOP
    onward = _WIDTH * (one.came - (one.rest or 0.0)) / most
    down = 0.0 if one.rest is None else onward
    return format_html(
        '<text class="aia-river-name" x="0" y="{}">{}</text>'
        '<text class="aia-river-number" x="{}" y="{}">{}</text>'
        '<rect class="aia-river-rest" x="0" y="{}" width="{}" height="{}"/>'
        '<rect class="aia-river-on" x="0" y="{}" width="{}" height="{}"/>'
        '<rect class="aia-river-down" x="0" y="{}" width="{}" height="{}"/>'
        '<text class="aia-river-note" x="{}" y="{}">{}</text>',
        *(y + 16, one.name, _WIDTH, y + 16, count(one.came)),
        *(top, f"{length:.1f}", _BAR, top, f"{onward:.1f}", _BAR),
        *(top + _BAR, f"{down:.1f}", _ROW - _BAR),
        *(_WIDTH, top + _BAR + 18, _rest_words(one)),
    )


def _rest_words(one: Reach) -> str:
    if one.rest is None:
        return _("how many go on is not told: they would be few")
    return ngettext(
        "%(count)s rests or ended here", "%(count)s rest or ended here", int(one.rest)
    ) % {"count": count(one.rest)}
