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
from django.utils.html import format_html
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


class Ink(SafeString):
    """Marks of numbers, codes and parts already escaped: what people write needs `format_html`."""


def lay_all(strands: Sequence[Strand], today: date) -> tuple[Axis, list[Laid]]:
    """Lay every strand on one axis of time that ends today."""
    days = [day_of(step.at) for strand in strands for step in strand.steps]
    axis = axis_for(days, today)
    return axis, [lay(strand, axis, today) for strand in strands if main_steps(strand)]


def svg(axis: Axis, laid: Sequence[Laid], today: date, title: str) -> SafeString:
    """Return the whole drawing, every mark a link with its sentence for screen readers."""
    height = AXIS_HEIGHT + ROW_HEIGHT * len(laid)
    shapes = static("web/steps.svg")
    return format_html(
        '<svg class="aia-trace-drawing" viewBox="0 0 {} {}" role="group" aria-label="{}">'
        "{}{}</svg>",
        WIDTH,
        height,
        title,
        _axis(axis, height, today),
        _joined(_row(one, i, today, shapes) for i, one in enumerate(laid)),
    )


def _joined(parts: Iterable[SafeString]) -> Ink:
    return Ink("".join(parts))


def _axis(axis: Axis, height: int, today: date) -> SafeString:
    ticks = [
        format_html(
            '{}<text class="aia-tick-name" x="{}" y="18">{}</text>',
            _upright("aia-tick", x, height),
            round(x + 4),
            words.month(day),
        )
        for x, day in axis.months()
    ]
    return format_html(
        '<g aria-hidden="true">{}{}'
        '<text class="aia-today-name" x="{}" y="18" text-anchor="end">{}</text></g>',
        _joined(ticks),
        _upright("aia-today", axis.x(today), height),
        round(axis.x(today)),
        _("today"),
    )


def _upright(name: str, x: float, height: int) -> Ink:
    return Ink(f'<line class="{name}" x1="{x:.0f}" x2="{x:.0f}" y1="24" y2="{height}"/>')


def _row(laid: Laid, index: int, today: date, shapes: str) -> SafeString:
    """Draw one strand at its height; inside, heights are counted from the row's top."""
    strand = laid.strand
    return format_html(
        '<g role="group" aria-label="{}" transform="translate(0 {})">{}'
        '<line class="aia-floor" x1="0" x2="{}" y1="{}" y2="{}"/>{}{}</g>',
        f"{strand.label}, {words.ending(laid)}",
        AXIS_HEIGHT + ROW_HEIGHT * index,
        _title(strand),
        WIDTH,
        _FLOOR,
        _FLOOR,
        _path(laid, shapes),
        _joined(_mark(mark, today, shapes) for mark in laid.marks),
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


def _path(laid: Laid, shapes: str) -> Ink:
    """Draw what lies between the marks and after the last one."""
    parts: list[SafeString] = [_segment(a, b.x) for a, b in pairwise(laid.marks)]
    last = laid.marks[-1]
    if laid.waits:
        parts += [_segment(last, last.x + 20), _waiting(laid, last, shapes)]
    elif laid.strand.closed is None:
        parts += [_segment(last, laid.end), _arrowhead(last.step.kind, laid.end)]
    parts += [_twigs(mark) for mark in laid.marks if mark.declined]
    parts += [_to_the_floor(m.x) for m in laid.marks if m.step.kind == StepKind.GIVE_BACK]
    return _joined(parts)


def _segment(mark: Mark, end: float) -> Ink:
    still = " aia-still" if mark.step.state == StepState.SUSPENDED else ""
    return Ink(
        f'<path class="aia-strand aia-step-{StepKind(mark.step.kind).value}{still}" '
        f'd="M{mark.x:.1f} {_STRAND}H{end:.1f}"/>'
    )


def _arrowhead(kind: str, end: float) -> Ink:
    return Ink(
        f'<path class="aia-goes-on aia-step-{StepKind(kind).value}" '
        f'd="M{end - 7:.1f} {_STRAND - 7}l7 7-7 7"/>'
    )


def _waiting(laid: Laid, last: Mark, shapes: str) -> SafeString:
    """Draw the open gap, the dashed rest up to today and the awaited step, with its words."""
    kind, end = laid.strand.stopped_at, max(laid.end, last.x + 56) - 12
    said = words.waiting(kind, laid.strand.waiting_days)
    on_line = end - last.x > len(said) * _LETTER + 76
    return format_html(
        '<g class="aia-waits aia-step-{}" aria-hidden="true">{}{}'
        '<text class="aia-wait-words" x="{}" y="{}" text-anchor="end">{}</text></g>',
        kind,
        _open_gap(last.x + 20, last.x + 36, end),
        _glyph(shapes, kind, end, 6),
        round(end - 20) if on_line else RIGHT,
        _STRAND - 11 if on_line else _TITLE,
        said,
    )


def _open_gap(gap: float, rest: float, end: float) -> Ink:
    top = _STRAND - 8
    return Ink(
        f'<path class="aia-gap" d="M{gap:.1f} {top}q5 8 0 16M{rest:.1f} {top}q-5 8 0 16"/>'
        f'<path class="aia-rest" d="M{rest:.1f} {_STRAND}H{end - 11:.1f}"/>'
        f'<circle class="aia-awaited" cx="{end:.1f}" cy="{_STRAND}" r="11"/>'
    )


def _twigs(mark: Mark) -> Ink:
    """Draw the options declined at a choice as a fan of twigs, away from the mark's words."""
    count = min(len(mark.declined), _TWIGS_DRAWN)
    way = 1 if mark.above else -1
    drawn = []
    for i in range(count):
        lean = (i - (count - 1) / 2) * _TWIG_SPREAD
        x, y = math.sin(lean), way * math.cos(lean)
        drawn.append(
            f'<path class="aia-twig" d="M{mark.x + _MARK * x:.1f} {_STRAND + _MARK * y:.1f}'
            f"L{mark.x + _TWIG * x:.1f} {_STRAND + _TWIG * y:.1f}"
            'm-3.5 -3.5l7 7m0 -7l-7 7"/>'
        )
    return Ink("".join(drawn))


def _to_the_floor(x: float) -> Ink:
    turn = 1 if x < RIGHT - 60 else -1
    end = x + 46 * turn
    return Ink(
        f'<path class="aia-returns" d="M{x:.1f} {_STRAND}C{x + 6 * turn:.1f} {_STRAND + 34} '
        f'{x + 14 * turn:.1f} {_FLOOR} {end:.1f} {_FLOOR}"/>'
        f'<circle class="aia-seed" cx="{end:.1f}" cy="{_FLOOR}" r="4.5"/>'
    )


def _glyph(shapes: str, kind: str, x: float, half: float) -> SafeString:
    place = f'x="{x - half:.1f}" y="{_STRAND - half}" width="{2 * half}" height="{2 * half}"'
    return format_html('<use href="{}#{}" {}/>', shapes, kind, Ink(place))


def _mark(mark: Mark, today: date, shapes: str) -> SafeString:
    """Draw a mark with its words; it is a link when the step has a page."""
    step = mark.step
    drawn = format_html(
        '{}{}<text class="aia-mark-name" {}>{}</text><text class="aia-mark-day" {}>{}</text></g>',
        Ink(f'<circle class="aia-touch" cx="{mark.x:.1f}" cy="{_STRAND}" r="12"/>'),
        Ink(_glyph(shapes, step.kind, mark.x, _MARK) + '<g aria-hidden="true">'),
        _beside(mark, above=-30, below=26),
        words.step_name(step.kind),
        _beside(mark, above=-16, below=40),
        words.short_day(mark.day, today),
    )
    classes = f"aia-mark aia-step-{step.kind} aia-state-{step.state}"
    if step.url:
        return format_html(
            '<a class="{}" href="{}" aria-label="{}">{}</a>', classes, step.url, _said(mark), drawn
        )
    return format_html(
        '<g class="{}" role="img" aria-label="{}">{}</g>', classes, _said(mark), drawn
    )


def _beside(mark: Mark, *, above: int, below: int) -> Ink:
    """Return where words beside a mark stand, aligned so that none leaves the drawing."""
    x, anchor = mark.x, "middle"
    if x < LEFT + 30:
        x, anchor = x - _MARK, "start"
    elif x > RIGHT - 30:
        x, anchor = x + _MARK, "end"
    y = _STRAND + (above if mark.above else below)
    return Ink(f'x="{x:.1f}" y="{y}" text-anchor="{anchor}"')


def _said(mark: Mark) -> str:
    said = words.step_sentence(mark.step)
    if mark.declined:
        declined = "; ".join(option.label for option in mark.declined if option.label)
        said += f". {_('Declined:')} {declined or len(mark.declined)}"
    return said
