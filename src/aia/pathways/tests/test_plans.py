"""A plan is drafted, sent, approved by somebody else, signed, changed and ended."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from aia.access.terms import Forbidden
from aia.access.tests.personas import MakePersona, Persona
from aia.pathways import actions
from aia.pathways.models import Plan
from aia.pathways.queries.plans import get_plan, plans_of
from aia.pathways.rules import Refused
from aia.pathways.terms import PlanEnd, PlanState, ReviewState
from aia.pathways.tests.planning import ENDS, STARTS, Planning, in_days, planned_days
from aia.pathways.tests.story import TODAY, Story, verbs_of
from aia.trace.actions import RowChanged
from aia.trace.models import Entry


def test_a_plan_from_draft_to_signature(planning: Planning, story: Story) -> None:
    plan = planning.draft()
    planning.goal(plan)
    planning.commitment(plan)
    planning.support(plan, amount=Decimal("1200.5"))
    actions.set_budget(actor=story.actor, plan_id=plan.id, budget=Decimal(2400), at=story.at)
    signed = planning.signed(plan)

    assert signed.state == PlanState.SIGNED
    assert signed.budget == Decimal("2400.00")
    assert signed.approved_by == planning.coordinator.id
    assert planned_days(signed) == [date(2026, 5, 1), date(2026, 6, 30), ENDS]
    assert verbs_of(story.pathway)[1:] == [
        "plan.drafted",
        "goal.set",
        "commitment.taken",
        "support.agreed",
        "plan.budgeted",
        "plan.submitted",
        "plan.approved",
        "plan.signed",
        "review.planned",
        "review.planned",
        "review.planned",
    ]
    causes = Entry.objects.filter(stream=story.pathway.id, verb="review.planned")
    assert {entry.caused_by.subject for entry in causes if entry.caused_by} == {plan.id}


def test_the_words_reach_nobody_but_who_may_read(planning: Planning, story: Story) -> None:
    plan = planning.written()
    text = get_plan(story.actor, plan.id, at=story.at)
    assert text.aims == "Arrivare a fine mese senza paura."
    assert [goal.result for goal in text.goals] == ["Le bollette sono pagate."]
    facts = "".join(Entry.objects.filter(stream=story.pathway.id).values_list("facts", flat=True))
    assert "bollette" not in facts
    assert b"paura" not in bytes(plan.sealed_words)


def test_the_term_for_signing_counts_working_days_from_the_first_meeting(
    planning: Planning, story: Story
) -> None:
    actions.record_assessment(
        actor=story.actor,
        pathway_id=story.pathway.id,
        instrument="intake",
        answers={"arrival": "person", "weighs": ["income", "housing"]},
        made_by="worker",
        taken_on=date(2026, 2, 20),
        at=story.at,
    )
    plan = planning.draft()
    assert plan.analysed_on == date(2026, 2, 20)
    # Friday 20 February and twenty working days: no holiday in between.
    assert plan.sign_by == date(2026, 3, 20)


def test_without_a_first_meeting_the_term_counts_from_the_draft(planning: Planning) -> None:
    assert planning.draft().analysed_on == TODAY


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"ends_on": STARTS}, "ends_on"),
        ({"ends_on": STARTS + timedelta(days=5000)}, "ends_on"),
        ({"review_days": 3}, "review_days"),
        ({"review_days": 400}, "review_days"),
        ({"analysed_on": in_days(1)}, "analysed_on"),
        ({"aims": "x" * 10_001}, "aims"),
    ],
)
def test_a_draft_that_does_not_hold_is_refused_by_its_field(
    planning: Planning, told: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        planning.draft(**told)
    assert refused.value.field == field
    assert not Plan.objects.exists()


def test_an_empty_plan_is_not_sent_and_says_what_is_missing(planning: Planning) -> None:
    plan = planning.draft(aims="")
    with translation.override("en"), pytest.raises(Refused) as refused:
        planning.submitted(plan)
    for missing in ("where you want to get", "goal", "commitment"):
        assert missing in str(refused.value)
    assert Plan.objects.get(pk=plan.id).state == PlanState.DRAFT


def test_a_dropped_goal_does_not_count(planning: Planning, story: Story) -> None:
    plan = planning.draft()
    planning.commitment(plan)
    goal = planning.goal(plan)
    actions.drop_goal(actor=story.actor, goal_id=goal.id, at=story.at)
    with pytest.raises(Refused):
        planning.submitted(plan)


def test_nobody_approves_the_plan_that_they_sent(
    planning: Planning, story: Story, persona: MakePersona
) -> None:
    rita = persona("Rita Neri", "coordinator")
    actions.join_team(
        actor=story.actor, pathway_id=story.pathway.id, account=rita.account, at=story.at
    )
    plan = planning.written()
    actions.submit_plan(actor=rita.actor, plan_id=plan.id, at=story.at)
    with pytest.raises(Refused):
        actions.approve_plan(actor=rita.actor, plan_id=plan.id, at=story.at)
    approved = actions.approve_plan(actor=planning.coordinator.actor, plan_id=plan.id, at=story.at)
    assert approved.state == PlanState.APPROVED


def test_a_returned_plan_can_be_written_and_sent_again(planning: Planning, story: Story) -> None:
    plan = planning.submitted()
    returned = actions.return_plan(
        actor=planning.coordinator.actor,
        plan_id=plan.id,
        reply="Manca chi aiuta la sera.",
        at=story.at,
    )
    assert (returned.state, returned.submitted_by) == (PlanState.DRAFT, None)
    assert get_plan(story.actor, plan.id, at=story.at).reply == "Manca chi aiuta la sera."
    planning.support(plan)
    assert planning.approved(plan).state == PlanState.APPROVED


def test_a_plan_returned_without_a_word_is_refused(planning: Planning, story: Story) -> None:
    plan = planning.submitted()
    with pytest.raises(Refused) as refused:
        actions.return_plan(
            actor=planning.coordinator.actor, plan_id=plan.id, reply="  ", at=story.at
        )
    assert refused.value.field == "reply"


@pytest.mark.parametrize("step", ["written", "submitted"])
def test_only_an_approved_plan_is_signed(planning: Planning, story: Story, step: str) -> None:
    plan = getattr(planning, step)()
    with pytest.raises(Refused):
        actions.sign_plan(actor=story.actor, plan_id=plan.id, signed_on=TODAY, at=story.at)


def test_a_signature_is_neither_tomorrow_nor_before_the_analysis(
    planning: Planning, story: Story
) -> None:
    plan = planning.approved()
    for day in (in_days(1), in_days(-1)):
        with pytest.raises(Refused) as refused:
            actions.sign_plan(actor=story.actor, plan_id=plan.id, signed_on=day, at=story.at)
        assert refused.value.field == "signed_on"
    assert not plan.reviews.exists()


def test_changing_the_end_plans_the_reviews_anew(planning: Planning, story: Story) -> None:
    plan = planning.signed()
    before = set(plan.reviews.values_list("id", flat=True))
    story.later(10)
    actions.change_plan(actor=story.actor, plan_id=plan.id, ends_on=date(2026, 7, 31), at=story.at)
    plan.refresh_from_db()
    assert planned_days(plan) == [date(2026, 5, 1), date(2026, 6, 30), date(2026, 7, 31)]
    assert plan.reviews.filter(state=ReviewState.CANCELLED).count() == 1
    kept = set(plan.reviews.exclude(state="cancelled").values_list("id", flat=True))
    assert len(kept & before) == 2, "reviews whose day still holds stay as they are"


def test_changing_nothing_plans_nothing(planning: Planning, story: Story) -> None:
    plan = planning.signed()
    count = plan.reviews.count()
    actions.change_plan(actor=story.actor, plan_id=plan.id, at=story.at)
    assert plan.reviews.count() == count


def test_the_words_of_a_signed_plan_stay_as_they_were_signed(
    planning: Planning, story: Story
) -> None:
    plan = planning.signed()
    with pytest.raises(Refused):
        actions.change_plan(actor=story.actor, plan_id=plan.id, aims="Altro.", at=story.at)
    with pytest.raises(Refused):
        planning.goal(plan)


def test_ending_a_plan_cancels_the_reviews_still_to_come(planning: Planning, story: Story) -> None:
    plan = planning.signed()
    ended = actions.end_plan(
        actor=story.actor, plan_id=plan.id, reason=PlanEnd.REACHED, at=story.at
    )
    assert (ended.state, ended.ended_on) == (PlanState.ENDED, TODAY)
    assert planned_days(plan) == []
    with pytest.raises(Refused):
        actions.end_plan(actor=story.actor, plan_id=plan.id, reason=PlanEnd.OTHER, at=story.at)


def test_who_acts_on_an_old_page_is_told(planning: Planning, story: Story) -> None:
    plan = planning.draft()
    seen = plan.last_entry_id
    actions.set_budget(actor=story.actor, plan_id=plan.id, budget=Decimal(100), at=story.at)
    with pytest.raises(RowChanged):
        actions.change_plan(
            actor=story.actor, plan_id=plan.id, aims="Altro.", seen=seen, at=story.at
        )


def test_who_may_write_approve_and_sign(
    planning: Planning,
    story: Story,
    omar: Persona,
    paola: Persona,
    piero: Persona,
    dino: Persona,
    maria_herself: Persona,
) -> None:
    draft = planning.written()
    for stranger in (omar, paola, piero, dino, maria_herself):
        for act in (actions.submit_plan, actions.approve_plan):
            with pytest.raises(Forbidden):
                act(actor=stranger.actor, plan_id=draft.id, at=story.at)
    with pytest.raises(Forbidden):
        actions.submit_plan(actor=planning.coordinator.actor, plan_id=draft.id, at=story.at)
    submitted = planning.submitted(draft)
    with pytest.raises(Forbidden):
        actions.approve_plan(actor=story.actor, plan_id=submitted.id, at=story.at)


def test_who_may_read_a_plan(
    planning: Planning,
    story: Story,
    omar: Persona,
    piero: Persona,
    dino: Persona,
    chiara: Persona,
    maria_herself: Persona,
) -> None:
    planning.signed()
    for reader in (story.worker, planning.coordinator, maria_herself):
        assert len(plans_of(reader.actor, story.pathway.id, at=story.at)) == 1
    for stranger, hidden in ((omar, False), (piero, True), (dino, True), (chiara, True)):
        with pytest.raises(Forbidden) as refused:
            plans_of(stranger.actor, story.pathway.id, at=story.at)
        assert refused.value.hidden is hidden


def test_reading_plans_costs_the_same_however_many_there_are(
    planning: Planning, story: Story
) -> None:
    planning.signed()
    with CaptureQueriesContext(connection) as one:
        plans_of(story.actor, story.pathway.id, at=story.at)
    for _again in range(3):
        planning.signed()
    with CaptureQueriesContext(connection) as four:
        plans_of(story.actor, story.pathway.id, at=story.at)
    assert len(four) == len(one)
