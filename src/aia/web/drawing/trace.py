"""The trace as a line, drawn: each need a strand through the steps on an axis of time.

A solid strand runs from step to step; where it stopped it opens in a gap, and the rest is dashed
up to today. A closed strand ends in two bars. Declined options are small side branches. A
give-back bends down to the straw-coloured floor line under the strand.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aia.web.drawing import words
from aia.web.drawing.geometry import LEFT, RIGHT, WIDTH, Axis, axis_for, day_of
from aia.web.drawing.strand import Laid, Mark, lay, main_steps
from aia.web.terms import StepKind, StepState, Strand

AXIS_HEIGHT = 34
ROW_HEIGHT = 138
_STRAND = 78
_FLOOR = 130
_TITLE = 24
_MARK = 9
_LETTER = 7.3
_LONGEST_TITLE = 58
_TWIGS_DRAWN = 3
_TWIG = 31
_TWIG_SPREAD = 0.75


def lay_all(strands: Sequence[Strand], today: date) -> tuple[Axis, list[Laid]]:
    """Lay every strand on one axis of time that ends today."""
    days = [day_of(step.at) for strand in strands for step in strand.steps]
    axis = axis_for(days, today)
    return axis, [lay(strand, axis, today) for strand in strands if main_steps(strand)]


def svg(axis: Axis, laid: Sequence[Laid], today: date, title: str) -> SafeString:
    """Return the whole drawing, every mark a link with its sentence for screen readers."""
    height = AXIS_HEIGHT + ROW_HEIGHT * len(laid)
    rows = _joined(_row(one, i, today) for i, one in enumerate(laid))
    return format_html(
        '<svg class="aia-trace-drawing" viewBox="0 0 {} {}" role="group" aria-label="{}">'
        "{}{}</svg>",
        WIDTH,
        height,
        title,
        _axis(axis, height, today),
        rows,
    )


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _axis(axis: Axis, height: int, today: date) -> SafeString:
    ticks = format_html_join(
        "",
        '<line class="aia-tick" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
        '<text class="aia-tick-name" x="{3}" y="18">{4}</text>',
        ((f"{x:.0f}", 24, height, f"{x + 4:.0f}", words.month(day)) for x, day in axis.months()),
    )
    now = format_html(
        '<line class="aia-today" x1="{0}" x2="{0}" y1="24" y2="{1}"/>'
        '<text class="aia-today-name" x="{0}" y="18" text-anchor="end">{2}</text>',
        f"{axis.x(today):.0f}",
        height,
        _("today"),
    )
    return format_html('<g aria-hidden="true">{}{}</g>', ticks, now)


def _row(laid: Laid, index: int, today: date) -> SafeString:
    """Draw one strand at its height; inside, heights are counted from the row's top."""
    strand = laid.strand
    floor = format_html(
        '<line class="aia-floor" x1="0" x2="{}" y1="{}" y2="{}"/>', WIDTH, _FLOOR, _FLOOR
    )
    return format_html(
        '<g role="group" aria-label="{}" transform="translate(0 {})">{}{}{}{}</g>',
        f"{strand.label}, {words.ending(laid)}",
        AXIS_HEIGHT + ROW_HEIGHT * index,
        _title(strand),
        floor,
        _path(laid),
        _joined(_mark(mark, today) for mark in laid.marks),
    )


def _title(strand: Strand) -> SafeString:
    short = strand.label
    if len(short) > _LONGEST_TITLE:
        short = short[: _LONGEST_TITLE - 1].rstrip() + "…"
    text = format_html(
        '<text x="{}" y="{}"><tspan class="aia-strand-name">{}</tspan>'
        '<tspan class="aia-strand-category" dx="10">{}</tspan></text>',
        LEFT - _MARK,
        _TITLE,
        short,
        strand.category,
    )
    return format_html('<a href="{}">{}</a>', strand.url, text) if strand.url else text


def _path(laid: Laid) -> SafeString:
    """Draw what lies between the marks and after the last one."""
    parts = [_segment(a, b.x) for a, b in pairwise(laid.marks)]
    last = laid.marks[-1]
    if laid.waits:
        parts += [_segment(last, last.x + 20), _waiting(laid, last)]
    elif laid.strand.closed is None:
        parts += [_segment(last, laid.end), _arrowhead(last.step.kind, laid.end)]
    parts.extend(_branches(mark) for mark in laid.marks if mark.declined)
    parts.extend(_to_the_floor(m) for m in laid.marks if m.step.kind == StepKind.GIVE_BACK)
    return _joined(parts)


def _segment(mark: Mark, end: float) -> SafeString:
    still = " aia-still" if mark.step.state == StepState.SUSPENDED else ""
    return format_html(
        '<line class="aia-strand aia-step-{}{}" x1="{}" x2="{}" y1="{}" y2="{}"/>',
        mark.step.kind,
        still,
        f"{mark.x:.1f}",
        f"{end:.1f}",
        _STRAND,
        _STRAND,
    )


def _arrowhead(kind: str, end: float) -> SafeString:
    return format_html(
        '<path class="aia-goes-on aia-step-{}" d="M{} {}l7 7-7 7"/>',
        kind,
        f"{end - 7:.1f}",
        _STRAND - 7,
    )


def _waiting(laid: Laid, last: Mark) -> SafeString:
    """Draw the open gap, the dashed rest up to today and the awaited step, with its words."""
    kind, end = laid.strand.stopped_at, max(laid.end, last.x + 56) - 12
    gap, rest = last.x + 20, last.x + 36
    words_here = words.waiting(kind, laid.strand.waiting_days)
    on_line = end - last.x > len(words_here) * _LETTER + 76
    return format_html(
        '<g class="aia-waits aia-step-{kind}" aria-hidden="true">'
        '<path class="aia-gap" d="M{gap} {top}q5 8 0 16M{rest} {top}q-5 8 0 16"/>'
        '<path class="aia-rest" d="M{rest} {y}H{edge}"/>'
        '<circle class="aia-awaited" cx="{end}" cy="{y}" r="11"/>{glyph}'
        '<text class="aia-wait-words" x="{words_x}" y="{words_y}" text-anchor="end">{words}</text>'
        "</g>",
        kind=kind,
        y=_STRAND,
        gap=f"{gap:.1f}",
        rest=f"{rest:.1f}",
        top=_STRAND - 8,
        edge=f"{end - 11:.1f}",
        end=f"{end:.1f}",
        glyph=_glyph(kind, end, 6),
        words_x=f"{end - 20:.1f}" if on_line else RIGHT,
        words_y=_STRAND - 11 if on_line else _TITLE,
        words=words_here,
    )


def _branches(mark: Mark) -> SafeString:
    """Draw the options declined at a choice as a fan of twigs, away from the mark's words."""
    twigs = mark.declined[:_TWIGS_DRAWN]
    way = 1 if mark.above else -1
    drawn = []
    for i in range(len(twigs)):
        lean = (i - (len(twigs) - 1) / 2) * _TWIG_SPREAD
        x, y = math.sin(lean), way * math.cos(lean)
        drawn.append(
            format_html(
                '<path class="aia-twig" d="M{} {}L{} {}m-3.5 -3.5l7 7m0 -7l-7 7"/>',
                f"{mark.x + _MARK * x:.1f}",
                f"{_STRAND + _MARK * y:.1f}",
                f"{mark.x + _TWIG * x:.1f}",
                f"{_STRAND + _TWIG * y:.1f}",
            )
        )
    return _joined(drawn)


def _to_the_floor(mark: Mark) -> SafeString:
    x = mark.x
    turn = 1 if x < RIGHT - 60 else -1
    return format_html(
        '<path class="aia-returns" d="M{} {}C{} {} {} {} {} {}"/>'
        '<circle class="aia-seed" cx="{}" cy="{}" r="4.5"/>',
        f"{x:.1f}",
        _STRAND,
        f"{x + 6 * turn:.1f}",
        _STRAND + 34,
        f"{x + 14 * turn:.1f}",
        _FLOOR,
        f"{x + 46 * turn:.1f}",
        _FLOOR,
        f"{x + 46 * turn:.1f}",
        _FLOOR,
    )


def _glyph(kind: str, x: float, half: float) -> SafeString:
    return format_html(
        '<use href="{}#{}" x="{}" y="{}" width="{}" height="{}"/>',
        static("web/steps.svg"),
        kind,
        f"{x - half:.1f}",
        f"{_STRAND - half:.1f}",
        2 * half,
        2 * half,
    )


def _mark(mark: Mark, today: date) -> SafeString:
    """Draw a mark with its words; it is a link when the step has a page."""
    step = mark.step
    name_y, day_y = (_STRAND - 30, _STRAND - 16) if mark.above else (_STRAND + 26, _STRAND + 40)
    anchor, x = _anchor(mark.x)
    inside = format_html(
        '<circle class="aia-touch" cx="{cx}" cy="{y}" r="12"/>{glyph}'
        '<g aria-hidden="true" text-anchor="{anchor}"><text class="aia-mark-name" x="{x}" '
        'y="{name_y}">{name}</text><text class="aia-mark-day" x="{x}" y="{day_y}">{day}</text></g>',
        cx=f"{mark.x:.1f}",
        y=_STRAND,
        glyph=_glyph(step.kind, mark.x, _MARK),
        anchor=anchor,
        x=x,
        name_y=name_y,
        name=words.step_name(step.kind),
        day_y=day_y,
        day=words.short_day(mark.day, today),
    )
    classes = f"aia-mark aia-step-{step.kind} aia-state-{step.state}"
    if step.url:
        return format_html(
            '<a class="{}" href="{}" aria-label="{}">{}</a>', classes, step.url, _said(mark), inside
        )
    return format_html(
        '<g class="{}" role="img" aria-label="{}">{}</g>', classes, _said(mark), inside
    )


def _anchor(x: float) -> tuple[str, str]:
    """Return how the words under a mark are aligned, so that none leaves the drawing."""
    if x < LEFT + 30:
        return "start", f"{x - _MARK:.1f}"
    if x > RIGHT - 30:
        return "end", f"{x + _MARK:.1f}"
    return "middle", f"{x:.1f}"


def _said(mark: Mark) -> str:
    said = words.step_sentence(mark.step)
    if mark.declined:
        declined = "; ".join(option.label for option in mark.declined if option.label)
        said += f". {_('Declined:')} {declined or len(mark.declined)}"
    return said
