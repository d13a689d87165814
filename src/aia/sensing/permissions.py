"""Who may do what with sensors, notices, rules, outreach and alarms. One policy for every door.

A verb is the ledger's name of the act ("notice.taken"), or what somebody looks at ("notice.known").
Everybody stands somewhere towards a row; a verb says which standings allow it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden, Role
from aia.sensing.models import Alarm, Notice, RoutingRule, Sensor, SensorVoice
from aia.sensing.models.notices import OfNotice
from aia.sensing.models.sensors import OfSensor
from aia.sensing.terms import NoticeDoor, PassedState

Row = Notice | OfNotice | Sensor | OfSensor | RoutingRule | Alarm

OFFICE_ROLES = (Role.SOCIAL_WORKER, Role.COORDINATOR)
REPORTER_SERVICE = "reporter"
"""The service that acts for whoever sends a notice, or comes back to it, without an account."""
VOICE_SERVICE = "voice"
"""The service that acts for whoever holds a sensor's own signed link, without an account."""


class Standing(Enum):
    """How an actor stands towards a row of sensing."""

    OFFICE = "office"
    COORDINATOR = "coordinator"
    PLANNER = "planner"
    RECEIVER = "receiver"
    VOICE = "voice"
    REPORTER = "reporter"


_S = Standing
_OFFICE = frozenset({_S.OFFICE})
_COORDINATOR = frozenset({_S.COORDINATOR})
_PLANNING = frozenset({_S.PLANNER, _S.COORDINATOR})
_SENSOR = frozenset({_S.OFFICE, _S.VOICE})
_REPORTER = frozenset({_S.OFFICE, _S.REPORTER})
_BODY = frozenset({_S.OFFICE, _S.RECEIVER})

# What is not named here is the work of the district's office.
_POLICY: Mapping[str, frozenset[Standing]] = {
    "sensor.known": _SENSOR | {_S.PLANNER},
    "sensor.paused": _SENSOR,
    "sensor.resumed": _SENSOR,
    "sensor_training.taken": _SENSOR,
    "notice.known": _REPORTER | {_S.RECEIVER},
    "notice_word.said": _REPORTER,
    "notice.reopened": _REPORTER,
    "notice.taken_over": _BODY,
    "notice.turned_down": _BODY,
    "notice.redacted": _COORDINATOR,
    "notice_word.redacted": _COORDINATOR,
    "notice_media.removed": _COORDINATOR,
    "routing_rule.read": _OFFICE,
    "alarm.read": _PLANNING | {_S.OFFICE},
    "alarm.raised": _PLANNING,
    "alarm.closed": _PLANNING,
}


def may(actor: Actor, verb: str, row: Row, *, at: datetime) -> bool:
    """Say whether the actor may do `verb` to `row` (a new, unsaved row for what creates one)."""
    if actor.service:
        return _service_may(actor, verb)
    return bool(allowing(verb) & standings(actor, row, at=at))


def demand(actor: Actor, verb: str, row: Row, *, at: datetime) -> frozenset[Standing]:
    """Return the actor's standings towards the row, when one of them allows the verb.

    Raises Forbidden when none does; hidden when the actor may not even know of the row.
    """
    if actor.service:
        if _service_may(actor, verb):
            return frozenset(Standing)
        raise Forbidden(_("There is nothing here for you to do."), hidden=True)
    standing = standings(actor, row, at=at)
    if allowing(verb) & standing:
        return standing
    if not standing:
        raise Forbidden(_("There is nothing here for you to do."), hidden=True)
    raise Forbidden(_("This is not yours to do: ask a social worker or the coordinator."))


def demand_door(actor: Actor, door: str, district: str) -> None:
    """Raise Forbidden when the actor may not bring notices in by that door of the district."""
    if door == NoticeDoor.IMPORT:
        allowed = works_for_all(actor)
    elif works_for_all(actor) or door in (NoticeDoor.SENSOR, NoticeDoor.CITIZEN):
        allowed = True
    else:
        roles = (*OFFICE_ROLES, Role.PARTNER_OPERATOR)
        allowed = district in actor.districts(*roles)
    if not allowed:
        raise Forbidden(_("Notices of this district are not yours to write down."))


def allowing(verb: str) -> frozenset[Standing]:
    """Return the standings that allow a verb. Routing rules are the coordinator's."""
    if verb in _POLICY:
        return _POLICY[verb]
    return _COORDINATOR if verb.startswith("routing_rule.") else _OFFICE


def standings(actor: Actor, row: Row, *, at: datetime) -> frozenset[Standing]:
    """Return every way in which the actor stands towards the row; none: a stranger."""
    found = set()
    if row.district in actor.districts(*OFFICE_ROLES):
        found.add(Standing.OFFICE)
    if actor.has(Role.COORDINATOR, row.district):
        found.add(Standing.COORDINATOR)
    if actor.has(Role.PLANNER, row.district):
        found.add(Standing.PLANNER)
    notice = row.notice if isinstance(row, OfNotice) else row
    if isinstance(notice, Notice):
        found |= _towards_notice(actor, notice)
    sensor = row.sensor_id if isinstance(row, OfSensor) else row.pk
    if isinstance(row, Sensor | OfSensor) and speaks_for(actor, sensor, at=at):
        found.add(Standing.VOICE)
    if not isinstance(notice, Sensor | OfSensor | Alarm):
        found.discard(Standing.PLANNER)
    return frozenset(found)


def speaks_for(actor: Actor, sensor_id: UUID, *, at: datetime) -> bool:
    """Say whether the actor's account speaks for the sensor on that day."""
    day = timezone.localdate(at)
    held = SensorVoice.objects.filter(sensor=sensor_id, account=actor.id, since__lte=day)
    return held.filter(Q(until=None) | Q(until__gt=day)).exists()


def works_for_all(actor: Actor) -> bool:
    """Say whether the actor is one of the installation's own jobs, which do everything."""
    return bool(actor.service) and actor.service not in (REPORTER_SERVICE, VOICE_SERVICE)


def _towards_notice(actor: Actor, notice: Notice) -> set[Standing]:
    found = set()
    passed = notice.passed_to_id is not None and notice.passed_state != PassedState.DECLINED
    if passed and notice.passed_to_id in actor.organisations():
        found.add(Standing.RECEIVER)
    if notice.reporter is not None and notice.reporter == actor.id:
        found.add(Standing.REPORTER)
    return found


def _service_may(actor: Actor, verb: str) -> bool:
    """Named services do everything, but for those that stand for who has no account."""
    if actor.service == REPORTER_SERVICE:
        return Standing.REPORTER in _POLICY.get(verb, frozenset())
    if actor.service == VOICE_SERVICE:
        return Standing.VOICE in _POLICY.get(verb, frozenset())
    return True
