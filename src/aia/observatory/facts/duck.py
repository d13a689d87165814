"""A DuckDB of one's own, in memory: no extension is ever downloaded, no file of it is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

MEMORY = "2GB"


@contextmanager
def connected(memory: str = MEMORY) -> Iterator[Any]:
    """Give a connection that spills to a directory under AIA_HOME beyond so much memory."""
    import duckdb

    spill = Path(settings.HOME) / "observatory" / "spill"
    connection = duckdb.connect(
        config={
            "memory_limit": memory,
            "temp_directory": str(spill),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "preserve_insertion_order": "false",
        }
    )
    try:
        yield connection
    finally:
        connection.close()


def parquet(paths: Iterable[Path]) -> str:
    """Return the SQL that reads these files as one table."""
    listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
    return f"read_parquet([{listed}], hive_partitioning = false)"
