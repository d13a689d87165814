"""The pages around people: codes, households, consents, rights, duplicates, organisations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from aia.access import queries as access
from aia.access.tests.personas import MOMENT, Persona
from aia.people import actions, queries
from aia.people.models import Consent, Household, Identifier, Organisation, Person
from aia.people.terms import PersonStatus
from aia.people.tests.reading import text_of

Meet = Callable[..., Person]
SignIn = Callable[[Persona], Client]


def test_codes_households_memberships_and_their_end(
    maria: Person, cooperative: Organisation, sara: Persona, browse: SignIn
) -> None:
    client = browse(sara)

    def post(name: str, row: UUID, **told: str) -> Any:
        return client.post(reverse(f"people:{name}", args=[row]), told)

    wrong = post("identifier_add", maria.id, kind="tax_code", value="RSSMRA65C47D150X")
    assert wrong.context["form"].errors["value"]
    post("identifier_add", maria.id, kind="tax_code", value="RSSMRA65C47D150J")
    post("identifier_end", Identifier.objects.get().id, until="2026-03-01")
    post(
        "membership_add",
        maria.id,
        organisation=str(cooperative.id),
        role="worker",
        since="2026-01-01",
    )
    post("membership_end", maria.memberships.get().id, until="2026-03-01")
    post("household_new", maria.id, role="reference", since="2026-01-01")
    home = Household.objects.get()
    post("household_leave", maria.households.get().id, until="2026-03-01")
    post("household_close", home.id, until="2026-03-01")

    shown = text_of(client, "identity", maria.id)
    assert "RSSMRA65C47D150J" in shown
    assert "Cooperativa Il Gelso" in shown
    assert maria.memberships.get().until == date(2026, 3, 1)
    assert Household.objects.get().until == date(2026, 3, 1)


def test_somebody_is_found_and_joins_the_household(
    home: Household, meet: Meet, sara: Persona, browse: SignIn
) -> None:
    ugo = meet("Ugo", "Neri")
    client = browse(sara)
    page = reverse("people:household_join", args=[home.id])

    assert "Ugo Neri" in text_of(client, "household_join", home.id, q="neri")
    client.post(f"{page}?q=neri", {"person": str(ugo.id), "role": "child", "since": "2026-01-01"})

    assert queries.members_of(home.id).filter(person=ugo, role="child").exists()


def test_a_consent_is_given_and_taken_back_by_the_person(
    maria: Person, cooperative: Organisation, persona: Callable[..., Persona], browse: SignIn
) -> None:
    client = browse(persona("Maria Rossi", "citizen", person=maria.id))
    page = reverse("people:consents", args=[maria.id])

    missing = client.post(page, {"purpose": "sharing", "organisation": ""})
    assert missing.context["form"].errors["organisation"]
    client.post(page, {"purpose": "sharing", "organisation": str(cooperative.id)})
    consent = Consent.objects.get()
    assert consent.channel == "online"

    client.post(reverse("people:consent_withdraw", args=[consent.id]))
    consent.refresh_from_db()
    assert consent.withdrawn_by == "online"


def test_nobody_withdraws_a_consent_of_somebody_they_may_not_see(
    lucia: Person, sara: Persona, omar: Persona, browse: SignIn
) -> None:
    consent = actions.give_consent(actor=sara.actor, person=lucia, purpose="contact", at=MOMENT)

    answer = browse(omar).post(reverse("people:consent_withdraw", args=[consent.id]))

    assert answer.status_code == 404
    consent.refresh_from_db()
    assert consent.withdrawn_at is None


def test_protecting_and_unprotecting(maria: Person, sara: Persona, browse: SignIn) -> None:
    client = browse(sara)

    client.post(reverse("people:protect", args=[maria.id]))
    maria.refresh_from_db()
    assert maria.protected
    client.post(reverse("people:unprotect", args=[maria.id]))
    maria.refresh_from_db()
    assert not maria.protected


def test_everything_known_can_be_taken_away(maria: Person, carla: Persona, browse: SignIn) -> None:
    client = browse(carla)
    page = reverse("people:export", args=[maria.id])

    as_file = client.post(page, {"as": "json"})
    to_read = client.post(page, {"as": "html"})

    assert as_file.json()["identity"][0]["given_name"] == "Maria"
    assert "Maria" in to_read.content.decode()
    assert access.readings_of(maria.id).filter(kind="export").count() == 2


def test_who_does_not_follow_the_person_takes_nothing_away(
    maria: Person, omar: Persona, browse: SignIn
) -> None:
    answer = browse(omar).post(reverse("people:export", args=[maria.id]), {"as": "json"})
    assert answer.status_code == 403


def test_erasing_asks_for_the_name(maria: Person, carla: Persona, browse: SignIn) -> None:
    client = browse(carla)
    page = reverse("people:erase", args=[maria.id])

    assert client.post(page, {"name": "Mario"}).context["form"].errors["name"]
    client.post(page, {"name": "maria rossi"})

    maria.refresh_from_db()
    assert maria.status == PersonStatus.ERASED
    assert "Maria" not in text_of(client, "identity", maria.id)


def test_duplicates_are_listed_merged_and_parted(
    maria: Person, meet: Meet, carla: Persona, browse: SignIn
) -> None:
    double = meet("Mria", "Rossi", birth_date=date(1965, 3, 7), birth_place="Cremona")
    client = browse(carla)
    side = reverse("people:merge", args=[maria.id, double.id])

    client.post(reverse("people:scan"))
    assert "Mria Rossi" in text_of(client, "duplicates")
    assert client.get(side).status_code == 200
    client.post(side, {"answer": str(maria.id)})
    followed = client.get(reverse("people:identity", args=[double.id]))
    assert followed.headers["location"] == reverse("people:identity", args=[maria.id])
    assert "Mria Rossi" in text_of(client, "identity", maria.id)

    client.post(reverse("people:unmerge", args=[double.id]))
    client.post(side, {"answer": "two"})
    double.refresh_from_db()
    assert double.merged_into_id is None
    assert "Mria Rossi" not in text_of(client, "duplicates")


@pytest.mark.parametrize("who", ["sara", "omar", "piero", "paola", "chiara", "ada"])
@pytest.mark.parametrize("name", ["duplicates", "retention"])
def test_lists_for_coordinators_are_for_coordinators(
    who: str, name: str, request: pytest.FixtureRequest, browse: SignIn
) -> None:
    client = browse(request.getfixturevalue(who))
    assert client.get(reverse(f"people:{name}")).status_code == 403


def test_retention_is_a_list_of_proposals(maria: Person, carla: Persona, browse: SignIn) -> None:
    client = browse(carla)
    assert "Maria Rossi" not in text_of(client, "retention")

    client.post(reverse("people:term", args=[maria.id]), {"keep_until": "2026-01-01"})

    assert "Maria Rossi" in text_of(client, "retention")


def test_organisations_are_written_changed_closed_and_listed(
    piero: Persona, towns: tuple[str, str], browse: SignIn
) -> None:
    client = browse(piero)
    wrong = client.post(
        reverse("people:organisation_new"),
        {"name": "Gelso", "kind": "association", "tax_code": "1"},
    )
    assert wrong.context["form"].errors["tax_code"]
    client.post(reverse("people:organisation_new"), {"name": "=Gelso", "kind": "association"})
    body = Organisation.objects.get()
    typed = {"name": "=Gelso 2", "kind": "association", "seen": str(body.last_entry_id)}
    client.post(reverse("people:organisation_edit", args=[body.id]), typed)
    stale = client.post(reverse("people:organisation_edit", args=[body.id]), typed)
    assert stale.status_code == 409

    assert "=Gelso 2" in text_of(client, "organisations", q="gelso")
    table = client.get(reverse("people:organisations_table")).content.decode()
    assert "'=Gelso 2" in table
    body.refresh_from_db()
    client.post(
        reverse("people:organisation_close", args=[body.id]),
        {"closed_on": "2026-01-01", "seen": str(body.last_entry_id)},
    )
    assert "=Gelso 2" not in text_of(client, "organisations")


def test_a_page_costs_the_same_whatever_it_shows(
    home: Household,
    maria: Person,
    sara: Persona,
    browse: SignIn,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = browse(sara)
    with django_assert_max_num_queries(25):  # type: ignore[attr-defined]
        text_of(client, "identity", maria.id)
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        text_of(client, "search", q="ros")
