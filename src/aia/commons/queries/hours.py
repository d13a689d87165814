"""Accounts of hours: one's own, what passed on them, and how a district stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.commons import permissions
from aia.commons.models import HourAccount, HourTransfer
from aia.people.queries import names_of
from aia.territory.queries import districts

_MOST = 50


@dataclass(frozen=True)
class AccountSeen:
    """An account and whose it is, in words."""

    row: HourAccount
    holder: str


@dataclass(frozen=True)
class TransferSeen:
    """A transfer as one side sees it: minutes below zero were given away."""

    row: HourTransfer
    minutes: int
    other: str
    undone: bool
    may_undo: bool


@dataclass(frozen=True)
class Circulation:
    """How a district exchanges: accounts, transfers that stand, minutes that passed with them."""

    accounts: int
    transfers: int
    minutes: int
    persons: int
    bodies: int


def own_accounts(actor: Actor) -> list[AccountSeen]:
    """Return the accounts of the actor and of their bodies."""
    rows = HourAccount.objects.filter(
        Q(organisation__in=actor.organisations()) | Q(person__in=actor.persons())
    )
    return [AccountSeen(one, _("Myself") if one.person_id else name) for one, name in _named(rows)]


def partner_accounts(actor: Actor) -> list[AccountSeen]:
    """Return what the districts where the actor works in the office exchange with others."""
    rows = HourAccount.objects.filter(
        district__in=actor.districts(*permissions.OFFICE_ROLES), partner__isnull=False
    )
    names = dict(districts().values_list("code", "name"))
    return [AccountSeen(one, names.get(str(one.partner), str(one.partner))) for one in rows]


def get_account(actor: Actor, account_id: UUID, verb: str, *, at: datetime) -> HourAccount:
    """Return an account to act upon: those of other districts are not there.

    Raises Forbidden, HourAccount.DoesNotExist.
    """
    account = permissions.near(actor, HourAccount.objects.all()).get(pk=account_id)
    permissions.demand(actor, verb, account, at=at)
    return account


def get_transfer(actor: Actor, transfer_id: UUID, *, at: datetime) -> HourTransfer:
    """Return a transfer that the actor may undo. Raises Forbidden, HourTransfer.DoesNotExist."""
    rows = HourTransfer.objects.select_related("payer", "payee", "resource", "reversed_by")
    found = rows.get(pk=transfer_id, district__in=actor.districts())
    permissions.demand(actor, "hour_transfer.reversed", found.payee, at=at)
    return found


def transfers_of(actor: Actor, account: HourAccount, *, at: datetime) -> list[TransferSeen]:
    """Return what last passed on an account, the newest first.

    Of the other side a body is named, and what it was for; a person is not.
    """
    rows = HourTransfer.objects.filter(Q(payer=account) | Q(payee=account))
    rows = rows.select_related("payer", "payee", "resource", "reversed_by")
    found = list(rows.order_by("-made_at", "-id")[:_MOST])
    others = [one.payee if one.payer_id == account.id else one.payer for one in found]
    bodies = names_of(
        organisation_ids=[one.organisation_id for one in others if one.organisation_id]
    )
    names = dict(districts().values_list("code", "name"))
    seen = []
    for one, other in zip(found, others, strict=True):
        received = one.payee_id == account.id
        undone = one.reversed_id is not None
        may = received and not undone and one.reverses_id is None
        seen.append(
            TransferSeen(
                row=one,
                minutes=one.minutes if received else -one.minutes,
                other=_other(other, bodies, names),
                undone=undone,
                may_undo=may and permissions.may(actor, "hour_transfer.reversed", account, at=at),
            )
        )
    return seen


def circulation(district: str) -> Circulation:
    """Return how much a district exchanges; what was undone does not count."""
    own = HourAccount.objects.filter(district=district, partner=None)
    told = own.aggregate(all=Count("id"), persons=Count("person"), bodies=Count("organisation"))
    made = HourTransfer.objects.filter(district=district, reverses=None, reversed_by=None)
    passed = made.aggregate(number=Count("id"), minutes=Sum("minutes"))
    return Circulation(
        accounts=told["all"],
        transfers=passed["number"],
        minutes=passed["minutes"] or 0,
        persons=told["persons"],
        bodies=told["bodies"],
    )


def _named(rows: QuerySet[HourAccount]) -> Iterable[tuple[HourAccount, str]]:
    found = list(rows.order_by("opened_at", "id"))
    bodies = names_of(
        organisation_ids=[one.organisation_id for one in found if one.organisation_id]
    )
    return [
        (one, bodies.get(one.organisation_id, "") if one.organisation_id else "") for one in found
    ]


def _other(account: HourAccount, bodies: dict[UUID, str], names: dict[str, str]) -> str:
    if account.partner is not None:
        return _("the district %(name)s") % {"name": names.get(account.partner, account.partner)}
    if account.organisation_id is not None:
        return bodies.get(account.organisation_id, "")
    return _("a person")
