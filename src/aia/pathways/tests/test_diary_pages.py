"""The diary in the browser: notes newest first, shared or not; appointments and the agenda."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from aia.access.models import Reading
from aia.access.tests.personas import Persona
from aia.pathways import actions
from aia.pathways.models import Appointment, Note
from aia.pathways.tests.pages import seen_on, signed_in, statements, text_of
from aia.pathways.tests.parts import MOST_ON_A_PART, at, filled_in, refusals
from aia.pathways.tests.story import Story


def tab(story: Story) -> str:
    return at("diary", story.pathway.subject)


def note(story: Story, words: str = "Visita a casa.", **told: Any) -> Note:
    return actions.write_note(
        actor=story.actor,
        pathway_id=story.pathway.id,
        kind="home_visit",
        words=words,
        at=story.at,
        **told,
    )


def meeting(story: Story, *, days: int = 3, **told: Any) -> Appointment:
    return actions.fix_appointment(
        actor=story.actor,
        pathway_id=story.pathway.id,
        starts_at=story.at + timedelta(days=days),
        at=story.at,
        **{"words": "Le bollette", "place": "Via Roma 1", **told},
    )


@pytest.fixture
def today(story: Story) -> Story:
    """The story, told today."""
    story.at = timezone.now().replace(microsecond=0)
    return story


def test_a_note_is_written_and_the_newest_stands_first(story: Story, sara: Persona) -> None:
    note(story, "La prima.")
    filled_in(
        sara,
        at("write_note", story.pathway.subject),
        kind="phone",
        words="La seconda.",
        shared="on",
    )
    answer = signed_in(sara).get(tab(story))
    assert [one.words for one in answer.context["notes"]] == ["La seconda.", "La prima."]
    assert text_of(answer).count("Shared with the person") == 1
    assert Reading.objects.filter(subject=story.pathway.subject, kind="file").exists()


def test_an_empty_note_is_refused(story: Story, sara: Persona) -> None:
    answer = filled_in(sara, at("write_note", story.pathway.subject), kind="phone", words="  ")
    assert "words" in answer.context["form"].errors
    assert not Note.objects.exists()


def test_ten_thousand_characters_are_the_most(story: Story, sara: Persona) -> None:
    long = filled_in(
        sara, at("write_note", story.pathway.subject), kind="phone", words="x" * 10_001
    )
    assert long.status_code == 400
    assert "x" * 10_001 in text_of(long)


def test_html_in_a_note_is_shown_as_it_was_written(story: Story, sara: Persona) -> None:
    note(story, "<script>alert(1)</script>")
    page = text_of(signed_in(sara).get(tab(story)))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_note_is_shared_and_taken_back(story: Story, sara: Persona) -> None:
    kept = note(story)
    for name, shared in (("share_note", True), ("unshare_note", False)):
        sent = filled_in(sara, at(name, kept.id))
        assert sent.headers["Location"] == f"{tab(story)}#note-{kept.id}"
        kept.refresh_from_db()
        assert kept.shared is shared


def test_a_long_diary_is_read_a_page_at_a_time(story: Story, sara: Persona) -> None:
    for number in range(35):
        note(story.later(1), f"Nota {number}.")
    browser = signed_in(sara)
    first = browser.get(tab(story))
    rest = browser.get(tab(story) + first.context["next_url"])
    words = [one.words for page in (first, rest) for one in page.context["notes"]]
    assert words == [f"Nota {number}." for number in reversed(range(35))]
    assert browser.get(tab(story), {"after": "nonsense"}).status_code == 200


def test_an_appointment_is_fixed_with_who_is_in_the_team(story: Story, sara: Persona) -> None:
    when = timezone.localtime() + timedelta(days=2)
    address = at("fix_appointment", story.pathway.subject)
    told = {"minutes": "30", "account_id": str(sara.id), "place": "In ufficio", "words": "Parlare"}
    past = filled_in(sara, address, starts_at="2020-01-01T10:00", **told)
    assert "starts_at" in past.context["form"].errors
    assert "In ufficio" in text_of(past)
    filled_in(sara, address, starts_at=f"{when:%Y-%m-%dT%H:%M}", **told)
    fixed = Appointment.objects.get()
    assert (fixed.account, fixed.minutes) == (sara.id, 30)
    assert f"{timezone.localtime(fixed.starts_at):%Y-%m-%dT%H:%M}" == f"{when:%Y-%m-%dT%H:%M}"
    assert "In ufficio" in text_of(signed_in(sara).get(tab(story)))


def test_a_meeting_asked_for_is_confirmed_moved_and_cancelled(
    today: Story, sara: Persona, maria_herself: Persona
) -> None:
    asked = actions.request_appointment(
        actor=maria_herself.actor_at(today.at),
        pathway_id=today.pathway.id,
        starts_at=today.at + timedelta(days=2),
        at=today.at,
    )
    filled_in(sara, at("confirm_appointment", asked.id), place="Al parco")
    asked.refresh_from_db()
    assert asked.state == "fixed"
    later = timezone.localtime(today.at + timedelta(days=4))
    filled_in(
        sara,
        at("move_appointment", asked.id),
        starts_at=f"{later:%Y-%m-%dT%H:%M}",
        minutes="60",
        place="Al parco",
    )
    asked.refresh_from_db()
    assert (asked.minutes, asked.moves) == (60, 1)
    filled_in(sara, at("cancel_appointment", asked.id))
    asked.refresh_from_db()
    assert asked.state == "cancelled"


@pytest.mark.parametrize(("name", "state"), [("hold", "held"), ("miss", "missed")])
def test_a_meeting_that_was_is_held_or_missed(
    story: Story, sara: Persona, name: str, state: str
) -> None:
    past = meeting(story)
    filled_in(sara, at(f"{name}_appointment", past.id))
    past.refresh_from_db()
    assert past.state == state


def test_a_meeting_to_come_is_not_held_yet(today: Story, sara: Persona) -> None:
    coming = meeting(today)
    refused = filled_in(sara, at("hold_appointment", coming.id))
    assert refused.status_code == 400
    assert "still to come" in text_of(refused)


def test_a_meeting_changed_meanwhile_is_told(today: Story, sara: Persona) -> None:
    coming = meeting(today)
    browser = signed_in(sara)
    address = at("move_appointment", coming.id)
    seen = seen_on(browser.get(address))
    moved = timezone.localtime(today.at + timedelta(days=9))
    actions.move_appointment(
        actor=sara.actor_at(today.at), appointment_id=coming.id, starts_at=moved, at=today.at
    )
    told = {"starts_at": f"{moved:%Y-%m-%dT%H:%M}", "minutes": "45", "place": "Via Po 2"}
    second = browser.post(address, {"seen": seen, **told})
    assert second.status_code == 409
    assert "Via Po 2" in text_of(second)


def test_the_agenda_says_whom_and_where_and_never_what_for(today: Story, sara: Persona) -> None:
    meeting(today)
    page = text_of(signed_in(sara).get(at("agenda")))
    assert "Maria Rossi" in page
    assert "Via Roma 1" in page
    assert "Le bollette" not in page


def test_calendar_files_tell_no_name(today: Story, sara: Persona, maria_herself: Persona) -> None:
    coming = meeting(today)
    for browser in (signed_in(sara), signed_in(maria_herself)):
        for address in (at("appointment_calendar", coming.id), at("agenda_calendar")):
            answer = browser.get(address)
            assert answer.headers["Content-Type"].startswith("text/calendar")
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert b"BEGIN:VEVENT" in answer.content
            assert b"Rossi" not in answer.content


def test_who_may_not_read_the_file_reads_no_diary(
    story: Story,
    omar: Persona,
    dino: Persona,
    gelsomina: Persona,
    maria_herself: Persona,
    piero: Persona,
) -> None:
    kept, fixed = note(story), meeting(story)
    outside = (omar, dino, gelsomina, maria_herself)
    for address in (
        tab(story),
        at("write_note", story.pathway.subject),
        at("share_note", kept.id),
        at("move_appointment", fixed.id),
    ):
        assert refusals(address, *outside) == [403, 404, 404, 403]
    assert refusals(at("appointment_calendar", fixed.id), *outside) == [403, 404, 404, 200]
    assert refusals(at("agenda"), piero, gelsomina) == [403, 403]
    assert "Maria" not in text_of(signed_in(dino).get(at("agenda")))


def test_what_a_protected_person_has_does_not_exist_for_others(
    sheltered: Story, omar: Persona, carla: Persona
) -> None:
    kept = note(sheltered)
    for address in (tab(sheltered), at("share_note", kept.id)):
        assert refusals(address, omar, carla) == [404, 404]


def test_the_pages_cost_the_same_however_much_they_hold(today: Story, sara: Persona) -> None:
    def written(rows: int) -> tuple[int, int]:
        for number in range(rows):
            note(today)
            meeting(today, days=number + 1)
        browser = signed_in(sara)
        return statements(browser, tab(today)), statements(browser, at("agenda"))

    few = written(1)
    assert few == written(7)
    assert max(few) <= MOST_ON_A_PART


def test_the_page_tells_when_in_local_time(story: Story, sara: Persona) -> None:
    fixed = meeting(story)
    local: datetime = timezone.localtime(fixed.starts_at)
    assert f"{local:%H:%M}" in text_of(signed_in(sara).get(tab(story)))
