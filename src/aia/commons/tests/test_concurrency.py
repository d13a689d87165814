"""Several ask for one slot at the same moment, each in a process with its own connection."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.installation import Installation

_WORLD = """
from datetime import date
from aia.access.terms import service_actor
from aia.commons import actions
from aia.kit.clock import now
from aia.people.actions import register_organisation
from aia.territory.actions import load_district
who = service_actor("installation")
load_district(actor=who, source="cremona", at=now())
body = register_organisation(actor=who, district="cremona", name="Il Gelso", kind="association",
                             municipality="019036", at=now())
van = actions.offer_resource(
    actor=who, district="cremona", kind="vehicle", organisation_id=body.id, at=now(),
    said=actions.Said(name="Pulmino", sharing="free", municipality="019036", capacity={capacity}))
actions.set_calendar(actor=who, resource_id=van.id, hours=(), open_on_holidays=True, at=now())
actions.set_booking_rules(actor=who, resource_id=van.id, bookable=True, at=now())
print(van.id, body.id, int((now().timestamp() // 3600 + 48) * 3600))
"""
_ASK = """
from datetime import UTC, datetime, timedelta
from uuid import UUID
from aia.access.terms import service_actor
from aia.commons import actions
from aia.commons.terms import Refused
from aia.kit.clock import now
from django.db import OperationalError
van, body, slot = "{van}", "{body}", datetime.fromtimestamp({slot}, UTC)
for hour in range(6):
    while True:
        try:
            actions.book_resource(
                actor=service_actor("installation"), resource_id=UUID(van),
                organisation_id=UUID(body), starts_at=slot + timedelta(hours=hour),
                ends_at=slot + timedelta(hours=hour + 1), at=now())
            print("had", hour)
        except OperationalError:
            continue  # on a machine with much to do SQLite lets a writer wait too long: ask again
        except Refused as refusal:
            assert refusal.field == "wait", refusal
            print("told", hour)
        break
"""
_HELD = """
from collections import Counter
from aia.commons.models import Booking
from aia.trace.replay import differences
rows = list(Booking.objects.all())
assert all(differences(row) == [] for row in rows)
print(sorted(Counter(Counter(row.starts_at for row in rows).values()).items()))
"""


@pytest.mark.slow
@pytest.mark.parametrize("capacity", [1, 2])
def test_of_three_who_ask_at_once_as_many_win_as_there_are_places(
    installation: Installation, capacity: int
) -> None:
    van, body, slot = installation.python(_WORLD.format(capacity=capacity)).split()
    asked = _ASK.format(van=van, body=body, slot=slot)
    with ThreadPoolExecutor(3) as pool:
        told = list(pool.map(installation.python, [asked] * 3))
    answers = [line for one in told for line in one.splitlines()]
    for hour in range(6):
        assert answers.count(f"had {hour}") == capacity
        assert answers.count(f"told {hour}") == 3 - capacity
    assert installation.python(_HELD) == str([(capacity, 6)])


_TWO = """
from aia.access.terms import service_actor
from aia.commons import actions
from aia.kit.clock import now
from aia.people.actions import register_organisation
from aia.territory.actions import load_district
who = service_actor("installation")
load_district(actor=who, source="cremona", at=now())
for name in ("Il Gelso", "La Quercia"):
    body = register_organisation(actor=who, district="cremona", name=name, kind="association",
                                 municipality="019036", at=now())
    print(actions.open_hour_account(actor=who, organisation_id=body.id, at=now()).id)
"""
_PAY = """
from uuid import UUID
from aia.access.terms import service_actor
from aia.commons import actions
from aia.commons.terms import Refused
from aia.kit.clock import now
from django.db import OperationalError
for time in range(8):
    while True:
        try:
            actions.transfer_hours(
                actor=service_actor("installation"), payer_id=UUID("{payer}"),
                payee_id=UUID("{payee}"), minutes=180, at=now())
            print("passed")
        except OperationalError:
            continue  # on a machine with much to do SQLite lets a writer wait too long: ask again
        except Refused as refusal:
            assert refusal.field == "minutes", refusal
            print("told")
        break
"""
_STAND = """
from aia.commons.models import HourAccount
from aia.trace.replay import differences
rows = list(HourAccount.objects.order_by("balance"))
assert all(differences(row) == [] for row in rows)
print([row.balance for row in rows])
"""


@pytest.mark.slow
def test_of_all_who_spend_from_one_account_at_once_as_many_are_let_as_its_limit_allows(
    installation: Installation,
) -> None:
    """Twenty hours may be owed: of three who spend three hours eight times, six times pass."""
    payer, payee = installation.python(_TWO).split()
    with ThreadPoolExecutor(3) as pool:
        told = list(pool.map(installation.python, [_PAY.format(payer=payer, payee=payee)] * 3))
    answers = [line for one in told for line in one.splitlines()]
    assert (answers.count("passed"), answers.count("told")) == (6, 18)
    assert installation.python(_STAND) == "[-1080, 1080]"
