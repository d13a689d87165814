"""Compact JSON Web Signatures with Ed25519 (RFC 7515, RFC 8037): the proof of an Open Badge.

The public key travels in the header (`jwk`), as Open Badges 3.0 §8.2 allows: so a text that was
altered can be told from one that somebody else signed, without a network.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Collection, Mapping
from typing import Any

from aia.kit import crypto

ALGORITHM = "EdDSA"
_ALPHABET = re.compile(r"[A-Za-z0-9_-]+")
_PARTS = 3


class Altered(ValueError):
    """The text is not as it was signed."""


class OtherKey(ValueError):
    """It was signed, by a key that is not among those trusted; `key` is that key's thumbprint."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def jwk(public: bytes) -> dict[str, str]:
    """Return a public key (32 bytes) as a JSON Web Key."""
    return {"kty": "OKP", "crv": "Ed25519", "x": encoded(public)}


def public_in(key: object) -> bytes | None:
    """Return the public key that a JSON Web Key holds, None when it is not an Ed25519 one."""
    if not isinstance(key, Mapping) or (key.get("kty"), key.get("crv")) != ("OKP", "Ed25519"):
        return None
    try:
        public = decoded(str(key.get("x", "")))
    except Altered:
        return None
    return public if len(public) == crypto.KEY_BYTES else None


def thumbprint(public: bytes) -> str:
    """Return the key's name (RFC 7638)."""
    told = json.dumps(jwk(public), sort_keys=True, separators=(",", ":"))
    return encoded(crypto.fingerprint(told.encode()))


def signed(payload: Mapping[str, Any], private: bytes) -> str:
    """Return the payload as a compact JWS under an Ed25519 private key (32 bytes)."""
    header = {"alg": ALGORITHM, "typ": "JWT", "jwk": jwk(crypto.public_of(private))}
    told = f"{_json(header)}.{_json(payload)}"
    return f"{told}.{encoded(crypto.sign(private, told.encode()))}"


def opened(token: str, trusted: Collection[bytes]) -> dict[str, Any]:
    """Return what a trusted key signed. Raises OtherKey, Altered."""
    parts = token.split(".")
    if len(parts) != _PARTS:
        raise Altered(token)
    message, signature = ".".join(parts[:2]).encode(), decoded(parts[2])
    header = _object(parts[0])
    if header.get("alg") != ALGORITHM:
        raise Altered(token)
    if not any(crypto.signature_holds(key, message, signature) for key in trusted):
        other = public_in(header.get("jwk"))
        if other is None or not crypto.signature_holds(other, message, signature):
            raise Altered(token)
        raise OtherKey(thumbprint(other))
    return _object(parts[1])


def encoded(data: bytes) -> str:
    """Return data in base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Return the data of a base64url text. Raises Altered unless it is the only way to write it."""
    if not _ALPHABET.fullmatch(text):
        raise Altered(text)
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except Error as error:
        raise Altered(text) from error
    if encoded(data) != text:
        raise Altered(text)
    return data


def _json(told: Mapping[str, Any]) -> str:
    return encoded(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())


def _object(text: str) -> dict[str, Any]:
    try:
        told = json.loads(decoded(text))
    except ValueError as error:
        raise Altered(text) from error
    if not isinstance(told, dict):
        raise Altered(text)
    return told
