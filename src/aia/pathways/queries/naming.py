"""What to call the subjects of pathways, for lists: names for whoever was already let in."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from aia.people import queries as people
from aia.people.terms import Subject


def pathway_names(subjects: Iterable[tuple[str, UUID]]) -> dict[UUID, str]:
    """Return names by subject id, from (kind, subject id), in a constant number of statements.

    A community is not here: its pathway's own title is its name.
    """
    by_kind: dict[str, set[UUID]] = {}
    for kind, subject in subjects:
        by_kind.setdefault(kind, set()).add(subject)
    return people.names_of(
        person_ids=by_kind.get(Subject.PERSON, ()),
        household_ids=by_kind.get(Subject.HOUSEHOLD, ()),
        organisation_ids=by_kind.get(Subject.ORGANISATION, ()),
    )
