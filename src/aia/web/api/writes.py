"""One write by the API: once for each idempotency key, whoever repeats it and when."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from aia.access.actions import hold_key, remember_answer
from aia.access.api import request_client
from aia.access.queries import answer_given
from aia.kit.clock import now
from aia.trace.actions import RowChanged
from aia.trace.traced import Traced
from aia.web.api.problems import NOT_ACCEPTED, Said
from aia.web.api.schemas import LONGEST_KEY, Written
from aia.web.api.versions import seen_in

Act = Callable[[int | None], Traced]
"""Does the write; takes the version that the client has seen (None: whatever it is now)."""


def answer_write(request: HttpRequest, act: Act, *, sees: bool, status: HTTPStatus) -> JsonResponse:
    """Do a write once and answer with what it left; a repeated one gets the same answer again.

    The key, the act and the answer are one transaction. A write that is refused leaves nothing,
    neither its key. Raises what the act raises, KeyReused, Said.
    """
    client, key = request_client(request), _key(request)
    seen = seen_in(request) if sees else None
    asked = _fingerprint(request)
    try:
        with transaction.atomic():
            hold_key(client=client, key=key)
            known = answer_given(client, key=key, fingerprint=asked)
            if known is not None:
                return JsonResponse(known.body, status=known.status)
            row = act(seen)
            body = told(row)
            remember_answer(
                client=client, key=key, fingerprint=asked, status=status, body=body, at=now()
            )
    except RowChanged:
        _check_allowed(act)
        raise
    return JsonResponse(body, status=status)


def told(row: Traced) -> dict[str, str | int]:
    """Return a row as the answer to a write names it."""
    kind = str(row._meta.model_name)
    return Written(kind=kind, id=row.id, version=row.last_entry_id).model_dump(mode="json")


def _key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not 0 < len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        wrong = _("Every write needs a key of its own, of 1 to %(most)d printable characters.")
        wrong %= {"most": LONGEST_KEY}
        raise Said(NOT_ACCEPTED, wrong, {"Idempotency-Key": wrong})
    return key


def _fingerprint(request: HttpRequest) -> bytes:
    return sha256(f"{request.method} {request.path}\n".encode() + request.body).digest()


def _check_allowed(act: Act) -> None:
    """Raise Forbidden when the act would not be allowed anyway.

    Versions are compared before permissions are asked: without this, a stranger who guesses at
    versions would learn from the answer that a row exists.
    """
    with transaction.atomic():
        try:
            act(None)
        except ValueError:
            return
        finally:
            transaction.set_rollback(True)
