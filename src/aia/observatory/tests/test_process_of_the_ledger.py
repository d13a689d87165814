"""The ledger read as a process, and exported for other tools."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from aia.access.tests.personas import MOMENT
from aia.observatory.queries import acts_of_the_line
from aia.pathways import actions
from aia.pathways.terms import CloseReason
from aia.pathways.tests.story import Story
from aia.people.models import Organisation

pytestmark = pytest.mark.django_db


def process_of_the_ledger(**options: object) -> dict[str, object]:
    """Return what the command prints."""
    out = StringIO()
    call_command("observatory", "process", ledger=True, json=True, stdout=out, **options)
    told: dict[str, object] = json.loads(out.getvalue())
    return told


def test_every_need_is_a_case_on_the_line(story: Story) -> None:
    story.answer()
    story.later(3).need()
    told = process_of_the_ledger()
    assert (told["events"], told["cases"]) == (5, 2)
    assert told["start"] == {"need.recognised": 2}
    assert told["end"] == {"need.answered": 1, "need.recognised": 1}
    conformance = told["conformance"]
    assert conformance == {"fitting_cases": 2, "mean_cost": 0.0, "departures": []}


def test_a_need_closed_early_lacks_what_was_ahead(story: Story) -> None:
    need = story.need()
    actions.close_need(actor=story.actor, need_id=need.id, reason=CloseReason.MOVED, at=story.at)
    conformance = process_of_the_ledger()["conformance"]
    assert isinstance(conformance, dict)
    missing = {(one["kind"], one["step"], one["after"]) for one in conformance["departures"]}
    assert ("missing", "need.voiced", "need.recognised") in missing
    assert ("missing", "need.reviewed", "need.answered") in missing
    assert conformance["mean_cost"] == 4


def test_a_protected_person_is_in_no_count(story: Story, sheltered: Story) -> None:
    story.need()
    sheltered.need()
    assert process_of_the_ledger()["cases"] == 1


def test_another_district_has_nothing_to_tell(story: Story) -> None:
    story.need()
    with pytest.raises(CommandError, match="no event"):
        process_of_the_ledger(district="elsewhere")


def test_who_answered_is_known_from_the_answer(story: Story, cooperative: Organisation) -> None:
    story.answer(provider_kind="third_sector", organisation_id=cooperative.id)
    found = {one.verb: one.organisation for one in acts_of_the_line(at=MOMENT)}
    assert found["need.answered"] == cooperative.id
    assert found["need.voiced"] is None
    sorts = {one.verb: one.resource for one in acts_of_the_line(at=MOMENT)}
    assert sorts["need.answered"] == "service.high"
    assert sorts["need.recognised"] is None
