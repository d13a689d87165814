"""Opening a pathway, its team, the emergency door, as somebody at the browser meets them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from aia.access.models import BreakGlass, Scope
from aia.access.tests.personas import Persona
from aia.kit.clock import now
from aia.kit.ids import new_id
from aia.pathways import actions
from aia.pathways.models import Pathway
from aia.pathways.terms import State
from aia.pathways.tests.pages import seen_on, signed_in, text_of
from aia.pathways.tests.story import Story
from aia.people.models import Household, Organisation, Person


def test_opening_shows_the_figures_and_keeps_the_worker_s_decision(
    sara: Persona, omar: Persona, maria: Person
) -> None:
    browser = signed_in(omar)
    address = reverse("pathways:open", args=["person", maria.id])
    page = text_of(browser.get(address, {"about": "housing"}))
    table = page[page.index("<table") :]
    assert table.index("Sara Conti") < table.index("Omar Haddad"), "Sara knows about housing"
    assert "follows 0 of 30, room for 30 more" in page
    answer = browser.post(address, {"lead": str(sara.id)})
    opened = Pathway.objects.get()
    assert answer.headers["Location"] == reverse("pathways:person", args=[maria.id])
    assert (opened.lead, opened.person_id) == (sara.id, maria.id)


def test_who_has_no_pathway_is_one_click_from_opening_it(sara: Persona, maria: Person) -> None:
    page = text_of(signed_in(sara).get(reverse("pathways:person", args=[maria.id])))
    assert reverse("pathways:open", args=["person", maria.id]) in page


def test_a_community_is_opened_with_its_title(sara: Persona) -> None:
    browser = signed_in(sara)
    address = reverse("pathways:open_community")
    missing = browser.post(address, {"lead": str(sara.id), "title": ""})
    assert missing.status_code == 400
    browser.post(address, {"lead": str(sara.id), "title": "I cortili"})
    assert Pathway.objects.get().title == "I cortili"


def test_nobody_opens_the_pathway_of_who_they_cannot_see(
    dino: Persona, piero: Persona, omar: Persona, maria: Person, lucia: Person
) -> None:
    hidden = reverse("pathways:open", args=["person", lucia.id])
    assert signed_in(omar).get(hidden).status_code == 404
    for persona in (dino, piero):
        browser = signed_in(persona)
        assert browser.get(reverse("pathways:open", args=["person", maria.id])).status_code == 404
    assert signed_in(piero).get(reverse("pathways:open_community")).status_code == 403


def test_a_closed_pathway_goes_on_with_another_lead(
    story: Story, sara: Persona, omar: Persona
) -> None:
    actions.close_pathway(
        actor=sara.actor,
        pathway_id=story.pathway.id,
        reason="eased",
        final_resources=["own"],
        at=story.at,
    )
    browser = signed_in(omar)
    known = browser.get(reverse("pathways:person", args=[story.pathway.subject]))
    address = reverse("pathways:reopen_pathway", args=[story.pathway.subject])
    assert address in text_of(known)
    page = browser.get(address)
    browser.post(address, {"lead": str(omar.id), "seen": seen_on(page)})
    story.pathway.refresh_from_db()
    assert (story.pathway.state, story.pathway.lead) == (State.OPEN, omar.id)


def test_a_pathway_that_rests_goes_on(story: Story, sara: Persona) -> None:
    actions.suspend_pathway(
        actor=sara.actor, pathway_id=story.pathway.id, reason="health", at=story.at
    )
    browser = signed_in(sara)
    address = reverse("pathways:resume_pathway", args=[story.pathway.subject])
    browser.post(address, {"seen": seen_on(browser.get(address))})
    story.pathway.refresh_from_db()
    assert story.pathway.state == State.OPEN


def test_a_colleague_enters_leads_and_the_first_one_leaves(
    story: Story, sara: Persona, omar: Persona
) -> None:
    subject = story.pathway.subject
    browser = signed_in(sara)
    browser.post(reverse("pathways:join_team", args=[subject]), {"account": str(omar.id)})
    page = browser.get(reverse("pathways:team", args=[subject]))
    assert "Omar Haddad" in text_of(page)
    seen = page.context["lead"]["seen"].value()
    browser.post(
        reverse("pathways:change_lead", args=[subject]), {"account": str(omar.id), "seen": seen}
    )
    left = browser.post(reverse("pathways:leave_team", args=[subject]), {"account": str(sara.id)})
    assert left.headers["Location"] == reverse("pathways:person", args=[subject])
    story.pathway.refresh_from_db()
    assert story.pathway.lead == omar.id
    standing = Scope.objects.filter(subject=subject, until=None).values_list("account", flat=True)
    assert list(standing) == [omar.id]


def test_who_leads_cannot_leave_and_is_told_why(story: Story, sara: Persona) -> None:
    address = reverse("pathways:leave_team", args=[story.pathway.subject])
    answer = signed_in(sara).post(address, {"account": str(sara.id)})
    assert answer.status_code == 400
    assert "name another lead first" in text_of(answer)


def test_the_team_is_not_changed_from_outside(
    story: Story, omar: Persona, maria_herself: Persona
) -> None:
    for persona in (omar, maria_herself):
        address = reverse("pathways:team", args=[story.pathway.subject])
        assert signed_in(persona).get(address).status_code == 403


def test_breaking_the_glass_says_what_happens_and_opens_the_file(
    story: Story, omar: Persona
) -> None:
    story.need()
    subject = story.pathway.subject
    browser = signed_in(omar)
    address = reverse("pathways:break_glass", args=[subject])
    assert address in text_of(browser.get(reverse("pathways:person", args=[subject])))
    page = text_of(browser.get(address))
    assert "four hours" in page
    assert "The coordinator is told at once" in page
    assert browser.post(address, {"reason": ""}).status_code == 400
    browser.post(address, {"reason": "danger", "note": "Ha chiamato la figlia."})
    assert BreakGlass.objects.get().account_id == omar.id
    opened = browser.get(reverse("pathways:person", args=[subject]))
    assert opened.status_code == 200
    assert browser.get(address).status_code == 302, "who can read it needs no emergency"
    closes = Scope.objects.get(kind="break_glass").until
    assert closes is not None
    assert closes > now()


def test_the_emergency_door_is_for_colleagues_and_never_on_the_protected(
    story: Story, sheltered: Story, omar: Persona, maria_herself: Persona, dino: Persona
) -> None:
    hidden = reverse("pathways:break_glass", args=[sheltered.pathway.subject])
    assert signed_in(omar).get(hidden).status_code == 404
    address = reverse("pathways:break_glass", args=[story.pathway.subject])
    assert signed_in(maria_herself).get(address).status_code == 403
    assert signed_in(dino).get(address).status_code == 404


def test_households_and_organisations_without_a_pathway_are_one_click_from_one(
    sara: Persona, home: Household, cooperative: Organisation
) -> None:
    browser = signed_in(sara)
    for kind, subject in (("household", home.id), ("organisation", cooperative.id)):
        page = text_of(browser.get(reverse("pathways:person", args=[subject])))
        assert reverse("pathways:open", args=[kind, subject]) in page
        own = browser.get(reverse(f"people:{kind}", args=[subject])).content.decode()
        assert reverse("pathways:person", args=[subject]) in own


def test_what_is_no_subject_at_all_does_not_exist(sara: Persona) -> None:
    answer = signed_in(sara).get(reverse("pathways:person", args=[new_id()]))
    assert answer.status_code == 404


@pytest.mark.parametrize("part", ["plans", "assessments", "diary", "attachments", "team"])
def test_a_colleague_outside_the_team_is_told_who_follows_on_every_part(
    part: str, omar: Persona, story: Story
) -> None:
    answer = signed_in(omar).get(reverse(f"pathways:{part}", args=[story.pathway.subject]))
    assert answer.status_code == 403
    told = answer.content.decode()
    assert "followed by Sara Conti" in told
    assert reverse("pathways:break_glass", args=[story.pathway.subject]) in told


def test_a_community_can_be_called_otherwise(sara: Persona, omar: Persona) -> None:
    browser = signed_in(sara)
    opening = reverse("pathways:open_community")
    browser.post(opening, {"lead": str(sara.id), "title": "I cortili"})
    pathway = Pathway.objects.get()
    address = reverse("pathways:rename_pathway", args=[pathway.subject])
    assert (
        address in browser.get(reverse("pathways:person", args=[pathway.subject])).content.decode()
    )
    assert "I cortili" in browser.get(address).content.decode()
    browser.post(address, {"title": "I cortili di via Bonomelli", "seen": pathway.last_entry_id})
    pathway.refresh_from_db()
    assert pathway.title == "I cortili di via Bonomelli"
    assert signed_in(omar).get(address).status_code == 403


def test_a_person_s_pathway_has_no_title_to_change(sara: Persona, story: Story) -> None:
    address = reverse("pathways:rename_pathway", args=[story.pathway.subject])
    answer = signed_in(sara).post(address, {"title": "Maria", "seen": story.pathway.last_entry_id})
    assert "Only a community" in answer.content.decode()
