"""What may be happening in a place: the list, one alarm with its map and weeks, what it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.kit.clock import now
from aia.pathways.terms import Domain
from aia.sensing import actions, permissions
from aia.sensing.forms.numbers import CloseAlarmForm
from aia.sensing.models import Alarm
from aia.sensing.queries import (
    AlarmDetail,
    AlarmRow,
    WeekCount,
    alarm_of,
    alarms_of,
    district_weeks,
)
from aia.sensing.terms import AlarmKind, AlarmState
from aia.sensing.views.numbers import count_words, place_of, tabs, tenths, whole
from aia.territory.queries import outline
from aia.web.acts import ActPage
from aia.web.drawing.maps import Area, Key, areas_map
from aia.web.drawing.weeks import Week, weeks_chart
from aia.web.terms import Crumb

_FEW = 5
_MOST_NAMES = 4
_WEEKS_A_YEAR = 52
_TONES = {
    AlarmState.OPEN: "care",
    AlarmState.CONFIRMED: "alert",
    AlarmState.EXPLAINED: "neutral",
    AlarmState.FALSE: "neutral",
}


@require_safe
def alarms_page(request: HttpRequest) -> HttpResponse:
    """Show the alarms, those to be looked at first, and the weeks of the whole district."""
    actor, at = request_actor(request), now()
    place = place_of(request, actor)
    weeks = district_weeks(actor, place.code, at=at)
    title = gettext("Notices of the whole district, week by week")
    context = {
        "place": place,
        "tabs": tabs("alarms", place),
        "rows": [_told(row) for row in alarms_of(actor, place.code)],
        "title": title,
        "chart": weeks_chart(
            [_bar(week, limits=True) for week in weeks], title, gettext("notices a week")
        ),
        "head": [gettext("Week of"), gettext("Notices"), gettext("Usual"), gettext("Limit")],
        "weeks": [
            [date_format(week.monday, "DATE_FORMAT"), count_words(week.count), *_limits(week)]
            for week in weeks
        ],
        "some": any(week.count for week in weeks),
    }
    return render(request, "sensing/alarms.html", context)


@require_safe
def alarm_page(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Show one alarm: where, when, how unusual, and what the office made of it."""
    actor, at = request_actor(request), now()
    found = _found(request, alarm_id)
    alarm = found.row.alarm
    title = gettext("Where")
    chart = gettext("Notices in these places, week by week")
    context = {
        "detail": found,
        "crumbs": _crumbs(alarm, gettext("Alarm")),
        **_told(found.row),
        "sentences": _sentences(found),
        "places": list(found.places.values()),
        "map_title": title,
        "map": _map(found, title),
        "map_head": [gettext("Municipality"), gettext("In the alarm")],
        "chart_title": chart,
        "chart": weeks_chart(
            [_bar(week, alarm=alarm) for week in found.weeks], chart, gettext("notices a week")
        ),
        "head": [gettext("Week of"), gettext("Notices"), gettext("In the alarm")],
        "weeks": [_week_row(week, alarm) for week in found.weeks],
        "may_close": alarm.state == AlarmState.OPEN
        and permissions.may(actor, "alarm.closed", alarm, at=at),
    }
    return render(request, "sensing/alarm.html", context)


class CloseAlarm(ActPage):
    """Say what an alarm was."""

    form_class = CloseAlarmForm
    heading = _("What was it?")
    lead = _("What you write stays with the alarm, for who plans after you.")
    submit = _("Close the alarm")
    done = _("The alarm is closed.")
    detail: AlarmDetail

    def load(self, alarm_id: UUID, **_ids: Any) -> None:
        """Read the alarm."""
        self.detail = alarm_of(self.actor, alarm_id, at=self.at)

    def check(self) -> None:
        permissions.demand(self.actor, "alarm.closed", self.detail.row.alarm, at=self.at)

    def seen(self) -> int | None:
        return self.detail.row.alarm.last_entry_id

    def crumbs(self) -> list[Crumb]:
        alarm = self.detail.row.alarm
        return [*_crumbs(alarm, gettext("Alarm"), here=False), Crumb(str(self.heading))]

    def context(self) -> dict[str, Any]:
        return {"back_url": self.after(None)}

    def perform(self, told: dict[str, Any]) -> Alarm:
        alarm_id = self.detail.row.alarm.id
        return actions.close_alarm(actor=self.actor, alarm_id=alarm_id, **told, at=self.at)

    def after(self, result: Any) -> str:
        return reverse("sensing:alarm", args=[self.detail.row.alarm.id])


def _found(request: HttpRequest, alarm_id: UUID) -> AlarmDetail:
    try:
        return alarm_of(request_actor(request), alarm_id, at=now())
    except Alarm.DoesNotExist as error:
        raise Http404(gettext("There is no such alarm.")) from error


def _crumbs(alarm: Alarm, label: str, *, here: bool = True) -> list[Crumb]:
    address = "" if here else reverse("sensing:alarm", args=[alarm.id])
    return [
        Crumb(gettext("What is happening"), reverse("sensing:alarms")),
        Crumb(label, address),
    ]


def _told(row: AlarmRow) -> dict[str, Any]:
    """Return what the list and the page say of an alarm."""
    alarm = row.alarm
    return {
        "alarm": alarm,
        "url": reverse("sensing:alarm", args=[alarm.id]),
        "where": _where(row),
        "about": Domain(alarm.domain).label if alarm.domain else gettext("Needs of every kind"),
        "kind": _kind(row),
        "state": AlarmState(alarm.state).label,
        "tone": _TONES[AlarmState(alarm.state)],
        "observed": count_words(alarm.observed),
    }


def _where(row: AlarmRow) -> str:
    if row.everywhere:
        return gettext("The whole district")
    rest = len(row.names) - _MOST_NAMES
    if rest <= 0:
        return ", ".join(row.names)
    named = ", ".join(row.names[:_MOST_NAMES])
    told = {"names": named, "rest": rest}
    return ngettext("%(names)s and %(rest)d other", "%(names)s and %(rest)d others", rest) % told


def _kind(row: AlarmRow) -> str:
    if row.everywhere and row.alarm.kind == AlarmKind.CHART:
        return gettext("More notices than usual in the district")
    return str(AlarmKind(row.alarm.kind).label)


def _sentences(found: AlarmDetail) -> Sequence[str]:
    """Return in plain words how many came, how many were usual, and how unusual that is."""
    alarm = found.row.alarm
    told = {"observed": count_words(alarm.observed), "usual": tenths(float(alarm.expected))}
    first = gettext("%(observed)s notices came in these days; about %(usual)s are usual.") % told
    return [first, _unusual(alarm)]


def _unusual(alarm: Alarm) -> str:
    if alarm.p is None:
        return gettext(
            "That is %(spreads)s times the usual spread over the middle of the weeks before."
        ) % {"spreads": tenths(float(alarm.statistic))}
    years = 1 / float(alarm.p) / _WEEKS_A_YEAR
    return gettext(
        "Were nothing happening, looking once a week one would meet a cluster like this about "
        "once in %(years)s years."
    ) % {"years": whole(years) if years >= 10 else tenths(years)}  # noqa: PLR2004


def _bar(week: WeekCount, *, alarm: Alarm | None = None, limits: bool = False) -> Week:
    few = week.count < _FEW
    return Week(
        week.monday,
        _FEW - 1 if few else week.count,
        few=few,
        usual=week.usual if limits else None,
        limit=week.limit if limits else None,
        marked=alarm is not None and alarm.since <= week.monday <= alarm.until,
        words=count_words(week.count),
    )


def _limits(week: WeekCount) -> list[str]:
    return ["—" if value is None else tenths(value) for value in (week.usual, week.limit)]


def _week_row(week: WeekCount, alarm: Alarm) -> list[str]:
    inside = alarm.since <= week.monday <= alarm.until
    return [
        date_format(week.monday, "DATE_FORMAT"),
        count_words(week.count),
        gettext("yes") if inside else "",
    ]


def _map(found: AlarmDetail, title: str) -> str:
    drawing = outline(found.row.alarm.district)
    if drawing is None:
        return ""
    inside = gettext("in the alarm")
    areas = {istat: Area(name, "aia-map-alarm", inside) for istat, name in found.places.items()}
    keys = [Key("aia-map-alarm", inside), Key("aia-map-none", gettext("the rest of the district"))]
    return areas_map(drawing.paths, (drawing.width, drawing.height), areas, keys, title)
