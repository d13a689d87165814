"""Instruments: read from YAML with care, and scored without ever making a number of a person."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from aia.pathways.instruments import (
    AnswersInvalid,
    Instrument,
    InstrumentInvalid,
    UnknownInstrument,
    answer_codes,
    change_between,
    get_instrument,
    instruments,
    profile_of,
)
from aia.pathways.instruments.loading import HERE, read_instrument
from aia.pathways.terms import Domain
from aia.trace.terms import encode

AUTONOMY = get_instrument("autonomy")
INTAKE = get_instrument("intake")

levels = st.dictionaries(
    st.sampled_from([question.id for question in AUTONOMY.questions]),
    st.integers(1, 5),
    min_size=1,
)


def test_the_autonomy_scale_has_thirteen_domains_of_five_levels() -> None:
    assert len(AUTONOMY.questions) == 13
    assert {len(question.levels) for question in AUTONOMY.questions} == {5}
    assert {question.domain for question in AUTONOMY.questions} <= set(Domain.values)
    assert AUTONOMY.licence
    assert AUTONOMY.source


@pytest.mark.parametrize("instrument", instruments(), ids=lambda one: one.id)
def test_every_sentence_stands_in_both_languages_and_only_once(instrument: Instrument) -> None:
    for language in ("it", "en"):
        told = [
            getattr(level.label, language)
            for question in instrument.scales()
            for level in question.levels
        ]
        assert len(set(told)) == len(told), "two levels say the same"
    for question in instrument.questions:
        assert question.text.it != ""
        with translation.override("en"):
            assert str(question.text) == question.text.en


@given(levels)
def test_a_profile_says_what_was_answered(given_levels: dict[str, int]) -> None:
    profile = profile_of(AUTONOMY, answer_codes(AUTONOMY, given_levels))
    assert dict(profile.levels) == given_levels
    assert set(profile.attention) == {name for name, level in given_levels.items() if level <= 2}
    assert all(Decimal(1) <= mean <= Decimal(5) for mean in profile.means.values())
    assert set(profile.means) == {AUTONOMY.question(name).domain for name in given_levels}


@given(levels, levels)
def test_a_change_read_backwards_is_its_opposite(
    before: dict[str, int], after: dict[str, int]
) -> None:
    first = profile_of(AUTONOMY, answer_codes(AUTONOMY, before))
    second = profile_of(AUTONOMY, answer_codes(AUTONOMY, after))
    there, back = change_between(first, second), change_between(second, first)
    assert {name: -step for name, step in there.steps.items()} == dict(back.steps)
    assert set(there.better) == set(back.worse)
    assert set(there.steps) == set(before) & set(after)


@given(levels)
def test_codes_are_fit_for_the_ledger(given_levels: dict[str, int]) -> None:
    codes = answer_codes(AUTONOMY, given_levels)
    assert encode(codes) == list(codes)


def test_a_mean_is_of_the_questions_of_its_domain() -> None:
    codes = answer_codes(AUTONOMY, {"home_relations": 2, "network": 3, "participation": 3})
    assert dict(profile_of(AUTONOMY, codes).means) == {Domain.TIES: Decimal("2.7")}


def test_several_answers_only_where_several_may_be_chosen() -> None:
    codes = answer_codes(INTAKE, {"weighs": ["housing", "income"], "urgency": "week"})
    assert codes == ("urgency:week", "weighs:income", "weighs:housing")
    assert dict(profile_of(INTAKE, codes).picked) == {
        "urgency": ("week",),
        "weighs": ("income", "housing"),
    }
    with pytest.raises(AnswersInvalid) as refused:
        answer_codes(INTAKE, {"urgency": ["week", "today"]})
    assert set(refused.value.wrong) == {"urgency"}


def test_wrong_answers_are_named_one_by_one() -> None:
    with pytest.raises(AnswersInvalid) as refused:
        answer_codes(AUTONOMY, {"finance": 6, "housing": "nice", "luck": 3, "network": 2})
    assert set(refused.value.wrong) == {"finance", "housing", "luck"}
    assert refused.value.field == "answers"


def test_an_empty_filling_is_refused() -> None:
    with pytest.raises(AnswersInvalid):
        answer_codes(AUTONOMY, {"finance": ""})


def test_an_unknown_instrument_tells_those_that_exist() -> None:
    with pytest.raises(UnknownInstrument, match="autonomy 1"):
        get_instrument("ssm")
    with pytest.raises(UnknownInstrument):
        get_instrument("autonomy", 9)


@pytest.mark.parametrize(
    ("mend", "told"),
    [
        ({"filled_by": []}, "filled_by"),
        ({"filled_by": ["robot"]}, "filled_by"),
        ({"licence": None}, "licence"),
        ({"id": "Autonomy!"}, "not a code"),
        ({"questions": []}, "questions"),
        ({"title": {"it": "Solo italiano"}}, "both languages"),
    ],
)
def test_a_broken_file_says_where(tmp_path: Path, mend: dict[str, object], told: str) -> None:
    content = yaml.safe_load((HERE / "intake-1.yaml").read_text(encoding="utf-8"))
    for key, value in mend.items():
        content[key] = value
        if value is None:
            del content[key]
    path = tmp_path / "intake-1.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(InstrumentInvalid, match=told) as refused:
        read_instrument(path)
    assert "intake-1.yaml" in str(refused.value)


def test_a_scale_with_a_gap_is_refused(tmp_path: Path) -> None:
    content = yaml.safe_load((HERE / "autonomy-1.yaml").read_text(encoding="utf-8"))
    del content["questions"][0]["levels"][3]
    path = tmp_path / "autonomy-1.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(InstrumentInvalid, match=r"question finance.*without gaps"):
        read_instrument(path)


def test_a_file_is_called_as_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "other-2.yaml"
    path.write_text((HERE / "intake-1.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(InstrumentInvalid, match=r"intake-1\.yaml"):
        read_instrument(path)
