"""What an organisation was asked: to answer, running, ended; and its answer."""

from __future__ import annotations

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
from aia.access.terms import Actor, Forbidden
from aia.kit.clock import now
from aia.pathways import actions
from aia.pathways.forms import received as forms
from aia.pathways.queries import ReceivedReferral, received_referral, referrals_received
from aia.pathways.terms import ReferralState, Severity
from aia.pathways.views.acts import ActPage
from aia.people.queries import names_of
from aia.web.lists import keyset_urls
from aia.web.terms import Crumb

_TONES = {
    ReferralState.SENT: "care",
    ReferralState.ACCEPTED: "info",
    ReferralState.STARTED: "good",
    ReferralState.DECLINED: "neutral",
    ReferralState.ENDED: "neutral",
    ReferralState.WITHDRAWN: "neutral",
}


@require_safe
def received_page(request: HttpRequest) -> HttpResponse:
    """List the referrals to the reader's organisations in one state, the earliest reply first."""
    actor, at = request_actor(request), now()
    title = _bodies(actor)
    state = request.GET.get("state", ReferralState.SENT)
    state = state if state in ReferralState.values else ReferralState.SENT
    page = referrals_received(actor, at=at, state=state, cursor=request.GET.get("after"))
    context = {
        "title": title,
        "state": ReferralState(state),
        "states": [
            {"code": code, "label": label, "current": code == state}
            for code, label in ReferralState.choices
        ],
        "rows": page.items,
        **keyset_urls(request, page.next_cursor),
    }
    return render(request, "pathways/received_list.html", context)


@require_safe
def referral_page(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Show exactly what one referral shares, and what can be answered."""
    actor, at = request_actor(request), now()
    title = _bodies(actor)
    received = actions.open_referral(actor=actor, referral_id=referral_id, at=at)
    state = ReferralState(received.referral.state)
    context = {
        "title": title,
        "received": received,
        "referral": received.referral,
        "severity": Severity(received.severity).label if received.severity else "",
        "tone": _TONES[state],
        "crumbs": _crumbs(received),
    }
    return render(request, "pathways/received_referral.html", context)


def _bodies(actor: Actor) -> str:
    """Return the names of the organisations the reader answers for. Raises Forbidden."""
    if not actor.organisations():
        raise Forbidden(gettext("Only who answers for an organisation sees what it was asked."))
    return ", ".join(sorted(names_of(organisation_ids=actor.organisations()).values()))


def _crumbs(received: ReceivedReferral, *here: str) -> list[Crumb]:
    name = received.name or gettext("A referral")
    address = reverse("pathways:received_referral", args=[received.referral.id])
    return [
        Crumb(gettext("Referrals received"), reverse("pathways:received")),
        Crumb(name, address),
        *(Crumb(label) for label in here),
    ]


class OnReferral(ActPage):
    """Base of the answers to a referral, by somebody of the organisation."""

    template_name = "pathways/received_act.html"
    action: ClassVar[str]
    dated: ClassVar[bool] = False
    received: ReceivedReferral

    def load(self, referral_id: UUID, **_ids: Any) -> None:
        """Read the referral, as the organisation sees it."""
        self.received = received_referral(self.actor, referral_id, at=self.at)

    def seen(self) -> int | None:
        return self.received.referral.last_entry_id

    def initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate(self.at)} if self.dated else {}

    def crumbs(self) -> list[Crumb]:
        return _crumbs(self.received, str(self.heading))

    def after(self, result: Any) -> str:
        return reverse("pathways:received_referral", args=[self.received.referral.id])

    def context(self) -> dict[str, Any]:
        return {"received": self.received, "back_url": self.after(None)}

    def perform(self, told: dict[str, Any]) -> Any:
        act = getattr(actions, self.action)
        return act(actor=self.actor, referral_id=self.received.referral.id, **told, at=self.at)


class AcceptReferral(OnReferral):
    """Say yes."""

    action = "accept_referral"
    form_class = forms.AcceptForm
    heading = _("Yes, we can")
    submit = _("Accept")
    done = _("Accepted: whoever asked sees it now. Say when you begin.")


class DeclineReferral(OnReferral):
    """Say no, and why."""

    action = "decline_referral"
    form_class = forms.DeclineForm
    heading = _("No, we cannot")
    lead = _("The reason helps to look elsewhere. The file closes to you when you send it.")
    submit = _("Decline")
    done = _("Thank you for saying so: whoever asked can look elsewhere now.")


class StartReferral(OnReferral):
    """Say that the organisation has begun."""

    action, dated = "start_referral", True
    form_class = forms.StartForm
    heading = _("We have begun")
    submit = _("Say that it has begun")
    done = _("Written down: it has begun.")


class EndReferral(OnReferral):
    """Say that the organisation has finished."""

    action, dated = "end_referral", True
    form_class = forms.EndForm
    heading = _("It has ended")
    lead = _("The file closes to you when you send it; your words stay with who asked.")
    submit = _("Say that it has ended")
    done = _("Written down: it has ended. Thank you.")
