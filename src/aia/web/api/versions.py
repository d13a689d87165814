"""Versions of rows: ETag on reads, If-Match on writes, If-None-Match to be spared an answer.

A row's version is its last ledger entry. The ETag of a read is the version and a digest of the
whole answer, which may tell of other rows too: "<version>-<digest>". A write looks at the version.
"""

from __future__ import annotations

import re
from hashlib import sha256
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from aia.web.api.problems import CHANGED, Said

_TAG = re.compile(r'\s*"(\d{1,18})(?:-[0-9a-f]{16})?"\s*')


def seen_in(request: HttpRequest) -> int | None:
    """Return the version that the request was made upon; None when it does not say.

    Raises Said when If-Match holds nothing that could be a version of ours.
    """
    asked = request.headers.get("If-Match")
    if asked is None or asked.strip() == "*":
        return None
    found = _TAG.fullmatch(asked)
    if found is None:
        raise Said(CHANGED)
    return int(found[1])


def tagged(request: HttpRequest, content: bytes, version: int) -> HttpResponse:
    """Return the answer with its ETag, or 304 when the client has it already."""
    tag = f'"{version}-{sha256(content).hexdigest()[:16]}"'
    known = {one.strip() for one in request.headers.get("If-None-Match", "").split(",")}
    response = (
        HttpResponse(status=HTTPStatus.NOT_MODIFIED)
        if known & {tag, f"W/{tag}", "*"}
        else HttpResponse(content, content_type="application/json")
    )
    response["ETag"] = tag
    return response
