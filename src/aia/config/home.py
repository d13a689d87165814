"""Where an installation keeps what is its own: database, keys, attachments, checkpoints.

`AIA_HOME` names the directory (default: `aia-home` in the user's home). Keys are made at first
start, readable by the owner only; each may come from the environment instead (`AIA_MASTER_KEY` …,
64 hexadecimal digits), which is how production installations keep them apart from the data.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from aia.kit import crypto

KEYS = ("master", "search", "checkpoint", "badge", "django")
_OWNER_ONLY_DIR = 0o700
_OWNER_ONLY_FILE = 0o600


def home() -> Path:
    """Return the installation's directory, made on first use with owner-only rights."""
    path = Path(os.environ.get("AIA_HOME") or Path.home() / "aia-home").expanduser().resolve()
    try:
        path.mkdir(mode=_OWNER_ONLY_DIR, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"AIA_HOME {path} cannot be made or entered: {error.strerror}. "
            "Set AIA_HOME to a directory that you may write."
        ) from error
    return path


def keys_dir() -> Path:
    """Return the directory of the secrets, owner-only."""
    path = home() / "keys"
    try:
        path.mkdir(mode=_OWNER_ONLY_DIR, exist_ok=True)
    except OSError as error:
        raise _unwritable(error) from error
    return path


def secret(name: str) -> bytes:
    """Return the 32-byte secret called `name`, from AIA_<NAME>_KEY or its file, made if missing.

    Raises ImproperlyConfigured when it is there but is not 64 hexadecimal digits.
    """
    variable = f"AIA_{name.upper()}_KEY"
    path = keys_dir() / f"{name}.key"
    text = os.environ.get(variable) or _read_or_make(path)
    source = variable if os.environ.get(variable) else str(path)
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != crypto.KEY_BYTES:
        raise ImproperlyConfigured(f"{source} must hold 64 hexadecimal digits (32 bytes)")
    return key


def master_secrets() -> list[bytes]:
    """Return the master keys, the one in use first, then those it replaced (`master-….key`)."""
    replaced = sorted(keys_dir().glob("master-*.key"))
    return [secret("master"), *(bytes.fromhex(path.read_text().strip()) for path in replaced)]


def replace_master(name: str) -> None:
    """Put a new master key in place of the one called `name`, which stays as master-<name>.key.

    Whenever it is stopped, either the old key or both are there. Raises ImproperlyConfigured when
    the key comes from the environment: then it must be changed there.
    """
    kept = keys_dir() / f"master-{name}.key"
    if os.environ.get("AIA_MASTER_KEY"):
        raise ImproperlyConfigured(
            f"the master key comes from AIA_MASTER_KEY: write the one in use to {kept}, put a new"
            " one (64 hexadecimal digits) in AIA_MASTER_KEY, and run the command again"
        )
    path = keys_dir() / "master.key"
    _write_secret(kept, path.read_text())
    _write_secret(path, crypto.new_key().hex() + "\n")


def retire_masters() -> tuple[str, ...]:
    """Remove the master keys that were replaced; return the names of their files."""
    replaced = sorted(keys_dir().glob("master-*.key"))
    for path in replaced:
        path.unlink()
    return tuple(path.name for path in replaced)


def _write_secret(path: Path, text: str) -> None:
    """Write a secret whole or not at all: it must survive whatever happens next."""
    fresh = path.with_suffix(f".{os.getpid()}.new")
    fresh.touch(mode=_OWNER_ONLY_FILE)
    with fresh.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _read_or_make(path: Path) -> str:
    """Read the secret file; the first process to come creates it, the others read the same one."""
    if path.exists():
        return path.read_text()
    fresh = path.with_suffix(f".{os.getpid()}.new")
    try:
        fresh.touch(mode=_OWNER_ONLY_FILE)
        fresh.write_text(crypto.new_key().hex() + "\n")
        os.link(fresh, path)
    except FileExistsError:
        # Another process won the race: its key is the installation's key.
        return path.read_text()
    except OSError as error:
        raise _unwritable(error) from error
    finally:
        fresh.unlink(missing_ok=True)
    return path.read_text()


def _unwritable(error: OSError) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"AIA_HOME cannot be written ({error.filename}: {error.strerror}). "
        "Set AIA_HOME to a directory that you may write, with room on its disk."
    )
