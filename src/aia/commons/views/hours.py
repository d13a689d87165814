"""Hours given and taken: one's accounts, thanking who keeps something, giving, undoing."""

from __future__ import annotations

from typing import Any
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
from aia.commons.forms import hours as forms
from aia.commons.models import HourAccount, HourTransfer, Resource
from aia.commons.queries import (
    AccountSeen,
    Keeper,
    circulation,
    get_account,
    get_transfer,
    own_accounts,
    partner_accounts,
    resource_seen,
    transfers_of,
    users_for,
)
from aia.commons.rules.hours import shown as hours
from aia.commons.views.catalogue import crumbs
from aia.commons.views.shown import keeper_words
from aia.kit.clock import now
from aia.people.queries import organisations
from aia.territory.queries import districts
from aia.trace import horizon
from aia.web.acts import ActPage
from aia.web.forms import ActForm
from aia.web.terms import Crumb


@require_safe
def accounts_page(request: HttpRequest) -> HttpResponse:
    """Show the reader's accounts of hours; to the office, how the district exchanges."""
    actor, at = request_actor(request), now()
    if not actor.districts(*permissions.OFFERING):
        raise Forbidden(gettext("Here is what bodies and people give each other."))
    office = actor.districts(*permissions.OFFICE_ROLES)
    names = dict(districts().values_list("code", "name"))
    context = {
        "accounts": [
            (_told(one), [_line(row) for row in transfers_of(actor, one.row, at=at)])
            for one in own_accounts(actor)
        ],
        "partners": [_told(one) for one in partner_accounts(actor)],
        "districts": [_circulation(code, names.get(code, code)) for code in sorted(office)],
        "crumbs": crumbs(None, gettext("Hours given and taken")),
    }
    return render(request, "commons/hours.html", context)


def _told(one: AccountSeen) -> dict[str, Any]:
    row = one.row
    return {
        "row": row,
        "holder": one.holder,
        "balance": hours(row.balance),
        "least": hours(row.least),
        "most": hours(row.most),
    }


def _line(one: Any) -> dict[str, Any]:
    return {"seen": one, "hours": hours(one.minutes)}


def _circulation(code: str, name: str) -> dict[str, Any]:
    told = circulation(code)
    return {"name": name, "told": told, "hours": hours(told.minutes)}


class OfHours(ActPage):
    """Base of the acts on hours: they lead back to the accounts."""

    def crumbs(self) -> list[Crumb]:
        above = Crumb(gettext("Hours given and taken"), reverse("commons:hour_accounts"))
        first, last = crumbs(None, str(self.heading))
        return [first, above, last]

    def context(self) -> dict[str, Any]:
        return {"back_url": reverse("commons:hour_accounts")}

    def after(self, result: Any) -> str:
        return reverse("commons:hour_accounts")


class Thank(OfHours):
    """Hours go to whoever keeps something on the floor, who need not be known."""

    template_name = "commons/thank.html"
    form_class = forms.ThankForm
    heading = _("Thank with hours")
    lead = _("Hours pass from who received to who gave. They are only ever hours, never money.")
    submit = _("Give the hours")
    done = _("The hours have passed.")
    resource: Resource
    users: list[Keeper]

    def load(self, resource_id: UUID, **_ids: Any) -> None:
        """Find the thing, of whatever district, and in whose name the reader may give."""
        self.users = users_for(self.actor, at=self.at)
        with horizon.everywhere():
            self.resource = resource_seen(resource_id)

    def form_arguments(self) -> dict[str, Any]:
        return {"users": self.users}

    def context(self) -> dict[str, Any]:
        return {
            "resource": self.resource,
            "keeper": keeper_words(self.resource),
            "back_url": reverse("commons:resource", args=[self.resource.id]),
        }

    def perform_form(self, form: forms.ThankForm) -> HourTransfer:
        return actions.thank_keeper(
            actor=self.actor,
            resource_id=self.resource.id,
            minutes=form.cleaned_data["minutes"],
            **form.user_ids(),
            at=self.at,
        )


class Give(OfHours):
    """Hours go to a body, for nothing in return."""

    form_class = forms.GiveForm
    heading = _("Give hours to a body")
    lead = _("A gift: the body can let who has little time, or little strength, take part.")
    submit = _("Give the hours")
    done = _("The hours have passed.")
    account: HourAccount

    def load(self, hours_id: UUID, **_ids: Any) -> None:
        """Read the account that gives."""
        self.account = get_account(self.actor, hours_id, "hour_transfer.made", at=self.at)

    def form_arguments(self) -> dict[str, Any]:
        there = organisations(self.account.district).values_list("id", "name")
        own = self.account.organisation_id
        return {"bodies": [(body, name) for body, name in there if body != own]}

    def perform(self, told: dict[str, Any]) -> HourTransfer:
        return actions.give_hours(
            actor=self.actor,
            account_id=self.account.id,
            organisation_id=told["organisation_id"],
            minutes=told["minutes"],
            at=self.at,
        )


class Limit(OfHours):
    """The office sets how far an account may go."""

    form_class = forms.LimitForm
    heading = _("How far may the account go?")
    lead = _("So that nobody owes without end, and nobody heaps up hours that others miss.")
    submit = _("Keep")
    done = _("The limits are kept.")
    account: HourAccount

    def load(self, hours_id: UUID, **_ids: Any) -> None:
        """Read the account, as the office."""
        self.account = get_account(self.actor, hours_id, "hour_account.limited", at=self.at)

    def seen(self) -> int | None:
        return self.account.last_entry_id

    def initial(self) -> dict[str, Any]:
        return {"least": hours(self.account.least), "most": hours(self.account.most)}

    def perform(self, told: dict[str, Any]) -> HourAccount:
        return actions.limit_hours(actor=self.actor, account_id=self.account.id, at=self.at, **told)


class Undo(OfHours):
    """A transfer was a mistake: it stays on record, and so does its undoing."""

    template_name = "commons/undo_hours.html"
    form_class = ActForm
    heading = _("Give these hours back")
    lead = _("Nothing is deleted: the transfer stays, and beside it that it was undone.")
    submit = _("Give them back")
    done = _("The hours have gone back.")
    transfer: HourTransfer

    def load(self, transfer_id: UUID, **_ids: Any) -> None:
        """Read the transfer, as who was paid or the office."""
        self.transfer = get_transfer(self.actor, transfer_id, at=self.at)

    def context(self) -> dict[str, Any]:
        told = {"transfer": self.transfer, "hours": hours(self.transfer.minutes)}
        return super().context() | told

    def perform(self, told: dict[str, Any]) -> HourTransfer:
        return actions.reverse_transfer(actor=self.actor, transfer_id=self.transfer.id, at=self.at)
