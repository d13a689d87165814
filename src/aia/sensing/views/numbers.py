"""What the pages of numbers share: whose district, the tabs, how a kept-back count is told."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden
from aia.sensing.funnel.rules import THRESHOLD, Telling, Told, told
from aia.sensing.queries import COUNTING
from aia.territory.queries import districts


@dataclass(frozen=True)
class Tab:
    """One of the pages of numbers."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Place:
    """The district that the page is about, and the others that the reader may ask for."""

    code: str
    name: str
    others: tuple[tuple[str, str], ...]

    @property
    def query(self) -> str:
        """Return what keeps the district in the addresses of the page's links."""
        return f"?district={self.code}" if self.others else ""


def place_of(request: HttpRequest, actor: Actor) -> Place:
    """Return the district asked for, or the reader's first. Raises Forbidden, Http404."""
    mine = actor.districts(*COUNTING)
    if not mine:
        raise Forbidden(_("These pages are for those who plan and work in the district."))
    names = {one.code: one.name for one in districts() if one.code in mine}
    codes = sorted(mine, key=lambda code: names.get(code, code))
    code = request.GET.get("district") or codes[0]
    if code not in mine:
        raise Http404(_("There is no such district."))
    others = tuple((other, names.get(other, other)) for other in codes if len(codes) > 1)
    return Place(code, names.get(code, code), others)


def tabs(current: str, place: Place) -> list[Tab]:
    """Return the pages of numbers, the one being read marked."""
    pages = (
        ("expected", _("Expected and voiced")),
        ("alarms", _("What is happening")),
        ("silence", _("Silent places")),
    )
    return [
        Tab(label, reverse(f"sensing:{name}") + place.query, name == current)
        for name, label in pages
    ]


def count_words(count: int, part_of: int | None = None) -> str:
    """Return a count as it may be read: small ones are kept back."""
    return told_words(told(count, part_of))


def told_words(one: Told) -> str:
    """Return a count, or what is said in its place."""
    if one.telling == Telling.FEW:
        return _("fewer than %(threshold)d") % {"threshold": THRESHOLD}
    if one.telling == Telling.NEARLY_ALL:
        return _("all but fewer than %(threshold)d") % {"threshold": THRESHOLD}
    return whole(one.count or 0)


def whole(value: float) -> str:
    """Return a whole number with its thousands grouped."""
    return number_format(value, 0, use_l10n=True, force_grouping=True)


def tenths(value: float) -> str:
    """Return a number with one decimal, as people write it."""
    return number_format(value, 1)
