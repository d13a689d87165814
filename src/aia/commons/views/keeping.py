"""What one keeps: the list, putting something new on the floor, and the acts on it."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Forbidden
from aia.commons import actions, permissions
from aia.commons.forms import resources as forms
from aia.commons.forms.openings import days_shown, hours_shown
from aia.commons.models import Resource
from aia.commons.queries import Keeper, get_resource, keepers_for, kept_by, looked_after
from aia.commons.terms import ResourceState
from aia.commons.views.catalogue import crumbs
from aia.commons.views.shown import shown_all
from aia.kit.clock import now
from aia.web.acts import ActPage
from aia.web.forms import ActForm
from aia.web.terms import Crumb


@require_safe
def mine_page(request: HttpRequest) -> HttpResponse:
    """List what the reader keeps, and what the office looks after."""
    actor, at = request_actor(request), now()
    if not actor.districts(*permissions.OFFERING):
        raise Forbidden(gettext("Here is what bodies and people put on the floor."))
    state = request.GET.get("state", ResourceState.OFFERED)
    state = state if state in ResourceState.values else ResourceState.OFFERED
    office = bool(actor.districts(*permissions.OFFICE_ROLES))
    rows = looked_after(actor, state=state) if office else kept_by(actor)
    context = {
        "items": shown_all(rows[:200], at=at),
        "office": office,
        "states": [(code, label, code == state) for code, label in ResourceState.choices],
        "crumbs": crumbs(None, gettext("What we keep")),
    }
    return render(request, "commons/mine.html", context)


class Offer(ActPage):
    """Something is put on the floor."""

    form_class = forms.OfferForm
    heading = _("Put something on the floor")
    lead = _("A thing, a place, a few hours: whoever needs it finds it in the public catalogue.")
    submit = _("Put it on the floor")
    done = _("It is on the floor. Say now when it is open, if it has hours.")
    district: str
    keepers: list[Keeper]

    def load(self, **_ids: Any) -> None:
        """Find the district, and in whose name the reader may offer there."""
        districts = sorted(self.actor.districts(*permissions.OFFERING))
        if not districts:
            raise Forbidden(gettext("Here is what bodies and people put on the floor."))
        self.district = districts[0]
        self.keepers = keepers_for(self.actor, self.district, at=self.at)

    def form_arguments(self) -> dict[str, Any]:
        return {"district": self.district, "keepers": self.keepers}

    def crumbs(self) -> list[Crumb]:
        return crumbs(None, str(self.heading))

    def context(self) -> dict[str, Any]:
        return {"back_url": reverse("commons:mine")}

    def perform_form(self, form: forms.OfferForm) -> Resource:
        return actions.offer_resource(
            actor=self.actor,
            district=self.district,
            kind=form.cleaned_data["kind"],
            said=form.said(),
            **form.keeper_ids(),
            at=self.at,
        )

    def after(self, result: Resource) -> str:
        return reverse("commons:resource", args=[result.id])


class OnResource(ActPage):
    """Base of the acts on something on the floor."""

    verb: ClassVar[str]
    resource: Resource

    def load(self, resource_id: UUID, **_ids: Any) -> None:
        """Read the resource, as somebody who may act on it."""
        self.resource = get_resource(self.actor, resource_id, self.verb, at=self.at)

    def seen(self) -> int | None:
        return self.resource.last_entry_id

    def crumbs(self) -> list[Crumb]:
        return crumbs(self.resource, str(self.heading))

    def context(self) -> dict[str, Any]:
        return {"back_url": self.after(None)}

    def after(self, result: Any) -> str:
        return reverse("commons:resource", args=[self.resource.id])

    def act_on(self, act: Any, **told: Any) -> Any:
        """Call an action on the resource."""
        return act(actor=self.actor, resource_id=self.resource.id, at=self.at, **told)


class Change(OnResource):
    """What is said of it."""

    verb = "resource.changed"
    form_class = forms.ResourceForm
    heading = _("Change what is said of it")
    submit = _("Keep")
    done = _("Changed.")

    def form_arguments(self) -> dict[str, Any]:
        return {"district": self.resource.district}

    def initial(self) -> dict[str, Any]:
        told = self.resource
        same = ("name", "about", "intensity", "capacity", "sharing", "cost_words", "address")
        whom = ("audience", "min_age", "max_age", "towns", "for_words", "place_id")
        return {
            "municipality": told.municipality_id,
            **{name: getattr(told, name) for name in (*same, *whom)},
        }

    def perform_form(self, form: forms.ResourceForm) -> Any:
        seen = form.cleaned_data["seen"]
        return self.act_on(actions.change_resource, said=form.said(), seen=seen)


class SetCalendar(OnResource):
    """When it is open."""

    verb = "resource.timed"
    form_class = forms.CalendarForm
    heading = _("When is it open?")
    lead = _("Write hours as 9:00-12:30, 14:00-18:00. With none at all, they are agreed each time.")
    submit = _("Keep")
    done = _("The hours are kept.")

    def initial(self) -> dict[str, Any]:
        told = self.resource
        return {
            **{f"day_{n}": hours_shown(told.hours, n) for n in range(1, 8)},
            "open_on_holidays": told.open_on_holidays,
            "exceptions": days_shown(told.exceptions),
        }

    def perform(self, told: dict[str, Any]) -> Any:
        return self.act_on(
            actions.set_calendar,
            hours=told["hours"],
            exceptions=told["days"],
            open_on_holidays=told["open_on_holidays"],
            seen=told["seen"],
        )


class Pause(OnResource):
    """It rests: the catalogue does not show it, its page says so."""

    verb = "resource.paused"
    form_class = forms.PauseForm
    heading = _("Let it rest")
    lead = _("The catalogue does not show it meanwhile. It comes back by itself on that day.")
    submit = _("Let it rest")
    done = _("It is resting.")

    def perform(self, told: dict[str, Any]) -> Any:
        return self.act_on(actions.pause_resource, **told)


class Resume(OnResource):
    """It is on the floor again."""

    verb = "resource.resumed"
    form_class = ActForm
    heading = _("Put it on the floor again")
    submit = _("Put it on the floor again")
    done = _("It is on the floor again.")

    def perform(self, told: dict[str, Any]) -> Any:
        return self.act_on(actions.resume_resource, **told)


class Withdraw(OnResource):
    """It is taken away from the floor."""

    verb = "resource.withdrawn"
    form_class = forms.WithdrawForm
    heading = _("Take it away from the floor")
    lead = _("Nobody finds it any more. What was done with it stays in its history.")
    submit = _("Take it away")
    done = _("It is not on the floor any more.")

    def perform(self, told: dict[str, Any]) -> Any:
        return self.act_on(actions.withdraw_resource, **told)
