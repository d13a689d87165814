"""Texts are sealed under the data key of the pathway's subject before they are kept."""

from django.utils.translation import gettext as _

from aia.pathways.models import Pathway
from aia.pathways.rules import Refused
from aia.people import queries as people
from aia.trace.traced import Traced


def seal_texts(pathway: Pathway, row: Traced, **columns: str) -> None:
    """Set each sealed column of the row, by name, to its text sealed; empty text stays empty.

    Raises Refused when the subject's data were erased: nothing more can be written about them.
    """
    if not any(columns.values()):
        for column in columns:
            setattr(row, column, b"")
        return
    subject = pathway.subject_id
    keyring = people.keyring(subject)
    if keyring.erased(subject):
        raise Refused(_("The data of this person were erased: nothing more can be written."))
    for column, text in columns.items():
        setattr(row, column, keyring.seal(subject, row, column, text))
