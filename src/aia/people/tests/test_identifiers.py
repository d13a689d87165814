import string
from datetime import date, datetime

import pytest
from codicefiscale import codicefiscale
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import luhn

from aia.people import identifiers
from aia.people.terms import IdentifierKind, Identity, Unacceptable

TODAY = date(2026, 3, 2)
TOWNS = ("Cremona", "Soresina", "Milano", "Albania", "Marocco")
PEOPLE = st.tuples(
    st.dates(date(1945, 1, 1), TODAY), st.sampled_from(("F", "M")), st.sampled_from(TOWNS)
)


def coded(born: date, sex: str, town: str) -> str:
    moment = datetime(born.year, born.month, born.day)  # noqa: DTZ001  (the library's shape)
    return codicefiscale.encode("Rossi", "Maria", sex, moment, town)  # type: ignore[arg-type]


def problem_of(value: str, kind: str = "tax_code", **known: object) -> str:
    with pytest.raises(Unacceptable) as refused:
        identifiers.check_identifier(kind, value, on=TODAY, **known)  # type: ignore[arg-type]
    return refused.value.problems["value"]


@given(PEOPLE)
def test_a_code_and_its_omocodic_variants_are_taken_and_read(
    person: tuple[date, str, str],
) -> None:
    code = coded(*person)
    for variant in codicefiscale.decode(code)["omocodes"][::31]:
        taken = identifiers.check_identifier(
            "tax_code",
            variant.lower(),
            on=TODAY,
            identity=Identity(given_name="Maria", birth_date=person[0]),
            sex=person[1],
        )
        assert taken == variant
        assert person[0] in identifiers.read_tax_code(variant, on=TODAY).births


@given(PEOPLE, st.integers(0, 15), st.sampled_from(string.ascii_uppercase + string.digits))
def test_one_wrong_character_is_always_found(
    person: tuple[date, str, str], place: int, character: str
) -> None:
    code = coded(*person)
    mistyped = code[:place] + character + code[place + 1 :]
    assume(mistyped != code)
    # Some omocodic letters weigh as much as another digit does: no control letter tells those.
    assume(codicefiscale.encode_cin(mistyped[:15]) != mistyped[15])

    assert problem_of(mistyped)


def test_the_control_character_is_named() -> None:
    assert "J" in problem_of("RSSMRA65C47D150D")


def test_the_wrong_place_is_named() -> None:
    assert "7" in problem_of("RSSMRAX5C47D150J")


def test_the_length_is_named() -> None:
    assert "15" in problem_of("RSSMRA65C47D150")


@pytest.mark.parametrize("day", ["31", "00", "41", "72", "39"])
def test_a_date_that_does_not_exist(day: str) -> None:
    stem = f"RSSMRA65D{day}D150" if day == "31" else f"RSSMRA65C{day}D150"
    code = stem + codicefiscale.encode_cin(stem)
    if day == "41":
        identifiers.check_identifier("tax_code", code, on=TODAY)
    else:
        assert "7" in problem_of(code)


def test_a_code_that_no_place_ever_had() -> None:
    stem = "RSSMRA65C47Y999"
    assert "Y999" in problem_of(stem + codicefiscale.encode_cin(stem))


def test_a_municipality_that_had_ceased() -> None:
    # D370 Drizzona became part of Piadena Drizzona on 1 January 2019.
    stem = "RSSMRA20C47D370"
    code = stem + codicefiscale.encode_cin(stem)
    child = Identity(given_name="Maria", birth_date=date(2020, 3, 7))

    assert "Drizzona" in problem_of(code, identity=child)
    assert identifiers.check_identifier("tax_code", code, on=TODAY)  # born in 1920, perhaps


def test_a_municipality_that_did_not_exist_yet() -> None:
    # M320 Valsamoggia began in 2014: nobody born in 1990 can have it.
    stem = "RSSMRA90C47M320"
    assert "Valsamoggia" in problem_of(stem + codicefiscale.encode_cin(stem))


def test_a_country_may_be_younger_than_the_birth() -> None:
    stem = "RSSMRA70C47Z138"
    identifiers.check_identifier("tax_code", stem + codicefiscale.encode_cin(stem), on=TODAY)


def test_what_the_code_contradicts_is_said() -> None:
    code = coded(date(1965, 3, 7), "F", "Cremona")
    identity = Identity(given_name="Maria", birth_date=date(1965, 7, 3))

    assert "1965" in problem_of(code, identity=identity)
    assert problem_of(code, identity=Identity(given_name="Maria"), sex="M")


def test_somebody_over_a_hundred_is_told_from_a_child() -> None:
    code = coded(date(2020, 3, 7), "F", "Cremona")

    assert identifiers.read_tax_code(code, on=TODAY).births == (
        date(2020, 3, 7),
        date(1920, 3, 7),
    )


@given(st.from_regex(r"[0-9]{10}", fullmatch=True))
def test_provisional_codes_end_with_a_control_digit(stem: str) -> None:
    digit = luhn.calc_check_digit(stem)

    assert identifiers.check_identifier("provisional", stem + digit, on=TODAY) == stem + digit
    assert digit in problem_of(stem + str((int(digit) + 1) % 10), kind="provisional")


@pytest.mark.parametrize(
    ("kind", "value", "good"),
    [
        ("stp", "stp 030 019 0000001", True),
        ("eni", "ENI0300190000001", True),
        ("stp", "ENI0300190000001", False),
        ("eni", "ENI030019000001", False),
        ("stp", "STP03001900000O1", False),
    ],
)
def test_health_codes(kind: str, value: str, good: bool) -> None:
    if good:
        assert identifiers.check_identifier(kind, value, on=TODAY).startswith(kind.upper())
    else:
        assert problem_of(value, kind=kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("RSSMRA65C47D150J", IdentifierKind.TAX_CODE),
        ("rssmra 65c47 d150j", IdentifierKind.TAX_CODE),
        ("STP0300190000001", IdentifierKind.STP),
        ("01629400191", IdentifierKind.PROVISIONAL),
        ("Maria Rossi", None),
        ("1965", None),
        ("", None),
    ],
)
def test_a_searched_text_is_recognised(text: str, kind: str | None) -> None:
    assert identifiers.recognised(text) == kind


@pytest.mark.parametrize("code", ["93049520195", "01466360193", "01629400191", "00297960197", ""])
def test_tax_codes_of_real_bodies(code: str) -> None:
    assert identifiers.check_body_code(code) == code
