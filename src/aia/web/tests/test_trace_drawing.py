"""The trace drawn: everything in the picture is in the list, everything is escaped and linked."""

import re
from datetime import date, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from aia.web import samples
from aia.web.terms import (
    ChangeChart,
    ChangeRow,
    GoalRating,
    StepKind,
    StepState,
    Strand,
    StrandStep,
)

TODAY = date(2026, 11, 23)


def drawn(strands: list[Strand], language: str = "en") -> str:
    template = Template("{% load lines %}{% trace_line strands title='The trace' today=today %}")
    with translation.override(language):
        return template.render(Context({"strands": strands, "today": TODAY}))


def parts(html: str) -> tuple[str, str]:
    picture, rest = html.split("</svg>", 1)
    return picture, rest.split('class="aia-trace-list"', 1)[1]


def step(kind: str, ago: int, label: str = "", url: str = "", state: str = "done") -> StrandStep:
    return StrandStep(kind, TODAY - timedelta(days=ago), label, url, state)


WAITING = Strand(
    label="Rent",
    category="Home",
    url="/needs/1/",
    steps=[step(StepKind.NEED, 60, url="/n/"), step(StepKind.DEMAND, 43, "to stay", "/d/")],
    stopped_at=StepKind.CHOICE,
    waiting_days=43,
)


def test_picture_and_list_tell_the_same_steps() -> None:
    picture, listed = parts(drawn(samples.strands(TODAY)))
    for text in ("28 December 2025", "3 November 2026", "19 November 2026"):
        assert text in picture
        assert text in listed
    in_picture = re.findall(r'class="aia-mark aia-step-(\w+)', picture)
    in_list = re.findall(r'<li class="aia-step-(\w+) aia-state', listed)
    assert in_picture == in_list


def test_a_strand_that_stopped_says_what_it_waits_for_in_both() -> None:
    for part in parts(drawn([WAITING])):
        assert "waiting 43 days for a choice" in part
    assert 'class="aia-gap"' in drawn([WAITING])
    assert "in attesa di una scelta da 43 giorni" in drawn([WAITING], "it")


def test_one_day_is_one_day() -> None:
    one = Strand("A", steps=[step(StepKind.NEED, 1)], stopped_at="demand", waiting_days=1)
    assert "waiting 1 day for a demand" in drawn([one])
    assert "in attesa di una domanda da 1 giorno" in drawn([one], "it")


def test_every_mark_leads_to_its_page_from_picture_and_list() -> None:
    for part in parts(drawn([WAITING])):
        assert {"/needs/1/", "/n/", "/d/"} <= set(re.findall(r'href="(/[^"#]*)"', part))


def test_what_people_write_is_shown_as_text() -> None:
    words = '<script>alert(1)</script> & "co"'
    html = drawn([Strand(words, words, steps=[step(StepKind.NEED, 3, words)])])
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_the_drawing_needs_no_style_of_its_own() -> None:
    html = drawn(samples.strands(TODAY))
    assert not re.search(r"\sstyle=|<style|<script", html)


def test_a_closed_strand_ends_and_a_running_one_goes_on() -> None:
    steps = [step(StepKind.NEED, 30), step(StepKind.ANSWER, 20)]
    closed = drawn([Strand("A", steps=steps, closed=TODAY - timedelta(days=2))])
    assert "aia-goes-on" not in closed
    assert "closed on 21 November 2026" in closed
    assert "aia-goes-on" in drawn([Strand("A", steps=steps)])


def test_declined_options_are_twigs_and_are_read_in_the_list() -> None:
    options = [step(StepKind.CHOICE, 9, f"option {i}", state=StepState.DECLINED) for i in range(5)]
    html = drawn([Strand("A", steps=[step(StepKind.CHOICE, 9), *options])])
    picture, listed = parts(html)
    assert picture.count("aia-twig") == 3
    assert all(f"option {i}" in listed for i in range(5))
    assert "Declined: option 0; option 1" in picture


def test_give_back_returns_to_the_floor() -> None:
    html = drawn([Strand("A", steps=[step(StepKind.NEED, 30), step(StepKind.GIVE_BACK, 4)])])
    assert html.count('class="aia-returns"') == 1


def test_nothing_is_drawn_without_needs() -> None:
    assert drawn([]).strip() == ""
    assert drawn([Strand("A")]).strip() == ""


@pytest.mark.parametrize("count", [1, 30])
def test_many_needs_make_a_taller_drawing_not_a_wider_one(count: int) -> None:
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', drawn([WAITING] * count))
    assert box is not None
    assert box[1] == "960"
    assert int(box[2]) == 34 + 138 * count


def chart(html: str, **values: object) -> str:
    with translation.override("en"):
        return Template("{% load lines %}" + html).render(Context(values))


def test_the_recipient_speaks_first_and_silence_is_a_dash() -> None:
    goals = [GoalRating("A home", -2, 1, -1, None)]
    html = chart("{% goal_scale goals %}", goals=goals)
    assert html.index("The person") < html.index("The social worker")
    assert "−2 → <strong>+1</strong>" in html
    assert "−1 → <strong>—</strong>" in html
    assert html.count('class="aia-after"') == 1


def test_change_keeps_missing_levels_apart_from_low_ones() -> None:
    days = [TODAY - timedelta(days=d) for d in (90, 45, 0)]
    rows = [ChangeRow("Home", (1, None, 4)), ChangeRow("Mood", (None, None, None))]
    html = chart("{% change_chart chart %}", chart=ChangeChart(days, rows))
    assert "1 → <strong>4</strong>" in html
    assert "+3" in html
    assert "— → <strong>—</strong>" in html
    assert html.count("<circle") == 2
