"""What every page that anybody may open shares: its language, its actor, its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.module_loading import import_string

from aia.access.terms import Actor, service_actor
from aia.sensing.limits import source
from aia.sensing.speech import LANGUAGES, Speech, speech, wanted_language
from aia.web.simulation import is_simulated

COOKIE = "aia_speech"
_YEAR = 365 * 24 * 3600


def spoken(request: HttpRequest) -> Speech:
    """Return the reader's language: asked for in the address or form, remembered, or accepted."""
    asked = request.GET.get("lang", "")
    remembered = request.COOKIES.get(COOKIE, "")
    accepted = request.headers.get("Accept-Language", "")
    return speech(wanted_language(asked, remembered, accepted, otherwise="it"))


def say_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = HTTPStatus.OK,
    told: Speech | None = None,
) -> HttpResponse:
    """Return a page in the reader's language, and remember the language when it was chosen."""
    told = told or spoken(request)
    whole = {
        "speech": told,
        "t": told.words,
        "languages": [speech(code) for code in LANGUAGES],
        "tongue_url": request.path,
        "simulation": is_simulated(),
        **(context or {}),
    }
    answer = render(request, template, whole, status=status)
    answer.headers["Content-Language"] = told.code
    answer.headers.setdefault("Cache-Control", "private, no-cache")
    if request.GET.get("lang") == told.code:
        answer.set_cookie(
            COOKIE,
            told.code,
            max_age=_YEAR,
            path="/s/",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer


def acting(service: str) -> Actor:
    """Return the named service, whose acts are marked in a demonstration."""
    actor = service_actor(service)
    return actor.simulated() if is_simulated() else actor


def source_of(request: HttpRequest, at: datetime) -> str:
    """Return what stands today for where a request comes from; its address is not kept."""
    address = import_string(settings.AXES_CLIENT_IP_CALLABLE)(request)
    return source(address, at)


def day_of(told: Speech, moment: date | datetime) -> str:
    """Return a day, or the day of a moment here, as the language writes it."""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return written(day, told.lines["meta.day"])


def parts_said(told: Speech, codes: Sequence[str]) -> list[str]:
    """Return what followed for each part of a notice that was divided, in plain words."""
    return [
        f"{told.say('follows.part', number=number)} {told.say(f'follows.{code}')}"
        for number, code in enumerate(codes, start=1)
    ]
