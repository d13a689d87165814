"""What is lent, what is in stock, what is done so that things last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Forbidden
from aia.commons import actions, permissions
from aia.commons.forms import lending as forms
from aia.commons.models import CareWork, Loan, StockMove
from aia.commons.queries import (
    LoanSeen,
    care_of,
    get_loan,
    keepers_for,
    loans_to_keep,
    own_loans,
    stock_moves,
)
from aia.commons.rules.hours import shown as hours
from aia.commons.terms import StockUnit
from aia.commons.views.bookings import OnBooking
from aia.commons.views.catalogue import crumbs
from aia.commons.views.keeping import OnResource
from aia.kit.clock import now
from aia.people.queries import organisations
from aia.web.acts import ActPage
from aia.web.forms import ActForm
from aia.web.terms import Crumb

_ACTS = (
    ("return_loan", _("It is back")),
    ("extend_loan", _("It may stay longer")),
    ("lose_loan", _("It does not come back")),
)


@require_safe
def loans_page(request: HttpRequest) -> HttpResponse:
    """List what is out: of what the reader keeps, and what they have in hand."""
    actor, at = request_actor(request), now()
    if not actor.districts(*permissions.OFFERING):
        raise Forbidden(gettext("Here is what bodies and people lend each other."))
    kept = [
        (one, [(reverse(f"commons:{name}", args=[one.row.id]), label) for name, label in _ACTS])
        for one in loans_to_keep(actor, at=at)
    ]
    own: list[tuple[LoanSeen, list[Any]]] = [(one, []) for one in own_loans(actor, at=at)]
    context = {
        "lists": [("keep", kept), ("own", own)],
        "crumbs": crumbs(None, gettext("What is lent")),
    }
    return render(request, "commons/loans.html", context)


class Lend(OnResource):
    """It is handed to somebody who had not booked it."""

    verb = "loan.made"
    form_class = forms.LendForm
    heading = submit = _("Lend it")
    lead = _("What is out is not booked by others until it is back.")
    done = _("It is lent. When it comes back, say in what state it is.")

    def form_arguments(self) -> dict[str, Any]:
        return {"users": keepers_for(self.actor, self.resource.district, at=self.at)}

    def perform_form(self, form: forms.LendForm) -> Loan:
        told = form.cleaned_data
        return actions.lend_resource(
            actor=self.actor,
            resource_id=self.resource.id,
            due_at=form.due_at(),
            condition=told["condition"],
            places=told["places"],
            **form.user_ids(),
            seen=told["seen"],
            at=self.at,
        )

    def after(self, result: Any) -> str:
        return reverse("commons:loans") if result else super().after(result)


class HandOver(OnBooking):
    """What was booked is handed over."""

    verb = "loan.made"
    form_class = forms.OutForm
    heading = submit = _("Hand it over")
    lead = _("It is due back when the booking ends.")
    done = _("It is lent. When it comes back, say in what state it is.")

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.hand_over(actor=self.actor, booking_id=self.booking.id, at=self.at, **told)

    def after(self, result: Any) -> str:
        return reverse("commons:loans")


class OnLoan(ActPage):
    """Base of the acts on a loan."""

    form_class: ClassVar[type[ActForm]] = ActForm
    verb: ClassVar[str]
    act: ClassVar[Callable[..., Loan]]
    loan: Loan

    def load(self, loan_id: UUID, **_ids: Any) -> None:
        """Read the loan, as somebody who may act on it."""
        self.loan = get_loan(self.actor, loan_id, self.verb, at=self.at)

    def seen(self) -> int | None:
        return self.loan.last_entry_id

    def crumbs(self) -> list[Crumb]:
        return crumbs(self.loan.resource, str(self.heading))

    def context(self) -> dict[str, Any]:
        return {"back_url": reverse("commons:loans")}

    def perform(self, told: dict[str, Any]) -> Loan:
        return type(self).act(actor=self.actor, loan_id=self.loan.id, at=self.at, **told)

    def after(self, result: Any) -> str:
        return reverse("commons:loans")


class ReturnLoan(OnLoan):
    """It is back."""

    verb, act = "loan.returned", actions.return_loan
    form_class = forms.ConditionForm
    heading = submit = _("It is back")
    lead = _("When it is to be repaired, let it rest on its page until it is mended.")
    done = _("It is back.")


class ExtendLoan(OnLoan):
    """It may stay longer."""

    verb, act = "loan.extended", actions.extend_loan
    form_class = forms.DueForm
    heading = submit = _("It may stay longer")
    done = _("It may stay longer.")

    def perform_form(self, form: forms.DueForm) -> Loan:
        return self.perform({"due_at": form.due_at(), "seen": form.cleaned_data["seen"]})


class LoseLoan(OnLoan):
    """It does not come back."""

    verb, act = "loan.lost", actions.lose_loan
    heading = submit = _("It does not come back")
    lead = _("If there are others, say on its page how many are left.")
    done = _("Kept.")


class MoveStock(OnResource):
    """A stock becomes more or less."""

    template_name = "commons/stock.html"
    verb = "stock.moved"
    form_class = forms.StockForm
    heading = _("What came in and went out")
    lead = _("A movement is never deleted: what is wrong is mended by counting anew.")
    submit = _("Keep")
    done = _("Kept.")

    def form_arguments(self) -> dict[str, Any]:
        bodies = organisations(self.resource.district).values_list("id", "name")
        return {"bodies": list(bodies)}

    def initial(self) -> dict[str, Any]:
        return {"unit": self.resource.unit or StockUnit.PIECES}

    def context(self) -> dict[str, Any]:
        return super().context() | {"one": self.resource, "moves": stock_moves(self.resource)}

    def perform(self, told: dict[str, Any]) -> StockMove:
        move: StockMove = self.act_on(actions.move_stock, **told)
        return move


class AgreeCare(OnResource):
    """Who repairs and who cleans it."""

    verb = "resource.cared_for"
    form_class = forms.CareTermsForm
    heading = _("Who takes care of it?")
    lead = _("Everybody reads it on its page: it saves many misunderstandings.")
    submit = _("Keep")
    done = _("Kept.")

    def initial(self) -> dict[str, Any]:
        return {"repairs_by": self.resource.repairs_by, "cleans_by": self.resource.cleans_by}

    def perform(self, told: dict[str, Any]) -> Any:
        return self.act_on(actions.agree_care, **told)


class NoteCare(OnResource):
    """What was done and spent for it."""

    template_name = "commons/care.html"
    verb = "care.done"
    form_class = forms.CareForm
    heading = _("What was done for it")
    submit = _("Keep")
    done = _("Kept.")

    def initial(self) -> dict[str, Any]:
        return {"done_on": timezone.localdate(self.at)}

    def context(self) -> dict[str, Any]:
        care = care_of(self.resource, at=self.at)
        works = [(one, hours(one.minutes)) for one in care.works]
        told = {"care": care, "hours": hours(care.minutes_in_a_year), "works": works}
        return super().context() | told

    def perform(self, told: dict[str, Any]) -> CareWork:
        del told["seen"]
        work: CareWork = self.act_on(actions.note_care, **told)
        return work
