"""Where notices go: the district's rules in their order, and the acts that change them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from aia.access.queries import account_names, request_actor
from aia.access.terms import Actor, Forbidden, Role
from aia.kit.clock import now
from aia.pathways.queries import colleagues, taxonomy
from aia.pathways.terms import Domain
from aia.people.terms import AgeBand
from aia.sensing import actions, permissions
from aia.sensing.forms.rules import CONDITIONS, LANGUAGES, RuleForm
from aia.sensing.models import RoutingRule
from aia.sensing.queries import routing_rules
from aia.sensing.terms import NoticeDoor, Urgency
from aia.territory.queries import municipalities_of
from aia.web.acts import ActPage
from aia.web.terms import Crumb


@require_safe
def rules_page(request: HttpRequest) -> HttpResponse:
    """List the rules of the reader's district in the order in which they are asked."""
    actor, at = request_actor(request), now()
    district = _district(actor)
    rules = routing_rules(actor, district, at=at)
    names = account_names({rule.to_account for rule in rules if rule.to_account})
    context = {
        "rows": [
            {
                "rule": rule,
                "asks": _asks(rule),
                "to": names.get(rule.to_account, "") if rule.to_account else "",
            }
            for rule in rules
        ],
        "may_change": actor.has(Role.COORDINATOR, district),
    }
    return render(request, "sensing/rules.html", context)


@require_POST
def raise_rule(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Let a rule be asked one place earlier."""
    actor, at = request_actor(request), now()
    rules = routing_rules(actor, _rule(rule_id).district, at=at)
    place = next(n for n, rule in enumerate(rules, start=1) if rule.id == rule_id)
    actions.move_routing_rule(actor=actor, rule_id=rule_id, position=max(1, place - 1), at=at)
    return redirect("sensing:rules")


@require_POST
def drop_rule(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Stop following a rule."""
    _rule(rule_id)
    actions.drop_routing_rule(actor=request_actor(request), rule_id=rule_id, at=now())
    messages.success(request, gettext("The rule is no longer followed."))
    return redirect("sensing:rules")


class NewRule(ActPage):
    """A rule is added at the end."""

    form_class = RuleForm
    heading = _("A new rule")
    lead = _("Every condition that names something must hold. What is left empty asks nothing.")
    submit = _("Add the rule")
    done = _("The rule is followed from now on.")
    district: str

    def load(self, **_ids: Any) -> None:
        """Find the reader's district."""
        self.district = _district(self.actor)

    def check(self) -> None:
        rule = RoutingRule(district=self.district)
        permissions.demand(self.actor, "routing_rule.added", rule, at=self.at)

    def form_arguments(self) -> dict[str, Any]:
        known = colleagues(self.actor, self.district, at=self.at)
        return {"district": self.district, "colleagues": known}

    def crumbs(self) -> list[Crumb]:
        above = Crumb(gettext("Where notices go"), reverse("sensing:rules"))
        return [above, Crumb(str(self.heading))]

    def context(self) -> dict[str, Any]:
        return {"back_url": self.after(None)}

    def perform(self, told: dict[str, Any]) -> Any:
        told = {name: value for name, value in told.items() if name != "seen"}
        return actions.add_routing_rule(
            actor=self.actor, district=self.district, at=self.at, **told
        )

    def after(self, result: Any) -> str:
        return reverse("sensing:rules")


class ChangeRule(NewRule):
    """What a rule asks, and to whom it sends."""

    heading = _("Change the rule")
    submit = _("Keep")
    done = _("Changed. Notices that it sent before stay where they are.")
    rule: RoutingRule

    def load(self, **ids: Any) -> None:
        """Read the rule."""
        self.rule = _rule(ids["rule_id"])
        self.district = self.rule.district

    def check(self) -> None:
        permissions.demand(self.actor, "routing_rule.changed", self.rule, at=self.at)

    def seen(self) -> int | None:
        return self.rule.last_entry_id

    def initial(self) -> dict[str, Any]:
        kept = {name: getattr(self.rule, name) for name in CONDITIONS}
        return {"name": self.rule.name, "to_account": self.rule.to_account, **kept}

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.change_routing_rule(
            actor=self.actor, rule_id=self.rule.id, at=self.at, **told
        )


def _district(actor: Actor) -> str:
    """Return the district whose rules the reader sees. Raises Forbidden."""
    districts = sorted(actor.districts(*permissions.OFFICE_ROLES))
    if not districts:
        raise Forbidden(gettext("Where notices go is the office’s to see."))
    return districts[0]


def _rule(rule_id: UUID) -> RoutingRule:
    try:
        return RoutingRule.objects.get(pk=rule_id)
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error


def _asks(rule: RoutingRule) -> str:
    """Return a rule's conditions in words; "" when it takes every notice."""
    towns = {town.istat: town.name for town in municipalities_of(rule.district)}
    labels: dict[str, Any] = {
        "municipalities": towns,
        "domains": dict(Domain.choices),
        "categories": {code: one.label for code, one in taxonomy().categories.items()},
        "urgencies": dict(Urgency.choices),
        "doors": dict(NoticeDoor.choices),
        "age_bands": dict(AgeBand.choices),
        "languages": dict(LANGUAGES),
    }
    return " · ".join(
        ", ".join(str(labels[name].get(code, code)) for code in getattr(rule, name))
        for name in CONDITIONS
        if getattr(rule, name)
    )
