"""The exchange of hours: double entry, zero sum, limits that hold, reversals, other districts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from aia.access.terms import Forbidden, service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, NEXT_DOOR, MakePersona, Persona
from aia.commons import actions, queries
from aia.commons.models import HourAccount, HourTransfer
from aia.commons.rules import hours as rules
from aia.commons.terms import Refused
from aia.commons.tests.conftest import Offer
from aia.people.actions import register_organisation
from aia.people.models import Organisation, Person
from aia.people.queries import export_of
from aia.trace.replay import differences

pytestmark = pytest.mark.django_db
OFFICE = service_actor("installation")
Pay = Callable[..., HourTransfer]


def total(**which: str) -> int:
    return HourAccount.objects.filter(**which).aggregate(all=Sum("balance"))["all"] or 0


def balances(*accounts: HourAccount) -> list[int]:
    return [HourAccount.objects.get(pk=one.pk).balance for one in accounts]


@pytest.fixture
def hers(mary: Persona, maria: Person) -> HourAccount:
    """Maria's own account."""
    return actions.open_hour_account(actor=mary.actor, person_id=maria.id, at=MOMENT)


@pytest.fixture
def theirs(gelsa: Persona, cooperative: Organisation) -> HourAccount:
    """The cooperative's account."""
    return actions.open_hour_account(actor=gelsa.actor, organisation_id=cooperative.id, at=MOMENT)


@pytest.fixture
def pay(hers: HourAccount, theirs: HourAccount, mary: Persona) -> Pay:
    """Maria received something from the cooperative: `pay(90)` minutes."""

    def move(minutes: int, by: Persona = mary) -> HourTransfer:
        return actions.transfer_hours(
            actor=by.actor, payer_id=hers.id, payee_id=theirs.id, minutes=minutes, at=MOMENT
        )

    return move


def test_what_one_gets_the_other_gives(pay: Pay, hers: HourAccount, theirs: HourAccount) -> None:
    pay(90)
    assert (balances(hers, theirs), total()) == ([-90, 90], 0)


def test_an_account_is_opened_once(hers: HourAccount, mary: Persona, maria: Person) -> None:
    again = actions.open_hour_account(actor=mary.actor, person_id=maria.id, at=MOMENT)
    assert again == hers


def test_who_pays_says_so_and_nobody_else(
    pay: Pay, gelsa: Persona, chiara: Persona, piero: Persona, sara: Persona
) -> None:
    for other in (gelsa, chiara, piero):
        with pytest.raises(Forbidden):
            pay(30, by=other)
    assert pay(30, by=sara).minutes == 30


def test_the_account_of_who_is_protected_does_not_exist_for_who_does_not_follow_them(
    lucia: Person, sara: Persona, omar: Persona, theirs: HourAccount
) -> None:
    hidden = actions.open_hour_account(actor=sara.actor, person_id=lucia.id, at=MOMENT)
    with pytest.raises(Forbidden) as refused:
        actions.transfer_hours(
            actor=omar.actor, payer_id=hidden.id, payee_id=theirs.id, minutes=30, at=MOMENT
        )
    assert refused.value.hidden
    assert balances(hidden) == [0]


def test_limits_hold_on_both_sides(
    pay: Pay, hers: HourAccount, theirs: HourAccount, carla: Persona, mary: Persona
) -> None:
    with pytest.raises(Refused, match="would owe 20:01"):
        pay(20 * 60 + 1)
    pay(20 * 60)
    with pytest.raises(Refused, match="would owe"):
        pay(1)
    actions.limit_hours(
        actor=carla.actor, account_id=hers.id, least=60 * 60, most=60 * 60, at=MOMENT
    )
    actions.limit_hours(actor=carla.actor, account_id=theirs.id, least=0, most=21 * 60, at=MOMENT)
    with pytest.raises(Refused, match="would hold 22:00"):
        pay(2 * 60)
    with pytest.raises(Refused):
        actions.limit_hours(actor=carla.actor, account_id=theirs.id, least=0, most=60, at=MOMENT)
    with pytest.raises(Forbidden):
        actions.limit_hours(actor=mary.actor, account_id=hers.id, least=0, most=0, at=MOMENT)
    assert total() == 0


def test_the_database_itself_lets_nobody_write_a_balance(hers: HourAccount) -> None:
    with (
        pytest.raises(DatabaseError, match="no change without a trace"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE commons_houraccount SET balance = -60")
    assert balances(hers) == [0]


def test_a_transfer_is_undone_once_and_stays(
    pay: Pay, gelsa: Persona, mary: Persona, hers: HourAccount, theirs: HourAccount
) -> None:
    made = pay(90)
    with pytest.raises(Forbidden):
        actions.reverse_transfer(actor=mary.actor, transfer_id=made.id, at=MOMENT)
    undone = actions.reverse_transfer(actor=gelsa.actor, transfer_id=made.id, at=MOMENT)
    assert (undone.reverses, undone.minutes) == (made, 90)
    assert balances(hers, theirs) == [0, 0]
    for one in (made, undone):
        with pytest.raises(Refused, match="already"):
            actions.reverse_transfer(actor=OFFICE, transfer_id=one.id, at=MOMENT)
    assert HourTransfer.objects.count() == 2


@pytest.mark.parametrize("wrong", [0, -30, 1.5, True, 10**9])
def test_minutes_are_whole_and_more_than_none(pay: Pay, wrong: int) -> None:
    with pytest.raises(Refused):
        pay(wrong)
    assert not HourTransfer.objects.exists()


def test_nobody_pays_themselves(hers: HourAccount, mary: Persona) -> None:
    with pytest.raises(Refused, match="two different"):
        actions.transfer_hours(
            actor=mary.actor, payer_id=hers.id, payee_id=hers.id, minutes=10, at=MOMENT
        )


def test_who_used_something_thanks_whoever_keeps_it_without_knowing_who_that_is(
    offer: Offer, mary: Persona, maria: Person, gelsa: Persona, cooperative: Organisation
) -> None:
    lesson = offer(by=mary, kind="hours", name="Due ore di cucina", person_id=maria.id)
    made = actions.thank_keeper(
        actor=gelsa.actor,
        resource_id=lesson.id,
        organisation_id=cooperative.id,
        minutes=120,
        at=MOMENT,
    )
    assert (made.payee.person, made.reason, made.resource) == (maria, "use", lesson)
    [account] = queries.own_accounts(gelsa.actor)
    [line] = queries.transfers_of(gelsa.actor, account.row, at=MOMENT)
    assert (line.minutes, line.other, line.may_undo) == (-120, "a person", False)
    [own] = queries.own_accounts(mary.actor)
    [line] = queries.transfers_of(mary.actor, own.row, at=MOMENT)
    assert (line.minutes, line.other, line.may_undo) == (120, "Cooperativa Il Gelso", True)
    told = queries.circulation(DISTRICT)
    assert (told.accounts, told.minutes, told.persons, told.bodies) == (2, 120, 1, 1)


@pytest.fixture
def crema(persona: MakePersona, towns: tuple[str, str]) -> HourAccount:
    """The account of an association of the district next door."""
    body = register_organisation(
        actor=OFFICE, district=NEXT_DOOR, name="Orto di Crema", kind="association", at=MOMENT
    )
    return actions.open_hour_account(actor=OFFICE, organisation_id=body.id, at=MOMENT)


def test_hours_pass_to_another_district_and_each_comes_to_zero_by_itself(
    hers: HourAccount, crema: HourAccount, mary: Persona, carla: Persona
) -> None:
    def pay(minutes: int) -> HourTransfer:
        return actions.transfer_hours(
            actor=mary.actor, payer_id=hers.id, payee_id=crema.id, minutes=minutes, at=MOMENT
        )

    made = pay(60)
    here = HourAccount.objects.get(district=DISTRICT, partner=NEXT_DOOR)
    there = HourAccount.objects.get(district=NEXT_DOOR, partner=DISTRICT)
    assert balances(hers, here, there, crema) == [-60, 60, -60, 60]
    assert total(district=DISTRICT) == total(district=NEXT_DOOR) == 0
    with pytest.raises(Forbidden):
        actions.reverse_transfer(actor=mary.actor, transfer_id=made.id, at=MOMENT)
    actions.reverse_transfer(actor=OFFICE, transfer_id=made.id, at=MOMENT)
    assert balances(hers, here, there, crema) == [0, 0, 0, 0]
    assert HourTransfer.objects.count() == 4
    actions.limit_hours(actor=carla.actor, account_id=here.id, least=0, most=30, at=MOMENT)
    with pytest.raises(Refused, match="would hold 1:00"):
        pay(60)
    assert balances(hers, here, there, crema) == [0, 0, 0, 0]


def test_one_s_own_copy_holds_what_one_gave_and_took(
    pay: Pay, maria: Person, sara: Persona
) -> None:
    pay(90)
    told = export_of(maria.id, at=MOMENT)["commons"]["hours"]
    assert [one["minutes"] for one in told] == [-90]


@pytest.mark.parametrize(
    ("text", "minutes"), [("1:30", 90), ("2", 120), (" 0.45 ", 45), ("3h", 180)]
)
def test_hours_are_read_as_people_write_them(text: str, minutes: int) -> None:
    assert rules.read(text) == minutes
    assert rules.read(rules.shown(minutes)) == minutes


@pytest.mark.parametrize("text", ["", "-1", "1:75", "1,5", "un’ora"])
def test_what_is_no_time_is_said_to_be_none(text: str) -> None:
    with pytest.raises(Refused, match="1:30"):
        rules.read(text)


moves = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(-5, 2_000), st.booleans()),
    max_size=8,
)


class Whatever(TestCase):
    """Whatever is asked for, in whatever order, each district comes to zero."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(moves)
    def test_each_district_comes_to_zero(self, told: list[tuple[int, int, int, bool]]) -> None:
        accounts = [self._account(number) for number in range(4)]
        for payer, payee, minutes, undo in told:
            self._try(accounts[payer], accounts[payee], minutes, undo=undo)
            assert total(district=DISTRICT) == total(district=NEXT_DOOR) == 0
        for account in HourAccount.objects.all():
            paid = account.paid.aggregate(all=Sum("minutes"))["all"] or 0
            received = account.received.aggregate(all=Sum("minutes"))["all"] or 0
            assert account.balance == received - paid
            assert -account.least <= account.balance <= account.most
            assert differences(account) == []

    def _try(self, payer: HourAccount, payee: HourAccount, minutes: int, *, undo: bool) -> None:
        try:
            made = actions.transfer_hours(
                actor=OFFICE, payer_id=payer.id, payee_id=payee.id, minutes=minutes, at=MOMENT
            )
        except Refused:
            return
        if undo:
            actions.reverse_transfer(actor=OFFICE, transfer_id=made.id, at=MOMENT)

    def _account(self, number: int) -> HourAccount:
        body = register_organisation(
            actor=OFFICE,
            district=NEXT_DOOR if number % 2 else DISTRICT,
            name=f"Ente {number}",
            kind="association",
            at=MOMENT,
        )
        return actions.open_hour_account(actor=OFFICE, organisation_id=body.id, at=MOMENT)
