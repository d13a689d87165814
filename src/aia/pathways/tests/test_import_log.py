"""An event log brought in: every event accounted for, once, and the line never bent."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aia.access.terms import Forbidden, service_actor
from aia.access.tests.personas import Persona
from aia.kit.csvfile import read_table
from aia.pathways.actions import Imported, close_need, import_log, join_team
from aia.pathways.actions.imports import case_key
from aia.pathways.imports.choosing import mapping_for
from aia.pathways.imports.logs import Log, read_log
from aia.pathways.models import Demand, Need, Pathway, SourceEvent
from aia.pathways.terms import State, Step
from aia.people.queries import keyring
from aia.territory.tests.conftest import SHARED
from aia.trace.models import Entry
from aia.trace.terms import Origin
from aia.trace.verification import verify
from tests.installation import Installation

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ACTOR = service_actor("import", origin=Origin.BACKFILLED)
TERREMOTO = """case_id,activity,timestamp,detail
TC-1,segnalazione ricevuta,2016-10-31T19:16:48Z,
TC-1,verificata e pubblicata,2016-10-31T22:45:34Z,Accettato
TC-1,categoria aggiunta,2016-11-01T10:00:00Z,Alloggi
TC-1,chiusa,2016-11-02T10:00:00Z,
TC-1,chiusa,2016-11-03T10:00:00Z,
TC-1,riaperta,2016-11-04T10:00:00Z,
TC-2,aggiornata,2016-11-01T10:00:00Z,Maria Rossi ha chiamato
"""
Write = Callable[[str], Log]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a log and read it."""

    def written(text: str) -> Log:
        path = tmp_path / "log.csv"
        path.write_text(text)
        return _read(path)

    return written


def _read(path: Path) -> Log:
    table = read_table(path)
    mapping = mapping_for(table)
    return read_log(table, mapping, mapping.log or "log", home=ZoneInfo("Europe/Rome"), now=NOW)


def _bring(log: Log) -> Imported:
    return import_log(actor=ACTOR, log=log, district="cremona")


def test_a_case_becomes_a_pathway_whose_need_follows_the_log(db: None, write: Write) -> None:
    """Acts that the line does not allow are kept as plain events."""
    done = _bring(write(TERREMOTO))

    assert done == Imported(imported=7, already_there=0, not_applicable=1)
    pathway = Pathway.objects.get(source_key="terremotocentro:TC-1")
    assert (pathway.kind, pathway.opened_at) == (
        "community",
        datetime(2016, 10, 31, 19, 16, 48, tzinfo=UTC),
    )
    need = Need.objects.get(pathway=pathway)
    assert (need.state, need.step, need.reopened) == (State.OPEN, Step.DEMAND, 1)
    assert (need.category, need.due_on) == ("housing.none", None)
    assert Demand.objects.get(need=need).opened_at == datetime(2016, 10, 31, 22, 45, 34, tzinfo=UTC)
    refused = SourceEvent.objects.get(pathway=pathway, applied=False)
    assert (refused.activity, refused.happened_at.day) == ("chiusa", 3)


def test_entries_are_backfilled_at_the_events_own_moment(db: None, write: Write) -> None:
    """And no words of the log reach them."""
    _bring(write(TERREMOTO))

    entries = Entry.objects.filter(district="cremona")
    assert set(entries.values_list("origin", flat=True)) == {Origin.BACKFILLED}
    assert {entry.happened_at.year for entry in entries} == {2016}
    assert not any("Maria" in entry.facts for entry in entries)


def test_what_the_log_tells_in_words_is_sealed(db: None, write: Write) -> None:
    """It can be read back with the pathway's key."""
    _bring(write(TERREMOTO))

    told = SourceEvent.objects.get(activity="aggiornata")
    assert b"Maria" not in bytes(told.sealed_detail)
    words = keyring(told.pathway_id).open(told.pathway_id, told, "sealed_detail")
    assert words == "Maria Rossi ha chiamato"


def test_a_case_that_begins_otherwise_has_its_need_all_the_same(db: None, write: Write) -> None:
    """The first event recognises it."""
    _bring(write(TERREMOTO))

    need = Need.objects.get(pathway__source_key="terremotocentro:TC-2")
    assert (need.step, need.category) == (Step.NEED, "ties.neighbourhood")


def test_twice_changes_nothing(db: None, write: Write) -> None:
    """Every event is found to be there."""
    _bring(write(TERREMOTO))
    before = Entry.objects.count()

    done = _bring(write(TERREMOTO))

    assert done == Imported(imported=0, already_there=7)
    assert Entry.objects.count() == before


def test_a_log_that_has_grown_adds_what_is_new(db: None, write: Write) -> None:
    """A late event is told, but no longer moves the need."""
    _bring(write(TERREMOTO))
    late = "TC-1,chiusa,2016-11-01T00:00:00Z,\n"
    new = "TC-1,chiusa,2016-12-01T00:00:00Z,\n"

    done = _bring(write(TERREMOTO + late + new))

    assert done == Imported(imported=2, already_there=7, not_applicable=1)
    need = Need.objects.get(pathway__source_key="terremotocentro:TC-1")
    assert need.closed_at == datetime(2016, 12, 1, tzinfo=UTC)


def test_what_people_did_since_is_never_undone(db: None, write: Write, carla: Persona) -> None:
    """Carla closed the need today: a reopening of 2016 changes nothing."""
    _bring(write(TERREMOTO))
    need = Need.objects.get(pathway__source_key="terremotocentro:TC-1")
    join_team(actor=carla.actor, pathway_id=need.pathway_id, account=carla.account, at=NOW)
    close_need(actor=carla.actor, need_id=need.id, reason="eased", at=NOW)

    done = _bring(write(TERREMOTO + "TC-1,riaperta,2016-12-01T00:00:00Z,\n"))

    need.refresh_from_db()
    assert (done.imported, done.not_applicable, need.state) == (1, 1, State.CLOSED)


def test_only_a_service_brings_logs_in(db: None, write: Write, sara: Persona) -> None:
    """People write what they live."""
    with pytest.raises(Forbidden):
        import_log(actor=sara.actor, log=write(TERREMOTO), district="cremona")


@pytest.mark.parametrize("case", ["RSSMRA80A01D150X", "Maria Rossi", "x" * 90, "èè"])
def test_a_case_id_that_is_no_plain_code_is_kept_as_a_digest(case: str) -> None:
    """The ledger takes no names, nor tax codes."""
    key = case_key("log", case)

    assert key == case_key("log", case)
    assert case not in key
    assert len(key) < 80


ACTIVITIES = ("ricevuta", "verificata", "chiusa", "riaperta", "sospesa", "ripresa", "visita")
EVENTS = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from((*ACTIVITIES, "")), st.integers(-1, 9)),
    max_size=40,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=EVENTS, second=EVENTS)
def test_counts_always_add_up(db: None, write: Write, first: list[Any], second: list[Any]) -> None:
    """Whatever a log tells, in whatever order, in one go or grown: and the ledger holds.

    That rows equal their entries is looked at after every story here.
    """
    SourceEvent.objects.all().exists()
    for told in (first, first + second, first + second):
        log = write(_text(told, salt=f"{hash((str(first), str(second))):x}"))
        done = _bring(log)
        assert log.events == len(told)
        assert done.imported + done.already_there + len(log.rejected) == len(told)
    assert done.imported == 0
    assert verify().problems == []


def _text(told: list[Any], salt: str) -> str:
    start = datetime(2020, 1, 1, tzinfo=UTC)
    lines = ["case_id,activity,timestamp,detail"]
    for case, activity, day in told:
        moment = (start + timedelta(days=day)).isoformat() if day >= 0 else "sometime"
        lines.append(f"{salt}-{case},{activity},{moment},")
    return "\n".join(lines) + "\n"


def _real(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"REAL DATA IS MISSING, NOT TRIED: {path.name} is not beside the project")
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "events", "cases"),
    [
        ("eventlog-terremotocentro/log.csv", 5836, 1626),
        ("eventlogs-public/receipt.csv", 8577, 1434),
    ],
)
def test_the_real_logs_are_brought_in_whole(
    installation: Installation, name: str, events: int, cases: int
) -> None:
    """By the command line, twice; then the ledger is verified."""
    path = _real(name)
    whole = {"events": events, "pathways": cases, "rejected": []}

    first = _told(installation, path)
    assert first.items() >= (whole | {"imported": events, "already_there": 0}).items()
    again = _told(installation, path)
    assert again.items() >= (whole | {"imported": 0, "already_there": events}).items()
    assert json.loads(installation.aia("trace", "verify", "--json").stdout)["ok"]


@pytest.mark.slow
def test_an_import_that_was_killed_is_completed_by_the_next(
    installation: Installation, tmp_path: Path
) -> None:
    """kill -9 half way: whole cases are there or not, and nothing is brought in twice."""
    path = tmp_path / "long.csv"
    lines = (f"c{n},{what},2020-01-0{day}T10:00:00Z," for n in range(1500)
             for day, what in enumerate(ACTIVITIES, 1))  # fmt: skip
    path.write_text("case_id,activity,timestamp,detail\n" + "\n".join(lines) + "\n")
    installation.aia("territory", "load", "cremona")
    before = installation.entries()
    running = installation.start("pathways", "import-log", path)
    while installation.entries() < before + 2000 and running.poll() is None:
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()

    done = _told(installation, path)

    events = 1500 * len(ACTIVITIES)
    assert 0 < done["imported"] < events
    assert done["imported"] + done["already_there"] == events
    assert json.loads(installation.aia("trace", "verify", "--json").stdout)["ok"]


def _told(installation: Installation, path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        installation.aia("pathways", "import-log", path, "--json").stdout
    )
    return told
