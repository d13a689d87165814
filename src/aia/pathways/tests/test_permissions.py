"""Who may do what: one table of personas by verb, and what each may know of a file."""

from __future__ import annotations

import pytest

from aia.access.actions import break_glass
from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.pathways import permissions, queries, verbs
from aia.pathways.models import Pathway, Referral
from aia.pathways.permissions import Standing
from aia.pathways.tests.story import Story
from aia.people.actions import form_household, protect_person
from aia.people.models import Organisation, Person
from aia.trace.terms import VERBS

PERSONAS = ("sara", "omar", "carla", "piero", "gelsomina", "maria_herself", "ada", "dino")

# Sara leads; Omar is a colleague outside the team; Carla coordinates; Gelsomina's organisation
# has no referral here; Maria is the person herself.
TABLE = {
    "file.read": {"sara", "carla"},
    "file.known": {"sara", "omar", "carla", "maria_herself"},
    "trace.read": {"sara", "carla", "maria_herself"},
    "team.changed": {"sara", "carla"},
    "pathway.opened": {"sara", "omar", "carla"},
    "pathway.lead_changed": {"sara", "carla"},
    "pathway.suspended": {"sara", "carla"},
    "pathway.resumed": {"sara", "carla"},
    "pathway.closed": {"sara", "carla"},
    "pathway.reopened": {"sara", "omar", "carla"},
    "need.recognised": {"sara"},
    "need.left_unvoiced": {"sara"},
    "need.closed": {"sara"},
    "need.redacted": {"carla"},
    "demand.opened": {"sara", "maria_herself"},
    "demand.withdrawn": {"sara", "maria_herself"},
    "demand.redacted": {"carla"},
    "option.offered": {"sara"},
    "choice.made": {"sara", "maria_herself"},
    "choice.changed": {"sara", "maria_herself"},
    "answer.planned": {"sara"},
    "answer.ended": {"sara"},
    "referral.sent": {"sara"},
    "referral.accepted": {"sara"},
    "give_back.given": {"sara", "maria_herself"},
    "plan.approved": {"carla"},
    "plan.signed": {"sara"},
    "note.written": {"sara"},
    "review.recipient_heard": {"sara", "maria_herself"},
}


def may(request: pytest.FixtureRequest, name: str, verb: str, pathway: Pathway) -> bool:
    persona: Persona = request.getfixturevalue(name)
    return permissions.may(persona.actor, verb, pathway, at=MOMENT)


def test_each_persona_may_exactly_what_the_table_says(
    request: pytest.FixtureRequest, pathway: Pathway
) -> None:
    told = {
        verb: {name for name in PERSONAS if may(request, name, verb, pathway)} for verb in TABLE
    }
    assert told == TABLE


def test_of_a_protected_person_only_the_team_knows(
    request: pytest.FixtureRequest, sheltered: Story
) -> None:
    for verb, allowed in TABLE.items():
        found = {name for name in PERSONAS if may(request, name, verb, sheltered.pathway)}
        assert found == allowed & {"sara"}, verb


def test_to_a_stranger_a_pathway_does_not_exist(
    request: pytest.FixtureRequest, pathway: Pathway
) -> None:
    for name in ("piero", "gelsomina", "ada", "dino"):
        actor = request.getfixturevalue(name).actor
        with pytest.raises(Forbidden) as refusal:
            permissions.demand(actor, "file.known", pathway, at=MOMENT)
        assert refusal.value.hidden, name


def test_a_colleague_knows_that_it_exists_and_who_leads(
    story: Story, omar: Persona, sara: Persona
) -> None:
    story.need()
    seen = queries.glimpse(omar.actor, story.pathway.subject, at=MOMENT)
    assert seen is not None
    assert (seen.name, seen.lead_name) == ("Maria Rossi", "Sara Conti")
    with pytest.raises(Forbidden, match="Only the team") as refusal:
        queries.pathway_file(omar.actor, story.pathway.subject, at=MOMENT)
    assert not refusal.value.hidden


def test_breaking_the_glass_lets_one_read_and_note_but_not_decide(
    pathway: Pathway, omar: Persona
) -> None:
    break_glass(
        actor=omar.actor, subject=pathway.subject, district=DISTRICT, reason="danger", at=MOMENT
    )
    file = queries.pathway_file(omar.actor, pathway.subject, at=MOMENT)
    assert file is not None
    assert file.why == "break_glass"
    assert permissions.may(omar.actor, "note.written", pathway, at=MOMENT)
    assert not permissions.may(omar.actor, "need.closed", pathway, at=MOMENT)


def test_protection_counts_from_the_moment_it_is_given(
    pathway: Pathway, sara: Persona, carla: Persona, omar: Persona
) -> None:
    protect_person(actor=sara.actor, person=pathway.person_id, at=MOMENT)  # type: ignore[arg-type]
    fresh = Pathway.objects.get(pk=pathway.pk)
    assert not fresh.protected, "the pathway's own column has not followed yet"
    for stranger in (carla, omar):
        with pytest.raises(Forbidden) as refusal:
            queries.pathway_file(stranger.actor, pathway.subject, at=MOMENT)
        assert refusal.value.hidden
        assert queries.list_pathways(stranger.actor, at=MOMENT, whose="district").items == []


def test_a_household_with_a_protected_member_is_protected(
    sara: Persona, carla: Persona, lucia: Person
) -> None:
    from aia.pathways import actions

    home = form_household(
        actor=sara.actor,
        district=DISTRICT,
        since=MOMENT.date(),
        members=[(lucia, "reference")],
        at=MOMENT,
    )
    opened = actions.open_pathway(actor=sara.actor, household_id=home.id, at=MOMENT)
    story = Story(worker=sara, pathway=opened)
    story.need()
    assert opened.protected
    with pytest.raises(Forbidden) as refusal:
        queries.pathway_file(carla.actor, home.id, at=MOMENT)
    assert refusal.value.hidden
    assert queries.worklist(carla.actor, at=MOMENT).items == []


def test_an_organisation_acts_only_on_referrals_to_it(
    story: Story, gelsomina: Persona, sharing: Organisation
) -> None:
    referral: Referral = story.referral(sharing.id)
    assert permissions.standings(gelsomina.actor, referral, at=MOMENT) == {Standing.RECEIVER}
    assert permissions.may(gelsomina.actor, "referral.accepted", referral, at=MOMENT)
    assert not permissions.may(gelsomina.actor, "referral.withdrawn", referral, at=MOMENT)
    assert permissions.standings(gelsomina.actor, story.pathway, at=MOMENT) == frozenset()


def test_a_role_that_ended_opens_nothing(story: Story, sara: Persona) -> None:
    from dataclasses import replace

    ended = replace(sara.actor, grants=())
    with pytest.raises(Forbidden) as refusal:
        permissions.demand(ended, "file.read", story.pathway, at=MOMENT)
    assert refusal.value.hidden


def test_every_rule_is_about_a_verb_or_a_reading() -> None:
    assert verbs is not None
    readings = {"read", "read_shared", "known", "changed"}
    odd = [v for v in permissions._POLICY if v not in VERBS and v.split(".")[1] not in readings]
    assert odd == []
