"""Packages of services: every defect is found, nothing is lost, what is written reads the same."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from aia.commons.hsds import writing
from aia.commons.hsds.cells import clock
from aia.commons.hsds.mending import mended
from aia.commons.hsds.opening import rules_of, weekly
from aia.commons.hsds.reading import read_package
from aia.commons.hsds.terms import Directory
from aia.kit.csvfile import FileProblem

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
BODY, SERVICE, PLACE = (f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))


def real(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"THE REAL DATA SET {name} IS NOT HERE: IMPORTING IT IS NOT TESTED")
    return path


def package(folder: Path, **tables: str) -> Path:
    """Write CSV files: `package(folder, organizations="id,name\\n1,Gelso")`."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text + "\n")
    return folder


def found(directory: Directory) -> Counter[tuple[str, str, str]]:
    return Counter((one.defect.value, one.table, one.column) for one in directory.findings)


def again(directory: Directory, folder: Path, form: str) -> Directory:
    """Write a directory in a form and read what was written."""
    out = folder / f"out.{form}"
    if form == "json":
        out.write_text(json.dumps(writing.document(directory)))
    elif form == "zip":
        out.write_bytes(writing.zipped(directory, title="Out"))
    else:
        out.mkdir()
        for name, text in writing.files(directory, title="Out").items():
            (out / name).write_text(text)
    return mended(read_package(out))


def test_the_defects_of_a_real_package_are_all_told() -> None:
    told = mended(read_package(real("hsds-miami-slice")))
    sizes = {name: len(rows) for name, rows in told.tables.items()}
    assert (sizes["organization"], sizes["service"], sizes["attribute"]) == (179, 464, 3042)
    defects = found(told)
    assert defects["unplaced", "eligibility", ""] == len(told.aside) == 150
    assert defects["orphan", "location", "organization_id"] == 285
    assert defects["same_id", "language", "id"] == 528
    assert defects["no_id", "schedule", ""] == sizes["schedule"] == 1323
    assert defects["padded", "physical_address", "state_province"] == 464
    assert sum(many for (defect, *_), many in defects.items() if defect == "elsewhere") == 13
    assert sum(many for (defect, *_), many in defects.items() if defect == "no_file") == 9


@pytest.mark.parametrize("form", ["csv", "zip", "json"])
@pytest.mark.parametrize(
    "name",
    [
        "hsds-miami-slice",
        "hsds-spec-3/examples/csv",
        "hsds-spec-3/examples/service_full.json",
        "hsds-spec-3/examples/organization_full.json",
        "hsds-spec-3/examples/tabular.json",
    ],
)
def test_what_is_written_is_read_the_same(name: str, form: str, tmp_path: Path) -> None:
    first = mended(read_package(real(name)))
    second = again(first, tmp_path, form)
    assert second.tables == first.tables
    assert second.aside == first.aside


def test_rows_that_share_an_id_or_hang_on_nothing_are_kept_and_told(tmp_path: Path) -> None:
    told = mended(
        read_package(
            package(
                tmp_path,
                organizations=f"id,name,description\n{BODY},Gelso,x\n{BODY},Gelso,x\n{BODY},Y,y",
                services=f"id,organization_id,name,status\n{SERVICE},{BODY},Orto,active\n"
                f"{PLACE},{SERVICE},Di nessuno,active",
                funding=f"id,service_id,source\n{PLACE},{SERVICE},A\n{PLACE},{SERVICE},B",
                unheard="id,what\n1,something",
            )
        )
    )
    assert [one["name"] for one in told.tables["organization"].values()] == ["Gelso"]
    assert sorted(one["source"] for one in told.tables["funding"].values()) == ["A", "B"]
    assert sorted(one["why"] for one in told.aside.values()) == ["no_table", "rival", "unplaced"]
    assert {one.defect.value for one in told.findings} >= {"twice", "same_id", "rival", "no_table"}
    assert "Di nessuno" in "".join(one["row"] for one in told.aside.values())
    assert again(told, tmp_path, "zip").aside == told.aside


def test_wrong_encodings_and_broken_lines_are_told(tmp_path: Path) -> None:
    package(tmp_path, services=f"id,organization_id,name,status\n{SERVICE},{BODY},x,shut")
    text = f"id,name,description\n{BODY},Caffè,è qui\n{PLACE},cut short"
    (tmp_path / "organizations.csv").write_bytes(text.encode("cp1252"))
    told = mended(read_package(tmp_path))
    assert told.tables["organization"][BODY]["name"] == "Caffè"
    assert {one.defect.value for one in told.findings} >= {"encoding", "unreadable", "wrong"}


def test_a_package_names_no_file_outside_of_itself(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("id,name\n1,secret\n")
    inside = tmp_path / "package"
    inside.mkdir()
    package(inside, organizations=f"id,name,description\n{BODY},Gelso,x")
    resources = [{"name": "service", "path": "../secret.csv"}]
    (inside / "datapackage.json").write_text(json.dumps({"resources": resources}))
    told = mended(read_package(inside))
    assert "secret" not in str(told.tables)
    assert ("no_file", "service", "") in found(told)
    with zipfile.ZipFile(tmp_path / "sly.zip", "w") as archive:
        archive.writestr("../../sly.csv", "id,name\n1,x\n")
    read_package(tmp_path / "sly.zip")
    assert not (tmp_path.parent / "sly.csv").exists()


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a": 1}', "[1]", '{"services": ["x"]}'])
def test_a_document_without_services_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(FileProblem):
        read_package(tmp_path / "x.json")


def test_hours_are_read_as_they_are_written() -> None:
    told = {"8:30am": "08:30", "12:00pm": "12:00", "12am": "00:00", "17.45": "17:45", "9": "09:00"}
    for text, hour in told.items():
        assert f"{clock(text):%H:%M}" == hour
    for wrong in ("", "By appointment", "25:00", "13pm", "8:75"):
        assert clock(wrong) is None


def test_a_week_goes_out_and_comes_back() -> None:
    week = ("1:0900-1230", "1:1400-1800", "3:0900-1230", "7:2000-2400")
    assert weekly(rules_of(week)) == (week, [])
    wide = {"byday": "MO", "opens_at": "09:00", "closes_at": "12:00"}
    touching = {"byday": "MO,TU", "opens_at": "11:00", "closes_at": "13:00"}
    night = {"byday": "MO", "opens_at": "22:00", "closes_at": "02:00"}
    joined, lost = weekly([wide, touching, night, wide | {"freq": "MONTHLY"}])
    assert joined == ("1:0900-1300", "2:1100-1300")
    assert len(lost) == 2
