from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.access.actions import open_scope
from aia.access.terms import ScopeKind
from aia.access.tests.personas import DISTRICT, MOMENT, NEXT_DOOR, Persona
from aia.people import actions, tokens
from aia.people.models import Organisation, Person
from aia.people.queries import search_people
from aia.people.queries.search import fits
from aia.people.terms import Identity

Meet = Callable[..., Person]
NAMES = st.text("abcèàdlmn'’- ÈßñЖ李", min_size=1, max_size=14)


def names(who: Persona, text: str, limit: int = 20) -> list[str]:
    return [found.name for found in search_people(who.actor, text, at=MOMENT, limit=limit)]


@given(NAMES, NAMES, st.lists(st.text("abcdlmneasß李ж' ", min_size=1, max_size=10), max_size=3))
def test_tokens_find_exactly_whose_name_fits(first: str, last: str, typed: list[str]) -> None:
    """A word of two letters or more finds whoever has a part that begins with it, and no other."""
    identity = Identity(given_name=first, family_name=last)
    there = set(tokens.identity_tokens(identity))
    words = [w for text in typed for w in tokens.name_words(text) if len(w) >= 2]
    short = [word[: tokens.LONGEST_PREFIX] for word in words]

    assert all(token in there for token in tokens.name_tokens(words)) == fits(identity, short)


@pytest.mark.parametrize(
    "text", ["ros", "ROSSI", "maria ros", "ros mar", "rossi m", "Maria Rossi", "  rossi  "]
)
def test_the_beginning_of_each_word_in_any_order(maria: Person, sara: Persona, text: str) -> None:
    assert names(sara, text) == ["Maria Rossi"]


@pytest.mark.parametrize("text", ["", " ", "r", "ossi", "rossi luca", "rossina", "%", "*"])
def test_what_does_not_fit_finds_nobody(maria: Person, sara: Persona, text: str) -> None:
    assert names(sara, text) == []


@pytest.mark.parametrize(
    ("family_name", "text"),
    [
        ("D'Angelo", "dang"),
        ("D'Angelo", "angelo"),
        ("D’Angelo", "d'angelo"),
        ("De Rossi", "derossi"),
        ("De Rossi", "de rossi"),
        ("Nicolò", "nicolo"),
        ("Бондаренко", "bondar"),
        ("Müller-Weiß", "weiss"),
        ("李", "李"),
        ("Costantinopolitano", "costantinop"),
    ],
)
def test_names_as_they_are_written_and_as_they_are_typed(
    meet: Meet, sara: Persona, family_name: str, text: str
) -> None:
    meet("Anna", family_name)

    assert names(sara, text) == [f"Anna {family_name}"]


def test_beyond_eight_letters_the_whole_word_still_decides(meet: Meet, sara: Persona) -> None:
    meet("Anna", "Costantinopolitano")

    assert names(sara, "costantinopoli") == ["Anna Costantinopolitano"]
    assert names(sara, "costantinus") == []


def test_a_line_tells_namesakes_apart(maria: Person, meet: Meet, sara: Persona) -> None:
    meet("Maria", "Rossi")
    open_scope(
        actor=sara.actor,
        subject=maria.id,
        district=DISTRICT,
        kind=ScopeKind.TEAM,
        account=sara.account,
        at=MOMENT,
    )
    [one, other] = search_people(sara.actor, "rossi", at=MOMENT)

    told = {(f.birth_year, f.municipality, f.followed_by) for f in (one, other)}
    assert told == {(1965, "Cremona", ("Sara Conti",)), (None, "Cremona", ())}


def test_codes_are_found_exactly_also_in_their_omocodic_forms(maria: Person, sara: Persona) -> None:
    actions.add_identifier(
        actor=sara.actor, person=maria, kind="tax_code", value="RSSMRA65C47D150J", at=MOMENT
    )

    assert names(sara, "rssmra 65c47 d150j") == ["Maria Rossi"]
    assert names(sara, "RSSMRA65C47D15LU") == ["Maria Rossi"]
    assert names(sara, "RSSMRA65C47D151J") == []
    assert names(sara, "RSSMRA") == []


@pytest.mark.parametrize("who", ["omar", "carla", "piero", "paola", "chiara", "ada", "dino"])
def test_a_protected_person_is_found_by_nobody_outside_the_team(
    lucia: Person, sara: Persona, who: str, request: pytest.FixtureRequest
) -> None:
    actions.add_identifier(
        actor=sara.actor, person=lucia, kind="stp", value="STP0300190000001", at=MOMENT
    )
    outside: Persona = request.getfixturevalue(who)

    assert names(sara, "verdi") == ["Lucia Verdi"]
    for text in ("verdi", "lucia", "STP0300190000001"):
        assert names(outside, text) == []


def test_a_partner_finds_only_whom_they_were_referred(
    maria: Person,
    meet: Meet,
    cooperative: Organisation,
    sara: Persona,
    persona: Callable[..., Persona],
) -> None:
    meet("Mario", "Rossi")
    operator = persona("Rita Neri", "partner_operator", organisation=cooperative.id)
    open_scope(
        actor=sara.actor,
        subject=maria.id,
        district=DISTRICT,
        kind=ScopeKind.REFERRAL,
        organisation=cooperative.id,
        at=MOMENT,
    )

    assert names(operator, "rossi") == ["Maria Rossi"]


def test_other_districts_do_not_crowd_out_ones_own(
    maria: Person, meet: Meet, dino: Persona, sara: Persona
) -> None:
    for number in range(170):
        meet("Anna", f"Rossi{number}", by=dino)

    assert names(sara, "rossi") == ["Maria Rossi"]
    assert len(names(dino, "rossi")) == 20
    assert dino.district == NEXT_DOOR


def test_whoever_was_merged_is_found_as_the_one_who_is_kept(
    maria: Person, meet: Meet, sara: Persona, carla: Persona
) -> None:
    double = meet("Mariuccia", "Rosssi")
    actions.merge_persons(actor=carla.actor, kept=maria, merged=double, at=MOMENT)

    assert names(sara, "mariuccia") == ["Maria Rossi"]
    assert names(sara, "ross") == ["Maria Rossi"]


def test_a_changed_name_is_found_and_the_old_one_is_not(maria: Person, sara: Persona) -> None:
    actions.change_identity(
        actor=sara.actor,
        person=maria,
        identity=Identity(given_name="Maria", family_name="Bianchi"),
        sex="F",
        municipality=None,
        at=MOMENT,
    )

    assert names(sara, "bianchi") == ["Maria Bianchi"]
    assert names(sara, "rossi") == []


def test_statements_do_not_grow_with_the_results(
    meet: Meet, sara: Persona, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(25):
        meet("Anna", f"Rossi{number}", birth_date=date(1980, 1, 1))
    actor = sara.actor
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        assert len(search_people(actor, "anna rossi", at=MOMENT)) == 20


def test_html_and_formulas_in_names_are_only_letters(meet: Meet, sara: Persona) -> None:
    meet("<b>Anna</b>", "=cmd()")

    assert names(sara, "cmd") == ["<b>Anna</b> =cmd()"]
