"""What partners read: who may write it, take it back, and lead it to a need of the community."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from aia.access.tests.personas import MOMENT, Persona, make_persona
from aia.observatory import queries
from aia.observatory.actions import write_reading
from aia.observatory.models import Reading
from aia.observatory.tests.published import CODE, site
from aia.people.models import Organisation

__all__ = ["site"]

pytestmark = pytest.mark.django_db
Browse = Callable[[Persona], Client]
WRITE = f"/observatory/cremona/{CODE}/write/"
WORDS = "Molti di questi bisogni nascono dai trasporti."


@pytest.fixture
def partner(cooperative: Organisation) -> Persona:
    """An operator of the cooperative."""
    return make_persona("Paola Verdi", "partner_operator", organisation=cooperative.id)


def written(by: Persona) -> Reading:
    row = queries.release("cremona", CODE)
    assert row is not None
    organisation = next(iter(by.actor.organisations()), None)
    return write_reading(
        actor=by.actor, release_id=row.id, organisation_id=organisation, words=WORDS, at=MOMENT
    )


def test_a_partner_writes_and_everybody_reads_it_with_name_and_organisation(
    browse: Browse, site: None, partner: Persona, cooperative: Organisation, client: Client
) -> None:
    browser = browse(partner)
    form = browser.get(WRITE)
    assert form.status_code == 200
    row = queries.release("cremona", CODE, "municipality")
    assert row is not None
    answer = browser.post(WRITE, {"release_id": str(row.id), "words": WORDS})
    assert answer["Location"] == f"/observatory/cremona/{CODE}/#readings"
    html = browser.get(f"/observatory/cremona/{CODE}/").content.decode()
    assert WORDS in html
    assert f"{partner.account.name}, {cooperative.name}" in html
    assert f"/observatory/cremona/{CODE}/municipality/1/" in html


def test_nothing_written_is_lost_when_it_is_refused(
    browse: Browse, site: None, partner: Persona
) -> None:
    answer = browse(partner).post(WRITE, {"words": WORDS})
    assert answer.status_code == 400
    assert WORDS in answer.content.decode()
    assert not Reading.objects.exists()


def test_a_citizen_and_a_stranger_do_not_write_here(
    browse: Browse, site: None, chiara: Persona, dino: Persona, client: Client
) -> None:
    assert browse(chiara).get(WRITE).status_code == 403
    assert browse(dino).get(WRITE).status_code == 404
    assert "/sign-in/" in client.get(WRITE)["Location"]


def test_who_wrote_it_takes_it_back_and_nobody_else(
    browse: Browse, site: None, partner: Persona, sara: Persona, client: Client
) -> None:
    reading = written(partner)
    address = f"/observatory/readings/{reading.id}/withdraw/"
    assert browse(sara).get(address).status_code == 403
    browse(partner).post(address, {"seen": reading.last_entry_id})
    assert WORDS not in client.get(f"/observatory/cremona/{CODE}/").content.decode()
    assert browse(sara).get(f"/observatory/readings/{reading.id}/").status_code == 404


def test_the_coordinator_blanks_what_must_not_stand(
    browse: Browse, site: None, partner: Persona, carla: Persona
) -> None:
    reading = written(partner)
    address = f"/observatory/readings/{reading.id}/redact/"
    assert browse(partner).get(address).status_code == 403
    browse(carla).post(address, {"seen": reading.last_entry_id})
    assert Reading.objects.get(pk=reading.id).words == ""


def test_a_reading_becomes_a_need_of_the_community(
    browse: Browse, site: None, partner: Persona, sara: Persona
) -> None:
    reading = written(partner)
    browser = browse(sara)
    page = browser.get(f"/observatory/readings/{reading.id}/").content.decode()
    address = f"/observatory/readings/{reading.id}/need/"
    assert address in page
    told = {
        "title": "Le sere in via Milano",
        "category": "ties.loneliness",
        "severity": "2",
        "municipality": "",
        "seen": reading.last_entry_id,
    }
    choices = browser.get(address).context["form"].fields["category"].choices
    told["category"] = choices[1][1][0][0]
    answer = browser.post(address, told)
    need = Reading.objects.get(pk=reading.id).need
    assert need is not None
    assert answer["Location"].endswith(f"/{need.pathway.subject_id}/")
    assert need.pathway.title == "Le sere in via Milano"
    again = browser.get(f"/observatory/readings/{reading.id}/").content.decode()
    assert address not in again
