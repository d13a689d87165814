"""Words are sealed under the notice's own key: destroying it blanks them all at once."""

from __future__ import annotations

from django.utils.translation import gettext as _

from aia.pathways.terms import Refused
from aia.people import queries as people
from aia.sensing.models import Notice
from aia.trace.traced import Traced


def seal_texts(notice: Notice, row: Traced, **columns: str) -> None:
    """Set each sealed column of the row, by name, to its text sealed; empty text stays empty.

    Raises Refused when the notice's key was destroyed: nothing more can be written about it.
    """
    keyring = people.keyring(notice.id)
    if any(columns.values()) and keyring.erased(notice.id):
        raise Refused(_("The words of this notice were erased: nothing more can be written."))
    for column, text in columns.items():
        setattr(row, column, keyring.seal(notice.id, row, column, text) if text else b"")
