"""Needs in common: what many look for, and how it becomes one need."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Forbidden, Role
from aia.community import actions, permissions
from aia.community.forms import needs as forms
from aia.community.models import CollectiveNeed
from aia.community.queries import (
    collectives,
    gatherings_for,
    get_collective,
    in_common,
    label_of,
    told_size,
)
from aia.community.queries.needs import own_needs
from aia.community.views.base import district_of
from aia.kit.clock import now
from aia.pathways.queries import NeedFile, need_worked
from aia.web.acts import ActPage
from aia.web.forms import ActForm
from aia.web.terms import Crumb


@require_safe
def needs_page(request: HttpRequest) -> HttpResponse:
    """List the needs in common, and to the office what many look for."""
    actor, at = request_actor(request), now()
    district = district_of(request, *permissions.OFFICE_ROLES)
    rows = collectives(actor)
    context = {
        "items": [(one, label_of(one.category, at=at), told_size(one)) for one in rows],
        "common": in_common(actor, district, at=at) if district else [],
        "office": bool(district),
        "may_pool": bool(actor.districts(*permissions.FILE_ROLES)),
    }
    return render(request, "community/needs.html", context)


@require_safe
def need_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Show a need in common: what it is, where, and which projects answer it."""
    actor, at = request_actor(request), now()
    try:
        one = get_collective(actor, row_id, "collective.read", at=at)
    except CollectiveNeed.DoesNotExist as error:
        raise Http404(str(error)) from error
    gathering = one.state == "gathering"
    context = {
        "one": one,
        "label": label_of(one.category, at=at),
        "size": told_size(one),
        "projects": list(one.projects.order_by("state", "title", "id")),
        "may_recognise": gathering and permissions.may(actor, "collective.recognised", one, at=at),
        "crumbs": _crumbs(one.title),
    }
    return render(request, "community/need.html", context)


def _crumbs(here: str) -> list[Crumb]:
    return [Crumb(gettext("Needs in common"), reverse("community:needs")), Crumb(here)]


class PoolNeeds(ActPage):
    """The needs of many become one."""

    form_class = forms.CommonForm
    heading = _("One need of many")
    submit = _("Recognise it as the community’s")
    done = _("It is the community’s need, with its own path.")
    district: str

    def load(self, **_ids: Any) -> None:
        """Find the district; the sort and the place are in the address."""
        self.district = district_of(self.request, *permissions.FILE_ROLES)
        if not self.district:
            raise Forbidden(gettext("Needs are recognised by the social services."))
        self.category = self.request.GET.get("category", "")
        self.town = self.request.GET.get("municipality", "") or None

    def crumbs(self) -> list[Crumb]:
        return _crumbs(str(self.heading))

    def context(self) -> dict[str, Any]:
        return {"back_url": reverse("community:needs")}

    def perform(self, told: dict[str, Any]) -> CollectiveNeed:
        return actions.pool_needs(
            actor=self.actor,
            district=self.district,
            category=self.category,
            municipality=self.town,
            title=told["title"],
            words=told["words"],
            at=self.at,
        )

    def after(self, result: CollectiveNeed) -> str:
        return reverse("community:need", args=[result.id])


class Agree(ActPage):
    """A person agrees that their need stands with those of others."""

    form_class = forms.AgreedForm
    heading = _("Together with others")
    lead = _("When they are fewer than five, a need is in common only if each of them agrees.")
    submit = _("Gather it")
    done = _("It is there, without a name.")

    def load(self, row_id: UUID, **_ids: Any) -> None:
        """Read the need, as who follows the person."""
        self.need = need_worked(self.actor, row_id, at=self.at)

    def form_arguments(self) -> dict[str, Any]:
        rows = gatherings_for(self.need.category, self.need.district)
        return {"gatherings": [(one.id, one.title) for one in rows]}

    def crumbs(self) -> list[Crumb]:
        return _crumbs(str(self.heading))

    def context(self) -> dict[str, Any]:
        return {"back_url": reverse("pathways:person", args=[self.need.pathway.subject])}

    def perform(self, told: dict[str, Any]) -> CollectiveNeed:
        who: dict[str, Any] = {"actor": self.actor, "at": self.at}
        who["need_id"] = self.need.id
        if told["collective_id"] is not None:
            return actions.join_gathering(collective_id=told["collective_id"], **who)
        return actions.gather_with(title=told["title"], **who)

    def after(self, result: CollectiveNeed) -> str:
        return reverse("community:need", args=[result.id])


class AgreeMyself(ActPage):
    """A person says for themselves that their need stands with those of others."""

    form_class = forms.OwnForm
    heading = _("Together with others")
    lead = _(
        "Your need can stand with those of others who look for the same, without your name. "
        "Only if you want to: nothing you receive depends on it."
    )
    submit = _("Yes, with the others")
    done = _("Thank you: it stands with the others, without your name.")
    own: NeedFile

    def load(self, row_id: UUID, **_ids: Any) -> None:
        """Find the need on the reader's own path, and where it could stand."""
        if not self.actor.has(Role.CITIZEN):
            raise Forbidden(gettext("This page belongs to the person whose path it is."))
        own = own_needs(self.actor, at=self.at).get(row_id)
        if own is None:
            raise CollectiveNeed.DoesNotExist
        self.own = own

    def form_arguments(self) -> dict[str, Any]:
        rows = gatherings_for(self.own.need.category, self.own.need.district)
        return {"gatherings": [(one.id, one.title) for one in rows]}

    def context(self) -> dict[str, Any]:
        return {"back_url": self.after(None)}

    def perform(self, told: dict[str, Any]) -> CollectiveNeed:
        return actions.join_gathering(
            actor=self.actor,
            collective_id=told["collective_id"],
            need_id=self.own.need.id,
            at=self.at,
        )

    def after(self, result: Any) -> str:
        return reverse("pathways:my_plan")


class Recognise(ActPage):
    """What was gathered is the community's need."""

    form_class = ActForm
    heading = _("Recognise it as the community’s")
    submit = _("Recognise it as the community’s")
    done = _("It is the community’s need, with its own path.")
    collective: CollectiveNeed

    def load(self, row_id: UUID, **_ids: Any) -> None:
        """Read it, as who may recognise needs."""
        self.collective = get_collective(self.actor, row_id, "collective.recognised", at=self.at)

    def seen(self) -> int | None:
        return self.collective.last_entry_id

    def crumbs(self) -> list[Crumb]:
        return _crumbs(self.collective.title)

    def context(self) -> dict[str, Any]:
        return {"back_url": self.after(None)}

    def perform(self, told: dict[str, Any]) -> CollectiveNeed:
        return actions.recognise_collective(
            actor=self.actor, collective_id=self.collective.id, at=self.at, **told
        )

    def after(self, result: Any) -> str:
        return reverse("community:need", args=[self.collective.id])
