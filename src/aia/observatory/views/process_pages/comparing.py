"""Two periods or two areas, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aia.observatory.process.alignment import Conformance
from aia.observatory.process.comparing import Comparison, DepartureChange, FlowChange, compare
from aia.observatory.process.mined import Process
from aia.observatory.process.stops import Stop, Ways, stops
from aia.observatory.views.process_pages.drawing import pair_picture
from aia.observatory.views.process_pages.pages import after_words, departure_words
from aia.observatory.views.process_pages.shared import (
    all_ways,
    along_the_line,
    asked,
    days_words,
    frame,
    halves,
    hundredths,
    percent,
    step_words,
    whole,
)
from aia.web.terms import StepKind

_FEW = 20
_MOST = 12
_DAY_S = 86_400


@require_safe
def compare_page(request: HttpRequest, district: str) -> HttpResponse:
    """Show what differs between two readings; without a question, the two halves of all needs."""
    every = all_ways(request, district)
    context = frame(request, district, "compare") | {"some": every is not None}
    if every is not None:
        usual = halves(every)
        first = asked(request, district, every, prefix="a", usual=usual[0])
        second = asked(request, district, every, prefix="b", usual=usual[1])
        context |= {
            "first": first,
            "second": second,
            "problem": first.problem or second.problem,
            "compared": False,
        }
        if first.ways and second.ways:
            context |= _compared(first.ways, second.ways, (first.words, second.words))
    return render(request, "observatory/process/compare.html", context)


def _compared(first: Ways, second: Ways, names: tuple[str, str]) -> dict[str, Any]:
    (one, one_fits), (other, other_fits) = along_the_line(first), along_the_line(second)
    found = compare(one, other)
    stops_one, stops_other = stops(first), stops(second)
    title = _("Of every 100 needs, how many came so far")
    columns = [_("First reading"), _("Second reading"), _("Difference")]
    return {
        "compared": True,
        "few": min(first.needs, second.needs) < _FEW,
        "title": title,
        "picture": pair_picture(
            stops_one, stops_other, title, (_("first reading"), _("second reading"))
        ),
        "head": [_("Step"), *columns],
        "rows": [
            [str(StepKind(a.step).label), *_shares(a, b, stops_one[0], stops_other[0])]
            for a, b in zip(stops_one, stops_other, strict=True)
        ],
        "whole_title": _("As a whole"),
        "whole_head": ["", *columns],
        "whole_rows": list(_whole_rows((one, other), (one_fits, other_fits), found)),
        "times_title": _("Half of the needs came to the step within"),
        "times_head": [_("Step"), *columns],
        "times_rows": list(_times_rows(stops_one, stops_other)),
        "flows_title": _("What follows each step: the largest changes"),
        "flows_head": [_("Step"), _("Next step"), *columns],
        "flows_rows": [_flow_row(flow, one, other) for flow in found.flows[:_MOST]],
        "departures_title": _("Where the line is left: the largest changes"),
        "departures_head": [_("After"), _("What happens"), *columns],
        "departures_rows": [_departure_row(change) for change in found.departures[:_MOST]],
    }


def _shares(one: Stop, other: Stop, first: Stop, second: Stop) -> list[str]:
    shares = (one.reached / first.reached, other.reached / second.reached)
    return [percent(shares[0], 1), percent(shares[1], 1), _points(shares[1] - shares[0])]


def _whole_rows(
    both: tuple[Process, Process], kept: tuple[Conformance, Conformance], found: Comparison
) -> Iterator[list[str]]:
    one, other = both
    yield [_("Needs"), whole(one.cases), whole(other.cases), _signed(other.cases - one.cases)]
    fits = [side.fitting_cases / p.cases for side, p in zip(kept, both, strict=True)]
    yield [
        _("Keep to the line"),
        *(percent(fit, 1) for fit in fits),
        _points(found.fitting_change or 0),
    ]
    means = [side.mean_cost for side in kept]
    yield [
        _("Departures from the line, for each need"),
        *(hundredths(mean) for mean in means),
        _signed(means[1] - means[0], 2),
    ]
    yield [
        _("From the first act to the last, half within"),
        days_words(one.median_case_s),
        days_words(other.median_case_s),
        _days(found.median_case_change_s),
    ]


def _times_rows(first: Sequence[Stop], second: Sequence[Stop]) -> Iterator[list[str]]:
    for one, other in list(zip(first, second, strict=True))[1:]:
        spans = [stop.times.median_s if stop.times else None for stop in (one, other)]
        known = spans[0] is not None and spans[1] is not None
        yield [
            str(StepKind(one.step).label),
            *("—" if span is None else days_words(span) for span in spans),
            _days((spans[1] or 0) - (spans[0] or 0)) if known else "—",
        ]


def _flow_row(change: FlowChange, one: Process, other: Process) -> list[str]:
    shares = [_share(change, side, process) for side, process in ((0, one), (1, other))]
    return [
        step_words(change.before),
        step_words(change.after),
        *(percent(share, 1) for share in shares),
        _points(change.share_change),
    ]


def _share(change: FlowChange, side: int, process: Process) -> float:
    flow = (change.first, change.second)[side]
    leaving = sum(f.count for f in process.directly_follows if f.before == change.before)
    return flow.count / leaving if flow else 0.0


def _departure_row(change: DepartureChange) -> list[str]:
    return [
        after_words(change.after),
        departure_words(change.kind, change.step),
        percent(change.first_share, 1),
        percent(change.second_share, 1),
        _points(change.second_share - change.first_share),
    ]


def _points(change: float) -> str:
    return _("%(points)s points") % {"points": _signed(100 * change)}


def _days(seconds: float) -> str:
    return _("%(days)s days") % {"days": _signed(seconds / _DAY_S)}


def _signed(value: float, digits: int = 0) -> str:
    rounded = round(value, digits)
    if not rounded:
        return "0"
    text = number_format(abs(rounded), digits, use_l10n=True, force_grouping=True)
    return ("+" if rounded > 0 else "\N{MINUS SIGN}") + text
