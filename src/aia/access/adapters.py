"""Where allauth and axes ask the product: who may sign up, what a secret becomes at rest."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from aia.access import second_step
from aia.access.models import Account
from aia.kit import crypto
from aia.kit.clock import now

_TOTP_PLACE = b"mfa_authenticator|secret"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come only from an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def post_login(self, request: HttpRequest, user: Account, **told: Any) -> HttpResponse:
        """Make the pages speak the account's language, unless this browser has chosen one."""
        response: HttpResponse = super().post_login(request, user, **told)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            remember_language(response, user.language)
        return response


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A provider (SPID, CIE) signs in accounts that are already connected to it; makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up by themselves."""
        return False


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps second-step secrets encrypted, and kept by those who must have one."""

    def encrypt(self, text: str) -> str:
        """Seal a TOTP or recovery secret under the installation's own key."""
        return crypto.seal(_mfa_key(), text.encode(), _TOTP_PLACE).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed."""
        return crypto.unseal(_mfa_key(), bytes.fromhex(encrypted_text), _TOTP_PLACE).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Say no to removing the last second step of somebody who sees personal files."""
        account: Account = authenticator.user
        if not second_step.asked_of(account, at=now()):
            return True
        return second_step.steps_of(account).exclude(pk=authenticator.pk).exists()


def remember_language(response: HttpResponse, language: str) -> HttpResponse:
    """Make the pages that follow speak this language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def _mfa_key() -> bytes:
    return crypto.fingerprint(b"second step|" + settings.SECRET_KEY.encode())


def client_ip(request: HttpRequest) -> str:
    """Return the address a request comes from, through the trusted proxies (`AIA_PROXIES`)."""
    return str(get_client_ip(request) or "")


def signing_in_as(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the account name by which failures are counted, whatever its capitals."""
    given = credentials or {}
    name = given.get("email") or given.get("username") or request.POST.get("login") or ""
    return str(name).strip().lower()
