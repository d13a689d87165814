"""Another archive's notices come in: every row accounted for, twice changes nothing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate
from holidays import country_holidays

from aia.access.terms import Forbidden, service_actor
from aia.access.tests.personas import DISTRICT, Persona
from aia.kit.csvfile import read_table
from aia.people.queries import keyring
from aia.sensing import queries
from aia.sensing.deadlines import ANSWER, due
from aia.sensing.imports.mapping import read_map
from aia.sensing.imports.rows import Archive, read_archive
from aia.sensing.models import Notice
from aia.sensing.queries import QueueFilters
from aia.trace.models import Entry

DATA = Path(__file__).parents[5] / "shared/data"
MAP = """
archive: prova
columns: {id: id, text: [titolo, testo], received: creata, settled: chiusa, state: stato,
          labels: categorie, town: comune}
timezone: Europe/Rome
settled_states: [chiusa]
close_reason: solved
categories: {Cibo: income.food}
"""
HEADER = "id;titolo;testo;creata;chiusa;stato;categorie;comune\n"
ROWS = (
    "1;Spesa;Non arriva a fine mese;2026-01-05 10:00;;aperta;Altro|Cibo;Soresina, CR\n"
    "2;Panchina;;2026-01-06;2026-01-09;chiusa;Verde;\n"
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded(towns: tuple[str, str]) -> None:
    """The district is there, with its two towns."""
    from aia.territory.actions import load_district

    load_district(actor=service_actor("installation"), source=DISTRICT, at=datetime.now(UTC))


@pytest.fixture
def brought(tmp_path: Path) -> Any:
    """Give a function that imports a text and returns the summary."""
    (tmp_path / "map.yaml").write_text(MAP)

    def bring(content: str | bytes, **options: Any) -> dict[str, Any]:
        file = tmp_path / "rows.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        out = StringIO()
        options.setdefault("map", tmp_path / "map.yaml")
        call_command("sensing", "import", file, json=True, stdout=out, **options)
        told: dict[str, Any] = json.loads(out.getvalue())
        return told

    return bring


def test_open_ones_wait_from_today_and_ended_ones_stay_ended(brought: Any, sara: Persona) -> None:
    told = brought(HEADER + ROWS)
    assert told == {
        "events": 2,
        "imported": 2,
        "already_there": 0,
        "notices": 2,
        "not_applicable": 1,
        "rejected": [],
    }
    waiting = Notice.objects.get(state="received")
    assert (waiting.category, waiting.municipality_id) == ("income.food", "019098")
    text = keyring(waiting.id).open(waiting.id, waiting, "sealed_text")
    assert text == "Spesa\n\nNon arriva a fine mese"
    assert waiting.due_on is not None
    assert waiting.due_on > date(2026, 2, 1)
    ended = Notice.objects.get(state="settled")
    assert (ended.outcome, ended.close_reason) == ("closed", "solved")
    assert Entry.objects.get(subject=ended.id).origin == "backfilled"
    queue = queries.triage_queue(sara.actor, at=datetime.now(UTC))
    assert [row.notice.id for row in queue.items] == [waiting.id]
    done = queries.triage_queue(sara.actor, QueueFilters(lane="done"), at=datetime.now(UTC))
    assert [row.notice.id for row in done.items] == [ended.id]


def test_twice_changes_nothing(brought: Any) -> None:
    brought(HEADER + ROWS)
    before = Entry.objects.count()
    again = brought(HEADER + ROWS)
    assert (again["imported"], again["already_there"]) == (0, 2)
    assert Entry.objects.count() == before


def test_each_row_that_stays_out_says_why(brought: Any) -> None:
    told = brought(
        HEADER
        + ROWS
        + "2;Di nuovo;;2026-01-06;;aperta;;\n"
        + "3;;;2026-01-06;;aperta;;\n"
        + "4;Senza data;;;;aperta;;\n"
        + "5;Prima;;2026-01-06;2026-01-01;chiusa;;\n"
        + "6;Corta;2026-01-06\n"
        + ";Senza numero;;2026-01-06;;aperta;;\n"
    )
    assert told["events"] == told["imported"] + len(told["rejected"]) == 8
    reasons = {row["line"]: row["reason"] for row in told["rejected"]}
    assert reasons[4] == "this id stands already on line 3"
    assert reasons[5] == "no text"
    assert reasons[6] == "no timestamp"
    assert reasons[7].startswith("it ended before")
    assert "cut short" in reasons[8]
    assert reasons[9].startswith("no id")


def test_a_missing_column_is_named_with_its_line(brought: Any) -> None:
    with pytest.raises(CommandError, match=r"line 1: the header lacks testo.*Found: id, titolo"):
        brought("id;titolo;creata;chiusa;stato;categorie;comune\n1;a;2026-01-01;;;;\n")


def test_the_wrong_encoding_is_told_line_by_line(brought: Any) -> None:
    content = (HEADER + "1;Perché;È così;2026-01-05;;aperta;;\n").encode("cp1252")
    told = brought(content)
    assert [row["line"] for row in told["rejected"]] == [2]
    assert "UTF-8" in told["rejected"][0]["reason"]
    assert brought(content, encoding="cp1252")["imported"] == 1


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("archive: PROVA!\n", "archive"),
        (MAP.replace("income.food", "no.such"), "no category of need is called"),
        (MAP + "colour: red\n", "colour"),
        ("[", "not YAML"),
        ("- a\n", "expected keys"),
    ],
)
def test_a_map_that_cannot_be_used_says_where(
    brought: Any, tmp_path: Path, written: str, said: str
) -> None:
    (tmp_path / "broken.yaml").write_text(written)
    with pytest.raises(CommandError, match=said):
        brought(HEADER + ROWS, map=tmp_path / "broken.yaml")


def test_signs_of_html_come_in_as_text(brought: Any) -> None:
    brought(HEADER + "9;<b>Ciao</b>;<script>x</script>;2026-01-05;;aperta;;\n")
    row = Notice.objects.get()
    opened = keyring(row.id).open(row.id, row, "sealed_text")
    assert opened == "<b>Ciao</b>\n\n<script>x</script>"


def real(name: str) -> Path:
    """Return a file of the real data, or skip aloud where it is not there."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"REAL DATA NOT HERE: {name}: the import of it is not tested")
    return path


def read(file: str, name: str) -> Archive:
    """Return a real archive as its shipped map reads it."""
    told = read_map(Path(name))
    table = read_table(real(file), encoding="utf-8")
    return read_archive(table, told, home=ZoneInfo("Europe/Rome"), now=datetime.now(UTC))


@pytest.mark.parametrize(
    ("file", "name", "rows", "out"),
    [
        ("it-terremotocentro/segnalazioni.csv", "terremotocentro", 1627, 1),
        ("it-covid19italia-lombardia/iniziative_e_richieste.csv", "covid19italia", 255, 0),
        ("it-segnalazioni-alessandria/segnalazioni_municipium.csv", "municipium", 4651, 0),
    ],
)
def test_real_archives_are_read_row_by_row(file: str, name: str, rows: int, out: int) -> None:
    archive = read(file, name)
    assert (archive.rows, len(archive.rejected)) == (rows, out)


@pytest.mark.parametrize("name", ["terremotocentro", "covid19italia"])
def test_the_beginning_of_a_real_archive_comes_in_and_only_once(brought: Any, name: str) -> None:
    file = {
        "terremotocentro": "it-terremotocentro/segnalazioni.csv",
        "covid19italia": "it-covid19italia-lombardia/iniziative_e_richieste.csv",
    }[name]
    lines = real(file).read_text(encoding="utf-8").split("\n")
    content = "\n".join(lines[:61])
    told = brought(content, map=Path(name))
    assert told["imported"] + len(told["rejected"]) == told["events"]
    again = brought(content, map=Path(name))
    assert (again["imported"], again["already_there"]) == (0, told["imported"])


def test_real_closing_times_against_the_rules_of_the_house() -> None:
    """4,651 reports of Alessandria: what share ended within the twenty working days.

    Counted twice: by the rules of the product, and by numpy's calendar of working days.
    """
    archive = read("it-segnalazioni-alessandria/segnalazioni_municipium.csv", "municipium")
    ended = [row for row in archive.notices if row.settled_at is not None]
    on_time = sum(
        localdate(row.settled_at) <= due(ANSWER, row.received_at, DISTRICT).on for row in ended
    )
    holy = [np.datetime64(day) for day in country_holidays("IT", years=range(2023, 2027))]
    patron = [np.datetime64(f"{year}-11-13") for year in range(2023, 2027)]
    starts = np.array([localdate(row.received_at) for row in ended], "datetime64[D]")
    ends = np.array([localdate(row.settled_at) for row in ended], "datetime64[D]")
    # From the first working day on or after the next one: as the law counts, the day itself is out.
    limits = np.busday_offset(starts + 1, 19, roll="forward", holidays=[*holy, *patron])
    assert len(ended) == 2683
    assert on_time == int((ends <= limits).sum())
    assert on_time / len(ended) == pytest.approx(0.789, abs=0.001)


def test_times_tell_what_ended_by_its_day(brought: Any, piero: Persona, chiara: Persona) -> None:
    late = "8;Tardi;;2026-01-05;2026-02-20;chiusa;Cibo;\n"
    brought(HEADER + ROWS + late)
    moments = {
        "since": datetime(2026, 1, 1, tzinfo=UTC),
        "until": datetime(2026, 2, 1, tzinfo=UTC),
    }
    told = {one.domain: one for one in queries.closing_times(piero.actor, DISTRICT, **moments)}
    assert (told[""].arrived, told[""].settled, told[""].on_time) == (3, 2, 0.5)
    assert (told["income"].arrived, told["income"].on_time) == (2, 0.0)
    assert told[None].median_days == pytest.approx(3)
    with pytest.raises(Forbidden):
        queries.closing_times(chiara.actor, DISTRICT, **moments)
