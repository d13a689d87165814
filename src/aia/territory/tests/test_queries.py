"""Reading the territory."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from django.test.utils import CaptureQueriesContext

from aia.territory import actions, queries, tables
from aia.territory.terms import Loader


def test_the_structure_by_age_and_sex_comes_straight_from_the_package() -> None:
    counts = queries.age_sex_structure("019036", 2023)
    assert counts.shape == (101, 2)
    assert counts.dtype == np.int64
    assert counts.sum() == 70_637
    assert counts[100].sum() > 0, "people of a hundred and over are in the last row"
    assert np.array_equal(queries.age_sex_structure("019036"), counts)


def test_what_the_tables_do_not_have_is_said() -> None:
    with pytest.raises(tables.NoFigures, match="019999"):
        queries.age_sex_structure("019999")
    with pytest.raises(tables.NoFigures, match="2023"):
        queries.age_sex_structure("019036", 1999)


@pytest.fixture
def municipalities(lombardy: None, loader: Loader, at: datetime) -> None:
    actions.load_municipalities(actor=loader, at=at)


@pytest.mark.django_db
@pytest.mark.usefixtures("municipalities")
def test_an_old_code_leads_to_todays() -> None:
    assert queries.current_code("019036") == "019036"
    assert queries.current_code("019071") == "019116"
    assert queries.current_code("019071", on=date(2018, 12, 31)) == "019071"
    assert queries.current_code("019071", on=date(2019, 1, 1)) == "019116"
    assert queries.current_code("018002") == "018002", "where it went is not known"
    with pytest.raises(queries.UnknownMunicipality):
        queries.current_code("999999")
    found = queries.by_cadastral("b320")
    assert found is not None
    assert found.name == "Torre de' Picenardi"
    assert queries.by_cadastral("Z999") is None
    assert queries.family_of(["019116"]) == dict.fromkeys(("019116", "019042", "019071"), "019116")


@pytest.mark.django_db
@pytest.mark.usefixtures("municipalities")
def test_a_name_is_found_by_its_beginning_first() -> None:
    names = [one.name for one in queries.municipalities_named("crem")]
    assert names[:2] == ["Crema", "Cremella"]
    assert "Cremona" in names
    assert "Piadena" not in [one.name for one in queries.municipalities_named("piadena")]


@pytest.mark.django_db
@pytest.mark.usefixtures("municipalities")
def test_nothing_stored_yet() -> None:
    with pytest.raises(tables.NoFigures):
        queries.population("019036")
    assert queries.figures("population.age", ["019036"]) == {"019036": []}
    assert queries.district_of_municipality("019036") is None


@pytest.mark.django_db
@pytest.mark.usefixtures("lombardy")
def test_reading_costs_the_same_statements_for_any_number_of_municipalities(
    loader: Loader,
    at: datetime,
    written: Callable[..., Path],
    django_assert_max_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    text = "code: prova\nname: Prova\nmunicipalities: ['019036', '019001', '019003', '019004']\n"
    actions.load_district(actor=loader, source=written("d.yaml", text), at=at)
    with django_assert_max_num_queries(5):
        told = queries.residents(queries.municipalities_of("prova"))
    assert len(told) == 4
    cremona = next(one for one in told if one.municipality.istat == "019036")
    counts = queries.age_sex_structure("019036", 2023)
    assert (cremona.total, cremona.under_18, cremona.over_65) == (
        counts.sum(),
        counts[:18].sum(),
        counts[65:].sum(),
    )
    assert cremona.over_65_share == pytest.approx(100 * counts[65:].sum() / counts.sum())
