"""How the API says no: problem details (RFC 9457), the same for every operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aia.web.api.schemas import FieldProblem, Problem

MEDIA_TYPE = "application/problem+json"
REFERENCE = "/api/v1/reference/"


@dataclass(frozen=True)
class Kind:
    """One way in which the API says no. `slug` is its anchor in the reference."""

    slug: str
    status: HTTPStatus
    title: str | Promise
    meaning: str | Promise


NOT_UNDERSTOOD = Kind(
    "not-understood",
    HTTPStatus.BAD_REQUEST,
    _("The request was not understood"),
    _("The body is not JSON, or not in UTF-8."),
)
NOT_SIGNED_IN = Kind(
    "not-signed-in",
    HTTPStatus.UNAUTHORIZED,
    _("A token is needed"),
    _("The token is missing, unknown, expired or revoked."),
)
FORBIDDEN = Kind(
    "forbidden",
    HTTPStatus.FORBIDDEN,
    _("This is not yours to do"),
    _("The program lacks the scope, or the person it works for may not do this."),
)
NOT_FOUND = Kind(
    "not-found",
    HTTPStatus.NOT_FOUND,
    _("There is nothing here"),
    _("It does not exist, or the person that the program works for may not know of it."),
)
NOT_ALLOWED = Kind(
    "not-allowed",
    HTTPStatus.METHOD_NOT_ALLOWED,
    _("This address does not answer to this method"),
    _("The header Allow says to which methods it answers."),
)
CHANGED = Kind(
    "changed",
    HTTPStatus.PRECONDITION_FAILED,
    _("Somebody has changed it since"),
    _("The version in If-Match is no longer the latest: read it again, then decide."),
)
TOO_LARGE = Kind(
    "too-large",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    _("The request is too large"),
    _("A body may hold two megabytes."),
)
NOT_ACCEPTED = Kind(
    "not-accepted",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    _("It cannot be accepted as it is"),
    _("A field is missing or wrong, or the rules of the line do not allow it: errors says which."),
)
KEY_REUSED = Kind(
    "key-reused",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    _("This idempotency key was used for another request"),
    _("A key belongs to one request: repeat it only with the same method, address and body."),
)
TOO_MANY = Kind(
    "too-many",
    HTTPStatus.TOO_MANY_REQUESTS,
    _("Too many requests"),
    _("The program has asked too much in a minute: the header Retry-After says how long to wait."),
)
BROKEN = Kind(
    "broken",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    _("Something broke on our side"),
    _("Nothing was written. Tell the administrator, with the day and hour."),
)
KINDS = (
    NOT_UNDERSTOOD,
    NOT_SIGNED_IN,
    FORBIDDEN,
    NOT_FOUND,
    NOT_ALLOWED,
    CHANGED,
    TOO_LARGE,
    NOT_ACCEPTED,
    KEY_REUSED,
    TOO_MANY,
    BROKEN,
)


class Said(Exception):
    """An operation says no by itself, in one of the known ways."""

    def __init__(self, kind: Kind, detail: str = "", fields: Mapping[str, str] | None = None):
        super().__init__(detail)
        self.kind, self.detail, self.fields = kind, detail, fields or {}


def problem(kind: Kind, detail: str = "", fields: Mapping[str, str] | None = None) -> HttpResponse:
    """Return the answer that tells a problem; `fields` says what is wrong, by field."""
    told = Problem(
        type=f"{REFERENCE}#{kind.slug}",
        title=str(kind.title),
        status=kind.status,
        detail=detail or str(kind.meaning),
        errors=[FieldProblem(field=name, message=text) for name, text in (fields or {}).items()],
    )
    response = HttpResponse(told.model_dump_json(), status=kind.status, content_type=MEDIA_TYPE)
    if kind is NOT_SIGNED_IN:
        response["WWW-Authenticate"] = "Bearer"
    return response


def no_such_address(request: HttpRequest) -> HttpResponse:
    """Answer for every address of the API that is none."""
    return problem(NOT_FOUND)
