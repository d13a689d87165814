"""A directory of services comes onto the floor, is browsed, goes out, and comes in the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from aia.access.terms import Forbidden, service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.commons import actions, queries
from aia.commons.actions import Said
from aia.commons.hsds import writing
from aia.commons.hsds.bringing import Brought, bring_in
from aia.commons.hsds.listed import read_listed
from aia.commons.hsds.mending import mended
from aia.commons.hsds.reading import read_package
from aia.commons.hsds.telling import directory_of
from aia.commons.hsds.terms import Directory
from aia.commons.models import DirectoryRow, Resource
from aia.commons.queries import Asked
from aia.commons.tests.conftest import Offer
from aia.commons.tests.test_hsds_packages import BODY, PLACE, SERVICE, package, real
from aia.people.models import Organisation, Person

pytestmark = pytest.mark.django_db

OTHER = "elsewhere"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small package of version 3: a kitchen garden in Cremona."""
    folder = tmp_path / "small"
    folder.mkdir()
    link = "00000000-0000-4000-8000-000000000004"
    return package(
        folder,
        organizations=f"id,name,description\n{BODY},Orti di Po,Un’associazione",
        services="id,organization_id,name,description,status,minimum_age,fees_description,url\n"
        f"{SERVICE},{BODY},Orto condiviso,Zappe per tutti,active,16,Gratuito,orti.example",
        locations=f"id,location_type\n{PLACE},physical",
        service_at_location=f"id,service_id,location_id\n{link},{SERVICE},{PLACE}",
        addresses="id,location_id,address_1,city,state_province,country,address_type\n"
        f"{link},{PLACE},Via Po 1,CREMONA,CR,IT,physical",
        schedules=f"id,service_id,byday,opens_at,closes_at\n{link},{SERVICE},MO,09:00,12:00",
        phones=f"id,service_id,number\n{link},{SERVICE},0372 000000",
    )


def brought(directory: Directory | Path, district: str = DISTRICT, **more: Any) -> Brought:
    told = mended(read_package(directory)) if isinstance(directory, Path) else directory
    actor = service_actor("import")
    return bring_in(actor=actor, district=district, directory=told, at=MOMENT, **more)


def out(district: str = DISTRICT) -> dict[str, str]:
    return writing.files(directory_of(district), title="The floor")


def test_a_service_comes_onto_the_floor_and_anybody_finds_it(
    small: Path, towns: tuple[str, str], client: Client
) -> None:
    done = brought(small)
    assert (done.services, done.bodies) == ({"new": 1}, {"new": 1})
    [garden] = queries.catalogue(Asked(text="orti"), at=MOMENT).items
    assert (garden.name, garden.sharing, garden.min_age) == ("Orto condiviso", "free", 16)
    assert (garden.municipality_id, garden.address) == (towns[0], "Via Po 1")
    assert garden.hours == ["1:0900-1200"]
    told = client.get(reverse("commons:resource", args=[garden.id])).content.decode()
    assert "0372 000000" in told
    assert 'href="https://orti.example"' in told


def test_in_again_it_stays_as_it_is(small: Path, towns: tuple[str, str]) -> None:
    brought(small)
    before = list(Resource.objects.values_list("id", "last_entry"))
    assert brought(small).services == {"same": 1}
    assert list(Resource.objects.values_list("id", "last_entry")) == before


def test_out_and_in_elsewhere_it_is_the_same(
    small: Path, towns: tuple[str, str], offer: Offer, gelsa: Persona, tmp_path: Path
) -> None:
    van = offer(about="Con pedana.", address="Via Dante 3", capacity=2)
    actions.set_calendar(
        actor=gelsa.actor, resource_id=van.id, hours=("2:0900-1200", "4:0900-1200"), at=MOMENT
    )
    brought(small)
    first = out()
    folder = tmp_path / "first"
    folder.mkdir()
    for name, text in first.items():
        (folder / name).write_text(text)
    assert brought(folder, OTHER).services == {"new": 2}
    assert out(OTHER) == first
    there = Resource.objects.get(district=OTHER, name=van.name)
    assert (there.kind, there.capacity, there.address) == ("vehicle", 2, "Via Dante 3")
    assert there.hours == ["2:0900-1200", "4:0900-1200"]
    assert brought(folder).services == {"same": 2}
    assert out() == first


def test_what_was_said_here_goes_before_what_came(
    small: Path, towns: tuple[str, str], sara: Persona
) -> None:
    brought(small)
    garden = Resource.objects.get()
    said = Said(name="Orto di tutti", sharing="free", municipality=towns[1], intensity="light")
    actions.change_resource(actor=sara.actor, resource_id=garden.id, said=said, at=MOMENT)
    services = (small / "services.csv").read_text()
    (small / "services.csv").write_text(
        services.replace("Orto condiviso", "Orto grande").replace("active,16", "defunct,18")
    )
    done = brought(small)
    assert done.services == {"changed": 1}
    assert {(one.defect.value, one.column) for one in done.findings} >= {("own_word", "name")}
    garden.refresh_from_db()
    assert (garden.name, garden.state, garden.intensity) == ("Orto di tutti", "withdrawn", "light")
    told = directory_of(DISTRICT).tables
    assert told["service"][SERVICE]["name"] == "Orto di tutti"
    assert told["service"][SERVICE]["status"] == "defunct"
    [address] = [
        told["address"][key]
        for key in told["address"]
        if told["address"][key]["location_id"]
        in {one["location_id"] for one in told["service_at_location"].values()}
    ]
    assert address["city"] == "Soresina"


def test_what_persons_offer_is_told_to_no_directory(
    offer: Offer, mary: Persona, maria: Person
) -> None:
    offer(by=mary, kind="hours", name="Due ore di cucina", person_id=maria.id)
    told = directory_of(DISTRICT)
    assert told.tables == {}
    assert [one.defect.value for one in told.findings] == ["no_body"]


def test_only_the_office_brings_a_directory_in(small: Path, gelsa: Persona) -> None:
    with pytest.raises(Forbidden):
        bring_in(
            actor=gelsa.actor,
            district=DISTRICT,
            directory=mended(read_package(small)),
            at=MOMENT,
        )
    assert not DirectoryRow.objects.exists()


def test_a_body_of_that_name_is_taken_to_be_it(
    small: Path, cooperative: Organisation, towns: tuple[str, str]
) -> None:
    text = (small / "organizations.csv").read_text()
    (small / "organizations.csv").write_text(text.replace("Orti di Po", cooperative.name))
    done = brought(small)
    assert "same_name" in {one.defect.value for one in done.findings}
    assert Resource.objects.get().organisation == cooperative


def test_the_real_package_comes_in_goes_out_and_comes_in_the_same(
    towns: tuple[str, str], tmp_path: Path
) -> None:
    told = mended(read_package(real("hsds-miami-slice")))
    kept = dict(sorted(told.tables["service"].items())[:60])
    told.tables["service"] = kept
    for table in ("service_at_location", "schedule", "phone", "contact", "language", "attribute"):
        told.tables[table] = {
            key: one
            for key, one in told.tables[table].items()
            if {one.get("service_id"), one.get("link_id")} & kept.keys()
        }
    done = brought(told, town=towns[0])
    assert done.services == {"new": 60}
    assert {one.defect.value for one in done.findings} >= {"given_town", "no_cost"}
    first, second = tmp_path / "out.json", tmp_path / "again"
    first.write_text(json.dumps(writing.document(directory_of(DISTRICT))))
    assert brought(first, OTHER).services == {"new": 60}
    assert out(OTHER) == out()
    second.mkdir()
    assert brought(told, town=towns[0]).services == {"same": 60}


def test_a_list_of_residences_is_read_by_its_map(towns: tuple[str, str]) -> None:
    path = real("it-rsa-lombardia") / "rsa_accreditate_lombardia_2013.csv"
    told = mended(read_listed(path, Path("rsa-lombardia")))
    assert len(told.tables["service"]) == 650
    done = brought(told)
    assert sum(done.services.values()) == 650
    # The register of this story knows two towns: the homes of the others are kept, not shown.
    assert done.services["new"] == Resource.objects.count() == 2
    assert DirectoryRow.objects.filter(table="service").count() == 650
    home = Resource.objects.order_by("name").first()
    assert home is not None
    assert (home.intensity, home.audience) == ("high", ["older"])
    assert home.capacity > 1


def test_initiatives_are_read_and_what_offers_nothing_is_left_out_and_told() -> None:
    path = real("it-covid19italia-lombardia") / "iniziative_e_richieste.csv"
    told = mended(read_listed(path, Path("covid19italia")))
    left = sum(one.defect.value == "left_out" for one in told.findings)
    assert len(told.tables["service"]) + left == 255
    assert left > 16


def test_the_command_reports_and_writes(
    small: Path, towns: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, bundle = tmp_path / "report.json", tmp_path / "out.zip"
    call_command("commons", "import", str(small), "--check", "--report", str(report))
    assert not Resource.objects.exists()
    assert json.loads(report.read_text())[0]["told"]
    call_command("commons", "import", str(small), "--json")
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["services"], told["bodies"]) == ({"new": 1}, {"new": 1})
    call_command("commons", "export", str(bundle))
    assert mended(read_package(bundle)).tables == directory_of(DISTRICT).tables
