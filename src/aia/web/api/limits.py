"""How much one program may ask."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle

from aia.access.api import request_client

RATE = "600/m"


class ClientRate(SimpleRateThrottle):
    """So many requests a minute for each program, counted by each server process."""

    scope = "client"

    def get_cache_key(self, request: HttpRequest) -> str:
        """Return the key under which the program's requests are counted."""
        return f"api_rate_{request_client(request).id.hex}"
