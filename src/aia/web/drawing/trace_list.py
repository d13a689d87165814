"""The same trace as an ordered list: what phones, paper and screen readers are given."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aia.web.drawing import words
from aia.web.drawing.geometry import day_of
from aia.web.drawing.strand import Laid, Mark
from aia.web.terms import StepState, StrandStep


def html(laid: Sequence[Laid]) -> SafeString:
    """Return the strands as a list of lists, with the days that passed between the steps."""
    shapes = static("web/steps.svg")
    return format_html_join(
        "", "<li>{}{}</li>", ((_heading(one), _steps(one, shapes)) for one in laid)
    )


def _heading(laid: Laid) -> SafeString:
    strand = laid.strand
    name = (
        format_html('<a href="{}">{}</a>', strand.url, strand.label) if strand.url else strand.label
    )
    category = format_html(' <span class="aia-soft">{}</span>', strand.category)
    return format_html(
        '<p class="aia-strand-title"><strong>{}</strong>{}</p>',
        name,
        category if strand.category else "",
    )


def _steps(laid: Laid, shapes: str) -> SafeString:
    passed = [0, *((b.day - a.day).days for a, b in pairwise(laid.marks))]
    steps = format_html_join(
        "",
        "{}",
        ((_step(mark, passed[i] if i else None, shapes),) for i, mark in enumerate(laid.marks)),
    )
    return format_html('<ol class="aia-strand-steps">{}{}</ol>', steps, _wait(laid, shapes))


def _step(mark: Mark, passed: int | None, shapes: str) -> SafeString:
    step = mark.step
    name = words.step_name(step.kind)
    return format_html(
        '<li class="aia-step-{} aia-state-{}">{}<div><p><strong>{}</strong>{}{}</p>'
        '<p class="aia-soft"><time datetime="{}">{}</time>{}</p>{}</div></li>',
        step.kind,
        step.state,
        _glyph(shapes, step.kind),
        format_html('<a href="{}">{}</a>', step.url, name) if step.url else name,
        f": {step.label}" if step.label else "",
        f" ({StepState(step.state).label})" if step.state != StepState.DONE else "",
        mark.day.isoformat(),
        words.full_day(mark.day),
        f" · {words.later(passed)}" if passed is not None else "",
        _declined(mark.declined),
    )


def _declined(options: Sequence[StrandStep]) -> SafeString | str:
    if not options:
        return ""
    items = format_html_join(
        "",
        "<li>{}</li>",
        ((_option(option),) for option in options),
    )
    return format_html('<p class="aia-soft">{}</p><ul>{}</ul>', _("Declined:"), items)


def _option(option: StrandStep) -> str | SafeString:
    text = option.label or words.full_day(day_of(option.at))
    return format_html('<a href="{}">{}</a>', option.url, text) if option.url else text


def _wait(laid: Laid, shapes: str) -> SafeString | str:
    if not laid.waits:
        return ""
    kind = laid.strand.stopped_at
    return format_html(
        '<li class="aia-waits aia-step-{}">{}<div><p><strong>{}</strong></p></div></li>',
        kind,
        _glyph(shapes, kind),
        words.waiting(kind, laid.strand.waiting_days),
    )


def _glyph(shapes: str, kind: str) -> SafeString:
    return format_html(
        '<svg class="aia-glyph" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"/></svg>',
        shapes,
        kind,
    )
