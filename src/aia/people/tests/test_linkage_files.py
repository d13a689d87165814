"""CSV files and maps of every shape an office may bring, and what is said when they cannot be."""

from pathlib import Path

import pytest

from aia.people.linkage.attributes import Kind
from aia.people.linkage.files import LinkageInputError, dedupe_file, link_files

A_ROWS = """\
a1,Anna Maria,Ghisolfi,1969-09-10,Via Platina,14,Cremona
a2,Luca,Bodini,1980-01-31,Viale Po,3,Cremona
a3,Youssef,El Idrissi,1991-12-05,Via Roma,120/b,Soresina
a4,Olena,Kovalenko,1975-06-21,Corso Matteotti,8,Sospiro
"""
B_ROWS = """\
b1;Ghisolfi;Anna;10/09/1969;Via Platina;14;Cremona
b2;Bodinni;Luca;31/01/1980;V.le Po;3;Cremona
b3;Elidrissi;Yussef;05/12/1991;via Roma;120 B;Soresina
b9;Ferrari;Giulia;02/02/2002;Via Verdi;1;Casalmaggiore
"""
FOUND = {("a1", "b1"), ("a2", "b2"), ("a3", "b3")}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    a, b = tmp_path / "A.csv", tmp_path / "B.csv"
    header = " rec_id , given_name,surname ,date_of_birth,address_1,street_number, suburb\n"
    a.write_text(header + A_ROWS, "utf-8")
    header = "id;Cognome;Nome;Data di nascita;Indirizzo;Civico;Città\n"
    b.write_bytes((header + B_ROWS).encode("cp1252"))
    return a, b


def linked(files: tuple[Path, Path], text: str | None = None) -> set[tuple[str, str]]:
    path = None
    if text is not None:
        path = files[0].parent / "MAP.yaml"
        path.write_text(text, "utf-8")
    return {(one, other) for one, other, _ in link_files(*files, path).result.pairs}


def test_columns_are_recognised_by_their_names_in_both_languages(
    files: tuple[Path, Path],
) -> None:
    assert linked(files) == FOUND


@pytest.mark.parametrize(
    "text",
    [
        """
        id: {a: rec_id, b: id}
        fields:
          given_name: {a: given_name, b: Nome, kind: name}
          family_name: {a: surname, b: Cognome, kind: name}
          birth_date: {a: date_of_birth, b: Data di nascita, kind: date}
          street: {a: address_1, b: Indirizzo, kind: address}
        """,
        """
        columns:
          nome: {columns: {a: given_name, b: nome}}
          cognome: [surname, cognome]
          data_nascita: {left: date_of_birth, right: data_di_nascita, type: date}
        """,
        """
        a: {id: rec_id, nome: given_name, cognome: surname, data_nascita: date_of_birth}
        b: {id: id, nome: Nome, cognome: Cognome, data_nascita: Data di nascita}
        """,
        """
        fields:
          - {name: family_name, a: surname, b: Cognome}
          - {name: given_name, a: given_name, b: Nome, kind: string}
          - {name: birth_date, a: date_of_birth, b: data di nascita}
        threshold: 0.5
        """,
        "auto",
    ],
)
def test_a_map_may_have_many_shapes(files: tuple[Path, Path], text: str) -> None:
    assert linked(files, text) == FOUND


@pytest.mark.parametrize(
    "text",
    [
        "id: rec_id\nfields: {given_name: given_name, family_name: surname, dob: date_of_birth}",
        "fields: [given_name, surname, date_of_birth]",
        "fields: [{column: given_name, kind: name}, {column: surname}, {column: date_of_birth}]",
        "columns: {given_name: given_name, surname: family_name, date_of_birth: birth_date}",
        "rec_id: rec_id\ngiven_name: name\nsurname: name\ndate_of_birth: date",
    ],
)
def test_the_short_shapes_say_the_same(files: tuple[Path, Path], text: str) -> None:
    path = files[0].parent / "MAP.yaml"
    path.write_text(text, "utf-8")
    found = link_files(files[0], files[0], path)
    kinds = {attribute.name: attribute.kind for attribute in found.schema}
    assert kinds == {
        "given_name": Kind.NAME,
        "family_name": Kind.NAME,
        "birth_date": Kind.DATE,
    }
    assert {(one, other) for one, other, _ in found.result.pairs} == {
        (f"a{number}", f"a{number}") for number in range(1, 5)
    }


def test_the_answer_is_ready_for_json(files: tuple[Path, Path]) -> None:
    answer = link_files(*files).as_json()
    assert set(answer) == {"pairs", "seconds"}
    assert isinstance(answer["seconds"], float)
    assert all(len(pair) == 3 for pair in answer["pairs"])  # type: ignore[attr-defined]


def test_a_name_beside_a_surname_is_the_given_one(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id\tname\tsurname\n1\tAnna\tGhisolfi\n2\tAna\tGhisolfi\n", "utf-16")
    assert {one.name for one in dedupe_file(path).schema} == {"given_name", "family_name"}


def test_rows_without_an_id_column_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("nome,cognome,nato il\nAnna,Ghisolfi,1969-09-10\n", "utf-8-sig")
    assert link_files(path, path).result.pairs[0][:2] == ("1", "1")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"A\.csv: the file is empty"),
        ("id,nome,nome\n1,a,b\n", r"A\.csv, line 1: the column 'nome' is there twice"),
        ("id,nome\n1,a\n2,b,c\n", r"A\.csv, line 3: 3 values for 2 columns"),
        ("id,nome\n1,a\n\n1,b\n", r"A\.csv, line 4, field 'id': the id '1' is at line 2 already"),
        ("id,nome\n1,a\n,b\n", r"A\.csv, line 3, field 'id': the id is missing"),
        ("x,y\n1,2\n", r"A\.csv and B\.csv: no column"),
    ],
)
def test_a_bad_file_is_named_with_the_line(
    files: tuple[Path, Path], content: str, message: str
) -> None:
    files[0].write_text(content, "utf-8")
    with pytest.raises(LinkageInputError, match=message):
        linked(files)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fields: [", r"MAP\.yaml, line 1: .*(?s:.)*Accepted: `id: rec_id`"),
        ("- 3", r"MAP\.yaml: the map must name attributes"),
        ("fields: 3", r"MAP\.yaml: `fields` must hold"),
        ("fields: {}", r"MAP\.yaml: no attribute to compare"),
        (
            "fields: {family_name: cognomme}",
            r"field 'family_name': A\.csv has no column 'cognomme'",
        ),
        ("fields: {family_name: surname}", r"field 'family_name': B\.csv has no column 'surname'"),
        (
            "fields: {nome: {a: given_name, b: nome, kind: wine}}",
            "field 'nome': unknown kind 'wine'",
        ),
        ("threshold: 7\nfields: {nome: {a: given_name, b: nome}}", "'threshold': 7 is not"),
        ("one_to_one: maybe\nfields: {nome: {a: given_name, b: nome}}", "'one_to_one': 'maybe'"),
    ],
)
def test_a_bad_map_is_told_with_the_field_and_the_shapes(
    files: tuple[Path, Path], text: str, message: str
) -> None:
    with pytest.raises(LinkageInputError, match=message):
        linked(files, text)


def test_a_file_that_is_not_there_is_named(files: tuple[Path, Path]) -> None:
    with pytest.raises(LinkageInputError, match=r"none\.csv: cannot be read"):
        link_files(files[0], files[0].parent / "none.csv")
