"""Where an installation keeps what is its own: database, keys, attachments, checkpoints.

`AIA_HOME` names the directory (default: `aia-home` in the user's home). Keys are made at first
start, readable by the owner only; each may come from the environment instead (`AIA_MASTER_KEY` …,
64 hexadecimal digits), which is how production installations keep them apart from the data.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from aia.kit import crypto

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
    path.mkdir(mode=_OWNER_ONLY_DIR, exist_ok=True)
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


def _read_or_make(path: Path) -> str:
    """Read the secret file; the first process to come creates it, the others read the same one."""
    fresh = path.with_suffix(f".{os.getpid()}.new")
    if not path.exists():
        fresh.touch(mode=_OWNER_ONLY_FILE)
        fresh.write_text(crypto.new_key().hex() + "\n")
        try:
            os.link(fresh, path)
        except FileExistsError:
            # Another process won the race: its key is the installation's key.
            return path.read_text()
        finally:
            fresh.unlink()
    return path.read_text()
