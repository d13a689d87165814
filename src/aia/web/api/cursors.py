"""Cursors of lists: opaque, signed, good only where they were given."""

from __future__ import annotations

from django.core import signing
from django.utils.translation import gettext as _

from aia.web.api.problems import NOT_ACCEPTED, Said


def told(place: str | int | None, *, of: str) -> str | None:
    """Return a list's place as a cursor, None at the end. `of` names the list."""
    return None if place is None else signing.dumps(str(place), salt=f"cursor.{of}")


def read(cursor: str | None, *, of: str) -> str | None:
    """Return the place that a cursor stands for. Raises Said for one that this list never gave."""
    if not cursor:
        return None
    try:
        place: str = signing.loads(cursor, salt=f"cursor.{of}")
    except signing.BadSignature as error:
        wrong = _("This page of the list does not exist.")
        raise Said(NOT_ACCEPTED, wrong, {"cursor": wrong}) from error
    return place
