"""The trace read aloud at the browser: by who follows, and by the person."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from aia.access.models import Reading
from aia.access.tests.personas import MOMENT, Persona
from aia.pathways import actions
from aia.pathways.models import Pathway
from aia.pathways.tests.pages import signed_in, statements, text_of
from aia.pathways.tests.story import Story
from aia.trace.actions import make_checkpoint

MOST_ON_A_PAGE = 25


def trace_of(pathway: Pathway) -> str:
    return reverse("pathways:trace", args=[pathway.subject])


def test_acts_are_told_newest_first_each_with_its_cause(story: Story, sara: Persona) -> None:
    story.demand()
    page = text_of(signed_in(sara).get(trace_of(story.pathway)))
    demand = page.index("Sara Conti wrote down a demand")
    assert demand < page.index("opened the pathway")
    told = page[demand : page.index("</li>", demand)]
    cause = re.search(r'href="#act-(\d+)"', told)
    assert cause is not None
    assert f'id="act-{cause[1]}"' in page


def test_it_says_what_a_trace_is_and_when_it_was_last_sealed(story: Story, sara: Persona) -> None:
    browser = signed_in(sara)
    assert "No signed seal has been made yet" in text_of(browser.get(trace_of(story.pathway)))
    make_checkpoint(private=bytes(range(32)), at=MOMENT)
    page = text_of(browser.get(trace_of(story.pathway)))
    assert "nobody, not even who runs Aia" in page
    assert "The last signed seal was made on" in page


def test_simulated_acts_say_so(story: Story, sara: Persona) -> None:
    browser = signed_in(sara)
    assert "· simulated" not in text_of(browser.get(trace_of(story.pathway)))
    actions.recognise_need(
        actor=sara.actor.simulated(),
        pathway_id=story.pathway.id,
        category="income.food",
        severity=2,
        words_of="worker",
        expressed=False,
        words="",
        at=story.at,
    )
    assert "· simulated" in text_of(browser.get(trace_of(story.pathway)))


def test_long_traces_are_read_a_page_at_a_time(story: Story, sara: Persona) -> None:
    for _ in range(8):
        story.choice()
    browser = signed_in(sara)
    first = browser.get(trace_of(story.pathway))
    address = trace_of(story.pathway) + first.context["next_url"]
    second = text_of(browser.get(address))
    assert "opened the pathway" in second
    assert "opened the pathway" not in text_of(first)
    assert browser.get(trace_of(story.pathway) + "?before=tomorrow").status_code == 404


def test_who_may_look_is_a_trace_of_its_own(story: Story, sara: Persona) -> None:
    page = text_of(signed_in(sara).get(trace_of(story.pathway) + "?about=file"))
    assert "opened the file to Sara Conti" in page


def test_the_person_reads_theirs_without_what_they_have_not_said(
    story: Story, maria_herself: Persona
) -> None:
    story.need(expressed=False)
    story.demand()
    page = text_of(signed_in(maria_herself).get(trace_of(story.pathway)))
    assert "My trace" in page
    assert page.count("recognised a need") == 1


def test_reading_a_trace_is_an_opening(story: Story, sara: Persona) -> None:
    signed_in(sara).get(trace_of(story.pathway))
    assert Reading.objects.filter(kind="trace", account=sara.id).count() == 1


@pytest.mark.parametrize("who", ["omar", "dino", "piero", "ada", "gelsomina"])
def test_nobody_else_reads_it(request: pytest.FixtureRequest, story: Story, who: str) -> None:
    answer = signed_in(request.getfixturevalue(who)).get(trace_of(story.pathway))
    assert answer.status_code in {403, 404}
    assert "Maria" not in text_of(answer)


def test_a_protected_trace_does_not_exist_for_the_coordinator(
    sheltered: Story, carla: Persona
) -> None:
    assert signed_in(carla).get(trace_of(sheltered.pathway)).status_code == 404


def test_it_costs_the_same_however_long(story: Story, sara: Persona) -> None:
    browser = signed_in(sara)
    story.demand()
    few = statements(browser, trace_of(story.pathway))
    story.demand()
    story.demand()
    assert statements(browser, trace_of(story.pathway)) == few <= MOST_ON_A_PAGE
