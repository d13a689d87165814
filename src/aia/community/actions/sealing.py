"""What is said about somebody is sealed under the data key of the file that it is about."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from aia.community.terms import Refused
from aia.people import queries as people
from aia.trace.traced import Traced


def seal_words(subject: UUID, row: Traced, **columns: str) -> None:
    """Set each sealed column of the row to its text sealed; empty text stays empty.

    Raises Refused when the subject's data were erased.
    """
    keyring = people.keyring(subject) if any(columns.values()) else None
    if keyring is not None and keyring.erased(subject):
        raise Refused(_("The data of this person were erased: nothing more can be written."))
    for column, text in columns.items():
        sealed = keyring.seal(subject, row, column, text) if keyring and text else b""
        setattr(row, column, sealed)
