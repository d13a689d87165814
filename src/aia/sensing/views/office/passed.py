"""What an organisation was asked to take over."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Forbidden
from aia.kit.clock import now
from aia.sensing.queries import notices_passed_to

_MOST = 50


@require_safe
def passed_page(request: HttpRequest) -> HttpResponse:
    """List what waits for the reader's organisations, the nearest day first."""
    actor, at = request_actor(request), now()
    if not actor.organisations():
        raise Forbidden(gettext("Only who answers for an organisation sees what it was asked."))
    context = {"rows": notices_passed_to(actor, at=at).items}
    return render(request, "sensing/passed.html", context)
