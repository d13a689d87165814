"""Public answers, the same for everybody: made once for each state of what is published.

An answer is kept, compressed, in the process's memory under its address, its language and the
stamp of its district (the newest entry about its releases and readings, and its pictures). The
stamp is looked at every few seconds; for who is signed in, and may just have written, at once.
"""

from __future__ import annotations

import gzip
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from threading import Lock
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from aia.observatory.publishing import pictures
from aia.observatory.queries import stamp

Stamp = tuple[int, int]

STAMP_SECONDS = 5.0
_MOST_BYTES = 24 * 1024 * 1024
_A_MINUTE = "public, max-age=60, stale-while-revalidate=600"
_OWN = "private, no-cache"


@dataclass(frozen=True)
class Kept:
    """An answer as it is kept: its body compressed, its kind, its mark."""

    body: bytes
    content_type: str
    etag: str
    headers: tuple[tuple[str, str], ...] = ()


class Shelf:
    """Answers by key; the least asked for go first when there is no room."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._kept: OrderedDict[Any, Kept] = OrderedDict()
        self._room, self._lock = most_bytes, Lock()

    def get(self, key: Any) -> Kept | None:
        """Return what is kept under the key."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Any, one: Kept) -> None:
        """Keep an answer, and let others go until there is room for it."""
        with self._lock:
            before = self._kept.pop(key, None)
            self._room += len(before.body) if before else 0
            self._kept[key] = one
            self._room -= len(one.body)
            while self._room < 0 and self._kept:
                _key, gone = self._kept.popitem(last=False)
                self._room += len(gone.body)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._room += sum(len(one.body) for one in self._kept.values())
            self._kept.clear()


shelf = Shelf()
_stamps: dict[str, tuple[float, Stamp]] = {}


def stamp_of(district: str, *, fresh: bool) -> Stamp:
    """Return what an answer about the district is made of: its newest entry and pictures."""
    told = _stamps.get(district)
    moment = time.monotonic()
    if told is not None and not fresh and moment - told[0] < STAMP_SECONDS:
        return told[1]
    found = (stamp(district), _pictures_changed(district))
    _stamps[district] = (moment, found)
    return found


def forget() -> None:
    """Forget every answer and stamp, as when the process begins."""
    shelf.clear()
    _stamps.clear()


def _pictures_changed(district: str) -> int:
    """Return when the district's pictures changed last; without a district, what is of all."""
    folder = pictures.folder(district)
    try:
        return os.stat(folder if district else folder.parent).st_mtime_ns
    except OSError:
        return 0


def public(
    *asks: str, embedded: bool = False, shared: bool = False
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponseBase]]:
    """Make a view public and its answer kept; `asks` are the parameters that it reads.

    The view gets the district (if its address names one) and every parameter by name. `embedded`
    lets other sites show it in a frame, `shared` lets their scripts read it.
    """

    def of(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
        name = f"{view.__module__}.{view.__name__}"

        @require_safe
        @login_not_required
        @wraps(view)
        def answered(request: HttpRequest, **parts: Any) -> HttpResponse:
            language = language_of(request)
            asked = {one: request.GET.get(one, "")[:100] for one in asks}
            fresh = settings.SESSION_COOKIE_NAME in request.COOKIES
            district = parts.get("district", "")
            key = kept_for(name, district, {**parts, **asked, "": language}, fresh=fresh)
            kept = key.kept()
            if kept is None:
                with translation.override(language):
                    response = view(request, **parts, **asked)
                if response.status_code != HTTPStatus.OK:
                    return response
                kept = keep(key, response)
            answer = give(request, kept, fresh=fresh)
            if shared:
                share(answer)
            if embedded:
                answer["Cross-Origin-Resource-Policy"] = "cross-origin"
            return _spoken(request, answer, language)

        if embedded:
            return xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(answered))
        return answered

    return of


def language_of(request: HttpRequest) -> str:
    """Return the language asked for in the address, else the reader's."""
    asked = request.GET.get("lang", "")
    known = [code for code, _name in settings.LANGUAGES]
    return asked if asked in known else (translation.get_language() or known[0])[:2]


@dataclass(frozen=True)
class Key:
    """Under what an answer is kept: what was asked, and the stamp of what it is made of."""

    name: str
    asked: tuple[tuple[str, str], ...]
    made_of: Stamp

    def kept(self) -> Kept | None:
        """Return the answer that is kept under it."""
        return shelf.get(self)


def kept_for(name: str, district: str, asked: Mapping[str, object], *, fresh: bool = False) -> Key:
    """Return the key of an answer about a district."""
    told = tuple((one, str(value)) for one, value in asked.items())
    return Key(name, told, stamp_of(district, fresh=fresh))


def keep(key: Key, response: HttpResponse) -> Kept:
    """Keep an answer, and return it as it is kept."""
    one = _kept(response)
    shelf.put(key, one)
    return one


def _kept(response: HttpResponse) -> Kept:
    body = response.content
    etag = f'W/"{sha256(body).hexdigest()[:24]}"'
    more = tuple(
        (name, value) for name, value in response.items() if name.lower() != "content-type"
    )
    return Kept(gzip.compress(body, 6, mtime=0), response["Content-Type"], etag, more)


def give(request: HttpRequest, kept: Kept, *, fresh: bool = False) -> HttpResponse:
    """Return what is kept; 304 when the reader has it already."""
    known = {one.strip() for one in request.headers.get("If-None-Match", "").split(",")}
    if known & {kept.etag, kept.etag.removeprefix("W/"), "*"}:
        answer = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        answer = HttpResponse(kept.body, content_type=kept.content_type)
        answer["Content-Encoding"] = "gzip"
    else:
        answer = HttpResponse(gzip.decompress(kept.body), content_type=kept.content_type)
    for name, value in kept.headers:
        answer[name] = value
    answer["ETag"] = kept.etag
    answer["Cache-Control"] = _OWN if fresh else _A_MINUTE
    patch_vary_headers(answer, ["Accept-Encoding", "Accept-Language", "Cookie"])
    return answer


def share(answer: HttpResponse) -> HttpResponse:
    """Let scripts of any site read an answer: it is public and the same for everybody."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Expose-Headers"] = "ETag"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _spoken(request: HttpRequest, answer: HttpResponse, language: str) -> HttpResponse:
    """Keep the language that was asked for in the address, for the pages that follow."""
    if request.GET.get("lang") == language and translation.get_language() != language:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
        )
        answer["Cache-Control"] = _OWN
    answer["Content-Language"] = language
    return answer
