"""The rules of the line, held against every combination: no database."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.pathways.rules import Refused, line, moves, selection, values, voice
from aia.pathways.terms import (
    AnswerEnd,
    AnswerState,
    ChoiceReason,
    FinalResources,
    OptionState,
    ReferralState,
    State,
    Step,
    Voice,
)
from aia.people.terms import Subject

_TABLES = (
    (moves.PATHWAY_MOVES, State),
    (moves.NEED_MOVES, State),
    (moves.OPTION_MOVES, OptionState),
    (moves.ANSWER_MOVES, AnswerState),
    (moves.REFERRAL_MOVES, ReferralState),
)
_ORDER = list(Step)


def test_every_table_speaks_of_states_that_exist_and_every_act_can_start() -> None:
    for table, states in _TABLES:
        for act, starts in table.items():
            assert starts, act
            assert starts <= set(states), act


def test_what_is_over_stays_over_unless_it_is_reopened() -> None:
    for table in (moves.PATHWAY_MOVES, moves.NEED_MOVES):
        assert {act for act, starts in table.items() if State.CLOSED in starts} == {"reopen"}
    assert not any(AnswerState.ENDED in starts for starts in moves.ANSWER_MOVES.values())
    over = {ReferralState.DECLINED, ReferralState.ENDED, ReferralState.WITHDRAWN}
    assert not any(over & starts for starts in moves.REFERRAL_MOVES.values())
    assert not any(OptionState.WITHDRAWN in starts for starts in moves.OPTION_MOVES.values())


@given(st.sampled_from(_ORDER), st.sampled_from(_ORDER[1:]))
def test_a_need_never_skips_a_step_forward(step: Step, to: Step) -> None:
    ahead = _ORDER.index(to) - _ORDER.index(step)
    if line.may_advance(step, to):
        assert ahead <= 1
        line.check_advance(step, to)
    else:
        with pytest.raises(Refused):
            line.check_advance(step, to)


@given(st.sampled_from(_ORDER), st.sampled_from(list(line.RETURNS)))
def test_a_need_comes_back_only_to_an_earlier_step(step: Step, to: str) -> None:
    if step in line.RETURNS[to]:
        assert _ORDER.index(step) > _ORDER.index(Step(to))
        line.check_return(step, to)
    else:
        with pytest.raises(Refused):
            line.check_return(step, to)


def test_every_step_can_be_reached_from_the_first() -> None:
    reached = {Step.NEED}
    for _ in _ORDER:
        reached |= {Step(to) for to, starts in line.ADVANCES.items() if starts & reached}
    assert reached == set(Step)


def test_a_give_back_is_never_awaited() -> None:
    assert set(line.AWAITED.values()) == {Step.DEMAND, Step.CHOICE, Step.ANSWER, Step.REVIEW, None}
    assert {step for step, wait in line.WAITS.items() if wait is None} == {
        Step.REVIEW,
        Step.GIVE_BACK,
    }


def test_only_what_did_its_work_or_passed_on_is_not_broken_off() -> None:
    assert {end for end in AnswerEnd if not line.broke_off(end)} == {
        AnswerEnd.DONE,
        AnswerEnd.PASSED,
    }


@given(st.sampled_from(Subject), st.sampled_from(Voice), st.booleans())
def test_nobody_speaks_for_a_person_without_consent_or_law(
    kind: Subject, speaker: Voice, consented: bool
) -> None:
    personal = kind in {Subject.PERSON, Subject.HOUSEHOLD}
    own = {Voice.PERSON, Voice.GUARDIAN}
    if kind == Subject.HOUSEHOLD:
        own.add(Voice.FAMILY)
    if personal and speaker not in own and not consented:
        with pytest.raises(Refused):
            voice.check_voice(kind, speaker, consented=consented)
    else:
        voice.check_voice(kind, speaker, consented=consented)


@given(st.sampled_from(Subject), st.sampled_from(Voice))
def test_a_worker_or_an_organisation_never_decides_for_a_person(
    kind: Subject, decider: Voice
) -> None:
    outsider = decider in {Voice.WORKER, Voice.PARTNER, Voice.NEIGHBOUR}
    if outsider and kind in {Subject.PERSON, Subject.HOUSEHOLD}:
        with pytest.raises(Refused):
            voice.check_decider(kind, decider)
    else:
        voice.check_decider(kind, decider)


def test_a_person_s_file_is_shared_only_with_consent() -> None:
    for kind in Subject:
        voice.check_sharing(kind, consented=True)
    for kind in (Subject.PERSON, Subject.HOUSEHOLD):
        with pytest.raises(Refused):
            voice.check_sharing(kind, consented=False)
    for kind in (Subject.ORGANISATION, Subject.COMMUNITY):
        voice.check_sharing(kind, consented=False)


def test_every_reason_of_a_choice_is_for_taking_or_for_declining() -> None:
    assert set(ChoiceReason) == selection.TAKING | selection.DECLINING
    assert {ChoiceReason.OTHER} == selection.TAKING & selection.DECLINING


@given(
    st.sets(st.uuids(), max_size=5),
    st.dictionaries(st.uuids(), st.sampled_from(list(ChoiceReason)), max_size=5),
    st.booleans(),
)
def test_each_option_left_has_exactly_one_reason_for_declining(
    others: set[UUID], told: dict[UUID, ChoiceReason], complete: bool
) -> None:
    declined: dict[UUID, str] = dict(told.items())
    if complete:
        declined = dict.fromkeys(others, ChoiceReason.TIMES.value)
    holds = set(declined) == others and set(declined.values()) <= selection.DECLINING
    if holds:
        selection.check_declined(others, declined)
    else:
        with pytest.raises(Refused):
            selection.check_declined(others, declined)


@given(st.text(max_size=300), st.integers(1, 200))
def test_a_text_is_kept_whole_or_refused(words: str, longest: int) -> None:
    if len(words.strip()) > longest or "\x00" in words.strip():
        with pytest.raises(Refused) as refusal:
            values.text(words, "words", longest=longest)
        assert refusal.value.field == "words"
    else:
        assert values.text(words, "words", longest=longest) == words.strip()


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_an_amount_has_two_decimals_or_is_refused(told: Decimal) -> None:
    half_a_cent = Decimal("0.005")
    if told.is_finite() and 0 <= told <= values.MOST_EUROS:
        kept = values.amount(told, "cost")
        assert kept is not None
        assert kept.as_tuple().exponent == -2
        assert abs(kept - told) <= half_a_cent
    elif not told.is_finite() or told <= -half_a_cent or told > values.MOST_EUROS + half_a_cent:
        with pytest.raises(Refused) as refusal:
            values.amount(told, "cost")
        assert refusal.value.field == "cost"


@given(st.dates(), st.integers(-400, 400))
def test_nothing_ends_before_it_starts(day: date, days: int) -> None:
    try:
        other = day + timedelta(days=days)
    except OverflowError:
        return
    if days < 0:
        with pytest.raises(Refused):
            values.span(day, other)
        values.not_ahead(other, day, "on")
    else:
        values.span(day, other)


def test_codes_come_in_the_order_of_the_list_without_repetition() -> None:
    assert values.codes(["none", "own", "own"], FinalResources, "x") == ("own", "none")
    with pytest.raises(Refused):
        values.codes(["gold"], FinalResources, "x")
