"""From what each puts on the floor to an answer that many give together, in browsers of their own.

A cooperative, a parish and a retired mechanic put things in common; Ines chooses among them; five
alike needs become one, which a table answers. People and what came before are in `floor_people`,
what each does in `floor_offered` and `floor_together`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Frame, Page

from tests import floor_offered as floor
from tests import floor_together as together
from tests.browser import SignedIn, Site, faults
from tests.floor_people import INES, PASSWORD

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360)
_MET = re.compile(r"/(floor|together)/|/worklist/mine/(plan/)?$")
_NEVER_THE_SAME = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\?.*")
# Acts that were done: their pages are not there a second time.
_DONE = re.compile(r"/(take|hand-over|vouch)/|\.(ics|jwt|svg)$")

Who = Callable[[str], Page]


@pytest.fixture
def told(site: Site) -> dict[str, Any]:
    """What the story needs to know of those whom it brings to the district."""
    worker, chief = (site.accounts[one]["email"] for one in ("social_worker", "coordinator"))
    said = site.installation.python(
        f"from tests.floor_people import prepare; print(prepare({worker!r}, {chief!r}))"
    )
    for one in ("ines", "gino", "wheel", "parish"):
        site.accounts[one] = {"email": f"{one}@floor.example", "password": PASSWORD}
    found: dict[str, Any] = json.loads(said)
    return found


@pytest.fixture
def met() -> dict[str, dict[str, str]]:
    """The addresses of the floor that each came by, one for each page."""
    return {}


@pytest.fixture
def who(as_role: SignedIn, met: dict[str, dict[str, str]]) -> Who:
    """A browser for each, opened once; nobody is signed in to the one without a name."""
    pages: dict[str, Page] = {}

    def page(name: str) -> Page:
        if name not in pages:
            seen = met.setdefault(name, {})
            pages[name] = as_role(name or None)
            pages[name].on("framenavigated", lambda frame: _remember(seen, frame))
        return pages[name]

    return page


def _remember(seen: dict[str, str], frame: Frame) -> None:
    address = urlsplit(frame.url).path
    if _MET.search(address) and not _DONE.search(address):
        seen.setdefault(_NEVER_THE_SAME.sub("", address), address)


def test_what_each_puts_in_common_becomes_an_answer_of_many(
    who: Who, told: dict[str, Any], met: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    put_in_common(who)
    met_chosen_and_booked(who, told["subject"])
    thanked_and_vouched_for(who, tmp_path)
    gathered_at_a_table(who)
    came_to_each_plan(who, told["plans"])
    assert in_the_way(who, met) == []


def put_in_common(who: Who) -> None:
    """A van, a course, a hall, ten hours."""
    wheel = who("wheel")
    floor.put_on_the_floor(
        wheel, floor.VAN, kind="vehicle", about="Porta alle visite in ospedale chi non guida."
    )
    floor.opened_to_bookings(wheel, approval=True)
    floor.put_on_the_floor(
        wheel, floor.COURSE, kind="place", capacity="8", about="Le visite, dal proprio telefono."
    )
    floor.put_on_the_floor(who("parish"), floor.HALL, kind="space")
    floor.opened_to_bookings(who("parish"), approval=False)
    floor.put_on_the_floor(who("gino"), floor.HOURS, kind="hours", capacity="1")
    floor.found_by_anybody(who(""))


def met_chosen_and_booked(who: Who, subject: str) -> None:
    """The worker offers, the person chooses, the booking holds."""
    floor.put_before_the_person(who("social_worker"), subject)
    floor.chosen_and_declined(who("ines"))
    floor.the_no_counts(who("social_worker"), subject)
    floor.booked_from_the_choice(who("ines"))
    floor.refused_the_same_hours(who("gino"))
    floor.confirmed_by_the_keeper(who("wheel"))
    floor.the_booking_holds(who("ines"))


def thanked_and_vouched_for(who: Who, into: Path) -> None:
    """Hours pass; a craft is vouched for and signed."""
    floor.hours_pass(who("ines"))
    floor.hours_have_come(who("gino"))
    link = floor.told_what_he_can_do(who("gino"))
    floor.vouched_for(who("wheel"), link)
    badge = floor.signed_in_a_badge(who("gino"), into)
    floor.verified_by_anybody(who(""), badge)


def gathered_at_a_table(who: Who) -> None:
    """Five needs become one; the table takes it up, undertakes, starts a project."""
    together.five_needs_become_one(who("social_worker"))
    together.invited(who("social_worker"), INES)
    together.says_yes(who("ines"))
    together.minutes_kept(who("wheel"))
    together.undertaken(who("parish"))
    together.started(who("wheel"))
    together.plays_a_part(who("gino"))


def came_to_each_plan(who: Who, plans: dict[str, str]) -> None:
    """Plans take part, read what came of it, and something is given back."""
    worker = who("social_worker")
    for plan in plans.values():
        together.taken_part_in(worker, plan)
    together.told_what_came(who("wheel"))
    for plan in plans.values():
        together.came_back_to(worker, plan)
    together.read_on_her_own_page(who("ines"))
    together.given_back(worker, plans[INES])
    together.found_on_her_path(who("ines"))


def in_the_way(who: Who, met: dict[str, dict[str, str]]) -> list[str]:
    """Return what stands in anybody's way on the pages met, on a desk and on a phone."""
    found, looked = [], set()
    for name, addresses in met.items():
        for sort, address in list(addresses.items()):
            if sort in looked:
                continue
            looked.add(sort)
            found += faults(who(name), address, *WIDTHS)
    return found
