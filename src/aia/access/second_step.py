"""The rule that whoever sees personal files signs in with a second step."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from aia.access import queries
from aia.access.models import Account
from aia.access.terms import Actor, Role
from aia.web.simulation import is_simulated

_SEES_FILES = (Role.SOCIAL_WORKER, Role.COORDINATOR, Role.PARTNER_OPERATOR)


def asked_of_actor(actor: Actor) -> bool:
    """Say whether the actor's roles ask for a second step; in a demonstration, nobody's do."""
    return bool(actor.districts(*_SEES_FILES)) and not is_simulated()


def asked_of(account: Account, *, at: datetime) -> bool:
    """Say the same of an account."""
    return asked_of_actor(queries.actor_for(account, at=at))


def steps_of(account: Account) -> QuerySet[Authenticator]:
    """Return the second steps that the account has set up; recovery codes alone are none."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    steps: QuerySet[Authenticator] = Authenticator.objects.filter(user=account, type__in=kinds)
    return steps
