"""How fresh the figures are: told to those who plan and coordinate."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from aia.access.terms import service_actor
from aia.access.tests.personas import MOMENT, Persona
from aia.observatory import building
from aia.observatory.indicators.loading import definition
from aia.pathways.tests.story import Story

pytestmark = pytest.mark.django_db
PAGE = "observatory_facts:freshness"


def test_it_says_when_it_was_read_and_what_stayed_out(
    story: Story,
    sheltered: Story,
    carla: Persona,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.HOME = tmp_path
    story.need()
    sheltered.need()
    client.force_login(carla.account)
    (before,) = client.get(reverse(PAGE)).context["told"]
    assert before["built_at"] is None
    monkeypatch.setattr(building, "definitions", lambda: (definition("needs_recognised"),))
    building.build_observatory(
        actor=service_actor("nightly"), district="cremona", at=MOMENT + timedelta(90)
    )
    page = client.get(reverse(PAGE))
    (told,) = page.context["told"]
    assert (told["as_of"], told["protected"]) == (date(2026, 3, 31), 1)
    assert "aia observatory" not in page.content.decode()


def test_who_follows_families_has_no_such_page(sara: Persona, client: Client) -> None:
    client.force_login(sara.account)
    assert client.get(reverse(PAGE)).status_code == 403
