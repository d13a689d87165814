"""What Open Badges 3.0 credentials say (1EdTech, with the W3C Verifiable Credentials model 2.0).

Everything here is plain values in and dictionaries out: nothing is signed, read or looked up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from gzip import compress, decompress
from typing import Any
from uuid import UUID

from aia.commons.badges import jws

VC = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
MEDIA_TYPE = "application/vc+jwt"
LEAST_BITS = 131_072
"""The shortest status list that the W3C allows, so that nobody stands out in it."""
# The address that ESCO itself gives to a group of ISCO-08.
_ISCO = "http://data.europa.eu/esco/isco/C"

Told = dict[str, Any]


@dataclass(frozen=True)
class Issuer:
    """Who signs: its DID, its name, and the addresses of its public pages."""

    did: str
    name: str
    page: str
    status_of: str

    def profile(self) -> Told:
        """Return the issuer as credentials name it."""
        return {"id": self.did, "type": ["Profile"], "name": self.name, "url": self.page}

    def status_list(self, what: str) -> str:
        """Return the address of the list of what was revoked (`badges`, `endorsements`)."""
        return f"{self.status_of}{what}.jwt"


@dataclass(frozen=True)
class Achieved:
    """A competence as a badge tells it; `language` is the language of its words."""

    id: UUID
    title: str
    about: str
    narrative: str
    language: str
    esco: str = ""
    isco: str = ""

    def told(self) -> Told:
        """Return the achievement."""
        found: Told = {
            "id": self.id.urn,
            "type": ["Achievement"],
            "achievementType": "Competency",
            "name": self.title,
            "description": self.about or self.title,
            "criteria": {"narrative": self.narrative},
            "inLanguage": self.language,
        }
        references = list(self._references())
        return found | ({"alignment": references} if references else {})

    def _references(self) -> Iterable[Told]:
        common = {"type": ["Alignment"], "targetName": self.title}
        if self.esco:
            yield common | {"targetUrl": self.esco, "targetFramework": "ESCO"}
        if self.isco:
            code = {"targetCode": self.isco, "targetUrl": _ISCO + self.isco}
            yield common | code | {"targetFramework": "ISCO-08"}


def badge(
    *,
    row_id: UUID,
    issuer: Issuer,
    holder: UUID,
    holder_name: str,
    achieved: Achieved,
    endorsements: Collection[str],
    status_index: int,
    issued_at: datetime,
    valid_until: datetime | None,
) -> Told:
    """Return an OpenBadgeCredential with the signed endorsements inside."""
    name = {"type": "IdentityObject", "hashed": False, "identityType": "name"}
    subject = {
        "id": holder.urn,
        "type": ["AchievementSubject"],
        "identifier": [name | {"identityHash": holder_name}],
        "achievement": achieved.told(),
    }
    status = _status(issuer.status_list("badges"), status_index)
    told = _credential(row_id, "OpenBadgeCredential", issuer.profile(), subject, issued_at, status)
    told["name"] = achieved.title
    if endorsements:
        told["endorsementJwt"] = list(endorsements)
    if valid_until is not None:
        told |= {"validUntil": _moment(valid_until), "exp": int(valid_until.timestamp())}
    return told


def endorsement(
    *,
    row_id: UUID,
    issuer: Issuer,
    endorser: UUID,
    endorser_name: str,
    about: UUID,
    words: str,
    status_index: int,
    given_at: datetime,
) -> Told:
    """Return an EndorsementCredential: the endorser speaks, the issuer keeps the key for them."""
    profile = {
        "id": endorser.urn,
        "type": ["Profile"],
        "name": endorser_name,
        "parentOrg": issuer.profile(),
    }
    subject = {"id": about.urn, "type": ["EndorsementSubject"], "endorsementComment": words}
    status = _status(issuer.status_list("endorsements"), status_index)
    return _credential(row_id, "EndorsementCredential", profile, subject, given_at, status)


def status_list(*, issuer: Issuer, what: str, revoked: Collection[int], at: datetime) -> Told:
    """Return the list of what was revoked (W3C Bitstring Status List): one bit for each index."""
    address = issuer.status_list(what)
    subject = {
        "id": f"{address}#list",
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": _bits(revoked),
    }
    return {
        "@context": [VC],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did,
        "validFrom": _moment(at),
        "credentialSubject": subject,
    }


def is_revoked(listed: Told, index: int) -> bool:
    """Say what a status list says of an index. Raises ValueError, KeyError when it says nothing."""
    text = listed["credentialSubject"]["encodedList"]
    bits = decompress(jws.decoded(text.removeprefix("u")))
    if index >= len(bits) * 8:
        raise ValueError(f"the list is too short for {index}")
    return bool(bits[index // 8] & (0x80 >> index % 8))


def did_document(issuer: Issuer, keys: Iterable[bytes]) -> Told:
    """Return the issuer's DID document: where its public keys stand (did:web)."""
    methods = [
        {
            "id": f"{issuer.did}#{jws.thumbprint(key)}",
            "type": "JsonWebKey",
            "controller": issuer.did,
            "publicKeyJwk": jws.jwk(key),
        }
        for key in keys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": issuer.did,
        "verificationMethod": methods,
        "assertionMethod": [one["id"] for one in methods],
    }


def _credential(
    row_id: UUID, kind: str, issuer: Told, subject: Told, begins: datetime, status: Told
) -> Told:
    return {
        "@context": [VC, OPEN_BADGES],
        "id": row_id.urn,
        "type": ["VerifiableCredential", kind],
        "issuer": issuer,
        "validFrom": _moment(begins),
        "credentialSubject": subject,
        "credentialStatus": status,
        # The same again as a JWT says it (Open Badges 3.0 §8.2).
        "iss": issuer["id"],
        "jti": row_id.urn,
        "sub": subject["id"],
        "nbf": int(begins.timestamp()),
    }


def _status(address: str, index: int) -> Told:
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def _bits(revoked: Collection[int]) -> str:
    size = max([LEAST_BITS, *(one + 1 for one in revoked)])
    bits = bytearray(-(-size // 8))
    for one in revoked:
        bits[one // 8] |= 0x80 >> one % 8
    # No moment in the compressed text: the same list is written the same way.
    return "u" + jws.encoded(compress(bytes(bits), mtime=0))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
