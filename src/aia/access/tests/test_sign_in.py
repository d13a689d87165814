"""Signing in: password and second step, lock-out, nothing given away, nothing in the logs."""

import logging
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axes.models import AccessAttempt
from django.conf import settings as installed
from django.core.mail import EmailMessage
from django.test import Client, RequestFactory
from pytest_django import Settings

from aia.access import actions
from aia.access.adapters import MfaAdapter, client_ip
from aia.access.models import Account
from aia.access.tests.personas import MOMENT, PASSWORD, TOTP_SECRET, MakePersona, Persona
from aia.kit.clock import now

LOGIN = "/sign-in/login/"
WRONG = "una-frase-sbagliata"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"login": email, "password": password}, **more)


def totp() -> str:
    return str(format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // 30)))


def test_password_then_code_then_in(sara: Persona, client: Client) -> None:
    first = sign_in(client, "Sara@Example.org")
    assert first["Location"] == "/sign-in/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    second = client.post("/sign-in/2fa/authenticate/", {"code": totp()})
    assert second.status_code == 302
    assert client.session["_auth_user_id"] == str(sara.id)


def test_a_wrong_code_does_not_let_in(sara: Persona, client: Client) -> None:
    sign_in(client, sara.account.email)
    client.post("/sign-in/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session


def test_without_personal_files_the_password_is_enough(
    piero: Persona, persona: MakePersona, client: Client
) -> None:
    rita = persona("Rita Neri", "planner", second_step=False)
    sign_in(client, rita.account.email)
    assert client.session["_auth_user_id"] == str(rita.id)
    assert client.get("/me/").status_code == 200


def test_the_pages_speak_the_account_s_language(persona: MakePersona, client: Client) -> None:
    rita = persona("Rita Neri", "planner", second_step=False)
    actions.change_account(actor=rita.actor, account=rita.account, name="Rita", language="en")
    answer = sign_in(client, rita.account.email)
    assert answer.cookies[installed.LANGUAGE_COOKIE_NAME].value == "en"


def test_a_known_and_an_unknown_address_are_answered_alike(sara: Persona, client: Client) -> None:
    def told(email: str) -> tuple[int, str]:
        answer = sign_in(client, email, WRONG)
        return answer.status_code, answer.context["form"].errors.as_json()

    assert told(sara.account.email) == told("nobody@example.org")


def test_a_forgotten_password_is_answered_alike(
    sara: Persona, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    def told(email: str) -> tuple[int, str]:
        answer = client.post("/sign-in/password/reset/", {"email": email})
        return answer.status_code, answer["Location"]

    assert told(sara.account.email) == told("nobody@example.org")
    assert [message.to for message in mailoutbox] == [
        [sara.account.email],
        ["nobody@example.org"],
    ]


def test_five_wrong_passwords_close_the_account_to_that_address(
    sara: Persona, client: Client
) -> None:
    for _ in range(5):
        sign_in(client, sara.account.email, WRONG)
    locked = sign_in(client, sara.account.email)
    assert locked.status_code == 429
    assert "access/locked_out.html" in [template.name for template in locked.templates]
    assert "_auth_user_id" not in client.session
    assert sign_in(client, sara.account.email, REMOTE_ADDR="10.9.8.7").status_code == 302


def test_capitals_do_not_escape_the_lock(sara: Persona, client: Client) -> None:
    for email in ("sara@example.org", "Sara@example.org", "SARA@EXAMPLE.ORG"):
        sign_in(client, email, WRONG)
        sign_in(client, email, WRONG)
    assert sign_in(client, "sArA@example.org").status_code == 429


def test_the_lock_opens_after_a_quarter_of_an_hour(sara: Persona, client: Client) -> None:
    for _ in range(5):
        sign_in(client, sara.account.email, WRONG)
    AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=16))
    assert sign_in(client, sara.account.email).status_code == 302


def test_an_unknown_account_is_locked_alike(db: None, client: Client) -> None:
    for _ in range(5):
        sign_in(client, "nobody@example.org", WRONG)
    assert sign_in(client, "nobody@example.org", WRONG).status_code == 429


def test_many_accounts_from_one_address_are_slowed_down(db: None, client: Client) -> None:
    answers = [sign_in(client, f"n{n}@example.org", WRONG) for n in range(21)]
    errors = [answer.context["form"].errors.as_json() for answer in answers]
    assert "too_many_login_attempts" not in errors[19]
    assert errors[20] != errors[19]


def test_no_password_no_code_and_no_address_reach_the_logs(
    sara: Persona, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for logger in ("axes", "allauth", "aia"):
        caplog.set_level(logging.DEBUG, logger=logger)
    for _ in range(6):
        sign_in(client, sara.account.email, WRONG)
    sign_in(client, sara.account.email, REMOTE_ADDR="10.9.8.7")
    code = totp()
    client.post("/sign-in/2fa/authenticate/", {"code": code})
    kept = "\n".join(f"{r.getMessage()} {r.exc_text or ''}" for r in caplog.records)
    assert any(record.name.startswith("axes") for record in caplog.records)
    for secret in (WRONG, PASSWORD, code, TOTP_SECRET, sara.account.email):
        assert secret not in kept


def test_nobody_signs_up_by_themselves(db: None, client: Client) -> None:
    assert "form" not in (client.get("/sign-in/signup/").context or {})
    client.post(
        "/sign-in/signup/",
        {"email": "rita@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert not Account.objects.exists()


def test_a_closed_account_does_not_sign_in(ada: Persona, sara: Persona, client: Client) -> None:
    client.force_login(sara.account)
    actions.close_account(actor=ada.actor, account=sara.account, at=MOMENT)
    assert client.get("/me/").status_code == 302
    client.logout()
    sign_in(client, sara.account.email)
    assert "_auth_user_id" not in client.session


def test_second_step_secrets_are_sealed_at_rest(sara: Persona) -> None:
    row = Authenticator.objects.get(user=sara.account)
    assert TOTP_SECRET not in str(row.data)
    assert MfaAdapter().decrypt(row.data["secret"]) == TOTP_SECRET


def test_a_passkey_can_be_asked_for_without_a_name(db: None, client: Client) -> None:
    challenge = client.get(
        "/sign-in/2fa/webauthn/login/", headers={"accept": "application/json"}
    ).json()
    assert challenge["request_options"]["publicKey"]["challenge"]


@pytest.mark.parametrize(("proxies", "seen"), [(0, "10.0.0.1"), (1, "203.0.113.9")])
def test_a_forged_address_counts_only_behind_trusted_proxies(
    settings: Settings, proxies: int, seen: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.9"
    )
    assert client_ip(request) == seen
