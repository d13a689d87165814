"""Logs that are damaged or unusual: a clear word with exit 1, or a treatment that is told."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from aia.observatory.process import door
from aia.observatory.process.log import Log
from aia.observatory.process.mapping import read_map
from aia.observatory.process.mined import Process, mine
from aia.observatory.process.paths import DeclaredPath, Step, parse_path
from aia.observatory.process.problems import LogProblem
from aia.observatory.process.reading import read_log

HEAD = "case_id,activity,timestamp\n"
SOUND = HEAD + "1,need,2026-01-01T10:00:00Z\n1,demand,2026-01-02T10:00:00Z\n"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return what writes a file of that content and gives its place."""

    def written(content: str | bytes, name: str = "log.csv") -> Path:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return written


def read(file: Path, log_map: Path | None = None) -> Process:
    """Return what a file tells."""
    return mine(read_log(file, read_map(log_map) if log_map else None))


def test_the_command_prints_json_and_leaves_with_0_or_1(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    assert door.main([str(write(SOUND)), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "events": 2,
        "cases": 1,
        "activities": {"demand": 1, "need": 1},
        "directly_follows": [{"from": "need", "to": "demand", "count": 1, "median_s": 86400.0}],
        "variants": [{"steps": ["need", "demand"], "cases": 1}],
        "start": {"need": 1},
        "end": {"demand": 1},
        "median_case_s": 86400.0,
        "conformance": None,
    }
    assert door.main([str(write(""))]) == 1
    assert "the file is empty: expected a header" in capsys.readouterr().err


def test_with_a_path_the_departures_are_printed(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = write("need\nchoice\n", "steps.txt")
    assert door.main([str(write(SOUND)), "--path", str(steps), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["conformance"] == {
        "fitting_cases": 0,
        "mean_cost": 2.0,
        "departures": [
            {"kind": "missing", "step": "choice", "after": "need", "cases": 1, "times": 1},
            {"kind": "unknown", "step": "demand", "after": "need", "cases": 1, "times": 1},
        ],
    }
    assert door.main([str(write(SOUND)), "--path", str(steps)]) == 0
    assert "0 of 1 cases keep to the declared path" in capsys.readouterr().out


BROKEN: list[tuple[str | bytes, str]] = [
    ("", "the file is empty"),
    ("\n \n", "the file is empty"),
    (HEAD, "no event in it"),
    ("case_id,activity\n1,need\n", r"no column for timestamp .*The file has: case_id, activity"),
    ("a,b,c\n1,2,3\n", "no column for case .*--map"),
    (HEAD + '1,"need,2026-01-01\n1,demand,2026-01-02\n', "1 rows have not 3 columns"),
    (HEAD + "1,need,\n1,demand,\n", "the column of moments is empty"),
    (HEAD + "1,need,soon\n1,demand,later\n", "'soon' is not ISO 8601.*time_format"),
    (HEAD + "1,need,03/04/2026\n", "could be day or month first"),
    (HEAD + ",,2026-01-01\n", "no row has a case, an activity and a moment together"),
    ("case_id,activity,timestamp,timestamp\n1,n,2026-01-01,2026-01-02\n", "two columns are called"),
    (gzip.compress(SOUND.encode() * 500)[:-40], "gzip archive is cut short"),
    ("<html><body>no log</body></html>", "no XES log: the first element is <html>"),
    ("<log><trace><event></trace></log>", "not well-formed XML, line 1, column"),
    ("<log></log>", "no event in it"),
    ('{"events": [', "not well-formed JSON"),
    ('{"ocel:events": {}}', "this is OCEL 1.0"),
    ('{"events": [{"id": "1"}], "objects": []}', "an event or object lacks id, type or time"),
    ('{"events": [], "objects": []}', "no event is linked to any object"),
    (b"PAR1 not really", "the Parquet file is damaged"),
    (b"SQLite format 3\x00 not really", "not an OCEL 2.0 database"),
    (b"PK\x03\x04rest", "a zip archive: unpack it"),
    (b"\x00\x01\x02\x00", "neither text nor a known kind of log"),
]


@pytest.mark.parametrize(("content", "said"), BROKEN)
def test_what_cannot_be_read_is_said(write: Write, content: str | bytes, said: str) -> None:
    file = write(content)
    with pytest.raises(LogProblem, match=said) as problem:
        read(file)
    assert str(problem.value).startswith(str(file))


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(LogProblem, match="No such file"):
        read_log(tmp_path / "none.csv")
    with pytest.raises(LogProblem, match="a folder"):
        read_log(tmp_path)


def test_moments_of_mixed_offsets_become_one_time(write: Write) -> None:
    process = read(
        write(
            HEAD + "1,a,2026-01-01T10:00:00+02:00\n1,b,2026-01-01T08:30:00Z\n"
            "1,c,2026-01-01 10:45:00.5 +0200\n"
        )
    )
    assert [one.median_s for one in process.directly_follows] == [1800.0, 900.5]
    assert process.notes == ()


def test_moments_with_and_without_offset_are_told(write: Write) -> None:
    mixed = write(HEAD + "1,a,2026-07-01T10:00:00\n1,b,2026-07-01T10:00:00Z\n")
    process = read(mixed)
    assert process.directly_follows[0].median_s == 0
    assert "some do not: the latter are read as UTC" in process.notes[0]
    rome = read(mixed, write("timezone: Europe/Rome\n", "map.yaml"))
    assert rome.directly_follows[0].median_s == 7200


def test_events_at_one_moment_keep_the_files_order(write: Write) -> None:
    rows = "".join(f"{case},{step},2026-01-01\n" for step in "cab" for case in (2, 1))
    assert dict(read(write(HEAD + rows)).variants) == {("c", "a", "b"): 2}


def test_repeated_events_are_kept_and_counted(write: Write) -> None:
    process = read(write(SOUND + "1,need,2026-01-01T10:00:00Z\n1,x,2026-01-01T10:00:00Z\n"))
    assert process.events == 4
    assert process.notes == ("1 events repeat another (same case, activity and moment): kept",)


def test_rows_that_tell_too_little_are_left_out_and_counted(write: Write) -> None:
    rows = "".join(f"{n},need,2026-01-01\n" for n in range(20))
    process = read(write(HEAD + rows + "1,,2026-01-02\n2,demand,\n3,demand,soon\n"))
    assert process.events == 20
    assert process.notes == (
        "1 rows without a readable activity left out (the first: row 21)",
        "2 rows without a readable moment left out (the first: row 22)",
    )


def test_rows_of_another_width_are_left_out_and_counted(write: Write) -> None:
    rows = "".join(f"{n},need,2026-01-01\n" for n in range(20))
    process = read(write(HEAD + rows + "3,demand\n"))
    assert process.events == 20
    assert "1 rows without the header's 3 columns left out" in process.notes[0]


def test_ten_thousand_activities(write: Write) -> None:
    rows = "".join(f"{n % 100},step {n},2026-01-01T00:00:{n % 60:02}Z\n" for n in range(10_000))
    process = read(write(HEAD + rows))
    assert len(process.activities) == 10_000
    assert len(process.directly_follows) == 9_900


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_encodings_and_separators(write: Write, encoding: str, separator: str) -> None:
    text = 'Pratica,Attività,Data\n1,"è arrivata, tardi",2026-01-01\n1,"due\nrighe",2026-01-02\n'
    if separator != ",":
        text = text.replace('"è arrivata, tardi"', "è arrivata").replace(",", separator)
    process = read(write(text.encode(encoding)))
    assert list(process.start) == ["è arrivata"]
    assert list(process.end) == ["due\nrighe"]


def test_empty_lines_before_the_header_and_a_very_long_row(write: Write) -> None:
    long = "case_id,activity,timestamp,note\n1,a,2026-01-01," + "x" * 2_000_000 + "\n"
    assert read(write("\n\n" + long + "1,b,2026-01-02,\n")).events == 2


def test_day_first_when_it_can_be_nothing_else(write: Write) -> None:
    process = read(write(HEAD + "1,a,24/07/2006 13:00\n1,b,2/8/2006 13:00:30\n"))
    assert process.median_case_s == 9 * 86_400 + 30


def test_a_map_names_columns_and_how_moments_look(write: Write) -> None:
    log = write("pratica;passo;quando\n1;a;03-04-2026 09.30\n1;b;04-04-2026 09.30\n")
    told = "columns:\n  case: [caso, pratica]\n  activity: passo\n  timestamp: quando\n"
    form = 'time_format: "%d-%m-%Y %H.%M"\ntimezone: Europe/Rome\n'
    assert read(log, write(told + form, "map.yaml")).median_case_s == 86_400
    numbers = write("pratica,passo,quando\n1,a,1767225600\n1,b,1767225660.5\n", "n.csv")
    assert read(numbers, write(told + "time_format: epoch_s\n", "m.yaml")).median_case_s == 60.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", "expected keys such as columns"),
        ("colums: {}\n", "colums: no such key"),
        ("columns: {who: x}\n", "who is not one of"),
        ("columns: {case: 3}\n", "columns: case: expected the name"),
        ("timezone: Rome\n", "no zone is called 'Rome'"),
        ("separator: ';;'\n", "expected one character"),
        ("a: [\n", "not YAML"),
    ],
)
def test_a_broken_map_is_said(write: Write, text: str, said: str) -> None:
    with pytest.raises(LogProblem, match=said):
        read_map(write(text, "map.yaml"))


def test_the_paths_syntax() -> None:
    path = parse_path('# line\n\nneed\n"a | b" ?\nx | "y +" | z *\nsay "hi"\nwho?\n')
    assert path == DeclaredPath(
        (
            Step(("need",)),
            Step(("a | b",), optional=True),
            Step(("x", "y +", "z"), optional=True, repeatable=True),
            Step(('say "hi"',)),
            Step(("who?",)),
        )
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# nothing\n", "no step in it"),
        ("need\n...\nanswer\n", "line 3: nothing may follow"),
        ("...\n", "no step in it"),
        ("need\n?\n", "line 2: a step has no name"),
        ('"need\n', "line 1: a quote is opened"),
        ('"need" x | y\n', "line 1: a quote is opened"),
    ],
)
def test_a_broken_path_is_said(text: str, said: str) -> None:
    with pytest.raises(LogProblem, match=said):
        parse_path(text)


def test_steps_of_the_path_that_never_happen_are_told(write: Write) -> None:
    log: Log = read_log(write(SOUND))
    assert mine(log, parse_path("need\nanswer")).notes == (
        "steps of the path that never happen in the log: answer",
    )


def test_parquet_and_gzipped_csv_tell_the_same(write: Write, tmp_path: Path) -> None:
    plain = read(write(SOUND))
    packed = read(write(gzip.compress(SOUND.encode()), "log.csv.gz"))
    table = pa.table(
        {
            "case_id": [1, 1],
            "activity": ["need", "demand"],
            "timestamp": pa.array([1767261600000, 1767348000000]).cast(pa.timestamp("ms")),
        }
    )
    parquet.write_table(table, tmp_path / "log.parquet")
    columnar = read(tmp_path / "log.parquet")
    for other in (packed, columnar):
        assert other.directly_follows == plain.directly_follows
        assert dict(other.variants) == dict(plain.variants)


def test_a_traces_name_that_comes_again_is_one_case(write: Write) -> None:
    event = (
        '<event><string key="concept:name" value="{}"><string key="concept:name" value="no"/>'
        '</string><date key="time:timestamp" value="2026-01-0{}T00:00:00.000+01:00"/></event>'
    )
    trace = '<trace><string key="concept:name" value="1"/>{}</trace>'
    text = trace.format(event.format("b", 2)) + trace.format(event.format("a", 1))
    process = read(write(f"<log>{text}{event.format('c', 3)}</log>", "log.xes"))
    assert dict(process.variants) == {("a", "b"): 1}
    assert process.notes == (
        "1 events outside any trace left out",
        "1 traces bear the name of an earlier one: read as one case",
    )


def test_a_database_of_another_kind_is_said(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE something (a)")
    with pytest.raises(LogProblem, match=r"not an OCEL 2\.0 database: no such table: object"):
        read_log(file)
