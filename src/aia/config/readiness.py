"""Making an installation ready, so that any command works on an empty AIA_HOME."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from aia.config.home import KEYS, secret

_ADVISORY_LOCK = 0x414941


def make_ready() -> None:
    """Make the keys and bring the database to this version, unless that is done already.

    Raises OperationalError when the database does not answer.
    """
    for name in KEYS:
        secret(name)
    connection.ensure_connection()
    if _steps_missing():
        with _alone():
            if steps := _steps_missing():
                _tell(f"preparing the database: {steps} steps")
                call_command("migrate", interactive=False, verbosity=0)
    _look_at_guards()


def _steps_missing() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _look_at_guards() -> None:
    """Put guards on an empty ledger; on one in use their absence is for somebody to look into."""
    from aia.trace import guards, policies
    from aia.trace.models import Entry

    policies.install(connection)
    lacking = guards.missing(connection)
    if not lacking:
        return
    if not Entry.objects.exists():
        guards.install(connection)
        return
    _tell(
        f"WARNING: {len(lacking)} tables lack their guards ({', '.join(lacking[:3])} …). Run"
        " `aia trace verify` to see whether anything was changed, then `aia trace guard`"
    )


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process is preparing the same installation."""
    with (settings.HOME / ".preparing").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_ADVISORY_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY_LOCK])


def _tell(line: str) -> None:
    sys.stderr.write(f"aia: {line}\n")
    sys.stderr.flush()
