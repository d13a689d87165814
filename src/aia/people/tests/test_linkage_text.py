"""Names, streets, dates and codes come to one form however they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.people.linkage.attributes import Kind
from aia.people.linkage.sound import sound_key
from aia.people.linkage.text import name_form, normal_form


@pytest.mark.parametrize(
    ("kind", "written", "also_written"),
    [
        (Kind.NAME, "D'Angelo", "d’ANGELO"),
        (Kind.NAME, "De' Rossi", "Derossi"),
        (Kind.NAME, "Niccolò", "Niccolo'"),
        (Kind.NAME, "El Idrissi", "El-Idrissi"),
        (Kind.NAME, "Коваленко", "Kovalenko"),
        (Kind.NAME, "Maria-Grazia", " maria  grazia "),
        (Kind.ADDRESS, "P.zza della Libertà", "Piazza della Liberta'"),
        (Kind.ADDRESS, "V.le Po", "viale Po"),
        (Kind.ADDRESS, "Via Roma", "v. Roma"),
        (Kind.DATE, "1965-03-07", "7/3/1965"),
        (Kind.DATE, "19650307", "07031965"),
        (Kind.DATE, "1965-03-07T00:00:00", "19650307.0"),
        (Kind.NUMBER, "012/A", "12 a"),
        (Kind.PHONE, "+39 333 123 4567", "0333-1234567"),
        (Kind.IDENTIFIER, "RSSMRA65C07D150K", "rssmra65c07d15lz"),
    ],
)
def test_two_ways_of_writing_one_value_have_one_form(
    kind: Kind, written: str, also_written: str
) -> None:
    assert normal_form(kind, written) == normal_form(kind, also_written) != ""


@pytest.mark.parametrize("nothing", ["", "  ", "nan", "NULL", "n.d.", "N/A", "-"])
def test_a_placeholder_is_no_name(nothing: str) -> None:
    assert name_form(nothing) == ""


@pytest.mark.parametrize("unreadable", ["", "1965", "ieri", "7/3/65", "123456789"])
def test_a_date_that_cannot_be_read_is_unknown(unreadable: str) -> None:
    assert normal_form(Kind.DATE, unreadable) == ""


def test_an_impossible_day_keeps_its_digits_so_that_the_slip_can_be_seen() -> None:
    assert normal_form(Kind.DATE, "1923-00-85") == "19230085"


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("mohamed", "muhammad"),
        ("mohammed", "moamed"),
        ("youssef", "iusef"),
        ("chiara", "kiara"),
        ("philip", "filip"),
        ("xhoana", "soana"),
        ("walter", "valter"),
        ("rossi", "rosi"),
    ],
)
def test_a_name_sounds_the_same_as_italians_write_it(heard: str, written: str) -> None:
    assert sound_key(heard) == sound_key(written)


@pytest.mark.parametrize(
    ("one", "other"), [("rossi", "russo"), ("maria", "mario"), ("paola", "carla")]
)
def test_different_names_sound_different(one: str, other: str) -> None:
    assert sound_key(one) != sound_key(other)


@given(st.text(max_size=30), st.sampled_from(Kind))
def test_whatever_is_typed_has_a_form_without_capitals_or_outer_blanks(
    text: str, kind: Kind
) -> None:
    form = normal_form(kind, text)
    assert form == form.strip().lower()
    assert sound_key(form) == sound_key(form)
