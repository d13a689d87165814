"""Inviting by a link that works once, and accepting."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from aia.access import actions, queries
from aia.access.models import Account, Invitation
from aia.access.rules import AccountExists, LinkUnusable, Refused
from aia.access.terms import Forbidden, Role
from aia.access.tests.personas import (
    DISTRICT,
    MOMENT,
    NEXT_DOOR,
    ORGANISATION,
    PASSWORD,
    PERSON,
    MakePersona,
    Persona,
)
from aia.kit.clock import now
from aia.trace.models import Entry
from aia.trace.replay import differences

RITA = "rita@example.org"


def invite(
    persona: Persona,
    *,
    role: str = Role.SOCIAL_WORKER,
    email: str = RITA,
    at: datetime = MOMENT,
    **more: Any,
) -> tuple[Invitation, str]:
    return actions.invite(
        actor=persona.actor,
        email=email,
        name="Rita Neri",
        role=role,
        district=DISTRICT,
        at=at,
        **more,
    )


def accept(secret: str, *, at: datetime = MOMENT, **more: Any) -> Account:
    return actions.accept_invitation(secret=secret, password=PASSWORD, at=at, **more)


def test_who_accepts_has_an_account_with_the_role(carla: Persona) -> None:
    invitation, secret = invite(carla)
    assert differences(invitation) == []
    account = accept(secret)
    assert (account.email, account.name) == (RITA, "Rita Neri")
    assert account.check_password(PASSWORD)
    assert queries.actor_for(account, at=MOMENT).has(Role.SOCIAL_WORKER, DISTRICT)
    invitation.refresh_from_db()
    assert invitation.accepted_at == MOMENT
    assert differences(invitation) == []
    grant = account.grants.get()
    assert differences(grant) == []
    assert grant.last_entry.caused_by_id == invitation.last_entry_id


def test_the_secret_is_kept_nowhere(carla: Persona) -> None:
    _invitation, secret = invite(carla)
    row = Invitation.objects.values().get()
    assert secret not in str(row)
    assert not Entry.objects.filter(facts__contains=secret).exists()
    assert not Entry.objects.filter(facts__contains="rita").exists()


def test_the_link_works_once(carla: Persona) -> None:
    _invitation, secret = invite(carla)
    accept(secret)
    with pytest.raises(LinkUnusable):
        accept(secret)
    assert Account.objects.filter(email=RITA).count() == 1


def test_the_link_works_for_seven_days(carla: Persona) -> None:
    _invitation, secret = invite(carla)
    with pytest.raises(LinkUnusable):
        accept(secret, at=MOMENT + timedelta(days=7))
    assert accept(secret, at=MOMENT + timedelta(days=6, hours=23)).email == RITA


def test_a_withdrawn_link_works_no_more(carla: Persona) -> None:
    invitation, secret = invite(carla)
    withdrawn = actions.withdraw_invitation(actor=carla.actor, invitation=invitation, at=MOMENT)
    assert differences(withdrawn) == []
    with pytest.raises(LinkUnusable):
        accept(secret)
    with pytest.raises(LinkUnusable):
        actions.withdraw_invitation(actor=carla.actor, invitation=invitation, at=MOMENT)


def test_an_invented_link_is_refused(db: None) -> None:
    with pytest.raises(LinkUnusable):
        accept("invented")


def test_the_message_holds_the_link_and_leaves_on_commit(
    carla: Persona,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        _invitation, secret = invite(carla)
        assert mailoutbox == []
    assert len(waiting) == 1
    [message] = mailoutbox
    assert message.to == [RITA]
    assert f"/invitation/{secret}/" in message.body
    assert "Carla Ferri" in message.body


def test_a_mail_server_that_is_down_undoes_nothing(
    carla: Persona,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.EMAIL_BACKEND = "nowhere.Backend"
    with django_capture_on_commit_callbacks(execute=True):
        invitation, _secret = invite(carla)
    assert Invitation.objects.filter(id=invitation.id).exists()


def test_a_citizen_s_invitation_opens_their_own_file(carla: Persona) -> None:
    _invitation, secret = invite(carla, role=Role.CITIZEN, person=PERSON)
    account = accept(secret)
    actor = queries.actor_for(account, at=MOMENT)
    assert actor.persons() == {PERSON}
    assert queries.scope_kind(actor, PERSON, at=MOMENT) == "self"


@pytest.mark.parametrize("who", ["sara", "piero", "paola", "chiara", "dino"])
def test_only_managers_of_the_district_invite(who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Forbidden):
        invite(request.getfixturevalue(who))
    assert not Invitation.objects.exists()


def test_a_coordinator_invites_no_managers_an_administrator_does(
    carla: Persona, ada: Persona
) -> None:
    with pytest.raises(Forbidden):
        invite(carla, role=Role.ADMINISTRATOR)
    assert invite(ada, role=Role.ADMINISTRATOR)[0].role == Role.ADMINISTRATOR


def test_a_partner_needs_an_organisation(carla: Persona) -> None:
    with pytest.raises(Refused):
        invite(carla, role=Role.PARTNER_OPERATOR)
    assert invite(carla, role=Role.PARTNER_OPERATOR, organisation=ORGANISATION)


def test_who_has_an_account_gains_the_role_when_signed_in_to_it(
    carla: Persona, dino: Persona, omar: Persona
) -> None:
    _invitation, secret = invite(carla, email=dino.account.email)
    with pytest.raises(AccountExists):
        accept(secret)
    with pytest.raises(Forbidden):
        accept(secret, account=omar.account)
    accept(secret, account=dino.account)
    assert dino.actor.districts() == {DISTRICT, NEXT_DOOR}


def test_accepting_on_the_page(carla: Persona, client: Client) -> None:
    _invitation, secret = invite(carla, at=now())
    first = client.get(f"/invitation/{secret}/")
    assert first.status_code == 302
    assert secret not in first["Location"]
    assert RITA in client.get("/invitation/").content.decode()

    weak = client.post(
        "/invitation/", {"name": "Rita Neri", "password": "rita", "again": "rita"}
    ).content.decode()
    assert "aia-error-summary" in weak
    assert 'value="Rita Neri"' in weak
    assert not Account.objects.filter(email=RITA).exists()

    differ = client.post(
        "/invitation/", {"name": "Rita Neri", "password": PASSWORD, "again": PASSWORD + "!"}
    )
    assert "again" in differ.context["form"].errors

    done = client.post(
        "/invitation/", {"name": "Rita Neri", "password": PASSWORD, "again": PASSWORD}
    )
    assert done["Location"] == "/sign-in/login/"
    assert Account.objects.get(email=RITA).check_password(PASSWORD)
    assert client.get("/invitation/").status_code == 410


def test_somebody_known_is_asked_to_sign_in_first(
    carla: Persona, dino: Persona, client: Client
) -> None:
    _invitation, secret = invite(carla, email=dino.account.email, at=now())
    client.get(f"/invitation/{secret}/")
    assert "/sign-in/login/?next=/invitation/" in client.get("/invitation/").content.decode()
    assert client.post("/invitation/").status_code == 200
    assert dino.account.grants.count() == 1
    client.force_login(dino.account)
    client.get(f"/invitation/{secret}/")
    assert client.post("/invitation/").status_code == 302
    assert dino.account.grants.count() == 2


def test_guessing_links_is_slowed_down(db: None, client: Client) -> None:
    client.get("/invitation/guess/")
    answers = [client.get("/invitation/").status_code for _ in range(11)]
    assert answers[:10] == [410] * 10
    assert answers[10] == 429


def test_inviting_listing_and_withdrawing_on_the_page(
    carla: Persona,
    client: Client,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client.force_login(carla.account)
    form = {
        "name": "Rita Neri",
        "email": "Rita@Example.org",
        "role": Role.SOCIAL_WORKER,
        "district": DISTRICT,
        "language": "it",
    }
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/colleagues/invitations/", form, follow=True)
    assert RITA in answer.content.decode()
    assert re.search(r"/invitation/\S{40,}/", str(mailoutbox[0].body))
    invitation = Invitation.objects.get()
    client.post(
        f"/colleagues/invitations/{invitation.id}/withdraw/", {"seen": invitation.last_entry_id}
    )
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


def test_a_refused_invitation_keeps_what_was_typed(carla: Persona, client: Client) -> None:
    client.force_login(carla.account)
    form = {
        "name": "Rita Neri",
        "email": RITA,
        "role": Role.PARTNER_OPERATOR,
        "district": DISTRICT,
        "language": "it",
    }
    page = client.post("/colleagues/invitations/", form).content.decode()
    assert "aia-error-summary" in page
    assert RITA in page
    assert not Invitation.objects.exists()


def test_a_forged_role_or_district_is_refused(carla: Persona, client: Client) -> None:
    client.force_login(carla.account)
    form = {"name": "R", "email": RITA, "language": "it"}
    for forged in (
        {"role": Role.ADMINISTRATOR, "district": DISTRICT},
        {"role": Role.SOCIAL_WORKER, "district": NEXT_DOOR},
    ):
        assert client.post("/colleagues/invitations/", form | forged).status_code == 200
    assert not Invitation.objects.exists()


def test_an_invitation_elsewhere_does_not_exist_for_us(
    carla: Persona, persona: MakePersona, client: Client
) -> None:
    invitation, _secret = invite(carla)
    client.force_login(persona("Rosa Blu", Role.COORDINATOR, district=NEXT_DOOR).account)
    assert "Rita Neri" not in client.get("/colleagues/invitations/").content.decode()
    assert client.post(f"/colleagues/invitations/{invitation.id}/withdraw/").status_code == 404
