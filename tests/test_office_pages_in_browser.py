"""What the office sees of notices, alarms and outreach: no obstacle, no sideways scroll."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.browser import SignedIn, Site, faults

pytestmark = pytest.mark.browser

DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}
_ACTS = ("kind/", "words/", "split/", "person/", "community/", "inform/", "pass-on/", "close/")
# Two notices of one town that wait, one that was concluded, an alarm, a need without a voice.
_FOUND = """
import json
from aia.pathways.models import Need
from aia.sensing.models import Alarm, Notice, RoutingRule, Sensor
waiting = Notice.objects.filter(state="received").order_by("due_on")
print(json.dumps({
    "notice": str(waiting[0].id), "other": str(waiting[1].id),
    "done": str(Notice.objects.filter(state="settled").first().id),
    "sensor": str(Sensor.objects.filter(state="active").first().id),
    "rule": str(RoutingRule.objects.first().id),
    "alarm": str(Alarm.objects.filter(state="open").first().id),
    "need": str(Need.objects.filter(
        step="need", state="open", pathway__protected=False, expressed=False).first().id),
}))
"""


def addresses(site: Site) -> list[str]:
    """Return the office's pages about what the simulated district has."""
    told = json.loads(site.installation.python(_FOUND))
    notice, outreach = f"/sensing/{told['notice']}/", f"/sensing/outreach/{told['need']}/"
    return [
        "/sensing/",
        notice,
        *(notice + act for act in _ACTS),
        f"{notice}beside/{told['other']}/",
        f"/sensing/{told['done']}/",
        f"/sensing/{told['done']}/reopen/",
        "/sensing/rules/",
        "/sensing/rules/new/",
        f"/sensing/rules/{told['rule']}/",
        "/sensing/sensors/new/",
        f"/sensing/sensors/{told['sensor']}/",
        "/sensing/alarms/",
        f"/sensing/alarms/{told['alarm']}/",
        f"/sensing/alarms/{told['alarm']}/close/",
        "/sensing/outreach/",
        outreach,
    ]


@pytest.mark.parametrize("how", [DESK, PHONE], ids=["desk by day", "phone by night"])
def test_every_page_of_the_office_is_open_to_everybody(
    as_role: SignedIn, site: Site, how: dict[str, Any]
) -> None:
    page = as_role("coordinator", **how)
    assert [fault for one in addresses(site) for fault in faults(page, one)] == []


@pytest.mark.parametrize("how", [DESK, PHONE], ids=["desk by day", "phone by night"])
def test_the_forms_of_who_reaches_out_are_open_to_everybody(
    as_role: SignedIn, how: dict[str, Any]
) -> None:
    page = as_role("social_worker", **how)
    page.goto("/sensing/outreach/")
    needs = page.locator("main a[href*='/sensing/outreach/']")
    own = [needs.nth(place).get_attribute("href") or "" for place in range(needs.count())]
    forms: set[str] = set()
    for address in own[:12]:
        page.goto(address)
        links = page.locator("main a[href*='/begin/'], main a[href*='/going-on/']")
        forms |= {links.nth(place).get_attribute("href") or "" for place in range(links.count())}
        if len(forms) >= 4:
            break
    assert forms, "nobody whom she follows waits to be reached"
    assert [fault for one in sorted(forms) for fault in faults(page, one)] == []
