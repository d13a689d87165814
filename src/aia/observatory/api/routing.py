"""How an open operation answers: from what is kept, with an ETag, to programs of any site."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import TypeAdapter

from aia.observatory.views.serving import give, keep, kept_for, share
from aia.trace import horizon
from aia.web.api.problems import MEDIA_TYPE

router = Router(tags=["observatory"], auth=None)

_TAG = {"ETag": {"description": "The digest of this answer.", "schema": {"type": "string"}}}
_PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_DOCUMENTED = {
    "x-scope": "",
    "responses": {
        200: {"headers": _TAG},
        304: {"description": "Nothing has changed.", "headers": _TAG},
        404: {"description": "Not found", "content": _PROBLEM},
        422: {"description": "Not acceptable", "content": _PROBLEM},
    },
    "parameters": [
        {
            "name": "If-None-Match",
            "in": "header",
            "required": False,
            "description": "The ETag that is known already.",
            "schema": {"type": "string"},
        }
    ],
}


def opens(path: str, *, answer: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a view that anybody may ask, from any site; what it returns has the shape `answer`.

    Its answer is kept until something is published, or written about what is.
    """

    def register(view: Callable[..., Any]) -> Callable[..., Any]:
        shape, name = TypeAdapter(answer), view.__name__

        @wraps(view)
        def operation(request: HttpRequest, **asked: Any) -> HttpResponse:
            with horizon.everywhere():
                key = kept_for(f"api.{name}", str(asked.get("district", "")), asked)
                kept = key.kept()
                if kept is None:
                    body = shape.dump_json(shape.validate_python(view(request, **asked)))
                    kept = keep(key, HttpResponse(body, content_type="application/json"))
            return share(give(request, kept))

        operation.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
        router.get(
            path,
            response={HTTPStatus.OK: answer},
            auth=None,
            throttle=[],
            operation_id=name,
            url_name=name,
            summary=(inspect.getdoc(view) or "").partition("\n")[0],
            openapi_extra=_DOCUMENTED,
        )(operation)
        return view

    return register
