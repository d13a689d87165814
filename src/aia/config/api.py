"""The API of the product: every module's operations under /api/v1, and how each error is told."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema

from aia import __version__
from aia.access.api import ClientToken
from aia.access.rules import KeyReused
from aia.access.terms import Forbidden, Refused
from aia.commons.api import router as floor
from aia.observatory.api import router as observatory
from aia.pathways.api import routers
from aia.pathways.rules import Refused as NotOnTheLine
from aia.people.api import router as people
from aia.people.terms import Unacceptable
from aia.sensing.api import router as notices
from aia.trace.actions import RowChanged
from aia.web.api import problems
from aia.web.api.limits import RATE, ClientRate
from aia.web.api.problems import Said, problem
from aia.web.api.reference import reference_page
from aia.web.api.schemas import Problem

_log = logging.getLogger(__name__)
_Answer = Callable[[HttpRequest, Any], HttpResponse]


class Api(NinjaAPI):
    """Adds the shape of problems to the schema."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """Return the OpenAPI schema of every operation."""
        schema = super().get_openapi_schema(**kwargs)
        shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        shapes = {**shape.pop("$defs", {}), "Problem": shape}
        schema["components"]["schemas"] |= shapes
        return schema


api = Api(
    title="Aia",
    version=__version__,
    description=(
        "Need, demand, choice and answer, by the same acts and under the same policy as the pages."
    ),
    docs_url=None,
    urls_namespace="api",
    auth=ClientToken(),
    throttle=[ClientRate(RATE)],
)
api.add_router("", people)
for _router in routers:
    api.add_router("", _router)
api.add_router("", notices)
api.add_router("", observatory)
api.add_router("", floor)


@require_safe
@login_not_required
def reference(request: HttpRequest) -> HttpResponse:
    """Show the operations of the API as a page."""
    return reference_page(request, api.get_openapi_schema())


def _forbidden(_request: HttpRequest, error: Forbidden) -> HttpResponse:
    if error.hidden:
        return problem(problems.NOT_FOUND)
    return problem(problems.FORBIDDEN, str(error))


def _not_valid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields: dict[str, str] = {}
    for one in error.errors:
        place = [str(part) for part in one["loc"][1:] if part != "told"]
        fields.setdefault(".".join(place) or str(one["loc"][0]), str(one["msg"]))
    return problem(problems.NOT_ACCEPTED, fields=fields)


def _refused(_request: HttpRequest, error: NotOnTheLine) -> HttpResponse:
    fields = {error.field: str(error)} if error.field else None
    return problem(problems.NOT_ACCEPTED, str(error), fields)


def _throttled(_request: HttpRequest, error: Throttled) -> HttpResponse:
    response = problem(problems.TOO_MANY)
    response["Retry-After"] = str(math.ceil(error.wait or 1))
    return response


def _broken(_request: HttpRequest, error: Exception) -> HttpResponse:
    _log.error("an operation of the API broke", exc_info=error)
    return problem(problems.BROKEN)


_ANSWERS: dict[type[Exception], _Answer] = {
    AuthenticationError: lambda _request, _error: problem(problems.NOT_SIGNED_IN),
    Forbidden: _forbidden,
    ObjectDoesNotExist: lambda _request, _error: problem(problems.NOT_FOUND),
    ValidationError: _not_valid,
    Said: lambda _request, error: problem(error.kind, error.detail, error.fields),
    Refused: lambda _request, error: problem(problems.NOT_ACCEPTED, str(error)),
    KeyReused: lambda _request, _error: problem(problems.KEY_REUSED),
    NotOnTheLine: _refused,
    Unacceptable: lambda _request, error: problem(
        problems.NOT_ACCEPTED, str(error), error.problems
    ),
    RowChanged: lambda _request, _error: problem(problems.CHANGED),
    Throttled: _throttled,
    HttpError: lambda _request, _error: problem(problems.NOT_UNDERSTOOD),
    Exception: _broken,
    RequestDataTooBig: lambda _request, _error: problem(problems.TOO_LARGE),
}
for _error, _answer in _ANSWERS.items():
    api.add_exception_handler(_error, _answer)
