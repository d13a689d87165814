"""Reading a damaged log: what can be kept is kept, the rest is told with its line and reason."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aia.kit.csvfile import FileProblem, read_table
from aia.pathways.imports.choosing import mapping_for, shipped
from aia.pathways.imports.logs import Log, activity_code, read_log
from aia.pathways.imports.mapping import MappingBroken, read_mapping

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ROME = ZoneInfo("Europe/Rome")
HEADER = "case_id,activity,timestamp,detail\n"


def read(path: Path, text: str | bytes, *, encoding: str = "utf-8") -> Log:
    """Write a log and read it with the mapping that suits it."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    table = read_table(path, encoding=encoding)
    return read_log(table, mapping_for(table), "log", home=ROME, now=NOW)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.csv"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",opened,2020-01-01T10:00:00Z,", "no case id"),
        ("1,,2020-01-01T10:00:00Z,", "no activity"),
        ("1,opened,,", "no timestamp"),
        ("1,opened,2020-02-30T10:00:00Z,", "no such day"),
        ("1,opened,2020-01-01T25:00:00Z,", "no such day"),
        ("1,opened,yesterday,", "not a timestamp"),
        ("1,opened,2031-01-01T10:00:00Z,", "still to come"),
        ("1,opened,1066-10-14T10:00:00Z,", "before 1900"),
        ("1,opened,2020-01-01 10:00:00,", "no time zone"),
        ("1,opened", "cut short"),
        ("1;opened;2020-01-01T10:00:00Z;", "cut short"),
        ("1,opened,2020-01-01T10:00:00Z,a,b", "too long"),
        ('1,opened,2020-01-01T10:00:00Z,"never closed', "never closed"),
        ("1,opened,2020-01-01T10:00:00Z," + "x" * 10_001, "10001 characters"),
        (f"{'9' * 201},opened,2020-01-01T10:00:00Z,", "not a case id"),
        (f"1,{'a' * 81},2020-01-01T10:00:00Z,", "not an activity"),
        ("1,op\x00ened,2020-01-01T10:00:00Z,", "not readable text"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_kept(log: Path, line: str, reason: str) -> None:
    """Its number is that of the file, the header being line 1."""
    good = "2,opened,2020-01-01T10:00:00Z,\n2,closed,2020-01-02T10:00:00+01:00,\n"
    found = read(log, HEADER + "2,told,2020-01-01T11:00:00Z,\n" + line + "\n" + good)

    assert [(one.line, reason in one.reason) for one in found.rejected] == [(3, True)]
    assert [event.line for event in found.cases["2"]] == [4, 2, 5]
    assert found.events == 4


def test_a_line_in_another_encoding_is_told(log: Path) -> None:
    """The rest of the log is UTF-8."""
    bad = "2,opened,2020-01-01T10:00:00Z,perché\n".encode("latin-1")
    found = read(log, HEADER.encode() + bad + b"3,opened,2020-01-01T10:00:00Z,\n")

    assert [one.line for one in found.rejected] == [2]
    assert list(found.cases) == ["3"]


def test_another_encoding_can_be_told(log: Path) -> None:
    """Then every line reads well."""
    text = (HEADER + "2,opened,2020-01-01T10:00:00Z,perché\n").encode("cp1252")

    found = read(log, text, encoding="cp1252")

    assert found.rejected == []
    assert found.cases["2"][0].detail == "perché"


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_the_separator_is_found_in_the_header(log: Path, mark: str) -> None:
    """A whole file may be separated otherwise."""
    found = read(log, (HEADER + "1,opened,2020-01-01T10:00:00Z,\n").replace(",", mark))

    assert (len(found.cases["1"]), found.rejected) == (1, [])


def test_a_detail_over_several_lines_counts_from_its_first(log: Path) -> None:
    """What follows keeps the file's line numbers."""
    text = '1,opened,2020-01-01T10:00:00Z,"two\nlines"\n\n2,opened,never,\n'

    found = read(log, HEADER + text)

    assert found.cases["1"][0].detail == "two\nlines"
    assert [one.line for one in found.rejected] == [5]


def test_a_quote_that_is_never_closed_costs_only_its_line(log: Path) -> None:
    """Even when a later line has a quote of its own."""
    lines = ['1,opened,2020-01-01T10:00:00Z,"open']
    lines += [f"{n},opened,2020-01-01T10:00:00Z," for n in range(2, 9)]
    lines += ['9,opened,2020-01-01T10:00:00Z,a "word']

    found = read(log, HEADER + "\n".join(lines))

    assert [one.line for one in found.rejected] == [2]
    assert len(found.cases) == 8


def test_moments_without_an_offset_are_the_districts(log: Path) -> None:
    """When the whole log has none; an hour that the clocks skipped is no moment."""
    text = "1,opened,2020-07-01 10:00,\n1,closed,02/07/2020,\n2,opened,2020-03-29 02:30,\n"

    found = read(log, HEADER + text)

    assert [event.at for event in found.cases["1"]] == [
        datetime(2020, 7, 1, 8, 0, tzinfo=UTC),
        datetime(2020, 7, 1, 22, 0, tzinfo=UTC),
    ]
    assert [one.line for one in found.rejected] == [4]


def test_events_alike_are_counted_not_merged(log: Path) -> None:
    """The same line three times is three events."""
    found = read(log, HEADER + "1,told,2020-01-01T10:00:00Z,\n" * 3)

    assert [event.occurrence for event in found.cases["1"]] == [1, 2, 3]


@pytest.mark.parametrize("text", ["", "\n\n", "a,b,c\n1,2,3\n"])
def test_a_file_that_is_no_log_is_refused(log: Path, text: str) -> None:
    """The message says what was wanted."""
    with pytest.raises(FileProblem):
        read(log, text)


def test_sentences_in_the_place_of_activities_are_refused(log: Path) -> None:
    """Their names would reach the ledger."""
    lines = "".join(f"{n},she said {n} things,2020-01-01T10:00:00Z,\n" for n in range(201))

    with pytest.raises(FileProblem, match="free text"):
        read(log, HEADER + lines)


def test_xes_names_are_known(log: Path) -> None:
    """As process mining tools export them."""
    header = "case:concept:name,concept:name,time:timestamp\n"

    found = read(log, header + "c-1,Something,2011-10-11 13:45:40.276000+02:00\n")

    assert found.cases["c-1"][0].at == datetime(2011, 10, 11, 11, 45, 40, 276000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("activity", "code"),
    [
        ("verificata e pubblicata", "verificata-e-pubblicata"),
        ("Però!", "pero"),
        ("T07-1 x", "t07-1-x"),
    ],
)
def test_activities_become_codes(activity: str, code: str) -> None:
    """Small letters, digits and hyphens."""
    assert activity_code(activity) == code


def test_an_activity_without_letters_still_has_a_code() -> None:
    """A digest of it."""
    assert activity_code("電話") == activity_code("電話") != activity_code("手紙")


_SOUND = "columns: {case: a, activity: b, timestamp: c}\nneed: {category: income.debt}\n"
BROKEN = {
    "columns: 3": "columns",
    _SOUND.replace("debt", "such") + "activities: {}": "no category of need",
    _SOUND + "activities: {x: fly}": "activities.x",
    _SOUND + "activities: {X: close, x: tell}": "stands twice",
    _SOUND + "activities: {}\ntimezone: Mars/Olympus": "no time zone",
    "- a list": "expected keys",
    "a: [": "not YAML",
}


@pytest.mark.parametrize(("text", "told"), BROKEN.items())
def test_a_broken_mapping_says_where(tmp_path: Path, text: str, told: str) -> None:
    """The message names the file and the key."""
    path = tmp_path / "map.yaml"
    path.write_text(text)

    with pytest.raises(MappingBroken, match=told) as refused:
        read_mapping(path)

    assert "map.yaml" in str(refused.value)


def test_the_shipped_mappings_hold_together() -> None:
    """Each can be read, and only the general one takes its name from the file."""
    assert [one.log for one in shipped()] == [
        "receipt",
        "road-traffic-fines",
        "terremotocentro",
        None,
    ]
