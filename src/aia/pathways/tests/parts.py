"""What the stories of a file's parts share: addresses, and who must not get in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from aia.access.tests.personas import Persona
from aia.pathways.models import Plan
from aia.pathways.tests.pages import seen_on, signed_in
from aia.pathways.tests.planning import Planning

MOST_ON_A_PART = 25


def at(name: str, *ids: UUID | str) -> str:
    """Return the address of a page by its name."""
    return reverse(f"pathways:{name}", args=ids)


def filled_in(persona: Persona, address: str, **told: Any) -> Any:
    """Open the page of an act as the persona, and send its form."""
    browser = signed_in(persona)
    opened = browser.get(address)
    assert opened.status_code == 200, opened.content.decode()
    return browser.post(address, {"seen": seen_on(opened).replace("None", ""), **told})


def refusals(address: str, *personas: Persona) -> list[int]:
    """Return what each of them is answered, asked for the page and sending an empty form."""
    browsers = [signed_in(one) for one in personas]
    return [one.get(address).status_code for one in browsers]


def lasting(planning: Planning, **told: Any) -> Plan:
    """Return a draft with a goal and a commitment that lasts half a year from today."""
    today = timezone.localdate()
    ends = today + timedelta(days=180)
    plan = planning.draft(starts_on=today, ends_on=ends, **told)
    planning.goal(plan, monitor_on=ends)
    planning.commitment(plan)
    return plan
