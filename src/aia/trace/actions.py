"""Every write to the ledger. Actions of other modules call `record` inside their transaction."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from django.db import connection, models, transaction

from aia.kit.clock import now
from aia.kit.merkle import Tree
from aia.trace import chain, entries, reading
from aia.trace.batches import Batch, own_sequences, sequences_used
from aia.trace.bulk import Bulk, Columns, Sheet
from aia.trace.checkpoints import Statement
from aia.trace.columns import adapted, insert
from aia.trace.entries import Draft, LedgerRefused, Recorder
from aia.trace.loading import Table, guards_off, load, table
from aia.trace.models import Checkpoint, Entry
from aia.trace.queries import last_checkpoint
from aia.trace.terms import Facts
from aia.trace.traced import Traced

__all__ = [
    "Batch",
    "Bulk",
    "Columns",
    "LedgerRefused",
    "Recorder",
    "RowChanged",
    "Sheet",
    "Table",
    "append",
    "guards_off",
    "insert",
    "keep_outside",
    "load",
    "lock",
    "make_checkpoint",
    "own_sequences",
    "record",
    "sequences_used",
    "table",
]

_T = TypeVar("_T", bound=Traced)


class RowChanged(Exception):
    """Somebody else changed the row between reading it and acting on it."""

    def __init__(self, row: Traced) -> None:
        super().__init__(f"{row._meta.label} {row.pk} has changed")
        self.row = row


def record(
    row: _T, facts: Facts, *, actor: Recorder, at: datetime, caused_by: Traced | None = None
) -> _T:
    """Append the entry that `facts` tell about `row`, set them on it, and save it.

    The row's coded fields become exactly what the facts say; fields kept apart are saved as the
    caller set them. `caused_by` is the row whose last entry caused this one.

    Raises LedgerRefused outside a transaction, without the cause that the verb asks for, or when
    the verb is about another kind of row; ValueError when a fact is free text.
    """
    entries.check(row, facts, caused_by)
    entries.set_facts(row, facts)
    row.last_entry = append(
        facts,
        row=row,
        actor=actor,
        at=at,
        cause=caused_by.last_entry_id if caused_by is not None else None,
    )
    row.save(force_insert=row._state.adding)
    return row


def append(facts: Facts, *, row: Traced, actor: Recorder, at: datetime, cause: int | None) -> Entry:
    """Chain one entry to the end of the row's stream and save it."""
    position, previous = _end_of(row.stream)
    drafted = entries.draft(
        facts,
        row=row,
        actor=actor,
        at=at,
        recorded_at=now(),
        cause=cause,
        position=position + 1,
        previous=previous,
    )
    return _saved(drafted)


def _saved(drafted: Draft) -> Entry:
    """Insert an entry by plain SQL: every act does it, and a model takes several times as long."""
    entry = Entry(**drafted._asdict())
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, adapted(Entry, Draft._fields, drafted))
        (entry.sequence,) = cursor.fetchone()
    entry._state.adding, entry._state.db = False, connection.alias
    return entry


_INSERT = (
    f"INSERT INTO {Entry._meta.db_table} ({', '.join(Draft._fields)})"
    f" VALUES ({', '.join(['%s'] * len(Draft._fields))}) RETURNING sequence"
)


def lock(rows: models.QuerySet[_T], row_id: UUID, *, seen: int | None = None) -> _T:
    """Return the row, locked until the transaction ends.

    `seen` is the `last_entry_id` that the person acting had before their eyes. Raises
    `RowChanged` when somebody else has changed the row since; the model's DoesNotExist when
    there is no such row.
    """
    # Not its key: a row that refers to it may be written meanwhile by whoever holds its stream,
    # and who waited for that stream with the key in hand would make both wait for ever.
    row = rows.select_for_update(of=("self",), no_key=True).get(pk=row_id)
    if seen is not None and row.last_entry_id != seen:
        raise RowChanged(row)
    return row


def _end_of(stream: UUID) -> tuple[int, bytes]:
    """Return the position and the hash of the stream's last entry, holding the stream meanwhile.

    Nobody else appends to it until the transaction ends. Every act asks this once for each of its
    entries, so it is plain SQL.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # SQLite needs no lock: its immediate transactions already stand in line.
            half = int.from_bytes(stream.bytes[8:], "big", signed=True)
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [half])
        wanted = Entry._meta.get_field("stream").get_db_prep_value(stream, connection)
        cursor.execute(_END, [wanted])
        found = cursor.fetchone()
    return (found[0], bytes(found[1])) if found else (0, chain.GENESIS)


_END = (
    f"SELECT position, hash FROM {Entry._meta.db_table} WHERE stream = %s"
    " ORDER BY position DESC LIMIT 1"
)


def make_checkpoint(*, private: bytes, at: datetime) -> Checkpoint | None:
    """Sign the ledger as it stands and keep the statement; None when nothing is new.

    Only entries newer than the last checkpoint are read. `private` is an Ed25519 private key (32
    bytes). Raises LedgerRefused when the last checkpoint itself was altered.
    """
    last, upto = last_checkpoint(), _settled()
    before, tree = last.upto if last else 0, _tree_at(last)
    if upto <= before:
        return None
    for batch in reading.hashes_between(before, upto):
        tree.extend([digest for _, digest in batch])
    told = Statement.signed(
        upto=upto, entries=tree.size, root=tree.root(), made_at=at, private=private
    )
    return Checkpoint.objects.create(
        upto=upto,
        entries=tree.size,
        root=tree.root(),
        peaks=b"".join(tree.peaks),
        made_at=at,
        public_key=bytes.fromhex(told.public_key),
        signature=bytes.fromhex(told.signature),
    )


def _settled() -> int:
    """Return the last entry's number when no entry below it can come any more.

    Writers wait for this moment only: what is read up to there afterwards no longer changes.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {Entry._meta.db_table} IN SHARE MODE")
        return Entry.objects.aggregate(last=models.Max("sequence"))["last"] or 0


def keep_outside(directory: Path) -> Path | None:
    """Write the last checkpoint as a file of `directory`; return its path, None without any.

    A file that is there already is left as it is: it is what somebody may have copied.
    """
    last = last_checkpoint()
    if last is None:
        return None
    directory.mkdir(mode=0o700, exist_ok=True)
    path = directory / f"{last.upto:012d}.json"
    if not path.exists():
        Statement.of(last).write(path)
    return path


def _tree_at(last: Checkpoint | None) -> Tree:
    """Return the tree as it stood at the last checkpoint, whose signed root vouches for it."""
    if last is None:
        return Tree()
    tree = Tree.resumed(last.entries, bytes(last.peaks))
    if tree.root() != bytes(last.root):
        raise LedgerRefused(
            f"the checkpoint of {last.made_at.isoformat()} was altered: run `aia trace verify`"
        )
    return tree
