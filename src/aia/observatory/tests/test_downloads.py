"""The files of a table: the same numbers, harmless in a spreadsheet, readable from any site."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client
from pyarrow import parquet

from aia.observatory.publishing.files import harmless
from aia.observatory.tests.published import CODE, OTHER, TOWN, site

__all__ = ["site"]

pytestmark = pytest.mark.django_db
TABLE = f"/observatory/cremona/{CODE}/municipality/"


def test_csv_has_a_row_a_cell_with_code_and_name(client: Client, site: None) -> None:
    answer = client.get(f"{TABLE}1.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert {row["municipality"]: row["municipality_name"] for row in rows} == {
        TOWN: TOWN,
        OTHER: OTHER,
    }
    assert {row["municipality"]: float(row["value"]) for row in rows} == {TOWN: 100, OTHER: 20}
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "attachment" in answer["Content-Disposition"]


def test_csv_for_spreadsheets_has_semicolons_and_commas(client: Client, site: None) -> None:
    text = client.get(f"{TABLE}latest.excel.csv").content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("municipality;municipality_name;value")


@pytest.mark.parametrize("text", ["=1+1", "+39", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_no_text_of_a_file_begins_as_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless(f"a{text}") == f"a{text}"


def test_json_stat_is_dense_and_says_null_where_nothing_is_told(client: Client, site: None) -> None:
    told = json.loads(client.get(f"/observatory/cremona/{CODE}/domain.age_band/1.json").content)
    assert (told["version"], told["class"], told["id"]) == (
        "2.0",
        "dataset",
        ["domain", "age_band"],
    )
    across = len(told["dimension"]["age_band"]["category"]["index"])
    down = len(told["dimension"]["domain"]["category"]["index"])
    assert told["size"] == [down, across]
    assert len(told["value"]) == down * across
    place = told["dimension"]["domain"]["category"]["index"].index("housing") * across
    place += told["dimension"]["age_band"]["category"]["index"].index("75-84")
    assert told["value"][place] == 35
    assert sum(value is not None for value in told["value"]) == 2


def test_json_stat_names_time_and_place(client: Client, site: None) -> None:
    told = json.loads(client.get(f"/observatory/cremona/{CODE}/quarter/1.json").content)
    assert told["role"] == {"time": ["quarter"]}
    whole = json.loads(client.get(f"/observatory/cremona/{CODE}/total/1.json").content)
    assert (whole["size"], whole["value"]) == ([1], [120])


def test_parquet_has_typed_columns(client: Client, site: None) -> None:
    table = parquet.read_table(io.BytesIO(client.get(f"{TABLE}1.parquet").content))
    assert dict(
        zip(table["municipality"].to_pylist(), table["value"].to_pylist(), strict=True)
    ) == {
        TOWN: 100.0,
        OTHER: 20.0,
    }
    assert str(table.schema.field("as_of").type) == "date32[day]"


@pytest.mark.parametrize("name", ["0.csv", "9999999.csv", "x.csv", "1.exe", "latest.svg"])
def test_what_is_not_there_is_not_found(client: Client, site: None, name: str) -> None:
    assert client.get(TABLE + name).status_code == 404
