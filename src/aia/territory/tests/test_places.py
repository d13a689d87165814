"""Places of daily life: put on the map, moved, closed, read from a file."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from django.utils import translation

from aia.territory import actions, queries
from aia.territory.models import Place
from aia.territory.rules import Position, WrongPosition, position
from aia.territory.terms import ImportReport, Loader, PlaceKind
from aia.trace.actions import RowChanged
from aia.trace.models import Entry
from aia.trace.replay import differences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
HERE = position("45.1333", "10.0242")
HEAD = "nome;tipo;comune;lat;lon;indirizzo\n"


@pytest.fixture
def district(lombardy: None, loader: Loader, at: datetime, written: Callable[..., Path]) -> None:
    text = "code: prova\nname: Prova\nmunicipalities: ['019036', '019001']\n"
    actions.load_district(actor=loader, source=written("d.yaml", text), at=at)


@pytest.fixture
def library(loader: Loader, at: datetime) -> Place:
    return actions.add_place(
        actor=loader,
        district="prova",
        name="  Biblioteca   di prova ",
        kind=PlaceKind.LIBRARY.value,
        municipality="019036",
        position=HERE,
        at=at,
    )


@pytest.fixture
def bring(
    loader: Loader, at: datetime, written: Callable[..., Path]
) -> Callable[[str], ImportReport]:
    def bring_text(text: str) -> ImportReport:
        path = written("places.csv", text)
        with translation.override("en"):
            return actions.import_places(actor=loader, district="prova", path=path, at=at)

    return bring_text


def test_a_place_is_put_on_the_map(library: Place) -> None:
    kept = Place.objects.get(pk=library.pk)
    assert kept.name == "Biblioteca di prova"
    assert Position(kept.latitude, kept.longitude) == HERE
    assert differences(kept) == []
    entry = Entry.objects.get(subject=kept.id)
    assert entry.verb == "place.added"
    assert "Biblioteca" not in entry.facts, "names are kept apart from the ledger"
    assert list(queries.place_list("prova", kind="library")) == [kept]
    assert list(queries.place_list("prova", municipality="019001")) == []


def test_a_place_moves_and_closes(library: Place, loader: Loader, at: datetime) -> None:
    there = position("45.14", "10.03")
    seen = library.last_entry_id
    actions.move_place(
        actor=loader, place=library.id, municipality="019036", position=there, at=at, seen=seen
    )
    with pytest.raises(RowChanged):
        actions.close_place(
            actor=loader, place=library.id, closed_on=date(2026, 3, 1), at=at, seen=seen
        )
    closed = actions.close_place(actor=loader, place=library.id, closed_on=date(2026, 3, 1), at=at)
    assert differences(Place.objects.get(pk=closed.pk)) == []
    assert not queries.place_list("prova", open_on=date(2026, 3, 2)).exists()
    assert queries.place_list("prova", open_on=date(2026, 3, 1)).exists()
    with pytest.raises(actions.PlaceRefused):
        actions.close_place(actor=loader, place=closed.id, closed_on=date(2026, 3, 2), at=at)


@pytest.mark.parametrize(
    ("name", "kind", "municipality"),
    [
        ("", "library", "019036"),
        ("x" * 161, "library", "019036"),
        ("x", "castle", "019036"),
        ("x", "library", "015146"),
    ],
)
def test_a_place_that_cannot_be_kept(
    loader: Loader, at: datetime, name: str, kind: str, municipality: str
) -> None:
    with pytest.raises(actions.PlaceRefused):
        actions.add_place(
            actor=loader,
            district="prova",
            name=name,
            kind=kind,
            municipality=municipality,
            position=HERE,
            at=at,
        )


def test_a_position_in_another_municipality_is_refused(loader: Loader, at: datetime) -> None:
    with pytest.raises(WrongPosition, match="Acquanegra"):
        actions.add_place(
            actor=loader,
            district="prova",
            name="Bar",
            kind="bar",
            municipality="019001",
            position=HERE,
            at=at,
        )


def test_a_list_of_places(bring: Callable[[str], ImportReport]) -> None:
    text = (
        HEAD
        + "Farmacia di prova;pharmacy;Cremona;45,1333;10,0242;Via di Prova 1\n"
        + "Mercato di prova;Market;019036;45.134;10.025;\n"
        + "Oratorio;oratory;Crema;45.36;9.68;\n"
        + "Castello;castle;Cremona;45.1333;10.0242;\n"
        + "Parrocchia;parish;Cremona;10.0242;45.1333;\n"
        + "Scuola;school;Cremona;45.36;9.68;\n"
        + ";school;Cremona;45.1333;10.0242;\n"
    )
    report = bring(text)
    told = {rejected.line: rejected.reason for rejected in report.rejected}
    assert list(told) == [4, 5, 6, 7, 8]
    assert "“Crema” is not a municipality of the district" in told[4]
    assert "“castle” is not a kind of place" in told[5]
    assert "swapped" in told[6]
    assert "does not lie in Cremona" in told[7]
    assert (report.rows, report.imported) == (7, 2)
    again = bring(text)
    assert (again.imported, again.already_there) == (0, 2)
    moved = bring(HEAD + "FARMACIA di prova;pharmacy;Cremona;45.14;10.03;\n")
    assert (moved.imported, moved.already_there) == (1, 0)
    assert Place.objects.count() == 2
    for place in Place.objects.all():
        assert differences(place) == []
