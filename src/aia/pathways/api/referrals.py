"""Referrals: sent by who follows the person, answered by the organisation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from aia.access.terms import ClientScope
from aia.kit.clock import now
from aia.pathways import actions, queries
from aia.pathways.api import telling, told
from aia.pathways.api.shapes import ReceivedOut
from aia.pathways.terms import ReferralState
from aia.web.api import cursors
from aia.web.api.operations import Found, actor_of, reads, writes
from aia.web.api.schemas import Cursor, Limit, PageOf, Told

router = Router(tags=["referrals"])
_READ, _WRITE = ClientScope.PATHWAYS_READ, ClientScope.PATHWAYS_WRITE


@reads(router, "/referrals", scope=_READ, answer=PageOf[ReceivedOut])
def referrals(
    request: HttpRequest,
    state: ReferralState | None = None,
    cursor: Cursor = None,
    limit: Limit = 25,
) -> dict[str, Any]:
    """List the referrals that the organisation received, the earliest reply day first."""
    page = queries.referrals_received(
        actor_of(request),
        at=now(),
        state=state,
        cursor=cursors.read(cursor, of="referrals"),
        limit=limit,
    )
    return {
        "items": [telling.received(item) for item in page.items],
        "next": cursors.told(page.next_cursor, of="referrals"),
    }


@reads(router, "/referrals/{referral_id}", scope=_READ, answer=ReceivedOut, single=True)
def referral(request: HttpRequest, referral_id: UUID) -> Found:
    """Open a referral to the organisation; the person can see that it was opened."""
    opened = actions.open_referral(actor=actor_of(request), referral_id=referral_id, at=now())
    return Found(opened.referral, telling.received(opened))


def _register(path: str, action: Any, body: type[Told], **more: Any) -> None:
    writes(router, path, action, body, scope=_WRITE, **more)


_register("/needs/{need_id}/referrals", actions.send_referral, told.SendReferral, created=True)
_REFERRAL = "/referrals/{referral_id}"
_register(f"{_REFERRAL}/accept", actions.accept_referral, told.AcceptReferral, sees="referral")
_register(f"{_REFERRAL}/decline", actions.decline_referral, told.DeclineReferral, sees="referral")
_register(f"{_REFERRAL}/start", actions.start_referral, told.StartReferral, sees="referral")
_register(f"{_REFERRAL}/end", actions.end_referral, told.EndReferral, sees="referral")
_register(f"{_REFERRAL}/withdraw", actions.withdraw_referral, told.Withdraw, sees="referral")
