"""Give-backs are voluntary, and nothing can tie them to a benefit."""

from dataclasses import fields
from datetime import timedelta
from decimal import Decimal

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import MOMENT, Persona
from aia.pathways import actions, queries
from aia.pathways.models import Need
from aia.pathways.rules import Refused
from aia.pathways.terms import Step
from aia.pathways.tests.story import TODAY, Story, cause_of
from aia.pathways.verbs.line import GiveBackGiven


def test_what_is_given_back_is_told(story: Story, sara: Persona) -> None:
    need = story.need()
    given = actions.give_back(
        actor=sara.actor,
        pathway_id=story.pathway.id,
        kind="skill",
        words="Ha insegnato a cucire a due vicine.",
        hours=Decimal("3"),
        need_id=need.id,
        at=MOMENT,
    )
    (file,) = queries.need_detail(sara.actor, need.id, at=MOMENT).file.give_backs
    assert file.words == "Ha insegnato a cucire a due vicine."
    assert (given.given_on, cause_of(given)) == (TODAY, need.id)
    need.refresh_from_db()
    assert need.step == Step.NEED


def test_it_may_arise_from_no_need_in_particular(story: Story, maria_herself: Persona) -> None:
    given = actions.give_back(
        actor=maria_herself.actor, pathway_id=story.pathway.id, kind="voice", at=MOMENT
    )
    assert cause_of(given) == story.pathway.id
    mine = queries.my_path(maria_herself.actor, at=MOMENT)
    assert mine is not None
    assert [g.give_back.id for g in mine.give_backs] == [given.id]


def test_it_has_already_happened(story: Story) -> None:
    with pytest.raises(Refused) as refusal:
        actions.give_back(
            actor=story.actor,
            pathway_id=story.pathway.id,
            kind="time",
            given_on=TODAY + timedelta(days=1),
            at=MOMENT,
        )
    assert refusal.value.field == "given_on"


def test_nothing_ties_it_to_an_answer_an_amount_or_a_commitment() -> None:
    assert {f.name for f in fields(GiveBackGiven)} == {
        "pathway",
        "need",
        "kind",
        "organisation",
        "hours",
        "given_on",
    }


def test_the_need_of_another_pathway_is_not_found(story: Story, sheltered: Story) -> None:
    elsewhere = sheltered.need()
    with pytest.raises(Need.DoesNotExist):
        actions.give_back(
            actor=story.actor,
            pathway_id=story.pathway.id,
            kind="time",
            need_id=elsewhere.id,
            at=MOMENT,
        )


def test_a_colleague_outside_the_team_records_none(story: Story, omar: Persona) -> None:
    with pytest.raises(Forbidden):
        actions.give_back(actor=omar.actor, pathway_id=story.pathway.id, kind="time", at=MOMENT)
