"""Signed statements about the whole ledger, kept in the database and in files outside it.

The file is what catches somebody who owns the database: keep copies where they cannot reach.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from aia.kit import crypto
from aia.trace.models import Checkpoint


class CheckpointUnreadable(ValueError):
    """A checkpoint file that is not one; the message names the file and what is wrong."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What a checkpoint says: `entries` entries up to sequence `upto` have this Merkle root."""

    upto: int
    entries: int
    root: str
    made_at: str
    public_key: str
    signature: str = ""

    def message(self) -> bytes:
        """Return the bytes that are signed."""
        told = asdict(self)
        del told["signature"]
        return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()

    def holds(self) -> bool:
        """Say whether the signature is the key's own over these words."""
        return crypto.signature_holds(
            bytes.fromhex(self.public_key), self.message(), bytes.fromhex(self.signature)
        )

    @classmethod
    def signed(
        cls, *, upto: int, entries: int, root: bytes, made_at: datetime, private: bytes
    ) -> Self:
        """Return the statement, signed with an Ed25519 private key (32 bytes)."""
        told = {
            "upto": upto,
            "entries": entries,
            "root": root.hex(),
            "made_at": made_at.isoformat(),
            "public_key": crypto.public_of(private).hex(),
        }
        unsigned = cls(**told)  # type: ignore[arg-type]
        return cls(**told, signature=crypto.sign(private, unsigned.message()).hex())  # type: ignore[arg-type]

    @classmethod
    def of(cls, kept: Checkpoint) -> Self:
        """Return the statement that a stored checkpoint holds."""
        return cls(
            upto=kept.upto,
            entries=kept.entries,
            root=bytes(kept.root).hex(),
            made_at=kept.made_at.isoformat(),
            public_key=bytes(kept.public_key).hex(),
            signature=bytes(kept.signature).hex(),
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read one checkpoint file. Raises CheckpointUnreadable when it is not one."""
        try:
            told = cls(**json.loads(path.read_text()))
            whole = isinstance(told.upto, int) and isinstance(told.entries, int)
            digests = (told.root, told.public_key, told.signature)
            lengths = [len(bytes.fromhex(digest)) for digest in digests]
        except (OSError, ValueError, TypeError) as error:
            raise CheckpointUnreadable(f"{path}: not a checkpoint file ({error})") from error
        if not whole or lengths != [32, 32, 64]:
            raise CheckpointUnreadable(f"{path}: not a checkpoint file (a value is not as signed)")
        return told

    def write(self, path: Path) -> None:
        """Write the statement as one JSON file, whole or not at all."""
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self), indent=2) + "\n")
        fresh.replace(path)
