"""The installation as an issuer: its key, and each district's name and addresses."""

from __future__ import annotations

from urllib.parse import quote, urlsplit
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from aia.commons.badges.credentials import Issuer
from aia.kit import crypto
from aia.territory.queries import districts


def issuer_of(district: str, *, simulated: bool = False) -> Issuer:
    """Return the district as the issuer of its badges; what it simulated says so in its name.

    Its DID says where its document is (did:web): `…/floor/badges/cremona/did.json`.
    """
    page = settings.PUBLIC_ADDRESS + reverse("commons:badge_issuer", args=[district])
    place = urlsplit(page)
    host = quote(place.netloc, safe="")
    name = districts().filter(code=district).values_list("name", flat=True).first() or district
    return Issuer(
        did=":".join(["did:web", host, *place.path.strip("/").split("/")]),
        name=_("%(name)s (simulated)") % {"name": name} if simulated else name,
        page=page,
        status_of=f"{page}revoked/",
    )


def private_key() -> bytes:
    """Return the key with which this installation signs badges."""
    key: bytes = settings.AIA_BADGE_KEY()
    return key


def public_key() -> bytes:
    """Return the key by which anybody verifies them."""
    return crypto.public_of(private_key())


def pseudonym(person_id: UUID) -> UUID:
    """Return the id by which badges call a person: always the same, and nobody finds them by it."""
    told = crypto.keyed_token(settings.AIA_SEARCH_KEY(), "badge holder", person_id.hex)
    return UUID(bytes=told, version=4)
