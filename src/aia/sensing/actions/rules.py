"""The coordinator's routing rules: asked in order, the first that holds sends the notice."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.pathways.queries import taxonomy
from aia.pathways.terms import Domain, Refused
from aia.people.terms import AgeBand
from aia.sensing import permissions
from aia.sensing.actions.triage import check_colleague
from aia.sensing.models import RoutingRule
from aia.sensing.rules import values
from aia.sensing.terms import NoticeDoor, RuleState, Urgency
from aia.sensing.verbs import triage as verbs
from aia.territory.queries import UnknownMunicipality, current_code
from aia.trace.actions import lock, record


@transaction.atomic
def add_routing_rule(
    *,
    actor: Actor,
    district: str,
    name: str,
    municipalities: Collection[str] = (),
    domains: Collection[str] = (),
    categories: Collection[str] = (),
    urgencies: Collection[str] = (),
    doors: Collection[str] = (),
    age_bands: Collection[str] = (),
    languages: Collection[str] = (),
    to_account: UUID | None = None,
    at: datetime,
) -> RoutingRule:
    """Add a rule after the others. A condition without values asks nothing.

    `to_account` receives what it sends; without one it waits for everybody under the rule's name.
    Raises Forbidden for anybody but a coordinator; Refused.
    """
    rule = RoutingRule(district=district)
    permissions.demand(actor, "routing_rule.added", rule, at=at)
    rule.name = values.text(name, "name", required=True, longest=values.LONGEST_NAME)
    facts = verbs.RoutingRuleAdded(
        position=len(_in_order(district)) + 1,
        **_conditions(municipalities, domains, categories, urgencies, doors, age_bands, languages),
        to_account=_receiver(to_account, district, at),
    )
    return record(rule, facts, actor=actor, at=at)


@transaction.atomic
def change_routing_rule(
    *,
    actor: Actor,
    rule_id: UUID,
    name: str,
    municipalities: Collection[str] = (),
    domains: Collection[str] = (),
    categories: Collection[str] = (),
    urgencies: Collection[str] = (),
    doors: Collection[str] = (),
    age_bands: Collection[str] = (),
    languages: Collection[str] = (),
    to_account: UUID | None = None,
    seen: int | None = None,
    at: datetime,
) -> RoutingRule:
    """Let a rule ask something else or send to somebody else; what it sent stays where it is.

    Raises Forbidden, RowChanged, Refused.
    """
    rule = _held(rule_id, "routing_rule.changed", actor, at, seen)
    rule.name = values.text(name, "name", required=True, longest=values.LONGEST_NAME)
    facts = verbs.RoutingRuleChanged(
        **_conditions(municipalities, domains, categories, urgencies, doors, age_bands, languages),
        to_account=_receiver(to_account, rule.district, at),
    )
    return record(rule, facts, actor=actor, at=at)


@transaction.atomic
def move_routing_rule(
    *, actor: Actor, rule_id: UUID, position: int, seen: int | None = None, at: datetime
) -> RoutingRule:
    """Let a rule be asked at another place in the order (1 is the first).

    Raises Forbidden, RowChanged.
    """
    rule = _held(rule_id, "routing_rule.moved", actor, at, seen)
    others = [one for one in _in_order(rule.district) if one.id != rule.id]
    others.insert(max(0, position - 1), rule)
    _number(others, actor=actor, at=at)
    return rule


@transaction.atomic
def drop_routing_rule(
    *, actor: Actor, rule_id: UUID, seen: int | None = None, at: datetime
) -> RoutingRule:
    """Follow a rule no more; notices that it sent still say so. Raises Forbidden, RowChanged."""
    rule = _held(rule_id, "routing_rule.dropped", actor, at, seen)
    record(rule, verbs.RoutingRuleDropped(), actor=actor, at=at)
    _number(_in_order(rule.district), actor=actor, at=at)
    return rule


def _held(rule_id: UUID, verb: str, actor: Actor, at: datetime, seen: int | None) -> RoutingRule:
    rule = lock(RoutingRule.objects.all(), rule_id, seen=seen)
    permissions.demand(actor, verb, rule, at=at)
    if rule.state == RuleState.OFF:
        raise Refused(_("This rule is not followed any more: write a new one."))
    return rule


def _in_order(district: str) -> list[RoutingRule]:
    """Return the district's rules in order, locked."""
    rows = RoutingRule.objects.filter(district=district, state=RuleState.ACTIVE)
    return list(rows.select_for_update(no_key=True).order_by("position", "id"))


def _number(rules: list[RoutingRule], *, actor: Actor, at: datetime) -> None:
    """Give each rule the number of its place; those that keep theirs are left alone."""
    for position, rule in enumerate(rules, start=1):
        if rule.position != position:
            record(rule, verbs.RoutingRuleMoved(position=position), actor=actor, at=at)


def _conditions(
    municipalities: Collection[str],
    domains: Collection[str],
    categories: Collection[str],
    urgencies: Collection[str],
    doors: Collection[str],
    age_bands: Collection[str],
    languages: Collection[str],
) -> dict[str, Any]:
    """Return the conditions as the ledger keeps them. Raises Refused naming the first wrong one."""
    unknown = set(categories) - taxonomy().categories.keys()
    if unknown:
        raise Refused(_("Choose a category of need from the list."), field="categories")
    try:
        towns = tuple(sorted({current_code(one) for one in municipalities}))
    except UnknownMunicipality as error:
        raise Refused(_("Choose a municipality from the list."), field="municipalities") from error
    return {
        "municipalities": towns,
        "domains": values.codes(domains, Domain, "domains"),
        "categories": tuple(sorted(set(categories))),
        "urgencies": values.codes(urgencies, Urgency, "urgencies"),
        "doors": values.codes(doors, NoticeDoor, "doors"),
        "age_bands": values.codes(age_bands, AgeBand, "age_bands"),
        "languages": tuple(sorted({values.language(one) for one in languages})),
    }


def _receiver(account: UUID | None, district: str, at: datetime) -> UUID | None:
    if account is not None:
        check_colleague(account, district, at=at, field="to_account")
    return account
