"""The drawings as template tags: the trace as a line, goals reached, change over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.utils import timezone

from aia.web.drawing import charts, trace, trace_list
from aia.web.terms import ChangeChart, GoalRating, Strand

register = template.Library()


@register.inclusion_tag("web/_trace_line.html")
def trace_line(
    strands: Sequence[Strand], title: str = "", today: date | None = None, ident: str = "trace"
) -> dict[str, Any]:
    """Draw needs as strands on one axis of time up to `today`, with the same trace as a list.

    `ident` must differ between two drawings of one page.
    """
    day = today or timezone.localdate()
    axis, laid = trace.lay_all(strands, day)
    return {
        "ident": ident,
        "title": title,
        "laid": laid,
        "svg": trace.svg(axis, laid, day, title),
        "listed": trace_list.html(laid),
    }


@register.inclusion_tag("web/_goal_scale.html")
def goal_scale(goals: Sequence[GoalRating], title: str = "") -> dict[str, Any]:
    """Draw how far goals were reached, −2 … +2, before and after, by recipient and worker."""
    return {"title": title, "goals": charts.goal_rows(goals)}


@register.inclusion_tag("web/_change_chart.html")
def change_chart(chart: ChangeChart, title: str = "") -> dict[str, Any]:
    """Draw the level of each domain at each assessment: one small picture a domain."""
    return {"title": title, "chart": chart, "rows": list(charts.change_rows(chart))}
