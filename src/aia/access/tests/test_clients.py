"""Machine clients: a token shown once, scopes, expiry, and repeated writes answered alike."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from django import test
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from pytest_django import DjangoCaptureOnCommitCallbacks

from aia.access import actions, queries
from aia.access.api import ClientToken, demand_scope, request_client
from aia.access.models import Account, Client, IdempotencyKey
from aia.access.rules import KeyReused, Refused
from aia.access.terms import ClientScope, Forbidden, Role, service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, NEXT_DOOR, Persona
from aia.kit.clock import now
from aia.trace.replay import differences

MONTH = timedelta(days=30)


def create(
    persona: Persona,
    account: Account,
    *,
    scopes: Iterable[str] = (ClientScope.PEOPLE_READ,),
    at: datetime = MOMENT,
    name: str = "Regione",
) -> tuple[Client, str]:
    return actions.create_client(
        actor=persona.actor,
        district=DISTRICT,
        account=account,
        name=name,
        scopes=scopes,
        expires_at=at + MONTH,
        at=at,
    )


def test_the_token_stands_for_the_account_s_roles_in_the_district(
    ada: Persona, sara: Persona
) -> None:
    actions.grant_role(
        actor=service_actor("installation"),
        account=sara.account,
        role=Role.COORDINATOR,
        district=NEXT_DOOR,
        at=MOMENT,
    )
    machine, token = create(ada, sara.account)
    assert differences(machine) == []
    assert queries.client_of(token, at=MOMENT) == machine
    actor = queries.client_actor(machine, at=MOMENT)
    assert actor.id == sara.id
    assert actor.districts() == {DISTRICT}
    assert actor.has(Role.SOCIAL_WORKER, DISTRICT)


def test_the_token_is_kept_nowhere(ada: Persona, sara: Persona) -> None:
    _machine, token = create(ada, sara.account)
    assert token.startswith("aia_")
    assert token not in str(Client.objects.values().get())


def test_a_token_expires_is_revoked_and_ends_with_the_account(
    ada: Persona, sara: Persona, omar: Persona
) -> None:
    machine, token = create(ada, sara.account)
    assert queries.client_of(token, at=MOMENT + MONTH) is None
    revoked = actions.revoke_client(actor=sara.actor, client=machine, at=MOMENT)
    assert differences(revoked) == []
    assert actions.revoke_client(actor=ada.actor, client=machine, at=MOMENT).revoked_at == MOMENT
    assert queries.client_of(token, at=MOMENT) is None

    _other, other = create(ada, omar.account)
    actions.close_account(actor=ada.actor, account=omar.account, at=MOMENT)
    assert queries.client_of(other, at=MOMENT) is None
    assert queries.client_of("aia_invented", at=MOMENT) is None


def test_a_token_does_nothing_that_the_account_no_longer_may(
    ada: Persona, carla: Persona, sara: Persona
) -> None:
    machine, _token = create(ada, sara.account)
    actions.end_role(actor=carla.actor, grant=sara.account.grants.get(), at=MOMENT)
    assert queries.client_actor(machine, at=MOMENT).grants == ()


@pytest.mark.parametrize("who", ["sara", "carla", "piero", "paola", "chiara", "dino"])
def test_only_the_administrator_creates_clients(
    who: str, request: pytest.FixtureRequest, omar: Persona
) -> None:
    with pytest.raises(Forbidden):
        create(request.getfixturevalue(who), omar.account)


def test_a_client_needs_a_name_and_an_account_of_the_district(
    ada: Persona, sara: Persona, dino: Persona
) -> None:
    with pytest.raises(Refused):
        create(ada, sara.account, name=" ")
    with pytest.raises(Refused):
        create(ada, dino.account)


def test_another_s_client_is_not_ours_to_revoke(ada: Persona, sara: Persona, omar: Persona) -> None:
    machine, _token = create(ada, sara.account)
    with pytest.raises(Forbidden):
        actions.revoke_client(actor=omar.actor, client=machine, at=MOMENT)


def test_the_owner_is_told(
    ada: Persona,
    sara: Persona,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _machine, token = create(ada, sara.account)
    [message] = mailoutbox
    assert message.to == [sara.account.email]
    assert "Regione" in message.body
    assert token not in message.body


def test_the_api_s_door(ada: Persona, sara: Persona) -> None:
    machine, token = create(ada, sara.account, at=now())
    request = RequestFactory().get("/api/v1/people")
    assert ClientToken().authenticate(request, "aia_wrong") is None
    actor = ClientToken().authenticate(request, token)
    assert actor is not None
    assert actor.id == sara.id
    assert request_client(request) == machine
    assert queries.request_actor(request) == actor
    demand_scope(request, ClientScope.PEOPLE_READ)
    with pytest.raises(Forbidden, match="people:write"):
        demand_scope(request, ClientScope.PEOPLE_WRITE)


def test_a_repeated_write_gets_the_same_answer(ada: Persona, sara: Persona) -> None:
    machine, _token = create(ada, sara.account)
    print_, other = b"a" * 32, b"b" * 32
    assert queries.answer_given(machine, key="k1", fingerprint=print_) is None

    def remember(status: int) -> None:
        actions.remember_answer(
            client=machine, key="k1", fingerprint=print_, status=status, body={"id": 1}, at=MOMENT
        )

    remember(201)
    again = queries.answer_given(machine, key="k1", fingerprint=print_)
    assert again is not None
    assert (again.status, again.body) == (201, {"id": 1})
    with pytest.raises(KeyReused):
        queries.answer_given(machine, key="k1", fingerprint=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        remember(500)


def test_keys_are_each_client_s_own_and_forgotten_after_two_days(
    ada: Persona, sara: Persona, omar: Persona
) -> None:
    one, _ = create(ada, sara.account)
    two, _ = create(ada, omar.account)
    print_ = b"a" * 32
    for machine in (one, two):
        actions.remember_answer(
            client=machine, key="k", fingerprint=print_, status=201, body={}, at=MOMENT
        )
    actions.remember_answer(
        client=one,
        key="later",
        fingerprint=print_,
        status=201,
        body={},
        at=MOMENT + timedelta(days=3),
    )
    assert queries.answer_given(one, key="k", fingerprint=print_) is None
    assert queries.answer_given(two, key="k", fingerprint=print_) is not None
    assert IdempotencyKey.objects.count() == 2


def test_creating_and_revoking_on_the_page(
    ada: Persona, sara: Persona, browser: test.Client
) -> None:
    browser.force_login(ada.account)
    day = (now() + MONTH).date().isoformat()
    form = {
        "name": "Regione",
        "account": sara.id,
        "scopes": [ClientScope.PEOPLE_READ, ClientScope.TRACE_READ],
        "expires_on": day,
        "district": DISTRICT,
    }
    answer = browser.post("/colleagues/programs/", form)
    token = answer.context["token"]
    assert token in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    machine = queries.client_of(token, at=now())
    assert machine is not None
    assert token not in browser.get("/colleagues/programs/").content.decode()

    browser.force_login(sara.account)
    assert "Regione" in browser.get("/me/").content.decode()
    assert browser.get("/colleagues/programs/").status_code == 403
    browser.post(f"/me/programs/{machine.id}/revoke/", {"seen": machine.last_entry_id})
    assert queries.client_of(token, at=now()) is None


def test_a_program_that_asks_for_nothing_keeps_what_was_typed(
    ada: Persona, sara: Persona, browser: test.Client
) -> None:
    browser.force_login(ada.account)
    answer = browser.post("/colleagues/programs/", {"name": "Regione", "account": sara.id})
    assert answer.status_code == 200
    assert 'value="Regione"' in answer.content.decode()
    assert not Client.objects.exists()


def test_another_s_program_does_not_exist_for_us(
    ada: Persona, sara: Persona, omar: Persona, browser: test.Client
) -> None:
    machine, _token = create(ada, sara.account, at=now())
    browser.force_login(omar.account)
    assert browser.post(f"/me/programs/{machine.id}/revoke/").status_code == 404
    machine.refresh_from_db()
    assert machine.revoked_at is None
