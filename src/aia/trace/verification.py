"""`aia trace verify`: does the ledger still say what it said?

One pass recomputes every hash, follows every stream, and rebuilds the Merkle root at each
checkpoint. What it cannot see: an edit by somebody who also holds the checkpoint key and every
copy of the checkpoints kept outside.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from django.db import connection, transaction

from aia.kit.merkle import Tree
from aia.trace import chain, guards, reading
from aia.trace.checkpoints import CheckpointUnreadable, Statement
from aia.trace.models import Checkpoint, Entry
from aia.trace.traced import traced_models

MOST_PROBLEMS = 1000


@dataclass
class Report:
    """What one verification found. `ok` when there is no problem; times in seconds."""

    entries: int = 0
    streams: int = 0
    checkpoints: int = 0
    seconds: float = 0.0
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.problems

    def found(self, problem: str) -> None:
        """Keep a problem; after a thousand, only say that there are more."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)
        elif len(self.problems) == MOST_PROBLEMS:
            self.problems.append("… and more")


def verify(outside: Iterable[Path] = ()) -> Report:
    """Check the whole ledger against itself, its checkpoints and those in files `outside`."""
    report = Report()
    started = time.perf_counter()
    with transaction.atomic():
        statements = _statements(outside, report)
        _follow(report, statements)
        _look_at_rows(report)
    for table in guards.missing(connection):
        report.found(f"table {table}: its guards are missing; `aia trace guard` puts them back")
    report.seconds = round(time.perf_counter() - started, 3)
    return report


def statement_of(checkpoint: Checkpoint) -> Statement:
    """Return the signed statement that a stored checkpoint holds."""
    return Statement(
        upto=checkpoint.upto,
        entries=checkpoint.entries,
        root=bytes(checkpoint.root).hex(),
        made_at=checkpoint.made_at.isoformat(),
        public_key=bytes(checkpoint.public_key).hex(),
        signature=bytes(checkpoint.signature).hex(),
    )


def _statements(outside: Iterable[Path], report: Report) -> list[Statement]:
    """Return the distinct checkpoints by the entry they reach, reporting false signatures."""
    found = {statement_of(kept) for kept in Checkpoint.objects.all()}
    for path in outside:
        try:
            found.add(Statement.read(path))
        except CheckpointUnreadable as error:
            report.found(str(error))
    for statement in found:
        if not statement.holds():
            report.found(f"checkpoint of {statement.made_at}: the signature is not its key's own")
    keys = {statement.public_key for statement in found}
    if len(keys) > 1:
        report.found(f"checkpoints are signed by {len(keys)} different keys")
    report.checkpoints = len(found)
    return sorted(found, key=lambda statement: statement.upto)


def _follow(report: Report, statements: list[Statement]) -> None:
    """Walk the entries by sequence: hashes, positions, causes, and roots at the checkpoints."""
    tree = Tree()
    heads: dict[str, tuple[int, bytes]] = {}
    waiting = iter(statements)
    awaited = next(waiting, None)
    start = (0, chain.GENESIS)
    for batch in reading.raw_batches():
        for sequence, stream, position, cause, previous, digest, text in batch:
            while awaited and sequence > awaited.upto:
                _compare(report, awaited, tree)
                awaited = next(waiting, None)
            if sha256(previous + text.encode()).digest() != digest:
                report.found(f"entry {sequence}: its content was changed")
            last_position, last_hash = heads.get(stream, start)
            if position != last_position + 1 or previous != last_hash:
                report.found(
                    f"entry {sequence}: stream {stream} is broken before position {position}"
                )
            if cause is not None and cause >= sequence:
                report.found(f"entry {sequence}: caused by a later entry {cause}")
            heads[stream] = (position, digest)
            if awaited:
                tree.append(digest)
        report.entries += len(batch)
    while awaited:
        _compare(report, awaited, tree)
        awaited = next(waiting, None)
    report.streams = len(heads)


def _compare(report: Report, statement: Statement, tree: Tree) -> None:
    """Hold the ledger up to here against one checkpoint."""
    when = f"checkpoint of {statement.made_at}"
    if tree.size < statement.entries:
        missing = statement.entries - tree.size
        report.found(f"{when}: {missing} of {statement.entries} entries are no longer there")
    elif tree.size > statement.entries:
        report.found(f"{when}: {tree.size - statement.entries} entries were put in afterwards")
    elif tree.root().hex() != statement.root:
        report.found(f"{when}: the entries up to {statement.upto} are not those that were signed")


def _look_at_rows(report: Report) -> None:
    """Find rows whose last entry is gone, is about something else, or is not the newest."""
    entry = Entry._meta.db_table
    with connection.cursor() as cursor:
        for model in traced_models():
            cursor.execute(
                f"SELECT r.id FROM {model._meta.db_table} r LEFT JOIN {entry} e"
                " ON e.sequence = r.last_entry_id AND e.subject = r.id"
                f" WHERE e.sequence IS NULL OR EXISTS (SELECT 1 FROM {entry} later"
                " WHERE later.subject = r.id AND later.sequence > r.last_entry_id) LIMIT 100"
            )
            for (row_id,) in cursor.fetchall():
                report.found(
                    f"{model._meta.label} {row_id}: its last entry is missing or not its own"
                )
