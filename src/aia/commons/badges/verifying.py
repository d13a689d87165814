"""Is a badge what its issuer signed, does it hold today? Nobody is asked, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from aia.commons.badges import credentials, jws

_TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential", "EndorsementCredential"})
_SIGNED = re.compile(r"[A-Za-z0-9_.-]")
_SHORTEST, _MOSTLY = 200, 0.99
# What every header begins with, written in base64url: {"
_BEGINS, _DOTS = "eyJ", 2
_IN_PICTURE = re.compile(rb"<openbadges:credential\b[^>]*\bverify=[\"']([^\"']*)[\"']")


class NotABadge(ValueError):
    """The file holds nothing that looks like a signed badge."""


class Verdict(StrEnum):
    """What was found out."""

    VALID = "valid"
    ALTERED = "altered"
    OTHER_KEY = "other_key"
    INCOHERENT = "incoherent"
    EARLY = "early"
    EXPIRED = "expired"
    REVOKED = "revoked"


Told = dict[str, Any]
Revoked = Callable[[Told], bool | None]
"""Says whether a credential was revoked; None when that is not known."""


@dataclass(frozen=True)
class Found:
    """The verdict, what the credential tells when a trusted key signed it, and what is not known.

    `key` is the thumbprint of the key that signed, when it is another; `endorsements` what was
    found out about each endorsement inside.
    """

    verdict: Verdict
    told: Told = field(default_factory=dict)
    key: str = ""
    revocation_known: bool = False
    endorsements: tuple[Found, ...] = ()


def token_in(content: bytes) -> str:
    """Return the signed text in a file: bare, or inside a picture (SVG). Raises NotABadge."""
    baked = _IN_PICTURE.search(content)
    text = (baked[1] if baked else content).decode("latin-1").strip()
    # One that was altered is still a badge: it begins like one, or has its three parts.
    like_one = text.startswith(_BEGINS) or text.count(".") == _DOTS
    mostly = len(_SIGNED.findall(text)) >= len(text) * _MOSTLY
    if len(text) < _SHORTEST or not like_one or not mostly:
        raise NotABadge
    return text


def keys_in(document: object) -> tuple[str, list[bytes]]:
    """Return the id and the public keys that a DID document holds. Raises NotABadge without any."""
    if isinstance(document, Mapping) and isinstance(document.get("verificationMethod"), list):
        methods = [one for one in document["verificationMethod"] if isinstance(one, Mapping)]
        found = [jws.public_in(one.get("publicKeyJwk")) for one in methods]
        if keys := [key for key in found if key is not None]:
            return str(document.get("id", "")), keys
    raise NotABadge


def verify(
    token: str, keys: Collection[bytes], *, issuer: str = "", revoked: Revoked, at: datetime
) -> Found:
    """Find out about a badge or an endorsement.

    `keys` are the issuer's public keys (32 bytes each); with `issuer`, its DID, a badge that a
    trusted key signed in another's name does not hold together. Raises NotABadge for a signed
    text that is something else.
    """
    try:
        told = jws.opened(token, keys)
    except jws.OtherKey as other:
        return Found(Verdict.OTHER_KEY, key=other.key)
    except jws.Altered:
        return Found(Verdict.ALTERED)
    if not _TYPES.intersection(_listed(told.get("type"))):
        raise NotABadge
    known = revoked(told)
    inside = tuple(
        verify(str(one), keys, issuer=issuer, revoked=revoked, at=at)
        for one in _listed(told.get("endorsementJwt"))
    )
    return Found(
        verdict=_verdict(told, issuer, bool(known), at),
        told=told,
        revocation_known=known is not None,
        endorsements=inside,
    )


def listed_in(lists: Collection[Told]) -> Revoked:
    """Return who says what status lists, already opened, say of a credential."""
    by_address = {one.get("id"): one for one in lists}

    def revoked(told: Told) -> bool | None:
        status = told.get("credentialStatus", {})
        listed = by_address.get(status.get("statusListCredential"))
        if listed is None:
            return None
        try:
            return credentials.is_revoked(listed, int(status["statusListIndex"]))
        except (KeyError, OSError, ValueError):
            return None

    return revoked


def _verdict(told: Told, issuer: str, revoked: bool, at: datetime) -> Verdict:
    try:
        begins = datetime.fromisoformat(told["validFrom"])
        ends = datetime.fromisoformat(told["validUntil"]) if "validUntil" in told else None
        coherent = _coherent(told, issuer, begins, ends)
        early, late = at < begins, ends is not None and at >= ends
    except (KeyError, TypeError, ValueError):
        return Verdict.INCOHERENT
    checks = (
        (not coherent, Verdict.INCOHERENT),
        (early, Verdict.EARLY),
        (late, Verdict.EXPIRED),
        (revoked, Verdict.REVOKED),
    )
    return next((verdict for failed, verdict in checks if failed), Verdict.VALID)


def _coherent(told: Told, issuer: str, begins: datetime, ends: datetime | None) -> bool:
    """Say whether the claims of the JWT repeat the credential, in the name of its issuer."""
    speaker, subject = told["issuer"], told["credentialSubject"]
    same = (
        told["iss"] == speaker["id"],
        told["jti"] == told["id"],
        told["sub"] == subject["id"],
        told["nbf"] == int(begins.timestamp()),
        told.get("exp") == (int(ends.timestamp()) if ends else None),
        not issuer or issuer in (speaker["id"], speaker.get("parentOrg", {}).get("id")),
    )
    return all(same)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
