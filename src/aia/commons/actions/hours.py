"""Hours pass from who receives to who gives: double entry, zero sum, reversals, limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.commons import permissions
from aia.commons.models import HourAccount, HourTransfer, Resource
from aia.commons.rules import hours as rules
from aia.commons.rules import values
from aia.commons.terms import Refused, TransferReason
from aia.commons.verbs import hours as verbs
from aia.kit.ids import new_id
from aia.people import queries as people
from aia.trace import horizon
from aia.trace.actions import lock, record


@dataclass(frozen=True)
class _Leg:
    """One half of an exchange between districts, or the whole within one."""

    payer: UUID
    payee: UUID
    reverses: UUID | None = None


@dataclass(frozen=True)
class _Why:
    """For what minutes pass."""

    reason: str
    resource: UUID | None


@transaction.atomic
def open_hour_account(
    *,
    actor: Actor,
    person_id: UUID | None = None,
    organisation_id: UUID | None = None,
    at: datetime,
) -> HourAccount:
    """Return the account of a person or a body, opened with the usual limits if new.

    Raises Forbidden, Refused.
    """
    if (organisation_id is None) == (person_id is None):
        raise Refused(_("Say whose account it is: a person’s or a body’s."), field="user")
    account = HourAccount(person_id=person_id, organisation_id=organisation_id)
    if person_id is not None:
        account.district = people.get_person(actor, person_id, at=at).district
    elif organisation_id is not None:
        account.district = people.get_organisation(actor, organisation_id).district
    permissions.demand(actor, "hour_account.opened", account, at=at)
    return _opened(account, actor, at)


@transaction.atomic
def limit_hours(
    *,
    actor: Actor,
    account_id: UUID,
    least: int,
    most: int,
    seen: int | None = None,
    at: datetime,
) -> HourAccount:
    """Give an account other limits, in minutes; what it has must lie within them.

    Raises Forbidden, RowChanged, Refused.
    """
    account = lock(HourAccount.objects.all(), account_id, seen=seen)
    permissions.demand(actor, "hour_account.limited", account, at=at)
    for name, told in (("least", least), ("most", most)):
        values.count(told, name, least=0, most=rules.FARTHEST)
    rules.check_within(account.balance, least, most)
    return record(account, verbs.HourAccountLimited(least=least, most=most), actor=actor, at=at)


@transaction.atomic
def thank_keeper(
    *,
    actor: Actor,
    resource_id: UUID,
    minutes: int,
    person_id: UUID | None = None,
    organisation_id: UUID | None = None,
    at: datetime,
) -> HourTransfer:
    """Let minutes pass to who keeps something on the floor, in this district or in another.

    Who pays need not know who the keeper is. Raises Forbidden, Refused.
    """
    payer = open_hour_account(
        actor=actor, person_id=person_id, organisation_id=organisation_id, at=at
    )
    with horizon.everywhere():
        resource = Resource.objects.get(pk=resource_id)
        payee = _opened(_of_keeper(resource), actor, at)
    return transfer_hours(
        actor=actor,
        payer_id=payer.id,
        payee_id=payee.id,
        minutes=minutes,
        reason=TransferReason.USE,
        resource_id=resource.id,
        at=at,
    )


@transaction.atomic
def give_hours(
    *, actor: Actor, account_id: UUID, organisation_id: UUID, minutes: int, at: datetime
) -> HourTransfer:
    """Give hours to a body, for nothing in return. Raises Forbidden, Refused."""
    body = people.get_organisation(actor, organisation_id)
    payer = HourAccount.objects.get(pk=account_id)
    _demand(actor, "hour_transfer.made", payer, at)
    payee = _opened(HourAccount(district=body.district, organisation_id=body.id), actor, at)
    return transfer_hours(
        actor=actor,
        payer_id=payer.id,
        payee_id=payee.id,
        minutes=minutes,
        reason=TransferReason.GIFT,
        at=at,
    )


@transaction.atomic
def transfer_hours(
    *,
    actor: Actor,
    payer_id: UUID,
    payee_id: UUID,
    minutes: int,
    reason: str = TransferReason.GIVEN,
    resource_id: UUID | None = None,
    at: datetime,
) -> HourTransfer:
    """Let minutes pass from who received to who gave. Whoever pays says so, or the office for them.

    Between districts they pass through the account that each has for the other. Raises Forbidden,
    Refused when a limit would not hold.
    """
    told = values.code(reason, TransferReason, "reason")
    if told == TransferReason.REVERSAL:
        raise Refused(_("Name the transfer that is undone."), field="reason")
    if payer_id == payee_id:
        raise Refused(_("Hours pass between two different accounts."), field="payee")
    values.count(minutes, "minutes", most=rules.FARTHEST)
    with horizon.everywhere():
        payer, payee = (HourAccount.objects.get(pk=one) for one in (payer_id, payee_id))
        _demand(actor, "hour_transfer.made", payer, at)
        legs = [_Leg(payer_id, payee_id)]
        if payer.district != payee.district:
            here = _opened(_between(payer.district, payee.district), actor, at)
            there = _opened(_between(payee.district, payer.district), actor, at)
            legs = [_Leg(payer_id, here.id), _Leg(there.id, payee_id)]
        return _move(actor, legs, minutes, _Why(told, resource_id), at)


@transaction.atomic
def reverse_transfer(*, actor: Actor, transfer_id: UUID, at: datetime) -> HourTransfer:
    """Undo a transfer, once: both stay on record. Whoever was paid gives back, or the office.

    Of an exchange between districts both halves are undone. Raises Forbidden, Refused.
    """
    with horizon.everywhere():
        earlier = lock(HourTransfer.objects.all(), transfer_id)
        halves = [earlier]
        if earlier.exchange is not None:
            rows = HourTransfer.objects.filter(exchange=earlier.exchange)
            ids = rows.order_by("id").values_list("pk", flat=True)
            halves = [lock(HourTransfer.objects.all(), one) for one in ids]
        # Who was paid at the end of the way is who gives back at its beginning.
        halves.sort(key=lambda half: half.payee.partner is not None)
        _demand(actor, "hour_transfer.reversed", halves[0].payee, at)
        if any(one.reverses_id or one.reversed_id for one in halves):
            raise Refused(_("This transfer was undone already, or undoes another: make a new one."))
        legs = [_Leg(one.payee_id, one.payer_id, one.id) for one in halves]
        why = _Why(TransferReason.REVERSAL, earlier.resource_id)
        return _move(actor, legs, earlier.minutes, why, at)


def _demand(actor: Actor, verb: str, account: HourAccount, at: datetime) -> None:
    """Raise Forbidden when the account is not the actor's, nor of somebody whom they may see."""
    permissions.demand(actor, verb, account, at=at)
    if account.person_id is not None:
        people.get_person(actor, account.person_id, at=at)


def _move(
    actor: Actor, legs: Sequence[_Leg], minutes: int, why: _Why, at: datetime
) -> HourTransfer:
    """Record transfers and their two sides each; return the first.

    Accounts are locked in one order, so that nobody waits for ever, and none is twice among them.
    """
    change = {one.payer: -minutes for one in legs} | {one.payee: minutes for one in legs}
    held = {one: lock(HourAccount.objects.all(), one) for one in sorted(change)}
    for one, account in held.items():
        rules.check_within(account.balance + change[one], account.least, account.most)
    exchange = new_id() if len(legs) > 1 else None
    made = []
    for leg in legs:
        facts = verbs.HourTransferMade(
            payer=leg.payer,
            payee=leg.payee,
            minutes=minutes,
            reason=why.reason,
            resource=why.resource,
            reverses=leg.reverses,
            exchange=exchange,
            made_at=at,
        )
        transfer = HourTransfer(district=held[leg.payer].district)
        made.append(record(transfer, facts, actor=actor, at=at))
    for one, account in held.items():
        balance = account.balance + change[one]
        side = (
            verbs.HourAccountDebited(balance=balance)
            if change[one] < 0
            else verbs.HourAccountCredited(balance=balance)
        )
        cause = next(row for row in made if one in (row.payer_id, row.payee_id))
        record(account, side, actor=actor, at=at, caused_by=cause)
    return made[0]


def _opened(account: HourAccount, actor: Actor, at: datetime) -> HourAccount:
    """Return the account that is there, else this one, opened. Two at once open one."""
    there = HourAccount.objects.filter(
        person=account.person_id,
        organisation=account.organisation_id,
        partner=account.partner,
        **({"district": account.district} if account.partner else {}),
    )
    if found := there.first():
        return found
    facts = verbs.HourAccountOpened(
        person=account.person_id,
        organisation=account.organisation_id,
        partner=account.partner,
        least=rules.BETWEEN if account.partner else rules.LEAST,
        most=rules.BETWEEN if account.partner else rules.MOST,
        opened_at=at,
    )
    try:
        with transaction.atomic():
            return record(account, facts, actor=actor, at=at)
    except IntegrityError:
        return there.get()


def _of_keeper(resource: Resource) -> HourAccount:
    return HourAccount(
        district=resource.district,
        person_id=resource.person_id,
        organisation_id=resource.organisation_id,
    )


def _between(district: str, partner: str) -> HourAccount:
    return HourAccount(district=district, partner=partner)
