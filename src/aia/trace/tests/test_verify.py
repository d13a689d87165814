"""Somebody with the database in their hands changes the ledger: verification finds it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction

from aia.kit import crypto
from aia.kit.clock import now
from aia.trace import chain, guards, verification
from aia.trace.actions import make_checkpoint
from aia.trace.checkpoints import Statement
from aia.trace.models import Checkpoint, Entry
from aia.trace.tests.toy.actions import lay_egg, measure_egg, weave_basket
from aia.trace.tests.toy.models import Egg
from aia.trace.verification import Report, verify

PRIVATE = bytes(range(32))
ENTRIES = 12


@pytest.fixture
def ledger(db: None) -> list[Entry]:
    """Three streams of four entries each, woven together."""
    baskets = [weave_basket(colour) for colour in ("red", "blue", "green")]
    eggs = [lay_egg(basket, 4) for basket in baskets]
    for size in (5, 6):
        for egg in eggs:
            measure_egg(egg, size)
    return list(Entry.objects.order_by("sequence"))


@contextmanager
def hands_on_the_database() -> Iterator[Callable[..., None]]:
    """Give a function that runs SQL with the guards out of the way; all is undone at the end."""
    point = transaction.savepoint()
    connection.check_constraints()
    guards.remove(connection)
    with connection.cursor() as cursor:

        def run(statement: str, *values: str | int) -> None:
            cursor.execute(statement, values)

        yield run
    transaction.savepoint_rollback(point)


def problems(report: Report) -> list[str]:
    return [problem for problem in report.problems if "guards" not in problem]


def checkpoint() -> Checkpoint:
    made = make_checkpoint(private=PRIVATE, at=now())
    assert made is not None
    return made


def rehashed(entry: Entry, **changes: object) -> Entry:
    """Return the entry as a forger who knows the recipe would write it."""
    for name, value in changes.items():
        setattr(entry, name, value)
    text = chain.canonical_text(
        stream=entry.stream.hex,
        position=entry.position,
        verb=entry.verb,
        subject=entry.subject.hex,
        actor=entry.actor.hex,
        cause=entry.caused_by_id,
        district=entry.district,
        origin=entry.origin,
        happened=Entry._meta.get_field("happened_at").get_prep_value(entry.happened_at),
        recorded=Entry._meta.get_field("recorded_at").get_prep_value(entry.recorded_at),
        facts=entry.facts,
    )
    entry.hash = chain.entry_hash(bytes(entry.previous), text)
    return entry


def test_an_honest_ledger_is_whole(ledger: list[Entry]) -> None:
    checkpoint()
    report = verify()
    assert report.ok, report.problems
    assert (report.entries, report.streams, report.checkpoints) == (ENTRIES, 3, 1)


def test_an_empty_ledger_is_whole(db: None) -> None:
    report = verify()
    assert report.ok
    assert (report.entries, report.streams) == (0, 0)


EDITS = {
    "verb": "'egg.boiled'",
    "facts": "'{\"size\":99}'",
    "actor": "stream",
    "district": "'elsewhere'",
    "origin": "'simulated'",
    "happened_at": "happened_at + 1",
    "recorded_at": "recorded_at - 1",
    "caused_by_id": "1",
    "subject": "actor",
}


@pytest.mark.parametrize("column", EDITS)
def test_any_edited_column_is_found(ledger: list[Entry], column: str) -> None:
    entry = ledger[8]
    with hands_on_the_database() as run:
        run(
            f"UPDATE trace_entry SET {column} = {EDITS[column]} WHERE sequence = %s",
            entry.sequence,
        )
        told = problems(verify())
    assert f"entry {entry.sequence}: its content was changed" in told


def test_an_edit_with_its_own_hash_made_anew_breaks_the_stream(ledger: list[Entry]) -> None:
    forged = rehashed(ledger[4], facts='{"size":99}')
    following = next(e for e in ledger[5:] if e.stream == forged.stream)
    with hands_on_the_database():
        forged.save()
        told = problems(verify())
    assert told == [
        f"entry {following.sequence}: stream {_as_kept(forged)} is broken before position 3"
    ]


def test_a_whole_stream_forged_to_its_end_is_found_by_the_checkpoint(ledger: list[Entry]) -> None:
    checkpoint()
    last = ledger[-1]
    with hands_on_the_database():
        rehashed(last, facts='{"size":99}').save()
        told = problems(verify())
    assert len(told) == 1
    assert "are not those that were signed" in told[0]


def test_a_deletion_in_the_middle_is_found(ledger: list[Entry]) -> None:
    gone = ledger[4]
    with hands_on_the_database() as run:
        run("DELETE FROM trace_entry WHERE sequence = %s", gone.sequence)
        told = problems(verify())
    assert any("is broken before position 3" in problem for problem in told)


def test_an_insertion_is_found(ledger: list[Entry]) -> None:
    entry = ledger[4]
    put_in = rehashed(entry, sequence=None, position=9, previous=entry.hash)
    with hands_on_the_database():
        put_in.save(force_insert=True)
        told = problems(verify())
    assert any(f"entry {put_in.sequence}: stream" in problem for problem in told)


def test_a_well_forged_addition_under_a_checkpoint_is_found(ledger: list[Entry]) -> None:
    with hands_on_the_database() as run:
        # Leaves a free number below the checkpoint, where the forger puts an entry of their own.
        run("UPDATE trace_entry SET sequence = sequence + 100 WHERE sequence = %s", ledger[-1].pk)
        run(
            "UPDATE toy_egg SET last_entry_id = last_entry_id + 100 WHERE last_entry_id = %s",
            ledger[-1].pk,
        )
        checkpoint()
        assert problems(verify()) == []
        alone = rehashed(ledger[0], sequence=ledger[-1].pk, stream=ledger[0].actor)
        alone.save(force_insert=True)
        told = problems(verify())
    assert any("1 entries were put in afterwards" in problem for problem in told)


def test_a_cut_off_tail_is_found_through_the_last_checkpoint_file(
    ledger: list[Entry], tmp_path: Path
) -> None:
    kept = tmp_path / "checkpoint.json"
    Statement.of(checkpoint()).write(kept)
    with hands_on_the_database() as run:
        run("DELETE FROM toy_egg")
        run("DELETE FROM toy_basket")
        run("DELETE FROM trace_checkpoint")
        run("DELETE FROM trace_entry")
        assert problems(verify()) == []
        told = problems(verify([kept]))
    assert len(told) == 1
    assert "12 of 12 entries are no longer there" in told[0]


def test_a_cut_off_tail_leaves_rows_behind(ledger: list[Entry]) -> None:
    last = ledger[-1]
    with hands_on_the_database() as run:
        run("DELETE FROM trace_entry WHERE sequence = %s", last.sequence)
        told = problems(verify())
    assert any("toy.Egg" in problem and "its last entry" in problem for problem in told)


def test_a_row_that_does_not_stand_at_its_newest_entry_is_found(ledger: list[Entry]) -> None:
    egg = Egg.objects.get(last_entry=ledger[-1].sequence)
    with hands_on_the_database() as run:
        run(
            "UPDATE toy_egg SET last_entry_id = %s WHERE last_entry_id = %s",
            ledger[8].sequence,
            ledger[-1].sequence,
        )
        told = problems(verify())
    assert len(told) == 1
    assert egg.id.hex in told[0].replace("-", "")


def test_a_deleted_row_is_found(ledger: list[Entry]) -> None:
    egg = Egg.objects.first()
    assert egg is not None
    with hands_on_the_database() as run:
        run("DELETE FROM toy_egg WHERE last_entry_id = %s", egg.last_entry_id)
        told = problems(verify())
    assert any(egg.id.hex in problem.replace("-", "") and "gone" in problem for problem in told)


def test_a_cause_that_comes_later_is_found(ledger: list[Entry]) -> None:
    with hands_on_the_database():
        rehashed(ledger[3], caused_by_id=ledger[-1].sequence).save()
        told = problems(verify())
    assert any("caused by a later entry" in problem for problem in told)


def test_dropped_guards_are_told(ledger: list[Entry]) -> None:
    with hands_on_the_database():
        told = verify().problems
    assert any("trace_entry: its guards are missing" in problem for problem in told)


def test_a_checkpoint_signed_by_somebody_else_is_found(ledger: list[Entry]) -> None:
    checkpoint()
    assert verify(signer=crypto.public_of(PRIVATE)).ok
    told = verify(signer=crypto.public_of(bytes(32))).problems
    assert told == ["some checkpoints are signed by another key than this installation's"]


def test_an_edited_checkpoint_is_found(ledger: list[Entry]) -> None:
    checkpoint()
    with hands_on_the_database() as run:
        run("UPDATE trace_checkpoint SET entries = 11")
        told = problems(verify())
    assert any("the signature is not its key's own" in problem for problem in told)


def test_a_file_that_is_no_checkpoint_is_told_by_name(db: None, tmp_path: Path) -> None:
    for content in ("not json", "{}", '{"upto": 1}', '["a"]'):
        path = tmp_path / "odd.json"
        path.write_text(content)
        (told,) = verify([path]).problems
        assert str(path) in told
        assert "not a checkpoint file" in told
    assert "No such file" in verify([tmp_path / "absent.json"]).problems[0]


def test_after_a_thousand_problems_the_report_only_says_that_there_are_more() -> None:
    report = Report()
    for number in range(verification.MOST_PROBLEMS + 50):
        report.found(str(number))
    assert len(report.problems) == verification.MOST_PROBLEMS + 1
    assert report.problems[-1] == "… and more"


def _as_kept(entry: Entry) -> str:
    return entry.stream.hex if connection.vendor == "sqlite" else str(entry.stream)
