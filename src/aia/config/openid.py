"""The OpenID Connect provider named in the environment, as allauth wants it.

AIA_OIDC='{"provider_id": "spid", "name": "SPID", "client_id": "…", "secret": "…",
           "server_url": "https://proxy.example.it"}'
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ImproperlyConfigured

_WANTED = frozenset({"provider_id", "name", "client_id", "secret", "server_url"})


def openid_apps(text: str) -> list[dict[str, Any]]:
    """Return the configured provider in a list, empty when `text` (AIA_OIDC) is empty.

    Raises ImproperlyConfigured naming what is wrong, never the secret itself.
    """
    if not text:
        return []
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise ImproperlyConfigured(f"AIA_OIDC is not JSON (character {error.pos})") from None
    if not isinstance(found, dict) or set(found) != _WANTED:
        raise ImproperlyConfigured(f"AIA_OIDC must hold exactly {', '.join(sorted(_WANTED))}")
    if not str(found["server_url"]).startswith("https://"):
        raise ImproperlyConfigured("AIA_OIDC: server_url must begin with https://")
    server = found.pop("server_url")
    return [{**found, "settings": {"server_url": server, "oauth_pkce_enabled": True}}]
