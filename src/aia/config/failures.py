"""What can go wrong with the machine under an installation, told so that its owner can mend it."""

from __future__ import annotations

import errno
import os

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError

_FULL = "the disk is full: make room and run the command again; what was finished is kept"
_DATABASE = {
    "disk is full": _FULL,
    "disk i/o error": "the disk cannot be read or written: see the system's log",
    "readonly database": "the database cannot be written: AIA_HOME is read-only for this user",
    "unable to open database": "the database cannot be opened: is AIA_HOME writable for this user?",
    "database is locked": "the database was busy for too long: another command is at work on it",
    "not a database": "the database file is damaged: restore a backup (`aia restore FILE`)",
    "is malformed": "the database file is damaged: restore a backup (`aia restore FILE`)",
}
_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: "read-only file system",
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
}


def explained(error: Exception) -> str | None:
    """Return one clear line for what the installation's owner can mend; None for our own faults."""
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    if isinstance(error, DatabaseError):
        return _database(error)
    if isinstance(error, OSError) and error.errno in _SYSTEM:
        place = f": {error.filename}" if error.filename else ""
        return f"{_SYSTEM[error.errno]}{place}"
    return None


def _database(error: DatabaseError) -> str | None:
    told = " ".join(str(error).split())
    for sign, explanation in _DATABASE.items():
        if sign in told.lower():
            return explanation
    if isinstance(error, OperationalError) and os.environ.get("DATABASE_URL"):
        return f"the database of DATABASE_URL does not answer as it should: {told}"
    return None
