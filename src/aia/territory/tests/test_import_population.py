"""Importing residents: the real files, and files as they arrive from offices."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from django.utils import translation

from aia.territory import actions, queries
from aia.territory.models import Dataset, Observation
from aia.territory.terms import DatasetCode, Flag, ImportReport, Loader
from aia.territory.yamlnodes import FileProblem
from aia.trace.models import Entry
from aia.trace.replay import differences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register", "lombardy")]
Write = Callable[..., Path]
Bring = Callable[..., ImportReport]
HEAD = "istat;comune;eta;femmine;maschi;totale\n"


@pytest.fixture
def register(lombardy: None, loader: Loader, at: datetime) -> None:
    actions.load_municipalities(actor=loader, at=at)


@pytest.fixture
def bring(loader: Loader, at: datetime, written: Write) -> Bring:
    """Import a text as a file of 2023."""

    def bring_text(text: str, encoding: str = "utf-8", year: int = 2023) -> ImportReport:
        path = written("people.csv", text, encoding)
        with translation.override("en"):
            return actions.import_population(actor=loader, path=path, year=year, at=at)

    return bring_text


def reasons(report: ImportReport) -> list[tuple[int, str]]:
    return [(rejected.line, rejected.reason) for rejected in report.rejected]


def test_the_real_file_says_what_the_package_says(
    loader: Loader, at: datetime, shared: Callable[[str], Path]
) -> None:
    path = shared("it-population/cremona_popolazione_eta_sesso_2022.csv")
    report = actions.import_population(actor=loader, path=path, year=2022, at=at)
    assert (report.rows, report.imported, report.rejected) == (11_413, 11_413, [])
    for istat in ("019036", "019107", "019116"):
        assert np.array_equal(
            queries.population(istat, 2022), queries.age_sex_structure(istat, 2022)
        )
    entries = Entry.objects.count()
    again = actions.import_population(actor=loader, path=path, year=2022, at=at)
    assert (again.imported, again.already_there) == (0, 11_413)
    assert Entry.objects.count() == entries
    dataset = Dataset.objects.get(code=DatasetCode.POPULATION_AGE)
    assert (dataset.first_year, dataset.last_year, dataset.imported) == (2022, 2022, 11_413)
    assert differences(dataset) == []


def test_the_real_bands_of_lombardy_are_a_dataset_of_their_own(
    loader: Loader, at: datetime, shared: Callable[[str], Path]
) -> None:
    path = shared("it-population/lombardia_popolazione_fasce_2023.csv")
    seen: list[int] = []
    report = actions.import_population(
        actor=loader, path=path, year=2023, at=at, progress=seen.append
    )
    assert (report.rows, report.imported, report.rejected) == (16_533, 16_533, [])
    assert sum(seen) == report.rows
    told = {
        r.breakdown: r.value
        for r in queries.figures(DatasetCode.POPULATION_BAND, ["019036"])["019036"]
    }
    old = queries.age_sex_structure("019036", 2023)[85:].sum(axis=0)
    assert (told["f.85-"], told["m.85-"]) == tuple(old.tolist())


def test_each_row_that_cannot_be_used_is_told_and_the_rest_is_kept(bring: Bring) -> None:
    report = bring(
        HEAD
        + "019036;Cremona;0;10;12;22\n"
        + "019999;Nowhere;0;1;1;2\n"
        + "999999;Nowhere;0;1;1;2\n"
        + "019036;Cremona;130;1;1;2\n"
        + "019036;Cremona;1;1;1;3\n"
        + "019036;Cremona;2;-1;1;0\n"
        + "019036;Cremona;3;uno;1;2\n"
        + "019036;Cremona;4;1;1\n"
        + "\n"
        + "019036;Cremona;0;10;12;22\n"
        + "019036;Cremona;5;3;;\n"
    )
    told = dict(reasons(report))
    assert list(told) == [3, 4, 5, 6, 7, 8, 9, 11]
    assert "no municipality has the ISTAT code 019999" in told[3]
    assert "not an age" in told[5]
    assert told[6] == "1 women and 1 men do not make 3"
    assert "not a count of people" in told[7]
    assert "“uno” is not a figure" in told[8]
    assert told[9] == "5 cells instead of 6"
    assert told[11] == "it says again what line 2 says"
    assert (report.rows, report.imported, report.already_there) == (10, 2, 0)
    assert report.rows == report.imported + report.already_there + len(report.rejected)


def test_an_empty_cell_is_suppressed_not_zero(bring: Bring) -> None:
    report = bring(HEAD + "019036;Cremona;99;;0;\n")
    women, men = Observation.objects.order_by("sex")
    assert (women.value, women.flag) == (None, Flag.SUPPRESSED.value)
    assert (men.value, men.flag) == (Decimal(0), Flag.OBSERVED.value)
    assert report.suppressed == 1


def test_a_corrected_file_corrects(bring: Bring) -> None:
    bring(HEAD + "019036;Cremona;0;10;12;22\n")
    report = bring(HEAD + "019036;Cremona;0;11;12;23\n")
    assert (report.imported, report.already_there) == (1, 0)
    assert queries.population("019036", 2023)[0].tolist() == [11, 12]
    entries = Entry.objects.filter(verb="dataset.imported", facts__contains="population.age")
    assert entries.count() == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_any_separator_and_encoding(bring: Bring, encoding: str, separator: str) -> None:
    text = HEAD.replace("eta", "Età") + "019036;Città;0;10;12;22\n"
    report = bring(text.replace(";", separator).replace("\n", "\r\n"), encoding)
    assert (report.imported, report.rejected) == (1, [])


def test_the_layout_of_istat_itself(bring: Bring) -> None:
    report = bring(
        "Popolazione residente al 1 gennaio\n"
        "Codice comune;Comune;Età;Totale maschi;Totale femmine;Totale\n"
        "019036;Cremona;0;12;10;22\n"
        "019036;Cremona;999;33000;37000;70000\n"
    )
    assert (report.imported, report.rejected) == (2, [])
    assert queries.population("019036", 2023).sum() == 22, "the total is not one more age"


def test_an_old_code_reads_through_what_it_became(bring: Bring) -> None:
    report = bring(HEAD + "019042;Drizzona;0;1;2;3\n019071;Piadena;0;10;20;30\n", year=2018)
    assert report.rejected == []
    assert queries.population("019116", 2018)[0].tolist() == [11, 22]
    assert queries.population("019071", 2018)[0].tolist() == [10, 20]
    bring(HEAD + "019116;Piadena Drizzona;0;5;6;11\n")
    assert queries.population("019071", 2023)[0].tolist() == [5, 6]


def test_a_suppressed_part_makes_the_sum_unknown(bring: Bring) -> None:
    bring(HEAD + "019042;Drizzona;0;;2;\n019071;Piadena;0;10;20;30\n", year=2018)
    told = {
        r.breakdown: (r.value, r.flag)
        for r in queries.figures("population.age", ["019116"])["019116"]
    }
    assert told["f.0"] == (None, Flag.SUPPRESSED.value)
    assert told["m.0"] == (Decimal(22), Flag.OBSERVED.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "empty"),
        ("a;b;c\n1;2;3\n", "the columns istat, eta, femmine, maschi are not all there"),
        ("PK\x03\x04\x00\x00", "not a text file"),
    ],
)
def test_files_that_are_something_else(bring: Bring, text: str, expected: str) -> None:
    with pytest.raises(FileProblem, match=expected):
        bring(text)


def test_ten_megabytes_in_one_cell_are_one_rejected_line(bring: Bring) -> None:
    huge = "x" * 10_000_000
    report = bring(HEAD + f"019036;{huge};0;1;1;2\n019036;Cremona;1;1;1;2\n")
    assert [line for line, _reason in reasons(report)] == [2]
    assert report.imported == 1


def test_an_open_quote_swallows_no_good_row_in_silence(bring: Bring) -> None:
    report = bring(HEAD + '019036;"Cremona;0;1;1;2\n019036;Cremona;1;1;1;2\n')
    assert report.imported == 0
    assert report.rejected
