"""Accounts and the roles they hold, by district and with dates."""

from datetime import date, timedelta
from typing import Any

import pytest

from aia.access import actions, queries
from aia.access.models import Account, RoleGrant, Scope
from aia.access.rules import AccountExists, Refused
from aia.access.terms import Forbidden, Role, ScopeKind, service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, NEXT_DOOR, ORGANISATION, PERSON, Persona
from aia.trace.actions import RowChanged
from aia.trace.replay import differences

TOMORROW = MOMENT + timedelta(days=1)


def test_somebody_has_several_roles_in_several_districts(ada: Persona, sara: Persona) -> None:
    actions.grant_role(
        actor=ada.actor, account=sara.account, role=Role.PLANNER, district=DISTRICT, at=MOMENT
    )
    actions.grant_role(
        actor=service_actor("installation"),
        account=sara.account,
        role=Role.COORDINATOR,
        district=NEXT_DOOR,
        at=MOMENT,
    )
    assert sara.actor.has(Role.SOCIAL_WORKER, DISTRICT)
    assert sara.actor.has(Role.PLANNER, DISTRICT)
    assert sara.actor.has(Role.COORDINATOR, NEXT_DOOR)
    assert not sara.actor.has(Role.COORDINATOR, DISTRICT)


def test_a_role_counts_from_its_first_day_until_before_its_last(
    ada: Persona, sara: Persona
) -> None:
    first, end = MOMENT.date() + timedelta(days=10), MOMENT.date() + timedelta(days=20)
    grant = actions.grant_role(
        actor=ada.actor,
        account=sara.account,
        role=Role.COORDINATOR,
        district=DISTRICT,
        since=first,
        until=end,
        at=MOMENT,
    )
    assert differences(grant) == []

    def coordinates(days: int) -> bool:
        return sara.actor_at(MOMENT + timedelta(days=days)).has(Role.COORDINATOR, DISTRICT)

    assert [coordinates(9), coordinates(10), coordinates(19), coordinates(20)] == [
        False,
        True,
        True,
        False,
    ]


def test_days_are_those_of_italy(ada: Persona, sara: Persona) -> None:
    grant = sara.account.grants.get()
    # Half past midnight in Rome is still the day before in UTC.
    late = MOMENT.replace(day=9, hour=23, minute=30)
    actions.end_role(actor=ada.actor, grant=grant, on=date(2026, 3, 10), at=MOMENT)
    assert sara.actor_at(late - timedelta(hours=1)).grants
    assert not sara.actor_at(late).grants


def test_ending_a_role_takes_effect_at_once(carla: Persona, sara: Persona) -> None:
    grant = actions.end_role(actor=carla.actor, grant=sara.account.grants.get(), at=MOMENT)
    assert differences(grant) == []
    assert sara.actor.grants == ()
    with pytest.raises(Refused, match=r"already ended|già"):
        actions.end_role(actor=carla.actor, grant=grant, at=TOMORROW)


def test_two_managers_end_the_same_role_and_the_second_is_told(
    carla: Persona, ada: Persona, sara: Persona
) -> None:
    grant = sara.account.grants.get()
    seen = grant.last_entry_id
    actions.declare_capacity(
        actor=carla.actor, grant=grant, competences=("income",), families=5, at=MOMENT
    )
    with pytest.raises(RowChanged):
        actions.end_role(actor=ada.actor, grant=grant, at=MOMENT, seen=seen)


@pytest.mark.parametrize("who", ["sara", "piero", "paola", "chiara", "dino"])
def test_only_managers_of_the_district_give_roles(
    who: str, request: pytest.FixtureRequest, omar: Persona
) -> None:
    persona = request.getfixturevalue(who)
    with pytest.raises(Forbidden):
        actions.grant_role(
            actor=persona.actor,
            account=omar.account,
            role=Role.PLANNER,
            district=DISTRICT,
            at=MOMENT,
        )
    assert omar.account.grants.count() == 1


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_a_coordinator_makes_no_other_managers(carla: Persona, omar: Persona, role: str) -> None:
    with pytest.raises(Forbidden):
        actions.grant_role(
            actor=carla.actor, account=omar.account, role=role, district=DISTRICT, at=MOMENT
        )


def test_nobody_gives_a_role_to_themselves(ada: Persona) -> None:
    with pytest.raises(Forbidden):
        actions.grant_role(
            actor=ada.actor,
            account=ada.account,
            role=Role.SOCIAL_WORKER,
            district=DISTRICT,
            at=MOMENT,
        )


@pytest.mark.parametrize(
    ("role", "more"),
    [
        (Role.PARTNER_OPERATOR, {}),
        (Role.PLANNER, {"organisation": ORGANISATION}),
        (Role.PLANNER, {"person": PERSON}),
        ("queen", {}),
        (Role.PLANNER, {"since": date(2026, 5, 1), "until": date(2026, 5, 1)}),
    ],
)
def test_a_role_that_does_not_hold_together_is_refused(
    ada: Persona, omar: Persona, role: str, more: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        actions.grant_role(
            actor=ada.actor, account=omar.account, role=role, district=DISTRICT, at=MOMENT, **more
        )
    assert omar.account.grants.count() == 1


def test_a_citizen_has_their_own_file_open_until_the_role_ends(
    carla: Persona, chiara: Persona
) -> None:
    scope = Scope.objects.get(account=chiara.account)
    assert (scope.kind, scope.subject) == (ScopeKind.SELF, PERSON)
    assert differences(scope) == []
    assert queries.scope_kind(chiara.actor, PERSON, at=MOMENT) == ScopeKind.SELF

    actions.end_role(actor=carla.actor, grant=chiara.account.grants.get(), at=MOMENT)
    scope.refresh_from_db()
    assert scope.until == MOMENT
    assert differences(scope) == []
    assert queries.scope_kind(chiara.actor, PERSON, at=TOMORROW) is None


def test_capacity_and_competences_are_declared_by_the_coordinator(
    carla: Persona, sara: Persona, omar: Persona
) -> None:
    grant = sara.account.grants.get()
    with pytest.raises(Forbidden):
        actions.declare_capacity(
            actor=omar.actor, grant=grant, competences=(), families=None, at=MOMENT
        )
    changed = actions.declare_capacity(
        actor=carla.actor, grant=grant, competences=("work", "ties"), families=12, at=MOMENT
    )
    assert differences(changed) == []
    [load] = [load for load in queries.workload(DISTRICT, at=MOMENT) if load.account == sara.id]
    assert (load.capacity, load.competences) == (12, frozenset({"work", "ties"}))


def test_only_social_workers_follow_a_number_of_families(carla: Persona, piero: Persona) -> None:
    with pytest.raises(Refused):
        actions.declare_capacity(
            actor=carla.actor,
            grant=piero.account.grants.get(),
            competences=(),
            families=3,
            at=MOMENT,
        )


def test_an_address_has_one_account_whatever_its_capitals(ada: Persona, sara: Persona) -> None:
    with pytest.raises(AccountExists):
        actions.create_account(
            actor=ada.actor, email=" SARA@Example.org", name="Another Sara", at=MOMENT
        )


@pytest.mark.parametrize(("email", "name"), [("", "Rita"), ("rita@example.org", "  ")])
def test_an_account_needs_a_name_and_an_address(ada: Persona, email: str, name: str) -> None:
    with pytest.raises(Refused):
        actions.create_account(actor=ada.actor, email=email, name=name, at=MOMENT)


def test_only_managers_create_accounts(sara: Persona) -> None:
    with pytest.raises(Forbidden):
        actions.create_account(
            actor=sara.actor, email="rita@example.org", name="Rita Neri", at=MOMENT
        )
    assert not Account.objects.filter(email="rita@example.org").exists()


def test_closing_an_account_ends_its_roles_and_its_sign_in(ada: Persona, sara: Persona) -> None:
    closed = actions.close_account(actor=ada.actor, account=sara.account, at=MOMENT)
    assert not closed.is_active
    assert queries.actor_for(closed, at=MOMENT).grants == ()
    grant = RoleGrant.objects.get(account=closed)
    assert grant.until == MOMENT.date()
    assert differences(grant) == []


def test_an_account_of_another_district_is_not_ours_to_close(ada: Persona, dino: Persona) -> None:
    with pytest.raises(Forbidden):
        actions.close_account(actor=ada.actor, account=dino.account, at=MOMENT)
    dino.account.refresh_from_db()
    assert dino.account.is_active


def test_everybody_changes_only_their_own_name_and_language(sara: Persona, omar: Persona) -> None:
    actions.change_account(actor=sara.actor, account=sara.account, name="Sara C.", language="en")
    sara.account.refresh_from_db()
    assert (sara.account.name, sara.account.language) == ("Sara C.", "en")
    with pytest.raises(Forbidden):
        actions.change_account(actor=omar.actor, account=sara.account, name="X", language="en")


def test_names_of_accounts_and_of_the_product_s_own_services(sara: Persona, omar: Persona) -> None:
    importer = service_actor("import")
    names = queries.account_names([sara.id, importer.id, PERSON])
    assert names[sara.id] == "Sara Conti"
    assert names[importer.id]
    assert set(names) == {sara.id, importer.id}
