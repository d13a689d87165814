"""`aia territory …`, as somebody types it."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from aia.trace.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lombardy")]
Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


def typed(*words: object) -> str:
    out = StringIO()
    call_command("territory", *map(str, words), stdout=out)
    return out.getvalue()


@pytest.fixture
def small(written: Write) -> Path:
    return written(
        "d.yaml",
        "code: prova\nname: Prova\nsources: {here: A public act of 2020}\nmunicipalities:\n"
        "  - {istat: '019036', source: here}\n  - {istat: '019001', certainty: deduced}\n",
    )


def test_load_and_show(small: Path) -> None:
    assert "Prova: 2 municipalities, 1 of them to be checked." in typed("load", small)
    shown = typed("show")
    assert "019036  Cremona" in shown
    assert "deduced, to be checked" in shown
    told = json.loads(typed("show", "prova", "--json"))
    assert [row["certainty"] for row in told["municipalities"]] == ["deduced", "stated"]
    assert told["municipalities"][1]["residents"] == 70_637
    assert told["municipalities"][1]["source"] == "A public act of 2020"


def test_load_says_what_it_did_as_json(small: Path) -> None:
    told = json.loads(typed("load", small, "--json"))
    again = json.loads(typed("load", small, "--json"))
    assert (told["joined"], told["changed"], again["joined"], again["changed"]) == (
        2,
        True,
        0,
        False,
    )


def test_import_population(small: Path, written: Write) -> None:
    typed("load", small)
    path = written(
        "popolazione_2019.csv",
        "istat;eta;femmine;maschi\n019036;0;10;12\n999999;0;1;1\n",
    )
    told = json.loads(typed("import-population", path, "--json"))
    assert (told["rows"], told["imported"], told["already_there"]) == (2, 1, 0)
    assert [row["line"] for row in told["rejected"]] == [3]
    assert "999999" in told["rejected"][0]["reason"]
    said = typed("import-population", path)
    assert "2 rows: 0 imported, 1 already there, 1 rejected." in said
    assert "line 3: " in said


def test_the_year_must_be_known(small: Path, written: Write) -> None:
    path = written("people.csv", "istat;eta;femmine;maschi\n019036;0;10;12\n")
    with pytest.raises(CommandError, match="add --year") as caught:
        typed("import-population", path)
    assert caught.value.returncode == 2
    typed("load", small)
    assert json.loads(typed("import-population", path, "--year", "2019", "--json"))["imported"] == 1


def test_import_income_of_the_real_file(small: Path, shared: Callable[[str], Path]) -> None:
    typed("load", small)
    path = shared("it-income-irpef/irpef_2021_comuni_lombardia.csv")
    told = json.loads(typed("import-income", path, "--json"))
    assert (told["rows"], told["imported"], told["rejected"]) == (1_506, 1_506, [])


def test_places(small: Path, written: Write) -> None:
    typed("load", small)
    path = written(
        "places.csv", "name,kind,municipality,lat,lon\nLibrary,library,Cremona,45.1333,10.0242\n"
    )
    assert "1 rows: 1 imported" in typed("places", path)
    with pytest.raises(CommandError, match="“altrove” is not loaded; loaded: prova"):
        typed("places", path, "--district", "altrove")


@pytest.mark.parametrize("verb", ["import-population", "import-income", "load"])
def test_a_file_that_is_not_there(verb: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no such file") as caught:
        typed(verb, tmp_path / "nothing.csv")
    assert caught.value.returncode == 1
    assert not Entry.objects.exists()


def test_without_a_district_show_says_so() -> None:
    with pytest.raises(CommandError, match="loaded: no district"):
        typed("show")
