"""`aia trace verify`: does the ledger still say what it said?

Two readers go over the ledger side by side. One recomputes every hash and the Merkle root at each
checkpoint, by sequence; the other has the database follow every stream and hold the rows against
their entries. What they cannot see: an edit by somebody who also holds the checkpoint key and
every copy of the checkpoints kept outside.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from aia.kit.merkle import Tree
from aia.trace import following, guards, reading
from aia.trace.checkpoints import CheckpointUnreadable, Statement
from aia.trace.following import Followed
from aia.trace.models import Checkpoint

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


def verify(
    outside: Iterable[Path] = (),
    *,
    signer: bytes | None = None,
    progress: Callable[[int], None] = lambda entries: None,
) -> Report:
    """Check the ledger against itself, its rows, its checkpoints and those in files `outside`.

    `signer` is the public key that the installation signs with, when it is known; `progress` is
    told now and then how many entries were read. Writers are not held up: each reader sees the
    ledger as it stood at one moment.
    """
    report = Report()
    started = time.perf_counter()
    statements = _statements(outside, report, signer)
    followed = _both(lambda: _recompute(report, statements, progress), following.look)
    report.streams = followed.streams
    if followed.streams and not report.entries:
        report.found("there are entries, but they could not be read one by one")
    for problem in followed.problems:
        report.found(problem)
    for table in guards.missing(connection):
        report.found(
            f"table {table}: its guards are missing or altered; `aia trace guard` puts them back"
        )
    report.seconds = round(time.perf_counter() - started, 3)
    return report


def _both(first: Callable[[], None], second: Callable[[], Followed]) -> Followed:
    """Run both side by side, the second on a connection of its own, and return its answer.

    Inside a transaction they run in turn: only its own connection sees what it has written.
    """
    if connection.in_atomic_block:
        first()
        return second()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(_and_disconnect, second)
        first()
        return running.result()


def _and_disconnect(look: Callable[[], Followed]) -> Followed:
    try:
        return look()
    finally:
        connection.close()


def _statements(outside: Iterable[Path], report: Report, signer: bytes | None) -> list[Statement]:
    """Return the distinct checkpoints by the entry they reach, reporting false signatures."""
    found = {Statement.of(kept) for kept in Checkpoint.objects.all()}
    for path in outside:
        try:
            found.add(Statement.read(path))
        except CheckpointUnreadable as error:
            report.found(str(error))
    keys = {statement.public_key for statement in found}
    for statement in found:
        if not statement.holds():
            report.found(f"checkpoint of {statement.made_at}: the signature is not its key's own")
    if signer is not None and keys - {signer.hex()}:
        report.found("some checkpoints are signed by another key than this installation's")
    elif len(keys) > 1:
        report.found(f"checkpoints are signed by {len(keys)} different keys")
    report.checkpoints = len(found)
    return sorted(found, key=lambda statement: statement.upto)


def _recompute(
    report: Report, statements: list[Statement], progress: Callable[[int], None]
) -> None:
    """Walk the entries by sequence: every hash, and the Merkle root at each checkpoint."""
    tree = Tree()
    waiting = deque(statements)
    for read in reading.recomputed(sorted({statement.upto for statement in statements})):
        report.entries += read.entries
        progress(report.entries)
        for sequence in read.changed:
            report.found(f"entry {sequence}: its content was changed")
        tree.extend(read.leaves())
        while waiting and waiting[0].upto <= read.stretch.upto:
            _compare(report, waiting.popleft(), tree)


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
