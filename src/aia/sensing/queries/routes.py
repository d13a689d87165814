"""Why a notice is where it is, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from aia.access.queries import account_names
from aia.access.terms import Actor
from aia.pathways.queries import taxonomy
from aia.pathways.terms import Domain
from aia.people.terms import AgeBand
from aia.sensing import permissions
from aia.sensing.deadlines import rule_called
from aia.sensing.models import Notice, RoutingRule
from aia.sensing.rules.routing import GUESSED
from aia.sensing.terms import MovedFor, NoticeDoor, RuleState, Urgency


@dataclass(frozen=True, kw_only=True)
class Why:
    """Why a notice came here. `rule` is "" when none sent it; `conditions` are those that held.

    `guessed` says that a suggestion stood in for a decision; `changed` that the rule asks
    something else by now; `moved` why somebody moved it; `due` why it is due when it is.
    """

    rule: str
    conditions: Sequence[str]
    guessed: bool
    changed: bool
    assignee: str
    moved: str
    due: str
    due_on: date | None

    @property
    def sentence(self) -> str:
        """Return the reason in one plain sentence."""
        if self.moved:
            return _("Moved here by a colleague: %(why)s.") % {"why": self.moved}
        if not self.rule:
            return _("No rule names it: it waits for whoever of the office takes it.")
        return _("The rule “%(rule)s” sent it: %(because)s.") % {
            "rule": self.rule,
            "because": ", ".join(self.conditions) or _("it takes every notice"),
        }


def why_here(notice: Notice) -> Why:
    """Return why a notice came to where it is, for whoever was already let in to it."""
    rule = notice.route
    deadline = rule_called(notice.due_rule)
    names = account_names([notice.assigned_to]) if notice.assigned_to else {}
    return Why(
        rule=rule.name if rule else "",
        conditions=[_condition(code, notice) for code in notice.route_because if code != GUESSED],
        guessed=GUESSED in notice.route_because,
        changed=rule is not None and rule.last_entry_id != notice.route_version,
        assignee=names.get(notice.assigned_to, "") if notice.assigned_to else "",
        moved=str(MovedFor(notice.moved_for).label) if notice.moved_for else "",
        due=deadline.about if deadline else "",
        due_on=notice.due_on,
    )


def routing_rules(
    actor: Actor, district: str, *, dropped: bool = False, at: datetime
) -> list[RoutingRule]:
    """Return the district's rules in the order in which they are asked. Raises Forbidden."""

    permissions.demand(actor, "routing_rule.read", RoutingRule(district=district), at=at)
    rows = RoutingRule.objects.filter(district=district)
    if not dropped:
        rows = rows.filter(state=RuleState.ACTIVE)
    return list(rows.order_by("position", "id"))


def _condition(code: str, notice: Notice) -> str:
    """Return one condition that held, in words."""
    about, _sign, value = code.partition(":")
    town = notice.municipality.name if notice.municipality else value
    said: dict[str, Callable[[], str]] = {
        "municipality": lambda: _("it is about %(town)s") % {"town": town},
        "domain": lambda: _("the area of life is %(domain)s") % {"domain": Domain(value).label},
        "category": lambda: _("the need is %(category)s") % {"category": taxonomy().label(value)},
        "urgency": lambda: _("the urgency is “%(urgency)s”") % {"urgency": Urgency(value).label},
        "door": lambda: _("it came by: %(door)s") % {"door": NoticeDoor(value).label},
        "age_band": lambda: _("the age is %(band)s") % {"band": AgeBand(value).label},
        "language": lambda: _("the language is %(language)s") % {"language": value},
    }
    return said[about]()
