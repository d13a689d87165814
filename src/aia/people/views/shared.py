"""What the pages of this module have in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from aia.access.actions import note_reading
from aia.access.queries import account_names
from aia.access.terms import Actor, Forbidden, ReadingKind, Role
from aia.people import permissions, queries
from aia.people.models import Household, Organisation, Person
from aia.people.terms import Unacceptable
from aia.trace.actions import RowChanged
from aia.web.terms import Conflict, Definition

_T = TypeVar("_T")

WORKERS = (Role.SOCIAL_WORKER, Role.COORDINATOR)


def attempted(form: forms.Form, act: Callable[[], _T]) -> _T | None:
    """Do the act of a valid form; what cannot be kept is told at its field, and None returned."""
    try:
        return act()
    except Unacceptable as error:
        for field, problem in error.problems.items():
            form.add_error(field if field in form.fields else None, problem)
        return None


def conflict_of(error: RowChanged, form: forms.Form) -> Conflict:
    """Return what to tell somebody who wrote on a page that had changed: their words are kept."""
    entry = error.row.last_entry
    names = account_names([entry.actor])
    kept = [
        Definition(str(form[name].label), form.data.get(name, ""))
        for name in form.changed_data
        if name != "seen"
    ]
    return Conflict(who=names.get(entry.actor, ""), at=entry.recorded_at, kept=kept)


def newer(form: forms.Form, seen: int) -> forms.Form:
    """Return the form with what was typed and the newest entry, so that it can be sent again."""
    form.data = {**form.data.dict(), "seen": str(seen)}  # type: ignore[attr-defined]
    return form


def opened(actor: Actor, person_id: UUID, *, at: datetime) -> Person:
    """Return the kept row of a person whose identity page is being opened, and note the reading."""
    person = queries.get_person(actor, queries.kept_person_id(person_id), at=at)
    note_reading(
        actor=actor,
        subject=person.id,
        district=person.district,
        kind=ReadingKind.FILE,
        why=queries.grounds(actor, person.id, person.district, at=at),
        at=at,
    )
    return person


def workplace(actor: Actor, *roles: str) -> str:
    """Return the district where the actor works: the first by code, if several.

    Raises Forbidden when they have none of the roles anywhere.
    """
    districts = sorted(actor.districts(*(roles or WORKERS)))
    if not districts:
        raise Forbidden(_("Your role does not allow this."))
    return districts[0]


def allowed(
    actor: Actor, row: Person | Household | Organisation, *verbs: str, at: datetime
) -> dict[str, bool]:
    """Return which buttons to show: by verb, its dot as an underscore."""
    return {verb.replace(".", "_"): permissions.may(actor, verb, row, at=at) for verb in verbs}


def about(person: Person) -> dict[str, Any]:
    """Return what every page under a person shows: the row and the name."""
    identity = queries.identity_of(person)
    return {"person": person, "identity": identity, "name": queries.called(person, identity)}
