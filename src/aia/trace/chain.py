"""How an entry is hashed: one text per entry, the same on both databases."""

from hashlib import sha256

GENESIS = bytes(32)


def entry_hash(previous: bytes, text: str) -> bytes:
    """Return SHA-256 over the previous hash of the stream and the entry's canonical text."""
    return sha256(previous + text.encode()).digest()


def canonical_text(
    *,
    stream: str,
    position: int,
    verb: str,
    subject: str,
    actor: str,
    cause: int | None,
    district: str,
    origin: str,
    happened: int,
    recorded: int,
    facts: str,
) -> str:
    """Return the entry as one line: ids as 32 hexadecimal digits, moments in microseconds.

    No part but the last can hold the separator, so two different entries never share a text.
    `verify` builds the same text from raw columns, in this order.
    """
    return (
        f"{stream}|{position}|{verb}|{subject}|{actor}|{cause or ''}|{district}|{origin}"
        f"|{happened}|{recorded}|{facts}"
    )
