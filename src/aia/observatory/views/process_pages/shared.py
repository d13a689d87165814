"""What the pages of the process share: the district, what was chosen, the words of steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from aia.access.queries import request_actor
from aia.kit.clock import now
from aia.observatory.process.acts import LINE
from aia.observatory.process.alignment import Conformance, conformance
from aia.observatory.process.mined import Process, mine
from aia.observatory.process.problems import LogProblem
from aia.observatory.process.stops import Ways, narrowed
from aia.observatory.process_forms import ChooseForm, Chosen
from aia.observatory.queries.ways import ways_of_the_line
from aia.pathways.terms import Domain
from aia.territory.queries import districts, municipalities_of

_DAY_S = 86_400
_MICROSECONDS = 1_000_000
PAGES = ("flow", "ways", "line", "compare")


@dataclass(frozen=True)
class Asked:
    """A reading that was asked for: the form, what it says, and the needs that it leaves.

    `ways` is None when no need answers to it; `problem` says so.
    """

    form: ChooseForm
    chosen: Chosen
    ways: Ways | None
    problem: str
    words: str


def all_ways(request: HttpRequest, district: str) -> Ways | None:
    """Return every need's way; None when none was recognised yet. Raises Forbidden."""
    try:
        return ways_of_the_line(request_actor(request), district, at=now())
    except LogProblem:
        return None


def asked(
    request: HttpRequest,
    district: str,
    ways: Ways,
    *,
    prefix: str | None = None,
    usual: Chosen | None = None,
) -> Asked:
    """Return the reading that the address asks for, or the usual one when it asks for none."""
    towns = {one.istat: one.name for one in municipalities_of(district)}
    told: Any = request.GET if request.GET else _initial(usual or Chosen(), prefix)
    form = ChooseForm(told, municipalities=towns, prefix=prefix)
    chosen = form.chosen()
    words = chosen_words(chosen, towns)
    try:
        left = narrowed(ways, _flags(ways, chosen))
    except LogProblem:
        problem = _("No need answers to what you chose: take a longer period or a wider area.")
        return Asked(form, chosen, None, problem, words)
    return Asked(form, chosen, left, "", words)


def halves(ways: Ways) -> tuple[Chosen, Chosen]:
    """Return the two periods that hold as many needs each, the earlier first."""
    days = np.sort(ways.began)
    middle = _day_of(int(days[len(days) // 2]))
    first = Chosen(since=_day_of(int(days[0])), until=middle - timedelta(days=1))
    return first, Chosen(since=middle, until=_day_of(int(days[-1])))


def along_the_line(ways: Ways) -> tuple[Process, Conformance]:
    """Return what the ways tell, and how far they keep to the line."""
    process = mine(ways.log)
    found = conformance(process.variants, LINE)
    return replace(process, conformance=found), found


def frame(request: HttpRequest, district: str, page: str) -> dict[str, Any]:
    """Return what every page of the process shows around its content."""
    name = next((one.name for one in districts() if one.code == district), district)
    labels = {
        "flow": _("How the line flows"),
        "ways": _("The ways taken"),
        "line": _("Where the line is left"),
        "compare": _("Compare"),
    }
    keep = request.GET.urlencode() if page != "compare" else ""
    tabs = [
        {
            "label": labels[one],
            "url": reverse(f"observatory_process:{one}", args=[district])
            + (f"?{keep}" if keep and one != "compare" else ""),
            "current": one == page,
        }
        for one in PAGES
    ]
    return {"district": district, "district_name": name, "tabs": tabs, "heading": labels[page]}


def chosen_words(chosen: Chosen, towns: dict[str, str]) -> str:
    """Return what was chosen, as a person would say it."""
    parts = [_period_words(chosen)]
    if chosen.municipality:
        parts.append(towns.get(chosen.municipality, chosen.municipality))
    if chosen.domain:
        parts.append(str(Domain(chosen.domain).label))
    return " · ".join(parts)


def step_words(verb: str) -> str:
    """Return what an act on a need is called here."""
    return {
        "need.recognised": _("Recognised"),
        "need.left_unvoiced": _("Left without a demand, for a reason"),
        "need.voiced": _("Became a demand"),
        "need.chosen": _("Choice made"),
        "need.answered": _("Answer begun"),
        "need.reviewed": _("Looked at together"),
        "need.given_back": _("Something given back"),
        "need.closed": _("Closed"),
        "need.returned": _("Went back a step"),
        "need.reopened": _("Reopened"),
    }[verb]


def days_words(seconds: float) -> str:
    """Return a time as a person would say it, in whole days."""
    days = round(seconds / _DAY_S)
    if days < 1:
        return _("less than a day")
    return _("1 day") if days == 1 else _("%(days)s days") % {"days": whole(days)}


def whole(value: float) -> str:
    """Return a whole number with its thousands grouped."""
    return str(number_format(round(value), 0, use_l10n=True, force_grouping=True))


def percent(part: float, of: float) -> str:
    """Return a share as a percentage; a dash when there is nothing to share."""
    return f"{number_format(round(100 * part / of), 0)}%" if of else "—"


def hundredths(value: float) -> str:
    """Return a number with two decimals."""
    return str(number_format(round(value, 2), 2))


def _initial(usual: Chosen, prefix: str | None) -> dict[str, str]:
    start = f"{prefix}-" if prefix else ""
    told = {
        "since": usual.since.isoformat() if usual.since else "",
        "until": usual.until.isoformat() if usual.until else "",
        "municipality": usual.municipality,
        "domain": usual.domain,
    }
    return {start + name: value for name, value in told.items()}


def _flags(ways: Ways, chosen: Chosen) -> Any:
    began = ways.began
    flags = np.ones(ways.needs, dtype=np.bool_)
    if chosen.since:
        flags &= began >= _moment(chosen.since)
    if chosen.until:
        flags &= began < _moment(chosen.until + timedelta(days=1))
    if chosen.municipality:
        flags &= ways.municipality == _place(ways.municipalities, chosen.municipality)
    if chosen.domain:
        flags &= ways.domain == _place(ways.domains, chosen.domain)
    return flags


def _place(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else -1


def _moment(day: date) -> int:
    """Return when a local day begins, in microseconds since 1970 UTC."""
    begins = datetime.combine(day, time(), timezone.get_current_timezone())
    return round(begins.timestamp() * _MICROSECONDS)


def _day_of(moment: int) -> date:
    zone = timezone.get_current_timezone()
    return datetime.fromtimestamp(moment / _MICROSECONDS, zone).date()


def _period_words(chosen: Chosen) -> str:
    told = {
        "since": date_format(chosen.since, "DATE_FORMAT") if chosen.since else "",
        "until": date_format(chosen.until, "DATE_FORMAT") if chosen.until else "",
    }
    if chosen.since and chosen.until:
        return _("needs recognised from %(since)s to %(until)s") % told
    if chosen.since:
        return _("needs recognised since %(since)s") % told
    if chosen.until:
        return _("needs recognised up to %(until)s") % told
    return _("all needs recognised")
