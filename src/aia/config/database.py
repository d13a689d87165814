"""Which database an installation uses: SQLite under AIA_HOME, or PostgreSQL by DATABASE_URL."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# Immediate transactions queue writers; deferred ones fail with "database is locked".
# Every thread has a connection of its own, so each one's cache stays small: the system's cache
# of the file serves them all.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-8192; PRAGMA temp_store=MEMORY"
    ),
}


def configured(home: Path) -> dict[str, Any]:
    """Return the settings of the one database.

    Raises ImproperlyConfigured when DATABASE_URL is there but is not understood.
    """
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{home / 'aia.sqlite3'}"
    try:
        found: dict[str, Any] = dict(
            dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
        )
    except ValueError as error:
        raise ImproperlyConfigured(_wanted(url)) from error
    if found["ENGINE"].endswith("sqlite3"):
        return {**found, "OPTIONS": _SQLITE}
    if not found["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured(_wanted(url))
    return {**found, "ENGINE": "aia.config.postgresql"}


def _wanted(url: str) -> str:
    # The rest of the address may hold a password.
    scheme = url.split(":", 1)[0]
    return f"DATABASE_URL must begin with postgres:// or sqlite:///, not {scheme[:20]!r}"
