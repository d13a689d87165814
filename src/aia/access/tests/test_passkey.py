"""A social worker sets up a passkey in her first session and then signs in with it alone."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from aia.access.tests.passkeys import SoftPasskey
from aia.access.tests.personas import PASSWORD, MakePersona, Persona

ADD = "/sign-in/2fa/webauthn/add/"
ENTER = "/sign-in/2fa/webauthn/login/"
ORIGIN = "https://localhost"


@pytest.fixture
def rita(persona: MakePersona) -> Persona:
    """A social worker who has only a password yet."""
    return persona("Rita Neri", "social_worker", second_step=False)


@pytest.fixture
def browser() -> Client:
    """A browser on the site's own address."""
    return Client(SERVER_NAME="localhost", headers={"accept": "text/html"})


def set_up(browser: Client, rita: Persona, passkey: SoftPasskey) -> None:
    browser.post("/sign-in/login/", {"login": rita.account.email, "password": PASSWORD})
    browser.post("/sign-in/reauthenticate/", {"password": PASSWORD})
    options = browser.get(ADD).context["js_data"]["creation_options"]
    told = {"name": "Telefono", "passwordless": "on", "credential": passkey.register(options)}
    assert browser.post(ADD, told).status_code == 302


def enter(browser: Client, passkey: SoftPasskey) -> None:
    asked = browser.get(ENTER, headers={"accept": "application/json"}).json()
    browser.post(ENTER, {"credential": passkey.sign(asked["request_options"])})


def test_a_passkey_is_a_second_step_and_then_a_way_in(rita: Persona, browser: Client) -> None:
    passkey = SoftPasskey(ORIGIN, "localhost")
    set_up(browser, rita, passkey)
    steps = Authenticator.objects.filter(user=rita.account)
    kinds = set(steps.values_list("type", flat=True))
    assert kinds == {Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES}
    assert browser.get("/me/").status_code == 200

    again = Client(SERVER_NAME="localhost")
    enter(again, passkey)
    assert again.session["_auth_user_id"] == str(rita.id)


def test_a_signature_made_for_another_site_is_refused(rita: Persona, browser: Client) -> None:
    passkey = SoftPasskey(ORIGIN, "localhost")
    set_up(browser, rita, passkey)
    passkey.origin = "https://evil.example"
    again = Client(SERVER_NAME="localhost")
    enter(again, passkey)
    assert "_auth_user_id" not in again.session


def test_another_key_is_refused(rita: Persona, browser: Client) -> None:
    own, other = SoftPasskey(ORIGIN, "localhost"), SoftPasskey(ORIGIN, "localhost")
    set_up(browser, rita, own)
    other.owner = own.owner
    again = Client(SERVER_NAME="localhost")
    enter(again, other)
    assert "_auth_user_id" not in again.session
