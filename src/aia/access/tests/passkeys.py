"""A passkey made of software: what a phone or a security key does, for tests."""

from __future__ import annotations

import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

_FLAG = AuthenticatorData.FLAG
_PRESENT_AND_VERIFIED = _FLAG.USER_PRESENT | _FLAG.USER_VERIFIED


class SoftPasskey:
    """One key pair for one site, that answers what the browser would send."""

    def __init__(self, origin: str, site: str) -> None:
        self.origin, self._site = origin, site
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._id = b"soft-passkey-0001"
        self.owner = b""

    def register(self, options: dict[str, Any]) -> str:
        """Return the credential that answers a registration's options, as JSON."""
        asked = options["publicKey"]
        self.owner = websafe_decode(asked["user"]["id"])
        public = ES256.from_cryptography_key(self._key.public_key())  # type: ignore[no-untyped-call]
        data = AuthenticatorData.create(
            sha256(self._site.encode()),
            _PRESENT_AND_VERIFIED | _FLAG.ATTESTED,
            0,
            AttestedCredentialData.create(Aaguid.NONE, self._id, public),
        )
        told = self._told(CollectedClientData.TYPE.CREATE, asked["challenge"])
        return self._credential(
            {
                "clientDataJSON": websafe_encode(told),
                "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
            },
            {"credProps": {"rk": True}},
        )

    def sign(self, options: dict[str, Any]) -> str:
        """Return the credential that answers a sign-in's options, as JSON."""
        data = AuthenticatorData.create(sha256(self._site.encode()), _PRESENT_AND_VERIFIED, 1)
        told = self._told(CollectedClientData.TYPE.GET, options["publicKey"]["challenge"])
        signature = self._key.sign(data + told.hash, ec.ECDSA(hashes.SHA256()))
        return self._credential(
            {
                "clientDataJSON": websafe_encode(told),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": websafe_encode(self.owner),
            },
            {},
        )

    def _told(self, act: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(act, websafe_decode(challenge), self.origin)

    def _credential(self, response: dict[str, str], extensions: dict[str, Any]) -> str:
        return json.dumps(
            {
                "type": "public-key",
                "id": websafe_encode(self._id),
                "rawId": websafe_encode(self._id),
                "response": response,
                "clientExtensionResults": extensions,
            }
        )
