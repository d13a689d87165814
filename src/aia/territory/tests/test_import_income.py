"""Importing the Ministry's tax returns: an empty cell is never a zero."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from aia.territory import actions, queries
from aia.territory.models import Dataset, Observation
from aia.territory.terms import DatasetCode, Flag, Licence, Loader
from aia.trace.models import Entry
from aia.trace.replay import differences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]
FILE = "it-income-irpef/irpef_2021_comuni_lombardia.csv"
HEAD = (
    "Anno di imposta;Codice Istat Comune;Numero contribuenti;"
    "Reddito da pensione - Frequenza;Reddito da pensione - Ammontare in euro\n"
)


@pytest.fixture
def register(lombardy: None, loader: Loader, at: datetime) -> None:
    actions.load_municipalities(actor=loader, at=at)


def test_the_real_file_of_lombardy(
    loader: Loader, at: datetime, shared: Callable[[str], Path]
) -> None:
    path = shared(FILE)
    report = actions.import_income(actor=loader, path=path, at=at)
    assert (report.rows, report.imported, report.rejected) == (1_506, 1_506, [])
    assert Observation.objects.count() == 1_506 * 43
    frequencies = Observation.objects.filter(dataset__code=DatasetCode.INCOME_TAXPAYERS)
    assert frequencies.filter(flag=Flag.SUPPRESSED).count() == 1_425
    assert frequencies.filter(value=0).count() == 1_520
    entries = Entry.objects.count()
    again = actions.import_income(actor=loader, path=path, at=at)
    assert (again.imported, again.already_there) == (0, 1_506)
    assert Entry.objects.count() == entries
    for dataset in Dataset.objects.all():
        assert differences(dataset) == []
    assert Dataset.objects.get(code="income.amount").licence == Licence.NOT_STATED


def test_bardello_of_2021_reads_under_its_old_code(
    loader: Loader, at: datetime, shared: Callable[[str], Path]
) -> None:
    # In the tax year it was a municipality of its own; it ceased at the end of 2022.
    actions.import_income(actor=loader, path=shared(FILE), at=at)
    assert queries.current_code("012009", on=at.date().replace(year=2021)) == "012009"
    told = queries.figures(DatasetCode.INCOME_TAXPAYERS, ["012009"], 2021)["012009"]
    assert any(reading.breakdown == "" and reading.value for reading in told)


def test_empty_is_suppressed_and_zero_is_zero(
    loader: Loader, at: datetime, written: Callable[..., Path]
) -> None:
    text = HEAD + "2021;019036;50000;;\n2021;019001;900;0;0\n2021;019003;800;10;1.234,50\n"
    report = actions.import_income(
        actor=loader, path=written("irpef.csv", text, "utf-8-sig"), at=at
    )
    assert (report.imported, report.suppressed) == (3, 2)
    amounts = {
        istat: readings[0]
        for istat, readings in queries.figures(
            DatasetCode.INCOME_AMOUNT, ["019036", "019001", "019003"]
        ).items()
    }
    assert (amounts["019036"].value, amounts["019036"].flag) == (None, Flag.SUPPRESSED)
    assert (amounts["019001"].value, amounts["019001"].flag) == (Decimal(0), Flag.OBSERVED)
    assert amounts["019003"].value == Decimal("1234.50")


def test_rows_that_cannot_be_used(
    loader: Loader, at: datetime, written: Callable[..., Path]
) -> None:
    text = (
        HEAD + "l'anno;019036;1;1;1\n2021;019036;1;1;molto\n2021;19036;1;1;1\n2021;019036;5;4;-3\n"
    )
    with translation.override("en"):
        report = actions.import_income(actor=loader, path=written("irpef.csv", text), at=at)
    told = {rejected.line: rejected.reason for rejected in report.rejected}
    assert list(told) == [2, 3, 4]
    assert "not a year" in told[2]
    assert "“molto” is not a figure" in told[3]
    assert "019036" in told[4]
    assert report.imported == 1, "an amount may be negative: losses"
