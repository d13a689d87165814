"""Two kinds of operation: one that reads by a query, one that writes by an action."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, TypeAdapter

from aia.access.api import demand_scope, request_client
from aia.access.terms import Actor
from aia.kit.clock import now
from aia.trace.traced import Traced
from aia.web.api import documented
from aia.web.api.schemas import Told, Written
from aia.web.api.versions import tagged
from aia.web.api.writes import Act, answer_write


@dataclass(frozen=True)
class Found:
    """One thing that was read, and the row whose version it has."""

    row: Traced
    body: Mapping[str, Any]


def actor_of(request: HttpRequest) -> Actor:
    """Return who the program acts as."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def reads(
    router: Router, path: str, *, scope: str, answer: Any, single: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a view that reads; with `single` it returns Found and the answer has an ETag."""

    def register(view: Callable[..., Any]) -> Callable[..., Any]:
        shape = TypeAdapter(answer)

        @wraps(view)
        def operation(request: HttpRequest, **asked: Any) -> HttpResponse:
            demand_scope(request, scope)
            found = view(request, **asked)
            body = found.body if isinstance(found, Found) else found
            content = shape.dump_json(shape.validate_python(body))
            if isinstance(found, Found):
                return tagged(request, content, found.row.last_entry_id)
            return HttpResponse(content, content_type="application/json")

        operation.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
        name = view.__name__
        router.get(
            path,
            response={HTTPStatus.OK: answer},
            operation_id=name,
            url_name=name,
            summary=_first_line(view),
            openapi_extra=documented.read(scope, single=single),
        )(operation)
        return view

    return register


def writes(
    router: Router,
    path: str,
    action: Callable[..., Traced],
    told: type[Told] | None = None,
    *,
    scope: str,
    sees: str = "",
    created: bool = False,
    district: bool = False,
    name: str = "",
) -> None:
    """Register an action as a POST: the path's id and the fields of `told` are its arguments.

    `sees` names the row whose version If-Match may hold; `district` passes the program's own.
    """
    status = HTTPStatus.CREATED if created else HTTPStatus.OK
    ids = _ids(path)

    def operation(request: HttpRequest, **asked: Any) -> HttpResponse:
        demand_scope(request, scope)
        body = asked.pop("told", None)
        known = {**asked, **(_arguments(body) if body is not None else {})}
        if district:
            known["district"] = request_client(request).district
        act = _act(action, actor_of(request), known, sees=bool(sees))
        return answer_write(request, act, sees=bool(sees), status=status)

    operation.__name__ = name or action.__name__
    operation.__signature__ = _signature(ids, told)  # type: ignore[attr-defined]
    router.post(
        path,
        response={status: Written},
        operation_id=operation.__name__,
        url_name=operation.__name__,
        summary=_first_line(action),
        openapi_extra=documented.write(scope, sees=sees),
    )(operation)


def _act(
    action: Callable[..., Traced], actor: Actor, known: Mapping[str, Any], *, sees: bool
) -> Act:
    at = now()

    def act(seen: int | None) -> Traced:
        more = {"seen": seen} if sees else {}
        return action(actor=actor, at=at, **known, **more)

    return act


def _arguments(told: BaseModel) -> dict[str, Any]:
    return {name: getattr(told, name) for name in type(told).model_fields}


def _ids(path: str) -> list[str]:
    return re.findall(r"{(\w+)}", path)


def _signature(ids: list[str], told: type[Told] | None) -> inspect.Signature:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    known = [
        inspect.Parameter("request", kind, annotation=HttpRequest),
        *(inspect.Parameter(one, kind, annotation=UUID) for one in ids),
    ]
    if told is not None:
        known.append(inspect.Parameter("told", kind, annotation=told))
    return inspect.Signature(known)


def _first_line(documented_one: Callable[..., Any]) -> str:
    return inspect.getdoc(documented_one).partition("\n")[0]  # type: ignore[union-attr]
