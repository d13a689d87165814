"""How the line flows, the ways taken, where the line is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Forbidden
from aia.observatory.process.acts import LINE
from aia.observatory.process.alignment import Conformance, Departure
from aia.observatory.process.flows import Flow
from aia.observatory.process.mined import Process, mine
from aia.observatory.process.stops import Stop, Ways, returned, stops
from aia.observatory.queries.ways import LOOKING
from aia.observatory.views.process_pages.drawing import flow_picture, legend
from aia.observatory.views.process_pages.shared import (
    all_ways,
    along_the_line,
    asked,
    days_words,
    frame,
    hundredths,
    percent,
    step_words,
    whole,
)
from aia.web.terms import StepKind

_MOST_WAYS = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Go to the process of the reader's district (the first, when they look after several)."""
    mine_to_read = sorted(request_actor(request).districts(*LOOKING))
    if not mine_to_read:
        raise Forbidden(_("These pages are for those who plan and coordinate in the district."))
    return redirect("observatory_process:flow", mine_to_read[0])


@require_safe
def flow_page(request: HttpRequest, district: str) -> HttpResponse:
    """Show who stops where on the line, and which step follows which."""
    context = _read(request, district, "flow")
    ways: Ways | None = context["ways"]
    if ways is not None:
        found = stops(ways)
        title = _("The line, from the need recognised to what is given back")
        context |= {
            "title": title,
            "picture": flow_picture(found, title) + legend(),
            "head": stop_head(),
            "rows": [stop_row(one) for one in found],
            "returned": returned(ways),
            "returned_words": whole(returned(ways)),
            "flows_title": _("Which step follows which"),
            "flows_head": flow_head(),
            "flows": [flow_row(one) for one in mine(ways.log).directly_follows],
        }
    return render(request, "observatory/process/flow.html", context)


@require_safe
def ways_page(request: HttpRequest, district: str) -> HttpResponse:
    """Show along which ways needs go, the most frequent first."""
    context = _read(request, district, "ways")
    ways: Ways | None = context["ways"]
    if ways is not None:
        process, found = along_the_line(ways)
        rows = _way_rows(process, found)
        rest = len(process.variants) - len(rows)
        context |= {
            "found": rows,
            "count": len(process.variants),
            "rest": rest,
            "rest_needs": whole(process.cases - sum(row["cases"] for row in rows)),
        }
    return render(request, "observatory/process/ways.html", context)


@require_safe
def line_page(request: HttpRequest, district: str) -> HttpResponse:
    """Show how far needs keep to the declared line, and the place of each departure."""
    context = _read(request, district, "line")
    ways: Ways | None = context["ways"]
    if ways is not None:
        process, found = along_the_line(ways)
        context |= {
            "fitting": whole(found.fitting_cases),
            "share": percent(found.fitting_cases, process.cases),
            "mean": hundredths(found.mean_cost),
            "places": _places(found.departures, process.cases),
            "title": _("Every departure, with its place"),
            "head": [_("After"), _("What happens"), _("Needs"), _("Of all needs"), _("Times")],
            "rows": [_departure_row(one, process.cases) for one in found.departures],
        }
    return render(request, "observatory/process/line.html", context)


def stop_head() -> list[str]:
    """Return the heads of the table of steps."""
    return [
        _("Step"),
        _("Came so far"),
        _("Went on"),
        _("Stand here today"),
        _("Closed here"),
        _("Went back from here"),
        _("From the step before: a quarter within"),
        _("half within"),
        _("three quarters within"),
    ]


def stop_row(one: Stop) -> list[str]:
    """Return one step as a row of its table."""
    times = one.times
    spans = (times.first_quartile_s, times.median_s, times.third_quartile_s) if times else ()
    return [
        str(StepKind(one.step).label),
        *(whole(count) for count in (one.reached, one.on, one.here, one.closed, one.back)),
        *(([days_words(span) for span in spans]) or ["—"] * 3),
    ]


def flow_head() -> list[str]:
    """Return the heads of the table of passages."""
    return [
        _("Step"),
        _("Next step"),
        _("Times"),
        _("A quarter within"),
        _("Half within"),
        _("Three quarters within"),
    ]


def flow_row(one: Flow) -> list[str]:
    """Return one passage as a row of its table."""
    spans = (one.first_quartile_s, one.median_s, one.third_quartile_s)
    return [
        step_words(one.before),
        step_words(one.after),
        whole(one.count),
        *(days_words(span) for span in spans),
    ]


def departure_words(kind: str, step: str) -> str:
    """Return what a departure is, in plain words."""
    told = {"step": step_words(step)}
    if kind == "missing":
        return _("“%(step)s” is missing") % told
    if kind == "extra":
        return _("“%(step)s” once more, or out of its place") % told
    return _("“%(step)s”, which the line does not foresee") % told


def after_words(verb: str | None) -> str:
    """Return after which step a departure lies."""
    return step_words(verb) if verb else _("at the beginning")


def _read(request: HttpRequest, district: str, page: str) -> dict[str, Any]:
    every = all_ways(request, district)
    context = frame(request, district, page) | {"ways": None, "some": every is not None}
    if every is None:
        return context
    found = asked(request, district, every)
    return context | {
        "ways": found.ways,
        "form": found.form,
        "narrowed": bool(found.chosen) or not found.form.is_valid(),
        "problem": found.problem,
        "words": found.words,
        "needs": whole(found.ways.needs) if found.ways else "",
    }


def _way_rows(process: Process, found: Conformance) -> list[dict[str, Any]]:
    costs = found.costs.tolist()
    rows = []
    for (steps, cases), cost, _n in zip(process.variants, costs, range(_MOST_WAYS), strict=False):
        rows.append(
            {
                "steps": [step_words(step) for step in steps],
                "cases": cases,
                "count": whole(cases),
                "share": percent(cases, process.cases),
                "cost": cost,
            }
        )
    return rows


def _places(departures: Sequence[Departure], needs: int) -> list[dict[str, Any]]:
    """Return the places of the line in order, each with the departures that lie after it."""
    order = [None, *(str(step) for step in LINE.steps), "need.returned", "need.reopened"]
    found = []
    for place in order:
        here = [one for one in departures if one.after == place]
        if here:
            found.append(
                {
                    "after": after_words(place),
                    "departures": [
                        {
                            "words": departure_words(one.kind, one.step),
                            "count": whole(one.cases),
                            "number": one.cases,
                            "share": percent(one.cases, needs),
                        }
                        for one in here
                    ],
                }
            )
    return found


def _departure_row(one: Departure, needs: int) -> list[str]:
    return [
        after_words(one.after),
        departure_words(one.kind, one.step),
        whole(one.cases),
        percent(one.cases, needs),
        whole(one.times),
    ]
