"""Reading a file: what is on the line, who may open it, and that opening it is recorded."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aia.access.queries import readings_of
from aia.access.terms import Forbidden
from aia.access.tests.personas import MOMENT, Persona
from aia.pathways import actions, queries
from aia.pathways.models import Answer, Choice, Demand, Need, Option
from aia.pathways.terms import ChoiceReason, Step
from aia.pathways.tests.story import Story
from aia.people.actions import merge_persons
from aia.people.models import Organisation, Person


def file_of(story: Story) -> queries.PathwayFile:
    file = queries.pathway_file(story.actor, story.pathway.subject, at=story.at)
    assert file is not None
    return file


def test_the_file_holds_the_whole_line(story: Story, sharing: Organisation) -> None:
    choice = story.choice()
    answer = story.answer(choice, organisation_id=sharing.id, words="Due volte al mese.")
    story.referral(sharing.id, answer.need)
    file = file_of(story)
    (need,) = file.needs
    assert (file.name, file.lead_name, file.why) == ("Maria Rossi", "Sara Conti", "team")
    assert need.category == "Utility bills"
    assert need.demand is not None
    assert need.demand.words == "Non riesco a pagare la luce."
    assert need.demand.choice is not None
    assert need.demand.choice.choice.id == choice.id
    assert [o.option.state for o in need.demand.options] == ["taken", "declined"]
    assert [(a.words, a.organisation) for a in need.answers] == [
        ("Due volte al mese.", "Cooperativa Il Gelso")
    ]
    assert len(need.referrals) == 1


def test_buttons_follow_the_same_policy(story: Story, carla: Persona) -> None:
    assert file_of(story).may("need.recognised")
    seen = queries.pathway_file(carla.actor, story.pathway.subject, at=MOMENT)
    assert seen is not None
    assert not seen.may("need.recognised")
    assert seen.may("pathway.closed")


def test_who_was_never_helped_has_no_file(sara: Persona, maria: Person) -> None:
    assert queries.pathway_file(sara.actor, maria.id, at=MOMENT) is None
    assert queries.glimpse(sara.actor, maria.id, at=MOMENT) is None
    assert actions.open_file(actor=sara.actor, subject_id=maria.id, at=MOMENT) is None


def test_opening_is_recorded_with_its_ground(story: Story, sara: Persona, carla: Persona) -> None:
    need = story.need()
    subject = story.pathway.subject
    actions.open_file(actor=sara.actor, subject_id=subject, at=MOMENT)
    actions.open_need(actor=carla.actor, need_id=need.id, at=MOMENT)
    grounds = {(reading.account, reading.why) for reading in readings_of(subject)}
    assert grounds == {(sara.id, "team"), (carla.id, "coordinator")}


def test_nothing_is_recorded_when_the_file_stays_shut(story: Story, omar: Persona) -> None:
    with pytest.raises(Forbidden):
        actions.open_file(actor=omar.actor, subject_id=story.pathway.subject, at=MOMENT)
    assert not readings_of(story.pathway.subject).exists()


def test_statements_do_not_grow_with_the_file(story: Story, sharing: Organisation) -> None:
    def walk() -> None:
        answer = story.answer(organisation_id=sharing.id)
        story.referral(sharing.id, answer.need)

    def statements() -> int:
        actor = story.actor
        with CaptureQueriesContext(connection) as counted:
            queries.pathway_file(actor, story.pathway.subject, at=story.at)
        return len(counted)

    walk()
    before = statements()
    walk()
    walk()
    assert statements() == before
    assert before <= 20


def test_one_need_is_read_through_any_of_its_rows(story: Story, sara: Persona) -> None:
    answer = story.answer()
    story.need("housing.finding")
    rows: list[tuple[Any, UUID]] = [
        (Need, answer.need_id),
        (Demand, answer.choice.demand_id),
        (Option, story.options[0].id),
        (Choice, answer.choice_id),
        (Answer, answer.id),
    ]
    for model, row in rows:
        detail = queries.need_detail_of(sara.actor, model, row, at=MOMENT)
        assert detail.file.need.id == answer.need_id
        assert len(detail.file.answers) == 1
    with pytest.raises(Demand.DoesNotExist):
        detail.demand(answer.id)


def test_an_earlier_pathway_stays_in_the_file(story: Story, sara: Persona) -> None:
    story.need()
    actions.close_pathway(
        actor=sara.actor,
        pathway_id=story.pathway.id,
        reason="solved",
        final_resources=["own"],
        at=MOMENT,
    )
    later = MOMENT + timedelta(days=200)
    again = actions.open_pathway(
        actor=sara.actor_at(later), person_id=story.pathway.person_id, at=later
    )
    file = queries.pathway_file(sara.actor_at(later), story.pathway.subject, at=later)
    assert file is not None
    assert file.pathway.id == again.id
    assert [p.id for p in file.earlier] == [story.pathway.id]
    assert len(file.needs) == 1


def test_a_merged_person_brings_their_pathway(
    story: Story, sara: Persona, carla: Persona, meet: object
) -> None:
    story.need()
    twin: Person = meet("Mariuccia", "Rossi")  # type: ignore[operator]
    merge_persons(actor=carla.actor, kept=twin, merged=story.pathway.subject, at=MOMENT)
    file = queries.pathway_file(carla.actor, twin.id, at=MOMENT)
    assert file is not None
    assert file.pathway.id == story.pathway.id
    assert len(file.needs) == 1


def test_the_person_s_own_path_shows_what_they_said(story: Story, maria_herself: Persona) -> None:
    unsaid = story.need("ties.solitude")
    said = story.need("income.debt", expressed=True, words_of="person", words="Ho tre rate.")
    seen_by_worker = story.need("work.job", expressed=True, words="Sembra scoraggiata.")
    mine = queries.my_path(maria_herself.actor, at=MOMENT)
    assert mine is not None
    told = {file.need.id: file.words for file in mine.needs}
    assert told == {said.id: "Ho tre rate.", seen_by_worker.id: ""}
    assert unsaid.id not in told
    assert mine.lead_name == "Sara Conti"


def test_only_one_s_own_path(story: Story, chiara: Persona, sara: Persona) -> None:
    story.need(expressed=True)
    assert queries.my_path(chiara.actor, at=MOMENT) is None
    assert queries.my_path(sara.actor, at=MOMENT) is None


def test_lists_of_pathways_by_whose_they_are(
    story: Story, sheltered: Story, sara: Persona, carla: Persona, omar: Persona
) -> None:
    def names(persona: Persona, whose: str) -> set[str]:
        page = queries.list_pathways(persona.actor, at=MOMENT, whose=whose)
        return {row.name for row in page.items}

    assert names(sara, "mine") == {"Maria Rossi", "Lucia Verdi"}
    assert names(carla, "district") == {"Maria Rossi"}
    assert names(carla, "mine") == names(omar, "mine") == names(omar, "district") == set()


def test_pages_of_pathways_follow_each_other(story: Story, sheltered: Story, sara: Persona) -> None:
    first = queries.list_pathways(sara.actor, at=MOMENT, limit=1)
    second = queries.list_pathways(sara.actor, at=MOMENT, limit=1, cursor=first.next_cursor)
    seen = {row.pathway.id for row in (*first.items, *second.items)}
    assert seen == {story.pathway.id, sheltered.pathway.id}
    assert second.next_cursor is None


def test_needs_of_a_pathway_without_their_words(story: Story, sara: Persona) -> None:
    need = story.need()
    assert [n.id for n in queries.needs_of(sara.actor, story.pathway.id, at=MOMENT)] == [need.id]


def test_strands_show_where_a_need_stopped(story: Story) -> None:
    story.need("ties.solitude")
    demand = story.later(2).demand(story.need())
    taken, left = story.option(demand), story.option(demand)
    story.later(3).choose(demand, taken.id, {left.id: ChoiceReason.TIMES})
    at = (story.later(10)).at
    waiting, walked = queries.strands(file_of(story).needs, at=at)
    assert (waiting.stopped_at, waiting.waiting_days) == (Step.DEMAND, 15)
    assert (walked.stopped_at, walked.waiting_days) == (Step.ANSWER, 10)
    assert [(m.kind, m.state) for m in walked.marks] == [
        ("need", "done"),
        ("demand", "done"),
        ("choice", "done"),
        ("choice", "declined"),
    ]


def test_a_closed_strand_awaits_nothing(story: Story) -> None:
    need = story.need()
    actions.close_need(actor=story.actor, need_id=need.id, reason="moved", at=story.at)
    (strand,) = queries.strands(file_of(story).needs, at=story.at)
    assert (strand.stopped_at, strand.closed_label) == ("", "Moved to another district")
    assert strand.closed is not None
