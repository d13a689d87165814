"""What the layout reads: the district's name, kept in memory because every page shows it."""

from __future__ import annotations

from django.core.cache import cache

from aia.access.terms import Actor
from aia.territory import queries as territory

_KEY = "web.districts"
_KEPT_SECONDS = 300


def district_name(actor: Actor | None) -> str:
    """Return the name of the actor's district, or of the installation's only one.

    Empty when there are several: no page pretends to be in one of them.
    """
    names = _names()
    codes = actor.districts() if actor is not None and actor.grants else frozenset(names)
    return names.get(next(iter(codes)), "") if len(codes) == 1 else ""


def _names() -> dict[str, str]:
    names: dict[str, str] | None = cache.get(_KEY)
    if names is None:
        names = {district.code: district.name for district in territory.districts()}
        if names:
            cache.set(_KEY, names, _KEPT_SECONDS)
    return names
