"""`aia people`, verb by verb."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.people import actions, queries
from aia.people.models import Organisation, Person, SubjectKey
from aia.trace.models import Entry

HEADER = "id,nome,cognome,data_nascita,sesso,comune,codice_fiscale,telefono\n"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    call_command("people", *words, "--json")
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def one_district(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aia.people.management.commands.people._district", lambda code: DISTRICT)


def test_linking_two_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a, b = tmp_path / "a.csv", tmp_path / "b.csv"
    names = [("Maria", "Rossi", "1965-03-07"), ("Ugo", "Neri", "1980-01-02"), ("Eva", "Poli", "")]
    a.write_text(
        "id,nome,cognome,nascita\n" + "".join(f"a{i},{','.join(n)}\n" for i, n in enumerate(names))
    )
    b.write_text("id,nome,cognome,nascita\nb0,Mria,Rossi,1965-03-07\nb1,Ugo,Neri,1980-01-02\n")

    found = told(capsys, "link", str(a), str(b))

    assert ["a1", "b1"] in [pair[:2] for pair in found["pairs"]]
    assert found["seconds"] >= 0


def test_a_missing_file_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        call_command("people", "link", str(tmp_path / "nowhere.csv"), str(tmp_path / "b.csv"))


def test_every_row_of_an_import_is_accounted_for(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    towns: tuple[str, str],
    one_district: None,
) -> None:
    file = tmp_path / "persone.csv"
    file.write_text(
        HEADER
        + "1,Maria,Rossi,07/03/1965,F,Cremona,RSSMRA65C47D150J,\n"
        + "2,,,,,,,\n"
        + "3,Ugo,Neri,31/02/1980,M,Cremona,,\n"
        + "4,Eva,Poli,,F,Atlantide,,\n"
        + "5,Mamadou,,,,,,\n"
        + "6,Lia,Riva,,F,019098,RSSMRA65C47D150X,\n"
    )

    first = told(capsys, "import", str(file))
    again = told(capsys, "import", str(file))

    assert (first["rows"], first["imported"], first["already_there"]) == (6, 2, 0)
    assert [row["line"] for row in first["rejected"]] == [3, 4, 5, 7]
    assert (again["imported"], again["already_there"]) == (0, 2)
    assert Person.objects.count() == 2
    assert SubjectKey.objects.count() == 2


def test_a_wrong_encoding_and_separator_are_no_obstacle(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    towns: tuple[str, str],
    one_district: None,
) -> None:
    file = tmp_path / "persone.csv"
    file.write_bytes("id;nome;cognome\n1;Nicolò;D’Angelo\n".encode("cp1252"))

    assert told(capsys, "import", str(file))["imported"] == 1
    assert queries.identity_of(Person.objects.get()).full_name == "Nicolò D’Angelo"


def test_duplicates_are_scanned(
    maria: Person, capsys: pytest.CaptureFixture[str], one_district: None
) -> None:
    assert told(capsys, "duplicates") == {"compared": 1, "left": 0}


def test_an_export_holds_everything_and_is_for_the_owner_only(
    maria: Person, sara: Persona, cooperative: Organisation, tmp_path: Path
) -> None:
    actions.add_identifier(
        actor=sara.actor, person=maria, kind="tax_code", value="RSSMRA65C47D150J", at=MOMENT
    )
    actions.give_consent(
        actor=sara.actor, person=maria, purpose="sharing", organisation=cooperative, at=MOMENT
    )
    actions.form_household(
        actor=sara.actor,
        district=DISTRICT,
        since=date(2025, 1, 1),
        members=[(maria, "reference")],
        at=MOMENT,
    )
    out = tmp_path / "maria.json"

    call_command("people", "export", str(maria.id), "--out", str(out))

    known = json.loads(out.read_text())
    assert known["identity"][0]["family_name"] == "Rossi"
    assert known["identifiers"][0]["value"] == "RSSMRA65C47D150J"
    assert known["consents"][0]["organisation"] == "Cooperativa Il Gelso"
    assert len(known["households"]) == 1
    assert len(known["who_opened_my_file"]) == 1
    assert out.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError):
        call_command("people", "export", str(maria.id), "--out", str(out))


def test_the_readable_export_escapes_what_people_wrote(
    sara: Persona, towns: tuple[str, str], meet: Any, tmp_path: Path
) -> None:
    person = meet("<script>alert(1)</script>")
    out = tmp_path / "known.html"

    call_command("people", "export", str(person.id), "--out", str(out))

    assert "<script>" not in out.read_text()
    assert "&lt;script&gt;" in out.read_text()


def test_erasing_says_what_stays(maria: Person, capsys: pytest.CaptureFixture[str]) -> None:
    summary = told(capsys, "erase", str(maria.id), "--yes")

    assert summary["erased"] == str(maria.id)
    assert summary["stays"]
    assert Entry.objects.filter(verb="person.erased").count() == 1


def test_an_unknown_person_is_an_error(db: None, tmp_path: Path) -> None:
    nobody = "00000000-0000-7000-8000-000000000000"
    for words in (
        ("erase", nobody, "--yes"),
        ("export", nobody, "--out", str(tmp_path / "x.json")),
    ):
        with pytest.raises(CommandError):
            call_command("people", *words)


def test_retention_proposes_and_deletes_nothing(
    maria: Person, carla: Persona, capsys: pytest.CaptureFixture[str]
) -> None:
    actions.set_term(actor=carla.actor, person=maria, keep_until=date(2026, 3, 1), at=MOMENT)

    [proposed] = told(capsys, "retention")["proposed"]

    assert (proposed["person"], proposed["rule"]) == (str(maria.id), "term_set")
    assert queries.identity_of(maria).full_name == "Maria Rossi"
