"""A long ledger is read by processes side by side, and nothing escapes between two stretches."""

import sqlite3
from pathlib import Path

import pytest

from aia.trace import chain
from aia.trace.stretches import Read, Source, Stretch, in_turn, side_by_side

STATEMENT = (
    "SELECT sequence, previous, hash, text FROM entries"
    " WHERE sequence > {after} AND sequence <= {upto} ORDER BY sequence"
)
ENTRIES, CHANGED = 1000, 617
STRETCHES = [Stretch(after, after + 100, keep=True) for after in range(0, ENTRIES, 100)]


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A thousand entries, one of which says something else than its hash."""
    path = tmp_path / "ledger.sqlite3"
    rows = []
    for sequence in range(1, ENTRIES + 1):
        text = f"entry {sequence}"
        digest = chain.entry_hash(chain.GENESIS, text)
        told = "something else" if sequence == CHANGED else text
        rows.append((sequence, chain.GENESIS, digest, told))
    with sqlite3.connect(path) as connection:
        connection.execute(
            "CREATE TABLE entries (sequence INTEGER PRIMARY KEY, previous, hash, text)"
        )
        connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?)", rows)
    connection.close()
    return Source("sqlite", {"database": str(path), "timeout": 5}, STATEMENT)


def alone(source: Source) -> list[Read]:
    connection = sqlite3.connect(source.where["database"])
    found = list(in_turn(STRETCHES, lambda one: [connection.execute(source.asked(one)).fetchall()]))
    connection.close()
    return found


def test_processes_say_what_one_reader_says_in_the_same_order(source: Source) -> None:
    assert list(side_by_side(iter(STRETCHES), source)) == alone(source)


def test_a_changed_entry_is_told_once_by_the_stretch_it_lies_in(source: Source) -> None:
    told = [read.changed for read in side_by_side(iter(STRETCHES), source) if read.changed]

    assert told == [[CHANGED]]


def test_digests_come_one_by_one_in_order(source: Source) -> None:
    read = alone(source)[0]

    assert read.entries == len(read.leaves()) == 100
    assert read.leaves()[1] == chain.entry_hash(chain.GENESIS, "entry 2")
