"""The person's own path at the browser: their words, their choice, how it went, what is theirs."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from aia.access.actions import break_glass
from aia.access.models import Reading
from aia.access.tests.personas import DISTRICT, MakePersona, Persona
from aia.kit.clock import now
from aia.pathways import actions
from aia.pathways.models import Appointment, Choice, Demand, GiveBack, Option
from aia.pathways.terms import ReviewState, Step
from aia.pathways.tests.pages import seen_on, signed_in, statements, text_of
from aia.pathways.tests.planning import Planning, first_review
from aia.pathways.tests.story import Story
from aia.people.models import Consent, Organisation

MOST_ON_A_FILE = 25
MINE = "pathways:mine"


@pytest.fixture
def browser(maria_herself: Persona) -> Client:
    """Maria at her phone."""
    return signed_in(maria_herself)


def test_my_words_and_the_possibilities_are_there_and_what_i_have_not_said_is_not(
    story: Story, browser: Client
) -> None:
    demand = story.demand(story.need(words="La luce è staccata.", words_of="worker"))
    story.option(demand)
    story.need("housing.losing", words="Teme lo sfratto.")
    page = text_of(browser.get(reverse(MINE)))
    assert "Non riesco a pagare la luce." in page
    assert "Un educatore finanziario." in page
    assert "Teme lo sfratto" not in page
    assert reverse("pathways:my_choice", args=[demand.id]) in page


def test_i_choose_one_and_say_why_and_why_not_the_other(story: Story, browser: Client) -> None:
    demand = story.demand()
    taken, left = story.option(demand), story.option(demand, words="Uno sportello a Crema.")
    address = reverse("pathways:my_choice", args=[demand.id])
    seen = seen_on(browser.get(address))
    told = {
        "seen": seen,
        "option": str(taken.id),
        "reason": "fits",
        f"declined_{left.id}": "too_far",
        "words": "Mi sembra giusto.",
    }
    assert browser.post(address, told).headers["Location"] == reverse(MINE)
    choice = Choice.objects.get()
    assert (choice.option_id, choice.made_by) == (taken.id, "person")
    assert Option.objects.get(pk=left.id).declined_for == "too_far"
    demand.need.refresh_from_db()
    assert demand.need.step == Step.CHOICE
    page = text_of(browser.get(reverse(MINE)))
    assert "You chose this" in page
    assert "Mi sembra giusto." in page


def test_i_may_choose_none_and_later_something_else(story: Story, browser: Client) -> None:
    demand = story.demand()
    option = story.option(demand)
    address = reverse("pathways:my_choice", args=[demand.id])
    told = {"option": "none", "reason": "fits", "words": "Vorrei altro"}
    wrong = browser.post(address, told)
    assert wrong.status_code == 400
    assert "does not go with what you chose" in text_of(wrong)
    assert "Vorrei altro" in text_of(wrong)
    browser.post(address, {**told, "reason": "too_dear"})
    choice = Choice.objects.get()
    assert choice.option_id is None
    assert browser.get(address).status_code == 302, "who has chosen goes on to choosing again"
    again = reverse("pathways:my_other_choice", args=[choice.id])
    new = story.option(demand, words="Un pasto al giorno.")
    page = browser.get(again)
    assert f"declined_{option.id}" not in page.context["form"].fields, "it has its reason"
    browser.post(again, {"seen": seen_on(page), "option": str(new.id), "reason": "near"})
    standing = Choice.objects.get(changed_at=None)
    assert standing.option_id == new.id


def test_when_something_changed_meanwhile_my_choice_is_kept_before_me(
    story: Story, browser: Client
) -> None:
    demand = story.demand()
    option = story.option(demand)
    address = reverse("pathways:my_choice", args=[demand.id])
    seen = seen_on(browser.get(address))
    actions.regrade_need(actor=story.actor, need_id=demand.need_id, severity=3, at=story.at)
    told = {"seen": seen, "option": str(option.id), "reason": "fits", "words": "Voglio questo"}
    answer = browser.post(address, told)
    assert answer.status_code == 409
    assert "Voglio questo" in text_of(answer)
    assert not Choice.objects.exists()


def test_i_say_my_demand_in_other_words(story: Story, browser: Client) -> None:
    demand = story.demand()
    address = reverse("pathways:my_words", args=[demand.id])
    page = browser.get(address)
    assert "Non riesco a pagare la luce." in text_of(page)
    browser.post(address, {"seen": seen_on(page), "words": "Ho freddo in casa."})
    assert "Ho freddo in casa." in text_of(browser.get(reverse(MINE)))


def test_i_say_for_the_first_time_what_we_talked_about(story: Story, browser: Client) -> None:
    need = story.need(expressed=True, words_of="person", words="La bolletta.")
    address = reverse("pathways:my_demand", args=[need.id])
    assert address in text_of(browser.get(reverse(MINE)))
    browser.post(address, {"seen": seen_on(browser.get(address)), "words": "Aiuto a pagare."})
    demand = Demand.objects.get()
    assert (demand.need_id, demand.voiced_by) == (need.id, "person")


def test_a_need_that_i_have_not_said_has_no_page_of_mine(story: Story, browser: Client) -> None:
    hidden = story.need()
    assert browser.get(reverse("pathways:my_demand", args=[hidden.id])).status_code == 404


def test_i_speak_first_at_a_review(planning: Planning, browser: Client) -> None:
    plan = planning.signed()
    review = first_review(plan)
    address = reverse("pathways:my_review", args=[review.id])
    assert address in text_of(browser.get(reverse(MINE)))
    page = browser.get(address)
    assert "Much better than I hoped" in text_of(page)
    goal = plan.goals.first()
    assert goal is not None
    silent = browser.post(address, {"seen": seen_on(page)})
    assert silent.status_code == 400
    told = {"seen": seen_on(page), f"goal_{goal.id}": "-1", "words": "Fatico ancora."}
    browser.post(address, told)
    review.refresh_from_db()
    assert review.state == ReviewState.RECIPIENT
    assert review.ratings.get().recipient == -1
    assert "Fatico ancora." in text_of(browser.get(address)), "it can still be changed"


def test_a_draft_is_the_worker_s_and_a_signed_plan_is_mine_to_read(
    planning: Planning, browser: Client
) -> None:
    address = reverse("pathways:my_plan")
    draft = planning.written()
    assert "No plan yet" in text_of(browser.get(address))
    planning.signed(draft)
    assert "Le bollette sono pagate." in text_of(browser.get(address))


def test_shared_notes_are_mine_to_read_and_others_are_not(story: Story, browser: Client) -> None:
    for words, shared in (("Ci vediamo giovedì.", True), ("Sembra stanca.", False)):
        note = actions.write_note(
            actor=story.actor,
            pathway_id=story.pathway.id,
            kind="interview",
            words=words,
            at=story.at,
        )
        if shared:
            actions.share_note(actor=story.actor, note_id=note.id, at=story.at)
    page = text_of(browser.get(reverse("pathways:my_plan")))
    assert "Ci vediamo giovedì." in page
    assert "Sembra stanca." not in page


def test_giving_back_is_never_owed(story: Story, browser: Client) -> None:
    address = reverse("pathways:my_give_back")
    page = text_of(browser.get(address))
    assert "You owe nothing to anybody" in page
    today = timezone.localdate().isoformat()
    browser.post(address, {"kind": "time", "words": "Cucino il sabato.", "given_on": today})
    assert GiveBack.objects.get().kind == "time"
    assert "Cucino il sabato." in text_of(browser.get(reverse(MINE)))


def test_i_ask_to_meet_and_say_that_i_cannot_come(story: Story, browser: Client) -> None:
    address = reverse("pathways:my_meetings")
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    late = browser.post(address, {"day": yesterday, "hour": "10:00", "words": "La bolletta"})
    assert late.status_code == 400
    assert "La bolletta" in text_of(late)
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    browser.post(address, {"day": day, "hour": "10:30", "words": "La bolletta"})
    meeting = Appointment.objects.get()
    assert timezone.localtime(meeting.starts_at).hour == 10
    assert "La bolletta" in text_of(browser.get(address))
    browser.post(reverse("pathways:my_meeting_cancel", args=[meeting.id]))
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"


def test_i_take_a_consent_back_and_the_organisation_reads_nothing_more(
    story: Story, sharing: Organisation, browser: Client, gelsomina: Persona
) -> None:
    referral = story.referral(sharing.id, words="Serve qualcuno.")
    page = text_of(browser.get(reverse("pathways:my_consents")))
    assert sharing.name in page
    consent = Consent.objects.get()
    browser.post(reverse("pathways:my_consent_withdraw", args=[consent.id]))
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    theirs = signed_in(gelsomina).get(reverse("pathways:received_referral", args=[referral.id]))
    assert "Serve qualcuno." not in text_of(theirs)


def test_i_agree_to_something_and_am_told_what_is_missing(
    story: Story, cooperative: Organisation, browser: Client
) -> None:
    address = reverse("pathways:my_consents")
    nobody = browser.post(address, {"purpose": "sharing"})
    assert nobody.status_code == 200
    assert nobody.context["form"].errors
    browser.post(address, {"purpose": "sharing", "organisation": str(cooperative.id)})
    assert Consent.objects.get().channel == "online"


def test_i_see_who_opened_my_file_in_what_role_and_why(
    story: Story, sara: Persona, browser: Client
) -> None:
    signed_in(sara).get(reverse("pathways:person", args=[story.pathway.subject]))
    browser.get(reverse(MINE))
    page = text_of(browser.get(reverse("pathways:my_openings")))
    assert "Sara Conti" in page
    assert "Social worker" in page
    assert "is in the team that follows you" in page
    assert "<strong>You</strong>" in page


def test_i_read_why_my_file_was_opened_in_an_emergency(
    story: Story, omar: Persona, browser: Client
) -> None:
    subject = story.pathway.subject
    break_glass(
        actor=omar.actor_at(now()), subject=subject, district=DISTRICT, reason="danger", at=now()
    )
    signed_in(omar).get(reverse("pathways:person", args=[subject]))
    page = text_of(browser.get(reverse("pathways:my_openings")))
    assert "Omar" in page
    assert "The reason told: “Somebody is in danger”." in page


def test_i_take_my_data_away(story: Story, browser: Client) -> None:
    answer = browser.post(reverse("pathways:my_data"))
    known = json.loads(answer.content)
    assert known["identity"][0]["family_name"] == "Rossi"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert Reading.objects.filter(kind="export").count() == 1


def test_without_a_pathway_the_page_says_how_to_begin(browser: Client) -> None:
    page = text_of(browser.get(reverse(MINE)))
    assert "Your path has not begun yet" in page
    assert browser.get(reverse("pathways:my_give_back")).status_code == 404


def test_without_a_person_the_account_has_nothing_to_show(persona: MakePersona) -> None:
    nobody = signed_in(persona("Nino Neri", "citizen"))
    assert "Your path has not begun yet" in text_of(nobody.get(reverse(MINE)))
    for name in ("my_consents", "my_openings", "my_data"):
        assert nobody.get(reverse(f"pathways:{name}")).status_code == 404


def test_nobody_acts_on_somebody_else_s_path(
    story: Story, chiara: Persona, sara: Persona, sharing: Organisation
) -> None:
    demand = story.demand()
    story.option(demand)
    other = signed_in(chiara)
    assert other.get(reverse("pathways:my_choice", args=[demand.id])).status_code == 404
    assert other.get(reverse("pathways:my_words", args=[demand.id])).status_code == 404
    consent = Consent.objects.get()
    address = reverse("pathways:my_consent_withdraw", args=[consent.id])
    assert other.post(address).status_code == 404
    assert signed_in(sara).get(reverse(MINE)).status_code == 403


def test_it_costs_the_same_however_many_needs(
    planning: Planning, story: Story, browser: Client
) -> None:
    planning.signed()
    story.answer()
    few = statements(browser, reverse(MINE))
    story.answer()
    story.answer()
    assert statements(browser, reverse(MINE)) == few <= MOST_ON_A_FILE
