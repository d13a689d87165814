"""The copy of everything known about a person holds their path, in their words."""

import json

from aia.access.tests.personas import MOMENT
from aia.pathways import actions
from aia.pathways.queries.everything import last_activity
from aia.pathways.tests.planning import Planning
from aia.pathways.tests.story import Story
from aia.people.models import Person
from aia.people.queries import export_of


def test_the_copy_holds_the_words_of_the_demand_and_what_was_declined(
    story: Story, maria: Person
) -> None:
    story.choice()
    (path,) = export_of(maria.id, at=story.at)["pathways"]
    assert path["demand"][0]["words"]
    assert {option["state"] for option in path["option"]} >= {"taken"}
    json.dumps(path)


def test_the_copy_holds_the_plan(planning: Planning, maria: Person) -> None:
    planning.signed()
    (path,) = export_of(maria.id, at=MOMENT)["pathways"]
    assert path["goal"][0]["result"]
    assert path["plan"][0]["state"] == "signed"


def test_somebody_elses_path_is_not_in_it(story: Story, sheltered: Story, maria: Person) -> None:
    sheltered.demand()
    (path,) = export_of(maria.id, at=story.at)["pathways"]
    assert path["person_id"] == maria.id.hex
    assert path["demand"] == []


def test_retention_counts_from_the_last_thing_on_the_path(story: Story, maria: Person) -> None:
    assert last_activity([maria.id]) == {maria.id: MOMENT.date()}
    story.later(40)
    actions.close_pathway(
        actor=story.worker.actor,
        pathway_id=story.pathway.id,
        reason="moved",
        final_resources=["family"],
        at=story.at,
    )
    assert last_activity([maria.id]) == {maria.id: story.at.date()}


def test_what_has_not_been_said_yet_is_handed_over_in_person(story: Story, maria: Person) -> None:
    story.need(expressed=False, words_of="worker")
    (path,) = export_of(maria.id, at=story.at)["pathways"]
    assert path["need"] == []
