"""Accounts and the dated roles they hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from aia.access import permissions, queries, rules, verbs
from aia.access.actions.scopes import close_held, open_own_file
from aia.access.models import Account, RoleGrant
from aia.access.terms import Actor, Forbidden, Role
from aia.trace.actions import lock, record
from aia.trace.traced import Traced


@transaction.atomic
def create_account(
    *,
    actor: Actor,
    email: str,
    name: str,
    password: str | None = None,
    language: str = "it",
    at: datetime,
) -> Account:
    """Create an account without roles; without a password nobody can sign in to it.

    Its e-mail address counts as verified: accounts come from an invitation's link or from who
    installs. Raises Refused without e-mail address or name, AccountExists when the address is
    taken, Forbidden for actors that manage no district.
    """
    if not actor.service and not actor.districts(*permissions.MANAGER_ROLES):
        raise Forbidden(_("Only coordinators and administrators create accounts."))
    return new_account(email=email, name=name, password=password, language=language, at=at)


def new_account(
    *, email: str, name: str, password: str | None, language: str, at: datetime
) -> Account:
    """Save the account and its verified address. The caller has asked the permissions."""
    address, called = email.strip().lower(), name.strip()
    if "@" not in address or not called:
        raise rules.Refused(_("An account needs a name and an e-mail address."))
    if Account.objects.filter(email=address).exists():
        raise rules.AccountExists(
            _("There is already an account for %(email)s.") % {"email": address}
        )
    account = Account(email=address, name=called, language=language, created_at=at)
    account.set_password(password)
    account.save(force_insert=True)
    EmailAddress.objects.create(user=account, email=address, verified=True, primary=True)
    return account


def change_account(*, actor: Actor, account: Account, name: str, language: str) -> Account:
    """Change the name and language of one's own account. Raises Forbidden for another's."""
    if actor.id != account.id:
        raise Forbidden(_("You may change only your own account."))
    if not name.strip():
        raise rules.Refused(_("Write your name and surname."))
    account.name, account.language = name.strip(), language
    account.save(update_fields=["name", "language"])
    return account


@transaction.atomic
def close_account(*, actor: Actor, account: Account, at: datetime) -> Account:
    """End every role of the account and shut its sign-in; the rows stay, for the trace.

    Raises Forbidden when one of the roles is not the actor's to end.
    """
    day = queries.day_of(at)
    held = [g for g in queries.grants_of(account) if g.until is None or g.until > day]
    if not held and not actor.service:
        raise Forbidden(_("This account has no role in your district."))
    for grant in held:
        end_role(actor=actor, grant=grant, on=day, at=at)
    account.is_active = False
    account.save(update_fields=["is_active"])
    return account


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    account: Account,
    role: str,
    district: str,
    organisation: UUID | None = None,
    person: UUID | None = None,
    competences: Iterable[str] = (),
    families: int | None = None,
    since: date | None = None,
    until: date | None = None,
    at: datetime,
) -> RoleGrant:
    """Give a role in a district, from `since` (the day of `at` when not told) to before `until`.

    `families` is how many files the worker can follow, `competences` codes of what they are good
    at. The role of citizen with a `person` opens that person's file to them as their own.
    Raises Forbidden, or Refused when role, organisation, person and dates do not fit together.
    """
    grant = RoleGrant(district=district, account=account, role=role)
    permissions.demand(actor, "role.granted", grant, at=at)
    return give_role(
        actor=actor,
        grant=grant,
        facts=verbs.RoleGranted(
            account=account.id,
            role=role,
            organisation=organisation,
            person=person,
            competences=tuple(sorted(set(competences))),
            families=families,
            since=since or queries.day_of(at),
            until=until,
        ),
        at=at,
    )


def give_role(
    *,
    actor: Actor,
    grant: RoleGrant,
    facts: verbs.RoleGranted,
    at: datetime,
    caused_by: Traced | None = None,
) -> RoleGrant:
    """Record the role and, for a citizen, open their own file. The permissions were asked."""
    rules.check_role(facts.role, facts.organisation, facts.person)
    rules.check_dates(facts.since, facts.until)
    record(grant, facts, actor=actor, at=at, caused_by=caused_by)
    if facts.person is not None:
        open_own_file(actor=actor, grant=grant, person=facts.person, at=at)
    return grant


@transaction.atomic
def declare_capacity(
    *,
    actor: Actor,
    grant: RoleGrant,
    competences: Iterable[str],
    families: int | None,
    at: datetime,
    seen: int | None = None,
) -> RoleGrant:
    """Say what a social worker is good at and how many files they can follow (None: not said).

    Raises Forbidden, Refused for another role, RowChanged.
    """
    grant = lock(RoleGrant.objects.all(), grant.id, seen=seen)
    permissions.demand(actor, "role.capacity_declared", grant, at=at)
    if grant.role != Role.SOCIAL_WORKER:
        raise rules.Refused(_("Only social workers follow a number of families."))
    facts = verbs.CapacityDeclared(competences=tuple(sorted(set(competences))), families=families)
    return record(grant, facts, actor=actor, at=at)


@transaction.atomic
def end_role(
    *,
    actor: Actor,
    grant: RoleGrant,
    on: date | None = None,
    at: datetime,
    seen: int | None = None,
) -> RoleGrant:
    """End a role: `on` (the day of `at` when not told) is the first day without it.

    Ending a worker's role does not move the files they follow: `hand_over` does. Raises
    Forbidden, Refused when the role has ended or would end before it began, RowChanged.
    """
    grant = lock(RoleGrant.objects.all(), grant.id, seen=seen)
    permissions.demand(actor, "role.ended", grant, at=at)
    day = on or queries.day_of(at)
    rules.check_end(grant.since, grant.until, day)
    record(grant, verbs.RoleEnded(until=day), actor=actor, at=at)
    if grant.person is not None:
        close_held(actor=actor, source=grant, at=at)
    return grant
