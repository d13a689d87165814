"""Who follows a pathway, and a caseload that changes hands."""

import pytest

from aia.access.queries import team_of
from aia.access.rules import Refused as AccessRefused
from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.pathways import actions, queries
from aia.pathways.models import Pathway
from aia.pathways.rules import Refused
from aia.pathways.tests.story import Story, entry_of
from aia.people.models import Person


def team(pathway: Pathway) -> set[object]:
    return {scope.account_id for scope in team_of(pathway.subject, at=MOMENT)}


def test_a_colleague_joins_and_may_then_work(story: Story, sara: Persona, omar: Persona) -> None:
    need = story.need()
    with pytest.raises(Forbidden):
        actions.regrade_need(actor=omar.actor, need_id=need.id, severity=3, at=MOMENT)
    actions.join_team(
        actor=sara.actor, pathway_id=story.pathway.id, account=omar.account, at=MOMENT
    )
    actions.regrade_need(actor=omar.actor, need_id=need.id, severity=3, at=MOMENT)


def test_nobody_lets_themselves_in(pathway: Pathway, omar: Persona) -> None:
    with pytest.raises(Forbidden):
        actions.join_team(actor=omar.actor, pathway_id=pathway.id, account=omar.account, at=MOMENT)


def test_only_social_workers_of_the_district_join(
    pathway: Pathway, sara: Persona, dino: Persona
) -> None:
    with pytest.raises(AccessRefused, match="Dino"):
        actions.join_team(actor=sara.actor, pathway_id=pathway.id, account=dino.account, at=MOMENT)


def test_who_leaves_the_team_no_longer_reads(story: Story, sara: Persona, omar: Persona) -> None:
    row = story.pathway.id
    actions.join_team(actor=sara.actor, pathway_id=row, account=omar.account, at=MOMENT)
    actions.leave_team(actor=omar.actor, pathway_id=row, account=omar.account, at=MOMENT)
    with pytest.raises(Forbidden):
        queries.pathway_file(omar.actor, story.pathway.subject, at=MOMENT)


def test_who_leads_cannot_leave(pathway: Pathway, sara: Persona) -> None:
    with pytest.raises(Refused, match="another lead first"):
        actions.leave_team(actor=sara.actor, pathway_id=pathway.id, account=sara.account, at=MOMENT)


def test_a_new_lead_enters_the_team(pathway: Pathway, carla: Persona, omar: Persona) -> None:
    changed = actions.change_lead(
        actor=carla.actor, pathway_id=pathway.id, lead=omar.account, at=MOMENT
    )
    assert changed.lead == omar.id
    assert omar.id in team(pathway)
    assert entry_of(pathway).verb == "pathway.lead_changed"
    with pytest.raises(Refused, match="already leads"):
        actions.change_lead(actor=carla.actor, pathway_id=pathway.id, lead=omar.account, at=MOMENT)


def test_a_whole_caseload_changes_hands_in_one_act(
    story: Story, sheltered: Story, sara: Persona, omar: Persona, carla: Persona
) -> None:
    told = actions.hand_over_caseload(
        actor=carla.actor,
        district=DISTRICT,
        leaver=sara.account,
        receivers=[omar.account],
        at=MOMENT,
    )
    assert told == {story.pathway.id: omar.id}, "of a protected person nothing is told"
    for one in (story.pathway, sheltered.pathway):
        one.refresh_from_db()
        assert one.lead == omar.id
        assert team(one) == {omar.id}
        assert entry_of(one).verb == "pathway.handed_over"


def test_a_caseload_is_split_as_the_coordinator_says(
    story: Story, sara: Persona, omar: Persona, carla: Persona, meet: object
) -> None:
    other: Person = meet("Rosa", "Neri")  # type: ignore[operator]
    second = actions.open_pathway(actor=sara.actor, person_id=other.id, at=MOMENT)
    told = actions.hand_over_caseload(
        actor=carla.actor,
        district=DISTRICT,
        leaver=sara.account,
        receivers=[omar.account, carla.account],
        split={story.pathway.subject: carla.id, second.subject: omar.id},
        at=MOMENT,
    )
    assert told == {story.pathway.id: carla.id, second.id: omar.id}


def test_a_caseload_is_seen_without_protected_persons(
    story: Story, sheltered: Story, sara: Persona, carla: Persona, omar: Persona
) -> None:
    seen = queries.caseload(carla.actor, sara.id, DISTRICT, at=MOMENT)
    assert [row.name for row in seen] == ["Maria Rossi"]
    own = queries.caseload(sara.actor, sara.id, DISTRICT, at=MOMENT)
    assert {row.pathway.id for row in own} == {story.pathway.id, sheltered.pathway.id}
    with pytest.raises(Forbidden):
        queries.caseload(omar.actor, sara.id, DISTRICT, at=MOMENT)


def test_only_the_coordinator_hands_over(sara: Persona, omar: Persona, pathway: Pathway) -> None:
    with pytest.raises(Forbidden):
        actions.hand_over_caseload(
            actor=omar.actor,
            district=DISTRICT,
            leaver=sara.account,
            receivers=[omar.account],
            at=MOMENT,
        )
