"""How many needs, and how far they went: for the office, without anybody protected."""

from datetime import timedelta

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.pathways import queries
from aia.pathways.queries import NeedCount
from aia.pathways.tests.story import Story

SINCE, UNTIL = MOMENT - timedelta(days=1), MOMENT + timedelta(days=30)


def counts(persona: Persona) -> list[NeedCount]:
    return queries.need_counts(persona.actor, DISTRICT, since=SINCE, until=UNTIL, at=MOMENT)


def test_each_person_counts_once_a_category_as_far_as_they_came(
    story: Story, carla: Persona
) -> None:
    story.need()
    story.answer(story.choice(story.demand(story.need())))
    story.demand(story.need("housing.losing"))
    assert counts(carla) == [
        NeedCount("019036", "housing.losing", "housing", 1, 1, 0),
        NeedCount("019036", "income.utilities", "income", 1, 1, 1),
    ]


def test_what_was_recognised_outside_the_days_is_left_out(story: Story, carla: Persona) -> None:
    story.later(40)
    story.need()
    assert counts(carla) == []


def test_protected_persons_are_in_no_count(
    story: Story, sheltered: Story, sara: Persona, carla: Persona
) -> None:
    sheltered.need()
    assert counts(carla) == counts(sara) == []


def test_planners_read_counts_and_others_do_not(
    story: Story, piero: Persona, dino: Persona, ada: Persona
) -> None:
    story.need()
    assert [one.sensed for one in counts(piero)] == [1]
    for stranger in (dino, ada):
        with pytest.raises(Forbidden):
            counts(stranger)
