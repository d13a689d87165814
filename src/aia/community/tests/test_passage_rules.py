"""The rules of a passage, whatever is told to them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.community.rules import passages as rules
from aia.community.rules.passages import Given
from aia.community.terms import (
    AGREEING,
    AskRefusal,
    PassageReason,
    PassageState,
    PassageVoice,
    PassageWay,
    Refused,
)
from aia.pathways.terms import Intensity

_ACTS = ("agree", "start", "look", "keep", "go_back", "call_off")
_TODAY = date(2026, 3, 2)
_QUANTITIES = st.decimals("0.01", "9999.99", places=2)
_ANYTHING = st.decimals(allow_nan=True, allow_infinity=True)


@given(st.sampled_from(Intensity), st.sampled_from(Intensity))
def test_a_passage_and_its_way_back_lead_in_opposite_ways(first: str, then: str) -> None:
    if first == then:
        with pytest.raises(Refused):
            rules.way_of(first, then)
        return
    assert {rules.way_of(first, then), rules.way_of(then, first)} == set(PassageWay)


@given(st.sampled_from(PassageReason))
def test_every_reason_goes_with_one_way_at_least_but_the_return(reason: PassageReason) -> None:
    held = []
    for way in PassageWay:
        try:
            held.append(rules.check_reason(reason, way))
        except Refused:
            continue
    assert bool(held) == (reason != PassageReason.RETURN)


@given(st.dictionaries(st.uuids(), _QUANTITIES, max_size=5), st.data())
def test_a_yes_holds_an_answer_to_all_that_was_asked_and_to_nothing_else(
    asked: dict[UUID, Decimal], data: st.DataObject
) -> None:
    told = {one: data.draw(_answers(quantity)) for one, quantity in asked.items()}
    found = rules.check_answers(asked, told)
    assert set(found) == set(asked)
    for one, answer in found.items():
        assert (answer.granted is None) != (answer.refused_for is None)
        assert answer.granted is None or 0 < answer.granted <= asked[one]
    for one in asked:
        with pytest.raises(Refused):
            rules.check_answers(asked, {k: v for k, v in told.items() if k != one})
    if asked:
        with pytest.raises(Refused):
            rules.check_answers({}, told)


def _answers(quantity: Decimal) -> st.SearchStrategy[Given]:
    part = st.decimals("0.01", quantity, places=2)
    return st.one_of(
        part.map(lambda some: Given(granted=some)),
        st.sampled_from(AskRefusal).map(lambda why: Given(refused_for=why)),
    )


@given(_ANYTHING)
def test_no_other_quantity_is_taken(quantity: Decimal) -> None:
    fits = quantity.is_finite() and 0 < quantity <= 100 and quantity == round(quantity, 2)
    if fits:
        assert rules.positive(quantity, "x", most=Decimal(100)) == quantity
        return
    with pytest.raises(Refused):
        rules.positive(quantity, "x", most=Decimal(100))


@given(st.integers(-10, 400))
def test_a_trial_lasts_from_a_week_to_half_a_year(days: int) -> None:
    if 7 <= days <= 180:
        assert rules.trial_until(_TODAY, days) == _TODAY + timedelta(days=days)
        return
    with pytest.raises(Refused):
        rules.trial_until(_TODAY, days)


@given(st.lists(st.sampled_from(_ACTS), max_size=12), st.booleans())
def test_whatever_is_tried_a_passage_that_is_over_stays_so(acts: list[str], back: bool) -> None:
    state = PassageState.AGREED if back else PassageState.PROPOSED
    leads = {
        "agree": PassageState.AGREED,
        "start": PassageState.TRIAL,
        "look": PassageState.TRIAL,
        "keep": PassageState.KEPT,
        "go_back": PassageState.BACK,
        "call_off": PassageState.OFF,
    }
    seen = [state]
    for act in acts:
        try:
            rules.check_move(act, state, back=back)
        except Refused:
            continue
        state = leads[act]
        seen.append(state)
    over = (PassageState.KEPT, PassageState.BACK, PassageState.OFF)
    assert all(one not in over for one in seen[:-1])
    assert back or PassageState.KEPT not in seen or PassageState.TRIAL in seen


@given(st.sets(st.sampled_from(PassageVoice)))
def test_it_is_agreed_by_both_sides_and_by_who_passes(said: set[PassageVoice]) -> None:
    assert rules.all_agreed(said) == said.issuperset(AGREEING)
    for voice in PassageVoice:
        if voice in said or voice not in AGREEING:
            with pytest.raises(Refused):
                rules.check_side(voice, said)
        else:
            assert rules.check_side(voice, said) == voice
