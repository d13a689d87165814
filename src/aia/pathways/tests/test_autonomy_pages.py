"""Autonomy in the browser: the form made from the instrument, change over time, two views."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from aia.access.tests.personas import Persona
from aia.pathways import actions
from aia.pathways.instruments import get_instrument
from aia.pathways.models import Assessment
from aia.pathways.tests.pages import signed_in, statements, text_of
from aia.pathways.tests.parts import MOST_ON_A_PART, at, filled_in, refusals
from aia.pathways.tests.story import Story


def tab(story: Story) -> str:
    return at("assessments", story.pathway.subject)


def fill(story: Story, level: int, made_by: str = "worker", **told: Any) -> Assessment:
    scales = get_instrument("autonomy").scales()
    return actions.record_assessment(
        actor=story.actor,
        pathway_id=story.pathway.id,
        instrument="autonomy",
        answers={question.id: level for question in scales},
        made_by=made_by,
        taken_on=story.at.date(),
        at=story.at,
        **told,
    )


def test_the_form_asks_every_question_of_the_instrument(story: Story, sara: Persona) -> None:
    address = at("record_assessment", story.pathway.subject, "autonomy")
    fields = signed_in(sara).get(address).context["form"].fields
    scales = get_instrument("autonomy").scales()
    assert [name for name in fields if name.startswith("q_")] == [f"q_{q.id}" for q in scales]
    assert len(scales) == 13
    today = timezone.localdate().isoformat()
    filled_in(sara, address, made_by="worker", taken_on=today, q_finance="2", words="Con calma.")
    kept = Assessment.objects.get()
    assert kept.answers == ["finance:2"]
    assert "Con calma." in text_of(signed_in(sara).get(tab(story)))


def test_an_intake_takes_one_or_many_answers(story: Story, sara: Persona) -> None:
    filled_in(
        sara,
        at("record_assessment", story.pathway.subject, "intake"),
        made_by="worker",
        taken_on=timezone.localdate().isoformat(),
        q_urgency="week",
        q_weighs=["income", "housing"],
    )
    assert Assessment.objects.get().answers == ["urgency:week", "weighs:income", "weighs:housing"]
    page = text_of(signed_in(sara).get(tab(story)))
    assert "Within the week" in page
    assert "Money, Home" in page


def test_what_does_not_fit_is_told_and_what_was_answered_stays(story: Story, sara: Persona) -> None:
    address = at("record_assessment", story.pathway.subject, "autonomy")
    tomorrow = timezone.localdate() + timedelta(days=1)
    ahead = filled_in(sara, address, made_by="worker", taken_on=tomorrow.isoformat(), q_finance="3")
    assert "taken_on" in ahead.context["form"].errors
    assert ahead.context["form"]["q_finance"].value() == "3"
    empty = filled_in(sara, address, made_by="worker", taken_on=timezone.localdate().isoformat())
    assert empty.context["form"].non_field_errors() == ["Answer at least one question."]
    odd = filled_in(
        sara,
        address,
        made_by="worker",
        taken_on=timezone.localdate().isoformat(),
        q_finance="9",
    )
    assert "q_finance" in odd.context["form"].errors
    assert not Assessment.objects.exists()


def test_change_is_drawn_for_each_side_and_the_two_views_stand_side_by_side(
    story: Story, sara: Persona
) -> None:
    fill(story, 2)
    fill(story.later(30), 3)
    page = signed_in(sara).get(tab(story))
    assert "aia-change-picture" in text_of(page)
    assert page.context["sections"][0].compared == ()
    fill(story, 1, made_by="person")
    page = signed_in(sara).get(tab(story))
    section = page.context["sections"][0]
    assert len(section.compared) == 13
    assert {one.steps for one in section.compared} == {2}
    assert "the worker 2 steps higher" in text_of(page)


def test_a_filling_recorded_by_mistake_no_longer_counts(story: Story, sara: Persona) -> None:
    mistaken = fill(story, 5)
    filled_in(sara, at("withdraw_assessment", mistaken.id))
    assert signed_in(sara).get(tab(story)).context["sections"][0].fillings == []


def test_an_instrument_that_does_not_exist_is_not_found(story: Story, sara: Persona) -> None:
    unknown = at("record_assessment", story.pathway.subject, "horoscope")
    assert refusals(unknown, sara) == [404]


def test_who_may_not_read_the_file_sees_no_filling(
    story: Story, omar: Persona, dino: Persona, gelsomina: Persona
) -> None:
    mistaken = fill(story, 2)
    for address in (tab(story), at("withdraw_assessment", mistaken.id)):
        assert refusals(address, omar, dino, gelsomina) == [403, 404, 404]


def test_the_page_costs_the_same_however_many_fillings(story: Story, sara: Persona) -> None:
    def filled(times: int) -> int:
        for _time in range(times):
            fill(story.later(1), 2)
            fill(story, 3, made_by="person")
        return statements(signed_in(sara), tab(story))

    assert filled(1) == filled(4) <= MOST_ON_A_PART
