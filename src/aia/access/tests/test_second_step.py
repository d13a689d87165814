"""Whoever sees personal files sets up a second step before anything else."""

from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from aia.access.adapters import MfaAdapter
from aia.access.middleware import ActorOfRequest
from aia.access.tests.personas import ORGANISATION, TOTP_SECRET, MakePersona, Persona
from aia.trace.models import Entry
from aia.trace.terms import Origin
from aia.web import simulation

ASKS = "/me/second-step/"


@pytest.fixture
def demonstration(settings: Settings, tmp_path: Path) -> None:
    """An installation whose people are invented."""
    settings.HOME = tmp_path
    simulation.mark_simulated([])


@pytest.mark.parametrize(
    ("role", "more"),
    [
        ("social_worker", {}),
        ("coordinator", {}),
        ("partner_operator", {"organisation": ORGANISATION}),
    ],
)
def test_who_sees_files_is_led_to_set_it_up(
    persona: MakePersona, client: Client, role: str, more: dict[str, Any]
) -> None:
    rita = persona("Rita Neri", role, second_step=False, **more)
    client.force_login(rita.account)
    for address in ("/", "/me/", "/colleagues/", "/sign-in/sessions/"):
        assert client.get(address)["Location"] == ASKS
    page = client.get(ASKS).content.decode()
    assert "/sign-in/2fa/webauthn/add/" in page
    assert "/sign-in/2fa/totp/activate/" in page


def test_posts_do_not_pass_either(persona: MakePersona, client: Client) -> None:
    rita = persona("Rita Neri", "coordinator", second_step=False)
    client.force_login(rita.account)
    before = Entry.objects.count()
    form = {"name": "X", "email": "x@example.org", "role": "planner", "district": "cremona"}
    assert client.post("/colleagues/invitations/", form)["Location"] == ASKS
    assert Entry.objects.count() == before


def test_leaving_and_setting_up_stay_possible(persona: MakePersona, client: Client) -> None:
    rita = persona("Rita Neri", "social_worker", second_step=False)
    client.force_login(rita.account)
    assert client.get("/sign-in/logout/").status_code == 200
    assert client.get("/sign-in/2fa/").status_code == 200
    assert "reauthenticate" in client.get("/sign-in/2fa/totp/activate/")["Location"]


def test_once_it_is_there_the_pages_open(persona: MakePersona, client: Client) -> None:
    rita = persona("Rita Neri", "social_worker", second_step=False)
    client.force_login(rita.account)
    assert client.get("/me/")["Location"] == ASKS
    TOTP.activate(rita.account, TOTP_SECRET)
    assert client.get("/me/").status_code == 200
    assert client.get(ASKS)["Location"] == "/me/"


def test_recovery_codes_alone_are_no_second_step(persona: MakePersona, client: Client) -> None:
    rita = persona("Rita Neri", "social_worker", second_step=False)
    Authenticator.objects.create(user=rita.account, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(rita.account)
    assert client.get("/me/")["Location"] == ASKS


@pytest.mark.parametrize("role", ["planner", "administrator", "citizen"])
def test_who_sees_no_files_of_others_is_not_asked(
    persona: MakePersona, client: Client, role: str
) -> None:
    rita = persona("Rita Neri", role, second_step=False)
    client.force_login(rita.account)
    assert client.get("/me/").status_code == 200


def test_the_last_second_step_stays_with_who_sees_files(
    sara: Persona, persona: MakePersona
) -> None:
    planner = persona("Rita Neri", "planner")
    own = Authenticator.objects.get(user=sara.account)
    assert not MfaAdapter().can_delete_authenticator(own)
    assert MfaAdapter().can_delete_authenticator(Authenticator.objects.get(user=planner.account))
    Authenticator.objects.create(user=sara.account, type=Authenticator.Type.WEBAUTHN, data={})
    assert MfaAdapter().can_delete_authenticator(own)


def test_it_is_asked_of_the_database_once_a_session(sara: Persona, client: Client) -> None:
    client.force_login(sara.account)

    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as made:
            client.get("/me/")
        return [q["sql"] for q in made if "mfa_authenticator" in q["sql"]]

    first, second = asked(), asked()
    assert len(first) == len(second) + 1


def test_in_a_demonstration_the_password_is_enough_and_the_page_says_so(
    demonstration: None, persona: MakePersona, client: Client
) -> None:
    rita = persona("Rita Neri", "social_worker", second_step=False)
    client.force_login(rita.account)
    answer = client.get("/me/")
    assert answer.status_code == 200
    assert "2fa" in answer.content.decode()
    assert client.get(ASKS)["Location"] == "/me/"


def test_in_a_demonstration_acts_are_marked_as_simulated(
    demonstration: None, carla: Persona, sara: Persona, client: Client
) -> None:
    client.force_login(carla.account)
    grant = sara.account.grants.get()
    client.post(
        f"/colleagues/roles/{grant.id}/capacity/",
        {"families": 9, "competences": ["income"], "seen": grant.last_entry_id},
    )
    grant.refresh_from_db()
    assert grant.families == 9
    assert grant.last_entry.origin == Origin.SIMULATED


def test_a_session_opens_nothing_in_the_api(sara: Persona) -> None:
    request = RequestFactory().get("/api/v1/people")
    request.user = sara.account
    ActorOfRequest(lambda _: HttpResponse())(request)
    assert request.actor is None  # type: ignore[attr-defined]
    request = RequestFactory().get("/me/")
    request.user = sara.account
    ActorOfRequest(lambda _: HttpResponse())(request)
    assert request.actor.id == sara.id  # type: ignore[attr-defined]
