"""Whatever people do, in whatever order: the line holds together and the ledger agrees.

Acts that the rules refuse are refused without a trace; those that they take never leave a need
at a step that its demand, choice and answers do not bear out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aia.pathways import actions
from aia.pathways.models import Answer, Choice, Demand, Need, Option
from aia.pathways.rules import Refused
from aia.pathways.rules.line import WAITS
from aia.pathways.terms import (
    AnswerEnd,
    AnswerState,
    ChoiceReason,
    OptionState,
    State,
    Step,
)
from aia.pathways.tests.story import Story
from aia.trace.models import Entry
from aia.trace.replay import differences

Act = Callable[["Walk"], object]


class Walk:
    """One need on which acts are tried; `pick` chooses among the rows that there are."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.picks: list[int] = []
        self.need = story.need()

    def do(self, action: Callable[..., object], **told: Any) -> None:
        action(actor=self.story.actor, at=self.story.at, **told)

    def pick(self, rows: list[Any]) -> Any:
        if not rows:
            raise Refused("there is nothing to act on")
        number = self.picks.pop() if self.picks else 0
        return rows[number % len(rows)]

    def row(self, model: Any) -> Any:
        return self.pick(list(model.objects.order_by("id")))

    def decide(self, demand: Demand) -> dict[str, Any]:
        rows = list(Option.objects.filter(demand=demand).order_by("id"))
        taken = self.pick([*rows, *rows, None])
        left = [o for o in rows if taken is None or o.id != taken.id]
        open_ones = [o for o in left if o.state in {OptionState.OFFERED, OptionState.TAKEN}]
        return {
            "option_id": taken and taken.id,
            "reason": ChoiceReason.FITS if taken else ChoiceReason.PREFERS_ALONE,
            "declined": {o.id: ChoiceReason.TIMES for o in open_ones},
        }


def make_choice(walk: Walk) -> None:
    demand = walk.row(Demand)
    walk.do(actions.make_choice, demand_id=demand.id, **walk.decide(demand))


def change_choice(walk: Walk) -> None:
    choice = walk.row(Choice)
    walk.do(actions.change_choice, choice_id=choice.id, **walk.decide(choice.demand))


def plan_answer(walk: Walk) -> None:
    walk.story.planned(walk.row(Choice))


def end_answer(walk: Walk) -> None:
    reason = walk.pick([e for e in AnswerEnd if e != AnswerEnd.PASSED])
    walk.do(actions.end_answer, answer_id=walk.row(Answer).id, reason=reason)


def pass_answer(walk: Walk) -> None:
    level = walk.pick(["high", "medium", "light"])
    row = walk.row(Answer).id
    walk.do(actions.pass_answer, answer_id=row, intensity=level, provider_kind="informal")


ACTS: dict[str, Act] = {
    "voice": lambda w: w.story.demand(w.need),
    "offer": lambda w: w.story.option(w.row(Demand)),
    "choose": make_choice,
    "change": change_choice,
    "plan": plan_answer,
    "start": lambda w: w.do(actions.start_answer, answer_id=w.row(Answer).id),
    "end": end_answer,
    "pass": pass_answer,
    "rest": lambda w: w.do(actions.suspend_answer, answer_id=w.row(Answer).id, reason="away"),
    "go on": lambda w: w.do(actions.resume_answer, answer_id=w.row(Answer).id),
    "take away": lambda w: w.do(actions.withdraw_option, option_id=w.row(Option).id),
    "withdraw": lambda w: w.do(
        actions.withdraw_demand, demand_id=w.row(Demand).id, reason="changed_mind"
    ),
    "suspend": lambda w: w.do(actions.suspend_need, need_id=w.need.id, reason="health"),
    "resume": lambda w: w.do(actions.resume_need, need_id=w.need.id),
    "close": lambda w: w.do(actions.close_need, need_id=w.need.id, reason="eased"),
    "reopen": lambda w: w.do(actions.reopen_need, need_id=w.need.id),
    "leave unvoiced": lambda w: w.do(actions.mark_unvoiced, need_id=w.need.id, reason="shame"),
    "give back": lambda w: w.do(
        actions.give_back, pathway_id=w.story.pathway.id, kind="time", need_id=w.need.id
    ),
}

# A walk begins somewhere along this way, and half of its acts carry the line on: it gets far.
_WAY = ["voice", "offer", "offer", "choose", "plan", "start"]
_FORWARD = [*_WAY, "end", "change"]


def check(need: Need) -> None:
    """Assert that the need's step, state and day are what its rows bear out."""
    demands = Demand.objects.filter(need=need, withdrawn_at=None)
    standing = Choice.objects.filter(demand__in=demands, changed_at=None)
    taken = standing.filter(option__state=OptionState.TAKEN)
    answers = Answer.objects.filter(need=need)
    carried = answers.filter(state__in=(AnswerState.RUNNING, AnswerState.SUSPENDED))
    assert demands.count() <= 1
    assert standing.count() <= 1
    for demand in Demand.objects.filter(need=need):
        assert Option.objects.filter(demand=demand, state=OptionState.TAKEN).count() <= 1
    assert (need.step == Step.NEED) == (not demands.exists())
    if need.step == Step.DEMAND:
        assert not taken.exists()
    if need.step in (Step.CHOICE, Step.ANSWER):
        assert taken.exists()
    if need.step == Step.CHOICE:
        assert not carried.exists()
    if need.step == Step.ANSWER:
        done = answers.filter(state=AnswerState.ENDED, end_reason=AnswerEnd.DONE)
        assert carried.exists() or done.exists()
    if carried.exists():
        assert need.step == Step.ANSWER
        assert need.state != State.CLOSED
    awaited = need.state == State.OPEN and WAITS[need.step] is not None
    assert (need.due_on is not None) == (awaited or need.state == State.SUSPENDED)
    assert (need.closed_at is None) == (need.state != State.CLOSED)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.integers(0, len(_WAY)),
    st.lists(
        st.one_of(st.sampled_from(_FORWARD), st.sampled_from(sorted(ACTS))),
        min_size=3,
        max_size=12,
    ),
    st.lists(st.integers(0, 5), max_size=20),
)
def test_any_sequence_of_acts_holds_together(
    story: Story, begun: int, acts: list[str], picks: list[int]
) -> None:
    with transaction.atomic():
        walk = Walk(Story(worker=story.worker, pathway=story.pathway))
        for name in _WAY[:begun]:
            ACTS[name](walk)
        walk.picks = picks
        for name in acts:
            walk.story.at += timedelta(hours=6)
            before = Entry.objects.count()
            try:
                with transaction.atomic():
                    ACTS[name](walk)
            except Refused:
                assert Entry.objects.count() == before, "a refusal leaves no trace"
            walk.need.refresh_from_db()
            check(walk.need)
        for model in (Need, Demand, Option, Choice, Answer):
            for row in model.objects.all():
                assert differences(row) == []
        assert apps.get_model("pathways", "Need").objects.count() == 1
        transaction.set_rollback(True)
