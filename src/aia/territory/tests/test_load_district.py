"""Loading a district: once, twice, after a change."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from aia.territory import actions, districtfile, queries
from aia.territory.models import Dataset, District, Membership, Municipality, Observation
from aia.territory.terms import DatasetCode, Loader
from aia.trace.models import Entry
from aia.trace.replay import differences

pytestmark = pytest.mark.django_db
Write = Callable[..., Path]


def small(code: str, *lines: str) -> str:
    members = "".join(f"  - {line}\n" for line in lines)
    return f"code: {code}\nname: Ambito di prova\nmunicipalities:\n{members}"


def test_cremona_loads_whole_from_the_packages(loader: Loader, at: datetime) -> None:
    steps: list[str] = []
    loaded = actions.load_district(actor=loader, source="cremona", at=at, tell=steps.append)
    assert steps == ["municipalities", "district", "outlines", "population"]
    assert (loaded.changed, loaded.joined, loaded.left) == (True, 48, 0)
    assert Municipality.objects.count() > 7_900, "all of Italy: people live elsewhere too"
    for field in Municipality._meta.concrete_fields:
        if field.max_length:  # SQLite lets longer texts in, PostgreSQL does not
            kept = Municipality.objects.exclude(**{field.name: None}).values_list(
                field.name, flat=True
            )
            assert max(map(len, kept)) <= field.max_length, field.name
    told = queries.residents(queries.municipalities_of("cremona"))
    assert sum(one.total or 0 for one in told) == 155_369
    assert queries.population("019036", 2023).shape == (101, 2)
    for row in [*District.objects.all(), *Membership.objects.all(), *Dataset.objects.all()]:
        assert differences(row) == []
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert verbs == {"district.loaded", "membership.stated", "dataset.imported"}


@pytest.mark.usefixtures("lombardy")
def test_loading_twice_changes_nothing(loader: Loader, at: datetime, written: Write) -> None:
    path = written("d.yaml", small("prova", "019036", "019001"))
    actions.load_district(actor=loader, source=path, at=at)
    before = Entry.objects.count(), Observation.objects.count()
    again = actions.load_district(actor=loader, source=path, at=at + timedelta(days=1))
    assert (again.changed, again.joined, again.left, again.population_rows) == (False, 0, 0, 0)
    assert (Entry.objects.count(), Observation.objects.count()) == before


@pytest.mark.usefixtures("lombardy")
def test_a_changed_file_records_who_left_and_who_is_known_better(
    loader: Loader, at: datetime, written: Write
) -> None:
    first = written(
        "a.yaml", small("prova", "019036", "{istat: '019001', certainty: deduced}", "019003")
    )
    then = written("b.yaml", small("prova", "019036", "019001"))
    actions.load_district(actor=loader, source=first, at=at)
    later = at + timedelta(days=30)
    loaded = actions.load_district(actor=loader, source=then, at=later)
    assert (loaded.changed, loaded.joined, loaded.left) == (True, 1, 1)
    assert loaded.district.uncertain == 0
    annicco = Membership.objects.get(municipality="019003")
    assert annicco.until == date(2026, 3, 31)
    assert [m.istat for m in queries.municipalities_of("prova")] == ["019001", "019036"]
    assert len(queries.municipalities_of("prova", on=date(2026, 3, 5))) == 3
    assert queries.district_of_municipality("019003") is None
    assert queries.district_of_municipality("019003", on=date(2026, 3, 5)) == "prova"
    for row in [loaded.district, *Membership.objects.all()]:
        assert differences(row) == []


@pytest.mark.usefixtures("lombardy")
def test_who_left_can_come_back(loader: Loader, at: datetime, written: Write) -> None:
    both = written("a.yaml", small("prova", "019036", "019001"))
    one = written("b.yaml", small("prova", "019036"))
    for days, path in enumerate((both, one, both)):
        actions.load_district(actor=loader, source=path, at=at + timedelta(days=days))
    assert queries.municipalities_of("prova").count() == 2
    assert all(differences(row) == [] for row in Membership.objects.all())


@pytest.mark.usefixtures("lombardy")
def test_a_municipality_younger_than_the_tables_reads_through_those_before(
    loader: Loader, at: datetime, written: Write
) -> None:
    path = written("d.yaml", small("verbano", "{istat: '012144', cadastral: M433}"))
    actions.load_district(actor=loader, source=path, at=at)
    assert queries.current_code("012009") == "012144"
    before = np.sum(
        [queries.age_sex_structure(code, 2023) for code in ("012009", "012018", "012095")], axis=0
    )
    assert np.array_equal(queries.population("012144", 2023), before)
    drawing = queries.outline("verbano")
    assert drawing is not None
    assert drawing.paths["012144"]
    (row,) = queries.residents(queries.municipalities_of("verbano"))
    assert row.total == before.sum()


def test_a_file_that_cannot_be_used_stores_nothing(
    loader: Loader, at: datetime, written: Write
) -> None:
    path = written("d.yaml", small("prova", "019036", "999999"))
    with pytest.raises(districtfile.FileProblem):
        actions.load_district(actor=loader, source=path, at=at)
    assert not Municipality.objects.exists()
    assert not Entry.objects.exists()


def test_only_an_administrator_or_a_service_loads(at: datetime) -> None:
    class Person:
        id = Loader().id
        origin = "lived"
        service = ""

        def __init__(self, role: str) -> None:
            self.role = role

        def has(self, role: str, district: str | None = None) -> bool:
            return role == self.role

    with pytest.raises(PermissionDenied):
        actions.load_district(actor=Person("planner"), source="cremona", at=at)
    assert not District.objects.exists()
    report = actions.load_municipalities(actor=Person("administrator"), at=at)
    assert report.imported == report.rows


@pytest.mark.usefixtures("lombardy")
def test_the_register_is_loaded_once(loader: Loader, at: datetime) -> None:
    first = actions.load_municipalities(actor=loader, at=at)
    again = actions.load_municipalities(actor=loader, at=at)
    assert first.imported == first.rows > 1_500
    assert (again.imported, again.already_there) == (0, first.rows)
    assert Dataset.objects.get(code=DatasetCode.MUNICIPALITIES).imported == first.rows


@pytest.mark.usefixtures("lombardy")
def test_a_district_cannot_change_without_a_trace(
    loader: Loader, at: datetime, written: Write
) -> None:
    path = written("d.yaml", small("prova", "019036"))
    actions.load_district(actor=loader, source=path, at=at)
    with pytest.raises(IntegrityError, match="no change without a trace"), transaction.atomic():
        District.objects.update(municipalities=1)
    with pytest.raises(IntegrityError, match="no change without a trace"), transaction.atomic():
        Membership.objects.update(certainty="stated", source="rumour")
