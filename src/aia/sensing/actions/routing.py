"""Sending a notice to somebody, by the district's rules as they stand."""

from __future__ import annotations

from datetime import datetime

from aia.access.terms import Actor
from aia.sensing.models import Notice, RoutingRule
from aia.sensing.rules import routing
from aia.sensing.rules.routing import Route, Told
from aia.sensing.terms import NoticeState, RuleState
from aia.sensing.verbs import notices as verbs
from aia.trace.actions import record


def route_for(district: str, told: Told) -> Route:
    """Return where the rules send a notice that tells so; nowhere when none holds."""
    rules = RoutingRule.objects.filter(district=district, state=RuleState.ACTIVE)
    for rule in rules.order_by("position", "id"):
        because = routing.holds(rule, told)
        if because is not None:
            return Route(rule.id, rule.last_entry_id, rule.to_account, because)
    return routing.NOWHERE


def told_by(notice: Notice) -> Told:
    """Return what a notice says of itself, the suggestion standing in for a decision."""
    return Told(
        municipality=notice.municipality_id,
        urgency=notice.urgency,
        door=notice.door,
        age_band=notice.age_band,
        language=notice.language,
        domain=notice.domain,
        category=notice.category or notice.suggested,
        guessed=notice.category is None,
    )


def route_again(notice: Notice, *, actor: Actor, at: datetime) -> Notice:
    """Ask the rules again about a locked notice that nobody took or moved yet."""
    if notice.state != NoticeState.RECEIVED or notice.moved_for is not None:
        return notice
    route = route_for(notice.district, told_by(notice))
    if (route.rule, route.account) == (notice.route_id, notice.assigned_to):
        return notice
    facts = verbs.NoticeRouted(
        assigned_to=route.account,
        route=route.rule,
        route_version=route.version,
        route_because=route.because,
    )
    return record(notice, facts, actor=actor, at=at)
