"""The main menu: each module registers its entries in its `urls.py`, for the roles they serve.

register(Item(label=_("Worklist"), url="pathways:worklist", order=10,
              shown=lambda actor: actor.has(Role.SOCIAL_WORKER)))

A module may also lead on from what a module below it shows, which knows nothing of it:

register_onward("demand", Onward(label=_("Look on the floor"), url="commons:meeting"))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from aia.access.terms import Actor


@dataclass(frozen=True)
class Item:
    """One entry of the menu.

    `label` is a lazy translation, `url` a URL name without arguments, `shown` asks only the
    actor's roles (never the database). Of the entries with a `home` order that an actor sees, the
    lowest is the page they meet after sign-in. `within` names the entry that it stands under: it
    is shown while the reader is there, and in the menu itself to who does not see that entry.
    """

    label: str | Promise
    url: str
    shown: Callable[[Actor], bool] = field(compare=False)
    order: int = 100
    home: int | None = None
    within: str = ""


@dataclass(frozen=True)
class Link:
    """A menu entry as the page draws it, with those that stand under it, itself the first."""

    label: str
    url: str
    current: bool
    parts: tuple[Link, ...] = ()


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
    links = {item.url: Link(str(item.label), reverse(item.url), current=False) for item in seen}
    under = [url for url, link in links.items() if path.startswith(link.url)]
    if under:
        here = max(under, key=lambda url: len(links[url].url))
        links[here] = replace(links[here], current=True)
    return [_head(item, seen, links) for item in seen if item.within not in links]


def _head(item: Item, seen: Sequence[Item], links: Mapping[str, Link]) -> Link:
    own = links[item.url]
    parts = tuple(links[one.url] for one in seen if one.within == item.url)
    if not parts:
        return own
    return replace(own, current=any(one.current for one in (own, *parts)), parts=(own, *parts))


def home_of(actor: Actor) -> str | None:
    """Return the address of the page that the actor meets after sign-in, None without a role."""
    homes = [(i.home, i.url) for i in _items.values() if i.home is not None and i.shown(actor)]
    return reverse(min(homes)[1]) if homes else None
