"""A district with its people, and notices spread over its weeks, for the stories of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from aia.access.terms import service_actor
from aia.access.tests.personas import DISTRICT, MOMENT
from aia.sensing import actions
from aia.sensing.models import Notice
from aia.territory import register, tables
from aia.territory.actions import load_district, municipalities

CREMONA, SORESINA, CASTELVERDE, SPINADESCO = "019036", "019098", "019026", "019100"
AT_NOON = time(12, tzinfo=UTC)


def given_district(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the district with its outlines and the residents of one year, of its province only."""
    everywhere = register.register()
    inside = {istat: one for istat, one in everywhere.items() if one.province_code == "019"}
    monkeypatch.setattr(municipalities, "register", lambda: inside)
    last = tables.years()[-1:]
    monkeypatch.setattr(tables, "years", lambda: last)
    load_district(actor=service_actor("installation"), source=DISTRICT, at=MOMENT)


def notices(told: Mapping[str, int], *, weeks_ago: int) -> list[Notice]:
    """Let citizens send so many notices from each municipality, in one week before the story's.

    One week ago is the last whole week.
    """
    monday = MOMENT.date() - timedelta(days=MOMENT.weekday(), weeks=weeks_ago)
    return [
        actions.receive_notice(
            actor=service_actor("reporter"),
            district=DISTRICT,
            door="citizen",
            client_key=uuid4().hex,
            text="In cortile non gioca più nessuno.",
            urgency="low",
            municipality=istat,
            at=datetime.combine(monday + timedelta(days=number % 7), AT_NOON),
        ).notice
        for istat, many in told.items()
        for number in range(many)
    ]
