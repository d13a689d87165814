"""The main menu: each module registers its entries in its `urls.py`, for the roles they serve.

register(Item(label=_("Worklist"), url="pathways:worklist", order=10,
              shown=lambda actor: actor.has(Role.SOCIAL_WORKER)))

A module may also lead on from what a module below it shows, which knows nothing of it:

register_onward("demand", Onward(label=_("Look on the floor"), url="commons:meeting"))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from aia.access.terms import Actor


@dataclass(frozen=True)
class Item:
    """One entry of the menu.

    `label` is a lazy translation, `url` a URL name without arguments, `shown` asks only the
    actor's roles (never the database). Of the entries with a `home` order that an actor sees, the
    lowest is the page they meet after sign-in.
    """

    label: str | Promise
    url: str
    shown: Callable[[Actor], bool] = field(compare=False)
    order: int = 100
    home: int | None = None


@dataclass(frozen=True)
class Link:
    """A menu entry as the page draws it."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Onward:
    """A link onward from something shown: `url` is a URL name that takes its id."""

    label: str | Promise
    url: str


_onward: dict[str, dict[str, Onward]] = {}
_items: dict[str, Item] = {}
_searches: list[Item] = []


def register(item: Item) -> None:
    """Add an entry, or replace the one with the same URL name."""
    _items[item.url] = item


def register_onward(what: str, link: Onward) -> None:
    """Lead on from every `what` ("demand"), or replace the link with the same URL name."""
    _onward.setdefault(what, {})[link.url] = link


def links_onward(what: str, one: UUID) -> list[Link]:
    """Return where modules lead on from one `what`; each page asks its own policy."""
    return [
        Link(str(link.label), reverse(link.url, args=[one]), current=False)
        for link in _onward.get(what, {}).values()
    ]


def register_search(item: Item) -> None:
    """Put the search of `item` in every header whose reader sees it (it answers to `?q=`)."""
    _searches[:] = [*(s for s in _searches if s.url != item.url), item]


def search_of(actor: Actor | None) -> str | None:
    """Return the address that the header's search asks, None when the actor may not search."""
    if actor is None:
        return None
    return next((reverse(s.url) for s in _searches if s.shown(actor)), None)


def menu(actor: Actor | None, path: str) -> list[Link]:
    """Return the entries that the actor sees, the one that holds `path` marked as current."""
    if actor is None:
        return []
    seen = sorted((i for i in _items.values() if i.shown(actor)), key=lambda i: i.order)
    addresses = [reverse(item.url) for item in seen]
    under = [a for a in addresses if path.startswith(a)]
    current = max(under, key=len, default=None)
    return [
        Link(str(item.label), address, address == current)
        for item, address in zip(seen, addresses, strict=True)
    ]


def home_of(actor: Actor) -> str | None:
    """Return the address of the page that the actor meets after sign-in, None without a role."""
    homes = [(i.home, i.url) for i in _items.values() if i.home is not None and i.shown(actor)]
    return reverse(min(homes)[1]) if homes else None
