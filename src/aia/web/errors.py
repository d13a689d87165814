"""What every page answers when something goes wrong: one translation of typed errors to pages."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from aia.access.terms import Forbidden
from aia.trace.actions import RowChanged
from aia.web.api.problems import NOT_ALLOWED, problem
from aia.web.terms import Conflict

_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class PlainAddresses:
    """Refuses an address with a NUL in it: no browser makes one, and PostgreSQL keeps no NUL.

    Forms find it in what is typed by themselves, and the API in what its schema describes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        whole = f"{request.path_info}?{request.META.get('QUERY_STRING', '')}"
        if ("\0" in whole or "%00" in whole) and not request.path_info.startswith("/api/"):
            raise SuspiciousOperation("a NUL in the address")
        return self.get_response(request)


class ErrorPages:
    """Turns the product's own errors into pages, wherever in a page they are raised.

    What the actor may not know exists is "not found"; what they may not do is "forbidden"; what
    somebody else changed meanwhile is a conflict. Forms that keep what was typed catch
    `RowChanged` themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        wrong_method = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        if wrong_method and request.path_info.startswith("/api/"):
            told = problem(NOT_ALLOWED)
            told["Allow"] = response["Allow"]
            return told
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page for `error`, None when it is not one of ours."""
        if isinstance(error, Forbidden):
            return _page(request, HTTPStatus.NOT_FOUND if error.hidden else HTTPStatus.FORBIDDEN)
        if isinstance(error, RowChanged):
            return conflict(request, Conflict(reload_url=_came_from(request)))
        if isinstance(error, _TOO_MUCH):
            return _page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return None


def conflict(request: HttpRequest, told: Conflict) -> HttpResponse:
    """Return the answer to an act on something that changed: a fragment for htmx, else a page."""
    whole = request.headers.get("HX-Request") != "true"
    template = "409.html" if whole else "web/_conflict.html"
    return render(request, template, {"conflict": told}, status=HTTPStatus.CONFLICT)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django refused before any page: too big, or not understood."""
    if isinstance(exception, _TOO_MUCH):
        return _page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return _page(request, HTTPStatus.BAD_REQUEST)


def _page(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    return render(request, f"{status.value}.html", status=status)


def _came_from(request: HttpRequest) -> str:
    """Return the address to read the thing again: the one just acted on when it can be read."""
    return request.path if request.method == "GET" else request.headers.get("Referer", "")
