"""Checkers: each finds exactly the row that does not hold, for whoever looks after it."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from aia.access.tests.personas import MOMENT, Persona
from aia.pathways import actions
from aia.pathways.checkers import CHECKERS, Finding, Severity, run_checkers
from aia.pathways.tests.broken import BROKEN, SERVICE, World
from aia.pathways.tests.planning import Planning, first_review
from aia.pathways.tests.story import Story
from aia.pathways.tests.test_attachments import PDF
from aia.people.models import Organisation, Person


@pytest.fixture
def world(
    story: Story, planning: Planning, meet: Callable[..., Person], sharing: Organisation
) -> World:
    """Maria's pathway in good order, and what is needed to break it."""
    return World(story, planning, meet, sharing)


def found_by(checker: str, who: Persona | None, at: datetime) -> list[Finding]:
    """Return what one checker tells somebody (None: the installation itself)."""
    actor = who.actor_at(at) if who else SERVICE
    return [
        finding
        for result in run_checkers(actor, at=at)
        if result.checker.id == checker
        for finding in result.findings
    ]


def test_every_checker_has_its_story() -> None:
    assert set(BROKEN) == {checker.id for checker in CHECKERS}


@pytest.mark.parametrize("checker", list(BROKEN))
def test_a_checker_finds_the_row_that_does_not_hold(
    world: World, checker: str, carla: Persona, piero: Persona, dino: Persona, omar: Persona
) -> None:
    assert found_by(checker, carla, world.story.at) == []
    row = BROKEN[checker](world)
    (finding,) = found_by(checker, carla, world.story.at)
    assert (finding.row, finding.row_kind) == (row.id, row._meta.label)
    assert finding.pathway == row.stream
    assert finding.since is not None
    for stranger in (piero, dino, omar):
        assert found_by(checker, stranger, world.story.at) == []


def test_good_order_has_nothing_to_tell(world: World) -> None:
    world.story.answer()
    review = first_review(world.planning.signed())
    world.story.later(60)
    world.planning.heard(review)
    world.planning.held(review)
    told = run_checkers(world.story.actor, at=world.story.at)
    assert [result.checker.id for result in told if result.findings] == []
    assert len(told) == len(CHECKERS) + 1


def test_the_worker_sees_their_own_files_and_the_coordinator_all_but_the_protected(
    world: World, sheltered: Story, carla: Persona, omar: Persona, maria_herself: Persona
) -> None:
    for story in (world.story, sheltered):
        actions.fix_appointment(
            actor=story.actor,
            pathway_id=story.pathway.id,
            starts_at=story.at + timedelta(hours=1),
            at=story.at,
        )
    later = MOMENT + timedelta(days=2)

    def seen_by(who: Persona | None) -> set[Any]:
        return {finding.pathway for finding in found_by("appointment_past", who, later)}

    assert seen_by(world.story.worker) == {world.story.pathway.id, sheltered.pathway.id}
    assert seen_by(carla) == {world.story.pathway.id}
    assert seen_by(omar) == set()
    assert seen_by(maria_herself) == set()
    assert seen_by(None) == {world.story.pathway.id, sheltered.pathway.id}


def test_the_cost_does_not_grow_with_what_is_found(world: World, carla: Persona) -> None:
    actor = carla.actor
    with CaptureQueriesContext(connection) as before:
        run_checkers(actor, at=world.story.at)
    for _again in range(4):
        BROKEN["appointment_past"](world)
    with CaptureQueriesContext(connection) as after:
        run_checkers(actor, at=world.story.at)
    assert len(after) == len(before)


def test_the_gravest_come_first(world: World, carla: Persona) -> None:
    BROKEN["appointment_past"](world)
    BROKEN["plan_self_approved"](world)
    told = [
        result.checker.severity
        for result in run_checkers(carla.actor_at(world.story.at), at=world.story.at)
        if result.findings
    ]
    assert told[0] == Severity.WRONG
    assert told[-1] == Severity.LOOK


def test_a_lost_file_and_an_orphan_are_told(
    world: World, tmp_path: Path, settings: Any, carla: Persona, ada: Persona
) -> None:
    settings.MEDIA_ROOT = tmp_path / "attachments"
    kept = actions.add_attachment(
        actor=world.story.actor,
        pathway_id=world.story.pathway.id,
        name="a.pdf",
        declared_type="",
        content=PDF,
        at=world.story.at,
    )
    file = tmp_path / "attachments" / f"{kept.id.hex}.sealed"
    at = datetime.now(UTC) + timedelta(minutes=1)
    assert found_by("attachment_missing", carla, at) == []
    orphan = file.rename(file.with_name(f"{'0' * 32}.sealed"))

    (lost,) = found_by("attachment_missing", carla, at)
    assert lost.row == kept.id
    assert found_by("file_orphan", ada, at) == [], "it may still be on its way to a row"
    an_hour_ago = (at - timedelta(hours=2)).timestamp()
    os.utime(orphan, (an_hour_ago, an_hour_ago))
    (found,) = found_by("file_orphan", ada, at)
    assert found.name == orphan.name
    assert found_by("file_orphan", carla, at) == []


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_question_is_asked_in_words(language: str) -> None:
    with translation.override(language):
        assert all(str(checker.question).endswith("?") for checker in CHECKERS)
