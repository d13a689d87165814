"""Filling an instrument: the person's view and the worker's, over time."""

from datetime import date, timedelta
from typing import Any

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import Persona
from aia.pathways import actions
from aia.pathways.instruments import AnswersInvalid, UnknownInstrument
from aia.pathways.models import Assessment
from aia.pathways.queries.assessments import (
    change_since_first,
    course_of,
    fillings_of,
    two_views,
)
from aia.pathways.rules import Refused
from aia.pathways.terms import Voice
from aia.pathways.tests.story import TODAY, Story


def fill(story: Story, answers: dict[str, Any], **told: Any) -> Assessment:
    facts: dict[str, Any] = {"instrument": "autonomy", "made_by": Voice.WORKER}
    return actions.record_assessment(
        actor=told.pop("by", story.worker).actor_at(story.at),
        pathway_id=story.pathway.id,
        answers=answers,
        at=story.at,
        **{**facts, **told},
    )


def test_a_year_of_fillings_is_drawn_as_a_course(story: Story) -> None:
    fill(story, {"finance": 1, "housing": 2})
    story.later(180)
    fill(story, {"finance": 3, "network": 4}, words="Passi avanti.")
    fillings = fillings_of(story.actor, story.pathway.id, instrument="autonomy", at=story.at)
    course = course_of(fillings)

    assert course is not None
    assert list(course.days) == [TODAY, TODAY + timedelta(days=180)]
    rows = {name: list(told) for name, told in course.rows}
    assert len(rows) == 13
    assert [1, 3] in rows.values()
    assert [2, None] in rows.values()
    assert (course.top, len(course.level_labels)) == (5, 5)
    change = change_since_first(fillings, made_by=Voice.WORKER)
    assert change is not None
    assert dict(change.steps) == {"finance": 2}
    assert fillings[1].words == "Passi avanti."


def test_the_persons_view_beside_the_workers(story: Story, maria_herself: Persona) -> None:
    fill(story, {"finance": 2, "network": 2}, by=maria_herself, made_by=Voice.PERSON)
    fill(story, {"finance": 1, "network": 4})
    fillings = fillings_of(maria_herself.actor, story.pathway.id, at=story.at)
    both = two_views(fillings)
    assert both is not None
    assert dict(both.steps) == {"finance": -1, "network": 2}
    assert course_of(fillings, made_by=Voice.FAMILY) is None


def test_one_side_alone_is_not_compared(story: Story) -> None:
    fill(story, {"finance": 1})
    fillings = fillings_of(story.actor, story.pathway.id, at=story.at)
    assert two_views(fillings) is None
    assert change_since_first(fillings, made_by=Voice.WORKER) is None


def test_the_person_fills_for_themself_only(story: Story, maria_herself: Persona) -> None:
    with pytest.raises(Refused):
        fill(story, {"finance": 1}, by=maria_herself, made_by=Voice.WORKER)
    with pytest.raises(Refused) as refused:
        fill(story, {"arrival": "person"}, instrument="intake", made_by=Voice.PERSON)
    assert refused.value.field == "made_by"


def test_what_does_not_fit_is_not_recorded(story: Story) -> None:
    with pytest.raises(AnswersInvalid):
        fill(story, {"finance": 9})
    with pytest.raises(UnknownInstrument):
        fill(story, {"finance": 1}, instrument="tarot")
    with pytest.raises(Refused) as refused:
        fill(story, {"finance": 1}, taken_on=date(2030, 1, 1))
    assert refused.value.field == "taken_on"
    assert not Assessment.objects.exists()


def test_a_withdrawn_filling_no_longer_counts(story: Story) -> None:
    made = fill(story, {"finance": 1})
    actions.withdraw_assessment(actor=story.actor, assessment_id=made.id, at=story.at)
    assert fillings_of(story.actor, story.pathway.id, at=story.at) == []
    assert Assessment.objects.filter(pk=made.id).exists()
    with pytest.raises(Refused):
        actions.withdraw_assessment(actor=story.actor, assessment_id=made.id, at=story.at)


def test_strangers_neither_fill_nor_read(
    story: Story, omar: Persona, carla: Persona, dino: Persona, chiara: Persona
) -> None:
    for other in (omar, carla, dino, chiara):
        with pytest.raises(Forbidden):
            fill(story, {"finance": 1}, by=other, made_by=Voice.PERSON)
    for other in (omar, dino, chiara):
        with pytest.raises(Forbidden):
            fillings_of(other.actor, story.pathway.id, at=story.at)
