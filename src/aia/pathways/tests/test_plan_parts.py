"""Goals, commitments and supports: written in a draft, settled or dropped later."""

from datetime import date
from decimal import Decimal

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import Persona
from aia.pathways import actions
from aia.pathways.models import Commitment, Goal, Need, Support
from aia.pathways.queries.plans import get_plan
from aia.pathways.rules import Refused
from aia.pathways.terms import CommitmentState
from aia.pathways.tests.planning import Planning, in_days
from aia.pathways.tests.story import Story, cause_of
from aia.people.models import Organisation
from aia.trace.models import Entry


def test_a_goal_is_about_a_need_of_the_same_pathway(
    planning: Planning, story: Story, sheltered: Story
) -> None:
    plan = planning.draft()
    need = story.need()
    assert planning.goal(plan, need_id=need.id).need_id == need.id
    with pytest.raises(Need.DoesNotExist):
        planning.goal(plan, need_id=sheltered.need().id)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"result": " "}, "result"),
        ({"indicator": ""}, "indicator"),
        ({"monitor_on": in_days(-1)}, "monitor_on"),
        ({"monitor_on": date(2027, 1, 1)}, "monitor_on"),
        ({"domain": "luck"}, "domain"),
    ],
)
def test_a_goal_that_cannot_be_seen_is_refused(
    planning: Planning, told: dict[str, object], field: str
) -> None:
    plan = planning.draft()
    with pytest.raises(Refused) as refused:
        planning.goal(plan, **told)
    assert refused.value.field == field
    assert not Goal.objects.exists()


def test_every_part_is_caused_by_its_plan(planning: Planning) -> None:
    plan = planning.draft()
    for part in (planning.goal(plan), planning.commitment(plan), planning.support(plan)):
        assert cause_of(part) == plan.id


def test_a_support_names_who_gives_it(planning: Planning, cooperative: Organisation) -> None:
    plan = planning.draft()
    planning.support(
        plan,
        provider_kind="third_sector",
        organisation_id=cooperative.id,
        amount=Decimal("80.1"),
    )
    text = get_plan(planning.story.actor, plan.id, at=planning.story.at)
    assert text.supports[0].organisation == "Cooperativa Il Gelso"
    assert Support.objects.get().amount == Decimal("80.10")


@pytest.mark.parametrize("amount", [Decimal(-1), Decimal("1e12"), Decimal("NaN")])
def test_an_amount_that_is_none_is_refused(planning: Planning, amount: Decimal) -> None:
    plan = planning.draft()
    with pytest.raises(Refused) as refused:
        planning.support(plan, amount=amount)
    assert refused.value.field == "amount"


@pytest.mark.parametrize("state", ["kept", "changed", "missed"])
def test_after_a_commitment_is_settled_nothing_follows(
    planning: Planning, story: Story, state: str
) -> None:
    plan = planning.signed()
    commitment = Commitment.objects.get()
    before = Entry.objects.count()
    settled = actions.settle_commitment(
        actor=story.actor, commitment_id=commitment.id, state=state, at=story.at
    )
    assert settled.state == state
    assert Entry.objects.count() == before + 1, "one entry, and no other row was touched"
    plan.refresh_from_db()
    assert plan.state == "signed"


def test_a_commitment_is_settled_only_once_the_plan_is_signed(
    planning: Planning, story: Story
) -> None:
    commitment = planning.commitment(planning.draft())
    with pytest.raises(Refused):
        actions.settle_commitment(
            actor=story.actor, commitment_id=commitment.id, state="kept", at=story.at
        )


@pytest.mark.parametrize("state", [CommitmentState.PLEDGED, "forgotten"])
def test_only_a_known_outcome_settles(planning: Planning, story: Story, state: str) -> None:
    planning.signed()
    commitment = Commitment.objects.get()
    with pytest.raises(Refused) as refused:
        actions.settle_commitment(
            actor=story.actor, commitment_id=commitment.id, state=state, at=story.at
        )
    assert refused.value.field == "state"


def test_what_is_dropped_stays_on_record_and_leaves_the_plan(
    planning: Planning, story: Story
) -> None:
    plan = planning.draft()
    goal, taken, given = planning.goal(plan), planning.commitment(plan), planning.support(plan)
    actions.drop_goal(actor=story.actor, goal_id=goal.id, at=story.at)
    actions.drop_commitment(actor=story.actor, commitment_id=taken.id, at=story.at)
    actions.drop_support(actor=story.actor, support_id=given.id, at=story.at)
    text = get_plan(story.actor, plan.id, at=story.at)
    assert (text.goals, text.commitments, text.supports) == ([], [], [])
    assert (Goal.objects.count(), Commitment.objects.count(), Support.objects.count()) == (1, 1, 1)
    with pytest.raises(Refused):
        actions.drop_goal(actor=story.actor, goal_id=goal.id, at=story.at)


def test_only_the_team_writes_in_a_plan(
    planning: Planning, story: Story, omar: Persona, carla: Persona, maria_herself: Persona
) -> None:
    plan = planning.draft()
    for other in (omar, carla, maria_herself):
        with pytest.raises(Forbidden):
            actions.add_commitment(
                actor=other.actor, plan_id=plan.id, side="person", text="Sì.", at=story.at
            )
    assert not Commitment.objects.exists()
