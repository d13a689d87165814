"""Who may do what, as one table: a persona a column, a verb a row."""

from collections.abc import Callable

import pytest

from aia.access.terms import service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.people import permissions
from aia.people.models import Household, Organisation, Person

WORKERS = {"sara", "omar", "carla"}
BODIES = {"sara", "omar", "carla", "piero", "ada"}
EVERYBODY = ("sara", "omar", "carla", "piero", "paola", "chiara", "ada", "dino")

ON_A_PERSON = {
    "person.registered": WORKERS,
    "person.seen": WORKERS,
    "person.changed": WORKERS,
    "person.known_whole": WORKERS,
    "person.protected": WORKERS,
    "person.unprotected": WORKERS,
    "person.merged": {"carla"},
    "person.unmerged": {"carla"},
    "duplicates.denied": {"carla"},
    "duplicates.sought": {"carla"},
    "person.erased": {"carla"},
    "person.term_set": {"carla"},
    "person.exported": {"carla"},
    "identifier.added": WORKERS,
    "identifier.ended": WORKERS,
    "membership.begun": WORKERS,
    "membership.ended": WORKERS,
    "consent.given": WORKERS,
    "consent.withdrawn": WORKERS,
}
ON_THE_DISTRICT = {"person.registered", "duplicates.sought"}
ON_A_HOUSEHOLD = {
    "household.formed": WORKERS,
    "household.seen": WORKERS,
    "household.known_whole": WORKERS,
    "household.closed": WORKERS,
    "household.joined": WORKERS,
    "household.left": WORKERS,
}
ON_A_BODY = {
    "organisation.registered": BODIES,
    "organisation.seen": {*BODIES, "paola", "chiara"},
    "organisation.changed": BODIES,
    "organisation.closed": BODIES,
}


def allowed(verb: str, row: permissions.Row, request: pytest.FixtureRequest) -> set[str]:
    personas: dict[str, Persona] = {name: request.getfixturevalue(name) for name in EVERYBODY}
    return {
        name
        for name, persona in personas.items()
        if permissions.may(persona.actor, verb, row, at=MOMENT)
    }


@pytest.mark.parametrize("verb", ON_A_PERSON)
def test_persons(verb: str, maria: Person, request: pytest.FixtureRequest) -> None:
    assert allowed(verb, maria, request) == ON_A_PERSON[verb]


@pytest.mark.parametrize("verb", sorted(ON_A_PERSON.keys() - ON_THE_DISTRICT))
def test_protected_persons(verb: str, lucia: Person, request: pytest.FixtureRequest) -> None:
    # Sara alone is in her team, and whoever follows somebody may take their data to them.
    team_only = {"sara"} if verb == "person.exported" else set()
    assert allowed(verb, lucia, request) == ON_A_PERSON[verb] & {"sara"} | team_only


@pytest.mark.parametrize("verb", ON_A_HOUSEHOLD)
def test_households(verb: str, maria: Person, request: pytest.FixtureRequest) -> None:
    from datetime import date

    from aia.people import actions

    sara: Persona = request.getfixturevalue("sara")
    home: Household = actions.form_household(
        actor=sara.actor,
        district=DISTRICT,
        since=date(2025, 1, 1),
        members=[(maria, "reference")],
        at=MOMENT,
    )
    assert allowed(verb, home, request) == ON_A_HOUSEHOLD[verb]


@pytest.mark.parametrize("verb", ON_A_BODY)
def test_bodies(verb: str, cooperative: Organisation, request: pytest.FixtureRequest) -> None:
    assert allowed(verb, cooperative, request) == ON_A_BODY[verb]


@pytest.mark.parametrize("verb", ["person.exported", "consent.given", "consent.withdrawn"])
def test_citizens_decide_for_themselves(
    verb: str, maria: Person, lucia: Person, persona: Callable[..., Persona]
) -> None:
    herself = persona("Maria Rossi", "citizen", person=maria.id)

    assert permissions.may(herself.actor, verb, maria, at=MOMENT)
    assert not permissions.may(herself.actor, verb, lucia, at=MOMENT)


def test_every_verb_of_the_policy_is_in_the_table() -> None:
    assert set(permissions._RULES) == {*ON_A_PERSON, *ON_A_HOUSEHOLD, *ON_A_BODY}


def test_the_installation_may_do_everything(lucia: Person) -> None:
    for verb in ON_A_PERSON:
        assert permissions.may(service_actor("installation"), verb, lucia, at=MOMENT)
