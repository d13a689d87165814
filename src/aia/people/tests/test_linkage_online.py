"""A new person against those registered: who is likely the same, and why."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.people.linkage import Model, Record, blocking_keys, explain, score

MODEL = Model.shipped()
ANNA = Record(
    id="anna",
    given_name="Anna Maria",
    family_name="Ghisolfi",
    birth_date="1969-09-10",
    sex="F",
    birth_place="Soresina",
    municipality="Cremona",
    postcode="26100",
    street="Via Platina",
    street_number="14",
    phone="3331234567",
    identifiers=("GHSNMR69P50I849Q",),
)
SLIPS: dict[str, dict[str, object]] = {
    "typo in the given name": {"given_name": "Anna Mraia"},
    "one given name left out": {"given_name": "Anna"},
    "typo in the family name": {"family_name": "Ghislfi"},
    "names exchanged": {"given_name": "Ghisolfi", "family_name": "Anna Maria"},
    "day and month swapped": {"birth_date": "1969-10-09"},
    "one wrong digit": {"birth_date": "1966-09-10"},
    "no birth date": {"birth_date": ""},
    "no tax code": {"identifiers": ()},
    "married name": {"family_name": "Bodini"},
    "another town": {"municipality": "Crema", "postcode": "26013"},
}
names = st.sampled_from(["", "Anna", "Mario", "Ghisolfi", "De Rossi", "Muhammad", "Li", "Ana"])
persons = st.builds(
    Record,
    id=st.just("x"),
    given_name=names,
    family_name=names,
    birth_date=st.sampled_from(["", "1969-09-10", "1969-10-09", "1980-01-31"]),
    sex=st.sampled_from(["", "F", "M"]),
    municipality=st.sampled_from(["", "Cremona", "San Bassano", "Sanbassano"]),
    postcode=st.sampled_from(["", "26100", "26020"]),
    street=st.sampled_from(["", "Via Roma", "V. Roma", "Corso Matteotti"]),
    street_number=st.sampled_from(["", "1", "12/a"]),
    phone=st.sampled_from(["", "3331234567", "+39 333 1234567"]),
    identifiers=st.sampled_from([(), ("GHSNMR69P50I849Q",), ("X1234567",)]),
)


def weight(one: Record, other: Record) -> float:
    return sum(finding.weight for finding in explain(one, other, MODEL))


def without(one: Record, name: str) -> Record:
    return replace(one, **{name: ""})  # type: ignore[arg-type]


def likelihood(one: Record, other: Record) -> float:
    return score(one, [other], MODEL)[0].probability


@pytest.mark.parametrize("slip", SLIPS)
def test_a_person_entered_again_with_a_slip_is_found(slip: str) -> None:
    again = replace(ANNA, id="again", **SLIPS[slip])  # type: ignore[arg-type]
    assert blocking_keys(again) & blocking_keys(ANNA)
    assert 0.5 < likelihood(again, ANNA) <= likelihood(ANNA, ANNA)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_still_leaves_a_shared_key_when_only_names_birth_and_town_are_known(
    slip: str,
) -> None:
    known = replace(ANNA, street="", street_number="", phone="", identifiers=())
    again = replace(known, **SLIPS[slip])  # type: ignore[arg-type]
    assert blocking_keys(again) & blocking_keys(known)


def test_a_sister_of_the_same_home_is_not_taken_for_the_person() -> None:
    sister = replace(
        ANNA, given_name="Chiara", birth_date="1972-02-03", identifiers=("GHSCHR72B43I849X",)
    )
    assert likelihood(sister, ANNA) < 0.01


def test_a_namesake_elsewhere_is_not_taken_for_the_person() -> None:
    namesake = Record(
        id="n", given_name="Anna Maria", family_name="Ghisolfi", birth_date="1941-05-22",
        municipality="Sospiro",
    )  # fmt: skip
    assert likelihood(namesake, ANNA) < 0.1


def test_the_likeliest_comes_first_and_nobody_is_lost() -> None:
    sister = replace(ANNA, id="sister", given_name="Chiara", birth_date="1972-02-03")
    stranger = Record(id="stranger", given_name="Luca", family_name="Bodini")
    ranked = score(replace(ANNA, id="new"), [stranger, sister, ANNA], MODEL)
    assert [one.id for one in ranked] == ["anna", "sister", "stranger"]
    assert score(ANNA, [], MODEL) == []


def test_the_explanation_says_what_agrees_and_what_does_not() -> None:
    again = replace(ANNA, family_name="Ghislfi", birth_date="1969-10-09", phone="")
    findings = {finding.field: finding for finding in explain(again, ANNA, MODEL)}
    assert findings["family_name"].level == "one_letter"
    assert findings["birth_date"].level == "day_month_swapped"
    assert findings["phone"] == ("phone", "missing", 0)
    assert findings["street_number"].weight > 0
    assert "name_order" not in findings


def test_exchanged_names_are_said_so() -> None:
    again = replace(ANNA, given_name="Ghisolfi", family_name="Anna Maria")
    levels = {finding.field: finding.level for finding in explain(again, ANNA, MODEL)}
    assert levels["name_order"] == "exchanged"
    assert levels["given_name"] == levels["family_name"] == "equal"


@given(persons, persons)
def test_it_does_not_matter_which_record_comes_first(one: Record, other: Record) -> None:
    assert likelihood(one, other) == pytest.approx(likelihood(other, one))


@given(persons, persons)
def test_the_explanation_adds_up_to_the_likelihood(one: Record, other: Record) -> None:
    more, less = weight(one, one), weight(one, other)
    if more > less + 1:
        assert likelihood(one, one) >= likelihood(one, other)


@given(persons)
def test_nobody_is_likelier_than_the_person_with_everything_equal(one: Record) -> None:
    assert likelihood(ANNA, one) <= likelihood(ANNA, ANNA)


@given(persons, st.sampled_from([f.name for f in fields(Record) if f.type is str]))
def test_what_is_unknown_on_one_side_weighs_nothing(one: Record, name: str) -> None:
    if name == "id":
        return
    findings = {f.field: f for f in explain(without(one, name), ANNA, MODEL)}
    if name in findings and "name_order" not in findings:
        assert findings[name] == (name, "missing", 0)


def test_nothing_known_means_no_more_than_chance() -> None:
    assert weight(Record(id="1"), ANNA) == 0
    assert likelihood(Record(id="1"), ANNA) < 0.001


def test_a_model_comes_back_from_its_json() -> None:
    again = Model.from_json(MODEL.to_json())
    other = replace(ANNA, given_name="Ana", birth_date="1969-09-11")
    assert score(other, [ANNA], again)[0].probability == pytest.approx(likelihood(other, ANNA))
    with pytest.raises(ValueError, match="format 99"):
        Model.from_json('{"format": 99}')
