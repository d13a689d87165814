"""Encryption, keyed tokens and signatures, all by the `cryptography` package.

Nothing here knows what it protects. A sealed value is `nonce (12) + ciphertext + tag (16)`.
"""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12


class Unreadable(ValueError):
    """A sealed value does not open: wrong key, wrong place, or altered bytes."""


def new_key() -> bytes:
    """Return 32 random bytes: an AES-256, HMAC or Ed25519 secret."""
    return os.urandom(KEY_BYTES)


def seal(key: bytes, plain: bytes, place: bytes) -> bytes:
    """Encrypt with AES-256-GCM; `place` (table, column, row) is bound in but not stored."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place)


class Sealing:
    """Seals many values under one key, which is prepared once."""

    def __init__(self, key: bytes) -> None:
        self._encrypt = AESGCM(key).encrypt

    def seal(self, plain: bytes, place: bytes) -> bytes:
        """Return what `seal` returns."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._encrypt(nonce, plain, place)


def unseal(key: bytes, sealed: bytes, place: bytes) -> bytes:
    """Decrypt what `seal` made. Raises Unreadable when key, place or bytes do not agree."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place)
    except (InvalidTag, ValueError) as error:
        raise Unreadable(f"sealed value at {place.decode(errors='replace')}") from error


def keyed_token(key: bytes, *parts: str) -> bytes:
    """Return 16 bytes that stand for `parts` to holders of the key and say nothing to others."""
    message = "\x1f".join(parts).encode()
    return hmac.digest(key, message, "sha256")[:16]


def fingerprint(data: bytes) -> bytes:
    """Return the SHA-256 digest (32 bytes)."""
    return hashlib.sha256(data).digest()


def sign(private: bytes, message: bytes) -> bytes:
    """Return the Ed25519 signature (64 bytes) of `message` under a 32-byte private key."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(message)


def public_of(private: bytes) -> bytes:
    """Return the 32-byte public key that verifies what `private` signs."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether `signature` is `public`'s over `message`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True
