"""What pages with long lists do alike."""

from __future__ import annotations

from django.http import HttpRequest


def keyset_urls(request: HttpRequest, following: str | None, name: str = "after") -> dict[str, str]:
    """Return `next_url` (and `first_url` beyond the first page) for a list read by cursor."""
    asked = request.GET.copy()
    first = asked.copy()
    first.pop(name, None)
    if following is not None:
        asked[name] = following
    return {
        "next_url": f"?{asked.urlencode()}" if following is not None else "",
        "first_url": f"?{first.urlencode()}" if name in request.GET else "",
    }
