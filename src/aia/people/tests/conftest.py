"""What the stories about people begin with: two towns, and somebody to meet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.people import actions
from aia.people.models import Household, Organisation, Person
from aia.people.terms import Identity
from aia.web.simulation import mark_simulated

MEETING = date(2026, 3, 2)


@pytest.fixture
def towns(db: None) -> tuple[str, str]:
    """The ISTAT codes of Cremona and Soresina, as the register of municipalities has them."""
    municipality = apps.get_model("territory", "Municipality")
    for istat, name, cadastral in (("019036", "Cremona", "D150"), ("019098", "Soresina", "I849")):
        municipality._default_manager.create(
            istat=istat, name=name, cadastral=cadastral, province="CR", province_code="019"
        )
    return ("019036", "019098")


@pytest.fixture
def meet(sara: Persona, towns: tuple[str, str]) -> Callable[..., Person]:
    """Sara registers somebody: `meet("Maria", "Rossi", sex="F", protected=True)`."""

    def register(given_name: str, family_name: str = "", **known: Any) -> Person:
        apart = {name: known.pop(name) for name in ("sex", "protected") if name in known}
        by = known.pop("by", sara)
        return actions.register_person(
            actor=by.actor,
            district=by.district,
            identity=Identity(given_name=given_name, family_name=family_name, **known),
            municipality=towns[0],
            at=MOMENT,
            **apart,
        )

    return register


@pytest.fixture
def maria(meet: Callable[..., Person]) -> Person:
    """Maria Rossi, born in Cremona on 7 March 1965."""
    return meet(
        "Maria",
        "Rossi",
        sex="F",
        birth_date=date(1965, 3, 7),
        birth_place="Cremona",
        address="Via Dante 12",
        phone="+39 0372 123456",
        email="maria@example.org",
    )


@pytest.fixture
def lucia(meet: Callable[..., Person]) -> Person:
    """Lucia Verdi, protected: only Sara, who follows her, can see her."""
    return meet("Lucia", "Verdi", sex="F", birth_date=date(1990, 5, 1), protected=True)


@pytest.fixture
def cooperative(sara: Persona, towns: tuple[str, str]) -> Organisation:
    """A social cooperative of the district."""
    return actions.register_organisation(
        actor=sara.actor,
        district=DISTRICT,
        name="Cooperativa Il Gelso",
        kind="social_cooperative",
        register_section="social_enterprise",
        municipality=towns[0],
        at=MOMENT,
    )


@pytest.fixture
def home(maria: Person, lucia: Person, sara: Persona) -> Household:
    """Maria, and Lucia whom few may see."""
    return actions.form_household(
        actor=sara.actor,
        district=DISTRICT,
        since=date(2025, 1, 1),
        members=[(maria, "reference"), (lucia, "relative")],
        at=MOMENT,
    )


@pytest.fixture
def demonstration(settings: Any, tmp_path: Path) -> None:
    """A demonstration's home: there a password is enough to sign in."""
    settings.HOME = tmp_path
    mark_simulated([])


@pytest.fixture
def browse(demonstration: None) -> Callable[[Persona], Client]:
    """A browser in which somebody has signed in."""

    def sign_in(who: Persona) -> Client:
        client = Client()
        client.force_login(who.account)
        return client

    return sign_in
