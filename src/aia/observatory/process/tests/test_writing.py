"""Logs that Aia writes come back the same, through its own readers and through pm4py's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pm4py  # type: ignore[import-untyped]
import pyarrow as pa
import pytest

from aia.observatory.process.mapping import LogMap
from aia.observatory.process.mined import mine
from aia.observatory.process.problems import LogProblem
from aia.observatory.process.reading import read_log
from aia.observatory.process.writing.object_log import ObjectLog, table_names
from aia.observatory.process.writing.ocel_json import write_ocel_json
from aia.observatory.process.writing.ocel_sqlite import write_ocel_sqlite
from aia.observatory.process.writing.xes import write_xes

SECONDS = pa.timestamp("s", "UTC")
VARIANTS = {("need è", "demand & choice"): 1, ("need è",): 1}


def small_log() -> ObjectLog:
    """Return two pathways, three events, one organisation."""
    return ObjectLog(
        events=pa.table(
            {
                "id": ["e1", "e2", "e3"],
                "activity": ["need è", "demand & choice", "need è"],
                "time": pa.array([1767261600, 1767348000, 1767348000]).cast(SECONDS),
                "origin": ["simulated", None, "simulated"],
            }
        ),
        objects=pa.table(
            {
                "id": ["p1", "p2", "o1"],
                "type": ["pathway", "pathway", "organisation"],
                "kind": [None, None, "parish"],
            }
        ),
        links=pa.table(
            {
                "event": ["e1", "e2", "e2", "e3"],
                "object": ["p1", "p1", "o1", "p2"],
                "qualifier": ["of", "of", "by", "of"],
            }
        ),
        relations=pa.table({"source": ["p1"], "target": ["o1"], "qualifier": ["goes to"]}),
    )


FORMS = (
    (write_ocel_sqlite, "log.sqlite", pm4py.read_ocel2_sqlite),
    (write_ocel_json, "log.json", pm4py.read_ocel2_json),
)


@pytest.mark.parametrize(("write", "name", "read"), FORMS)
def test_ocel_comes_back(
    tmp_path: Path,
    write: Callable[[ObjectLog, Path], None],
    name: str,
    read: Callable[[str], Any],
) -> None:
    file = tmp_path / name
    file.write_text("what was there before")
    write(small_log(), file)
    ours = mine(read_log(file, LogMap(object_type="pathway")))
    assert dict(ours.variants) == VARIANTS
    assert ours.directly_follows[0].median_s == 86_400
    theirs = read(str(file))
    assert sorted(theirs.events["ocel:activity"]) == ["demand & choice", "need è", "need è"]
    assert theirs.events["ocel:timestamp"].min().isoformat() == "2026-01-01T10:00:00+00:00"
    assert len(theirs.relations) == 4
    assert set(theirs.objects["ocel:type"]) == {"pathway", "organisation"}
    assert len(theirs.o2o) == 1
    flat = pm4py.ocel_flattening(theirs, "pathway")
    assert pm4py.get_variants(flat) == VARIANTS
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["log.xes", "log.xes.gz"])
def test_xes_comes_back(tmp_path: Path, name: str) -> None:
    events = pa.table(
        {
            "case": ["p1", "p2", "p1"],
            "activity": ["need è", "need è", "demand & choice"],
            "time": pa.array([1767261600, 1767348000, 1767348000]).cast(SECONDS),
            "origin": ["simulated", None, 'a "b" \x01'],
        }
    )
    write_xes(events, tmp_path / name)
    assert dict(mine(read_log(tmp_path / name)).variants) == VARIANTS
    assert pm4py.get_variants(pm4py.read_xes(str(tmp_path / name))) == VARIANTS


def test_a_log_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(LogProblem, match="cannot be written"):
        write_ocel_json(small_log(), tmp_path / "no such folder" / "log.json")
    with pytest.raises(LogProblem, match="has no column 'activity'"):
        write_xes(pa.table({"case": ["1"]}), tmp_path / "log.xes")
    assert list(tmp_path.iterdir()) == []


def test_two_events_of_one_id_are_refused(tmp_path: Path) -> None:
    log = small_log()
    twice = ObjectLog(pa.concat_tables([log.events, log.events]), log.objects, log.links)
    with pytest.raises(LogProblem, match=r"UNIQUE constraint failed: event\.ocel_id"):
        write_ocel_sqlite(twice, tmp_path / "log.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_names_of_tables_are_never_alike() -> None:
    assert table_names(["need.voiced", "Need voiced", "é?", "need"]) == {
        "need.voiced": "NeedVoiced",
        "Need voiced": "NeedVoiced2",
        "é?": "Type",
        "need": "Need",
    }
