"""Recognising a need and following it."""

from datetime import date

import pytest

from aia.access.terms import Forbidden, service_actor
from aia.access.tests.personas import MOMENT, Persona
from aia.pathways import actions, queries
from aia.pathways.models import Need
from aia.pathways.rules import Refused
from aia.pathways.terms import AnswerEnd, State, Step
from aia.pathways.tests.story import Story, entry_of
from aia.people.actions import erase_person
from aia.trace.actions import RowChanged


def test_a_need_keeps_what_was_so_of_the_person_without_identity(story: Story) -> None:
    need = story.need("housing.losing", severity=3)
    assert (need.domain, need.severity, need.age_band, need.sex) == ("housing", 3, "45-64", "F")
    assert need.municipality_id == "019036"
    assert (need.step, need.due_on) == (Step.NEED, date(2026, 3, 23))
    assert "Rossi" not in entry_of(need).facts


def test_words_are_sealed_and_open_to_the_team(story: Story, sara: Persona) -> None:
    need = story.need(words="Ha la luce staccata da due giorni.")
    assert b"luce" not in bytes(need.sealed_words)
    detail = queries.need_detail(sara.actor, need.id, at=MOMENT)
    assert detail.file.words == "Ha la luce staccata da due giorni."


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"category": "income.nothing"}, "category"),
        ({"severity": 9}, "severity"),
        ({"words_of": "nobody"}, "words_of"),
        ({"words": "a" * 10_001}, "words"),
        ({"words": "a\x00b"}, "words"),
    ],
)
def test_what_does_not_hold_is_refused_by_field(
    story: Story, told: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        story.need(**told)  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert not Need.objects.exists()


def test_a_text_of_ten_thousand_characters_is_kept(story: Story, sara: Persona) -> None:
    need = story.need(words="à" * 10_000)
    assert queries.need_detail(sara.actor, need.id, at=MOMENT).file.words == "à" * 10_000


def test_a_need_is_reworded_regraded_and_reclassified(story: Story, sara: Persona) -> None:
    need, by = story.need(), story.actor
    actions.reword_need(
        actor=by, need_id=need.id, words="È al buio.", words_of="person", expressed=True, at=MOMENT
    )
    actions.regrade_need(actor=by, need_id=need.id, severity=4, at=MOMENT)
    actions.reclassify_need(actor=by, need_id=need.id, category="housing.unfit", at=MOMENT)
    file = queries.need_detail(sara.actor, need.id, at=MOMENT).file
    assert (file.words, file.need.words_of, file.need.expressed) == ("È al buio.", "person", True)
    assert (file.need.severity, file.need.category, file.need.domain) == (
        4,
        "housing.unfit",
        "housing",
    )


def test_a_need_left_unvoiced_says_why_until_it_is_voiced(story: Story) -> None:
    need = story.need()
    actions.mark_unvoiced(actor=story.actor, need_id=need.id, reason="not_yet", at=MOMENT)
    need.refresh_from_db()
    assert (need.unvoiced, need.due_on) == ("not_yet", date(2026, 5, 1))
    story.later(20).demand(need)
    need.refresh_from_db()
    assert (need.unvoiced, need.step, need.expressed) == (None, Step.DEMAND, True)


def test_a_demand_already_voiced_is_withdrawn_not_unvoiced(story: Story) -> None:
    demand = story.demand()
    with pytest.raises(Refused, match="withdraw the demand"):
        actions.mark_unvoiced(actor=story.actor, need_id=demand.need_id, reason="shame", at=MOMENT)


def test_a_suspended_need_waits_and_goes_on_from_its_step(story: Story) -> None:
    demand = story.demand()
    row = demand.need_id
    actions.suspend_need(actor=story.actor, need_id=row, reason="health", at=MOMENT)
    with pytest.raises(Refused, match="suspended"):
        story.option(demand)
    actions.resume_need(actor=story.actor, need_id=row, at=MOMENT)
    need = Need.objects.get(pk=row)
    assert (need.state, need.step, need.suspend_reason) == (State.OPEN, Step.DEMAND, None)
    assert need.due_on == date(2026, 3, 23)


def test_a_suspension_looks_ahead(story: Story) -> None:
    need = story.need()
    with pytest.raises(Refused) as refusal:
        actions.suspend_need(
            actor=story.actor, need_id=need.id, reason="away", until=MOMENT.date(), at=MOMENT
        )
    assert refusal.value.field == "until"


def test_a_need_is_closed_and_reopened_where_it_was(story: Story) -> None:
    demand = story.demand()
    row, by = demand.need_id, story.actor
    actions.close_need(actor=by, need_id=row, reason="eased", at=MOMENT)
    with pytest.raises(Refused, match="closed"):
        actions.regrade_need(actor=by, need_id=row, severity=1, at=MOMENT)
    need = actions.reopen_need(actor=by, need_id=row, at=MOMENT)
    assert (need.state, need.step, need.reopened, need.close_reason) == ("open", "demand", 1, None)
    assert need.due_on is not None


def test_a_need_with_an_answer_going_on_is_not_closed(story: Story) -> None:
    answer = story.answer()
    with pytest.raises(Refused, match="answer is still going on"):
        actions.close_need(actor=story.actor, need_id=answer.need_id, reason="solved", at=MOMENT)
    actions.end_answer(actor=story.actor, answer_id=answer.id, reason=AnswerEnd.DONE, at=MOMENT)
    actions.close_need(actor=story.actor, need_id=answer.need_id, reason="solved", at=MOMENT)


def test_two_on_the_same_need_one_is_told_what_changed(story: Story) -> None:
    need = story.need()
    seen = need.last_entry_id
    actions.regrade_need(actor=story.actor, need_id=need.id, severity=3, seen=seen, at=MOMENT)
    with pytest.raises(RowChanged) as told:
        actions.close_need(
            actor=story.actor, need_id=need.id, reason="solved", seen=seen, at=MOMENT
        )
    assert told.value.row.pk == need.id


def test_nothing_more_is_written_after_the_person_was_erased(story: Story, carla: Persona) -> None:
    need = story.need()
    erase_person(actor=carla.actor, person=story.pathway.person_id, at=MOMENT)  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        story.need()
    with pytest.raises(Refused, match="erased"):
        actions.recognise_need(
            actor=service_actor("import"),
            pathway_id=story.pathway.id,
            category="income.debt",
            severity=1,
            words_of="worker",
            expressed=True,
            words="Una riga dimenticata.",
            at=MOMENT,
        )
    detail = queries.need_detail(carla.actor, need.id, at=MOMENT)
    assert detail.file.words == "", "the words went with the key"
