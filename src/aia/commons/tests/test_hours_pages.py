"""The pages of hours: one's accounts, thanking, giving, undoing, the office's limits."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from aia.access.terms import service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.commons import actions
from aia.commons.models import HourAccount, HourTransfer
from aia.commons.tests.conftest import Offer
from aia.people.actions import register_organisation
from aia.people.models import Organisation, Person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Persona], Client]
ACCOUNTS = reverse("commons:hour_accounts")


def test_maria_thanks_the_cooperative_for_its_van_and_it_gives_the_hours_back(
    offer: Offer,
    mary: Persona,
    maria: Person,
    gelsa: Persona,
    sara: Persona,
    browse: SignIn,
) -> None:
    van, maria_s = offer(), browse(mary)
    assert "Il conto si apre da sé" in maria_s.get(ACCOUNTS).content.decode()
    thank = reverse("commons:thank", args=[van.id])
    assert thank in maria_s.get(reverse("commons:resource", args=[van.id])).content.decode()
    told = {"user": f"person:{maria.id}", "minutes": "un’ora"}
    wrong = maria_s.post(thank, told)
    assert wrong.status_code == HTTPStatus.BAD_REQUEST
    assert "1:30" in wrong.content.decode()
    maria_s.post(thank, told | {"minutes": "1:30"})
    page = maria_s.get(ACCOUNTS).content.decode()
    assert "−1:30" in page
    assert "Cooperativa Il Gelso" in page
    gelsa_s = browse(gelsa)
    page = gelsa_s.get(ACCOUNTS).content.decode()
    assert "una persona" in page
    assert "Rossi" not in page
    undo = reverse("commons:undo_hours", args=[HourTransfer.objects.get().id])
    assert undo in page
    assert "1:30 ore" in gelsa_s.get(undo).content.decode()
    gelsa_s.post(undo)
    assert "annullato" in gelsa_s.get(ACCOUNTS).content.decode()
    assert set(HourAccount.objects.values_list("balance", flat=True)) == {0}
    assert browse(sara).get(ACCOUNTS).status_code == HTTPStatus.OK


def test_a_gift_to_a_body_stays_within_the_limits_that_the_office_set(
    offer: Offer, gelsa: Persona, cooperative: Organisation, carla: Persona, browse: SignIn
) -> None:
    parish = register_organisation(
        actor=service_actor("installation"),
        district=DISTRICT,
        name="Parrocchia di San Luca",
        kind="parish",
        at=MOMENT,
    )
    account = actions.open_hour_account(
        actor=gelsa.actor, organisation_id=cooperative.id, at=MOMENT
    )
    limits = reverse("commons:limit_hours", args=[account.id])
    browse(carla).post(limits, {"least": "1", "most": "60"})
    give = reverse("commons:give_hours", args=[account.id])
    told = {"organisation_id": str(parish.id), "minutes": "2"}
    refused = browse(gelsa).post(give, told)
    assert refused.status_code == HTTPStatus.BAD_REQUEST
    assert "ne può dovere al massimo 1:00" in refused.content.decode()
    browse(gelsa).post(give, told | {"minutes": "1"})
    assert HourAccount.objects.get(organisation=parish).balance == 60
