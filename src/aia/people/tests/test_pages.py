"""The pages about people, each as a story; and what each answers to whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from aia.access import queries as access
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.kit.clock import now
from aia.people import actions, queries
from aia.people.models import Household, Organisation, Person
from aia.people.terms import Identity
from aia.people.tests.reading import text_of

Meet = Callable[..., Person]
SignIn = Callable[[Persona], Client]


def test_searching_works_with_and_without_a_script(
    maria: Person, sara: Persona, browse: SignIn
) -> None:
    client = browse(sara)

    whole = text_of(client, "search", q="ros")
    part = client.get(reverse("people:search"), {"q": "ros"}, headers={"hx-request": "true"})

    assert "Maria Rossi" in whole
    assert "<html" in whole
    assert "Maria Rossi" in part.content.decode()
    assert "<html" not in part.content.decode()


def test_one_name_writes_somebody_down(sara: Persona, browse: SignIn) -> None:
    answer = browse(sara).post(reverse("people:new"), {"given_name": "Mamadou"})

    person = Person.objects.get()
    assert answer.headers["location"] == reverse("people:identity", args=[person.id])
    assert person.district == DISTRICT


def test_a_wrong_code_keeps_what_was_typed_and_stores_nothing(
    sara: Persona, browse: SignIn
) -> None:
    answer = browse(sara).post(
        reverse("people:new"), {"given_name": "Maria", "tax_code": "RSSMRA65C47D150X"}
    )

    body = answer.content.decode()
    assert 'value="Maria"' in body
    assert 'value="RSSMRA65C47D150X"' in body
    assert answer.context["form"].errors["tax_code"]
    assert not Person.objects.exists()


def test_whoever_may_be_here_is_shown_before_and_the_worker_decides(
    maria: Person, sara: Persona, browse: SignIn
) -> None:
    client = browse(sara)
    typed = {"given_name": "Mria", "family_name": "Rossi", "birth_date": "1965-03-07"}

    hint = client.post(reverse("people:likely"), typed)
    first = client.post(reverse("people:new"), typed)
    assert "Maria Rossi" in hint.content.decode()
    assert "Maria Rossi" in first.content.decode()
    assert Person.objects.count() == 1

    client.post(reverse("people:new"), typed | {"anyway": "1"})
    assert Person.objects.count() == 2


def test_nothing_hints_at_somebody_protected(lucia: Person, omar: Persona, browse: SignIn) -> None:
    client = browse(omar)
    typed = {"given_name": "Lucia", "family_name": "Verdi", "birth_date": "1990-05-01"}

    hint = client.post(reverse("people:likely"), typed)
    written = client.post(reverse("people:new"), typed)

    assert "Lucia" not in hint.content.decode()
    assert written.status_code == 302


def test_opening_an_identity_is_recorded_with_its_reason(
    maria: Person, sara: Persona, carla: Persona, browse: SignIn
) -> None:
    text_of(browse(sara), "identity", maria.id)
    text_of(browse(carla), "identity", maria.id)

    whys = list(access.readings_of(maria.id).order_by("at").values_list("account", "why"))
    assert whys == [(sara.id, "district"), (carla.id, "coordinator")]


PAGES_ABOUT_LUCIA = (
    "identity",
    "edit",
    "consents",
    "identifier_add",
    "membership_add",
    "household_new",
    "erase",
    "term",
)
ACTS_ON_LUCIA = ("protect", "unprotect", "export", "unmerge")


@pytest.mark.parametrize("who", ["omar", "carla", "piero", "paola", "chiara", "ada", "dino"])
def test_every_page_of_a_protected_person_answers_not_found(
    lucia: Person, who: str, request: pytest.FixtureRequest, browse: SignIn
) -> None:
    client = browse(request.getfixturevalue(who))

    pages = [client.get(reverse(f"people:{name}", args=[lucia.id])) for name in PAGES_ABOUT_LUCIA]
    acts = [client.post(reverse(f"people:{name}", args=[lucia.id])) for name in ACTS_ON_LUCIA]

    assert {answer.status_code for answer in pages + acts} == {404}


def test_a_shared_household_page_does_not_tell_of_a_protected_member(
    home: Household, lucia: Person, sara: Persona, omar: Persona, browse: SignIn
) -> None:
    assert "Lucia Verdi" in text_of(browse(sara), "household", home.id)
    shown = text_of(browse(omar), "household", home.id)

    assert "Maria Rossi" in shown
    assert "Lucia" not in shown
    assert str(lucia.id) not in shown
    member = queries.members_of(home.id).get(person=lucia)
    assert browse(omar).get(reverse("people:household_leave", args=[member.id])).status_code == 404


def test_an_organisation_shows_only_people_whom_one_may_see(
    lucia: Person, cooperative: Organisation, sara: Persona, piero: Persona, browse: SignIn
) -> None:
    actions.add_membership(
        actor=sara.actor,
        person=lucia,
        organisation=cooperative,
        role="worker",
        since=date(2026, 1, 1),
        at=MOMENT,
    )
    assert "Lucia Verdi" in text_of(browse(sara), "organisation", cooperative.id)
    assert "Lucia" not in text_of(browse(piero), "organisation", cooperative.id)


def test_changing_keeps_what_was_typed_when_somebody_came_first(
    maria: Person, sara: Persona, omar: Persona, browse: SignIn
) -> None:
    client = browse(sara)
    page = reverse("people:edit", args=[maria.id])
    typed = client.get(page).context["form"].initial
    typed = {n: v for n, v in typed.items() if v} | {"family_name": "Rossi Bianchi"}
    actions.change_identity(
        actor=omar.actor,
        person=maria,
        identity=Identity(given_name="Maria"),
        sex="F",
        municipality=None,
        at=now(),
    )

    refused = client.post(page, typed)
    assert refused.status_code == 409
    assert "Omar Haddad" in refused.content.decode()
    assert 'value="Rossi Bianchi"' in refused.content.decode()

    seen = refused.context["form"].data["seen"]
    assert client.post(page, typed | {"seen": seen}).status_code == 302
    maria.refresh_from_db()
    assert queries.identity_of(maria).family_name == "Rossi Bianchi"


def test_html_in_a_name_is_only_letters(meet: Meet, sara: Persona, browse: SignIn) -> None:
    person = meet("<script>alert(1)</script>")

    answer = browse(sara).get(reverse("people:identity", args=[person.id]))

    assert b"<script>alert" not in answer.content
    assert b"&lt;script&gt;alert" in answer.content
