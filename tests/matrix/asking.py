"""Asking at a door, as somebody: what is answered, and what is written because of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client

from aia.trace.models import Entry

OPEN, REFUSED, HIDDEN, SIGN_IN, NO_METHOD = "open", "refused", "hidden", "sign-in", "no-method"
_MEANT = {401: SIGN_IN, 403: REFUSED, 404: HIDDEN, 405: NO_METHOD}
_BROKEN = 500
_keys = count()


@dataclass(frozen=True)
class Answer:
    """What a door answered, in a word; its whole body; how many entries it wrote."""

    outcome: str
    status: int
    body: str
    written: int


def ask(
    browser: Client,
    method: str,
    address: str,
    *,
    token: str | None = None,
    told: dict[str, Any] | None = None,
) -> Answer:
    """Ask, and undo whatever the answer did."""
    headers = {}
    more: dict[str, Any] = {}
    if token is not None:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"k{next(_keys)}"}
        more = {"content_type": "application/json"} if method == "post" else {}
    with transaction.atomic():
        before = _written()
        response = getattr(browser, method)(address, told or {}, headers=headers, **more)
        body = _body(response)
        answer = Answer(_outcome(response), response.status_code, body, _written() - before)
        transaction.set_rollback(True)
    return answer


def _written() -> int:
    return Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def _body(response: HttpResponseBase) -> str:
    content = response.getvalue() if isinstance(response, StreamingHttpResponse) else b""
    content = response.content if isinstance(response, HttpResponse) else content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{headers}\n\n{content.decode(errors='replace')}"


def _outcome(response: HttpResponseBase) -> str:
    status = response.status_code
    if status >= _BROKEN:
        return f"broken {status}"
    if response.get("Location", "").startswith("/sign-in/login"):
        return SIGN_IN
    return _MEANT.get(status, OPEN)
